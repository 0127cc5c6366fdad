use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{InstitutionId, Jurisdiction};

#[benchmarks]
mod benchmarks {
	use super::*;

	fn institution<T: Config>() -> (InstitutionId, T::AccountId) {
		let id = NextInstitution::<T>::get();
		let key: T::AccountId = account("institution", id.0, 0);
		Pallet::<T>::do_register(spec::<T>(key.clone())).expect("it is entered");
		(id, key)
	}

	fn spec<T: Config>(key: T::AccountId) -> InstitutionSpec<T::AccountId> {
		InstitutionSpec {
			name: "An institution with a name of middling length".try_into().unwrap_or_default(),
			kind: InstitutionKind::CityBank,
			jurisdiction: Jurisdiction::Guangdong,
			key,
		}
	}

	#[benchmark]
	fn register() {
		#[extrinsic_call]
		_(RawOrigin::Root, spec::<T>(account("institution", 9, 9)));
	}

	#[benchmark]
	fn suspend() {
		let (id, _) = institution::<T>();
		institution::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Institutions::<T>::get(id).is_some_and(|institution| institution.suspended));
	}

	#[benchmark]
	fn reinstate() {
		let (id, _) = institution::<T>();
		institution::<T>();
		Pallet::<T>::do_suspend(id).expect("it is suspended");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Institutions::<T>::get(id).is_some_and(|institution| !institution.suspended));
	}

	#[benchmark]
	fn rekey() {
		let (id, former) = institution::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id, account("new key", 0, 0));
		assert!(!InstitutionByKey::<T>::contains_key(former));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
