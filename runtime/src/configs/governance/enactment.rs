//! From a passed motion to the act itself: whitelist, preimage, scheduler.

use super::*;
use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, EitherOf, EqualPrivilegeOnly, LinearStoragePrice},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

parameter_types! {
	pub MaxScheduledWeight: Weight = Perbill::from_percent(60) * configs::system::RuntimeBlockWeights::get().max_block;
	/// How long a call that was dispatched before it was whitelisted waits for it.
	pub const DeferredDispatchExpiration: BlockNumber = 7 * constants::DAYS;
	/// What a stranger leaves on hold for a noted call.
	pub const ItemDeposit: Balance = configs::utilities::deposit(1, 0);
	pub const ByteDeposit: Balance = configs::utilities::deposit(0, 1);
	pub const PreimageHold: RuntimeHoldReason = RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_whitelist::Config for Runtime {
	type BlockNumberProvider = System;
	type DeferredDispatchExpiration = DeferredDispatchExpiration;
	type DispatchWhitelistedOrigin = EitherOf<EnsureRoot<AccountId>, TwoThirdsOfAgencies>;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_whitelist::WeightInfo<Runtime>;
	type WhitelistOrigin = EitherOf<EnsureRoot<AccountId>, TwoThirdsOfAgencies>;
}

/// Councillors note the calls of their motions without a deposit: they need no coins.
pub struct Noting;
impl frame_support::traits::EnsureOrigin<RuntimeOrigin> for Noting {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
		EnsureRoot::<AccountId>::try_origin(origin)
			.map(|_| ())
			.or_else(|origin| Councillors::try_origin(origin).map(|_| ()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

impl pallet_preimage::Config for Runtime {
	type Consideration =
		HoldConsideration<AccountId, Balances, PreimageHold, LinearStoragePrice<ItemDeposit, ByteDeposit, Balance>>;
	type Currency = Balances;
	type ManagerOrigin = Noting;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
}

impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<50>;
	type MaximumWeight = MaxScheduledWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EitherOf<EnsureRoot<AccountId>, TwoThirdsOfAgencies>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
}
