//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn offer() -> Weight;
	fn accept() -> Weight;
	fn freeze() -> Weight;
	fn unfreeze() -> Weight;
	fn cancel() -> Weight;
	fn clear() -> Weight;
	/// Estimated from `freeze`, with a calendar to read and settlements of years to reckon.
	fn levy() -> Weight;
	/// Estimated from `levy`.
	fn record_fee() -> Weight;
	/// What `draw`, `repaid`, `redrawn` and `release` of the seam cost at most.
	fn draw() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn offer() -> Weight {
		weight(60, 7, 5)
	}
	fn accept() -> Weight {
		weight(60, 9, 1)
	}
	fn freeze() -> Weight {
		weight(30, 3, 1)
	}
	fn unfreeze() -> Weight {
		weight(30, 4, 1)
	}
	fn cancel() -> Weight {
		weight(40, 7, 3)
	}
	fn clear() -> Weight {
		weight(30, 2, 3)
	}
	fn levy() -> Weight {
		weight(1_500, 5, 2)
	}
	fn record_fee() -> Weight {
		weight(1_600, 6, 2)
	}
	fn draw() -> Weight {
		weight(40, 3, 2)
	}
}
