use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn advance() {
		let clock_admin: T::AccountId = whitelisted_caller();
		ClockAdmin::<T>::put(&clock_admin);
		#[extrinsic_call]
		_(RawOrigin::Signed(clock_admin), 86_400);
		assert_eq!(Offset::<T>::get(), 86_400);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with_clock_admin(1), crate::mock::Test);
}
