//! A second prover of forms, written from the page and not from the first one, that does what it is told: it commits to any
//! values, claims any, forgets any label, and shifts a point so that its last equation lacks a known multiple of `B`.

use crate::{tests::stage::numbers, *};
use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT as B,
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use merlin::Transcript;

pub const FIRM: &str = "CN:91440300708461136T";
pub const OTHER_FIRM: &str = "CN:91420000737944946L";

pub fn scalar(value: i64) -> Scalar {
	crate::total::signed(value)
}

/// Attestations as an agency commits to them, whatever they hold.
#[derive(Clone)]
pub struct Attested {
	/// For each bin, one attestation after another.
	pub values: Vec<i64>,
	pub blindings: Vec<Scalar>,
	pub bins: Vec<usize>,
	pub stored: Vec<Vec<Point>>,
}

impl Attested {
	/// The values of all bins but the last.
	pub fn new(attestations: &[&[i64]]) -> Self {
		let mut draw = numbers(b"attested");
		let base = crate::generators::pedersen().B_blinding;
		let mut all = Self { values: vec![], blindings: vec![], bins: vec![], stored: vec![] };
		for values in attestations {
			let blindings: Vec<Scalar> = values.iter().map(|_| draw()).collect();
			let point = |(value, blinding): (&i64, &Scalar)| scalar(*value) * B + blinding * base;
			all.stored
				.push(values.iter().zip(&blindings).map(point).map(|point| point.compress().to_bytes()).collect());
			all.bins.push(values.len() + 1);
			all.values.extend_from_slice(values);
			all.values.push(1 - values.iter().sum::<i64>());
			all.blindings.extend_from_slice(&blindings);
			all.blindings.push(-blindings.iter().sum::<Scalar>());
		}
		all
	}

	/// The first attestation is of indicator 3 in revision 2, the next of 4 in 3, and so on.
	pub fn claim(&self) -> FormClaim {
		self.claim_of(FIRM, 2)
	}

	pub fn claim_of(&self, enterprise: &str, revision: u32) -> FormClaim {
		let attestations =
			(0..).zip(&self.stored).map(|(n, stored)| Attestation::read(3 + n, revision + n, stored).unwrap());
		FormClaim::new([7; 32], enterprise.into(), attestations.collect()).unwrap()
	}

	/// All ways to claim a single 1 in each attestation where there is one attestation.
	pub fn single_ones(&self) -> Vec<Vec<i64>> {
		assert_eq!(self.bins.len(), 1);
		(0..self.bins[0]).map(|one| (0..self.bins[0]).map(|bin| i64::from(bin == one)).collect()).collect()
	}

	pub fn honest(&self) -> ByHand<'_> {
		ByHand { attested: self, claimed: self.values.clone(), left_out: "", seed: b"by hand", shift: None }
	}
}

/// What the prover does.
#[derive(Clone)]
pub struct ByHand<'a> {
	pub attested: &'a Attested,
	/// The bits that go into `P`.
	pub claimed: Vec<i64>,
	/// A label that does not go into the transcript.
	pub left_out: &'static str,
	pub seed: &'static [u8],
	/// This multiple of `B` is added to `E`.
	pub shift: Option<Scalar>,
}

pub struct Made {
	pub proof: Vec<u8>,
	pub y: Scalar,
	pub x: Scalar,
}

/// All labels but those behind the last challenge, which no challenge of the proof's own depends on.
pub const LABELS: [&str; 12] = [
	"genesis-hash",
	"enterprise",
	"attestations",
	"indicator",
	"revision",
	"bins",
	"commitment",
	"P",
	"A",
	"U",
	"D",
	"E",
];

