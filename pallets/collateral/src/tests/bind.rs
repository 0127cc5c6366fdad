use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, Corridor, FinancedDocuments, LienId, LoanId, Security};
use sp_runtime::DispatchError;

/// `release` is a call too.
fn let_go(asset: AssetId, loan: LoanId) {
	<Collateral as Security>::release(asset, loan);
}

#[test]
fn the_first_ranking_lien_is_reserved_then_bound_and_the_document_financed() {
	test(|| {
		let id = noticed(0);
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), Error::<Test>::NotLive);
		let lien = pledged(id, 0, BANK);
		pledged(id, 0, OTHER_BANK);
		assert_noop!(reserve(id, 1, BANK, LoanId(7)), Error::<Test>::NotOwner);
		assert_noop!(reserve(id, 0, OTHER_BANK, LoanId(7)), Error::<Test>::NotFirstRank);
		let reserved = Collateral::reserve(id, &claim(0, BANK, LoanId(7))).unwrap();
		assert_eq!((reserved.secured, reserved.offer.lending_value), (500_000, 800_000));
		System::assert_last_event(Event::LienReserved { lien, loan: LoanId(7) }.into());
		assert_noop!(reserve(id, 0, BANK, LoanId(8)), Error::<Test>::AlreadyBound);
		assert_eq!(Collateral::asset_view(id).unwrap().receivable.unwrap().financed, []);
		Collateral::bind(id, LoanId(8));
		assert_eq!(Collateral::asset_view(id).unwrap().receivable.unwrap().financed, [], "it is not kept for that");
		Collateral::bind(id, LoanId(7));
		System::assert_last_event(Event::LienBound { lien, loan: LoanId(7) }.into());
		let view = Collateral::asset_view(id).unwrap().receivable.unwrap();
		assert_eq!((view.status, view.financed), (DocumentStatus::FinancedUnconfirmed, vec![LoanId(7)]));
		assert_noop!(reserve(id, 0, BANK, LoanId(8)), Error::<Test>::AlreadyBound);
	});
}

#[test]
fn what_is_only_reserved_is_neither_discharged_nor_in_default() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_ok!(Collateral::default(id, LoanId(7)));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Live);
		Collateral::bind(id, LoanId(7));
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Released);
	});
}

#[test]
fn two_banks_reserve_one_document() {
	test(|| {
		let (first, second) = (noticed(0), noticed(0));
		// Two invoices over one export.
		confirm(first);
		assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), second, tokens(2)));
		pledged(first, 0, BANK);
		pledged(second, 0, OTHER_BANK);
		assert_ok!(reserve(first, 0, BANK, LoanId(7)));
		assert_noop!(reserve(second, 0, OTHER_BANK, LoanId(8)), Error::<Test>::Reserved);
		let_go(first, LoanId(8));
		assert_noop!(reserve(second, 0, OTHER_BANK, LoanId(8)), Error::<Test>::Reserved);
		let_go(first, LoanId(7));
		System::assert_last_event(Event::ReservationEnded { lien: LienId(0), loan: LoanId(7) }.into());
		assert_ok!(reserve(second, 0, OTHER_BANK, LoanId(8)));
		Collateral::bind(second, LoanId(8));
		assert_noop!(reserve(first, 0, BANK, LoanId(9)), Error::<Test>::DuplicateOfFinanced);
	});
}

#[test]
fn a_duplicate_of_a_financed_document_is_never_bound() {
	test(|| {
		let (first, second) = (noticed(0), noticed(0));
		confirm(first);
		assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), second, tokens(2)));
		bound(first, 0, BANK);
		pledged(second, 0, OTHER_BANK);
		assert_noop!(reserve(second, 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
		let view = Collateral::asset_view(second).unwrap();
		assert_eq!(view.receivable.unwrap().status, DocumentStatus::DuplicateOfFinanced);
		assert_eq!(view.security, Err(Refusal::DuplicateOfFinanced));
		assert_ok!(Collateral::discharge(first, LoanId(7)));
		assert_noop!(reserve(second, 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
	});
}

#[test]
fn a_financed_item_is_never_financed_again() {
	test(|| {
		let id = noticed(0);
		lent(id, BANK, 1_000_000, 7);
		pledge_refused(id);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		pledge_refused(id);
	});
}

fn pledge_refused(id: AssetId) {
	let refused = Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(OTHER_BANK));
	assert_noop!(refused, Error::<Test>::AlreadyFinanced);
}

/// Nothing that anybody does between reservation and payment takes the security away.
#[test]
fn a_bank_pays_on_security_that_is_pulled_away_before_the_loan_begins() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		let lien = pledged(id, 0, BANK);
		let junior = pledged(id, 0, OTHER_BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert_noop!(Collateral::release(signed(BANK_KEY), lien), Error::<Test>::Reserved);
		assert_noop!(Collateral::subordinate(signed(BANK_KEY), lien, junior), Error::<Test>::Reserved);
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::Pledged);
		set_today(TODAY + 400);
		assert_noop!(Collateral::lapse(signed(STRANGER), lien), Error::<Test>::Reserved);
		mocks::set_financed_abroad(tokens(1).exact, Corridor::GuangdongMacao);
		Collateral::bind(id, LoanId(7));
		System::assert_last_event(Event::LienBound { lien, loan: LoanId(7) }.into());
	});
}

