use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_sponsored_account_signs_without_coins() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
		System::assert_last_event(Event::SponsorshipGiven { account: OWNER, sponsor: BANK, budget: 100 }.into());
		assert_eq!((left(), System::sufficients(&OWNER)), (Some(100), 1));
		assert_eq!(SponsoredBy::<Test>::get(BANK), 1);
	});
}

#[test]
fn its_sponsor_renews_the_budget() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 7));
		assert_eq!((left(), System::sufficients(&OWNER), SponsoredBy::<Test>::get(BANK)), (Some(7), 1, 1));
	});
}

#[test]
fn another_sponsor_takes_over_when_the_budget_is_used_up() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, 5), Error::<Test>::AlreadySponsored);
		Allowances::spend(&OWNER, 100);
		assert_ok!(Allowances::sponsor(signed(OTHER_BANK), OWNER, 5));
		assert_eq!((SponsoredBy::<Test>::get(BANK), SponsoredBy::<Test>::get(OTHER_BANK)), (0, 1));
		assert_eq!(System::sufficients(&OWNER), 1);
	});
}

#[test]
fn sponsors_are_bounded_and_known() {
	test(|| {
		assert_noop!(Allowances::sponsor(signed(OWNER), OWNER, 5), BadOrigin);
		assert_noop!(Allowances::sponsor(signed(BANK), OWNER, 0), Error::<Test>::InvalidBudget);
		assert_ok!(Allowances::sponsor(signed(BANK), 20, 5));
		assert_ok!(Allowances::sponsor(signed(BANK), 21, 5));
		assert_noop!(Allowances::sponsor(signed(BANK), 22, 5), Error::<Test>::LimitExceeded);
		assert_ok!(Allowances::sponsor(signed(BANK), 21, 9));
		assert_ok!(Allowances::end(signed(BANK), 20));
		assert_ok!(Allowances::sponsor(signed(BANK), 22, 5));
	});
}

/// Whoever may sponsor gives a stranger's account one unit, so that nobody else sponsors it; the account cannot pay to end it.
#[test]
fn a_budget_of_one_unit_keeps_the_real_sponsor_out() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 1));
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, 1), Error::<Test>::AlreadySponsored);
		assert_ok!(Allowances::sponsor(signed(OTHER_BANK), OWNER, 5 * PLAIN_CALL));
		let found = Sponsorships::<Test>::get(OWNER).unwrap();
		assert_eq!((found.sponsor, found.left), (OTHER_BANK, 5 * PLAIN_CALL));
		assert_eq!((SponsoredBy::<Test>::get(BANK), SponsoredBy::<Test>::get(OTHER_BANK)), (0, 1));
		assert_eq!(System::sufficients(&OWNER), 1);
	});
}

/// Nor does somebody take a sponsored account over that still signs on what it has, whatever he offers.
#[test]
fn a_larger_offer_takes_a_working_sponsors_place() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, PLAIN_CALL));
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, u128::MAX), Error::<Test>::AlreadySponsored);
		Allowances::spend(&OWNER, 1);
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, PLAIN_CALL - 1), Error::<Test>::AlreadySponsored);
		assert_ok!(Allowances::sponsor(signed(OTHER_BANK), OWNER, PLAIN_CALL));
	});
}

/// A squatter gives a stranger's account much, and uses its own allowance up: the account cannot pay to end it.
#[test]
fn a_squatter_without_an_allowance_keeps_the_real_sponsor_out() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, u128::MAX));
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, u128::MAX), Error::<Test>::AlreadySponsored);
		exhaust_bank(true);
		assert_noop!(Allowances::sponsor(signed(OTHER_BANK), OWNER, PLAIN_CALL - 1), Error::<Test>::AlreadySponsored);
		assert_ok!(Allowances::sponsor(signed(OTHER_BANK), OWNER, PLAIN_CALL));
		assert_eq!((SponsoredBy::<Test>::get(BANK), SponsoredBy::<Test>::get(OTHER_BANK)), (0, 1));
		// Nor does it come back while it has nothing to give.
		Allowances::spend(&OWNER, 1);
		assert_ok!(Allowances::sponsor(signed(OTHER_BANK), OWNER, PLAIN_CALL));
		assert_noop!(Allowances::sponsor(signed(BANK), OWNER, u128::MAX), Error::<Test>::AlreadySponsored);
	});
}

/// Whoever holds the key of a frozen firm lets his friends work on its allowance.
#[test]
fn a_frozen_firms_thief_sponsors_accounts() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), 20, 5));
		freeze_bank(true);
		for account in [OWNER, 20] {
			assert_noop!(Allowances::sponsor(signed(BANK), account, 5), Error::<Test>::Frozen);
		}
		assert_ok!(Allowances::end(signed(BANK), 20));
		freeze_bank(false);
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 5));
	});
}
