use crate::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::BoundedVec;
use frame_system::RawOrigin;
use lingnan_support::{
	application::UseOfFunds,
	conditions::{DueDays, Rate},
	product::RepaymentMethod,
	Amount, Currency, DayCount, Drawdown, InstitutionId, LineId, Lines as _, RegistrationNumber, Text, MAX_AMOUNT,
	SECONDS_PER_DAY,
};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An institution and its key.
	fn institution() -> (InstitutionId, AccountId);
	/// An active enterprise and the account that controls it.
	fn enterprise() -> (RegistrationNumber, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Part of what a line lets be drawn.
	const PART: Amount = 1_000;

	/// As long a record as there is.
	fn spec<T: Config>(enterprise: RegistrationNumber) -> LineSpec {
		let methods = vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet, RepaymentMethod::InterestOnly];
		let today = Pallet::<T>::today();
		LineSpec {
			enterprise,
			currency: Currency::Cny,
			limit: MAX_AMOUNT,
			revolving: true,
			until: today.saturating_add(360),
			repay_by: today.saturating_add(720),
			conditions: DrawdownConditions {
				highest_rate: Rate(Rate::WHOLE),
				longest_tenor: 12,
				methods: methods.try_into().unwrap_or_default(),
				use_of_funds: UseOfFunds::ALL.to_vec().try_into().unwrap_or_default(),
			},
			commitment_fee: CommitmentFee {
				rate: 25,
				day_count: DayCount::Actual360,
				due_days: DueDays::Anniversary { every: 1 },
			},
			valid_until: Pallet::<T>::now().saturating_add(SECONDS_PER_DAY),
		}
	}

	struct Offered<AccountId> {
		line: LineId,
		bank: AccountId,
		enterprise: RegistrationNumber,
		controller: AccountId,
	}

	fn offered<T: Config>() -> Offered<T::AccountId> {
		let (_, bank) = T::BenchmarkHelper::institution();
		let (enterprise, controller) = T::BenchmarkHelper::enterprise();
		let line = NextLine::<T>::get();
		Pallet::<T>::do_offer(bank.clone(), spec::<T>(enterprise.clone())).expect("it is offered");
		Offered { line, bank, enterprise, controller }
	}

	fn accepted<T: Config>() -> Offered<T::AccountId> {
		let offered = offered::<T>();
		let terms_hash = Pallet::<T>::line(offered.line).expect("it is there").terms_hash;
		Pallet::<T>::do_accept(offered.controller.clone(), offered.line, terms_hash).expect("it is accepted");
		offered
	}

	fn reason() -> Text<64> {
		"Interest of the last quarter is unpaid".try_into().unwrap_or_default()
	}

	fn state<T: Config>(line: LineId) -> Option<LineState> {
		Pallet::<T>::line(line).map(|line| line.state)
	}

	#[benchmark]
	fn offer() {
		let (_, bank) = T::BenchmarkHelper::institution();
		let (enterprise, _) = T::BenchmarkHelper::enterprise();
		let line = NextLine::<T>::get();
		let spec = spec::<T>(enterprise);
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), spec);
		assert_eq!(state::<T>(line), Some(LineState::Offered));
	}

	#[benchmark]
	fn accept() {
		let Offered { line, controller, .. } = offered::<T>();
		let terms_hash = Pallet::<T>::line(line).expect("it is there").terms_hash;
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), line, terms_hash);
		assert_eq!(state::<T>(line), Some(LineState::InForce));
	}

	#[benchmark]
	fn freeze() {
		let Offered { line, bank, .. } = accepted::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), line, reason());
		assert_eq!(state::<T>(line), Some(LineState::Frozen));
	}

	#[benchmark]
	fn unfreeze() {
		let Offered { line, bank, .. } = accepted::<T>();
		Pallet::<T>::do_freeze(bank.clone(), line, reason()).expect("it is frozen");
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), line);
		assert_eq!(state::<T>(line), Some(LineState::InForce));
	}

	/// By the enterprise, whose right takes most to find.
	#[benchmark]
	fn cancel() {
		let Offered { line, controller, .. } = accepted::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), line);
		assert_eq!(state::<T>(line), Some(LineState::Cancelled));
	}

	#[benchmark]
	fn clear() {
		let Offered { line, bank, .. } = offered::<T>();
		Lines::<T>::mutate_extant(line, |line| line.spec.valid_until = 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), line);
		assert_eq!(state::<T>(line), None);
	}

	/// Two years of months that nobody levied, with as many changes as are kept apart.
	fn unlevied<T: Config>() -> Offered<T::AccountId> {
		let offered = accepted::<T>();
		let since = Pallet::<T>::today().saturating_sub(740);
		Lines::<T>::mutate_extant(offered.line, |line| line.accepted_on = Some(since));
		let moves: Vec<Move> = (0..MAX_MOVES)
			.map(|n| Move { on: since.saturating_add(n.saturating_mul(5)), amount: Amount::from(n % 2) })
			.collect();
		Moves::<T>::insert(offered.line, BoundedVec::truncate_from(moves));
		offered
	}

	fn reference(n: u32) -> Text<64> {
		alloc::format!("{n:0>64}").as_str().try_into().unwrap_or_default()
	}

	#[benchmark]
	fn levy() {
		let Offered { line, controller, .. } = unlevied::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), line);
		assert!(FeeAccounts::<T>::get(line).levied.len() >= 24);
	}

	/// The last of as many payments as there can be.
	#[benchmark]
	fn record_fee() {
		let Offered { line, bank, .. } = unlevied::<T>();
		let today = Pallet::<T>::today();
		let paid = |n: u32| FeePayment { reference: reference(n), amount: 1, value_date: today, recorded_on: today };
		let payments = (1..MAX_FEES).map(paid).collect();
		FeeAccounts::<T>::mutate(line, |account| account.payments = BoundedVec::truncate_from(payments));
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), line, 1, reference(0), today);
		assert_eq!(FeeAccounts::<T>::get(line).payments.len() as u32, MAX_FEES);
	}

	#[benchmark]
	fn draw() {
		let Offered { line, enterprise, .. } = accepted::<T>();
		let (institution, _) = T::BenchmarkHelper::institution();
		let drawdown = Drawdown {
			enterprise: &enterprise,
			institution,
			currency: Currency::Cny,
			amount: PART,
			until: Pallet::<T>::today().saturating_add(360),
			tenor: 12,
			method: RepaymentMethod::InterestOnly,
			use_of_funds: UseOfFunds::Other,
			rate: Some(Rate(Rate::WHOLE)),
		};
		#[block]
		{
			Pallet::<T>::draw(line, &drawdown).expect("it is drawn");
		}
		assert_eq!(Pallet::<T>::line(line).map(|line| line.drawn), Some(PART));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
