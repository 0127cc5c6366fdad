//! Government without a root key.
//!
//! | track | who decides | delay | what it may do |
//! |---|---|---|---|
//! | stop | a third of the agencies | none | for a time, after which the same rests: stop a call, enter safe mode ([`Stopping`]), stop a scorecard, halt a corridor or close it to a class ([`ByReach`]) |
//! | prolong | more than half of the agencies | none | have it last longer ([`Prolonging`]), or stop what rests ([`ByReach`]) |
//! | at once | two thirds of the agencies | none | lift what was stopped, stop without end, suspend an agency, restore finality: [`AtOnce`] |
//! | general | two thirds of the agencies | `GeneralDelay`, with the institutions' veto | registers, scorecards, parameters: [`Governing`] |
//! | upgrade | two thirds of the agencies | `UpgradeDelay`, with the institutions' veto | Root: code, storage, the times of governance |

mod councils;
mod seats;
mod timelock;

pub use councils::{MostOfAgencies, MostOfInstitutions, OneThirdOfAgencies, TwoThirdsOfAgencies};
pub use seats::{AgencySeats, InstitutionSeats};

use crate::*;
use frame_support::{
	parameter_types,
	traits::{EitherOf, MapSuccess},
};
use frame_system::EnsureRoot;
use lingnan_support::StoppedBy;
use sp_runtime::traits::Replace;

/// The general track, and Root.
pub type Governing = EitherOf<EnsureRoot<AccountId>, pallet_timelock::EnsureGeneral>;

/// What cannot wait and gives nobody power: two thirds, at once.
pub type AtOnce = EitherOf<Governing, TwoThirdsOfAgencies>;

/// What has a stop last longer: more than half of the agencies, at once.
pub type Prolonging = EitherOf<Governing, MostOfAgencies>;

/// What only stops, for a time, and rests afterwards: a third, at once.
pub type Stopping = EitherOf<Governing, OneThirdOfAgencies>;

parameter_types! {
	pub const Few: StoppedBy = StoppedBy::Few;
	pub const Most: StoppedBy = StoppedBy::Most;
	pub const All: StoppedBy = StoppedBy::All;
}

/// What one call stops for a time or without end, as far as its votes reach.
pub type ByReach = EitherOf<
	MapSuccess<AtOnce, Replace<All>>,
	EitherOf<MapSuccess<MostOfAgencies, Replace<Most>>, MapSuccess<OneThirdOfAgencies, Replace<Few>>>,
>;

#[cfg(test)]
mod tests {
	use super::*;
	use councils::AgenciesCollective;
	use frame_support::traits::EnsureOrigin;

	#[test]
	fn a_stop_lasts_as_long_as_its_votes_reach() {
		let by = |yes| {
			let origin = pallet_collective::RawOrigin::<AccountId, AgenciesCollective>::Members(yes, 26);
			ByReach::try_origin(RuntimeOrigin::from(origin)).ok()
		};
		for (yes, reach) in [
			(8, None),
			(9, Some(StoppedBy::Few)),
			(13, Some(StoppedBy::Few)),
			(14, Some(StoppedBy::Most)),
			(17, Some(StoppedBy::Most)),
			(18, Some(StoppedBy::All)),
		] {
			assert_eq!(by(yes), reach, "{yes} of 26");
		}
		assert_eq!(
			ByReach::try_origin(RuntimeOrigin::from(pallet_timelock::Origin::General)).ok(),
			Some(StoppedBy::All)
		);
		assert!(ByReach::try_origin(RuntimeOrigin::signed(AccountId::new([1; 32]))).is_err());
	}
}