impl ByHand<'_> {
	fn absorb(&self, transcript: &mut Transcript, label: &'static str, bytes: &[u8]) {
		if label != self.left_out {
			transcript.append_message(label.as_bytes(), bytes);
		}
	}

	/// What the claim puts into the transcript, from the page.
	fn transcript(&self, enterprise: &str, revision: u64) -> Transcript {
		let mut transcript = Transcript::new(b"lingnan form proof v1");
		self.absorb(&mut transcript, "genesis-hash", &[7; 32]);
		self.absorb(&mut transcript, "enterprise", enterprise.as_bytes());
		self.absorb(&mut transcript, "attestations", &(self.attested.bins.len() as u64).to_le_bytes());
		for (n, (bins, stored)) in (0u64..).zip(self.attested.bins.iter().zip(&self.attested.stored)) {
			self.absorb(&mut transcript, "indicator", &(3 + n).to_le_bytes());
			self.absorb(&mut transcript, "revision", &(revision + n).to_le_bytes());
			self.absorb(&mut transcript, "bins", &(*bins as u64).to_le_bytes());
			for point in stored {
				self.absorb(&mut transcript, "commitment", point);
			}
		}
		transcript
	}

	pub fn prove(&self) -> Made {
		let mut draw = numbers(self.seed);
		let base = crate::generators::pedersen().B_blinding;
		let b: Vec<Scalar> = self.claimed.iter().map(|value| scalar(*value)).collect();
		let r = &self.attested.blindings;
		let mut a = vec![];
		for bins in &self.attested.bins {
			let mut left = Scalar::ZERO;
			for _ in 1..*bins {
				a.push(draw());
				left -= a[a.len() - 1];
			}
			a.push(left);
		}
		let (beta, alpha, upsilon, delta, epsilon) = (draw(), draw(), draw(), draw(), draw());
		let on_g = |of: &dyn Fn(usize) -> Scalar, blinding: Scalar| -> RistrettoPoint {
			let sum: RistrettoPoint = (0..b.len()).map(|j| of(j) * crate::generators::g(j).unwrap()).sum();
			sum + blinding * base
		};
		let mut transcript = self.transcript(FIRM, 2);
		let mut proof = vec![];
		let mut send = |transcript: &mut Transcript, label: &'static str, bytes: &[u8]| {
			self.absorb(transcript, label, bytes);
			proof.extend_from_slice(bytes);
		};
		let point = |point: RistrettoPoint| -> CompressedRistretto { point.compress() };
		send(&mut transcript, "P", point(on_g(&|j| b[j], beta)).as_bytes());
		send(&mut transcript, "A", point(on_g(&|j| a[j], alpha)).as_bytes());
		send(&mut transcript, "U", point(on_g(&|j| a[j] - a[j] * b[j] - a[j] * b[j], upsilon)).as_bytes());
		send(&mut transcript, "D", point(on_g(&|j| -a[j] * a[j], delta)).as_bytes());
		let challenge = |transcript: &mut Transcript, label: &'static [u8]| {
			let mut wide = [0; 64];
			transcript.challenge_bytes(label, &mut wide);
			Scalar::from_bytes_mod_order_wide(&wide)
		};
		let y = challenge(&mut transcript, b"y");
		let mut weights = vec![Scalar::ONE];
		while weights.len() < b.len() {
			weights.push(weights[weights.len() - 1] * y);
		}
		let weighted = |of: &[Scalar]| -> Scalar { (0..b.len()).map(|j| weights[j] * of[j]).sum() };
		let e = weighted(&a) * B + epsilon * base + self.shift.unwrap_or_default() * B;
		send(&mut transcript, "E", point(e).as_bytes());
		let x = challenge(&mut transcript, b"x");
		let mut j = 0;
		for bins in &self.attested.bins {
			for _ in 1..*bins {
				send(&mut transcript, "f", (x * b[j] + a[j]).as_bytes());
				j += 1;
			}
			j += 1;
		}
		send(&mut transcript, "z1", (x * beta + alpha).as_bytes());
		send(&mut transcript, "z2", (x * upsilon + delta).as_bytes());
		send(&mut transcript, "z3", (x * weighted(r) + epsilon).as_bytes());
		Made { proof, y, x }
	}
}
