use crate::{generators, is_commitment, Point, Refusal, MAX_BINS};
use alloc::vec::Vec;
use core::fmt;
use curve25519_dalek::scalar::Scalar;

/// What opens an indicator's commitments: the bin in which the value falls, and the blinding of every bin. Whoever has
/// it knows the bin; the chain never sees it.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Opening {
	pub bin: u8,
	/// One for each bin, canonical scalars whose sum is 0; 64 hexadecimal digits each in JSON.
	#[cfg_attr(feature = "std", serde(with = "scalars"))]
	pub blindings: Vec<[u8; 32]>,
}

impl Opening {
	/// Seals a bin of an indicator with so many bins: fresh blindings, whose sum is 0.
	pub fn seal(
		bin: u8,
		bins: usize,
		rng: &mut (impl rand_core::RngCore + rand_core::CryptoRng),
	) -> Result<Self, Refusal> {
		let drawn = (1..bins.min(MAX_BINS + 1)).map(|_| {
			let mut wide = [0; 64];
			rng.fill_bytes(&mut wide);
			Scalar::from_bytes_mod_order_wide(&wide)
		});
		Self::balanced(bin, drawn.collect())
	}

	/// An opening with these blindings and one that makes their sum 0.
	pub(crate) fn balanced(bin: u8, mut blindings: Vec<Scalar>) -> Result<Self, Refusal> {
		blindings.push(-blindings.iter().sum::<Scalar>());
		let opening = Self { bin, blindings: blindings.iter().map(Scalar::to_bytes).collect() };
		opening.ensure_bins()?;
		Ok(opening)
	}

	/// The commitments that an attestation stores: those of each bin but the last, to 1 for its bin and to 0 for the others.
	/// The last bin's is `B` less their sum; refuses blindings whose sum is not 0, under which it would be another.
	pub fn stored(&self) -> Result<Vec<Point>, Refusal> {
		let bases = generators::pedersen();
		let by_bin = (0u8..).zip(self.stored_blindings()?).map(|(bin, blinding)| {
			let value = if bin == self.bin { Scalar::ONE } else { Scalar::ZERO };
			bases.commit(value, blinding).compress().to_bytes()
		});
		Ok(by_bin.collect())
	}

	/// The blindings of the commitments that an attestation stores: all but the last, which must make their sum 0.
	pub(crate) fn stored_blindings(&self) -> Result<Vec<Scalar>, Refusal> {
		self.ensure_bins()?;
		let mut blindings = self.scalars()?;
		if blindings.iter().sum::<Scalar>() != Scalar::ZERO {
			return Err(Refusal::UnbalancedBlindings);
		}
		blindings.pop();
		Ok(blindings)
	}

	/// Refuses an opening that does not open an attestation with these stored commitments: exactly one of all bins must hold
	/// 1, and every other 0. What passes is what the agency sealed, for a commitment can be opened in one way only.
	pub fn check(&self, stored: &[Point]) -> Result<(), Refusal> {
		if stored.len().saturating_add(1) != self.blindings.len() {
			return Err(Refusal::WrongBins);
		}
		if !stored.iter().all(is_commitment) {
			return Err(Refusal::MalformedPoint);
		}
		if self.stored()?.as_slice() != stored {
			return Err(Refusal::DoesNotOpen);
		}
		Ok(())
	}

	pub(crate) fn scalars(&self) -> Result<Vec<Scalar>, Refusal> {
		self.blindings
			.iter()
			.map(|bytes| Option::from(Scalar::from_canonical_bytes(*bytes)).ok_or(Refusal::MalformedBlinding))
			.collect()
	}

	pub(crate) fn ensure_bins(&self) -> Result<(), Refusal> {
		let bins = self.blindings.len();
		if (2..=MAX_BINS).contains(&bins) && usize::from(self.bin) < bins {
			Ok(())
		} else {
			Err(Refusal::WrongBins)
		}
	}
}

/// Says nothing of the secret.
impl fmt::Debug for Opening {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "Opening of {} bins", self.blindings.len())
	}
}

#[cfg(feature = "std")]
mod scalars {
	use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

	pub fn serialize<S: Serializer>(scalars: &[[u8; 32]], to: S) -> Result<S::Ok, S::Error> {
		scalars.iter().map(hex::encode).collect::<Vec<_>>().serialize(to)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<[u8; 32]>, D::Error> {
		Vec::<String>::deserialize(from)?
			.iter()
			.map(|digits| {
				let mut scalar = [0; 32];
				hex::decode_to_slice(digits, &mut scalar)
					.map_err(|_| D::Error::custom("a blinding is 64 hexadecimal digits"))?;
				Ok(scalar)
			})
			.collect()
	}
}
