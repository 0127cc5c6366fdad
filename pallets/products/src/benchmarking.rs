use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{AssetKind, Currency, Grade, InstitutionId, ProductId, WHOLE};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An institution and its key.
	fn institution() -> (InstitutionId, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn product() -> ProductSpec {
		let methods = alloc::vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet];
		ProductSpec {
			name: "A product with a name of middling length".try_into().unwrap_or_default(),
			currency: Currency::Cny,
			min_amount: 1,
			max_amount: 10_000_000_000,
			min_tenor: 1,
			max_tenor: MAX_TENOR,
			min_rate: 300,
			max_rate: 600,
			methods: methods.try_into().unwrap_or_default(),
			worst_grade: Grade::C,
			minimum_coverage: 0,
			industries: Default::default(),
			divisions: Default::default(),
			jurisdictions: Default::default(),
			minimum_age_months: 0,
			unsecured: true,
			security: AssetKind::ALL.to_vec().try_into().unwrap_or_default(),
			worst_loan_to_value: WHOLE,
			trade_records: false,
			unconfirmed: true,
			decision_days: 5,
		}
	}

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
