use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, Paging};

#[test]
fn a_missed_deadline_is_counted_once_and_the_application_stays_open() {
	test(|| {
		let id = applied(request());
		let decide_by = OPENING + 5 * DAY;
		set_now(decide_by);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		set_now(decide_by + 1);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_last_event(Event::DeadlineMissed { application: id, institution: BANK, missed: 1 }.into());
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		assert_eq!(mocks::missed_deadlines(BANK), 1);
	});
}

#[test]
fn nobody_waits_for_ever() {
	test(|| {
		let id = applied(request());
		set_now(OPENING + 95 * DAY + 1);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_has_event(Event::DeadlineMissed { application: id, institution: BANK, missed: 1 }.into());
		System::assert_last_event(Event::ApplicationExpired { application: id }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Expired);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::WrongState);
	});
}

#[test]
fn an_offer_that_is_over_closes_its_application() {
	test(|| {
		let id = offered(request(), offer());
		set_now(OPENING + 10 * DAY - 1);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		set_now(OPENING + 10 * DAY);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_last_event(Event::ApplicationExpired { application: id }.into());
		assert_noop!(Financing::expire(signed(STRANGER), ApplicationId(9)), Error::<Test>::NotFound);
	});
}

#[test]
fn an_accepted_offer_that_is_never_paid_out_ends_too() {
	test(|| {
		let id = accepted(request(), offer());
		assert_eq!(Financing::exposure(&firm())[0].reserved, 10_000_000);
		pass(20);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		pass(1);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_last_event(Event::ApplicationExpired { application: id }.into());
		assert_eq!(Financing::exposure(&firm()), []);
		let sent = disbursed(request(), offer());
		assert_noop!(Financing::expire(signed(STRANGER), sent), Error::<Test>::WrongState);
	});
}

/// Views say what is true, whether somebody recorded it or not.
#[test]
fn an_offer_that_is_over_reads_so_before_anybody_records_it() {
	test(|| {
		let stands = |id| Financing::application(id).map(|view| (view.state, view.now)).unwrap();
		let id = offered(request(), offer());
		assert_eq!(stands(id), (ApplicationState::Offered, ApplicationState::Offered));
		set_now(OPENING + 10 * DAY);
		assert_eq!(stands(id), (ApplicationState::Offered, ApplicationState::Expired));
		let listed = Financing::inbox(BANK, Paging::FIRST).items;
		assert_eq!(listed.iter().map(|view| &view.now).collect::<Vec<_>>(), [&ApplicationState::Expired]);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		assert_eq!(stands(id), (ApplicationState::Expired, ApplicationState::Expired));
	});
}

#[test]
fn what_was_accepted_and_never_paid_reads_as_over_from_the_day_on_which_it_can_be_closed() {
	test(|| {
		let id = accepted(request(), offer());
		let now = || Financing::application(id).unwrap().now;
		pass(20);
		assert_eq!(now(), ApplicationState::Accepted);
		pass(1);
		assert_eq!(now(), ApplicationState::Expired);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		let id = accepted(request(), offer());
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), id));
		pass(21);
		assert_eq!(Financing::application(id).unwrap().now, ApplicationState::Withdrawn);
	});
}

#[test]
fn a_payment_that_nobody_disputed_reads_as_a_loan() {
	test(|| {
		let id = disbursed(request(), offer());
		let view = || Financing::application(id).unwrap();
		assert_eq!(view().now, view().state);
		pass(60);
		assert!(matches!(view().state, ApplicationState::Disbursed { .. }));
		assert_eq!(view().now, ApplicationState::Funded);
	});
}
