//! Draws that can be repeated.

use merlin::Transcript;
use rand_core::{CryptoRng, Error, RngCore};

/// Each draw is one more challenge of a transcript.
struct Derived(Transcript);

/// The same draws for the same seed: for benchmarks, demonstrations that are repeated and test vectors. Whoever knows
/// the seed knows every secret made with it.
pub fn rehearsal_rng(seed: &[u8]) -> impl RngCore + CryptoRng {
	let mut transcript = Transcript::new(b"lingnan rehearsal");
	transcript.append_message(b"seed", seed);
	Derived(transcript)
}

impl RngCore for Derived {
	fn next_u32(&mut self) -> u32 {
		rand_core::impls::next_u32_via_fill(self)
	}

	fn next_u64(&mut self) -> u64 {
		rand_core::impls::next_u64_via_fill(self)
	}

	fn fill_bytes(&mut self, into: &mut [u8]) {
		self.0.challenge_bytes(b"draw", into);
	}

	fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Error> {
		self.fill_bytes(into);
		Ok(())
	}
}

impl CryptoRng for Derived {}
