//! Changes of storage on the way from one runtime to the next.

/// Steps done in the first block of a new runtime: those of the release in the making, then those that run at every
/// upgrade. The first release has nothing behind it.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Steps of the release in the making.
pub type Unreleased = ();

/// Steps that run at every upgrade.
pub type Permanent = ();

/// Steps too long for a block.
pub type MultiBlockMigrations = ();