#[test]
fn a_lien_that_ends_before_the_loan_secures_nothing() {
	test(|| {
		let id = noticed(0);
		let short = LienSpec { until: TODAY + 29, ..pledge_to(BANK) };
		assert_ok!(Collateral::pledge(signed(controller(0)), id, firm(0), short));
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), Error::<Test>::LienTooShort);
		assert_ok!(Collateral::release(signed(BANK_KEY), LienId(0)));
		pledged(id, 0, BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
	});
}

#[test]
fn repayment_releases_and_is_never_hindered() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		assert_ok!(Collateral::discharge(id, LoanId(8)));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Live);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		System::assert_last_event(Event::LienReleased { lien }.into());
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_ok!(Collateral::default(id, LoanId(7)));
		assert_ok!(Collateral::discharge(AssetId(99), LoanId(7)));
	});
}

#[test]
fn a_reversed_repayment_restores_the_lien_behind_what_came_meanwhile() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		assert!(!Collateral::restore(id, LoanId(7)), "it stands");
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert!(!Collateral::restore(id, LoanId(8)));
		assert!(Collateral::restore(id, LoanId(7)));
		System::assert_last_event(Event::LienRestored { lien, loan: LoanId(7) }.into());
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Live);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true));
		pledged(id, 0, OTHER_BANK);
		assert!(!Collateral::restore(id, LoanId(7)), "a right bears one pledge");
	});
}

#[test]
fn a_restored_lien_does_not_go_to_who_bought_the_asset() {
	test(|| {
		let id = ready_right();
		bound(id, 0, BANK);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_ok!(Collateral::transfer_right(signed(IP_OFFICE), id, vec![firm(2)].try_into().unwrap()));
		assert!(!Collateral::restore(id, LoanId(7)));
	});
}

#[test]
fn a_lien_whose_registration_is_over_secures_nothing() {
	test(|| {
		let id = ready_right();
		pledged(id, 0, BANK);
		set_today(TODAY + 366);
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), Error::<Test>::FeeUnpaid);
		let fresh = RightUpdate {
			status: RightStatus::Granted,
			expires: TODAY + 3_650,
			fee_paid_until: TODAY + 400,
			invalidation_pending: false,
		};
		assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, fresh));
		let today = TODAY + 366;
		assert_ok!(Collateral::appraise(
			signed(APPRAISER),
			id,
			pledge_currency(),
			1_000_000,
			today,
			Default::default()
		));
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), Error::<Test>::NotLive);
	});
}

fn pledge_currency() -> lingnan_support::Currency {
	lingnan_support::Currency::Cny
}

#[test]
fn a_document_financed_abroad_is_refused_before_money_moves() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		pledged(id, 0, BANK);
		let (exact, coarse) = (tokens(1).exact, tokens(1).coarse);
		mocks::set_financed_abroad(exact, Corridor::GuangdongMacao);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY), Error::<Test>::FinancedAbroad);
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), Error::<Test>::FinancedAbroad);
		assert_eq!(Collateral::document_status(exact, coarse), DocumentStatus::FinancedAbroad);
		assert_eq!(Collateral::asset_view(id).unwrap().receivable.unwrap().status, DocumentStatus::FinancedAbroad);
	});
}

#[test]
fn a_document_is_claimed_abroad_before_and_noticed_abroad_after() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		let (exact, coarse) = (tokens(1).exact, tokens(1).coarse);
		confirm(id);
		mocks::set_unclear(exact, true);
		assert_noop!(reserve(id, 0, BANK, LoanId(7)), DispatchError::Other("not clear abroad"));
		mocks::set_unclear(exact, false);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert!(<Collateral as FinancedDocuments>::is_reserved(exact));
		assert!(mocks::told_abroad().is_empty());
		mocks::set_unclear(exact, true);
		Collateral::bind(id, LoanId(7));
		assert_eq!(mocks::told_abroad(), [(exact, coarse), (DECLARED, DECLARED)]);
		assert!(<Collateral as FinancedDocuments>::is_financed(exact));
		assert!(!<Collateral as FinancedDocuments>::is_reserved(exact));
	});
}

/// The bank gives the patent back while the loan runs; months later the last payment bounces, and the lien is there again.
#[test]
fn a_lien_that_its_bank_gave_up_comes_back_with_a_reversal() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert!(!Collateral::restore(id, LoanId(7)), "it was given up, and not discharged");
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Released);
		assert!(Ranking::<Test>::get(id).is_empty());
	});
}
