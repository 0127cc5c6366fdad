//! What each call costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	fn register_agency() -> Weight;
	fn suspend_agency() -> Weight;
	fn reinstate_agency() -> Weight;
	fn rekey_agency() -> Weight;
	fn define_indicator() -> Weight;
	fn retire_indicator() -> Weight;
	fn attest() -> Weight;
	fn attest_many(n: u32) -> Weight;
	/// So many commitments, 32 bytes each, decoded, looked at, stored and told.
	fn commitments(p: u32) -> Weight;
	fn revoke() -> Weight;
	fn dispute() -> Weight;
	fn uphold() -> Weight;
	fn correct() -> Weight;
	fn anchor_dataset() -> Weight;
	fn revoke_dataset() -> Weight;
	/// `n`: hashes in the path.
	fn materialise(n: u32) -> Weight;
	/// `a`: attestations, `s`: their stored commitments.
	fn prove_form(a: u32, s: u32) -> Weight;
}

fn weight(microseconds: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 8_000)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn register_agency() -> Weight {
		weight(20, 3, 4)
	}
	fn suspend_agency() -> Weight {
		weight(12, 1, 1)
	}
	fn reinstate_agency() -> Weight {
		weight(12, 1, 1)
	}
	fn rekey_agency() -> Weight {
		weight(25, 4, 5)
	}
	fn define_indicator() -> Weight {
		weight(18, 2, 2)
	}
	fn retire_indicator() -> Weight {
		weight(12, 1, 1)
	}
	fn attest() -> Weight {
		weight(22, 6, 1)
	}
	fn attest_many(n: u32) -> Weight {
		weight(15, 3, 0).saturating_add(weight(9, 3, 1).saturating_mul(n.into()))
	}
	fn commitments(p: u32) -> Weight {
		Weight::from_parts(3_000_000, 0).saturating_mul(p.into())
	}
	fn revoke() -> Weight {
		weight(18, 4, 2)
	}
	fn dispute() -> Weight {
		weight(30, 6, 2)
	}
	fn uphold() -> Weight {
		weight(18, 5, 2)
	}
	fn correct() -> Weight {
		weight(20, 5, 2)
	}
	fn anchor_dataset() -> Weight {
		weight(20, 6, 4)
	}
	fn revoke_dataset() -> Weight {
		weight(16, 3, 1)
	}
	fn materialise(n: u32) -> Weight {
		weight(50, 14, 7).saturating_add(weight(2, 0, 0).saturating_mul(n.into()))
	}
	fn prove_form(a: u32, s: u32) -> Weight {
		weight(600, 5, 0)
			.saturating_add(weight(60, 3, 1).saturating_mul(a.into()))
			.saturating_add(weight(100, 0, 0).saturating_mul(s.into()))
	}
}
