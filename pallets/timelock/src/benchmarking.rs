use crate::*;
use alloc::{boxed::Box, vec};
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, IsType};
use sp_runtime::traits::Hash as _;

#[benchmarks(where <T as frame_system::Config>::RuntimeCall: From<frame_system::Call<T>>)]
mod benchmarks {
	use super::*;

	/// An act of some `l` bytes.
	fn act<T: Config>(l: u32) -> Box<<T as Config>::RuntimeCall>
	where
		<T as frame_system::Config>::RuntimeCall: From<frame_system::Call<T>>,
	{
		let remark = frame_system::Call::<T>::remark { remark: vec![1; l as usize] };
		Box::new(<T as Config>::RuntimeCall::from_ref(&remark.into()).clone())
	}

	fn waiting<T: Config>() -> T::Hash
	where
		<T as frame_system::Config>::RuntimeCall: From<frame_system::Call<T>>,
	{
		let act = act::<T>(1_024);
		let hash = T::Hashing::hash_of(&act);
		let origin = T::ScheduleOrigin::try_successful_origin().expect("somebody decides");
		Pallet::<T>::schedule(origin, Track::General, act).expect("it waits");
		hash
	}

	#[benchmark]
	fn schedule(l: Linear<0, 65_536>) {
		let act = act::<T>(l);
		let origin = T::ScheduleOrigin::try_successful_origin().expect("somebody decides");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Track::General, act);
	}

	#[benchmark]
	fn cancel() {
		let act = waiting::<T>();
		let origin = T::ScheduleOrigin::try_successful_origin().expect("somebody decides");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, act);
	}

	#[benchmark]
	fn veto() {
		let act = waiting::<T>();
		let origin = T::VetoOrigin::try_successful_origin().expect("somebody has a veto");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, act);
	}

	/// The call that is stopped: one that every runtime has.
	fn stopped<T: Config>() -> CallName {
		let name = |name: &str| name.as_bytes().to_vec().try_into().expect("short enough");
		(name("Balances"), name("transfer_keep_alive"))
	}

	#[benchmark]
	fn stop() {
		let origin = T::StopOrigin::try_successful_origin().expect("somebody stops");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, stopped::<T>());
	}

	#[benchmark]
	fn prolong() {
		let origin = T::StopOrigin::try_successful_origin().expect("somebody stops");
		Pallet::<T>::stop(origin, stopped::<T>()).expect("it stops");
		let origin = T::ProlongOrigin::try_successful_origin().expect("somebody prolongs");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, stopped::<T>());
	}

	#[benchmark]
	fn lift() {
		let origin = T::StopOrigin::try_successful_origin().expect("somebody stops");
		Pallet::<T>::stop(origin, stopped::<T>()).expect("it stops");
		let origin = T::LiftOrigin::try_successful_origin().expect("somebody lifts");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, stopped::<T>());
	}
}
