// Estimated, not measured: `scripts/benchmark pallet_calendars` writes this file anew.
// Read: a calendar of 64 full years, 42 kB, which is decoded, searched day by day, and written again.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_calendars`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_calendars::WeightInfo for WeightInfo<T> {
	/// The time (three values) and the calendar, twice.
	fn set_year() -> Weight {
		Weight::from_parts(400_000_000, 50_000).saturating_add(T::DbWeight::get().reads_writes(5, 1))
	}
}
