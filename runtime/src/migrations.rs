//! Changes of storage on the way from one runtime to the next.

#[cfg(feature = "rehearsal")]
use crate::rehearsal::{CensusOfStatements, ConfidenceInMillionths};

/// Steps done in the first block of a new runtime: those of the release in the making, then those that run at every
/// upgrade. The first release has nothing behind it.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Steps of the release in the making.
#[cfg(not(feature = "rehearsal"))]
pub type Unreleased = (
	pallet_collateral::migrations::v2::Migration<crate::Runtime>,
	pallet_financing::migrations::v2::Migration<crate::Runtime, crate::Institutions, crate::Products>,
);
#[cfg(feature = "rehearsal")]
pub type Unreleased = ConfidenceInMillionths;

/// Steps that run at every upgrade.
pub type Permanent = ();

/// Steps too long for a block.
#[cfg(not(feature = "rehearsal"))]
pub type MultiBlockMigrations = (pallet_financing::migrations::v3::Migration<crate::Runtime>,);
#[cfg(feature = "rehearsal")]
pub type MultiBlockMigrations = (CensusOfStatements,);
