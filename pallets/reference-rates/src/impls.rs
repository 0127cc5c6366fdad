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

	fn quotes(reference: ReferenceRateId, until: Date) -> Vec<Quote> {
		let kept = Quotes::<T>::get(reference).into_iter().take_while(|quote| quote.published <= until);
		kept.map(|ReferenceQuote { published, rate }| Quote { published, rate }).collect()
	}
}
