//! Changes of storage on the way from one runtime to the next.

use crate::release;

/// Steps done in the first block of a new runtime: those of the release, then those that run at every upgrade.
pub type SingleBlockMigrations = (release::InOneBlock, Permanent);

/// Steps that run at every upgrade.
pub type Permanent = ();

/// Steps too long for a block.
pub type MultiBlockMigrations = release::InSteps;
