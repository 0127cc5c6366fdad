//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	/// Estimated: another's sponsor is found and replaced.
	fn sponsor() -> Weight;
	fn end() -> Weight;
	/// Without the call that undoes. Estimated after `sponsor`, with what is asked to find a party.
	fn clear() -> Weight;
}

fn weight(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(25_000_000, 6_000).saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn sponsor() -> Weight {
		weight(90, 6)
	}
	fn end() -> Weight {
		weight(3, 3)
	}
	fn clear() -> Weight {
		weight(25, 0)
	}
}
