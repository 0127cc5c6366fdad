use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AssetId, LienId, LoanId, Security};

fn ranking(asset: AssetId) -> Vec<LienId> {
	Ranking::<Test>::get(asset).into_inner()
}

#[test]
fn the_holder_releases_and_those_behind_move_up() {
	test(|| {
		let id = noticed(0);
		let [first, second] = [BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		for who in [OTHER_BANK_KEY, controller(0), STRANGER] {
			assert_noop!(Collateral::release(signed(who), first), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Collateral::release(signed(BANK_KEY), LienId(9)), Error::<Test>::NotFound);
		assert_ok!(Collateral::release(signed(BANK_KEY), first));
		System::assert_last_event(Event::LienReleased { lien: first }.into());
		assert_eq!(ranking(id), [second]);
		assert_noop!(Collateral::release(signed(BANK_KEY), first), Error::<Test>::NotLive);
	});
}

#[test]
fn a_registration_is_continued_before_it_ends() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		let until = TODAY + 3_650;
		assert_noop!(Collateral::continue_lien(signed(STRANGER), lien, until), Error::<Test>::NotAuthorized);
		assert_noop!(Collateral::continue_lien(signed(BANK_KEY), LienId(9), until), Error::<Test>::NotFound);
		assert_noop!(Collateral::continue_lien(signed(BANK_KEY), lien, TODAY + 365), Error::<Test>::InvalidDate);
		assert_noop!(Collateral::continue_lien(signed(BANK_KEY), lien, until + 1), Error::<Test>::TermBeyondRight);
		assert_ok!(Collateral::continue_lien(signed(BANK_KEY), lien, until));
		System::assert_last_event(Event::LienContinued { lien, until }.into());
		assert_eq!(Liens::<Test>::get(lien).unwrap().until, until);
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		assert_noop!(Collateral::continue_lien(signed(BANK_KEY), lien, until), Error::<Test>::NotLive);
	});
}

#[test]
fn anybody_strikes_out_what_is_over() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		assert_noop!(Collateral::lapse(signed(STRANGER), LienId(9)), Error::<Test>::NotFound);
		let reads_lapsed = || Collateral::asset_view(id).unwrap().liens[0].lapsed;
		set_today(TODAY + 365);
		assert_noop!(Collateral::lapse(signed(STRANGER), lien), Error::<Test>::NotExpired);
		assert!(!reads_lapsed());
		set_today(TODAY + 366);
		assert!(reads_lapsed(), "a view says so before anybody has it struck out");
		assert_ok!(Collateral::lapse(signed(STRANGER), lien));
		System::assert_last_event(Event::LienLapsed { lien }.into());
		assert_eq!(ranking(id), Vec::<LienId>::new());
		assert_noop!(Collateral::lapse(signed(STRANGER), lien), Error::<Test>::NotLive);
	});
}

/// "Until today" over twelve months: next day a stranger strikes the lien out and the patent is pledged elsewhere.
#[test]
fn a_stranger_lets_the_lien_of_an_open_loan_lapse() {
	test(|| {
		let id = ready_right();
		let lien = bound(id, 0, BANK);
		set_today(TODAY + 366);
		assert_noop!(Collateral::lapse(signed(STRANGER), lien), Error::<Test>::SecuresLoan);
		assert!(!Collateral::asset_view(id).unwrap().liens[0].lapsed);
		assert_eq!(ranking(id), [lien]);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Released);
	});
}

#[test]
fn a_senior_lender_steps_back() {
	test(|| {
		let id = noticed(0);
		let [a, b, c] = [BANK, OTHER_BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		let subordinate = |who, lien, below| Collateral::subordinate(signed(who), lien, below);
		assert_noop!(subordinate(OTHER_BANK_KEY, a, b), Error::<Test>::NotAuthorized);
		assert_noop!(subordinate(OTHER_BANK_KEY, b, a), Error::<Test>::NotSenior);
		assert_noop!(subordinate(BANK_KEY, a, a), Error::<Test>::NotSenior);
		assert_noop!(subordinate(BANK_KEY, a, LienId(9)), Error::<Test>::NotFound);
		let elsewhere = pledged(noticed(1), 1, BANK);
		assert_noop!(subordinate(BANK_KEY, a, elsewhere), Error::<Test>::DifferentAssets);
		assert_ok!(subordinate(BANK_KEY, a, b));
		System::assert_last_event(Event::LienSubordinated { lien: a, below: b }.into());
		assert_eq!(ranking(id), [b, a, c]);
		assert_ok!(subordinate(OTHER_BANK_KEY, b, c));
		assert_eq!(ranking(id), [a, c, b]);
		assert_ok!(Collateral::release(signed(OTHER_BANK_KEY), c));
		assert_noop!(subordinate(BANK_KEY, a, c), Error::<Test>::NotLive);
	});
}

/// The application was declined. The bank keeps the patent from every other lender, and lengthens that by itself.
#[test]
fn a_bank_without_a_loan_keeps_a_lien_for_ever() {
	test(|| {
		let id = ready_right();
		let lien = pledged(id, 0, BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		<Collateral as Security>::release(id, LoanId(7));
		let later = Collateral::continue_lien(signed(BANK_KEY), lien, TODAY + 3_650);
		assert_noop!(later, Error::<Test>::SecuresNothing);
		set_today(TODAY + 366);
		assert_ok!(Collateral::lapse(signed(controller(0)), lien));
		assert_eq!(ranking(id), Vec::<LienId>::new());
	});
}

/// The fund has paid its part of the loss, and the bank gives the patent back to its friend.
#[test]
fn a_bank_gives_back_security_after_the_fund_has_paid() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		let junior = pledged(id, 0, OTHER_BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		Collateral::bind(id, LoanId(7));
		assert_ok!(Collateral::default(id, LoanId(7)));
		assert_noop!(Collateral::release(root(), lien), Error::<Test>::NotAuthorized);
		lingnan_support::mocks::set_compensated(LoanId(7));
		assert_noop!(Collateral::release(signed(BANK_KEY), lien), Error::<Test>::FundHasPaid);
		assert_noop!(Collateral::subordinate(signed(BANK_KEY), lien, junior), Error::<Test>::FundHasPaid);
		assert_eq!(ranking(id), [lien, junior]);
		assert_ok!(Collateral::release(root(), lien));
		assert_eq!(ranking(id), [junior]);
	});
}
