//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn propose_scorecard(c: u32) -> Weight;
	fn validate_scorecard() -> Weight;
	fn activate_champion() -> Weight;
	fn suspend_scorecard() -> Weight;
	fn retire_scorecard() -> Weight;
	/// The end of a stop. Estimated.
	fn resume_scorecard() -> Weight;
	/// Over so many stored commitments, of a card with all the characteristics that a card can have.
	fn prove_grade(b: u32) -> Weight;
	/// What a form's proof over so many stored commitments adds, without marking its attestations. Estimated.
	fn form(b: u32) -> Weight;
	/// One report of a loan by a scorecard with a full record. Estimated.
	fn reported() -> Weight;
	/// Whether a rating over 64 attestations still counts. Estimated.
	fn current_rating() -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 8_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn propose_scorecard(c: u32) -> Weight {
		weight(20, 3, 2).saturating_add(weight(3, 1, 0).saturating_mul(c.into()))
	}
	fn validate_scorecard() -> Weight {
		weight(20, 3, 10)
	}
	fn activate_champion() -> Weight {
		weight(25, 4, 4)
	}
	/// With eight former champions, the last of which steps in.
	fn suspend_scorecard() -> Weight {
		weight(800, 30, 7)
	}
	fn retire_scorecard() -> Weight {
		weight(800, 30, 7)
	}
	/// One card is judged, and takes the place of who stood in for it.
	fn resume_scorecard() -> Weight {
		weight(400, 19, 8)
	}
	fn prove_grade(b: u32) -> Weight {
		weight(6_000, 140, 6).saturating_add(Weight::from_parts(40_000_000, 0).saturating_mul(b.into()))
	}
	fn form(b: u32) -> Weight {
		weight(1_500, 0, 0).saturating_add(Weight::from_parts(130_000_000, 0).saturating_mul(b.into()))
	}
	fn reported() -> Weight {
		weight(800, 14, 3)
	}
	fn current_rating() -> Weight {
		weight(400, 195, 0)
	}
}
