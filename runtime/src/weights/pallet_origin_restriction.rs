// Reckoned from what each reads and writes, until `scripts/benchmark` has measured it.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::Weight};
use core::marker::PhantomData;

pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_origin_restriction::WeightInfo for WeightInfo<T> {
	fn clean_usage() -> Weight {
		Weight::from_parts(21000001, 4000)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn restrict_origin_tx_ext() -> Weight {
		Weight::from_parts(22000001, 4000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
