use alloc::vec::Vec;
use lingnan_lending::rates::Quote;
use lingnan_types::{Currency, Date, ReferenceRateId};

/// Answered by `reference-rates`.
pub trait ReferenceRates {
	/// The currency of a reference; none if there is no such one.
	fn currency(reference: ReferenceRateId) -> Option<Currency>;

	/// What it stood at on a day: the last that was published by then. None before its first quote.
	fn last(reference: ReferenceRateId, on: Date) -> Option<Quote>;

	/// All that is kept of what was published until a day, in whatever order.
	fn quotes(reference: ReferenceRateId, until: Date) -> Vec<Quote>;

	/// The last day of which it is final what stood on it. On a later day a quote of it, or of a day before it, can still come: whoever
	/// took a rate for it now would have chosen between two.
	fn settled(_: ReferenceRateId) -> Date {
		Date::MAX
	}
}

/// There is none.
impl ReferenceRates for () {
	fn currency(_: ReferenceRateId) -> Option<Currency> {
		None
	}

	fn last(_: ReferenceRateId, _: Date) -> Option<Quote> {
		None
	}

	fn quotes(_: ReferenceRateId, _: Date) -> Vec<Quote> {
		Vec::new()
	}
}
