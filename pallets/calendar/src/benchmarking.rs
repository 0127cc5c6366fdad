use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn advance() {
		let conductor: T::AccountId = whitelisted_caller();
		Conductor::<T>::put(&conductor);
		#[extrinsic_call]
		_(RawOrigin::Signed(conductor), 86_400);
		assert_eq!(Offset::<T>::get(), 86_400);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with_conductor(1), crate::mock::Test);
}
