use crate::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{
	application::UseOfFunds,
	conditions::{Adjustment, DueDays, Effect, FirstPeriod, Late, OnUnpaidInterest, Order, Rate},
	product::RepaymentMethod,
	DayCount, Decision, Facts, Grade, Industry, Jurisdiction, Policies as _, PolicyId, ProductId, MAX_AMOUNT, WHOLE,
};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// The key of an institution and an open product of it that takes unsecured loans at any rate.
	fn product() -> (AccountId, ProductId);
}

/// A policy that takes whatever is not secured, with lists as long as they are of use.
pub fn policy(product: ProductId, rate: Rate) -> PolicySpec {
	PolicySpec {
		product,
		rules: PolicyRules {
			worst_grade: Grade::C,
			minimum_coverage: 0,
			max_amount: MAX_AMOUNT,
			min_tenor: 1,
			max_tenor: 360,
			methods: vec![RepaymentMethod::Bullet].try_into().unwrap_or_default(),
			use_of_funds: UseOfFunds::ALL.to_vec().try_into().unwrap_or_default(),
			industries: Default::default(),
			divisions: Default::default(),
			jurisdictions: Jurisdiction::ALL.to_vec().try_into().unwrap_or_default(),
			minimum_age_months: 0,
			unsecured: true,
			security: Default::default(),
			worst_loan_to_value: 0,
			max_exposure: MAX_AMOUNT,
		},
		offer: PolicyOffer {
			price: PolicyPrice::Fixed { rates: [rate; 9] },
			day_count: DayCount::Actual360,
			due_days: DueDays::Anniversary { every: 1 },
			first_period: FirstPeriod::Short,
			calendar: Jurisdiction::Guangdong,
			adjustment: Adjustment::Following,
			moves_interest: false,
			grace_days: 0,
			principal_holiday: 0,
			balloon: 0,
			prepayment: Effect::Lower,
			late: Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
			order: Order::LAW,
			valid_days: 14,
		},
		uses: PolicyUses { per_day: MAX_USES, in_all: MAX_USES },
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;
	use lingnan_support::Products as _;

	fn spec<T: Config>(product: ProductId) -> PolicySpec {
		let rate = T::Products::product(product).map_or(0, |product| product.spec.max_rate.min(WHOLE));
		policy(product, Rate::basis_points(rate))
	}

	fn published<T: Config>() -> (T::AccountId, ProductId, PolicyId) {
		let (key, product) = T::BenchmarkHelper::product();
		let policy = NextPolicy::<T>::get();
		Pallet::<T>::do_publish(key.clone(), spec::<T>(product)).expect("it is published");
		(key, product, policy)
	}

	/// The second version, which supersedes the first.
	#[benchmark]
	fn publish() {
		let (key, product, first) = published::<T>();
		let spec = spec::<T>(product);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), spec);
		assert_ne!(InForce::<T>::get(product), Some(first));
	}

	#[benchmark]
	fn withdraw() {
		let (key, product, _) = published::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), product);
		assert_eq!(InForce::<T>::get(product), None);
	}

	#[benchmark]
	fn decide() {
		let (_, product, policy) = published::<T>();
		let facts = Facts {
			grade: Grade::C,
			coverage: 0,
			amount: 1_000_000,
			tenor: 12,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::Other,
			renewal: false,
			industry: Industry(Default::default()),
			division: None,
			jurisdiction: Jurisdiction::Guangdong,
			age_months: 0,
			security: vec![],
			lending_value: 0,
			exposure: 1_000_000,
			now: Pallet::<T>::now(),
		};
		#[block]
		{
			let decision = Pallet::<T>::decide(product, &facts);
			assert!(matches!(decision, Decision::Offer { .. }));
			Pallet::<T>::used(policy);
		}
		assert_eq!(Made::<T>::get(policy).in_all, 1);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
