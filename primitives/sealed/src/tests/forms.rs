//! Attestations that do not hold a single 1, and proofs that are not about these attestations.

use crate::{
	tests::by_hand::{Attested, ByHand, FIRM, LABELS, OTHER_FIRM},
	*,
};
use proptest::prelude::*;

/// An agency committed to these values and the firm tries whatever it can: no proof passes. The same firm with a single 1
/// in the same attestation has one that does.
fn nothing_proves(values: &[i64]) {
	let honest = Attested::new(&[&(0..values.len() as i64).map(|bin| i64::from(bin == 0)).collect::<Vec<_>>()]);
	assert_eq!(verify_form(&honest.claim(), &honest.honest().prove().proof), Ok(()));

	let attested = Attested::new(&[values]);
	let claim = attested.claim();
	for claimed in attested.single_ones().into_iter().chain([attested.values.clone()]) {
		let forged = ByHand { claimed, ..attested.honest() }.prove().proof;
		assert_eq!(forged.len(), claim.proof_bytes());
		assert_eq!(verify_form(&claim, &forged), Err(Refusal::Failed));
	}
	// The honest prover does not try.
	for bin in 0..=values.len() as u8 {
		let blindings = attested.blindings.iter().map(|one| one.to_bytes()).collect();
		let opening = Opening { bin, blindings };
		let refused = prove_form(&claim, &[opening], &mut rehearsal_rng(b"forms"));
		assert_eq!(refused, Err(Unprovable::DoesNotOpen));
	}
}

/// The agency takes the five back in the bin that it expects nobody to look at.
#[test]
fn five_in_the_best_range() {
	nothing_proves(&[0, 0, 0, 5]);
	nothing_proves(&[-4, 0, 0, 0]);
}

#[test]
fn five_and_minus_four() {
	nothing_proves(&[5, -4, 0]);
	nothing_proves(&[0, -4, 5]);
}

#[test]
fn two_ones() {
	nothing_proves(&[1, 1, 0]);
	nothing_proves(&[1, 1]);
	nothing_proves(&[2]);
}

/// A sound attestation does not carry an unsound one.
#[test]
fn one_unsound_attestation_among_sound_ones() {
	let attested = Attested::new(&[&[1, 0], &[0, 5, -4], &[0]]);
	let forged = ByHand { claimed: vec![1, 0, 0, 0, 1, 0, 0, 0, 1], ..attested.honest() };
	assert_eq!(verify_form(&attested.claim(), &forged.prove().proof), Err(Refusal::Failed));
	let sound = Attested::new(&[&[1, 0], &[0, 1, 0], &[0]]);
	assert_eq!(verify_form(&sound.claim(), &sound.honest().prove().proof), Ok(()));
}

/// The sum is 1 within each attestation, not over all of them.
#[test]
fn a_one_does_not_move_between_attestations() {
	let attested = Attested::new(&[&[1, 0], &[0, 1]]);
	for claimed in [vec![1, 1, 0, 0, 0, 0], vec![0, 0, 0, 0, 1, 1]] {
		let forged = ByHand { claimed, ..attested.honest() }.prove().proof;
		assert_eq!(verify_form(&attested.claim(), &forged), Err(Refusal::Failed));
	}
}

#[test]
fn form_of_another_firm() {
	let attested = Attested::new(&[&[0, 1, 0], &[1]]);
	let proof = attested.honest().prove().proof;
	assert_eq!(verify_form(&attested.claim_of(FIRM, 2), &proof), Ok(()));
	assert_eq!(verify_form(&attested.claim_of(OTHER_FIRM, 2), &proof), Err(Refusal::Failed));
	let others = Attested::new(&[&[1, 0, 0], &[1]]);
	assert_eq!(verify_form(&others.claim_of(OTHER_FIRM, 2), &proof), Err(Refusal::Failed));
}

