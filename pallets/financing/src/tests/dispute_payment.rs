use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, Paging};
use sp_core::H256;
use sp_runtime::DispatchError::BadOrigin;

fn secured() -> RequestSpec {
	receivable(AssetId(7), BANK);
	RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }
}

fn shown() -> H256 {
	H256::repeat_byte(5)
}

fn disputed() -> ApplicationId {
	let id = disbursed(secured(), offer());
	assert_ok!(Financing::dispute_payment(signed(CONTROLLER), id, shown()));
	System::assert_last_event(
		Event::PaymentDisputed { application: id, evidence: shown(), decide_by: TODAY + 15 }.into(),
	);
	id
}

fn answer(id: ApplicationId) -> sp_runtime::DispatchResult {
	Financing::answer_dispute(signed(BANK_KEY), id, shown())
}

#[test]
fn who_may_do_what_and_when() {
	test(|| {
		let id = disbursed(request(), offer());
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(Financing::dispute_payment(signed(who), id, shown()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			Financing::dispute_payment(signed(CONTROLLER), ApplicationId(9), shown()),
			Error::<Test>::NotFound
		);
		assert_noop!(answer(id), Error::<Test>::WrongState);
		assert_noop!(Financing::decide_dispute(signed(REGULATOR), id, Finding::Paid), Error::<Test>::WrongState);
		pass(6);
		assert_noop!(Financing::dispute_payment(signed(CONTROLLER), id, shown()), Error::<Test>::Expired);
	});
	test(|| {
		let id = disputed();
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Disputed);
		assert_noop!(Financing::dispute_payment(signed(CONTROLLER), id, shown()), Error::<Test>::WrongState);
		for who in [CONTROLLER, OTHER_BANK_KEY] {
			assert_noop!(Financing::answer_dispute(signed(who), id, shown()), Error::<Test>::NotAuthorized);
		}
		for who in [CONTROLLER, BANK_KEY] {
			assert_noop!(Financing::decide_dispute(signed(who), id, Finding::Paid), BadOrigin);
		}
		assert_noop!(
			Financing::decide_dispute(signed(REGULATOR), ApplicationId(9), Finding::Paid),
			Error::<Test>::NotFound
		);
		pass(16);
		assert_noop!(answer(id), Error::<Test>::Expired);
	});
}

#[test]
fn the_arbiter_finds_that_it_was_paid_or_not() {
	test(|| {
		let id = disputed();
		assert_ok!(Financing::decide_dispute(signed(REGULATOR), id, Finding::Paid));
		System::assert_has_event(Event::DisputeDecided { application: id, finding: Finding::Paid }.into());
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Active);
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, Some(id.loan()));
	});
	test(|| {
		let id = disputed();
		assert_ok!(answer(id));
		System::assert_last_event(Event::DisputeAnswered { application: id, evidence: shown() }.into());
		assert_ok!(Financing::decide_dispute(signed(REGULATOR), id, Finding::NotPaid));
		System::assert_last_event(Event::PaymentAnnulled { application: id }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Annulled);
		assert!(Financing::loan(id.loan()).is_none() && Financing::loans_of(&firm(), Paging::FIRST).items.is_empty());
		assert_eq!((mocks::asset(AssetId(7)).unwrap().reserved, Financing::exposure(&firm())), (None, vec![]));
	});
}

/// The bank invented a payment and cannot show it.
#[test]
fn a_payment_that_was_never_made_becomes_a_debt() {
	test(|| {
		let id = disputed();
		pass(15);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		pass(1);
		assert_noop!(Financing::start_loan(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_noop!(repay(id.loan(), 1, "R"), Error::<Test>::WrongState);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_last_event(Event::PaymentAnnulled { application: id }.into());
		assert_eq!(Financing::exposure(&firm()), []);
	});
}

/// The firm disputes what it received, and nobody decides: who showed something has its loan.
#[test]
fn a_dispute_that_nobody_decides_hangs_for_ever() {
	test(|| {
		let id = disputed();
		assert_ok!(answer(id));
		pass(16);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::WrongState);
		assert_ok!(Financing::start_loan(signed(STRANGER), id));
		assert_eq!(Financing::loan(id.loan()).unwrap().started, TODAY);
	});
}

#[test]
fn either_side_can_give_in() {
	test(|| {
		let id = disputed();
		assert_ok!(confirm(CONTROLLER, id, "PAY-1"));
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Active);
	});
	test(|| {
		let id = disputed();
		assert_ok!(Financing::decline(signed(BANK_KEY), id, DeclineReason::DisbursementReversed));
		assert_eq!(mocks::asset(AssetId(7)).unwrap().reserved, None);
	});
}

/// Once nobody objected the loan stands, and the bank that was paid back says so by recording it.
#[test]
fn a_bank_takes_back_a_loan_that_stands() {
	test(|| {
		let id = disbursed(request(), offer());
		pass(6);
		let reversed = DeclineReason::DisbursementReversed;
		assert_noop!(Financing::decline(signed(BANK_KEY), id, reversed), Error::<Test>::WrongState);
	});
}

/// Who showed something has a loan when the days are over; a finding that comes later takes it from nobody.
#[test]
fn an_arbiter_annuls_a_loan_after_the_end_of_its_dispute() {
	test(|| {
		let id = disputed();
		assert_ok!(answer(id));
		pass(16);
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Active);
		let late = Financing::decide_dispute(signed(REGULATOR), id, Finding::NotPaid);
		assert_noop!(late, Error::<Test>::Expired);
		assert_ok!(Financing::start_loan(signed(STRANGER), id));
	});
	// Nor does it make a loan of what nobody showed.
	test(|| {
		let id = disputed();
		pass(16);
		assert_noop!(Financing::decide_dispute(signed(REGULATOR), id, Finding::Paid), Error::<Test>::Expired);
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}
