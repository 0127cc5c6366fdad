use crate::{derived::Derived, generators, opening::decompress, GradeClaim, Refusal, Total, BITS, PROOF_BYTES};
use bulletproofs::RangeProof;

/// Verifies grade proofs. The runtime wires [`InRuntime`]; a host function can take its place without a change in any
/// pallet.
pub trait Verifier {
	fn verify(claim: &GradeClaim, total: &Total, proof: &[u8]) -> Result<(), Refusal>;
}

/// Verifies where the runtime runs: in wasm, with nothing of the host's.
pub struct InRuntime;

impl Verifier for InRuntime {
	fn verify(claim: &GradeClaim, total: &Total, proof: &[u8]) -> Result<(), Refusal> {
		verify(claim, total, proof)
	}
}

/// Refuses a proof that does not prove the claim of this total: that it reaches the claim's cut-off. What is wrong in
/// form is refused before anything is computed. Never panics, whatever the bytes.
pub fn verify(claim: &GradeClaim, total: &Total, proof: &[u8]) -> Result<(), Refusal> {
	ensure_form(proof)?;
	let range = RangeProof::from_bytes(proof).map_err(|_| Refusal::MalformedProof)?;
	let above = total.above(claim.cut_off)?.compress();
	let mut transcript = claim.transcript();
	let mut scalar = Derived::from_proof(&transcript, &above, proof);
	range
		.verify_single_with_rng(
			&generators::range(),
			&generators::pedersen(),
			&mut transcript,
			&above,
			BITS,
			&mut scalar,
		)
		.map_err(|_| Refusal::Failed)
}

/// The length, and every point in canonical form: A, S, T1, T2, then after three scalars four pairs L, R. The two
/// scalars at the end and the three in between are left to the reader of the proof, which refuses those not reduced.
fn ensure_form(proof: &[u8]) -> Result<(), Refusal> {
	if proof.len() != PROOF_BYTES {
		return Err(Refusal::ProofLength);
	}
	let points = proof.chunks_exact(32).enumerate().filter(|(place, _)| matches!(place, 0..=3 | 7..=14));
	for (_, element) in points {
		let point = element.try_into().map_err(|_| Refusal::MalformedProof)?;
		decompress(point).map_err(|_| Refusal::MalformedProof)?;
	}
	Ok(())
}
