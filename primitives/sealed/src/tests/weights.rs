//! The weights under which a batch adds equations up.

use crate::{
	batch::{Equation, Sum},
	form,
	tests::{
		by_hand::{Attested, ByHand, Made},
		ranges::Ranged,
	},
	transcript::challenge,
	*,
};
use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT as B,
	ristretto::RistrettoPoint,
	scalar::Scalar,
	traits::{Identity, IsIdentity},
};
use merlin::Transcript;

fn equations(claim: &FormClaim, proof: &[u8]) -> [Equation; 3] {
	form::equations(claim, &claim.transcript(), proof).unwrap()
}

/// What each equation of a proof lacks to zero.
fn lacking(claim: &FormClaim, proof: &[u8]) -> [RistrettoPoint; 3] {
	let equations = equations(claim, proof);
	[0, 1, 2].map(|n| Sum::of(&[Scalar::ONE], &equations[n..=n]).point().unwrap())
}

/// A verifier as one might write it, which draws the weights of each proof from that proof.
fn naive(proofs: &[(&FormClaim, &[u8])], weights: impl Fn(&FormClaim, &[u8]) -> [Scalar; 3]) -> bool {
	let (mut all, mut drawn) = (vec![], vec![]);
	for (claim, proof) in proofs {
		all.extend(equations(claim, proof));
		drawn.extend(weights(claim, proof));
	}
	Sum::of(&drawn, &all).point().unwrap().is_identity()
}

fn batch(proofs: &[(&FormClaim, &[u8])]) -> Result<(), Refusal> {
	let batch = proofs.iter().try_fold(Batch::new(), |batch, (claim, proof)| batch.form(claim, proof));
	batch?.verify()
}

/// The weight is 1 for each proof, and 1 for each of its equations.
fn fixed(_: &FormClaim, _: &[u8]) -> [Scalar; 3] {
	[Scalar::ONE; 3]
}

/// The proof's own transcript gives its weights: 1, w and w^2. This one has taken in the claim with all commitments, and
/// the points P, A, U and D.
fn from_own_proof(claim: &FormClaim, proof: &[u8]) -> [Scalar; 3] {
	let mut transcript = claim.transcript();
	transcript.append_message(b"points", &proof[..4 * 32]);
	let w = challenge(&mut transcript, b"w");
	[Scalar::ONE, w, w * w]
}

/// An agency and a firm commit to a five in the best range and claim a one there. The last equation of that proof then
/// lacks a multiple of `B` that the firm can compute. A second proof, about attestations that are in order, can be made to
/// lack exactly the opposite, because its `E` counts once, whatever the challenge. Each proof is false alone; a verifier
/// whose weights do not depend on both adds them up to nothing and accepts the five.
///
/// With weights that take in all of their own proof, and nothing of the others, the second proof has to be made before its
/// weight is known. Then one searches: many variants of each of many proofs, and a choice of one variant of each that
/// cancels, which for 128 proofs takes some 2^38 (Wagner 2002). That is too long for a test and not for a cheat.
#[test]
fn weights_from_own_proof_only() {
	let (five, sound) = (Attested::new(&[&[5, 0, 0]]), Attested::new(&[&[0, 1]]));
	let (five_claim, sound_claim) = (five.claim(), sound.claim());
	let Made { proof: forged, y, x } = ByHand { claimed: vec![1, 0, 0, 0], ..five.honest() }.prove();
	// Committed are 5, 0, 0 and -4.
	let lacks = -x * (Scalar::from(4u64) - Scalar::from(4u64) * y * y * y);
	assert_eq!(lacking(&five_claim, &forged), [RistrettoPoint::identity(), RistrettoPoint::identity(), lacks * B]);

	let accomplice = |shift| ByHand { shift: Some(shift), seed: b"accomplice", ..sound.honest() }.prove().proof;
	for (weights, own) in [(fixed as fn(&FormClaim, &[u8]) -> [Scalar; 3], false), (from_own_proof, true)] {
		let honest = accomplice(Scalar::ZERO);
		assert_eq!(lacking(&sound_claim, &honest), [RistrettoPoint::identity(); 3]);
		// The weights hang on nothing that the shift changes.
		let (of_forged, of_second) = (weights(&five_claim, &forged)[2], weights(&sound_claim, &honest)[2]);
		assert_eq!(of_forged != Scalar::ONE, own);
		let shift = lacks * of_forged * of_second.invert();
		let second = accomplice(shift);
		assert_eq!(lacking(&sound_claim, &second)[2], -shift * B);

		let pair = [(&five_claim, forged.as_slice()), (&sound_claim, second.as_slice())];
		assert!(naive(&pair, weights), "the naive verifier takes the five");
		assert!(!naive(&pair[..1], weights) && !naive(&pair[1..], weights), "but not alone");

		assert_eq!(batch(&pair), Err(Refusal::Failed));
		assert_eq!(batch(&[pair[1], pair[0]]), Err(Refusal::Failed));
		assert_eq!(batch(&[pair[0], pair[1], pair[1]]), Err(Refusal::Failed));
		let good = Attested::new(&[&[1, 0, 0]]);
		let good_proof = good.honest().prove().proof;
		assert_eq!(batch(&[(&good.claim(), good_proof.as_slice()), (&sound_claim, honest.as_slice())]), Ok(()));
	}
}

