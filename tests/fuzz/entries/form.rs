//! Bytes as form proofs, range proofs and attestations, in a batch. Shared by the fuzz target and by a property test that
//! runs with all others.

use lingnan_sealed::{
	merlin::Transcript, prove_form, range_proof_bytes, rehearsal_rng, verify_form, Attestation, Batch, Bits,
	Commitment, FormClaim, Opening, Point, Refusal,
};
use std::sync::OnceLock;

/// A firm with two sealed attestations, and its honest proof.
fn honest() -> &'static (FormClaim, Vec<u8>) {
	static HONEST: OnceLock<(FormClaim, Vec<u8>)> = OnceLock::new();
	HONEST.get_or_init(|| {
		let mut rng = rehearsal_rng(b"fuzz");
		let openings = [(1, 3), (0, 2)].map(|(bin, bins)| Opening::seal(bin, bins, &mut rng).expect("it has that bin"));
		let claim = claim(openings.iter().map(|one| one.stored().expect("its blindings are balanced")));
		let claim = claim.expect("two attestations");
		let proof = prove_form(&claim, &openings, &mut rng).expect("the openings open");
		(claim, proof)
	})
}

fn claim(stored: impl Iterator<Item = Vec<Point>>) -> Result<FormClaim, Refusal> {
	let attestations = (0..).zip(stored).map(|(indicator, stored)| Attestation::read(indicator, 1, &stored));
	FormClaim::new([1; 32], "CN:91440300708461136T".into(), attestations.collect::<Result<_, _>>()?)
}

/// The bytes as a proof: refused, unless it is the honest one. As a change of the honest proof, added to it byte by byte:
/// refused, unless they change nothing, and so is a batch that has both. As attestations, of which the first byte says how
/// many commitments each has, and a proof about them; as values of a width that the second byte says, and a range proof:
/// an answer, and no proof is accepted that nobody made.
pub fn form(bytes: &[u8]) {
	let (claim_of_honest, proof) = honest();
	let accepted = verify_form(claim_of_honest, bytes).is_ok();
	assert!(!accepted || bytes == proof.as_slice(), "the verifier took something else for the proof");

	let mut altered = proof.clone();
	for (byte, change) in altered.iter_mut().zip(bytes) {
		*byte = byte.wrapping_add(*change);
	}
	let unaltered = altered == *proof;
	assert_eq!(verify_form(claim_of_honest, &altered).is_ok(), unaltered, "an altered proof was accepted");
	let batch = Batch::new().form(claim_of_honest, proof).and_then(|batch| batch.form(claim_of_honest, &altered));
	assert_eq!(batch.and_then(Batch::verify).is_ok(), unaltered, "a batch accepted an altered proof");

	let [split, width, rest @ ..] = bytes else { return };
	let (elements, _) = rest.as_chunks::<32>();
	let (points, proof) = elements.split_at(elements.len().min(usize::from(*split / 16)));
	if let Ok(claim) = claim(points.chunks(usize::from(*split % 16).max(1)).map(<[Point]>::to_vec)) {
		let mut proof = proof.concat();
		let _ = verify_form(&claim, &proof);
		proof.resize(claim.proof_bytes(), 0);
		assert!(verify_form(&claim, &proof).is_err(), "a form proof out of nothing was accepted");
	}
	let bits = match width % 4 {
		0 => Bits::Eight,
		1 => Bits::Sixteen,
		2 => Bits::ThirtyTwo,
		_ => Bits::SixtyFour,
	};
	let values: Vec<Commitment> = points.iter().filter_map(|point| Commitment::read(point).ok()).collect();
	let mut proof = proof.concat();
	let range = |proof: &[u8]| Batch::new().range(&Transcript::new(b"fuzz"), bits, &values, proof)?.verify();
	let _ = range(&proof);
	proof.resize(range_proof_bytes(bits, values.len()).unwrap_or(0), 1);
	assert!(range(&proof).is_err(), "a range proof out of nothing was accepted");
}
