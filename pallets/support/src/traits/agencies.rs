use crate::AgencyId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What an agency may do besides attesting its indicators.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
pub enum AgencyRight {
	/// Register enterprises and change their status.
	Registrar,
	/// Keep the record of intellectual property.
	IntellectualProperty,
	/// Confirm export declarations and trade records.
	Customs,
	/// Enter and lift disputes and preservations on assets.
	Court,
	/// Approve scorecards.
	Regulator,
}

/// Answered by `attestations`.
pub trait Agencies<AccountId> {
	/// The agency whose key this is, unless it is suspended.
	fn agency_of(who: &AccountId) -> Option<AgencyId>;
	/// Whether an agency that is not suspended holds a right.
	fn has_right(agency: AgencyId, right: AgencyRight) -> bool;
	/// An agency's current key.
	fn key_of(agency: AgencyId) -> Option<AccountId>;

	/// The agency whose key this is, if it holds the right.
	fn with_right(who: &AccountId, right: AgencyRight) -> Option<AgencyId> {
		Self::agency_of(who).filter(|agency| Self::has_right(*agency, right))
	}
}
