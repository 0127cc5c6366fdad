//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn register() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn rekey() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn register() -> Weight {
		weight(25, 4, 4)
	}
	fn suspend() -> Weight {
		weight(25, 4, 4)
	}
	fn reinstate() -> Weight {
		weight(25, 4, 4)
	}
	fn rekey() -> Weight {
		weight(25, 4, 4)
	}
}
