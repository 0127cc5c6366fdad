//! That attestations hold a single 1 each: what a proof is about, and its equations. The argument is in
//! `docs/sealed-proofs.md`.

use crate::{
	batch::{Batch, Equation},
	generators,
	range::powers,
	transcript::{challenge, Elements},
	Commitment, Point, Refusal, MAX_BINS,
};
use alloc::{string::String, vec::Vec};
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;

/// What a form proof's transcript begins with.
pub const FORM_DOMAIN: &[u8] = b"lingnan form proof v1";

/// Attestations that one form proof can be about.
pub const MAX_ATTESTATIONS: usize = 64;

/// Bins that the attestations of one form proof can have in all: there is a base for each.
pub const MAX_FORM_BINS: usize = generators::COUNT;

/// Elements of a proof beside those of stored commitments: five points and three scalars.
const ELEMENTS: usize = 8;
const ELEMENT: usize = 32;

/// Bytes of a form proof over so many stored commitments: it has an element for each.
pub fn form_bytes(stored: usize) -> usize {
	stored.saturating_add(ELEMENTS).saturating_mul(ELEMENT)
}

/// Over how many stored commitments a form proof of so many bytes is, at most: what it costs is known before it is read.
pub fn stored_in(bytes: usize) -> usize {
	(bytes / ELEMENT).saturating_sub(ELEMENTS)
}

/// A sealed attestation as the chain stores it: a commitment for each bin but the last. The last bin's is `B` less the sum
/// of the others, so that what an attestation holds adds up to 1, whoever made it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attestation {
	indicator: u32,
	revision: u32,
	stored: Vec<Commitment>,
}

impl Attestation {
	/// Reads the stored commitments, lowest bin first: 1 to 7.
	pub fn read(indicator: u32, revision: u32, stored: &[Point]) -> Result<Self, Refusal> {
		if !(1..MAX_BINS).contains(&stored.len()) {
			return Err(Refusal::WrongBins);
		}
		let stored = stored.iter().map(Commitment::read).collect::<Result<_, _>>()?;
		Ok(Self { indicator, revision, stored })
	}

	pub fn indicator(&self) -> u32 {
		self.indicator
	}

	pub fn revision(&self) -> u32 {
		self.revision
	}

	/// Lowest bin first, without the last.
	pub fn stored(&self) -> &[Commitment] {
		&self.stored
	}

	/// One more than is stored.
	pub fn bins(&self) -> usize {
		self.stored.len().saturating_add(1)
	}
}

/// What a form proof says, of which enterprise and where: all of it goes into the transcript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormClaim {
	genesis_hash: [u8; 32],
	enterprise: String,
	attestations: Vec<Attestation>,
}

impl FormClaim {
	/// `genesis_hash` is that of the chain's block 0, `enterprise` the registration number as people write it, with its
	/// place: `CN:91440300708461136T`. 1 to 64 attestations, 256 bins in all at most.
	pub fn new(genesis_hash: [u8; 32], enterprise: String, attestations: Vec<Attestation>) -> Result<Self, Refusal> {
		let claim = Self { genesis_hash, enterprise, attestations };
		if !(1..=MAX_ATTESTATIONS).contains(&claim.attestations.len()) || claim.bins() > MAX_FORM_BINS {
			return Err(Refusal::WrongAttestations);
		}
		Ok(claim)
	}

	pub fn attestations(&self) -> &[Attestation] {
		&self.attestations
	}

	/// Of all attestations.
	pub fn bins(&self) -> usize {
		self.attestations.iter().map(Attestation::bins).sum()
	}

	pub fn proof_bytes(&self) -> usize {
		form_bytes(self.attestations.iter().map(|one| one.stored.len()).sum())
	}

	/// The transcript on which the proof goes on. Every field stands in it under its own label, and every list after its
	/// length.
	pub(crate) fn transcript(&self) -> Transcript {
		let mut transcript = Transcript::new(FORM_DOMAIN);
		transcript.append_message(b"genesis-hash", &self.genesis_hash);
		transcript.append_message(b"enterprise", self.enterprise.as_bytes());
		transcript.append_u64(b"attestations", self.attestations.len() as u64);
		for attestation in &self.attestations {
			transcript.append_u64(b"indicator", attestation.indicator.into());
			transcript.append_u64(b"revision", attestation.revision.into());
			transcript.append_u64(b"bins", attestation.bins() as u64);
			for commitment in &attestation.stored {
				transcript.append_message(b"commitment", commitment.encoding());
			}
		}
		transcript
	}
}

/// Refuses a proof that does not show that each of the claim's attestations holds a single 1 and else 0. Never panics,
/// whatever the bytes.
pub fn verify_form(claim: &FormClaim, proof: &[u8]) -> Result<(), Refusal> {
	Batch::new().form(claim, proof)?.verify()
}

/// The three equations of a proof, with `G_j` and `C_j` for the bins of all attestations one after another, each
/// attestation's last `f` being `x` less its others:
///
/// - values: `sum f_j G_j + z1 B' - x P - A`;
/// - bits: `sum f_j (x - f_j) G_j + z2 B' - x U - D`;
/// - commitments: `sum y^j f_j B + z3 B' - x sum y^j C_j - E`, where the last `C_j` of each attestation is written as `B`
///   less its others.
pub(crate) fn equations(claim: &FormClaim, begun: &Transcript, proof: &[u8]) -> Result<[Equation; 3], Refusal> {
	let mut elements = Elements::of(proof, claim.proof_bytes() / ELEMENT)?;
	let transcript = &mut begun.clone();
	let (p, a) = (elements.point(transcript, b"P")?, elements.point(transcript, b"A")?);
	let (u, d) = (elements.point(transcript, b"U")?, elements.point(transcript, b"D")?);
	let y = challenge(transcript, b"y");
	let e = elements.point(transcript, b"E")?;
	let x = challenge(transcript, b"x");

	let mut values = Equation { points: Vec::from([(-x, p), (-Scalar::ONE, a)]), ..Equation::default() };
	let mut bits = Equation { points: Vec::from([(-x, u), (-Scalar::ONE, d)]), ..Equation::default() };
	let mut commitments = Equation { points: Vec::from([(-Scalar::ONE, e)]), ..Equation::default() };
	let mut y_powers = powers(y);
	let mut place = 0usize;
	for attestation in claim.attestations() {
		let of_attestation: Vec<Scalar> = y_powers.by_ref().take(attestation.bins()).collect();
		let (last_power, others) = of_attestation.split_last().ok_or(Refusal::WrongBins)?;
		let mut rest = x;
		let mut bin = |f: Scalar, power: &Scalar| {
			values.g.push((place, f));
			bits.g.push((place, f * (x - f)));
			commitments.value += power * f;
			place = place.saturating_add(1);
		};
		for (commitment, power) in attestation.stored().iter().zip(others) {
			let f = elements.scalar(transcript, b"f")?;
			rest -= f;
			bin(f, power);
			commitments.points.push((x * (last_power - power), *commitment.point()));
		}
		bin(rest, last_power);
		commitments.value -= x * last_power;
	}
	values.blinding = elements.scalar(transcript, b"z1")?;
	bits.blinding = elements.scalar(transcript, b"z2")?;
	commitments.blinding = elements.scalar(transcript, b"z3")?;
	Ok([values, bits, commitments])
}
