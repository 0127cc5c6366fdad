//! Bytes as commitments, blindings and points. Shared by the fuzz target and by a property test that runs with all
//! others.

use lingnan_sealed::{
	is_commitment, may_be_commitment, verify_grade, Attestation, GradeClaim, Opening, Point, Total, MAX_BINS,
	PROOF_BYTES,
};

/// The first byte says how many stored commitments follow, 34 bytes each: two of points, 32 of a point; what is left is read
/// as a proof. Whatever they are: an answer, and the verifier takes no proof that nobody made.
pub fn points(bytes: &[u8]) {
	let Some((count, rest)) = bytes.split_first() else { return };
	let count = usize::from(*count) % (MAX_BINS + 2);
	let (parts, proof) = rest.split_at(rest.len().min(count * 34));
	let (mut points, mut commitments): (Vec<i16>, Vec<Point>) = (Vec::new(), Vec::new());
	for part in parts.chunks_exact(34) {
		points.push(i16::from_le_bytes([part[0], part[1]]));
		commitments.push(part[2..].try_into().expect("32 of 34"));
	}
	let sound = commitments.iter().filter(|point| is_commitment(point)).count();
	assert!(commitments.iter().all(|point| may_be_commitment(point) || !is_commitment(point)));

	let mut total = Total::new(0);
	let read = Attestation::read(0, 1, &commitments);
	assert_eq!(read.is_ok(), (1..MAX_BINS).contains(&commitments.len()) && sound == commitments.len());
	if let Ok(attestation) = read {
		assert!(total.add_attestation(&points, &attestation).is_err(), "the last bin has no points");
		points.push(0);
		assert!(total.add_attestation(&points, &attestation).is_ok());
	}
	let claim = GradeClaim {
		genesis_hash: [0; 32],
		enterprise: String::new(),
		scorecard: 0,
		grade: 0,
		cut_off: u16::MAX,
		used: Vec::new(),
		institution: None,
		nonce: 0,
	};
	let mut padded = proof.to_vec();
	padded.resize(PROOF_BYTES, 0);
	assert!(verify_grade(&claim, &total, &padded).is_err(), "a proof out of nothing was accepted");

	let opening = Opening { bin: *count_of(bytes), blindings: commitments.clone() };
	let stored = commitments.split_last().map_or(&[][..], |(_, stored)| stored);
	if opening.check(stored).is_ok() {
		assert!(stored.iter().all(is_commitment), "an opening opened what is no commitment");
	}
	if let Ok(made) = opening.stored() {
		// Blindings of zero make the identity or the base point, which the chain refuses or anybody can open.
		let hiding = !opening.blindings.contains(&[0; 32]);
		assert_eq!(opening.check(&made).is_ok(), made.iter().all(is_commitment));
		assert!(!hiding || opening.check(&made).is_ok(), "an opening does not open its own commitments");
	}
}

fn count_of(bytes: &[u8]) -> &u8 {
	bytes.last().unwrap_or(&0)
}
