use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{add_months, mocks, Grade};

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

fn note(loan: u64) -> sp_runtime::DispatchResult {
	Financing::note_arrears(signed(STRANGER), loan)
}

#[test]
fn a_lender_hides_a_default() {
	test(|| {
		receivable(7, BANK);
		let loan = lent(RequestSpec { security: vec![7].try_into().unwrap(), ..request() }, offer());
		let due = add_months(TODAY, 1);
		go_to(due);
		assert_noop!(note(loan), Error::<Test>::NotInArrears);
		go_to(due + 30);
		assert_ok!(note(loan));
		System::assert_last_event(Event::ArrearsNoted { loan, days: 30 }.into());
		assert_noop!(note(loan), Error::<Test>::AlreadyRecorded);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.noted, view.material_days), (Some(NotedArrears { on: due + 30, days: 30 }), 30));
		assert_eq!(view.state, LoanState::Active);

		go_to(due + 90);
		assert_ok!(note(loan));
		System::assert_last_event(Event::Defaulted { loan, principal: 10_000_000, arrears_days: 90 }.into());
		assert_eq!(mocks::outcomes_reported(), [(5, Grade::A, true)]);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.called_on), (LoanState::InDefault, None));
		assert!(view.payoff > view.due.total, "only the lender calls it");
		assert!(!mocks::asset(7).unwrap().defaulted);

		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		System::assert_last_event(Event::LoanCalled { loan }.into());
		assert_eq!(mocks::outcomes_reported(), [(5, Grade::A, true)], "it counts once");
		assert!(mocks::asset(7).unwrap().defaulted);
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::WrongState);
	});
}

#[test]
fn one_fen_late_is_a_default() {
	test(|| {
		let bullet = OfferSpec { method: RepaymentMethod::Bullet, tenor: 1, ..offer() };
		let request = RequestSpec { method: RepaymentMethod::Bullet, tenor: 1, ..request() };
		let loan = lent(request, bullet);
		let due = add_months(TODAY, 1);
		go_to(due);
		let owed = Financing::loan(loan).unwrap().due.total;
		assert_ok!(repay(loan, owed - 10_000, "R"));
		go_to(due + 365);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.arrears_days, view.material_days), (365, 0), "a hundred yuan are no default");
		assert_noop!(note(loan), Error::<Test>::NotInArrears);
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::NotInArrears);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_ok!(reverse(CONTROLLER, loan, 0));
		let owed = Financing::loan(loan).unwrap().due;
		assert!(owed.principal > 9_000_000);
		assert_ok!(note(loan));
	});
}

#[test]
fn a_small_loan_is_in_default_too() {
	test(|| {
		let bullet = OfferSpec { amount: 5_000, method: RepaymentMethod::Bullet, tenor: 1, ..offer() };
		let small = RequestSpec { amount: 5_000, method: RepaymentMethod::Bullet, tenor: 1, ..request() };
		let loan = lent(small, bullet);
		go_to(add_months(TODAY, 1) + 90);
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(note(9), Error::<Test>::NotFound);
		let loan = lent(request(), offer());
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R"));
		assert_noop!(note(loan), Error::<Test>::WrongState);
	});
}

/// What is in default can be repaid, and is not called for what was cured.
#[test]
fn a_cured_default_is_called() {
	test(|| {
		let loan = lent(request(), offer());
		go_to(add_months(TODAY, 1) + 90);
		assert_ok!(note(loan));
		let due = Financing::loan(loan).unwrap().due.total;
		assert_ok!(repay(loan, due, "R"));
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::NotInArrears);
	});
}
