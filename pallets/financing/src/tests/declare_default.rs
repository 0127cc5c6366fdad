use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, date_of, mocks, Grade};

#[test]
fn ninety_days_late_is_a_default() {
	test(|| {
		receivable(AssetId(7), BANK);
		let loan = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
		let declare = |who| Financing::declare_default(signed(who), loan);
		assert_noop!(declare(BANK_KEY), Error::<Test>::NotInArrears);
		let due = u64::from(add_months(TODAY, 1) - TODAY);
		set_now(OPENING + (due + 89) * DAY);
		assert_noop!(declare(BANK_KEY), Error::<Test>::NotInArrears);
		set_now(OPENING + (due + 90) * DAY);
		for who in [CONTROLLER, OTHER_BANK_KEY, STRANGER] {
			assert_noop!(declare(who), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::declare_default(signed(BANK_KEY), LoanId(9)), Error::<Test>::NotFound);
		assert_ok!(declare(BANK_KEY));
		System::assert_has_event(Event::Defaulted { loan, arrears_days: 90 }.into());
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.due.principal), (LoanState::InDefault, 10_000_000));
		assert_eq!(view.payoff, view.due.total);
		assert!(mocks::asset(AssetId(7)).unwrap().defaulted);
		assert_eq!(mocks::defaults_reported(), [(ScorecardId(5), Grade::A, date_of(now()))]);
		assert_noop!(declare(BANK_KEY), Error::<Test>::WrongState);
	});
}

#[test]
fn a_loan_in_default_can_be_repaid_and_counts_once() {
	test(|| {
		let loan = lent(request(), offer());
		set_now(OPENING + 200 * DAY);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R"));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Closed);
		assert_eq!(mocks::defaults_reported(), [(ScorecardId(5), Grade::A, date_of(now()))]);
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::WrongState);
	});
}
