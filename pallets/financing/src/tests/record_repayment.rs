use crate::{
	mock::{seams, *},
	*,
};
use frame_support::assert_ok;
use lingnan_support::{add_months, mocks, Grade, Paging};

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

#[test]
fn twelve_instalments_on_time_close_the_loan_and_count_for_the_scorecard() {
	test(|| {
		receivable(AssetId(7), BANK);
		let loan = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
		for planned in Financing::loan(loan).unwrap().schedule {
			go_to(planned.due);
			let due = Financing::loan(loan).unwrap().due;
			assert_eq!((due.penalty, due.interest, due.principal), (0, planned.interest, planned.principal));
			let text = format!("R-{}", planned.number);
			assert_ok!(repay(loan, due.total, &text));
			let (posting, value_date) = (u32::from(planned.number) - 1, planned.due);
			System::assert_has_event(Event::Repaid { loan, reference: reference(&text), posting, value_date }.into());
			let spent = Financing::statement(loan, Paging::FIRST).unwrap().items[posting as usize].spent;
			assert_eq!((spent.penalty, spent.interest, spent.principal), (0, planned.interest, planned.principal));
		}
		System::assert_last_event(Event::LoanClosed { loan }.into());
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.payoff, view.repaid.principal), (LoanState::Closed, 0, 10_000_000));
		assert!(mocks::asset(AssetId(7)).unwrap().discharged);
		assert_eq!(mocks::grants_reported(), [(ScorecardId(5), Grade::A, 10_000_000, TODAY)]);
		assert!(mocks::defaults_reported().is_empty());
		assert!(Financing::exposure(&firm()).is_empty());
	});
}

#[test]
fn a_late_instalment_bears_the_penalty_rate() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 10);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.arrears_since, view.arrears_days), (Some(due), 10));
		// 888,488 x 36 % x 10 / 360 = 8,884.88, half up.
		assert_eq!(view.due.penalty, 8_885);
		assert_ok!(repay(loan, view.due.total, "R"));
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.arrears_days, view.due.total, view.state), (0, 0, LoanState::Active));
	});
}

#[test]
fn an_early_one_pays_the_days_and_closes() {
	test(|| {
		let loan = lent(request(), offer());
		go_to(TODAY + 15);
		let payoff = Financing::loan(loan).unwrap().payoff;
		// 10,000,000 x 12 % x 15 / 360: days of a broken month are thirtieths of it.
		assert_eq!(payoff, 10_050_000);
		assert_noop!(repay(loan, payoff + 1, "R"), Error::<Test>::AboveDebt);
		assert_ok!(repay(loan, payoff, "R"));
		assert_eq!(Financing::loan(loan).unwrap().closed_on, Some(TODAY + 15));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let loan = lent(request(), offer());
		for who in [CONTROLLER, OTHER_BANK_KEY, STRANGER] {
			let call = Call::record_repayment { loan, amount: 1, reference: reference("R"), value_date: TODAY };
			assert_noop!(dispatch(who, call), Error::<Test>::NotAuthorized);
		}
		assert_noop!(repay(LoanId(9), 1, "R"), Error::<Test>::NotFound);
		assert_noop!(repay(loan, 0, "R"), Error::<Test>::LimitExceeded);
		assert_noop!(repay(loan, 1, ""), Error::<Test>::InvalidReference);
		assert_ok!(repay(loan, 1, "R"));
		assert_noop!(repay(loan, 1, "R"), Error::<Test>::AlreadyRecorded);
		assert_ok!(repay(loan, 9_999_999, "S"));
		assert_noop!(repay(loan, 1, "T"), Error::<Test>::WrongState);
	});
}

#[test]
fn costs_of_collection_are_bounded_and_only_for_who_is_late() {
	test(|| {
		let loan = lent(request(), offer());
		let levy = |who, amount, text| Financing::levy_charge(signed(who), loan, amount, reference(text));
		assert_noop!(levy(BANK_KEY, 1, "letter"), Error::<Test>::NotInArrears);
		go_to(add_months(TODAY, 1) + 1);
		for who in [CONTROLLER, OTHER_BANK_KEY] {
			assert_noop!(levy(who, 1, "letter"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(levy(BANK_KEY, 0, "letter"), Error::<Test>::LimitExceeded);
		assert_noop!(levy(BANK_KEY, 1, ""), Error::<Test>::InvalidName);
		assert_noop!(
			Financing::levy_charge(signed(BANK_KEY), LoanId(9), 1, reference("letter")),
			Error::<Test>::NotFound
		);
		assert_ok!(levy(BANK_KEY, 1_000_000, "letter"));
		System::assert_last_event(Event::Charged { loan, posting: 0, reason: reference("letter") }.into());
		assert_eq!(Financing::loan(loan).unwrap().due.costs, 1_000_000);
		assert_noop!(levy(BANK_KEY, 1, "letter"), Error::<Test>::LimitExceeded);
	});
}

/// Guarantors are told when a loan closes, and their room is counted anew.
#[test]
fn an_entry_pays_for_what_guarantors_are_told() {
	use sp_runtime::traits::Dispatchable;
	test(|| {
		let [alone, backed] = [(); 2].map(|()| lent(request(), offer()));
		seams::guarantee(backed);
		let told = <seams::Guarantees as lingnan_support::Guarantees>::weight();
		assert!(told.all_gt(Default::default()));
		let took =
			|call: Call<Test>| RuntimeCall::from(call).dispatch(signed(BANK_KEY)).unwrap().actual_weight.unwrap();
		let entered = |loan| {
			let (amount, reference, value_date) = (1_000, reference("R"), today());
			took(Call::record_repayment { loan, amount, reference, value_date })
		};
		assert_eq!(entered(backed), entered(alone).saturating_add(told));
		let reason = || reference("wrong");
		let reversed = |loan| took(Call::reverse { loan, posting: 0, reason: reason() });
		assert_eq!(reversed(backed), reversed(alone).saturating_add(told));
		let forgiven = |loan| took(Call::forgive { loan, amount: 1, reason: reason() });
		assert_eq!(forgiven(backed), forgiven(alone).saturating_add(told));
	});
}
