// Estimated, not measured: `scripts/benchmark pallet_classification` writes the measured ones in this file's place. What it
// costs to reckon a loan's books is added by the call.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_classification`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_classification::WeightInfo for WeightInfo<T> {
	fn classify() -> Weight {
		Weight::from_parts(120_000_000, 60_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_rule() -> Weight {
		Weight::from_parts(20_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(0))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
