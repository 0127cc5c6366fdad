//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn license_appraiser() -> Weight;
	fn withdraw_licence() -> Weight;
	fn register_right() -> Weight;
	fn update_right() -> Weight;
	fn transfer_right() -> Weight;
	fn set_encumbrance() -> Weight;
	fn agree_to_pledge() -> Weight;
	fn acknowledge_invalidation() -> Weight;
	fn register_receivable() -> Weight;
	fn confirm_receivable() -> Weight;
	fn cancel_receivable() -> Weight;
	fn appraise() -> Weight;
	fn pledge() -> Weight;
	fn release() -> Weight;
	fn enforce() -> Weight;
	fn continue_lien() -> Weight;
	fn subordinate() -> Weight;
	fn lapse() -> Weight;
	/// Estimated from `appraise`: as many reads, and the valuation.
	fn propose_enforcement() -> Weight;
	/// Estimated from `agree_to_pledge`.
	fn agree_to_enforcement() -> Weight;
	/// Estimated from `agree_to_pledge`.
	fn object_to_enforcement() -> Weight;
	/// Estimated from `set_encumbrance`.
	fn decide_objection() -> Weight;
	/// Estimated from `subordinate`.
	fn state_claim() -> Weight;
	/// Estimated from `register_receivable`.
	fn attest_document() -> Weight;
	/// Estimated from `cancel_receivable`.
	fn withdraw_attestation() -> Weight;
	/// Estimated from `license_appraiser`, with a point to decompress.
	fn open_token_version() -> Weight;
	/// Estimated from `withdraw_licence`.
	fn retire_token_version() -> Weight;
	/// Estimated from `confirm_receivable`.
	fn confirm_debt() -> Weight;
	/// Estimated from `confirm_receivable`, with sixteen liens to read twice.
	fn note_credit() -> Weight;
	/// Estimated from `note_credit`, with each part and one write more.
	fn withdraw_credit_note() -> Weight;
	/// Estimated from `agree_to_pledge`, with sixteen liens to read.
	fn set_collection_account() -> Weight;
	/// Estimated from `subordinate`, with sixteen liens to read.
	fn register_outside() -> Weight;
	/// Estimated from `subordinate`.
	fn admit_lender() -> Weight;
	/// Estimated from `subordinate`.
	fn accept_rank() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 8_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn license_appraiser() -> Weight {
		weight(15, 2, 2)
	}
	fn withdraw_licence() -> Weight {
		weight(15, 2, 2)
	}
	fn register_right() -> Weight {
		weight(45, 14, 11)
	}
	fn update_right() -> Weight {
		weight(25, 4, 2)
	}
	fn transfer_right() -> Weight {
		weight(60, 13, 25)
	}
	fn set_encumbrance() -> Weight {
		weight(20, 4, 1)
	}
	fn agree_to_pledge() -> Weight {
		weight(18, 3, 1)
	}
	fn acknowledge_invalidation() -> Weight {
		weight(18, 4, 1)
	}
	fn register_receivable() -> Weight {
		weight(60, 13, 8)
	}
	fn confirm_receivable() -> Weight {
		weight(45, 12, 10)
	}
	fn cancel_receivable() -> Weight {
		weight(40, 8, 6)
	}
	fn appraise() -> Weight {
		weight(20, 3, 1)
	}
	fn pledge() -> Weight {
		weight(80, 50, 11)
	}
	fn release() -> Weight {
		weight(25, 5, 7)
	}
	fn enforce() -> Weight {
		weight(150, 74, 100)
	}
	fn continue_lien() -> Weight {
		weight(20, 4, 1)
	}
	fn subordinate() -> Weight {
		weight(35, 22, 2)
	}
	fn lapse() -> Weight {
		weight(25, 4, 8)
	}
	fn propose_enforcement() -> Weight {
		weight(30, 11, 1)
	}
	fn agree_to_enforcement() -> Weight {
		weight(25, 5, 1)
	}
	fn object_to_enforcement() -> Weight {
		weight(25, 6, 1)
	}
	fn decide_objection() -> Weight {
		weight(25, 5, 1)
	}
	fn state_claim() -> Weight {
		weight(25, 6, 1)
	}
	fn attest_document() -> Weight {
		weight(50, 11, 9)
	}
	fn withdraw_attestation() -> Weight {
		weight(40, 11, 8)
	}
	fn open_token_version() -> Weight {
		weight(40, 3, 1)
	}
	fn retire_token_version() -> Weight {
		weight(20, 3, 1)
	}
	fn confirm_debt() -> Weight {
		weight(25, 8, 1)
	}
	fn note_credit() -> Weight {
		weight(70, 44, 1)
	}
	fn withdraw_credit_note() -> Weight {
		weight(90, 61, 2)
	}
	fn set_collection_account() -> Weight {
		weight(45, 21, 1)
	}
	fn register_outside() -> Weight {
		weight(60, 40, 2)
	}
	fn admit_lender() -> Weight {
		weight(20, 5, 1)
	}
	fn accept_rank() -> Weight {
		weight(20, 4, 1)
	}
}
