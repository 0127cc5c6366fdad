//! Government without a root key.
//!
//! | track | who decides | delay | what it may do |
//! |---|---|---|---|
//! | stop | a third of the agencies | none | pause a call, enter safe mode, suspend a scorecard: [`Stopping`] |
//! | at once | two thirds of the agencies | none | lift what was stopped, suspend an agency, restore finality: [`AtOnce`] |
//! | general | two thirds of the agencies | `GeneralDelay`, with the institutions' veto | registers, scorecards, parameters: [`Governing`] |
//! | upgrade | two thirds of the agencies | `UpgradeDelay`, with the institutions' veto | Root: code, storage, the times of governance |

mod acts;
mod councils;
mod seats;

pub use councils::{MostOfInstitutions, OneThirdOfAgencies, TwoThirdsOfAgencies};
pub use seats::{AgencySeats, InstitutionSeats};

use crate::*;
use frame_support::traits::EitherOf;
use frame_system::EnsureRoot;

/// The general track, and Root.
pub type Governing = EitherOf<EnsureRoot<AccountId>, pallet_acts::EnsureGeneral>;

/// What cannot wait and gives nobody power: two thirds, at once.
pub type AtOnce = EitherOf<Governing, TwoThirdsOfAgencies>;

/// What only stops, and can be lifted again: a third, at once. A corridor is to be halted by this as well.
pub type Stopping = EitherOf<Governing, OneThirdOfAgencies>;
