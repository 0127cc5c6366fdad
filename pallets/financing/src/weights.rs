//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn apply() -> Weight;
	fn withdraw_application() -> Weight;
	fn decline() -> Weight;
	fn make_offer() -> Weight;
	fn accept_offer() -> Weight;
	fn refuse_offer() -> Weight;
	fn expire() -> Weight;
	fn disburse() -> Weight;
	fn confirm_receipt() -> Weight;
	fn record_repayment() -> Weight;
	fn levy_charge() -> Weight;
	fn declare_default() -> Weight;
	fn write_off() -> Weight;
	fn set_exposure_limit() -> Weight;
	fn set_compensation() -> Weight;
	/// Estimated from `refuse_offer`, which reads and writes as much.
	fn dispute_payment() -> Weight;
	/// Estimated from `refuse_offer`.
	fn answer_dispute() -> Weight;
	/// What `confirm_receipt` does not hold: estimated from `refuse_offer`.
	fn decide_dispute() -> Weight;
	/// Without the entries that are reckoned again: estimated from `record_repayment`.
	fn reverse() -> Weight;
	/// Estimated from `levy_charge`.
	fn note_arrears() -> Weight;
	/// Estimated from `levy_charge`.
	fn claim_payment() -> Weight;
	/// Estimated from `write_off`.
	fn refuse_claim() -> Weight;
	/// Estimated from `write_off`.
	fn ask_compensation() -> Weight;
	/// Estimated from `write_off`.
	fn approve_compensation() -> Weight;
	/// Without the loan's account: estimated from `note_arrears`.
	fn reprice() -> Weight;
	/// Without what guarantors forget: estimated from `refuse_offer`.
	fn withdraw_amendment() -> Weight;
	/// Estimated from `refuse_offer`, which writes more.
	fn explain_override() -> Weight;
	/// What was reserved for an application is free again: each asset with its lien and its document, and its room under limits.
	/// Estimated from `accept_offer`, which reads less than it does and writes as much.
	fn closing() -> Weight;
	/// A loan's terms and so many of its entries read, and its books reckoned from them twice: estimated. `relevel` apart.
	fn replay(postings: u32) -> Weight;
	/// Equal instalments found anew, twice: so many times each period that is then left. Estimated from 0.32 microseconds on the
	/// native machine for each.
	fn relevel(pairs: u32) -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 20_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn apply() -> Weight {
		weight(120, 45, 10)
	}
	fn withdraw_application() -> Weight {
		weight(25, 4, 6)
	}
	fn decline() -> Weight {
		weight(25, 4, 7)
	}
	fn make_offer() -> Weight {
		weight(60, 6, 4)
	}
	fn accept_offer() -> Weight {
		weight(250, 90, 45)
	}
	fn refuse_offer() -> Weight {
		weight(25, 4, 5)
	}
	fn expire() -> Weight {
		weight(25, 4, 7)
	}
	fn disburse() -> Weight {
		weight(150, 60, 2)
	}
	fn confirm_receipt() -> Weight {
		weight(300, 60, 46)
	}
	fn record_repayment() -> Weight {
		weight(250, 25, 27)
	}
	fn levy_charge() -> Weight {
		weight(120, 4, 1)
	}
	fn declare_default() -> Weight {
		weight(250, 30, 25)
	}
	fn write_off() -> Weight {
		weight(120, 4, 1)
	}
	fn set_exposure_limit() -> Weight {
		weight(25, 4, 4)
	}
	fn set_compensation() -> Weight {
		weight(25, 4, 4)
	}
	fn dispute_payment() -> Weight {
		weight(40, 4, 1)
	}
	fn answer_dispute() -> Weight {
		weight(40, 4, 1)
	}
	fn decide_dispute() -> Weight {
		weight(40, 4, 3)
	}
	fn reverse() -> Weight {
		weight(250, 30, 27)
	}
	fn note_arrears() -> Weight {
		weight(120, 14, 3)
	}
	fn claim_payment() -> Weight {
		weight(120, 8, 2)
	}
	fn refuse_claim() -> Weight {
		weight(120, 5, 2)
	}
	fn ask_compensation() -> Weight {
		weight(120, 5, 1)
	}
	fn approve_compensation() -> Weight {
		weight(120, 5, 2)
	}
	fn reprice() -> Weight {
		weight(50, 3, 3)
	}
	fn withdraw_amendment() -> Weight {
		weight(40, 4, 1)
	}
	fn explain_override() -> Weight {
		weight(25, 3, 1)
	}
	fn closing() -> Weight {
		weight(120, 50, 45)
	}
	fn replay(postings: u32) -> Weight {
		let each = Weight::from_parts(5_000_000, 2_700).saturating_add(RocksDbWeight::get().reads(1));
		weight(300, 4, 0).saturating_add(each.saturating_mul(postings.into()))
	}
	fn relevel(pairs: u32) -> Weight {
		Weight::from_parts(1_100_000, 0).saturating_mul(pairs.into())
	}
}
