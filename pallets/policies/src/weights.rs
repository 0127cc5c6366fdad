//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn publish() -> Weight;
	fn withdraw() -> Weight;
	/// What `decide` and `used` of the seam cost at most, together.
	fn decide() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn publish() -> Weight {
		weight(70, 9, 7)
	}
	fn withdraw() -> Weight {
		weight(40, 4, 2)
	}
	fn decide() -> Weight {
		weight(50, 6, 1)
	}
}
