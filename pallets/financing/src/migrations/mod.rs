//! Migrations of this pallet's storage. None yet: version 1 is the first.
