//! One receivable secures several loans, up to what it is worth.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, Corridor, InstitutionId, LienId, LoanId, Security, SecurityClaim};
use sp_runtime::DispatchResult;

fn admit(who: u64, lien: LienId, institution: InstitutionId, admitted: bool) -> DispatchResult {
	dispatch(who, Call::admit_lender { lien, institution, admitted })
}

fn lending_value(asset: AssetId) -> u64 {
	Collateral::offer(asset, &firm(0), TODAY).unwrap().lending_value
}

#[test]
fn one_receivable_secures_loans_up_to_its_rest() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		lent(id, BANK, 300_000, 7);
		assert_eq!((shown(id).rest, lending_value(id)), (700_000, 560_000));
		lent(id, BANK, 400_000, 8);
		assert_eq!((shown(id).rest, lending_value(id)), (300_000, 240_000));
		let last = lent(id, BANK, 300_000, 9);
		assert_eq!(shown(id).financed, [7, 8, 9].map(LoanId));
		assert_eq!(Liens::<Test>::get(last).unwrap().loan, Some(LoanId(9)));
		let more = Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(BANK));
		assert_noop!(more, Error::<Test>::AlreadyFinanced);
		assert_eq!(Collateral::asset_view(id).unwrap().security, Err(Refusal::AlreadyFinanced));
		// The other places were told once.
		assert_eq!(mocks::told_abroad().len(), 2);
	});
}

/// A part that was repaid was paid by the receivable itself.
#[test]
fn a_part_that_was_repaid_is_financed_again() {
	test(|| {
		let id = noticed(0);
		lent(id, BANK, 600_000, 7);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_eq!((shown(id).rest, lending_value(id)), (400_000, 320_000));
		lent(id, BANK, 400_000, 8);
		assert_ok!(Collateral::discharge(id, LoanId(8)));
		let again = Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(BANK));
		assert_noop!(again, Error::<Test>::AlreadyFinanced);
	});
}

/// Two loans are agreed on the same day, each on the same fen.
#[test]
fn two_loans_are_reserved_on_the_same_rest() {
	test(|| {
		let id = noticed(0);
		pledged_part(id, BANK, 600_000);
		pledged_part(id, BANK, 600_000);
		pledged_part(id, BANK, 1);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		let second = Collateral::reserve(id, &claim(0, BANK, LoanId(8))).unwrap();
		assert_eq!(second.offer.lending_value, 320_000, "of what the first left");
		assert_noop!(reserve(id, 0, BANK, LoanId(9)), Error::<Test>::Reserved);
		<Collateral as Security>::release(id, LoanId(7));
		assert_ok!(reserve(id, 0, BANK, LoanId(9)));
		Collateral::bind(id, LoanId(8));
		Collateral::bind(id, LoanId(9));
		assert_eq!(shown(id).financed, [8, 9].map(LoanId));
	});
}

/// The second bank was let in by nobody.
#[test]
fn a_second_bank_lends_on_what_another_has_financed() {
	test(|| {
		let id = noticed(0);
		let first = lent(id, BANK, 400_000, 7);
		let second = pledged_part(id, OTHER_BANK, 300_000);
		assert_noop!(reserve(id, 0, OTHER_BANK, LoanId(8)), Error::<Test>::NotAdmitted);
		assert_noop!(admit(OTHER_BANK_KEY, first, OTHER_BANK, true), Error::<Test>::NotAuthorized);
		assert_noop!(admit(BANK_KEY, first, InstitutionId(5), true), Error::<Test>::InstitutionNotActive);
		assert_noop!(admit(BANK_KEY, first, OTHER_BANK, false), Error::<Test>::AlreadyExists);
		assert_ok!(admit(BANK_KEY, first, OTHER_BANK, true));
		let told = Event::LenderAdmitted { lien: first, institution: OTHER_BANK, admitted: true };
		System::assert_last_event(told.into());
		assert_noop!(admit(BANK_KEY, first, OTHER_BANK, true), Error::<Test>::AlreadyExists);
		assert_eq!(Collateral::asset_view(id).unwrap().liens[0].admitted, [OTHER_BANK]);
		// It knows that it ranks behind.
		assert_noop!(reserve(id, 0, OTHER_BANK, LoanId(8)), Error::<Test>::NotFirstRank);
		assert_noop!(dispatch(BANK_KEY, Call::accept_rank { lien: second }), Error::<Test>::NotAuthorized);
		assert_ok!(dispatch(OTHER_BANK_KEY, Call::accept_rank { lien: second }));
		System::assert_last_event(Event::RankAccepted { lien: second, rank: 2 }.into());
		assert_ok!(reserve(id, 0, OTHER_BANK, LoanId(8)));
		Collateral::bind(id, LoanId(8));
		// And the first asks the second, before it lends more.
		pledged_part(id, BANK, 100_000);
		assert_noop!(reserve(id, 0, BANK, LoanId(9)), Error::<Test>::NotAdmitted);
		assert_ok!(admit(OTHER_BANK_KEY, second, BANK, true));
		assert_noop!(reserve(id, 0, BANK, LoanId(9)), Error::<Test>::NotFirstRank);
	});
}

#[test]
fn a_bank_that_was_let_in_no_more_lends_no_more() {
	test(|| {
		let id = noticed(0);
		let first = lent(id, BANK, 400_000, 7);
		let second = pledged_part(id, OTHER_BANK, 300_000);
		assert_ok!(admit(BANK_KEY, first, OTHER_BANK, true));
		assert_ok!(dispatch(OTHER_BANK_KEY, Call::accept_rank { lien: second }));
		assert_ok!(admit(BANK_KEY, first, OTHER_BANK, false));
		assert_noop!(reserve(id, 0, OTHER_BANK, LoanId(8)), Error::<Test>::NotAdmitted);
		assert!(!Admitted::<Test>::contains_key(first));
	});
}

