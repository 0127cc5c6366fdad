use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, Currency, LoanId, Security};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn noted(who: u64, asset: AssetId, number: &str, amount: u64) -> DispatchResult {
	let note = CreditNoteSpec { number: number.try_into().unwrap(), amount, issued: TODAY };
	dispatch(who, Call::note_credit { asset, note })
}

fn withdrawn(who: u64, asset: AssetId, number: &str) -> DispatchResult {
	dispatch(who, Call::withdraw_credit_note { asset, number: number.try_into().unwrap() })
}

/// A receivable of the first firm that the third owes, which is on the chain.
fn owed_by_third() -> AssetId {
	let id = NextAsset::<Test>::get();
	let spec = ReceivableSpec { obligor_number: Some(firm(2)), ..receivable(0) };
	assert_ok!(Collateral::register_receivable(signed(controller(0)), spec));
	id
}

#[test]
fn who_stated_a_credit_note_takes_it_back() {
	test(|| {
		let id = owed_by_third();
		assert_ok!(noted(controller(0), id, "A", 100_000));
		assert_ok!(noted(controller(2), id, "B", 200_000));
		assert_ok!(noted(CUSTOMS, id, "C", 300_000));
		for (who, others) in [(controller(0), ["B", "C"]), (controller(2), ["A", "C"]), (CUSTOMS, ["A", "B"])] {
			for number in others {
				assert_noop!(withdrawn(who, id, number), Error::<Test>::NotAuthorized);
			}
		}
		assert_noop!(withdrawn(STRANGER, id, "A"), Error::<Test>::NotAuthorized);
		assert_ok!(withdrawn(controller(2), id, "B"));
		let number = "B".try_into().unwrap();
		System::assert_last_event(Event::CreditNoteWithdrawn { asset: id, number }.into());
		assert_eq!((shown(id).remaining, shown(id).rest), (600_000, 600_000));
		assert_ok!(withdrawn(CUSTOMS, id, "C"));
		assert_ok!(withdrawn(controller(0), id, "A"));
		assert_eq!((shown(id).remaining, shown(id).credit_notes.len()), (1_000_000, 0));
		// The number is free, for the note as it should have been.
		assert_ok!(noted(controller(0), id, "A", 10_000));
	});
}

/// What was lent stays lent: no fen of it is lent again, and the lender hears that it is secured again.
#[test]
fn what_was_financed_on_it_holds() {
	test(|| {
		let id = noticed(0);
		assert_ok!(noted(controller(0), id, "A", 300_000));
		let lien = lent(id, BANK, 700_000, 7);
		assert_eq!(shown(id).rest, 0);
		assert_ok!(noted(controller(0), id, "B", 100_000));
		System::assert_last_event(Event::SecurityShort { lien, loan: LoanId(7), short: 100_000 }.into());
		assert_eq!(shown(id).short, 100_000);
		assert_ok!(withdrawn(controller(0), id, "B"));
		System::assert_last_event(Event::SecurityShort { lien, loan: LoanId(7), short: 0 }.into());
		assert_eq!((shown(id).short, shown(id).rest), (0, 0));
		System::reset_events();
		assert_ok!(withdrawn(controller(0), id, "A"));
		assert_eq!(System::events().len(), 1, "nobody's part changed");
		assert_eq!((shown(id).remaining, shown(id).rest), (1_000_000, 300_000));
	});
}

/// It confirmed the whole, sent goods back, and counts on the note for them.
#[test]
fn a_creditor_takes_a_note_back_and_the_obligor_is_bound_to_no_more() {
	test(|| {
		let id = owed_by_third();
		let confirm = |amount| dispatch(controller(2), Call::confirm_debt { asset: id, amount });
		assert_ok!(confirm(1_000_000));
		assert_ok!(noted(controller(0), id, "A", 300_000));
		assert_ok!(withdrawn(controller(0), id, "A"));
		System::assert_last_event(Event::CreditNoteWithdrawn { asset: id, number: "A".try_into().unwrap() }.into());
		assert_eq!((shown(id).remaining, shown(id).rest), (1_000_000, 700_000));
		// If it was a mistake, the obligor says so.
		assert_ok!(confirm(1_000_000));
		assert_eq!(shown(id).rest, 1_000_000);
		// A note over all of it leaves a word for nothing, not no word.
		assert_ok!(noted(controller(0), id, "A", 1_000_000));
		assert_ok!(withdrawn(controller(0), id, "A"));
		assert_eq!(shown(id).rest, 0);
	});
}

/// The obligor notes most of it off, the bank keeps it for the little that is left, and the obligor owes all of it again.
#[test]
fn a_bank_and_an_obligor_make_a_receivable_cheap_and_whole_again() {
	test(|| {
		let id = owed_by_third();
		let lien = lent(id, BANK, 900_000, 7);
		assert_ok!(noted(controller(2), id, "A", 990_000));
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 900_000);
		let keep = Realisation {
			buyer: None,
			proceeds: 10_000,
			costs: 0,
			price: Price::Appraised,
			evidence: H256::repeat_byte(7),
		};
		assert_ok!(dispatch(BANK_KEY, Call::propose_enforcement { lien, realisation: keep.clone() }));
		assert_noop!(withdrawn(controller(2), id, "A"), Error::<Test>::InDefault);
		assert_ok!(dispatch(controller(0), Call::agree_to_enforcement { lien, owner: firm(0), realisation: keep }));
		assert_ok!(dispatch(BANK_KEY, Call::enforce { lien }));
		assert_noop!(withdrawn(controller(2), id, "A"), Error::<Test>::Realised);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = noticed(0);
		assert_noop!(withdrawn(controller(0), id, "A"), Error::<Test>::NotFound);
		assert_noop!(withdrawn(controller(0), AssetId(9), "A"), Error::<Test>::NotFound);
		let right = registered(right());
		assert_noop!(withdrawn(controller(0), right, "A"), Error::<Test>::WrongKind);
		assert_ok!(noted(controller(0), id, "A", 1));
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), id));
		assert_noop!(withdrawn(controller(0), id, "A"), Error::<Test>::Cancelled);
	});
}
