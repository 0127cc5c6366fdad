//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn register() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn rekey() -> Weight;
	fn propose() -> Weight;
	fn sign() -> Weight;
	fn refuse() -> Weight;
	fn withdraw() -> Weight;
	fn call() -> Weight;
	fn state_payment() -> Weight;
	fn record_payment() -> Weight;
	fn record_reimbursement() -> Weight;
	fn release() -> Weight;
	fn agree_to_amendment() -> Weight;
	fn set_pool() -> Weight;
	/// What the loan tells all guarantees of it: estimated, of as many as there can be, each signed by as many as can be.
	fn tell() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 60_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn register() -> Weight {
		weight(25, 3, 4)
	}
	fn suspend() -> Weight {
		weight(20, 1, 1)
	}
	fn reinstate() -> Weight {
		weight(20, 1, 1)
	}
	fn rekey() -> Weight {
		weight(25, 4, 5)
	}
	fn propose() -> Weight {
		weight(100, 45, 12)
	}
	fn sign() -> Weight {
		weight(45, 10, 3)
	}
	fn refuse() -> Weight {
		weight(80, 22, 26)
	}
	fn withdraw() -> Weight {
		weight(80, 22, 26)
	}
	fn call() -> Weight {
		weight(40, 4, 1)
	}
	fn state_payment() -> Weight {
		weight(30, 3, 1)
	}
	fn record_payment() -> Weight {
		weight(60, 10, 2)
	}
	fn record_reimbursement() -> Weight {
		weight(30, 3, 1)
	}
	fn release() -> Weight {
		weight(60, 20, 17)
	}
	fn agree_to_amendment() -> Weight {
		weight(40, 4, 1)
	}
	fn set_pool() -> Weight {
		weight(20, 1, 1)
	}
	fn tell() -> Weight {
		weight(250, 70, 102)
	}
}
