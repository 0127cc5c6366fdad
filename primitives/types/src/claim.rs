//! What the chains know of a trade document that is, or is about to be, financed.

use crate::{Corridor, DuplicateAnswer, InstitutionId, Timestamp};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What this chain and the others know of a document.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
	/// A loan was made here on it.
	pub financed_here: bool,
	/// Where and when it was financed elsewhere. Unix time in seconds.
	pub financed_abroad: Vec<(Corridor, Timestamp)>,
	/// Held for institutions at other ends, until when. Unix time in seconds.
	pub held: Vec<(Corridor, Timestamp)>,
	/// The institution here that is about to finance it.
	pub claim: Option<ClaimView>,
	/// Documents financed abroad that differ from it only in what is easily altered. How many.
	pub similar_abroad: u32,
}

/// A claim as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// When the document was claimed. Unix time in seconds.
	pub claimed_at: Timestamp,
	/// First second at which it no longer stands. Unix time in seconds.
	pub until: Timestamp,
	/// It is not over yet.
	pub stands: bool,
	/// By corridor. None: no answer came yet.
	pub answers: Vec<(Corridor, Option<DuplicateAnswer>)>,
	/// The institution may let money move.
	pub clear: bool,
}
