//! A proof holds for its claim and for no other: one test for each field of the transcript.

use crate::{tests::stage::*, *};

fn refused(retarget: impl FnOnce(&mut GradeClaim)) {
	let (firm, mut claim) = (firm(), claim());
	let proof = proof(&firm, &claim);
	assert_eq!(verify_grade(&claim, &firm.total, &proof), Ok(()));
	retarget(&mut claim);
	assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(Refusal::Failed));
}

#[test]
fn to_another_chain() {
	refused(|claim| claim.genesis_hash[31] ^= 1);
}

#[test]
fn to_another_enterprise() {
	refused(|claim| claim.enterprise = "CN:91420000737944946L".into());
}

#[test]
fn to_another_scorecard() {
	refused(|claim| claim.scorecard += 1);
}

#[test]
fn to_a_better_grade() {
	refused(|claim| claim.grade -= 1);
}

#[test]
fn to_a_lower_cut_off() {
	refused(|claim| claim.cut_off -= 1);
}

#[test]
fn to_a_higher_cut_off() {
	refused(|claim| claim.cut_off += 1);
}

#[test]
fn to_a_later_revision() {
	refused(|claim| claim.used[1].revision += 1);
}

#[test]
fn to_another_indicator() {
	refused(|claim| claim.used[2].indicator += 1);
}

#[test]
fn to_fewer_attestations() {
	refused(|claim| claim.used.truncate(2));
}

#[test]
fn to_more_attestations() {
	refused(|claim| claim.used.push(UsedRevision { indicator: 9, revision: 1 }));
}

#[test]
fn to_attestations_in_another_order() {
	refused(|claim| claim.used.swap(0, 1));
}

#[test]
fn to_another_institution() {
	refused(|claim| claim.institution = Some(10));
}

#[test]
fn to_nobody_in_particular() {
	refused(|claim| claim.institution = None);
}

#[test]
fn to_the_next_nonce() {
	refused(|claim| claim.nonce += 1);
}

/// A proof made under another domain, with the same fields.
#[test]
fn from_another_domain() {
	let (firm, claim) = (firm(), claim());
	let mut elsewhere = merlin::Transcript::new(b"lingnan grade proof v2");
	elsewhere.append_message(b"genesis-hash", &claim.genesis_hash);
	let (proof, _) = bulletproofs::RangeProof::prove_single_with_rng(
		&crate::generators::range(),
		&crate::generators::pedersen(),
		&mut elsewhere,
		15,
		&firm.secret.blinding,
		BITS,
		&mut rehearsal_rng(b"elsewhere"),
	)
	.unwrap();
	assert_eq!(verify_grade(&claim, &firm.total, &proof.to_bytes()), Err(Refusal::Failed));
}
