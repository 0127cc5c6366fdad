//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	/// `l`: bytes of the act.
	fn enact(l: u32) -> Weight;
	fn withdraw() -> Weight;
	fn veto() -> Weight;
}

/// An agenda of 50 tasks is read and written whole.
fn with_agenda(microseconds: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 45_000)
		.saturating_add(RocksDbWeight::get().reads_writes(6, 5))
}

impl WeightInfo for () {
	fn enact(l: u32) -> Weight {
		// Two nanoseconds a byte for hashing and storing it.
		with_agenda(60).saturating_add(Weight::from_parts(2_000, 0).saturating_mul(l.into()))
	}
	fn withdraw() -> Weight {
		with_agenda(50)
	}
	fn veto() -> Weight {
		with_agenda(50)
	}
}
