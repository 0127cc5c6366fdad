//! What the call costs. Estimates: a calendar of at most 42 kB is read and written again, and `scripts/benchmark` has not measured it
//! yet.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn set_year() -> Weight;
}

impl WeightInfo for () {
	fn set_year() -> Weight {
		Weight::from_parts(300_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 1))
	}
}
