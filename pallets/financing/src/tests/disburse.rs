use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, mocks, Paging};

fn secured() -> RequestSpec {
	receivable(AssetId(7), BANK);
	RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }
}

#[test]
fn both_confirm_and_the_loan_lives() {
	test(|| {
		let id = accepted(secured(), offer());
		assert_ok!(pay_out(BANK_KEY, id, "PAY-1"));
		System::assert_last_event(
			Event::Disbursed {
				application: id,
				reference: reference("PAY-1"),
				value_date: TODAY,
				confirm_by: TODAY + 5,
			}
			.into(),
		);
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Stated);
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, None, "nothing is bound before the loan begins");
		assert_ok!(confirm(CONTROLLER, id, "PAY-1"));
		System::assert_last_event(
			Event::LoanStarted { loan: id.loan(), enterprise: firm(), institution: BANK, started: TODAY }.into(),
		);
		let loan = Financing::loan(id.loan()).unwrap();
		assert_eq!((loan.outstanding_principal, loan.state), (10_000_000, LoanState::Active));
		assert_eq!((loan.schedule.len(), loan.due.total), (12, 0));
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, Some(id.loan()));
		let exposure = &Financing::exposure(&firm())[0];
		assert_eq!((exposure.principal, exposure.reserved), (10_000_000, 0));
		assert_eq!(Financing::loans_of(&firm(), Paging::FIRST).items.len(), 1);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = offered(secured(), offer());
		assert_noop!(pay_out(BANK_KEY, id, "P"), Error::<Test>::WrongState);
		assert_ok!(accept(CONTROLLER, id));
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(pay_out(who, id, "P"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(pay_out(BANK_KEY, ApplicationId(9), "P"), Error::<Test>::NotFound);
		for text in ["", " ", "付款"] {
			assert_noop!(pay_out(BANK_KEY, id, text), Error::<Test>::InvalidReference);
		}
		assert_noop!(confirm(CONTROLLER, id, "P"), Error::<Test>::WrongState);
		assert_noop!(Financing::start_loan(signed(STRANGER), id), Error::<Test>::WrongState);
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		assert_noop!(pay_out(BANK_KEY, id, "P"), Error::<Test>::WrongState);
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(confirm(who, id, "P"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(confirm(CONTROLLER, id, "Q"), Error::<Test>::ReferenceMismatch);
		assert_noop!(confirm(CONTROLLER, ApplicationId(9), "P"), Error::<Test>::NotFound);
		assert_ok!(confirm(CONTROLLER, id, " p"));
		assert_noop!(confirm(CONTROLLER, id, "P"), Error::<Test>::WrongState);
	});
}

/// Five million went, and the firm is silent: five days later the loan stands, from the day on which the money went.
#[test]
fn a_borrower_who_never_confirms_owes_nothing() {
	test(|| {
		let id = disbursed(secured(), offer());
		pass(5);
		assert_noop!(Financing::start_loan(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_noop!(repay(id.loan(), 1, "R"), Error::<Test>::WrongState);
		assert_eq!(Financing::exposure(&firm())[0].reserved, 10_000_000, "it counts all the while");
		pass(1);
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Active, "it is shown as what it is");
		assert_ok!(Financing::start_loan(signed(STRANGER), id));
		System::assert_last_event(
			Event::LoanStarted { loan: id.loan(), enterprise: firm(), institution: BANK, started: TODAY }.into(),
		);
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, Some(id.loan()));
		assert_noop!(Financing::start_loan(signed(STRANGER), id), Error::<Test>::WrongState);
		let late = dispatch(CONTROLLER, Call::dispute_payment { application: id, evidence: Default::default() });
		assert_eq!(late, Err(Error::<Test>::WrongState.into()));
	});
}

#[test]
fn any_call_on_a_loan_begins_it_when_nobody_objected() {
	let calls: [fn(LoanId) -> sp_runtime::DispatchResult; 3] = [
		|id| repay(id, 1_000, "R"),
		|loan| dispatch(BANK_KEY, Call::declare_default { loan }),
		|loan| dispatch(STRANGER, Call::note_arrears { loan }),
	];
	for call in calls {
		test(|| {
			let id = disbursed(request(), offer());
			pass(200);
			assert_ok!(call(id.loan()));
			System::assert_has_event(
				Event::LoanStarted { loan: id.loan(), enterprise: firm(), institution: BANK, started: TODAY }.into(),
			);
			assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Funded);
		});
	}
}

#[test]
fn a_late_confirmation_shifts_the_interest() {
	test(|| {
		let id = disbursed(request(), offer());
		pass(300);
		assert_ok!(confirm(CONTROLLER, id, "PAY-1"));
		let loan = Financing::loan(id.loan()).unwrap();
		assert_eq!((loan.started, loan.schedule[0].due), (TODAY, add_months(TODAY, 1)));
		assert_eq!(loan.arrears_since, Some(add_months(TODAY, 1)));
	});
}

#[test]
fn the_value_date_lies_between_acceptance_and_today_and_not_long_ago() {
	test(|| {
		let id = accepted(request(), offer());
		for day in [TODAY - 1, TODAY + 1] {
			assert_noop!(pay_out_on(BANK_KEY, id, "P", day), Error::<Test>::InvalidValueDate);
		}
		pass(8);
		assert_noop!(pay_out_on(BANK_KEY, id, "P", TODAY + 2), Error::<Test>::InvalidValueDate);
		assert_ok!(pay_out_on(BANK_KEY, id, "P", TODAY + 3));
		assert_ok!(confirm(CONTROLLER, id, "P"));
		assert_eq!(Financing::loan(id.loan()).unwrap().started, TODAY + 3);
	});
	test(|| {
		let id = accepted(request(), offer());
		pass(20);
		assert_noop!(pay_out_on(BANK_KEY, id, "P", TODAY + 16), Error::<Test>::InvalidValueDate);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		assert_ok!(pay_out_on(BANK_KEY, id, "P", TODAY + 15));
	});
}
