#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod batch;
#[cfg(feature = "prover")]
mod blindings;
mod claim;
#[cfg(feature = "prover")]
mod commit;
mod commitment;
mod form;
mod generators;
#[cfg(feature = "prover")]
mod opening;
#[cfg(feature = "prover")]
mod prove;
#[cfg(feature = "prover")]
mod prove_form;
mod range;
mod refusal;
#[cfg(feature = "prover")]
mod rehearsal;
#[cfg(test)]
mod tests;
mod total;
mod transcript;
mod verify;

pub use batch::{Batch, BATCH_DOMAIN, MAX_PROOFS};
pub use claim::{GradeClaim, UsedRevision, DOMAIN};
pub use commitment::{is_commitment, may_be_commitment, Commitment};
pub use form::{
	form_bytes, stored_in, verify_form, Attestation, FormClaim, FORM_DOMAIN, MAX_ATTESTATIONS, MAX_FORM_BINS,
};
pub use merlin;
pub use rand_core;
pub use range::{range_proof_bytes, Bits};
pub use refusal::Refusal;
pub use total::Total;
pub use verify::{verify_grade, InRuntime, Verifier};

#[cfg(feature = "prover")]
pub use {
	blindings::{BlindingSecret, Occasion},
	commit::Committer,
	opening::Opening,
	prove::{prove, prove_range, SecretTotal, Unprovable},
	prove_form::prove_form,
	rehearsal::rehearsal_rng,
};

// With words of 64 bits the curve is some 2.5 times slower in wasm. `curve25519-dalek` 4 goes by the width of a pointer and
// takes those of 32 there; should a later one choose otherwise, build the wasm with
// `--cfg curve25519_dalek_bits="32"` in its RUSTFLAGS. Coordinates of 32 bits are what makes a point's alignment 4.
#[cfg(target_arch = "wasm32")]
const _: () = assert!(
	core::mem::align_of::<curve25519_dalek::ristretto::RistrettoPoint>() == 4,
	"curve25519-dalek is not built with its 32-bit backend for wasm"
);

/// A ristretto255 point in its one canonical encoding (RFC 9496).
pub type Point = [u8; 32];

/// Bins that an indicator can have.
pub const MAX_BINS: usize = 8;

/// Bits of the range proof: totals lie in 0 to 65,535.
pub const BITS: usize = 16;

/// Bytes of a grade proof: seven elements, four pairs of points and two scalars of 32 bytes each.
pub const PROOF_BYTES: usize = 17 * 32;
