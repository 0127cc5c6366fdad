use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, conditions::Conditions, mocks, Grade};
use sp_core::H256;

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

fn note(loan: LoanId) -> sp_runtime::DispatchResult {
	dispatch(STRANGER, Call::note_arrears { loan })
}

#[test]
fn a_lender_hides_a_default() {
	test(|| {
		receivable(AssetId(7), BANK);
		let loan = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
		let due = add_months(TODAY, 1);
		go_to(due);
		assert_noop!(note(loan), Error::<Test>::NotInArrears);
		go_to(due + 30);
		assert_ok!(note(loan));
		System::assert_last_event(Event::ArrearsNoted { loan, days: 30 }.into());
		assert_noop!(note(loan), Error::<Test>::AlreadyNoted);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.noted, view.material_days), (Some(NotedArrears { on: due + 30, days: 30 }), 30));
		assert_eq!(view.state, LoanState::Active);

		go_to(due + 90);
		assert_ok!(note(loan));
		System::assert_last_event(Event::Defaulted { loan, arrears_days: 90 }.into());
		assert_eq!(mocks::defaults_reported(), [(ScorecardId(5), Grade::A, due + 90)]);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.called_on), (LoanState::InDefault, None));
		assert!(view.payoff > view.due.total, "only the lender calls it");
		assert!(!mocks::asset(AssetId(7)).unwrap().defaulted);

		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		System::assert_last_event(Event::LoanCalled { loan }.into());
		assert_eq!(mocks::defaults_reported(), [(ScorecardId(5), Grade::A, due + 90)], "it counts once");
		assert!(mocks::asset(AssetId(7)).unwrap().defaulted);
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::WrongState);
	});
}

#[test]
fn one_fen_late_is_a_default() {
	test(|| {
		let bullet = on(Conditions { method: RepaymentMethod::Bullet, tenor: 1, ..conditions() });
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
		let bullet = on(Conditions { amount: 5_000, method: RepaymentMethod::Bullet, tenor: 1, ..conditions() });
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
		assert_noop!(note(LoanId(9)), Error::<Test>::NotFound);
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

fn claim_and_default(loan: LoanId, text: &str) -> u32 {
	let due = add_months(TODAY, 1);
	go_to(due + 20);
	let (amount, evidence) = (888_488 + 8_884, H256::zero());
	let claim = Call::claim_payment { loan, amount, reference: reference(text), value_date: due + 10, evidence };
	assert_ok!(dispatch(CONTROLLER, claim));
	go_to(due + 90);
	assert_ok!(note(loan));
	assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
	due
}

/// The bank lets the firm's payment lie until others note the default, and records it then.
#[test]
fn a_bank_records_a_payment_late_and_leaves_the_firm_in_default() {
	test(|| {
		let loan = lent(request(), offer());
		let due = claim_and_default(loan, "X");
		assert_ok!(Financing::write_off(signed(BANK_KEY), loan, 1_000));
		assert_eq!(mocks::defaults_reported().len(), 1);
		assert_ok!(repay_on(loan, 888_488 + 8_884, "X", due + 10));
		System::assert_has_event(Event::DefaultUndone { loan }.into());
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.defaulted_on, view.noted), (LoanState::Active, None, None));
		assert_eq!(view.written_off, 0, "what rested on the default is gone with it");
		assert_eq!(mocks::defaults_reported(), []);
		// If the payment bounces it is in default after all.
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
		assert_eq!(mocks::defaults_reported().len(), 1);
	});
}

/// What the views say can be noted is a default when it is noted, while the lender answers a claim and afterwards.
#[test]
fn what_can_be_noted_is_what_noting_records() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		let can = || Financing::loan(loan).unwrap().default_can_be_noted;
		go_to(due + 89);
		let (amount, evidence) = (888_488, H256::zero());
		let claim = Call::claim_payment { loan, amount, reference: reference("X"), value_date: due + 10, evidence };
		assert_ok!(dispatch(CONTROLLER, claim));
		go_to(due + 90);
		assert!(!can(), "the lender has its days to answer");
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
		go_to(due + 89 + 10 + 1);
		assert!(can(), "it had its days");
		assert_ok!(note(loan));
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.default_can_be_noted), (LoanState::InDefault, false));
	});
}

/// A payment of today, or one too late by its own date, cures and undoes nothing.
#[test]
fn a_firm_pays_after_its_default_and_has_it_undone() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 91);
		assert_ok!(note(loan));
		let owed = Financing::loan(loan).unwrap().due.total;
		assert_ok!(repay_on(loan, owed - 10_000, "R", due + 90));
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.defaulted_on), (LoanState::InDefault, Some(due + 91)));
		assert_eq!(mocks::defaults_reported().len(), 1);
	});
}

#[test]
fn a_called_loan_stays_in_default() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 90);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		go_to(due + 91);
		assert_ok!(repay_on(loan, 1_000_000, "X", due + 85));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
	});
}

/// A charge that was none of the firm's ate its instalment.
#[test]
fn a_wrong_charge_leaves_the_firm_in_default() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 1);
		assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, 500_000, reference("letter")));
		assert_ok!(repay(loan, 888_488 + 888, "R"));
		go_to(due + 95);
		assert_ok!(note(loan));
		assert_eq!(mocks::defaults_reported().len(), 1);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		System::assert_has_event(Event::DefaultUndone { loan }.into());
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
		assert_eq!(mocks::defaults_reported(), []);
	});
}

/// An enterprise is one observation of its scorecard: a second loan whose default is undone does not wipe out the first's.
#[test]
fn a_second_loan_washes_the_default_of_the_first() {
	test(|| {
		let first = lent(request(), offer());
		let second = lent(request(), offer());
		let due = claim_and_default(second, "X");
		assert_ok!(note(first));
		assert_ok!(repay_on(second, 888_488 + 8_884, "X", due + 10));
		assert_eq!(Financing::loan(second).unwrap().state, LoanState::Active);
		assert_eq!(Financing::loan(first).unwrap().state, LoanState::InDefault);
		assert!(!mocks::defaults_reported().is_empty());
	});
}
