use alloc::{string::String, vec::Vec};
use merlin::Transcript;

/// What a proof's transcript begins with.
pub const DOMAIN: &[u8] = b"lingnan grade proof v1";

/// An attestation that goes into a rating: which, and in which revision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct UsedRevision {
	pub indicator: u32,
	pub revision: u32,
}

/// What a proof says, and of what, for whom and when: all of it goes into the transcript, so that a proof holds for
/// this claim and no other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GradeClaim {
	/// Hash of the chain's block 0.
	pub genesis_hash: [u8; 32],
	/// The registration number as people write it, with its place: `CN:91440300708461136T`.
	pub enterprise: String,
	pub scorecard: u32,
	/// 0 for AAA to 8 for C.
	pub grade: u8,
	/// Least points of the grade on that scorecard.
	pub cut_off: u16,
	/// Every attestation that counts, open and sealed, in the order of the scorecard.
	pub used: Vec<UsedRevision>,
	/// Towards whom, or nobody in particular.
	pub institution: Option<u32>,
	/// How many proofs the chain accepted of this enterprise before.
	pub nonce: u64,
}

impl GradeClaim {
	/// The transcript on which the range proof goes on. Every field stands in it under its own label, and every list
	/// after its length.
	pub(crate) fn transcript(&self) -> Transcript {
		let mut transcript = Transcript::new(DOMAIN);
		transcript.append_message(b"genesis-hash", &self.genesis_hash);
		transcript.append_message(b"enterprise", self.enterprise.as_bytes());
		transcript.append_u64(b"scorecard", self.scorecard.into());
		transcript.append_u64(b"grade", self.grade.into());
		transcript.append_u64(b"cut-off", self.cut_off.into());
		transcript.append_u64(b"used", self.used.len() as u64);
		for used in &self.used {
			transcript.append_u64(b"indicator", used.indicator.into());
			transcript.append_u64(b"revision", used.revision.into());
		}
		match self.institution {
			None => transcript.append_message(b"institution", b""),
			Some(institution) => transcript.append_message(b"institution", &institution.to_le_bytes()),
		}
		transcript.append_u64(b"nonce", self.nonce);
		transcript
	}
}
