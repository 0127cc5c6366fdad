//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn classify() -> Weight;
	fn set_rule() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 60_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	/// Estimated: the books of a loan with many postings are read and reckoned.
	fn classify() -> Weight {
		weight(450, 144, 1)
	}
	fn set_rule() -> Weight {
		weight(15, 0, 1)
	}
}
