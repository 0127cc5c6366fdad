//! How an enterprise proves the form of its attestations, off the chain.

use crate::{generators, range::powers, transcript::challenge, FormClaim, Opening, Unprovable};
use alloc::vec::Vec;
use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar, traits::MultiscalarMul};
use rand_core::{CryptoRng, RngCore};

/// Proves that each of the claim's attestations holds a single 1, and tells nothing of which bin holds it:
/// [`FormClaim::proof_bytes`] bytes. Takes an opening for each attestation. `rng` must be the operating system's
/// (`rand_core::OsRng`) wherever secrets are real; what is drawn depends on the claim and the openings too, so that a
/// bad generator does not at once show them.
pub fn prove_form(
	claim: &FormClaim,
	openings: &[Opening],
	rng: &mut (impl RngCore + CryptoRng),
) -> Result<Vec<u8>, Unprovable> {
	if openings.len() != claim.attestations().len() {
		return Err(Unprovable::DoesNotOpen);
	}
	let (mut bits, mut blindings) = (Vec::new(), Vec::new());
	for (attestation, opening) in claim.attestations().iter().zip(openings) {
		let stored: Vec<_> = attestation.stored().iter().map(|one| *one.encoding()).collect();
		opening.check(&stored).map_err(|_| Unprovable::DoesNotOpen)?;
		bits.extend((0..attestation.bins()).map(|bin| Scalar::from(u8::from(bin == usize::from(opening.bin)))));
		blindings.extend(opening.scalars()?);
	}
	let transcript = &mut claim.transcript();
	let mut secrets = transcript.build_rng();
	for (bit, blinding) in bits.iter().zip(&blindings) {
		secrets = secrets.rekey_with_witness_bytes(b"bit", bit.as_bytes());
		secrets = secrets.rekey_with_witness_bytes(b"blinding", blinding.as_bytes());
	}
	let mut secrets = secrets.finalize(rng);
	let mut draw = || {
		let mut wide = [0; 64];
		secrets.fill_bytes(&mut wide);
		Scalar::from_bytes_mod_order_wide(&wide)
	};

	// Masks of the bits, which add up to nothing within an attestation; then masks of the points.
	let mut masks = Vec::new();
	for attestation in claim.attestations() {
		let drawn: Vec<Scalar> = attestation.stored().iter().map(|_| draw()).collect();
		masks.extend_from_slice(&drawn);
		masks.push(-drawn.iter().sum::<Scalar>());
	}
	let [beta, alpha, upsilon, delta, epsilon] = core::array::from_fn(|_| draw());

	let blinding_base = generators::blinding()?;
	let bases = (0..bits.len()).map(generators::g).collect::<Result<Vec<_>, _>>()?;
	let sum = |multiples: Vec<Scalar>, blinding: Scalar| {
		let multiples = multiples.into_iter().chain([blinding]);
		RistrettoPoint::multiscalar_mul(multiples, bases.iter().chain([&blinding_base])).compress()
	};
	let both = || masks.iter().zip(&bits);
	let points = [
		(&b"P"[..], sum(bits.clone(), beta)),
		(&b"A"[..], sum(masks.clone(), alpha)),
		(&b"U"[..], sum(both().map(|(a, b)| a * (Scalar::ONE - b - b)).collect(), upsilon)),
		(&b"D"[..], sum(masks.iter().map(|a| -(a * a)).collect(), delta)),
	];
	let mut proof = Vec::with_capacity(claim.proof_bytes());
	for (label, point) in points {
		transcript.append_message(label, point.as_bytes());
		proof.extend_from_slice(point.as_bytes());
	}
	let y = challenge(transcript, b"y");
	let weighted = |of: &[Scalar]| of.iter().zip(powers(y)).map(|(one, power)| one * power).sum::<Scalar>();
	let e =
		RistrettoPoint::multiscalar_mul([weighted(&masks), epsilon], [generators::value(), blinding_base]).compress();
	transcript.append_message(b"E", e.as_bytes());
	proof.extend_from_slice(e.as_bytes());
	let x = challenge(transcript, b"x");

	let mut answers = both().map(|(a, b)| x * b + a);
	for attestation in claim.attestations() {
		let answers: Vec<Scalar> = answers.by_ref().take(attestation.bins()).collect();
		let sent = answers.iter().take(attestation.stored().len());
		sent.for_each(|f| proof.extend_from_slice(f.as_bytes()));
	}
	for z in [x * beta + alpha, x * upsilon + delta, x * weighted(&blindings) + epsilon] {
		proof.extend_from_slice(z.as_bytes());
	}
	Ok(proof)
}
