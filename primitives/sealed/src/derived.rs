use curve25519_dalek::ristretto::CompressedRistretto;
use merlin::Transcript;
use rand_core::{CryptoRng, Error, RngCore};

/// Randomness that is a function of a transcript: each draw is one more challenge.
///
/// The verifier needs one random scalar, by which it adds two equations so that both are checked at once. A chain has no
/// coins to toss: every node must answer alike. The scalar is therefore a challenge of a transcript that has taken in the
/// claim, the commitment and every byte of the proof. Whoever could make a false proof pass would have to fix all of
/// these first and then be lucky with a hash (Fiat and Shamir 1986): one chance in 2^252 for each try.
pub(crate) struct Derived(Transcript);

impl Derived {
	/// For the verification of one proof.
	pub(crate) fn from_proof(claim: &Transcript, commitment: &CompressedRistretto, proof: &[u8]) -> Self {
		let mut transcript = claim.clone();
		transcript.append_message(b"verify-commitment", commitment.as_bytes());
		transcript.append_message(b"verify-proof", proof);
		Self(transcript)
	}
}

/// The same draws for the same seed: for benchmarks, demonstrations that are repeated and test vectors. Whoever knows
/// the seed knows every secret made with it.
#[cfg(feature = "prover")]
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
