use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, Paging};

const RISK: DeclineReason = DeclineReason::CreditRisk;

#[test]
fn the_institution_declines_until_the_money_is_sent() {
	for state in 0..3 {
		test(|| {
			let id = match state {
				0 => applied(request()),
				1 => offered(request(), offer()),
				_ => accepted(request(), offer()),
			};
			for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
				assert_noop!(Financing::decline(signed(who), id, RISK), Error::<Test>::NotAuthorized);
			}
			assert_noop!(Financing::decline(signed(BANK_KEY), ApplicationId(9), RISK), Error::<Test>::NotFound);
			let reversed = DeclineReason::DisbursementReversed;
			assert_noop!(Financing::decline(signed(BANK_KEY), id, reversed), Error::<Test>::WrongState);
			assert_ok!(Financing::decline(signed(BANK_KEY), id, RISK));
			System::assert_last_event(Event::Declined { application: id, reason: RISK }.into());
			assert_noop!(Financing::decline(signed(BANK_KEY), id, RISK), Error::<Test>::WrongState);
		});
	}
}

#[test]
fn money_that_came_back_closes_the_application() {
	test(|| {
		let id = disbursed(request(), offer());
		assert_noop!(Financing::decline(signed(BANK_KEY), id, RISK), Error::<Test>::WrongState);
		assert_ok!(Financing::decline(signed(BANK_KEY), id, DeclineReason::DisbursementReversed));
		assert_eq!(Financing::inbox(BANK, Paging::FIRST).items.len(), 0);
		assert_eq!((Financing::exposure(&firm()), Financing::loans_of(&firm(), Paging::FIRST).items), (vec![], vec![]));
		assert!(Financing::loan(id.loan()).is_none());
	});
}

#[test]
fn a_late_decision_is_counted_by_itself() {
	test(|| {
		let id = applied(request());
		set_now(OPENING + 5 * DAY + 1);
		assert!(Financing::application(id).unwrap().deadline_missed);
		assert_ok!(Financing::decline(signed(BANK_KEY), id, RISK));
		System::assert_has_event(Event::DeadlineMissed { application: id, institution: BANK, missed: 1 }.into());
		assert_eq!(mocks::missed_deadlines(BANK), 1);
	});
}

#[test]
fn withdrawing_hides_no_missed_deadline_and_a_suspended_institution_says_no() {
	test(|| {
		let id = applied(request());
		set_now(OPENING + 5 * DAY + 1);
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), id));
		System::assert_has_event(Event::DeadlineMissed { application: id, institution: BANK, missed: 1 }.into());
		let id = applied(request());
		suspend(BANK, true);
		assert_ok!(Financing::decline(signed(BANK_KEY), id, RISK));
	});
}
