//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn invite() -> Weight;
	fn join() -> Weight;
	fn leave() -> Weight;
	fn remove() -> Weight;
	fn report_double_block() -> Weight;
	/// An estimate, until it is measured: a report, and a record for each of a hundred validators.
	fn restore_finality() -> Weight;
	/// What each block costs: its author is noted.
	fn note_author() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 12_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn invite() -> Weight {
		weight(25, 3, 2)
	}
	fn join() -> Weight {
		weight(30, 6, 3)
	}
	fn leave() -> Weight {
		weight(120, 103, 2)
	}
	fn remove() -> Weight {
		weight(120, 104, 2)
	}
	fn report_double_block() -> Weight {
		weight(600, 110, 7)
	}
	fn restore_finality() -> Weight {
		weight(1_200, 310, 110)
	}
	fn note_author() -> Weight {
		weight(5, 2, 1)
	}
}
