//! Whatever the bytes, the answer is a refusal by name, and never a panic. The fuzz targets (`tests/fuzz`) call the same
//! functions.

use crate::{tests::stage::*, *};
use proptest::prelude::*;

#[test]
fn a_truncated_or_lengthened_proof_is_refused() {
	let (firm, claim) = (firm(), claim());
	let mut proof = proof(&firm, &claim);
	for length in [0, 1, 31, 32, PROOF_BYTES - 32, PROOF_BYTES - 1] {
		assert_eq!(verify_grade(&claim, &firm.total, &proof[..length]), Err(Refusal::ProofLength), "{length}");
	}
	proof.extend([0; 32]);
	assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(Refusal::ProofLength));
}

/// Each of the proof's seventeen elements in turn becomes what is no canonical encoding: all ones, and for a point the
/// identity too.
#[test]
fn an_element_that_is_not_canonical_is_refused() {
	let (firm, claim) = (firm(), claim());
	let honest = proof(&firm, &claim);
	for element in 0..17 {
		let mut proof = honest.clone();
		proof[element * 32..][..32].fill(255);
		assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(Refusal::MalformedProof), "{element}");
		let is_point = !matches!(element, 4..=6 | 15..=16);
		proof[element * 32..][..32].fill(0);
		let expected = if is_point { Refusal::MalformedProof } else { Refusal::Failed };
		assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(expected), "{element}");
	}
}

/// A scalar plus the order of the group is the same scalar, in another encoding: it must not pass.
#[test]
fn a_scalar_that_is_not_reduced_is_refused() {
	let (firm, claim) = (firm(), claim());
	let honest = proof(&firm, &claim);
	let mut order = [0u8; 32];
	hex::decode_to_slice("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", &mut order).unwrap();
	for element in [4, 5, 6, 15, 16] {
		let mut proof = honest.clone();
		let mut carry = 0u16;
		for (byte, add) in proof[element * 32..][..32].iter_mut().zip(order) {
			carry += u16::from(*byte) + u16::from(add);
			*byte = carry as u8;
			carry >>= 8;
		}
		assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(Refusal::MalformedProof), "{element}");
	}
}

#[test]
fn elements_of_another_proof_do_not_mix() {
	let (firm, claim) = (firm(), claim());
	let (one, other) =
		(proof(&firm, &claim), prove(&claim, &firm.total, &firm.secret, &mut rehearsal_rng(b"2")).unwrap());
	for element in 0..17 {
		let mut proof = one.clone();
		proof[element * 32..][..32].copy_from_slice(&other[element * 32..][..32]);
		assert_eq!(verify_grade(&claim, &firm.total, &proof), Err(Refusal::Failed), "{element}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
		prop_assert!(verify_grade(&claim(), &firm().total, &bytes).is_err());
	}

	#[test]
	fn any_bytes_of_the_right_length_are_refused(bytes in prop::collection::vec(any::<u8>(), PROOF_BYTES)) {
		prop_assert!(verify_grade(&claim(), &firm().total, &bytes).is_err());
	}

	/// One bit of an honest proof turned: refused.
	#[test]
	fn one_bit_is_enough(place in 0..PROOF_BYTES, bit in 0u8..8) {
		let (firm, claim) = (firm(), claim());
		let mut proof = proof(&firm, &claim);
		proof[place] ^= 1 << bit;
		prop_assert!(verify_grade(&claim, &firm.total, &proof).is_err());
	}

	/// Any points and any commitments: an answer, not a panic.
	#[test]
	fn any_commitments_are_answered(
		points in prop::collection::vec(any::<i16>(), 2..=8),
		bytes in prop::collection::vec(any::<[u8; 32]>(), 1..=8),
		base in any::<i32>(),
	) {
		let mut total = Total::new(base);
		let read = Attestation::read(0, 1, &bytes);
		prop_assert_eq!(read.is_ok(), bytes.len() < MAX_BINS && bytes.iter().all(is_commitment));
		if let Ok(attestation) = read {
			let added = total.add_attestation(&points, &attestation);
			prop_assert_eq!(added.is_ok(), points.len() == attestation.bins());
		}
		prop_assert!(verify_grade(&claim(), &total, &[1; PROOF_BYTES]).is_err());
		let opening = Opening { bin: 0, blindings: bytes.clone() };
		prop_assert!(opening.check(&bytes).is_err());
	}

	/// What decodes is the one encoding of its point.
	#[test]
	fn a_point_has_one_encoding(bytes in any::<[u8; 32]>()) {
		prop_assert!(may_be_commitment(&bytes) || !is_commitment(&bytes));
		if is_commitment(&bytes) {
			let point = curve25519_dalek::ristretto::CompressedRistretto(bytes).decompress().unwrap();
			prop_assert_eq!(point.compress().to_bytes(), bytes);
		}
	}
}
