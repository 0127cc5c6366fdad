//! The bases of every commitment and proof. They are those of the crate `bulletproofs`, and nobody can know how one
//! depends on another, because each is a hash:
//!
//! - `B`, for values: the base point of ristretto255;
//! - `B_blinding`, for blindings: SHA3-512 of `B`'s encoding, mapped to the group;
//! - `G_i`, `H_i`: 64 for each of four parties, `i` = 64 x party + place. Each is the place's 64 bytes of SHAKE256 of
//!   `GeneratorsChain`, the letter and the party in four bytes (little-endian), mapped to the group.
//!
//! The runtime's every call is a fresh instance of its wasm, which would hash and map them anew. They are therefore
//! constant data, as encodings: reading one takes half the time. `tests/generators.rs` computes them and compares.

use crate::{commitment::decompress, Point, Refusal};
#[cfg(feature = "prover")]
use bulletproofs::{BulletproofGens, PedersenGens};
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint};

/// Bits of the widest value, and so how many bases of one letter a party has.
pub(crate) const OF_A_PARTY: usize = 64;

/// How many bases there are of one letter: those of four values of 64 bits.
pub(crate) const COUNT: usize = 4 * OF_A_PARTY;

/// `B_blinding`.
const BLINDING: Point = [
	0x8c, 0x92, 0x40, 0xb4, 0x56, 0xa9, 0xe6, 0xdc, 0x65, 0xc3, 0x77, 0xa1, 0x04, 0x8d, 0x74, 0x5f, 0x94, 0xa0, 0x8c,
	0xdb, 0x7f, 0x44, 0xcb, 0xcd, 0x7b, 0x46, 0xf3, 0x40, 0x48, 0x87, 0x11, 0x34,
];

/// All `G_i`, then all `H_i`: 32 bytes each.
static TABLE: &[u8; 2 * COUNT * 32] = include_bytes!("generators.bin");

/// `B`.
pub(crate) fn value() -> RistrettoPoint {
	RISTRETTO_BASEPOINT_POINT
}

/// `B_blinding`.
pub(crate) fn blinding() -> Result<RistrettoPoint, Refusal> {
	decompress(&BLINDING)
}

/// `G_i`.
pub(crate) fn g(place: usize) -> Result<RistrettoPoint, Refusal> {
	at(place, 0)
}

/// `H_i`.
pub(crate) fn h(place: usize) -> Result<RistrettoPoint, Refusal> {
	at(place, COUNT)
}

fn at(place: usize, from: usize) -> Result<RistrettoPoint, Refusal> {
	let encoding = TABLE.as_chunks::<32>().0.iter().skip(from).take(COUNT).nth(place);
	decompress(encoding.ok_or(Refusal::MalformedPoint)?)
}

#[cfg(feature = "prover")]
pub(crate) fn pedersen() -> PedersenGens {
	PedersenGens::default()
}

/// For the crate's own prover, which reads no table.
#[cfg(feature = "prover")]
pub(crate) fn range() -> BulletproofGens {
	BulletproofGens::new(crate::BITS, 1)
}
