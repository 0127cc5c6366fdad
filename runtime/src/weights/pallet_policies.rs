// Estimated, not measured: `scripts/benchmark pallet_policies` writes the measured ones in this file's place. A version is one entry of at most
// 1 KB; the rest is the product, and who signs for a bank.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_policies`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_policies::WeightInfo for WeightInfo<T> {
	fn publish() -> Weight {
		Weight::from_parts(85_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(45_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn decide() -> Weight {
		Weight::from_parts(60_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
