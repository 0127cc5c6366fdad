//! What the enterprise does, off the chain.

use crate::{
	generators, range_proof_bytes, total::signed, Bits, Commitment, GradeClaim, Opening, Refusal, Total, BITS,
};
use alloc::vec::Vec;
use bulletproofs::{BulletproofGens, RangeProof};
use core::fmt;
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;
use rand_core::{CryptoRng, RngCore};

/// Why there is nothing to prove.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unprovable {
	/// The total lacks so many points for the claimed grade.
	BelowCutOff { lacking: u64 },
	/// The total exceeds what a scorecard can give: the parts are not those of one scorecard.
	OutOfRange,
	/// The openings and the commitments do not belong together: another firm's, or of another revision.
	DoesNotOpen,
	/// A part is malformed.
	Malformed(Refusal),
}

impl fmt::Display for Unprovable {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::BelowCutOff { lacking } => write!(f, "the total is {lacking} points short of this grade"),
			Self::OutOfRange => f.write_str("the total is more than a scorecard can give"),
			Self::DoesNotOpen => f.write_str("the openings do not open these commitments"),
			Self::Malformed(why) => why.fmt(f),
		}
	}
}

#[cfg(feature = "std")]
impl std::error::Error for Unprovable {}

impl From<Refusal> for Unprovable {
	fn from(why: Refusal) -> Self {
		Self::Malformed(why)
	}
}

/// The same sum as [`Total`], seen by whoever has the openings.
#[derive(Clone)]
pub struct SecretTotal {
	points: i64,
	pub(crate) blinding: Scalar,
}

impl SecretTotal {
	/// Begins with the scorecard's base.
	pub fn new(base: i32) -> Self {
		Self { points: base.into(), blinding: Scalar::ZERO }
	}

	/// Points of an open attestation, or of a missing one.
	pub fn add(&mut self, points: i16) {
		self.points = self.points.saturating_add(points.into());
	}

	/// A sealed attestation: its indicator's points by bin, and what opens it.
	pub fn add_opening(&mut self, points: &[i16], opening: &Opening) -> Result<(), Refusal> {
		opening.ensure_bins()?;
		let blindings = opening.scalars()?;
		let won = points.get(usize::from(opening.bin)).ok_or(Refusal::WrongBins)?;
		if points.len() != blindings.len() {
			return Err(Refusal::WrongBins);
		}
		self.add(*won);
		self.blinding += points.iter().zip(blindings).map(|(p, r)| signed((*p).into()) * r).sum::<Scalar>();
		Ok(())
	}

	/// The total itself.
	pub fn points(&self) -> i64 {
		self.points
	}

	/// Whether these openings open that total: the enterprise's own check before it trusts what it was handed.
	pub fn opens(&self, total: &Total) -> bool {
		total.above(0) == generators::pedersen().commit(signed(self.points), self.blinding)
	}
}

/// Says nothing of the secret.
impl fmt::Debug for SecretTotal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("SecretTotal")
	}
}

/// Proves that the total reaches the claim's cut-off, and tells nothing else of it: [`PROOF_BYTES`](crate::PROOF_BYTES)
/// bytes. `rng` must be the operating system's (`rand_core::OsRng`) wherever secrets are real.
pub fn prove(
	claim: &GradeClaim,
	total: &Total,
	secret: &SecretTotal,
	rng: &mut (impl RngCore + CryptoRng),
) -> Result<Vec<u8>, Unprovable> {
	let above = secret.points.saturating_sub(claim.cut_off.into());
	if above < 0 {
		return Err(Unprovable::BelowCutOff { lacking: above.unsigned_abs() });
	}
	let above = u16::try_from(above).map_err(|_| Unprovable::OutOfRange)?;
	if !secret.opens(total) {
		return Err(Unprovable::DoesNotOpen);
	}
	let (proof, _) = RangeProof::prove_single_with_rng(
		&generators::range(),
		&generators::pedersen(),
		&mut claim.transcript(),
		above.into(),
		&secret.blinding,
		BITS,
		rng,
	)
	.map_err(|_| Unprovable::OutOfRange)?;
	Ok(proof.to_bytes())
}

/// Proves that values, each under its blinding, have at most so many bits, on a transcript that holds what the proof is bound
/// to. Gives their commitments and the proof, as [`Batch::range`](crate::Batch::range) takes them; `rng` as for [`prove`].
pub fn prove_range(
	claim: &Transcript,
	bits: Bits,
	values: &[(u64, [u8; 32])],
	rng: &mut (impl RngCore + CryptoRng),
) -> Result<(Vec<Commitment>, Vec<u8>), Unprovable> {
	range_proof_bytes(bits, values.len()).ok_or(Refusal::WrongValues)?;
	if values.iter().any(|(value, _)| *value > bits.most()) {
		return Err(Unprovable::OutOfRange);
	}
	let blindings = values
		.iter()
		.map(|(_, bytes)| Option::from(Scalar::from_canonical_bytes(*bytes)).ok_or(Refusal::MalformedBlinding))
		.collect::<Result<Vec<Scalar>, Refusal>>()?;
	let bases = generators::pedersen();
	let commitments = values
		.iter()
		.zip(&blindings)
		.map(|((value, _), blinding)| Commitment::computed(bases.commit(Scalar::from(*value), *blinding)));
	let (proof, _) = RangeProof::prove_multiple_with_rng(
		&BulletproofGens::new(bits.count(), values.len()),
		&bases,
		&mut claim.clone(),
		&values.iter().map(|(value, _)| *value).collect::<Vec<_>>(),
		&blindings,
		bits.count(),
		rng,
	)
	.map_err(|_| Unprovable::OutOfRange)?;
	Ok((commitments.collect(), proof.to_bytes()))
}
