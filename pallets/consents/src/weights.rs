//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn give() -> Weight;
	fn pause() -> Weight;
	fn resume() -> Weight;
	fn revoke() -> Weight;
	fn state_deletion() -> Weight;
	fn record_disclosure() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 8_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn give() -> Weight {
		weight(60, 21, 5)
	}
	fn pause() -> Weight {
		weight(20, 2, 1)
	}
	fn resume() -> Weight {
		weight(20, 2, 1)
	}
	fn revoke() -> Weight {
		weight(25, 3, 2)
	}
	fn state_deletion() -> Weight {
		weight(20, 2, 2)
	}
	fn record_disclosure() -> Weight {
		weight(80, 7, 5)
	}
}
