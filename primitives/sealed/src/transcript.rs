use crate::{commitment::decompress, Refusal};
use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use merlin::Transcript;

/// A challenge: 64 bytes of the transcript, reduced modulo the group's order.
pub(crate) fn challenge(transcript: &mut Transcript, label: &'static [u8]) -> Scalar {
	let mut wide = [0; 64];
	transcript.challenge_bytes(label, &mut wide);
	Scalar::from_bytes_mod_order_wide(&wide)
}

/// A proof's elements of 32 bytes, in their order. Each is refused unless it is in its one canonical form: a point that
/// is not the identity, a reduced scalar.
pub(crate) struct Elements<'a>(core::slice::Iter<'a, [u8; 32]>);

impl<'a> Elements<'a> {
	/// Of a proof that must have so many.
	pub(crate) fn of(proof: &'a [u8], count: usize) -> Result<Self, Refusal> {
		let (elements, rest) = proof.as_chunks::<32>();
		if elements.len() != count || !rest.is_empty() {
			return Err(Refusal::ProofLength);
		}
		Ok(Self(elements.iter()))
	}

	/// Reads a point, which the transcript takes in.
	pub(crate) fn point(
		&mut self,
		transcript: &mut Transcript,
		label: &'static [u8],
	) -> Result<RistrettoPoint, Refusal> {
		let element = self.0.next().ok_or(Refusal::ProofLength)?;
		let point = decompress(element).map_err(|_| Refusal::MalformedProof)?;
		transcript.append_message(label, element);
		Ok(point)
	}

	/// Reads a scalar, which the transcript takes in.
	pub(crate) fn scalar(&mut self, transcript: &mut Transcript, label: &'static [u8]) -> Result<Scalar, Refusal> {
		let element = self.0.next().ok_or(Refusal::ProofLength)?;
		let scalar: Option<Scalar> = Scalar::from_canonical_bytes(*element).into();
		transcript.append_message(label, element);
		scalar.ok_or(Refusal::MalformedProof)
	}
}
