use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// 32 bytes that only the agency and the enterprise know until the leaf is shown: without them a hash could be guessed
/// from the few values that an indicator can have.
pub type Salt = [u8; 32];

/// What an agency says of one enterprise, as the dataset holds it: the number `N` of an enterprise, and a value `V`, open or
/// sealed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Leaf<N, V> {
	/// Registration number of the enterprise.
	pub enterprise: N,
	/// Number of the indicator.
	pub indicator: u32,
	/// Last day of the period, days since 1970.
	pub period_end: u32,
	/// Its value, open or sealed.
	pub value: V,
	/// 32 bytes that only the agency and the enterprise know until the leaf is shown.
	pub salt: Salt,
}
