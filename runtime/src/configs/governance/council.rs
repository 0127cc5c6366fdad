//! The agencies' council: one member for each agency.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, EnsureOrigin},
	weights::Weight,
};
use frame_system::{ensure_signed, EnsureRoot};
use sp_runtime::Perbill;

pub type AgenciesCollective = pallet_collective::Instance1;

/// A motion of at least two thirds of the agencies.
pub type TwoThirdsOfAgencies = pallet_collective::EnsureProportionAtLeast<AccountId, AgenciesCollective, 2, 3>;

parameter_types! {
	/// How long the members can vote.
	pub const MotionDuration: BlockNumber = 5 * constants::DAYS;
	pub MaxMotionWeight: Weight = Perbill::from_percent(50) * configs::system::RuntimeBlockWeights::get().max_block;
}

impl pallet_collective::Config<AgenciesCollective> for Runtime {
	type Consideration = ();
	type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type MaxMembers = ConstU32<{ constants::MAX_COUNCILLORS }>;
	type MaxProposalWeight = MaxMotionWeight;
	type MaxProposals = ConstU32<64>;
	type MotionDuration = MotionDuration;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type WeightInfo = weights::pallet_collective_agencies_council::WeightInfo<Runtime>;
}

/// A single member, by signature.
pub struct Councillors;
impl EnsureOrigin<RuntimeOrigin> for Councillors {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin) -> Result<AccountId, RuntimeOrigin> {
		match ensure_signed(origin.clone()) {
			Ok(who) if AgenciesCouncil::is_member(&who) => Ok(who),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		let who = AccountId::new([1; 32]);
		pallet_collective::Members::<Runtime, AgenciesCollective>::put(alloc::vec![who.clone()]);
		Ok(RuntimeOrigin::signed(who))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::EnsureOrigin;
	use pallet_collective::RawOrigin;

	fn may(yes: u32, of: u32) -> bool {
		let origin = RuntimeOrigin::from(RawOrigin::<AccountId, AgenciesCollective>::Members(yes, of));
		TwoThirdsOfAgencies::try_origin(origin).is_ok()
	}

	#[test]
	fn two_thirds_of_26_are_18() {
		assert!(may(18, 26));
		assert!(!may(17, 26));
	}

	#[test]
	fn members_have_five_days() {
		assert_eq!(<Runtime as pallet_collective::Config<AgenciesCollective>>::MotionDuration::get(), 216_000);
	}
}
