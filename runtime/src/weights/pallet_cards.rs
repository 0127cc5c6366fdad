// Estimated, not measured: `scripts/benchmark pallet_cards` writes the measured ones in this file's place. A call reads and
// writes one entry of at most 2.3 KB; the rest is who speaks for a firm (controller, freeze, passport).

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_cards`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_cards::WeightInfo for WeightInfo<T> {
	fn publish() -> Weight {
		Weight::from_parts(60_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(45_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn state_destruction() -> Weight {
		Weight::from_parts(45_000_000, 9_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
