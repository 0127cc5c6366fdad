use crate::*;
use alloc::vec::Vec;
use lingnan_support::ReferenceRateId;

impl<T: Config> Pallet<T> {
	/// All references, by number.
	pub fn reference_rates() -> Vec<ReferenceRateView> {
		let mut all: Vec<_> = References::<T>::iter().collect();
		all.sort_unstable_by_key(|(id, _)| *id);
		let view = |(id, Reference { spec, retired })| {
			let kept = Quotes::<T>::get(id);
			ReferenceRateView { id, spec, retired, last: kept.last().copied(), quotes: kept.len() as u32 }
		};
		all.into_iter().map(view).collect()
	}

	/// What a reference stood at, the oldest that is kept first.
	pub fn quotes_of(reference: ReferenceRateId) -> Vec<ReferenceQuote> {
		Quotes::<T>::get(reference).into_inner()
	}
}
