//! Ways to stop: the whole chain but for what heals it, or one call.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains},
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use pallet_tx_pause::RuntimeCallNameOf;

parameter_types! {
	pub const SafeModeDuration: BlockNumber = 4 * constants::HOURS;
	pub const NobodyBuysIt: Option<Balance> = None;
	pub const NothingToRelease: Option<BlockNumber> = None;
}

/// What keeps working in safe mode: blocks themselves and the motions that end it.
pub struct Healing;
impl Contains<RuntimeCall> for Healing {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(_)
				| RuntimeCall::Timestamp(_)
				| RuntimeCall::Grandpa(_)
				| RuntimeCall::Session(_)
				| RuntimeCall::Validators(_)
				| RuntimeCall::Utility(_)
				| RuntimeCall::AgenciesCouncil(_)
				| RuntimeCall::Whitelist(_)
				| RuntimeCall::Preimage(_)
				| RuntimeCall::Scheduler(_)
				| RuntimeCall::MultiBlockMigrations(_)
				| RuntimeCall::SafeMode(_)
				| RuntimeCall::TxPause(_)
		)
	}
}

impl pallet_safe_mode::Config for Runtime {
	type Currency = Balances;
	type EnterDepositAmount = NobodyBuysIt;
	type EnterDuration = SafeModeDuration;
	type ExtendDepositAmount = NobodyBuysIt;
	type ExtendDuration = SafeModeDuration;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type ForceEnterOrigin = EnsureRootWithSuccess<AccountId, SafeModeDuration>;
	type ForceExitOrigin = EnsureRoot<AccountId>;
	type ForceExtendOrigin = EnsureRootWithSuccess<AccountId, SafeModeDuration>;
	type Notify = ();
	type ReleaseDelay = NothingToRelease;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
	type WhitelistedCalls = Healing;
}

/// Calls of these pallets can never be paused, or nobody could lift the pause.
pub struct Unpausable;
impl Contains<RuntimeCallNameOf<Runtime>> for Unpausable {
	fn contains(name: &RuntimeCallNameOf<Runtime>) -> bool {
		const NAMES: [&[u8]; 7] =
			[b"System", b"Timestamp", b"AgenciesCouncil", b"Whitelist", b"Scheduler", b"TxPause", b"SafeMode"];
		NAMES.contains(&name.0.as_slice())
	}
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<256>;
	type PauseOrigin = EnsureRoot<AccountId>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = EnsureRoot<AccountId>;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
	type WhitelistedCalls = Unpausable;
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::BoundedVec;

	fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
		(BoundedVec::truncate_from(pallet.as_bytes().to_vec()), BoundedVec::truncate_from(call.as_bytes().to_vec()))
	}

	#[test]
	fn what_lifts_a_pause_cannot_be_paused() {
		assert!(Unpausable::contains(&name("AgenciesCouncil", "vote")));
		assert!(Unpausable::contains(&name("TxPause", "unpause")));
		assert!(!Unpausable::contains(&name("Financing", "disburse")));
	}

	#[test]
	fn safe_mode_leaves_governance_and_stops_lending() {
		assert!(Healing::contains(&RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {})));
		assert!(!Healing::contains(&RuntimeCall::Consents(pallet_consents::Call::revoke { consent: 0 })));
	}
}
