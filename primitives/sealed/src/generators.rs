//! The bases of every commitment and proof. They are those of the crate `bulletproofs`, and nobody can know how one
//! depends on another, because each is a hash:
//!
//! - `B`, for values: the base point of ristretto255;
//! - `B_blinding`, for blindings: SHA3-512 of `B`'s encoding, mapped to the group;
//! - `G_i`, `H_i`, for the bits of a range proof: the `i`th 64 bytes of SHAKE256 of `GeneratorsChain`, the letter and a
//!   zero of four bytes, mapped to the group.

use crate::BITS;
use bulletproofs::{BulletproofGens, PedersenGens};

pub(crate) fn pedersen() -> PedersenGens {
	PedersenGens::default()
}

pub(crate) fn range() -> BulletproofGens {
	BulletproofGens::new(BITS, 1)
}
