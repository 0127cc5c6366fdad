use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{ConsentId, Consents as _, IndicatorId, InstitutionId, Purpose, RegistrationNumber};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An active enterprise and the account that controls it.
	fn enterprise() -> (RegistrationNumber, AccountId);
	/// An active institution and its key.
	fn institution() -> (InstitutionId, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn terms<T: Config>(institution: InstitutionId) -> ConsentSpec {
		let now = Pallet::<T>::now();
		ConsentSpec {
			institution,
			purpose: Purpose::Assessment,
			scope: Scope::Only(
				(0..MAX_SCOPE).map(IndicatorId).collect::<alloc::vec::Vec<_>>().try_into().unwrap_or_default(),
			),
			from: now,
			until: now.saturating_add(1_000_000),
			uses: 3,
			retention_days: 30,
		}
	}

	fn given<T: Config>() -> (T::AccountId, RegistrationNumber, InstitutionId, T::AccountId) {
		let (enterprise, controller) = T::BenchmarkHelper::enterprise();
		let (institution, key) = T::BenchmarkHelper::institution();
		for _ in 1..MAX_OPEN {
			let terms = terms::<T>(institution);
			Pallet::<T>::do_give(controller.clone(), enterprise.clone(), terms).expect("it can be given");
		}
		(controller, enterprise, institution, key)
	}

	#[benchmark]
	fn give() {
		let (controller, enterprise, institution, _) = given::<T>();
		let terms = terms::<T>(institution);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise, terms);
		assert_eq!(NextConsent::<T>::get(), ConsentId(MAX_OPEN.into()));
	}

	#[benchmark]
	fn pause() {
		let (controller, ..) = given::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), ConsentId(0));
		assert!(Consents::<T>::get(ConsentId(0)).is_some_and(|consent| consent.standing == Standing::Paused));
	}

	#[benchmark]
	fn resume() {
		let (controller, ..) = given::<T>();
		Pallet::<T>::do_pause(controller.clone(), ConsentId(0)).expect("it can be paused");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), ConsentId(0));
		assert!(Consents::<T>::get(ConsentId(0)).is_some_and(|consent| consent.standing == Standing::InForce));
	}

	#[benchmark]
	fn revoke() {
		let (controller, ..) = given::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), ConsentId(0));
		assert!(Consents::<T>::get(ConsentId(0)).is_some_and(|consent| consent.standing == Standing::Revoked));
	}

	#[benchmark]
	fn state_deletion() {
		let (_, enterprise, institution, key) = given::<T>();
		let id = Pallet::<T>::use_consent(&enterprise, institution, Purpose::Assessment, &[IndicatorId(0)])
			.expect("it can be used");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), id, sp_core::H256::repeat_byte(1));
		assert!(Consents::<T>::get(id).is_some_and(|consent| consent.deletion.is_some()));
	}

	/// Under a consent with as many disclosures as one can have but one, by a use that closes it.
	#[benchmark]
	fn record_disclosure() {
		let (controller, ..) = given::<T>();
		let id = ConsentId(0);
		let hash = |number: u32| {
			let mut hash = sp_core::H256::zero();
			hash.0[..4].copy_from_slice(&number.to_le_bytes());
			hash
		};
		let told: alloc::vec::Vec<_> = (1..MAX_USES).map(|number| Disclosure { number, hash: hash(number) }).collect();
		Disclosures::<T>::insert(id, frame_support::BoundedVec::truncate_from(told));
		Consents::<T>::mutate(id, |consent| {
			if let Some(consent) = consent {
				consent.terms.uses = MAX_USES;
				consent.used = MAX_USES - 1;
			}
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), id, hash(MAX_USES));
		assert_eq!(Disclosures::<T>::get(id).len() as u32, MAX_USES);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
