use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::RawOrigin;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn sponsor() {
		let origin = T::SponsorOrigin::try_successful_origin().expect("somebody may sponsor");
		let owner: T::AccountId = account("owner", 0, 0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, owner.clone(), 1_000);
		assert!(Sponsorships::<T>::contains_key(&owner));
	}

	#[benchmark]
	fn end() {
		let origin = T::SponsorOrigin::try_successful_origin().expect("somebody may sponsor");
		let owner: T::AccountId = account("owner", 0, 0);
		Pallet::<T>::sponsor(origin, owner.clone(), 1_000).expect("it is sponsored");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), owner.clone());
		assert!(!Sponsorships::<T>::contains_key(&owner));
	}
}
