//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn publish() -> Weight;
	fn withdraw() -> Weight;
	fn state_destruction() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn publish() -> Weight {
		weight(40, 6, 1)
	}
	fn withdraw() -> Weight {
		weight(30, 4, 1)
	}
	fn state_destruction() -> Weight {
		weight(30, 4, 1)
	}
}
