//! What each call and each way to pay costs, until the runtime's measured weights take its place.

use frame_support::weights::{constants::RocksDbWeight, Weight};

pub trait WeightInfo {
	/// Another's sponsor is found and replaced.
	fn sponsor() -> Weight;
	fn end() -> Weight;
	/// Without the call that undoes.
	fn clear() -> Weight;
	/// The extension `AllowanceOrFee` when the last of the signer's own parties pays.
	fn own() -> Weight;
	/// The same when none of them has room, and the sponsor's last party pays.
	fn sponsored() -> Weight;
	/// The same when neither has room, and somebody pays for an answer.
	fn answered() -> Weight;
	/// The same when nobody has room, and the signer pays in coins.
	fn paid_in_coins() -> Weight;
}

fn weight(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(25_000_000, 6_000).saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

/// Estimates.
impl WeightInfo for () {
	fn sponsor() -> Weight {
		weight(90, 6)
	}
	fn end() -> Weight {
		weight(3, 3)
	}
	fn clear() -> Weight {
		weight(25, 0)
	}
	fn own() -> Weight {
		weight(35, 1)
	}
	fn sponsored() -> Weight {
		weight(67, 2)
	}
	fn answered() -> Weight {
		weight(80, 1)
	}
	fn paid_in_coins() -> Weight {
		weight(80, 1)
	}
}
