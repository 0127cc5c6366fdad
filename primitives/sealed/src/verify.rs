use crate::{Batch, GradeClaim, Refusal, Total};

/// Verifies batches of proofs. The runtime wires [`InRuntime`]; a host function can take its place without a change in any
/// pallet.
pub trait Verifier {
	fn verify(batch: Batch) -> Result<(), Refusal>;
}

/// Verifies where the runtime runs: in wasm, with nothing of the host's.
pub struct InRuntime;

impl Verifier for InRuntime {
	fn verify(batch: Batch) -> Result<(), Refusal> {
		batch.verify()
	}
}

/// Refuses a proof that does not prove the claim of this total: that it reaches the claim's cut-off. Never panics, whatever
/// the bytes.
pub fn verify_grade(claim: &GradeClaim, total: &Total, proof: &[u8]) -> Result<(), Refusal> {
	Batch::new().grade(claim, total, proof)?.verify()
}
