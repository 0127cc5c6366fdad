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
	/// A proof has exactly [`PROOF_BYTES`](crate::PROOF_BYTES).
	ProofLength,
	/// An element of the proof is not in canonical form.
	MalformedProof,
	/// The proof is well formed and does not prove this claim.
	Failed,
}

impl Refusal {
	pub fn as_str(self) -> &'static str {
		match self {
			Self::WrongBins => "not one commitment, blinding and entry of points for each bin",
			Self::MalformedPoint => "a commitment is not a canonical point",
			Self::MalformedBlinding => "a blinding is not a canonical scalar",
			Self::DoesNotOpen => "the opening does not open these commitments",
			Self::ProofLength => "a proof has exactly 544 bytes",
			Self::MalformedProof => "an element of the proof is not in canonical form",
			Self::Failed => "the proof does not prove this claim",
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
