use core::fmt;

/// Why a commitment, an opening or a proof is not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// There must be one commitment, one blinding and one entry of points for each bin, and 2 to 8 bins.
	WrongBins,
	/// A commitment is not the canonical encoding of a point, or is the identity, which hides nothing.
	MalformedPoint,
	/// A blinding is not the canonical encoding of a scalar.
	MalformedBlinding,
	/// The opening does not open these commitments.
	DoesNotOpen,
	/// A proof has as many bytes as its kind and what it is about say: a grade proof
	/// [`PROOF_BYTES`](crate::PROOF_BYTES).
	ProofLength,
	/// An element of the proof is not in canonical form.
	MalformedProof,
	/// The proof is well formed and does not prove this claim; in a batch, one of the proofs.
	Failed,
	/// Blindings of an attestation that stores no commitment for its last bin must add up to 0.
	UnbalancedBlindings,
	/// A form proof is about 1 to 64 attestations, with 256 bins in all at most.
	WrongAttestations,
	/// A range proof is about 1, 2 or 4 values.
	WrongValues,
	/// A batch has 128 proofs at most.
	TooManyProofs,
	/// A batch of no proofs proves nothing.
	NothingToVerify,
}

impl Refusal {
	pub fn as_str(self) -> &'static str {
		match self {
			Self::WrongBins => "not one commitment, blinding and entry of points for each bin",
			Self::MalformedPoint => "a commitment is not a canonical point",
			Self::MalformedBlinding => "a blinding is not a canonical scalar",
			Self::DoesNotOpen => "the opening does not open these commitments",
			Self::ProofLength => "a proof has another length",
			Self::MalformedProof => "an element of the proof is not in canonical form",
			Self::Failed => "the proof does not prove this claim",
			Self::UnbalancedBlindings => "the blindings of an attestation do not add up to 0",
			Self::WrongAttestations => "not 1 to 64 attestations with at most 256 bins in all",
			Self::WrongValues => "not 1, 2 or 4 values",
			Self::TooManyProofs => "more than 128 proofs in a batch",
			Self::NothingToVerify => "no proof in the batch",
		}
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

#[cfg(feature = "std")]
impl std::error::Error for Refusal {}
