use crate::*;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each year stands once and in order, and its lists keep to it.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for years in Years::<T>::iter_values() {
			let ascends = years.windows(2).all(|pair| matches!(pair, [before, after] if before.year < after.year));
			ensure!(ascends, "the years of a calendar are not in order");
			ensure!(years.iter().all(|year| year.check().is_ok()), "a year of a calendar contradicts itself");
		}
		Ok(())
	}
}
