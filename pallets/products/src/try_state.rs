use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use lingnan_support::{InstitutionId, Institutions as _};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each product has a number that was given out and an institution; the open ones are listed and counted, and nobody has
	/// more of them, or published more in a day, than is allowed.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut products = BTreeMap::<InstitutionId, u32>::new();
		for (id, product) in Products::<T>::iter() {
			ensure!(id < NextProduct::<T>::get(), "a product has a number that was not given out");
			ensure!(OpenProducts::<T>::contains_key(id) == product.open, "the list of open products is wrong");
			ensure!(T::Institutions::key_of(product.institution).is_some(), "a product is of no institution");
			if product.open {
				let count = products.entry(product.institution).or_default();
				*count = count.saturating_add(1);
			}
		}
		let open = products.values().fold(0usize, |sum, count| sum.saturating_add(*count as usize));
		ensure!(OpenProducts::<T>::iter_keys().count() == open, "a product that is not known is open");
		let counted = ProductCount::<T>::iter().filter(|(_, count)| *count > 0).collect();
		ensure!(products == counted, "open products are miscounted");
		ensure!(products.values().all(|count| *count <= MAX_PRODUCTS), "an institution has too many open products");
		ensure!(
			PublishedToday::<T>::iter_values().all(|done| done.count <= MAX_PUBLISHED_A_DAY),
			"an institution published more often than a day allows"
		);
		Ok(())
	}
}
