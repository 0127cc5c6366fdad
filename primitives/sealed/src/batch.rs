//! One verification of many proofs.

use crate::{
	form, generators,
	range::{self, Bits},
	transcript::challenge,
	Commitment, FormClaim, GradeClaim, Refusal, Total,
};
use alloc::{vec, vec::Vec};
use curve25519_dalek::{
	ristretto::RistrettoPoint,
	scalar::Scalar,
	traits::{IsIdentity, VartimeMultiscalarMul},
};
use merlin::Transcript;

/// What the batch's transcript begins with.
pub const BATCH_DOMAIN: &[u8] = b"lingnan batch v1";

/// Proofs in one batch.
pub const MAX_PROOFS: usize = 128;

/// A sum of multiples of points that a valid proof makes zero: those of the bases that all proofs share, and those of
/// points of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Equation {
	/// Of `B`.
	pub value: Scalar,
	/// Of `B_blinding`.
	pub blinding: Scalar,
	/// Of `G` by place.
	pub g: Vec<(usize, Scalar)>,
	/// Of `H` by place.
	pub h: Vec<(usize, Scalar)>,
	pub points: Vec<(Scalar, RistrettoPoint)>,
}

/// Verifies proofs together: all of them hold, or the batch fails and does not say which does not.
///
/// Each proof comes down to equations between points. The batch adds them up, each under a weight of its own, and one
/// multiscalar multiplication decides. The weights are challenges of one transcript that has taken in every proof of the
/// batch with its claim and its commitments, before the first weight is drawn: whoever changes a byte of any proof changes
/// all weights of all proofs, so that what one equation lacks cannot be made up by another. `docs/sealed-proofs.md` has
/// the argument.
///
/// Adding takes the batch and gives it back, so that one with a proof that was refused cannot go on:
/// `Batch::new().form(&claim, &proof)?.grade(&claim, &total, &proof)?.verify()`.
#[must_use = "nothing is verified until `verify`"]
pub struct Batch {
	transcript: Transcript,
	proofs: usize,
	equations: Vec<Equation>,
}

impl Default for Batch {
	fn default() -> Self {
		Self::new()
	}
}

impl Batch {
	pub fn new() -> Self {
		Self { transcript: Transcript::new(BATCH_DOMAIN), proofs: 0, equations: Vec::new() }
	}

	/// Adds a proof, in the format of the crate `bulletproofs`, that 1, 2 or 4 commitments hold values of so many bits.
	/// `claim` is the transcript that the proof was made on, with all that it is bound to.
	pub fn range(
		mut self,
		claim: &Transcript,
		bits: Bits,
		values: &[Commitment],
		proof: &[u8],
	) -> Result<Self, Refusal> {
		self.begin(b"range", claim)?;
		self.transcript.append_u64(b"bits", bits.count() as u64);
		self.transcript.append_u64(b"values", values.len() as u64);
		for value in values {
			self.transcript.append_message(b"value", value.encoding());
		}
		self.end(proof, range::equations(claim, bits, values, proof)?);
		Ok(self)
	}

	/// Adds a proof that a total reaches the claim's cut-off: what [`verify_grade`](crate::verify_grade) verifies alone.
	pub fn grade(self, claim: &GradeClaim, total: &Total, proof: &[u8]) -> Result<Self, Refusal> {
		let above = Commitment::computed(total.above(claim.cut_off));
		self.range(&claim.transcript(), Bits::Sixteen, &[above], proof)
	}

	/// Adds a proof that each of the claim's attestations holds a single 1.
	pub fn form(mut self, claim: &FormClaim, proof: &[u8]) -> Result<Self, Refusal> {
		let transcript = claim.transcript();
		// The claim's transcript holds the commitments too.
		self.begin(b"form", &transcript)?;
		self.end(proof, form::equations(claim, &transcript, proof)?);
		Ok(self)
	}

	/// How many proofs were added.
	pub fn proofs(&self) -> usize {
		self.proofs
	}

	/// Refuses all of the batch unless all of its proofs hold, and a batch of none.
	pub fn verify(mut self) -> Result<(), Refusal> {
		if self.proofs == 0 {
			return Err(Refusal::NothingToVerify);
		}
		let weights = self.weights();
		let sum = Sum::of(&weights, &self.equations).point()?;
		if sum.is_identity() {
			Ok(())
		} else {
			Err(Refusal::Failed)
		}
	}

	fn begin(&mut self, kind: &'static [u8], claim: &Transcript) -> Result<(), Refusal> {
		if self.proofs >= MAX_PROOFS {
			return Err(Refusal::TooManyProofs);
		}
		let mut digest = [0; 64];
		claim.clone().challenge_bytes(b"claim", &mut digest);
		self.transcript.append_message(b"kind", kind);
		self.transcript.append_message(b"claim", &digest);
		Ok(())
	}

	fn end<const N: usize>(&mut self, proof: &[u8], equations: [Equation; N]) {
		self.transcript.append_message(b"proof", proof);
		self.proofs = self.proofs.saturating_add(1);
		self.equations.extend(equations);
	}

	/// One for each equation. No proof can be added after.
	pub(crate) fn weights(&mut self) -> Vec<Scalar> {
		self.transcript.append_u64(b"proofs", self.proofs as u64);
		self.equations.iter().map(|_| challenge(&mut self.transcript, b"weight")).collect()
	}

	#[cfg(test)]
	pub(crate) fn equations(&self) -> &[Equation] {
		&self.equations
	}
}

/// Equations added up.
pub(crate) struct Sum {
	value: Scalar,
	blinding: Scalar,
	g: Vec<Scalar>,
	h: Vec<Scalar>,
	points: Vec<(Scalar, RistrettoPoint)>,
}

impl Sum {
	pub(crate) fn of(weights: &[Scalar], equations: &[Equation]) -> Self {
		let none = || vec![Scalar::ZERO; generators::COUNT];
		let mut sum = Self { value: Scalar::ZERO, blinding: Scalar::ZERO, g: none(), h: none(), points: Vec::new() };
		for (weight, equation) in weights.iter().zip(equations) {
			sum.value += weight * equation.value;
			sum.blinding += weight * equation.blinding;
			for (into, parts) in [(&mut sum.g, &equation.g), (&mut sum.h, &equation.h)] {
				for (place, multiple) in parts {
					if let Some(into) = into.get_mut(*place) {
						*into += weight * multiple;
					}
				}
			}
			sum.points.extend(equation.points.iter().map(|(multiple, point)| (weight * multiple, *point)));
		}
		sum
	}

	/// The one multiscalar multiplication. Bases of which nothing is asked are not read.
	pub(crate) fn point(self) -> Result<RistrettoPoint, Refusal> {
		let (mut multiples, mut points): (Vec<_>, Vec<_>) = self.points.into_iter().unzip();
		multiples.extend([self.value, self.blinding]);
		points.extend([generators::value(), generators::blinding()?]);
		let bases: [(_, fn(usize) -> Result<RistrettoPoint, Refusal>); 2] =
			[(self.g, generators::g), (self.h, generators::h)];
		for (by_place, base) in bases {
			for (place, multiple) in by_place.into_iter().enumerate().filter(|(_, one)| *one != Scalar::ZERO) {
				multiples.push(multiple);
				points.push(base(place)?);
			}
		}
		Ok(RistrettoPoint::vartime_multiscalar_mul(multiples, points))
	}
}
