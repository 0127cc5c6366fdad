use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{ApplicationId, Currency, GuaranteeId, GuarantorId, Jurisdiction, LoanId, Timestamp};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An application whose terms were offered, its lender's key.
	fn pending() -> (ApplicationId, AccountId);
	/// Its loan has begun, owes something, and its lender has called it.
	fn begin(application: ApplicationId);
	/// Its lender proposes an amendment of this hash, until then.
	fn amendment(loan: LoanId) -> (H256, Timestamp);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn spec<T: Config>(key: T::AccountId) -> GuarantorSpec<T::AccountId> {
		GuarantorSpec {
			name: "A guarantor with a name of middling length".try_into().unwrap_or_default(),
			kind: GuarantorKind::GuaranteeCompany,
			jurisdiction: Jurisdiction::Guangdong,
			key,
		}
	}

	fn guarantor<T: Config>() -> (GuarantorId, T::AccountId) {
		let id = NextGuarantor::<T>::get();
		let key: T::AccountId = account("guarantor", id.0, 0);
		Pallet::<T>::do_register(spec::<T>(key.clone())).expect("it is entered");
		(id, key)
	}

	/// As many parts as there can be, the second behind the first.
	fn proposal<T: Config>(application: ApplicationId) -> (GuaranteeSpec, Vec<T::AccountId>) {
		let (ids, keys): (Vec<_>, Vec<_>) = (0..MOST_PARTS).map(|_| guarantor::<T>()).unzip();
		let first = ids.first().copied().unwrap_or_default();
		let part = |(place, id): (usize, &GuarantorId)| GuaranteePart {
			guarantor: *id,
			share: 1_000,
			backs: (place == 1).then_some(first),
		};
		let parts: Vec<GuaranteePart> = ids.iter().enumerate().map(part).collect();
		let spec = GuaranteeSpec {
			application,
			scheme: SharingScheme::EightyTwenty,
			model: PaymentModel::Advance,
			covers: Covered::Principal,
			parts: parts.try_into().unwrap_or_default(),
		};
		(spec, keys)
	}

	fn proposed<T: Config>() -> (GuaranteeId, LoanId, T::AccountId, Vec<T::AccountId>) {
		let (application, lender) = T::BenchmarkHelper::pending();
		let (spec, keys) = proposal::<T>(application);
		let id = NextGuarantee::<T>::get();
		Pallet::<T>::do_propose(&lender, spec).expect("it is proposed");
		(id, application.loan(), lender, keys)
	}

	fn terms<T: Config>(id: GuaranteeId) -> sp_core::H256 {
		Guarantees::<T>::get(id).map(|guarantee| guarantee.terms).unwrap_or_default()
	}

	fn bound<T: Config>() -> (GuaranteeId, T::AccountId, Vec<T::AccountId>) {
		let (id, loan, lender, keys) = proposed::<T>();
		for key in &keys {
			Pallet::<T>::do_sign(key, id, terms::<T>(id)).expect("it is signed");
		}
		T::BenchmarkHelper::begin(loan.application());
		(id, lender, keys)
	}

	fn called<T: Config>() -> (GuaranteeId, T::AccountId, Vec<T::AccountId>) {
		let (id, lender, keys) = bound::<T>();
		Pallet::<T>::do_call(&lender, id).expect("it is called");
		(id, lender, keys)
	}

	/// The guarantor of a part.
	fn nth<T: Config>(id: GuaranteeId, place: usize) -> GuarantorId {
		Guarantees::<T>::get(id)
			.and_then(|guarantee| guarantee.parts.get(place).map(|part| part.part.guarantor))
			.unwrap_or_default()
	}

	fn first<T: Config>(keys: &[T::AccountId]) -> T::AccountId {
		keys.first().cloned().expect("there are some")
	}

	#[benchmark]
	fn register() {
		#[extrinsic_call]
		_(RawOrigin::Root, spec::<T>(account("guarantor", 9, 9)));
	}

	#[benchmark]
	fn suspend() {
		let (id, _) = guarantor::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Guarantors::<T>::get(id).is_some_and(|guarantor| guarantor.suspended));
	}

	#[benchmark]
	fn reinstate() {
		let (id, _) = guarantor::<T>();
		Pallet::<T>::do_suspend(id).expect("it is suspended");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Guarantors::<T>::get(id).is_some_and(|guarantor| !guarantor.suspended));
	}

	#[benchmark]
	fn rekey() {
		let (id, former) = guarantor::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id, account("new key", 0, 0));
		assert!(!GuarantorByKey::<T>::contains_key(former));
	}

	#[benchmark]
	fn propose() {
		let (application, lender) = T::BenchmarkHelper::pending();
		let (spec, _) = proposal::<T>(application);
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), spec);
		assert_eq!(OfLoan::<T>::get(application.loan()).len(), 1);
	}

	#[benchmark]
	fn sign() {
		let (id, _, _, keys) = proposed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(first::<T>(&keys)), id, terms::<T>(id));
	}

	#[benchmark]
	fn refuse() {
		let (id, _, _, keys) = proposed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(first::<T>(&keys)), id);
		assert!(!Guarantees::<T>::contains_key(id));
	}

	#[benchmark]
	fn withdraw() {
		let (id, _, lender, _) = proposed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), id);
		assert!(!Guarantees::<T>::contains_key(id));
	}

	#[benchmark]
	fn call() {
		let (id, lender, _) = bound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), id);
		assert!(Guarantees::<T>::get(id).is_some_and(|guarantee| guarantee.called_on.is_some()));
	}

	#[benchmark]
	fn state_payment() {
		let (id, _, keys) = called::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(first::<T>(&keys)), id);
	}

	#[benchmark]
	fn record_payment() {
		let (id, lender, _) = called::<T>();
		let guarantor = nth::<T>(id, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), id, guarantor);
		assert!(Guarantees::<T>::get(id).is_some_and(|guarantee| guarantee.paid() == 1_000));
	}

	#[benchmark]
	fn record_reimbursement() {
		let (id, lender, keys) = called::<T>();
		Pallet::<T>::do_record_payment(&lender, id, nth::<T>(id, 0)).expect("it is paid");
		let behind = nth::<T>(id, 1);
		#[extrinsic_call]
		_(RawOrigin::Signed(first::<T>(&keys)), id, behind);
	}

	#[benchmark]
	fn release() {
		let (id, lender, _) = bound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), id);
		assert!(Guarantees::<T>::get(id).is_some_and(|guarantee| guarantee.released_on.is_some()));
	}

	#[benchmark]
	fn agree_to_amendment() {
		let (id, _, keys) = bound::<T>();
		let loan = Guarantees::<T>::get(id).expect("it is there").loan;
		let (amendment, valid_until) = T::BenchmarkHelper::amendment(loan);
		#[extrinsic_call]
		_(RawOrigin::Signed(first::<T>(&keys)), id, amendment, valid_until);
	}

	#[benchmark]
	fn set_pool() {
		let (id, key) = guarantor::<T>();
		let rules = PoolRules { total: 2, for_each: 1, stop_rate: 500 };
		#[extrinsic_call]
		_(RawOrigin::Signed(key), Currency::Cny, Some(rules));
		assert_eq!(Pools::<T>::get(id, Currency::Cny), Some(rules));
	}

	/// The application comes to nothing: all its guarantees go, and what was signed gives its room back.
	#[benchmark]
	fn tell() {
		let (application, lender) = T::BenchmarkHelper::pending();
		for _ in 0..MOST_OF_LOAN {
			let (mut spec, keys) = proposal::<T>(application);
			spec.parts.iter_mut().for_each(|part| part.share = 100);
			let id = NextGuarantee::<T>::get();
			Pallet::<T>::do_propose(&lender, spec).expect("it is proposed");
			for key in &keys {
				Pallet::<T>::do_sign(key, id, terms::<T>(id)).expect("it is signed");
			}
		}
		#[block]
		{
			<Pallet<T> as lingnan_support::Guarantees>::released(application);
		}
		assert!(!OfLoan::<T>::contains_key(application.loan()));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