#[test]
fn form_of_an_older_revision() {
	let attested = Attested::new(&[&[0, 1, 0], &[1]]);
	let proof = attested.honest().prove().proof;
	assert_eq!(verify_form(&attested.claim_of(FIRM, 2), &proof), Ok(()));
	assert_eq!(verify_form(&attested.claim_of(FIRM, 3), &proof), Err(Refusal::Failed));
	assert_eq!(verify_form(&attested.claim_of(FIRM, 1), &proof), Err(Refusal::Failed));
	let corrected = Attested::new(&[&[0, 0, 0], &[1]]);
	assert_eq!(verify_form(&corrected.claim_of(FIRM, 3), &proof), Err(Refusal::Failed));
}

#[test]
fn form_of_other_attestations() {
	let attested = Attested::new(&[&[0, 1, 0], &[1]]);
	let (claim, proof) = (attested.claim(), attested.honest().prove().proof);
	assert_eq!(verify_form(&claim, &proof), Ok(()));
	let refused = |genesis, attestations, expected| {
		let claim = FormClaim::new(genesis, FIRM.into(), attestations).unwrap();
		assert_eq!(verify_form(&claim, &proof), Err(expected));
	};
	let [one, other] = claim.attestations() else { unreachable!("there are two") };
	refused([8; 32], vec![one.clone(), other.clone()], Refusal::Failed);
	refused([7; 32], vec![other.clone(), one.clone()], Refusal::Failed);
	refused([7; 32], vec![one.clone()], Refusal::ProofLength);
	let stored: Vec<Point> = one.stored().iter().map(|point| *point.encoding()).collect();
	let elsewhere = Attestation::read(one.indicator() + 9, one.revision(), &stored).unwrap();
	refused([7; 32], vec![elsewhere, other.clone()], Refusal::Failed);
	// As many commitments and bins in all, cut elsewhere.
	let all: Vec<Point> = attested.stored.concat();
	let cut = |n: u32, stored: &[Point]| Attestation::read(3 + n, 2 + n, stored).unwrap();
	refused([7; 32], vec![cut(0, &all[..2]), cut(1, &all[2..])], Refusal::Failed);
}

/// Of the proof, and of what it is about.
#[test]
fn each_byte_flipped() {
	let attested = Attested::new(&[&[0, 1, 0], &[0]]);
	let (claim, proof) = (attested.claim(), attested.honest().prove().proof);
	assert_eq!(verify_form(&claim, &proof), Ok(()));
	for place in 0..proof.len() {
		for mask in [1, 0x80] {
			let mut flipped = proof.clone();
			flipped[place] ^= mask;
			let refusal = verify_form(&claim, &flipped).unwrap_err();
			assert!(matches!(refusal, Refusal::Failed | Refusal::MalformedProof), "{place}: {refusal:?}");
		}
	}
	for (n, stored) in attested.stored.iter().enumerate() {
		for place in 0..stored.len() * 32 {
			let mut flipped = attested.clone();
			flipped.stored[n][place / 32][place % 32] ^= 1;
			match Attestation::read(0, 0, &flipped.stored[n]) {
				Ok(_) => assert_eq!(verify_form(&flipped.claim(), &proof), Err(Refusal::Failed), "{n} {place}"),
				Err(refusal) => assert_eq!(refusal, Refusal::MalformedPoint),
			}
		}
	}
}

/// A prover whose transcript lacks one label, where its challenges would let it choose what that label binds.
#[test]
fn any_label_left_out() {
	let attested = Attested::new(&[&[0, 1, 0], &[1]]);
	let claim = attested.claim();
	assert_eq!(verify_form(&claim, &attested.honest().prove().proof), Ok(()));
	for left_out in LABELS {
		let proof = ByHand { left_out, ..attested.honest() }.prove().proof;
		assert_eq!(verify_form(&claim, &proof), Err(Refusal::Failed), "{left_out}");
	}
}

