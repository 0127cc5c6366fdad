//! What each call and each arriving message costs, until the runtime's measured weights take its place. What the lane
//! costs to send on is added by the calls themselves.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn send_passport() -> Weight;
	fn revoke_passport() -> Weight;
	fn send_voucher() -> Weight;
	fn check_voucher() -> Weight;
	fn claim_document() -> Weight;
	fn send_waiting(n: u32) -> Weight;
	fn open_class() -> Weight;
	fn close_class() -> Weight;
	fn halt() -> Weight;
	fn resume() -> Weight;
	fn recognise_scorecard() -> Weight;
	fn take_passport() -> Weight;
	fn burn_passport() -> Weight;
	fn take_voucher() -> Weight;
	fn answer_check() -> Weight;
	fn take_receipt() -> Weight;
	fn answer_query() -> Weight;
	fn take_reply() -> Weight;
	fn take_notice() -> Weight;
	fn clear_and_finance() -> Weight;
	fn revoked() -> Weight;
	/// Finds the next passport to look at. Estimated.
	fn check_passport() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 16_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn send_passport() -> Weight {
		weight(120, 35, 9)
	}
	fn revoke_passport() -> Weight {
		weight(40, 10, 4)
	}
	fn send_voucher() -> Weight {
		weight(90, 31, 8)
	}
	fn check_voucher() -> Weight {
		weight(40, 8, 3)
	}
	fn claim_document() -> Weight {
		weight(60, 16, 2)
	}
	fn send_waiting(n: u32) -> Weight {
		weight(30, 9, 4).saturating_add(weight(30, 4, 1).saturating_mul(n.into()))
	}
	fn open_class() -> Weight {
		weight(20, 5, 2)
	}
	fn close_class() -> Weight {
		weight(20, 5, 2)
	}
	fn halt() -> Weight {
		weight(20, 5, 2)
	}
	fn resume() -> Weight {
		weight(20, 5, 2)
	}
	fn recognise_scorecard() -> Weight {
		weight(25, 7, 1)
	}
	fn take_passport() -> Weight {
		weight(60, 10, 6)
	}
	fn burn_passport() -> Weight {
		weight(30, 4, 2)
	}
	fn take_voucher() -> Weight {
		weight(30, 5, 2)
	}
	fn answer_check() -> Weight {
		weight(50, 14, 6)
	}
	fn take_receipt() -> Weight {
		weight(30, 5, 2)
	}
	fn answer_query() -> Weight {
		weight(50, 10, 6)
	}
	fn take_reply() -> Weight {
		weight(30, 6, 2)
	}
	fn take_notice() -> Weight {
		weight(40, 8, 5)
	}
	fn clear_and_finance() -> Weight {
		weight(60, 14, 5)
	}
	fn revoked() -> Weight {
		weight(60, 8, 7)
	}
	fn check_passport() -> Weight {
		weight(30, 9, 1)
	}
}
