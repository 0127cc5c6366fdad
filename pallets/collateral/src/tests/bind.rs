use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Corridor, FinancedDocuments, Security};
use sp_runtime::DispatchError;

#[test]
fn the_first_ranking_lien_is_bound_and_the_document_financed() {
	test(|| {
		let id = noticed(0);
		assert_noop!(Collateral::ensure_perfected(id, &firm(0), BANK), Error::<Test>::NotLive);
		let lien = pledged(id, 0, BANK);
		pledged(id, 0, OTHER_BANK);
		assert_ok!(Collateral::ensure_perfected(id, &firm(0), BANK));
		assert_noop!(Collateral::ensure_perfected(id, &firm(1), BANK), Error::<Test>::NotFirstRank);
		assert_noop!(Collateral::ensure_perfected(id, &firm(0), OTHER_BANK), Error::<Test>::NotFirstRank);
		assert_ok!(Collateral::bind(id, &firm(0), BANK, 7));
		System::assert_last_event(Event::LienBound { lien, loan: 7 }.into());
		let view = Collateral::asset_view(id).unwrap().receivable.unwrap();
		assert_eq!((view.status, view.financed), (DocumentStatus::Financed, Some(7)));
		assert_noop!(Collateral::bind(id, &firm(0), BANK, 8), Error::<Test>::AlreadyBound);
	});
}

#[test]
fn a_duplicate_of_a_financed_document_is_never_bound() {
	test(|| {
		let (first, second) = (noticed(0), noticed(1));
		pledged(first, 0, BANK);
		pledged(second, 1, OTHER_BANK);
		assert_ok!(Collateral::bind(first, &firm(0), BANK, 7));
		assert_noop!(Collateral::bind(second, &firm(1), OTHER_BANK, 8), Error::<Test>::DuplicateOfFinanced);
		let view = Collateral::asset_view(second).unwrap();
		assert_eq!(view.receivable.unwrap().status, DocumentStatus::DuplicateOfFinanced);
		assert_eq!(view.security, Err(Refusal::DuplicateOfFinanced));
		assert_ok!(Collateral::discharge(first, 7));
		assert_noop!(Collateral::bind(second, &firm(1), OTHER_BANK, 8), Error::<Test>::DuplicateOfFinanced);
	});
}

#[test]
fn a_financed_item_is_never_financed_again() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		pledged(id, 0, OTHER_BANK);
		assert_ok!(Collateral::bind(id, &firm(0), BANK, 7));
		assert_ok!(Collateral::discharge(id, 7));
		assert_noop!(Collateral::bind(id, &firm(0), OTHER_BANK, 8), Error::<Test>::AlreadyFinanced);
	});
}

#[test]
fn repayment_releases_and_is_never_hindered() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		assert_ok!(Collateral::discharge(id, 8));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Live);
		assert_ok!(Collateral::discharge(id, 7));
		System::assert_last_event(Event::LienReleased { lien }.into());
		assert_ok!(Collateral::discharge(id, 7));
		assert_ok!(Collateral::default(id, 7));
		assert_ok!(Collateral::discharge(99, 7));
	});
}

#[test]
fn a_lien_whose_registration_is_over_secures_nothing() {
	test(|| {
		let id = ready_right();
		pledged(id, 0, BANK);
		set_today(TODAY + 366);
		assert_noop!(Collateral::ensure_perfected(id, &firm(0), BANK), Error::<Test>::NotLive);
	});
}

#[test]
fn a_document_financed_abroad_is_refused_before_money_moves() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		let Substance::Receivable(receivable) = Assets::<Test>::get(id).unwrap().substance else { unreachable!() };
		let (exact, coarse) = (receivable.spec.exact_token, receivable.spec.coarse_token);
		mocks::set_financed_abroad(exact, Corridor::GuangdongMacao);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY), Error::<Test>::FinancedAbroad);
		let elsewhere = DispatchError::Other("not clear abroad");
		assert_noop!(Collateral::ensure_perfected(id, &firm(0), BANK), elsewhere);
		assert_noop!(Collateral::bind(id, &firm(0), BANK, 7), elsewhere);
		assert_eq!(Collateral::document_status(exact, coarse), DocumentStatus::FinancedAbroad);
		assert_eq!(Collateral::asset_view(id).unwrap().receivable.unwrap().status, DocumentStatus::FinancedAbroad);
	});
}

#[test]
fn a_document_is_claimed_abroad_before_and_noticed_abroad_after() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		let Substance::Receivable(receivable) = Assets::<Test>::get(id).unwrap().substance else { unreachable!() };
		let (exact, coarse) = (receivable.spec.exact_token, receivable.spec.coarse_token);
		mocks::set_unclear(exact, true);
		let unclear = DispatchError::Other("not clear abroad");
		assert_noop!(Collateral::ensure_perfected(id, &firm(0), BANK), unclear);
		assert_noop!(Collateral::bind(id, &firm(0), BANK, 7), unclear);
		assert!(mocks::told_abroad().is_empty());
		mocks::set_unclear(exact, false);
		assert_ok!(Collateral::ensure_perfected(id, &firm(0), BANK));
		assert_ok!(Collateral::bind(id, &firm(0), BANK, 7));
		assert_eq!(mocks::told_abroad(), [(exact, coarse)]);
		assert!(<Collateral as FinancedDocuments>::is_financed(exact));
	});
}
