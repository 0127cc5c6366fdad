//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn register() -> Weight;
	fn register_many(n: u32) -> Weight;
	fn offer_control() -> Weight;
	/// With guardians: five who wait, and five in force.
	fn accept_control() -> Weight;
	fn withdraw_control_offer() -> Weight;
	fn change_status() -> Weight;
	fn record_succession() -> Weight;
	fn amend() -> Weight;
	/// Estimated after `offer_control`, as are the five that follow.
	fn start_recovery() -> Weight;
	fn veto_recovery() -> Weight;
	fn withdraw_recovery() -> Weight;
	fn freeze() -> Weight;
	fn unfreeze() -> Weight;
	fn revoke_mandate() -> Weight;
	/// Estimated after `offer_control`, and sixteen mandates that are over.
	fn set_mandate() -> Weight;
	/// Estimated after `set_mandate`: five guardians come, and ten go.
	fn name_guardians() -> Weight;
	/// Likewise, with a recovery that begins.
	fn act_as_guardian() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 8_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn register() -> Weight {
		weight(20, 4, 1)
	}
	fn register_many(n: u32) -> Weight {
		weight(15, 3, 0).saturating_add(weight(8, 1, 1).saturating_mul(n.into()))
	}
	fn offer_control() -> Weight {
		weight(25, 9, 5)
	}
	fn accept_control() -> Weight {
		weight(60, 34, 32)
	}
	fn withdraw_control_offer() -> Weight {
		weight(25, 5, 3)
	}
	fn change_status() -> Weight {
		weight(18, 3, 1)
	}
	fn record_succession() -> Weight {
		weight(20, 4, 1)
	}
	fn amend() -> Weight {
		weight(18, 3, 1)
	}
	fn start_recovery() -> Weight {
		weight(60, 23, 17)
	}
	fn veto_recovery() -> Weight {
		weight(50, 18, 15)
	}
	fn withdraw_recovery() -> Weight {
		weight(25, 4, 3)
	}
	fn freeze() -> Weight {
		weight(45, 18, 13)
	}
	fn unfreeze() -> Weight {
		weight(25, 6, 1)
	}
	fn revoke_mandate() -> Weight {
		weight(30, 7, 5)
	}
	fn set_mandate() -> Weight {
		weight(200, 65, 85)
	}
	fn name_guardians() -> Weight {
		weight(150, 37, 32)
	}
	fn act_as_guardian() -> Weight {
		weight(160, 36, 28)
	}
}
