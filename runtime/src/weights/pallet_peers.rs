// Estimated, not measured: `scripts/benchmark pallet_peers` writes this file anew.
// Read: a register of 1,024 peers, 38 kB, which is decoded, searched, and written again.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_peers`.
pub struct WeightInfo<T>(PhantomData<T>);

/// So long, with so much of a proof, as the register takes at most.
fn base(microseconds: u64) -> Weight {
	Weight::from_parts(microseconds.saturating_mul(1_000_000), 45_000)
}

impl<T: frame_system::Config> pallet_peers::WeightInfo for WeightInfo<T> {
	/// Two registers of members (key and record in each), the genesis's hash, the parameter, the register of peers; a signature.
	fn register() -> Weight {
		base(320).saturating_add(T::DbWeight::get().reads_writes(7, 1))
	}
	/// Two registers of members, the register of peers.
	fn withdraw() -> Weight {
		base(200).saturating_add(T::DbWeight::get().reads_writes(5, 1))
	}
	fn admit() -> Weight {
		base(200).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn remove() -> Weight {
		base(200).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	/// Whether it is in force, and the register.
	fn close() -> Weight {
		base(100).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn open() -> Weight {
		base(20).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
