//! Commitments of many attestations at a time, some times faster than one by one. For who seals whole datasets.

use crate::{generators, Opening, Point, Refusal};
use alloc::vec::Vec;
use core::fmt;
use curve25519_dalek::{
	ristretto::{RistrettoBasepointTable, RistrettoPoint},
	scalar::Scalar,
	traits::Identity,
};

/// Commits quickly: multiples of `B_blinding` come from a table, of `B` there is one at most in an attestation, and all
/// points of a call are encoded with a single inversion. It computes halves, because encoding many points at once doubles
/// them. The bytes are those of [`Opening::stored`].
pub struct Committer {
	/// Multiples of `B_blinding`: 30 KB.
	blinding: RistrettoBasepointTable,
	/// Half of `B`.
	value: RistrettoPoint,
	half: Scalar,
}

impl Committer {
	/// Computes the table: as long as some forty commitments take.
	pub fn new() -> Self {
		let (bases, half) = (generators::pedersen(), Scalar::from(2u64).invert());
		Self { blinding: RistrettoBasepointTable::create(&bases.B_blinding), value: bases.B * half, half }
	}

	/// What [`Opening::stored`] gives for each. Some dozen at a time are enough.
	pub fn stored<'o>(
		&self,
		openings: impl IntoIterator<Item = &'o Opening, IntoIter: Clone>,
	) -> Result<Vec<Vec<Point>>, Refusal> {
		let openings = openings.into_iter();
		let mut halves = Vec::new();
		for opening in openings.clone() {
			for (bin, blinding) in (0u8..).zip(opening.stored_blindings()?) {
				// One addition in each bin: the time does not tell which holds the value.
				let value = if bin == opening.bin { self.value } else { RistrettoPoint::identity() };
				halves.push(&self.blinding * &(blinding * self.half) + value);
			}
		}
		let mut points = RistrettoPoint::double_and_compress_batch(&halves).into_iter().map(|point| point.to_bytes());
		Ok(openings.map(|one| points.by_ref().take(one.blindings.len().saturating_sub(1)).collect()).collect())
	}
}

impl Default for Committer {
	fn default() -> Self {
		Self::new()
	}
}

impl fmt::Debug for Committer {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("Committer")
	}
}
