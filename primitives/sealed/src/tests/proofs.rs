use crate::{tests::stage::*, *};
use proptest::prelude::*;

#[test]
fn a_grade_is_proved_up_to_its_last_point() {
	let firm = firm();
	assert_eq!(firm.secret.points(), 565);
	assert!(firm.secret.opens(&firm.total));
	for cut_off in [0, 550, 565] {
		let claim = GradeClaim { cut_off, ..claim() };
		let proof = proof(&firm, &claim);
		assert_eq!(proof.len(), PROOF_BYTES);
		assert_eq!(verify_grade(&claim, &firm.total, &proof), Ok(()));
	}
	let beyond = GradeClaim { cut_off: 570, ..claim() };
	let refused = prove(&beyond, &firm.total, &firm.secret, &mut rehearsal_rng(b""));
	assert_eq!(refused, Err(Unprovable::BelowCutOff { lacking: 5 }));
}

#[test]
fn two_proofs_of_the_same_claim_differ_and_both_hold() {
	let (firm, claim) = (firm(), claim());
	let one = prove(&claim, &firm.total, &firm.secret, &mut rand_core::OsRng).unwrap();
	let other = prove(&claim, &firm.total, &firm.secret, &mut rand_core::OsRng).unwrap();
	assert_ne!(one, other);
	assert_eq!((verify_grade(&claim, &firm.total, &one), verify_grade(&claim, &firm.total, &other)), (Ok(()), Ok(())));
}

#[test]
fn openings_that_do_not_belong_to_the_commitments_prove_nothing() {
	let claim = claim();
	let (firm, better) = (firm_in(0, 0), firm_in(3, 2));
	assert!(!firm.secret.opens(&better.total));
	let refused = prove(&claim, &firm.total, &better.secret, &mut rehearsal_rng(b""));
	assert_eq!(refused, Err(Unprovable::DoesNotOpen));
}

#[test]
fn points_must_be_given_for_each_bin() {
	let firm = firm();
	let attestation = attestation(&firm.openings[0]);
	for points in [&[][..], &FIRST[..3], &[1; 5]] {
		assert_eq!(Total::new(0).add_attestation(points, &attestation), Err(Refusal::WrongBins));
	}
	assert_eq!(SecretTotal::new(0).add_opening(&FIRST[..3], &firm.openings[0]), Err(Refusal::WrongBins));
	assert_eq!(SecretTotal::new(0).add_opening(&[1; 5], &firm.openings[0]), Err(Refusal::WrongBins));
}

#[test]
fn a_card_without_sealed_attestations_needs_no_blinding_and_still_holds() {
	let (mut total, mut secret) = (Total::new(BASE), SecretTotal::new(BASE));
	total.add(100);
	secret.add(100);
	assert_eq!(total.commitments(), 0);
	let proof = prove(&claim(), &total, &secret, &mut rehearsal_rng(b"open")).unwrap();
	assert_eq!(verify_grade(&claim(), &total, &proof), Ok(()));
}

/// A cheat who proves another total than the committed one: the same proof does not pass for this one.
#[test]
fn a_proof_about_another_firm_fails() {
	let claim = claim();
	let (poor, rich) = (firm_in(0, 0), firm_in(3, 2));
	assert_eq!(verify_grade(&claim, &poor.total, &proof(&rich, &claim)), Err(Refusal::Failed));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Wrap-around is impossible: within a scorecard's bounds (totals 0 to 65,535, any cut-off) a proof is made exactly
	/// when the total reaches the cut-off, and a prover who ignores that and proves the difference as it wraps, modulo
	/// 2^16 or modulo the order of the group, is refused.
	#[test]
	fn a_total_below_the_cut_off_proves_nothing(points in any::<u16>(), cut_off in any::<u16>()) {
		let mut rng = rehearsal_rng(&points.to_le_bytes());
		let opening = Opening::seal(1, 2, &mut rng).unwrap();
		// The base carries most of the total, the sealed bin the rest, as far as 16 bits with a sign go.
		let won = (points % 32_768) as i16;
		let base = i32::from(points) - i32::from(won);
		let (mut total, mut secret) = (Total::new(base), SecretTotal::new(base));
		total.add_attestation(&[0, won], &attestation(&opening)).unwrap();
		secret.add_opening(&[0, won], &opening).unwrap();
		prop_assert_eq!(secret.points(), i64::from(points));

		let claim = GradeClaim { cut_off, ..claim() };
		match prove(&claim, &total, &secret, &mut rng) {
			Ok(proof) => {
				prop_assert!(points >= cut_off);
				prop_assert_eq!(verify_grade(&claim, &total, &proof), Ok(()));
			},
			Err(why) => {
				prop_assert!(points < cut_off);
				let lacking = u64::from(cut_off - points);
				prop_assert_eq!(why, Unprovable::BelowCutOff { lacking });
				let forged = prove_anything(&claim, points.wrapping_sub(cut_off).into(), &secret, &mut rng);
				prop_assert_eq!(verify_grade(&claim, &total, &forged), Err(Refusal::Failed));
			},
		}
	}
}

/// What a prover can do who does not care for the truth: a proof of whatever value, under the right blinding.
fn prove_anything(
	claim: &GradeClaim,
	value: u64,
	secret: &SecretTotal,
	rng: &mut (impl rand_core::RngCore + rand_core::CryptoRng),
) -> Vec<u8> {
	let (proof, _) = bulletproofs::RangeProof::prove_single_with_rng(
		&crate::generators::range(),
		&crate::generators::pedersen(),
		&mut claim.transcript(),
		value,
		&secret.blinding,
		BITS,
		rng,
	)
	.unwrap();
	proof.to_bytes()
}
