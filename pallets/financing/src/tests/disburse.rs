use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Currency};
use sp_runtime::DispatchError;

fn secured() -> RequestSpec {
	receivable(7, BANK);
	RequestSpec { security: vec![7].try_into().unwrap(), ..request() }
}

fn confirm(who: u64, id: u64, text: &str) -> sp_runtime::DispatchResult {
	dispatch(who, Call::confirm_receipt { application: id, reference: reference(text) })
}

#[test]
fn both_confirm_and_the_loan_lives() {
	test(|| {
		let id = accepted(secured(), offer());
		assert_ok!(Financing::disburse(signed(BANK_KEY), id, reference("PAY-1")));
		System::assert_last_event(
			Event::Disbursed {
				application: id,
				amount: 10_000_000,
				currency: Currency::CNY,
				reference: reference("PAY-1"),
			}
			.into(),
		);
		assert!(Financing::loan(id).is_none());
		assert_eq!(mocks::asset(7).unwrap().loan, None, "nothing is bound before the money arrived");
		assert_ok!(confirm(CONTROLLER, id, "PAY-1"));
		System::assert_last_event(
			Event::LoanStarted { loan: id, enterprise: firm(), institution: BANK, started: TODAY }.into(),
		);
		let loan = Financing::loan(id).unwrap();
		assert_eq!((loan.outstanding_principal, loan.state), (10_000_000, LoanState::Active));
		assert_eq!((loan.schedule.len(), loan.due.total), (12, 0));
		assert_eq!(mocks::asset(7).unwrap().loan, Some(id));
		assert_eq!(Financing::exposure(&firm())[0].principal, 10_000_000);
		assert_eq!(Financing::loans_of(&firm()).len(), 1);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = offered(secured(), offer());
		let disburse = |who, id, text| Financing::disburse(signed(who), id, reference(text));
		assert_noop!(disburse(BANK_KEY, id, "P"), Error::<Test>::WrongState);
		let hash = Financing::application(id).unwrap().offered_terms_hash.unwrap();
		assert_ok!(Financing::accept_offer(signed(CONTROLLER), id, hash));
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(disburse(who, id, "P"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(disburse(BANK_KEY, 9, "P"), Error::<Test>::NotFound);
		assert_noop!(Financing::disburse(signed(BANK_KEY), id, Default::default()), Error::<Test>::InvalidName);
		assert_noop!(confirm(CONTROLLER, id, "P"), Error::<Test>::WrongState);
		receivable(7, OTHER_BANK);
		assert_noop!(disburse(BANK_KEY, id, "P"), DispatchError::Other("no lien"));
		receivable(7, BANK);
		assert_ok!(disburse(BANK_KEY, id, "P"));
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(confirm(who, id, "P"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(confirm(CONTROLLER, id, "Q"), Error::<Test>::ReferenceMismatch);
		assert_noop!(confirm(CONTROLLER, 9, "P"), Error::<Test>::NotFound);
		assert_ok!(confirm(CONTROLLER, id, "P"));
		assert_noop!(confirm(CONTROLLER, id, "P"), Error::<Test>::WrongState);
	});
}

#[test]
fn a_duplicate_of_a_financed_document_stops_it_whole() {
	test(|| {
		receivable(7, BANK);
		receivable(8, BANK);
		let request = RequestSpec { security: vec![7, 8].try_into().unwrap(), ..request() };
		let id = disbursed(request, offer());
		let mut duplicate = mocks::asset(8).unwrap();
		duplicate.financed = true;
		mocks::set_asset(8, duplicate);
		assert_noop!(confirm(CONTROLLER, id, "PAY-1"), DispatchError::Other("duplicate of a financed document"));
		assert!(Financing::loan(id).is_none());
	});
}
