//! An agency that commits to whatever it likes, and a firm that makes a proof of it: what honest tools refuse to do. Written
//! from `docs/sealed-proofs.md`, for one attestation.

use crate::{mock::*, *};
use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT as VALUE,
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use lingnan_sealed::{
	merlin::Transcript,
	rand_core::{CryptoRng, RngCore},
	rehearsal_rng,
};
use lingnan_support::RegistrationNumber;
use sp_core::H256;

/// The other base of commitments, and those of bits.
const BLINDING: &str = "8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134";
const BASES: &[u8] = include_bytes!("../../../../primitives/sealed/src/generators.bin");

fn point(bytes: &[u8]) -> RistrettoPoint {
	CompressedRistretto::from_slice(bytes).unwrap().decompress().unwrap()
}

fn blinding_base() -> RistrettoPoint {
	point(&hex::decode(BLINDING).unwrap())
}

fn number(value: i64) -> Scalar {
	let magnitude = Scalar::from(value.unsigned_abs());
	if value < 0 {
		-magnitude
	} else {
		magnitude
	}
}

fn draw(rng: &mut (impl RngCore + CryptoRng)) -> Scalar {
	let mut wide = [0; 64];
	rng.fill_bytes(&mut wide);
	Scalar::from_bytes_mod_order_wide(&wide)
}

fn challenge(transcript: &mut Transcript, label: &'static [u8]) -> Scalar {
	let mut wide = [0; 64];
	transcript.challenge_bytes(label, &mut wide);
	Scalar::from_bytes_mod_order_wide(&wide)
}

/// An attestation that holds these values, one for each bin.
pub struct Forged {
	values: Vec<Scalar>,
	blindings: Vec<Scalar>,
}

impl Forged {
	/// Takes the values of all bins but the last, which holds whatever is left of 1.
	pub fn new(stored: &[i64]) -> Self {
		let rng = &mut rehearsal_rng(b"agency");
		let (mut values, mut blindings) = (Vec::new(), Vec::new());
		for value in stored {
			values.push(number(*value));
			blindings.push(draw(rng));
		}
		values.push(Scalar::ONE - values.iter().sum::<Scalar>());
		blindings.push(-blindings.iter().sum::<Scalar>());
		Self { values, blindings }
	}

	fn stored(&self) -> Vec<[u8; 32]> {
		let bins = self.values.iter().zip(&self.blindings).map(|(v, r)| v * VALUE + r * blinding_base());
		bins.take(self.values.len() - 1).map(|one| one.compress().to_bytes()).collect()
	}

	/// What the agency states.
	pub fn value(&self) -> Value {
		Value::Sealed(self.stored().into_iter().map(H256).collect::<Vec<_>>().try_into().unwrap())
	}

	/// The proof of a firm that follows the protocol, with the committed values for bits.
	pub fn proof(&self, enterprise: &RegistrationNumber, named: ProvedAttestation) -> Vec<u8> {
		self.proof_claiming(&self.values, enterprise, named)
	}

	/// The same, of a firm that claims a 1 in this bin, whatever is committed.
	pub fn proof_of_a_one(&self, bin: usize, enterprise: &RegistrationNumber, named: ProvedAttestation) -> Vec<u8> {
		let bits: Vec<_> = (0..self.values.len()).map(|place| number(i64::from(place == bin))).collect();
		self.proof_claiming(&bits, enterprise, named)
	}

	fn proof_claiming(&self, bits: &[Scalar], enterprise: &RegistrationNumber, named: ProvedAttestation) -> Vec<u8> {
		let rng = &mut rehearsal_rng(b"firm");
		let transcript = &mut Transcript::new(b"lingnan form proof v1");
		transcript.append_message(b"genesis-hash", &lingnan_support::genesis_hash::<Test>());
		transcript.append_message(b"enterprise", enterprise.to_string().as_bytes());
		transcript.append_u64(b"attestations", 1);
		transcript.append_u64(b"indicator", named.indicator.0.into());
		transcript.append_u64(b"revision", named.revision.into());
		transcript.append_u64(b"bins", bits.len() as u64);
		for commitment in self.stored() {
			transcript.append_message(b"commitment", &commitment);
		}

		let mut masks: Vec<Scalar> = bits.iter().skip(1).map(|_| draw(rng)).collect();
		masks.push(-masks.iter().sum::<Scalar>());
		let [beta, alpha, upsilon, delta, epsilon] = core::array::from_fn(|_| draw(rng));
		let over_bases = |multiple: fn(Scalar, Scalar) -> Scalar, blinding: Scalar| {
			let each = bits.iter().zip(&masks).zip(BASES.chunks(32));
			let sum: RistrettoPoint = each.map(|((bit, mask), base)| multiple(*bit, *mask) * point(base)).sum();
			(sum + blinding * blinding_base()).compress()
		};
		let mut proof = Vec::new();
		let points: [(&'static [u8], CompressedRistretto); 4] = [
			(b"P", over_bases(|bit, _| bit, beta)),
			(b"A", over_bases(|_, mask| mask, alpha)),
			(b"U", over_bases(|bit, mask| mask * (Scalar::ONE - bit - bit), upsilon)),
			(b"D", over_bases(|_, mask| -mask * mask, delta)),
		];
		for (label, point) in points {
			transcript.append_message(label, point.as_bytes());
			proof.extend(point.as_bytes());
		}
		let y = challenge(transcript, b"y");
		let weighted = |of: &[Scalar]| of.iter().rev().fold(Scalar::ZERO, |sum, one| sum * y + one);
		let e = (weighted(&masks) * VALUE + epsilon * blinding_base()).compress();
		transcript.append_message(b"E", e.as_bytes());
		proof.extend(e.as_bytes());
		let x = challenge(transcript, b"x");
		let answers = bits.iter().zip(&masks).map(|(bit, mask)| x * bit + mask).take(bits.len() - 1);
		let last = [x * beta + alpha, x * upsilon + delta, x * weighted(&self.blindings) + epsilon];
		answers.chain(last).for_each(|scalar| proof.extend(scalar.as_bytes()));
		proof
	}
}
