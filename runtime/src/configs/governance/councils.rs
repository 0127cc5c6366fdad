//! The two councils: one seat for each agency, one for each institution, kept by the registers.

use crate::{configs::deposits::OneOfFew, *};
use frame_support::{
	parameter_types,
	traits::{ConstU32, NeverEnsureOrigin},
	weights::Weight,
};
use frame_system::EnsureRoot;
use parameters::dynamic_params::governance;
use sp_runtime::Perbill;

pub type AgenciesCollective = pallet_collective::Instance1;
pub type InstitutionsCollective = pallet_collective::Instance2;

/// At least two thirds of the agencies.
pub type TwoThirdsOfAgencies = pallet_collective::EnsureProportionAtLeast<AccountId, AgenciesCollective, 2, 3>;

/// At least a third of the agencies.
pub type OneThirdOfAgencies = pallet_collective::EnsureProportionAtLeast<AccountId, AgenciesCollective, 1, 3>;

/// More than half of the agencies.
pub type MostOfAgencies = pallet_collective::EnsureProportionMoreThan<AccountId, AgenciesCollective, 1, 2>;

/// More than half of the institutions.
pub type MostOfInstitutions = pallet_collective::EnsureProportionMoreThan<AccountId, InstitutionsCollective, 1, 2>;

parameter_types! {
	pub MaxMotionWeight: Weight = Perbill::from_percent(50) * configs::system::RuntimeBlockWeights::get().max_block;
}

/// Who is silent agrees to nothing: a share of the members means members who voted for it.
pub struct SilenceIsNo;
impl pallet_collective::DefaultVote for SilenceIsNo {
	fn default_vote(_: Option<bool>, _: u32, _: u32, _: u32) -> bool {
		false
	}
}

macro_rules! council {
	($instance:ident) => {
		impl pallet_collective::Config<$instance> for Runtime {
			type Consideration = OneOfFew<$instance>;
			type DefaultVote = SilenceIsNo;
			type DisapproveOrigin = EnsureRoot<AccountId>;
			type KillOrigin = EnsureRoot<AccountId>;
			type MaxMembers = ConstU32<{ constants::MAX_COUNCILLORS }>;
			type MaxProposals = ConstU32<{ constants::MAX_MOTIONS }>;
			type MaxProposalWeight = MaxMotionWeight;
			type MotionDuration = governance::MotionDuration;
			type Proposal = RuntimeCall;
			type RuntimeEvent = RuntimeEvent;
			type RuntimeOrigin = RuntimeOrigin;
			type SetMembersOrigin = NeverEnsureOrigin<()>;
			type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
		}
	};
}

council!(AgenciesCollective);
council!(InstitutionsCollective);

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::EnsureOrigin;
	use pallet_collective::{DefaultVote, RawOrigin};

	fn agencies<E: EnsureOrigin<RuntimeOrigin>>(yes: u32, of: u32) -> bool {
		E::try_origin(RawOrigin::<AccountId, AgenciesCollective>::Members(yes, of).into()).is_ok()
	}

	fn institutions<E: EnsureOrigin<RuntimeOrigin>>(yes: u32, of: u32) -> bool {
		E::try_origin(RawOrigin::<AccountId, InstitutionsCollective>::Members(yes, of).into()).is_ok()
	}

	#[test]
	fn shares_are_rounded_up() {
		assert!(agencies::<TwoThirdsOfAgencies>(18, 26) && !agencies::<TwoThirdsOfAgencies>(17, 26));
		assert!(agencies::<OneThirdOfAgencies>(9, 26) && !agencies::<OneThirdOfAgencies>(8, 26));
		assert!(institutions::<MostOfInstitutions>(65, 129) && !institutions::<MostOfInstitutions>(64, 129));
		assert!(!institutions::<MostOfInstitutions>(5, 10));
	}

	#[test]
	fn one_council_cannot_stand_in_for_the_other() {
		assert!(!institutions::<TwoThirdsOfAgencies>(129, 129));
		assert!(!agencies::<MostOfInstitutions>(26, 26));
	}

	#[test]
	fn the_silent_are_not_counted_as_agreeing() {
		assert!(!SilenceIsNo::default_vote(Some(true), 25, 0, 26));
	}
}
