use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

pub use lingnan_support::institution::*;

/// An institution as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Institution<AccountId> {
	/// What was entered.
	pub spec: InstitutionSpec<AccountId>,
	/// Suspended by governance.
	pub suspended: bool,
	/// Applications that it did not decide in time. How many.
	pub missed_deadlines: u32,
}
