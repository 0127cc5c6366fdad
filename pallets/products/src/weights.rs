//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn publish() -> Weight;
	fn withdraw() -> Weight;
	fn reopen() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	/// Estimated: sixteen costs to be checked and written.
	fn publish() -> Weight {
		weight(55, 4, 2)
	}
	fn withdraw() -> Weight {
		weight(25, 4, 4)
	}
	fn reopen() -> Weight {
		weight(25, 4, 4)
	}
}
