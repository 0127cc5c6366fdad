use crate::{Point, Refusal};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	traits::Identity,
};

/// Whether bytes can stand on the chain as a commitment: the canonical encoding of a point that is not the identity.
pub fn is_commitment(point: &Point) -> bool {
	decompress(point).is_ok()
}

/// Whether bytes may be a commitment, as far as it is seen without arithmetic: a number less than 2^255 - 19, little-endian, that
/// is not negative (even, in RFC 9496's words) and not zero, which would be the identity.
///
/// It does not see whether there is a point of this encoding: of the numbers that pass, some one in four is one. [`is_commitment`]
/// does, for the price of a square root.
pub fn may_be_commitment(encoding: &Point) -> bool {
	let [lowest, between @ .., highest] = encoding;
	let reduced = *highest < 0x7F || (*highest == 0x7F && (*lowest < 0xED || between.iter().any(|byte| *byte != 0xFF)));
	let negative = *lowest & 1 == 1;
	reduced && !negative && *encoding != [0; 32]
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
