//! Bytes as a grade proof. Shared by the fuzz target and by a property test that runs with all others.

use lingnan_sealed::{
	prove, rehearsal_rng, verify_grade, Attestation, GradeClaim, Opening, SecretTotal, Total, UsedRevision, PROOF_BYTES,
};
use std::sync::OnceLock;

/// A firm with one sealed attestation, what it claims, and its honest proof.
fn honest() -> &'static (GradeClaim, Total, Vec<u8>) {
	static HONEST: OnceLock<(GradeClaim, Total, Vec<u8>)> = OnceLock::new();
	HONEST.get_or_init(|| {
		let points = [0, -12, 40];
		let opening = Opening::seal(2, 3, &mut rehearsal_rng(b"fuzz")).expect("three bins");
		let (mut total, mut secret) = (Total::new(500), SecretTotal::new(500));
		let stored = opening.stored().expect("it is well formed");
		let attestation = Attestation::read(0, 1, &stored).expect("they are points");
		total.add_attestation(&points, &attestation).expect("three bins");
		secret.add_opening(&points, &opening).expect("three bins");
		let claim = GradeClaim {
			genesis_hash: [1; 32],
			enterprise: "CN:91440300708461136T".into(),
			scorecard: 0,
			grade: 4,
			cut_off: 530,
			used: vec![UsedRevision { indicator: 0, revision: 1 }],
			institution: None,
			nonce: 0,
		};
		let proof = prove(&claim, &total, &secret, &mut rehearsal_rng(b"proof")).expect("540 points are enough");
		(claim, total, proof)
	})
}

/// Two questions to the verifier. The bytes as they are: refused, unless they are the honest proof. And the bytes as a
/// change of the honest proof, added to it byte by byte: refused, unless they change nothing.
pub fn proof(bytes: &[u8]) {
	let (claim, total, honest) = honest();
	let accepted = verify_grade(claim, total, bytes).is_ok();
	assert!(!accepted || bytes == honest.as_slice(), "the verifier took something else for the proof");

	let mut altered = honest.clone();
	for (byte, change) in altered.iter_mut().zip(bytes) {
		*byte = byte.wrapping_add(*change);
	}
	assert_eq!(altered.len(), PROOF_BYTES);
	assert_eq!(verify_grade(claim, total, &altered).is_ok(), altered == *honest, "an altered proof was accepted");
}