#[test]
fn an_element_that_is_not_canonical_is_refused() {
	let attested = Attested::new(&[&[0, 1, 0]]);
	let (claim, proof) = (attested.claim(), attested.honest().prove().proof);
	assert_eq!(verify_form(&claim, &proof), Ok(()));
	for element in 0..proof.len() / 32 {
		let with = |bytes: [u8; 32]| {
			let mut changed = proof.clone();
			changed[element * 32..][..32].copy_from_slice(&bytes);
			verify_form(&claim, &changed)
		};
		assert_eq!(with([255; 32]), Err(Refusal::MalformedProof), "{element}");
		// The identity, and the number 0.
		let expected = if element < 5 { Refusal::MalformedProof } else { Refusal::Failed };
		assert_eq!(with([0; 32]), Err(expected), "{element}");
	}
	for length in [0, 1, 31, 32, proof.len() - 32, proof.len() - 1] {
		assert_eq!(verify_form(&claim, &proof[..length]), Err(Refusal::ProofLength), "{length}");
	}
	assert_eq!(verify_form(&claim, &[proof.as_slice(), &[0; 32]].concat()), Err(Refusal::ProofLength));
}

#[test]
fn bounds_of_attestations() {
	let point = Attested::new(&[&[1]]).stored[0][0];
	for (stored, expected) in [(0, false), (1, true), (7, true), (8, false)] {
		let read = Attestation::read(0, 1, &vec![point; stored]);
		assert_eq!(read.as_ref().err(), (!expected).then_some(&Refusal::WrongBins), "{stored}");
	}
	assert_eq!(Attestation::read(0, 1, &[[0; 32]]), Err(Refusal::MalformedPoint));
	assert_eq!(Attestation::read(0, 1, &[[255; 32]]), Err(Refusal::MalformedPoint));
	let of = |count, bins: usize| {
		let attestation = Attestation::read(0, 1, &vec![point; bins - 1]).unwrap();
		FormClaim::new([0; 32], FIRM.into(), vec![attestation; count]).map(|claim| claim.bins())
	};
	assert_eq!(of(0, 2), Err(Refusal::WrongAttestations));
	assert_eq!(of(64, 4), Ok(256));
	assert_eq!(of(65, 2), Err(Refusal::WrongAttestations));
	assert_eq!(of(32, 8), Ok(256));
	assert_eq!(of(33, 8), Err(Refusal::WrongAttestations));
}

/// What an agency seals and an enterprise proves, as large as it may be.
#[test]
fn the_prover_of_the_enterprise() {
	let mut rng = rehearsal_rng(b"enterprise");
	for (count, bins) in [(1, 2), (1, 8), (20, 5), (64, 4)] {
		let openings: Vec<Opening> =
			(0..count).map(|n| Opening::seal((n % bins) as u8, bins, &mut rng).unwrap()).collect();
		let attestations = openings.iter().map(|one| Attestation::read(1, 1, &one.stored().unwrap()).unwrap());
		let claim = FormClaim::new([1; 32], FIRM.into(), attestations.collect()).unwrap();
		let proof = prove_form(&claim, &openings, &mut rng).unwrap();
		assert_eq!(proof.len(), claim.proof_bytes());
		assert_eq!(verify_form(&claim, &proof), Ok(()));
		let again = prove_form(&claim, &openings, &mut rng).unwrap();
		assert_ne!(proof[..32], again[..32], "fresh masks");
		let mut others = openings.clone();
		others[0].blindings.swap(0, 1);
		assert_eq!(prove_form(&claim, &others, &mut rng), Err(Unprovable::DoesNotOpen));
		assert_eq!(prove_form(&claim, &openings[1..], &mut rng), Err(Unprovable::DoesNotOpen));
	}
}

/// The same draws of a bad generator for two claims give other masks: equal ones would give the bits away.
#[test]
fn a_generator_that_repeats_itself_does_not_show_the_bits() {
	let opening = Opening::seal(1, 3, &mut rehearsal_rng(b"opening")).unwrap();
	let proof = |enterprise: &str| {
		let attestation = Attestation::read(1, 1, &opening.stored().unwrap()).unwrap();
		let claim = FormClaim::new([1; 32], enterprise.into(), vec![attestation]).unwrap();
		prove_form(&claim, std::slice::from_ref(&opening), &mut rehearsal_rng(b"the same")).unwrap()
	};
	assert_ne!(proof(FIRM)[32..64], proof(OTHER_FIRM)[32..64], "A commits to the masks");
}

