use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{InstitutionId, ProductId};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An institution and its key.
	fn institution() -> (InstitutionId, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;
	use lingnan_support::benchmarking::product;

	fn published<T: Config>() -> (T::AccountId, ProductId) {
		let (_, key) = T::BenchmarkHelper::institution();
		let number = NextProduct::<T>::get();
		Pallet::<T>::do_publish(key.clone(), product()).expect("it is published");
		(key, number)
	}

	#[benchmark]
	fn publish() {
		let (_, key) = T::BenchmarkHelper::institution();
		let next = NextProduct::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), product());
		assert!(Products::<T>::contains_key(next));
	}

	#[benchmark]
	fn withdraw() {
		let (key, product) = published::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), product);
		assert!(Products::<T>::get(product).is_some_and(|product| !product.open));
	}

	#[benchmark]
	fn reopen() {
		let (key, product) = published::<T>();
		Pallet::<T>::do_withdraw(key.clone(), product).expect("it is withdrawn");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), product);
		assert!(Products::<T>::get(product).is_some_and(|product| product.open));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