/// It accepted the second rank, and was passed meanwhile.
#[test]
fn a_bank_lends_on_a_worse_rank_than_it_accepted() {
	test(|| {
		let id = noticed(0);
		pledged_part(id, BANK, 100_000);
		let second = pledged_part(id, OTHER_BANK, 100_000);
		let third = pledged_part(id, BANK, 100_000);
		assert_ok!(dispatch(OTHER_BANK_KEY, Call::accept_rank { lien: second }));
		let number = "1".try_into().unwrap();
		let registration = OutsideRegistration { register: Register::CreditReferenceCentre, number, at: OPENING };
		assert_ok!(dispatch(BANK_KEY, Call::register_outside { lien: third, registration }));
		assert_noop!(reserve(id, 0, OTHER_BANK, LoanId(8)), Error::<Test>::NotFirstRank);
		assert_ok!(dispatch(OTHER_BANK_KEY, Call::accept_rank { lien: second }));
		assert_ok!(reserve(id, 0, OTHER_BANK, LoanId(8)));
	});
}

/// Another invoice over the same export: nothing of it is lent on, however much of the first is left.
#[test]
fn another_document_of_the_declaration_is_financed_up_to_the_rest() {
	test(|| {
		let (first, second) = (noticed(0), noticed(0));
		confirm(first);
		assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), second, tokens(2)));
		lent(first, BANK, 100_000, 7);
		pledged_part(second, BANK, 100_000);
		assert_noop!(reserve(second, 0, BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
		lent(first, BANK, 100_000, 9);
	});
}

/// Its own notice does not stand in its way, another place's does.
#[test]
fn a_second_part_asks_the_other_places_no_more() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		lent(id, BANK, 100_000, 7);
		mocks::set_unclear(tokens(1).exact, true);
		lent(id, BANK, 100_000, 8);
		mocks::set_financed_abroad(tokens(1).exact, Corridor::GuangdongMacao);
		pledged_part(id, BANK, 100_000);
		assert_noop!(reserve(id, 0, BANK, LoanId(9)), Error::<Test>::FinancedAbroad);
	});
}

/// The first reservation falls: the document is still kept for the second.
#[test]
fn a_reservation_that_falls_frees_a_document_that_another_loan_keeps() {
	test(|| {
		let (id, twin) = (noticed(0), noticed(0));
		confirm(id);
		assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), twin, tokens(2)));
		pledged_part(id, BANK, 100_000);
		pledged_part(id, BANK, 100_000);
		pledged_part(twin, OTHER_BANK, 100_000);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert_ok!(reserve(id, 0, BANK, LoanId(8)));
		<Collateral as Security>::release(id, LoanId(7));
		assert_noop!(reserve(twin, 0, OTHER_BANK, LoanId(9)), Error::<Test>::Reserved);
		<Collateral as Security>::release(id, LoanId(8));
		assert_ok!(reserve(twin, 0, OTHER_BANK, LoanId(9)));
	});
}

#[test]
fn a_receivable_has_sixteen_parts_at_most() {
	test(|| {
		let id = noticed(0);
		for loan in 0..u64::from(MAX_LIENS) {
			lent(id, BANK, 1, loan);
			assert_ok!(Collateral::discharge(id, LoanId(loan)));
		}
		pledged_part(id, BANK, 1);
		assert_noop!(reserve(id, 0, BANK, LoanId(99)), Error::<Test>::TooManyLiens);
	});
}

/// Whoever enforces has every loan paid in one block, so there are few.
#[test]
fn a_receivable_secures_four_loans_at_a_time() {
	test(|| {
		let id = noticed(0);
		for loan in 0..u64::from(MAX_SECURED) {
			lent(id, BANK, 1, loan);
		}
		pledged_part(id, BANK, 1);
		assert_noop!(reserve(id, 0, BANK, LoanId(99)), Error::<Test>::TooManyLiens);
		assert_ok!(Collateral::discharge(id, LoanId(0)));
		assert_ok!(reserve(id, 0, BANK, LoanId(99)));
	});
}

/// The loan may end days after the receivable is due, as the loan's own grace has it, and no day later.
#[test]
fn a_receivable_is_due_before_the_loan_ends() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		// Due on 2020-03-22, eighty days on: a loan to the end of that month is in time, one to the first of the next is not.
		let until = |until, grace_days| {
			let claim = SecurityClaim { until, grace_days, ..claim(0, BANK, LoanId(7)) };
			frame_support::storage::with_storage_layer(|| {
				Collateral::reserve(id, &claim)?;
				Err::<(), _>(sp_runtime::DispatchError::Other("it would do"))
			})
		};
		let would_do = Err(sp_runtime::DispatchError::Other("it would do"));
		let refused = Err(Error::<Test>::DueBeforeLoan.into());
		let next_month = lingnan_support::from_civil(2020, 4, 1).unwrap();
		let due = TODAY + 80;
		let short = u8::try_from(next_month - due - 1).unwrap();
		assert_eq!(until(next_month - 1, 0), would_do);
		assert_eq!(until(next_month, 0), refused);
		assert_eq!(until(next_month, short), refused);
		assert_eq!(until(next_month, short + 1), would_do);
	});
}
