use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AgencyId, AssetId, RegistrationNumber};
use sp_runtime::DispatchResult;

/// A receivable of the first firm that the third owes.
fn owed_by(number: Option<RegistrationNumber>) -> AssetId {
	let id = NextAsset::<Test>::get();
	let spec = ReceivableSpec { obligor_number: number, ..receivable(0) };
	Collateral::register_receivable(signed(controller(0)), spec).unwrap();
	id
}

fn confirm_debt(who: u64, asset: AssetId, amount: u64) -> DispatchResult {
	dispatch(who, Call::confirm_debt { asset, amount })
}

#[test]
fn the_obligor_confirms_what_it_owes_and_views_show_it() {
	test(|| {
		let id = owed_by(Some(firm(2)));
		assert_eq!(shown(id).confirmation, None);
		assert_ok!(confirm_debt(controller(2), id, 900_000));
		let confirmation = ObligorConfirmation { amount: 900_000, on: TODAY, agency: None };
		System::assert_last_event(Event::DebtConfirmed { asset: id, confirmation }.into());
		let view = shown(id);
		assert_eq!(view.spec.obligor_number, Some(firm(2)));
		assert_eq!((view.confirmation, view.remaining, view.rest), (Some(confirmation), 1_000_000, 900_000));
		// An officer of the obligor can, too.
		mocks::set_officer(&firm(2), STRANGER, 1);
		assert_ok!(confirm_debt(STRANGER, id, 1_000_000));
		assert_eq!(shown(id).rest, 1_000_000);
	});
}

#[test]
fn an_agency_confirms_for_an_obligor_that_is_not_on_the_chain() {
	test(|| {
		for number in [None, Some("MO:X-1".parse().unwrap())] {
			let id = owed_by(number);
			assert_noop!(confirm_debt(controller(2), id, 5), Error::<Test>::NotAuthorized);
			assert_noop!(confirm_debt(COURT, id, 5), Error::<Test>::NotAuthorized);
			assert_ok!(confirm_debt(CUSTOMS, id, 1_000_000));
			assert_eq!(shown(id).confirmation.unwrap().agency, Some(AgencyId(2)));
		}
	});
}

/// The platform says that a firm owes, which knows nothing of it.
#[test]
fn an_agency_confirms_over_the_head_of_the_obligor() {
	test(|| {
		let id = owed_by(Some(firm(2)));
		assert_noop!(confirm_debt(CUSTOMS, id, 5), Error::<Test>::ObligorConfirms);
		assert_eq!(shown(id).confirmation, None);
	});
}

/// One person controls both firms, and makes a debt out of nothing.
#[test]
fn a_firm_confirms_what_its_own_shell_owes_it() {
	test(|| {
		let id = owed_by(Some(firm(2)));
		mocks::set_officer(&firm(2), controller(0), 1);
		assert_noop!(confirm_debt(controller(0), id, 5), Error::<Test>::OwnObligor);
		assert_noop!(confirm_debt(controller(1), id, 5), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn an_obligor_denies_what_it_confirmed() {
	test(|| {
		let id = owed_by(Some(firm(2)));
		assert_ok!(confirm_debt(controller(2), id, 800_000));
		for amount in [1, 799_999, 800_000] {
			assert_noop!(confirm_debt(controller(2), id, amount), Error::<Test>::AlreadyConfirmed);
		}
		let note = |who, number: &str, amount| {
			let note = CreditNoteSpec { number: number.try_into().unwrap(), amount, issued: TODAY };
			dispatch(who, Call::note_credit { asset: id, note })
		};
		// What it never confirmed it may take off, and not a fen more; nor does an agency do it for it.
		assert_noop!(note(controller(2), "A", 200_001), Error::<Test>::DebtStands);
		assert_ok!(note(controller(2), "A", 200_000));
		assert_noop!(note(controller(2), "B", 1), Error::<Test>::DebtStands);
		assert_noop!(note(CUSTOMS, "B", 1), Error::<Test>::DebtStands);
		assert_eq!((shown(id).remaining, shown(id).rest), (800_000, 800_000));
		// The creditor disposes of its own claim.
		assert_ok!(note(controller(0), "B", 1));
		assert_eq!((shown(id).remaining, shown(id).rest), (799_999, 799_999));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = owed_by(Some(firm(2)));
		assert_noop!(confirm_debt(controller(2), AssetId(9), 1), Error::<Test>::NotFound);
		for amount in [0, 1_000_001] {
			assert_noop!(confirm_debt(controller(2), id, amount), Error::<Test>::LimitExceeded);
		}
		let right = registered(right());
		assert_noop!(confirm_debt(controller(2), right, 1), Error::<Test>::WrongKind);
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), id));
		assert_noop!(confirm_debt(controller(2), id, 1), Error::<Test>::Cancelled);
	});
}

/// A number that no register gave, or the creditor's own.
#[test]
fn an_obligor_is_invented() {
	test(|| {
		for number in [RegistrationNumber::Mainland([b'!'; 18]), firm(0)] {
			let spec = ReceivableSpec { obligor_number: Some(number), ..receivable(0) };
			let call = Call::register_receivable { receivable: spec };
			assert_noop!(dispatch(controller(0), call), Error::<Test>::InvalidObligor);
		}
	});
}
