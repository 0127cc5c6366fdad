//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	/// `l`: bytes of the act.
	fn schedule(l: u32) -> Weight;
	fn cancel() -> Weight;
	fn veto() -> Weight;
	/// Estimated from what two reads of the state and a write cost elsewhere, and a walk over the names of some 250 calls.
	fn stop() -> Weight;
	/// As `stop`.
	fn prolong() -> Weight;
	/// As `stop`.
	fn lift() -> Weight;
}

/// An agenda of 50 tasks is read and written whole.
fn with_agenda(microseconds: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 45_000)
		.saturating_add(RocksDbWeight::get().reads_writes(6, 5))
}

/// One stop is read and written, with the times of the parameters.
pub fn one_stop() -> Weight {
	Weight::from_parts(40_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(4, 1))
}

impl WeightInfo for () {
	fn schedule(l: u32) -> Weight {
		// Two nanoseconds a byte for hashing and storing it.
		with_agenda(60).saturating_add(Weight::from_parts(2_000, 0).saturating_mul(l.into()))
	}
	fn cancel() -> Weight {
		with_agenda(50)
	}
	fn veto() -> Weight {
		with_agenda(50)
	}
	fn stop() -> Weight {
		one_stop()
	}
	fn prolong() -> Weight {
		one_stop()
	}
	fn lift() -> Weight {
		one_stop()
	}
}
