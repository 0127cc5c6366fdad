//! What each call costs. Estimates: `define` reads all of at most 256 references, `publish` a list of 12 kB and writes it again, and
//! `scripts/benchmark` has not measured them yet.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn define() -> Weight;
	fn assign() -> Weight;
	fn retire() -> Weight;
	fn publish() -> Weight;
}

fn weight(microseconds: u64, proof: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), proof)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn define() -> Weight {
		weight(600, 700_000, 260, 2)
	}
	fn assign() -> Weight {
		weight(25, 10_000, 2, 1)
	}
	fn retire() -> Weight {
		weight(25, 10_000, 1, 1)
	}
	fn publish() -> Weight {
		weight(120, 25_000, 5, 1)
	}
}