/// A grade is proved over stored commitments, and beside it their form.
#[test]
fn a_grade_beside_its_form() {
	let mut rng = rehearsal_rng(b"beside");
	let points = [vec![-30i16, 0, 35, 40], vec![i16::MAX, i16::MIN], vec![25, 25, -25]];
	let bins = [1u8, 1, 0];
	let openings: Vec<Opening> =
		points.iter().zip(bins).map(|(points, bin)| Opening::seal(bin, points.len(), &mut rng).unwrap()).collect();
	let base = 500 - i32::from(i16::MIN);
	let (mut total, mut secret) = (Total::new(base), SecretTotal::new(base));
	let mut attestations = vec![];
	for (points, opening) in points.iter().zip(&openings) {
		let attestation = Attestation::read(1, 1, &opening.stored().unwrap()).unwrap();
		total.add_attestation(points, &attestation).unwrap();
		secret.add_opening(points, opening).unwrap();
		assert_eq!(total.clone().add_attestation(&points[1..], &attestation), Err(Refusal::WrongBins));
		attestations.push(attestation);
	}
	assert_eq!(secret.points(), 525);
	assert!(secret.opens(&total));

	let form_claim = FormClaim::new([1; 32], FIRM.into(), attestations).unwrap();
	let grade_claim = GradeClaim { cut_off: 510, ..crate::tests::stage::claim() };
	let form = prove_form(&form_claim, &openings, &mut rng).unwrap();
	let grade = prove(&grade_claim, &total, &secret, &mut rng).unwrap();
	let both =
		|form: &[u8], grade: &[u8]| Batch::new().form(&form_claim, form)?.grade(&grade_claim, &total, grade)?.verify();
	assert_eq!(both(&form, &grade), Ok(()));
	assert_eq!(verify_grade(&grade_claim, &total, &grade), Ok(()));
	let mut other = grade.clone();
	other[4 * 32] ^= 1;
	assert_eq!(both(&form, &other), Err(Refusal::Failed));
	let mut other = form.clone();
	other[5 * 32] ^= 1;
	assert_eq!(both(&other, &grade), Err(Refusal::Failed));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn any_single_ones_are_proved(ones in prop::collection::vec((2usize..=8, 0usize..8), 1..6), seed in any::<[u8; 8]>()) {
		let rng = &mut rehearsal_rng(&seed);
		let openings: Vec<Opening> =
			ones.iter().map(|(bins, one)| Opening::seal((one % bins) as u8, *bins, rng).unwrap()).collect();
		let attestations = openings.iter().map(|one| Attestation::read(1, 1, &one.stored().unwrap()).unwrap());
		let claim = FormClaim::new([1; 32], FIRM.into(), attestations.collect()).unwrap();
		let proof = prove_form(&claim, &openings, rng).unwrap();
		prop_assert_eq!(verify_form(&claim, &proof), Ok(()));
	}

	/// Whatever an agency commits to and a firm claims: a proof passes exactly where both are the same single 1.
	#[test]
	fn any_other_values_are_refused(
		values in prop::collection::vec(-2i64..=2, 1..4),
		claimed in prop::collection::vec(-2i64..=2, 4),
	) {
		let attested = Attested::new(&[&values]);
		let claimed = claimed[..attested.values.len()].to_vec();
		for claimed in [claimed, attested.values.clone()] {
			let sound = claimed == attested.values && attested.values.iter().all(|value| matches!(value, 0 | 1));
			let proof = ByHand { claimed, ..attested.honest() }.prove().proof;
			prop_assert_eq!(verify_form(&attested.claim(), &proof).is_ok(), sound);
		}
	}

	#[test]
	fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 9 * 32)) {
		let attested = Attested::new(&[&[1]]);
		prop_assert!(verify_form(&attested.claim(), &bytes).is_err());
	}
}
