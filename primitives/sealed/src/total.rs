use crate::{Attestation, Refusal};
use alloc::vec::Vec;
use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar, traits::Identity};

/// The sum that a scorecard makes of an enterprise's attestations, as far as anybody can compute it: a part that is
/// known, and for each sealed bin its points and its commitment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
	known: i64,
	sealed: Vec<(Multiple, RistrettoPoint)>,
}

/// What a commitment is multiplied by. The difference of two entries of points has 16 bits and a sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Multiple {
	magnitude: u16,
	negative: bool,
}

impl Multiple {
	/// `points` less `others`.
	fn between(points: i16, others: i16) -> Self {
		Self { magnitude: points.abs_diff(others), negative: points < others }
	}
}

impl Total {
	/// Begins with the scorecard's base.
	pub fn new(base: i32) -> Self {
		Self { known: base.into(), sealed: Vec::new() }
	}

	/// Points of an open attestation, or of a missing one.
	pub fn add(&mut self, points: i16) {
		self.known = self.known.saturating_add(points.into());
	}

	/// A sealed attestation, with its indicator's points by bin. No commitment is stored for its last bin: that bin's is `B`
	/// less the others, so the last points are known, and each other bin counts by how many more or fewer it gives.
	pub fn add_attestation(&mut self, points: &[i16], attestation: &Attestation) -> Result<(), Refusal> {
		let (last, others) = points.split_last().ok_or(Refusal::WrongBins)?;
		if others.len() != attestation.stored().len() {
			return Err(Refusal::WrongBins);
		}
		self.add(*last);
		let multiples = others.iter().map(|points| Multiple::between(*points, *last));
		self.sealed.extend(multiples.zip(attestation.stored().iter().map(|one| *one.point())));
		Ok(())
	}

	/// How many commitments were added.
	pub fn commitments(&self) -> usize {
		self.sealed.len()
	}

	/// The commitment to the total less a cut-off: the sum of points x commitment over the sealed bins, plus what is
	/// known. Points have 16 bits and a sign, so one pass over the bits of all of them together is the whole multiscalar
	/// multiplication: 16 doublings, and one addition for each bit that is set.
	pub(crate) fn above(&self, cut_off: u16) -> RistrettoPoint {
		let terms: Vec<_> = self
			.sealed
			.iter()
			.filter(|(multiple, _)| multiple.magnitude != 0)
			.map(|(multiple, point)| (multiple.magnitude, if multiple.negative { -point } else { *point }))
			.collect();
		let mut sum = RistrettoPoint::identity();
		for bit in (0..u16::BITS).rev() {
			sum += sum;
			for (points, point) in &terms {
				if (points >> bit) & 1 == 1 {
					sum += point;
				}
			}
		}
		let known = signed(self.known.saturating_sub(cut_off.into()));
		sum + RistrettoPoint::mul_base(&known)
	}
}

/// An integer as a scalar: negative ones are counted back from the group's order.
pub(crate) fn signed(value: i64) -> Scalar {
	let magnitude = Scalar::from(value.unsigned_abs());
	if value < 0 {
		-magnitude
	} else {
		magnitude
	}
}
