// Estimated, not measured: `scripts/benchmark pallet_reference_rates` writes this file anew.
// Read: references of 115 bytes each, a list of 1,024 quotes of 12 bytes each.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_reference_rates`.
pub struct WeightInfo<T>(PhantomData<T>);

/// So many microseconds, with so much of a proof.
fn base(microseconds: u64, proof: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), proof)
}

impl<T: frame_system::Config> pallet_reference_rates::WeightInfo for WeightInfo<T> {
	/// All references, the next number, the agency.
	fn define() -> Weight {
		base(700, 700_000).saturating_add(T::DbWeight::get().reads_writes(260, 2))
	}
	/// The reference and the agency.
	fn assign() -> Weight {
		base(30, 10_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn retire() -> Weight {
		base(30, 10_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// The reference, the agency by its key, the time (three values), the quotes.
	fn publish() -> Weight {
		base(150, 30_000).saturating_add(T::DbWeight::get().reads_writes(8, 1))
	}
}
