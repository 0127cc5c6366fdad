use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::{DailyCount, InstitutionId, Timestamp};
use scale_info::TypeInfo;

pub use lingnan_support::policy::*;

/// Versions that one institution publishes in a day. Each stays in the state for good: applications refer to it.
pub const MAX_PUBLISHED_A_DAY: u32 = 50;

/// A version of a policy as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Policy {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What was published.
	pub spec: PolicySpec,
	/// Which version of the product's policy it is, from 1.
	pub version: u32,
	/// When it was published. Unix time in seconds.
	pub published_at: Timestamp,
	/// Whether it decides.
	pub state: PolicyState,
}

/// Offers that a policy made.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct Offers {
	/// On the last day on which it made one.
	pub on: DailyCount,
	/// In all. How many.
	pub in_all: u32,
}
