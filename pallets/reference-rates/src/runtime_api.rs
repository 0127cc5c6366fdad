use crate::{ReferenceQuote, ReferenceRateView};
use alloc::vec::Vec;
use lingnan_support::ReferenceRateId;

sp_api::decl_runtime_apis! {
	/// What floating rates follow.
	pub trait ReferenceRatesApi {
		/// All reference rates, at most 256, each with its last quote.
		fn reference_rates() -> Vec<ReferenceRateView>;
		/// What a reference stood at, the oldest that is kept first: at most 1,024 quotes. Empty if there is no such reference.
		fn quotes(reference: ReferenceRateId) -> Vec<ReferenceQuote>;
	}
}
