use crate::{Point, Refusal};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	traits::Identity,
};

/// Whether bytes can stand on the chain as a commitment: the canonical encoding of a point that is not the identity.
pub fn is_commitment(point: &Point) -> bool {
	decompress(point).is_ok()
}

pub(crate) fn decompress(point: &Point) -> Result<RistrettoPoint, Refusal> {
	let found = CompressedRistretto(*point).decompress().ok_or(Refusal::MalformedPoint)?;
	if found == RistrettoPoint::identity() {
		return Err(Refusal::MalformedPoint);
	}
	Ok(found)
}

/// A commitment that was read: its encoding, and the point itself, so that several proofs read it once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Commitment {
	encoding: Point,
	point: RistrettoPoint,
}

impl Commitment {
	/// As it stands on the chain: the canonical encoding of a point that is not the identity.
	pub fn read(encoding: &Point) -> Result<Self, Refusal> {
		Ok(Self { encoding: *encoding, point: decompress(encoding)? })
	}

	/// One that was computed from others. It may be the identity: a sum that is opened to all.
	pub(crate) fn computed(point: RistrettoPoint) -> Self {
		Self { encoding: point.compress().to_bytes(), point }
	}

	pub fn encoding(&self) -> &Point {
		&self.encoding
	}

	pub(crate) fn point(&self) -> &RistrettoPoint {
		&self.point
	}
}
