//! Days on which a call was stopped count against nobody who needed it. The bank's days are those of the mock: 5 to decide, 5
//! to state a payment, 10 to answer and to reverse, 15 for a dispute.

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	add_months,
	mocks::{self, stand_still},
	start_of, Deadline, Paging,
};
use sp_core::H256;

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

fn note(loan: LoanId) -> sp_runtime::DispatchResult {
	dispatch(STRANGER, Call::note_arrears { loan })
}

/// Nothing that the firm pays can be recorded for twenty days. They are neither days past due nor bear a penalty; interest
/// goes on as agreed.
#[test]
fn a_third_stops_repayments_and_the_firm_defaults() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		stand_still(Deadline::Recording, due + 10, due + 29);
		go_to(due + 90);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.arrears_days, view.material_days), (70, 70));
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::NotInArrears);
		assert_ok!(note(loan));
		System::assert_last_event(Event::ArrearsNoted { loan, days: 70 }.into());
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
		assert_eq!(mocks::defaults_reported(), []);
		go_to(due + 110);
		assert_ok!(note(loan));
		System::assert_last_event(Event::Defaulted { loan, arrears_days: 90 }.into());
	});
	// 888,488 at a thousandth a day: ten days late, of which four did not count.
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		stand_still(Deadline::Recording, due + 3, due + 6);
		go_to(due + 10);
		assert_eq!(Financing::loan(loan).unwrap().due.penalty, 5_331);
		assert_ok!(repay(loan, 5_331 + 888_488, "R"));
		assert_eq!(Financing::loan(loan).unwrap().due.total, 0);
	});
}

/// What came on the twelfth day of a stop of twenty could not be recorded before it ended.
#[test]
fn a_payment_made_while_recording_was_stopped_is_too_old_to_be_recorded() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		stand_still(Deadline::Recording, due + 1, due + 20);
		go_to(due + 50);
		assert_noop!(repay_on(loan, 888_488, "R", due - 1), Error::<Test>::InvalidValueDate);
		assert_ok!(repay_on(loan, 888_488, "R", due));
		assert_eq!(Financing::loan(loan).unwrap().arrears_since, Some(add_months(TODAY, 2)));
	});
}

/// Ninety days that count are a hundred and ten. What came on the eighty-ninth of them shows that there was no default.
#[test]
fn a_late_payment_is_judged_by_all_the_days() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		stand_still(Deadline::Recording, due + 10, due + 29);
		go_to(due + 110);
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
		assert_ok!(repay_on(loan, 1_500_000, "R", due + 109));
		System::assert_has_event(Event::DefaultUndone { loan }.into());
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
	});
}

#[test]
fn a_stop_makes_a_bank_miss_its_decision() {
	test(|| {
		let id = applied(request());
		stand_still(Deadline::Decision, TODAY + 1, TODAY + 3);
		set_now(OPENING + 8 * DAY);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert!(!Financing::application(id).unwrap().deadline_missed);
		set_now(OPENING + 8 * DAY + 1);
		assert!(Financing::application(id).unwrap().deadline_missed);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		set_now(OPENING + 98 * DAY);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		set_now(OPENING + 98 * DAY + 1);
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}

/// The bank may decline it meanwhile.
#[test]
fn an_offer_lapses_while_nobody_can_accept_it() {
	let stopped = || {
		pass(1);
		let id = offered(request(), OfferSpec { valid_until: OPENING + 10 * DAY, ..offer() });
		stand_still(Deadline::Acceptance, TODAY + 8, TODAY + 12);
		id
	};
	test(|| {
		// What was stopped before the offer was made adds nothing to it.
		stand_still(Deadline::Acceptance, TODAY + 1, TODAY + 1);
		let id = stopped();
		set_now(OPENING + 15 * DAY - 1);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(accept(CONTROLLER, id));
	});
	test(|| {
		let id = stopped();
		set_now(OPENING + 15 * DAY);
		assert_noop!(accept(CONTROLLER, id), Error::<Test>::Expired);
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}

/// What ran out at noon is not taken up in the small hours of the next day, which does not count.
#[test]
fn an_expired_offer_lives_again_by_a_stop_at_midnight() {
	test(|| {
		let valid_until = start_of(TODAY + 7) + DAY / 2;
		let id = offered(request(), OfferSpec { valid_until, ..offer() });
		stand_still(Deadline::Acceptance, TODAY + 8, TODAY + 8);
		for hours in [3, 23] {
			set_now(start_of(TODAY + 8) + hours * DAY / 24);
			assert_noop!(accept(CONTROLLER, id), Error::<Test>::Expired);
		}
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}

/// Its money would be gone: no loan, and what it was to rest on free for others.
#[test]
fn a_bank_that_paid_cannot_say_so_while_its_call_is_stopped() {
	test(|| {
		let id = accepted(request(), offer());
		stand_still(Deadline::Statement, TODAY + 1, TODAY + 20);
		pass(25);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(pay_out_on(BANK_KEY, id, "P", TODAY));
		assert_ok!(confirm(CONTROLLER, id, "P"));
		assert_eq!(Financing::loan(id.loan()).unwrap().started, TODAY);
	});
	test(|| {
		let id = accepted(request(), offer());
		stand_still(Deadline::Statement, TODAY + 1, TODAY + 20);
		pass(26);
		assert_noop!(pay_out_on(BANK_KEY, id, "P", TODAY), Error::<Test>::InvalidValueDate);
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}

#[test]
fn a_dispute_ends_while_nobody_can_find_upon_it() {
	let disputed = || {
		let id = disbursed(request(), offer());
		assert_ok!(Financing::dispute_payment(signed(CONTROLLER), id, H256::zero()));
		stand_still(Deadline::Finding, TODAY + 6, TODAY + 15);
		id
	};
	test(|| {
		let id = disputed();
		pass(25);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(Financing::answer_dispute(signed(BANK_KEY), id, H256::zero()));
		assert_noop!(Financing::start_loan(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(Financing::decide_dispute(signed(REGULATOR), id, Finding::NotPaid));
	});
	test(|| {
		let id = disputed();
		pass(26);
		assert_ok!(Financing::expire(signed(STRANGER), id));
	});
}

/// The lender could neither record nor refuse what the borrower stated.
#[test]
fn a_claim_is_overdue_because_its_answer_was_stopped() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 89);
		let (reference, evidence) = (reference("X"), H256::zero());
		assert_ok!(dispatch(
			CONTROLLER,
			Call::claim_payment { loan, amount: 888_488, reference, value_date: due, evidence }
		));
		stand_still(Deadline::Answer, due + 90, due + 93);
		go_to(due + 103);
		assert!(!Financing::loan(loan).unwrap().claims[0].overdue);
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
		go_to(due + 104);
		assert!(Financing::loan(loan).unwrap().claims[0].overdue);
		assert_ok!(note(loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
	});
}

#[test]
fn a_bounced_payment_cannot_be_taken_back_for_a_stop() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		stand_still(Deadline::Reversal, TODAY + 1, TODAY + 10);
		pass(20);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 0);
	});
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		pass(1);
		assert_ok!(reverse(CONTROLLER, loan, 0));
		stand_still(Deadline::Reversal, TODAY + 2, TODAY + 6);
		pass(15);
		assert!(Financing::statement(loan, Paging::FIRST).unwrap().items[0].reversal_asked.is_some());
		pass(1);
		assert!(Financing::statement(loan, Paging::FIRST).unwrap().items[0].reversal_asked.is_none());
	});
}