fn weights_of(forms: &[(&FormClaim, &[u8])], ranges: &[&Ranged]) -> Option<Vec<Scalar>> {
	let batch = forms.iter().try_fold(Batch::new(), |batch, (claim, proof)| batch.form(claim, proof)).ok()?;
	let mut batch = ranges.iter().try_fold(batch, |batch, ranged| ranged.add_to(batch)).ok()?;
	let weights = batch.weights();
	assert_eq!(weights.len(), batch.equations().len());
	Some(weights)
}

/// Every byte of every proof, those behind the last challenge too, changes the weight of every equation of every proof.
#[test]
fn every_weight_hangs_on_every_byte() {
	let attested = Attested::new(&[&[0, 1]]);
	let (claim, proof) = (attested.claim(), attested.honest().prove().proof);
	let ranged = Ranged::new(Bits::Eight, &[200], b"weights");
	let weights = weights_of(&[(&claim, &proof)], &[&ranged]).unwrap();
	assert_eq!(weights.len(), 5);
	let mut tried = 0;
	let mut differ = |others: Option<Vec<Scalar>>, what: &str| {
		// A point is seldom one any more after a change.
		let Some(others) = others else { return };
		tried += 1;
		assert!(weights.iter().all(|weight| !others.contains(weight)), "{what}");
	};
	for place in 0..proof.len() {
		let mut other = proof.clone();
		other[place] ^= 1;
		differ(weights_of(&[(&claim, &other)], &[&ranged]), "the form");
	}
	for place in 0..ranged.proof.len() {
		let mut other = ranged.clone();
		other.proof[place] ^= 1;
		differ(weights_of(&[(&claim, &proof)], &[&other]), "the range");
	}
	let mut other = ranged.clone();
	other.claim.append_message(b"of", b"other");
	differ(weights_of(&[(&claim, &proof)], &[&other]), "the range's claim");
	let other = Ranged { values: Ranged::new(Bits::Eight, &[200], b"other").values, ..ranged.clone() };
	differ(weights_of(&[(&claim, &proof)], &[&other]), "the range's value");
	for other in [attested.claim_of("CN:91420000737944946L", 2), attested.claim_of("CN:91440300708461136T", 3)] {
		differ(weights_of(&[(&other, &proof)], &[&ranged]), "the form's claim");
	}
	let other = Attested::new(&[&[1, 0]]);
	differ(weights_of(&[(&other.claim(), &proof)], &[&ranged]), "the form's commitments");
	differ(weights_of(&[(&claim, &proof)], &[&ranged, &ranged]), "one proof more");
	differ(weights_of(&[], &[&ranged]), "one proof less");
	// All bytes of scalars but the highest: 31 of each of the form's five and the range's five.
	assert!(tried > 31 * 10, "{tried}");
	assert_eq!(weights_of(&[(&claim, &proof)], &[&ranged]).unwrap(), weights, "and on nothing else");
}

/// Each equation has a weight of its own: otherwise what two of one proof lack could cancel.
#[test]
fn no_two_weights_are_equal() {
	let ranged = Ranged::new(Bits::Eight, &[200], b"weights");
	let weights = weights_of(&[], &[&ranged, &ranged, &ranged]).unwrap();
	for (n, weight) in weights.iter().enumerate() {
		assert!(!weights[..n].contains(weight) && *weight != Scalar::ZERO && *weight != Scalar::ONE);
	}
}

/// The transcript of a batch, written out.
#[test]
fn the_transcript_of_a_batch() {
	let attested = Attested::new(&[&[0, 1]]);
	let (claim, proof) = (attested.claim(), attested.honest().prove().proof);
	let ranged = Ranged::new(Bits::Sixteen, &[200, 3], b"weights");
	let digest = |transcript: &Transcript| {
		let mut digest = [0; 64];
		transcript.clone().challenge_bytes(b"claim", &mut digest);
		digest
	};
	let mut by_hand = Transcript::new(b"lingnan batch v1");
	by_hand.append_message(b"kind", b"form");
	by_hand.append_message(b"claim", &digest(&claim.transcript()));
	by_hand.append_message(b"proof", &proof);
	by_hand.append_message(b"kind", b"range");
	by_hand.append_message(b"claim", &digest(&ranged.claim));
	by_hand.append_u64(b"bits", 16);
	by_hand.append_u64(b"values", 2);
	by_hand.append_message(b"value", ranged.values[0].encoding());
	by_hand.append_message(b"value", ranged.values[1].encoding());
	by_hand.append_message(b"proof", &ranged.proof);
	by_hand.append_u64(b"proofs", 2);
	let expected: Vec<Scalar> = (0..5).map(|_| challenge(&mut by_hand, b"weight")).collect();
	assert_eq!(weights_of(&[(&claim, &proof)], &[&ranged]).unwrap(), expected);
}
