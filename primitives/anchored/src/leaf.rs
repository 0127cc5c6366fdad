use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// 32 bytes that only the agency and the enterprise know until the leaf is shown: without them a hash could be guessed
/// from the few values that an indicator can have.
pub type Salt = [u8; 32];

/// What an agency says of one enterprise, as the dataset holds it: the number `N` of an enterprise, and a value `V`, open or
/// sealed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Leaf<N, V> {
	pub enterprise: N,
	pub indicator: u32,
	/// Last day of the period, days since 1970.
	pub period_end: u32,
	pub value: V,
	pub salt: Salt,
}
