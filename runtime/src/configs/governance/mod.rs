//! Government without a root key.
//!
//! | track | who decides | delay | what it may do |
//! |---|---|---|---|
//! | stop | a third of the agencies | none | stop a call or enter safe mode for a time, suspend a scorecard: [`Stopping`] |
//! | at once | two thirds of the agencies | none | lift what was stopped, suspend an agency, restore finality: [`AtOnce`] |
//! | general | two thirds of the agencies | `GeneralDelay`, with the institutions' veto | registers, scorecards, parameters: [`Governing`] |
//! | upgrade | two thirds of the agencies | `UpgradeDelay`, with the institutions' veto | Root: code, storage, the times of governance |

mod acts;
mod councils;
mod seats;

pub use councils::{MostOfAgencies, MostOfInstitutions, OneThirdOfAgencies, TwoThirdsOfAgencies};
pub use seats::{AgencySeats, InstitutionSeats};

use crate::*;
use frame_support::traits::EitherOf;
use frame_system::EnsureRoot;

/// The general track, and Root.
pub type Governing = EitherOf<EnsureRoot<AccountId>, pallet_acts::EnsureGeneral>;

/// What cannot wait and gives nobody power: two thirds, at once.
pub type AtOnce = EitherOf<Governing, TwoThirdsOfAgencies>;

/// What has a stop last longer: more than half of the agencies, at once.
pub type Prolonging = EitherOf<Governing, MostOfAgencies>;

/// What only stops, and can be lifted again: a third, at once. A corridor is to be halted by this as well.
pub type Stopping = EitherOf<Governing, OneThirdOfAgencies>;
