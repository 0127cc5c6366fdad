use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::InstitutionId;
use scale_info::TypeInfo;

pub use lingnan_support::{application::RequestSpec, product::*};

/// Open products of one institution.
pub const MAX_PRODUCTS: u32 = 100;
/// Products that one institution publishes or reopens in a day: it can exchange all that it has open, twice. Each stays in the
/// state for good, whether withdrawn or not.
pub const MAX_PUBLISHED_A_DAY: u32 = 200;

/// A product as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Product {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What was entered.
	pub spec: ProductSpec,
	/// Whether applications are taken.
	pub open: bool,
}
