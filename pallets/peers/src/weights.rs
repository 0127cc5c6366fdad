//! What each call costs. Estimates: the whole register of at most 38 kB is read and written again, and `scripts/benchmark`
//! has not measured it yet.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn register() -> Weight;
	fn withdraw() -> Weight;
	fn admit() -> Weight;
	fn remove() -> Weight;
	fn close() -> Weight;
	fn open() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 50_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn register() -> Weight {
		weight(320, 6, 1)
	}
	fn withdraw() -> Weight {
		weight(200, 5, 1)
	}
	fn admit() -> Weight {
		weight(200, 1, 1)
	}
	fn remove() -> Weight {
		weight(200, 1, 1)
	}
	fn close() -> Weight {
		weight(100, 2, 1)
	}
	fn open() -> Weight {
		weight(20, 1, 1)
	}
}
