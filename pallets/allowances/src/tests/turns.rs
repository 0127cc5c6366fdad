//! In which order the pool hands on what waits.

use super::pay::{info, remark, validate};
use crate::{mock::*, *};
use frame_support::{assert_ok, traits::fungible::Mutate};
use sp_runtime::{traits::DispatchTransaction, transaction_validity::TransactionSource};

#[test]
fn a_partys_own_go_first_then_the_sponsored_then_coins() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, MAX));
		assert_ok!(Balances::mint_into(&20, MAX));
		let priority = |who, tip| validate(who, remark(), tip).unwrap().priority;
		assert!(priority(BANK, 0) > priority(OWNER, 0));
		assert!(priority(OWNER, 0) > priority(20, MAX / 2));
		assert!(priority(20, MAX / 2) > priority(20, 0));
		set_used(OTHER_BANK, MAX / 2);
		assert!(priority(BANK, 0) > priority(OTHER_BANK, 0));
		// What waits for an allowance waits for everybody.
		exhaust_bank(true);
		assert_eq!(priority(BANK, 0), 0);
	});
}

/// Ten thousand transactions of one account at once, before everybody else's.
#[test]
fn a_flood_overtakes_the_others() {
	test(|| {
		System::inc_sufficients(&BANK);
		let priority = |nonce: u32| {
			let extension = FairNonce::<Test>::from(nonce);
			let found = extension.validate_only(signed(BANK), &remark(), &info(), 100, TransactionSource::External, 0);
			found.unwrap().0.priority
		};
		assert!(priority(0) > priority(1) && priority(1) > priority(10_000));
		System::inc_account_nonce(BANK);
		assert_eq!(priority(1), order::by_place(0));
	});
}
