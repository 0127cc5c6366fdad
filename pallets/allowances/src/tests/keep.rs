use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, pallet_prelude::DispatchResult};

/// An account keeps so much on a bank's credit: 100 at most, and 150 with all others of that bank.
fn keep(account: u64, bank: u64, amount: Budget) -> DispatchResult {
	Allowances::keep(&account, amount, CreditLine { party: bank, most: 100, in_all: 150 })
}

fn kept(account: u64) -> Option<Budget> {
	OnCredit::<Test>::get(account).map(|credit| credit.kept)
}

#[test]
fn what_is_kept_on_credit_has_an_end_and_is_struck_out() {
	test(|| {
		assert_ok!(keep(OWNER, BANK, 60));
		assert_ok!(keep(OWNER, BANK, 40));
		assert_noop!(keep(OWNER, BANK, 1), Error::<Test>::KeepsTooMuch);
		assert_ok!(keep(BANK, BANK, 1));
		assert_eq!(Allowances::let_go(&OWNER, 30), 0);
		assert_eq!(kept(OWNER), Some(70));
		assert_ok!(keep(OWNER, BANK, 30));
		// What was left in coins is not struck out here.
		assert_eq!(Allowances::let_go(&OWNER, 103), 3);
		assert_eq!((kept(OWNER), KeptFor::<Test>::get(BANK)), (None, 1));
		assert_ok!(Allowances::keep(&OWNER, 0, CreditLine { party: BANK, most: 0, in_all: 0 }));
	});
}

/// A party that lets fresh accounts keep things one after another keeps no more than its own credit.
#[test]
fn fresh_accounts_bring_no_fresh_credit() {
	test(|| {
		assert_ok!(keep(20, BANK, 100));
		assert_noop!(keep(21, BANK, 51), Error::<Test>::KeepsTooMuch);
		assert_ok!(keep(21, BANK, 50));
		assert_ok!(keep(22, OTHER_BANK, 100));
		assert_eq!(Allowances::let_go(&20, 100), 0);
		assert_ok!(keep(21, BANK, 50));
	});
}

#[test]
fn what_an_account_keeps_moves_to_its_new_party() {
	test(|| {
		assert_ok!(keep(OWNER, BANK, 60));
		assert_ok!(keep(20, OTHER_BANK, 100));
		assert_noop!(keep(OWNER, OTHER_BANK, 10), Error::<Test>::KeepsTooMuch);
		assert_eq!(Allowances::let_go(&20, 20), 0);
		assert_ok!(keep(OWNER, OTHER_BANK, 10));
		assert_eq!((KeptFor::<Test>::get(BANK), KeptFor::<Test>::get(OTHER_BANK)), (0, 150));
	});
}

#[test]
fn only_what_is_kept_without_credit_is_cleared_away_and_only_by_what_gives_it_up() {
	let call = |bytes: usize| Box::new(RuntimeCall::System(frame_system::Call::remark { remark: vec![0; bytes] }));
	test(|| {
		assert_noop!(Allowances::clear(signed(30), OWNER, call(0)), Error::<Test>::NothingToClear);
		assert_ok!(keep(OWNER, BANK, 60));
		assert_ok!(keep(BANK, BANK, 60));
		assert_noop!(Allowances::clear(signed(30), BANK, call(0)), Error::<Test>::NothingToClear);
		assert_noop!(Allowances::clear(signed(30), OWNER, call(1)), Error::<Test>::NotAnUndo);
		let end = Box::new(RuntimeCall::Allowances(Call::end { account: OWNER }));
		assert_noop!(Allowances::clear(signed(30), OWNER, end), Error::<Test>::NotAnUndo);
	});
}
