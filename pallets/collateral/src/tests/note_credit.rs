use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, AssetId, LoanId, Security};
use sp_runtime::DispatchResult;

fn note(number: &str, amount: u64) -> CreditNoteSpec {
	CreditNoteSpec { number: number.try_into().unwrap(), amount, issued: TODAY }
}

fn noted(who: u64, asset: AssetId, number: &str, amount: u64) -> DispatchResult {
	dispatch(who, Call::note_credit { asset, note: note(number, amount) })
}

#[test]
fn a_credit_note_lowers_what_a_lender_counts_on() {
	test(|| {
		let id = noticed(0);
		assert_ok!(noted(controller(0), id, "CN-1", 250_000));
		let event = Event::CreditNoted { asset: id, note: note("CN-1", 250_000), by: NotedBy::Creditor };
		System::assert_last_event(event.into());
		assert_ok!(noted(CUSTOMS, id, "CN-2", 50_000));
		let view = shown(id);
		assert_eq!((view.remaining, view.rest, view.short), (700_000, 700_000, 0));
		let by: Vec<_> = view.credit_notes.iter().map(|stated| stated.by).collect();
		assert_eq!(by, [NotedBy::Creditor, NotedBy::Agency(AgencyId(2))]);
		assert_eq!(Collateral::offer(id, &firm(0), TODAY).unwrap().lending_value, 560_000);
	});
}

/// Creditor and obligor state the same note, or one of them twice.
#[test]
fn a_credit_note_counts_twice() {
	test(|| {
		let id = NextAsset::<Test>::get();
		let spec = ReceivableSpec { obligor_number: Some(firm(2)), ..receivable(0) };
		assert_ok!(Collateral::register_receivable(signed(controller(0)), spec));
		assert_ok!(noted(controller(2), id, "CN-1", 10));
		assert_eq!(shown(id).credit_notes[0].by, NotedBy::Obligor);
		for who in [controller(0), controller(2), CUSTOMS] {
			assert_noop!(noted(who, id, "CN-1", 10), Error::<Test>::AlreadyExists);
		}
	});
}

/// The goods came back after the bank had paid: the bank hears of it, and of how much.
#[test]
fn a_firm_dilutes_a_receivable_behind_the_back_of_its_lender() {
	test(|| {
		let id = noticed(0);
		let first = lent(id, BANK, 500_000, 7);
		let second = lent(id, BANK, 300_000, 8);
		assert_ok!(noted(controller(0), id, "CN-1", 200_000));
		assert_eq!((shown(id).short, shown(id).rest), (0, 0));
		assert!(!System::events()
			.iter()
			.any(|event| { matches!(event.event, RuntimeEvent::Collateral(Event::SecurityShort { .. })) }));
		assert_ok!(noted(controller(0), id, "CN-2", 100_000));
		System::assert_last_event(Event::SecurityShort { lien: second, loan: LoanId(8), short: 100_000 }.into());
		// The last rank bears it first.
		assert_ok!(noted(CUSTOMS, id, "CN-3", 300_000));
		System::assert_has_event(Event::SecurityShort { lien: first, loan: LoanId(7), short: 100_000 }.into());
		System::assert_last_event(Event::SecurityShort { lien: second, loan: LoanId(8), short: 300_000 }.into());
		assert_eq!((shown(id).remaining, shown(id).short), (400_000, 400_000));
		assert_ok!(Collateral::discharge(id, LoanId(8)));
		assert_eq!(shown(id).short, 100_000);
	});
}

/// A lien may secure more than the receivable: what is short is measured by the receivable.
#[test]
fn a_lien_over_more_than_the_receivable_is_not_short_from_the_start() {
	test(|| {
		let id = noticed(0);
		let lien = lent(id, BANK, 5_000_000, 7);
		assert_eq!(shown(id).short, 0);
		assert_ok!(noted(controller(0), id, "CN-1", 1));
		System::assert_last_event(Event::SecurityShort { lien, loan: LoanId(7), short: 1 }.into());
	});
}

#[test]
fn what_credit_notes_took_whole_secures_nothing() {
	test(|| {
		let id = noticed(0);
		assert_ok!(noted(controller(0), id, "CN-1", 1_000_000));
		assert_noop!(Collateral::offer(id, &firm(0), TODAY), Error::<Test>::NothingLeft);
		let pledge = Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(BANK));
		assert_noop!(pledge, Error::<Test>::NothingLeft);
		assert_noop!(noted(controller(0), id, "CN-2", 1), Error::<Test>::LimitExceeded);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = noticed(0);
		for who in [STRANGER, controller(2), BANK_KEY, COURT] {
			assert_noop!(noted(who, id, "CN-1", 1), Error::<Test>::NotAuthorized);
		}
		assert_noop!(noted(controller(0), AssetId(9), "CN-1", 1), Error::<Test>::NotFound);
		for amount in [0, 1_000_001] {
			assert_noop!(noted(controller(0), id, "CN-1", amount), Error::<Test>::LimitExceeded);
		}
		let on = |issued| {
			let note = CreditNoteSpec { issued, ..note("CN-1", 1) };
			dispatch(controller(0), Call::note_credit { asset: id, note })
		};
		assert_noop!(on(TODAY - 11), Error::<Test>::InvalidDate);
		assert_noop!(on(TODAY + 1), Error::<Test>::InvalidDate);
		let nameless = CreditNoteSpec { number: Default::default(), ..note("x", 1) };
		let nameless = Call::note_credit { asset: id, note: nameless };
		assert_noop!(dispatch(controller(0), nameless), Error::<Test>::InvalidNumber);
		for n in 0..MAX_CREDIT_NOTES {
			assert_ok!(noted(controller(0), id, &format!("CN-{n}"), 1));
		}
		assert_noop!(noted(controller(0), id, "CN-16", 1), Error::<Test>::TooManyNotes);
		let right = registered(right());
		assert_noop!(noted(controller(0), right, "CN-1", 1), Error::<Test>::WrongKind);
		let other = noticed(0);
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), other));
		assert_noop!(noted(controller(0), other, "CN-1", 1), Error::<Test>::Cancelled);
	});
}
