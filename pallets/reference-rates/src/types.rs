use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

pub use lingnan_support::reference_rate::*;

/// The quotes of a reference that are kept, by day.
pub type KeptQuotes = BoundedVec<ReferenceQuote, ConstU32<MOST_QUOTES>>;

/// A reference as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Reference {
	/// What was entered.
	pub spec: ReferenceRateSpec,
	/// Whether no quotes come any more.
	pub retired: bool,
}
