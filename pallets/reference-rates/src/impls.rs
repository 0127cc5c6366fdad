use crate::*;
use alloc::vec::Vec;
use lingnan_lending::rates::Quote;
use lingnan_support::{Currency, Date, ReferenceRateId};

impl<T: Config> lingnan_support::ReferenceRates for Pallet<T> {
	/// None of a retired one: no new loan can follow it.
	fn currency(reference: ReferenceRateId) -> Option<Currency> {
		References::<T>::get(reference).filter(|one| !one.retired).map(|one| one.spec.currency)
	}

	fn last(reference: ReferenceRateId, on: Date) -> Option<Quote> {
		Self::quotes(reference, on).pop()
	}

	/// The day of the last quote, since each is later than the one before; or the last day of which no quote is taken any more.
	fn settled(reference: ReferenceRateId) -> Date {
		if References::<T>::get(reference).is_none_or(|one| one.retired) {
			return Date::MAX;
		}
		let closed = Self::today().saturating_sub(LATEST_DAYS.saturating_add(1));
		Quotes::<T>::get(reference).last().map_or(closed, |last| last.published.max(closed))
	}

	fn quotes(reference: ReferenceRateId, until: Date) -> Vec<Quote> {
		let kept = Quotes::<T>::get(reference).into_iter().take_while(|quote| quote.published <= until);
		kept.map(|ReferenceQuote { published, rate }| Quote { published, rate }).collect()
	}
}
