//! Who carried how much. Relayers earn no coins here: the SDK's relayers pallet counts, for each account and corridor,
//! the messages it brought across, and the operators settle among themselves by that record.

use crate::*;
use bp_messages::HashedLaneId;
use bp_relayers::{PaymentProcedure, RewardsAccountParams};
use frame_support::parameter_types;

parameter_types! {
	/// What a message counts.
	pub const OneEach: u64 = 1;
}

/// Pays nothing, so that a claim fails and the count stays.
pub struct NothingIsPaid;

impl PaymentProcedure<AccountId, RewardsAccountParams<HashedLaneId>, u64> for NothingIsPaid {
	type Beneficiary = AccountId;
	type Error = &'static str;

	fn pay_reward(
		_: &AccountId,
		_: RewardsAccountParams<HashedLaneId>,
		_: u64,
		_: AccountId,
	) -> Result<(), Self::Error> {
		Err("relayers are not paid on the chain: the count of messages is a record")
	}
}

impl pallet_bridge_relayers::Config for Runtime {
	type Balance = Balance;
	type PaymentProcedure = NothingIsPaid;
	type Reward = RewardsAccountParams<HashedLaneId>;
	type RewardBalance = u64;
	type RuntimeEvent = RuntimeEvent;
	type StakeAndSlash = ();
	type WeightInfo = pallet_bridge_relayers::weights::BridgeWeight<Runtime>;
}
