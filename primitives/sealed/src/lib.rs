#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod claim;
mod derived;
mod generators;
mod opening;
#[cfg(feature = "prover")]
mod prove;
mod refusal;
#[cfg(test)]
mod tests;
mod total;
mod verify;

pub use claim::{GradeClaim, UsedRevision, DOMAIN};
pub use opening::{is_commitment, Opening};
#[cfg(feature = "prover")]
pub use prove::{prove, SecretTotal, Unprovable};
pub use rand_core;
pub use refusal::Refusal;
pub use total::Total;
pub use verify::{verify, InRuntime, Verifier};

#[cfg(feature = "prover")]
pub use derived::rehearsal_rng;

/// A ristretto255 point in its one canonical encoding (RFC 9496).
pub type Point = [u8; 32];

/// Bins that an indicator can have.
pub const MAX_BINS: usize = 8;

/// Bits of the range proof: totals lie in 0 to 65,535.
pub const BITS: usize = 16;

/// Bytes of a grade proof: seven elements, four pairs of points and two scalars of 32 bytes each.
pub const PROOF_BYTES: usize = 17 * 32;
