// Estimated, not measured: `scripts/benchmark pallet_credit_lines` writes the measured ones in this file's place. A line is one entry of at most
// 0.5 KB; the rest is who signs for a bank and for a firm (controller, mandate, freeze).

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_credit_lines`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_credit_lines::WeightInfo for WeightInfo<T> {
	fn offer() -> Weight {
		Weight::from_parts(70_000_000, 14_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn accept() -> Weight {
		Weight::from_parts(70_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn freeze() -> Weight {
		Weight::from_parts(40_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn unfreeze() -> Weight {
		Weight::from_parts(40_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel() -> Weight {
		Weight::from_parts(60_000_000, 14_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn clear() -> Weight {
		Weight::from_parts(40_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn levy() -> Weight {
		Weight::from_parts(2_000_000_000, 60_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn record_fee() -> Weight {
		Weight::from_parts(2_100_000_000, 62_000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn draw() -> Weight {
		Weight::from_parts(45_000_000, 10_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
