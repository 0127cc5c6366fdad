use crate::*;
use frame_support::ensure;
use lingnan_support::{Agencies as _, Rate};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each reference has a number that was given out and an agency; its quotes ascend by day, and no rate is beyond the range.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (number, reference) in References::<T>::iter() {
			ensure!(number < NextReference::<T>::get(), "a reference has a number that was not given out");
			ensure!(T::Agencies::key_of(reference.spec.agency).is_some(), "a reference is of no agency");
		}
		for (number, quotes) in Quotes::<T>::iter() {
			ensure!(References::<T>::contains_key(number), "a quote is of no reference");
			let ascends =
				quotes.windows(2).all(|pair| matches!(pair, [before, after] if before.published < after.published));
			ensure!(ascends, "quotes are not in order");
			ensure!(quotes.iter().all(|quote| quote.rate <= Rate(Rate::WHOLE)), "a rate is beyond its range");
		}
		Ok(())
	}
}
