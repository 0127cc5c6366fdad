//! Who pays for a transaction, as the pool and a block judge it.

use crate::{mock::*, *};
use frame_support::{
	assert_ok,
	dispatch::{DispatchInfo, Pays, PostDispatchInfo},
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::fungible::{Inspect, Mutate},
	weights::{constants::RocksDbWeight, Weight},
};
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
	},
};

pub const PAYMENT: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::Payment);
pub const LATER: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);

/// Bytes of each transaction here.
const LENGTH: usize = 100;

/// What the call itself weighs at most.
const WORK: u64 = 1_000_000_000;

pub fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

/// The call for which the other bank pays when the guest signs it.
fn answer() -> RuntimeCall {
	frame_system::Call::remark_with_event { remark: vec![] }.into()
}

pub fn info() -> DispatchInfo {
	DispatchInfo {
		call_weight: Weight::from_parts(WORK, 0),
		extension_weight: Allowances::most_weight(),
		..Default::default()
	}
}

/// The most that one may take.
fn most() -> Budget {
	Budget::from(info().total_weight().ref_time()) + LENGTH as Budget
}

/// As the pool judges it.
pub fn validate(who: u64, call: RuntimeCall, tip: Budget) -> TransactionValidity {
	with_transaction_unchecked(|| {
		let extension = AllowanceOrFee::<Test>::from(tip);
		let found = extension.validate_only(signed(who), &call, &info(), LENGTH, TransactionSource::External, 0);
		TransactionOutcome::Rollback(found.map(|(validity, ..)| validity))
	})
}

/// As a block takes it, with a call that needs so much of its work.
fn send_needing(
	who: u64,
	call: RuntimeCall,
	tip: Budget,
	needed: PostDispatchInfo,
) -> Result<(), TransactionValidityError> {
	with_transaction_unchecked(|| {
		let extension = AllowanceOrFee::<Test>::from(tip);
		match extension.test_run(signed(who), &call, &info(), LENGTH, 0, |_| Ok(needed)) {
			Ok(result) => {
				assert!(result.is_ok());
				TransactionOutcome::Commit(Ok(()))
			},
			Err(error) => TransactionOutcome::Rollback(Err(error)),
		}
	})
}

fn send(who: u64, call: RuntimeCall) -> Result<(), TransactionValidityError> {
	send_needing(who, call, 0, PostDispatchInfo::default())
}

#[test]
fn a_party_uses_its_allowance_for_what_it_needed() {
	test(|| {
		assert_ok!(send(BANK, remark()));
		// Its register is the first: the other lookups are given back.
		let spared = RocksDbWeight::get().reads(Banks::LOOKUPS - 1).ref_time();
		let own = <() as WeightInfo>::own().ref_time();
		assert_eq!(used(BANK), Budget::from(WORK + own - spared) + LENGTH as Budget);
		assert_eq!(used(OTHER_BANK), 0);
		let before = used(BANK);
		let half = PostDispatchInfo { actual_weight: Some(Weight::from_parts(WORK / 2, 0)), pays_fee: Pays::Yes };
		assert_ok!(send_needing(BANK, remark(), 0, half));
		assert_eq!(used(BANK), 2 * before - Budget::from(WORK / 2));
		let free = PostDispatchInfo { actual_weight: None, pays_fee: Pays::No };
		assert_ok!(send_needing(BANK, remark(), 0, free));
		assert_eq!(used(BANK), 2 * before - Budget::from(WORK / 2));
	});
}

#[test]
fn what_fits_soon_waits_in_the_pool_and_in_no_block() {
	test(|| {
		set_used(BANK, MAX);
		assert_eq!(send(BANK, remark()), Err(LATER));
		assert_eq!(validate(BANK, remark(), 0), Ok(ValidTransaction::default()));
		System::set_block_number(1 + u64::try_from(most().div_ceil(RECOVERY)).unwrap());
		assert_ok!(send(BANK, remark()));
		System::set_block_number(1_000);
		assert_eq!(used(BANK), 0);
		// More than returns in that time: nobody keeps it.
		set_used(BANK, MAX + Budget::from(PATIENCE) * RECOVERY);
		assert_eq!(validate(BANK, remark(), 0), Err(PAYMENT));
	});
}

/// So that who leads the party could not act any more.
#[test]
fn an_officer_uses_its_partys_allowance_up() {
	test(|| {
		set_used(BANK, MAX / 2);
		set_used(OTHER_BANK, MAX / 2 - most());
		// The first has no room for an officer, the second has.
		assert_ok!(send(OFFICER, remark()));
		assert_eq!(used(BANK), MAX / 2);
		assert_eq!(send(OFFICER, remark()), Err(LATER));
		assert_ok!(send(BANK, remark()));
	});
}

#[test]
fn a_sponsor_pays_up_to_its_budget() {
	test(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, most() + 1));
		assert_ok!(send(OWNER, remark()));
		let taken = used(BANK);
		assert!(taken > 0);
		assert_eq!(left(), Some(most() + 1 - taken));
		assert_eq!(send(OWNER, remark()), Err(PAYMENT), "the budget is used up");
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, most()));
		exhaust_bank(true);
		assert_eq!(send(OWNER, remark()), Err(LATER), "no sponsor gives more than it has");
	});
}

#[test]
fn somebody_pays_for_an_answer_and_for_nothing_else() {
	test(|| {
		assert_eq!(send(GUEST, remark()), Err(PAYMENT));
		assert_eq!(send(OWNER, answer()), Err(PAYMENT));
		let tags = validate(GUEST, answer(), 0).unwrap().provides;
		assert_eq!(tags.len(), 1, "one of an account waits");
		stop_calls(true);
		assert_eq!(send(GUEST, answer()), Err(PAYMENT), "what is stopped could be sent again and again");
		stop_calls(false);
		assert_ok!(send(GUEST, answer()));
		assert!(used(OTHER_BANK) > 0);
	});
}

#[test]
fn a_stranger_pays_in_coins() {
	test(|| {
		assert_eq!(send(OWNER, remark()), Err(PAYMENT));
		let coins = 10 * most();
		assert_ok!(Balances::mint_into(&OWNER, coins));
		let paid = |tip| {
			let before = Balances::balance(&OWNER);
			assert_ok!(send_needing(OWNER, remark(), tip, PostDispatchInfo::default()));
			before - Balances::balance(&OWNER)
		};
		let plain = paid(0);
		assert!(plain > Budget::from(WORK) && plain < most());
		// Lookups that were not made are not paid for: with a tip none is, and a sponsor's registers are asked only where there
		// is one.
		let reads = |count| Budget::from(RocksDbWeight::get().reads(count).ref_time());
		assert_eq!(plain - (paid(1) - 1), reads(3));
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 1));
		assert_eq!(paid(0) - plain, reads(Banks::LOOKUPS));
	});
}

/// Who offers a tip wants to pay, party or not.
#[test]
fn a_tip_is_paid_in_coins() {
	test(|| {
		assert_eq!(send_needing(BANK, remark(), 1, PostDispatchInfo::default()), Err(PAYMENT));
		assert_ok!(Balances::mint_into(&BANK, 10 * most()));
		assert_ok!(send_needing(BANK, remark(), 1, PostDispatchInfo::default()));
		assert_eq!(used(BANK), 0);
	});
}

#[test]
fn a_wallet_is_told_whether_coins_are_taken() {
	test(|| {
		let is_free = |who, tip| {
			let (call, info) = (&remark(), &info());
			Allowances::is_free(&who, Draft { call, info, len: LENGTH as u32, tip })
		};
		assert!(is_free(BANK, 0) && is_free(OFFICER, 0));
		assert!(!is_free(BANK, 1) && !is_free(OWNER, 0));
		// Who has coins pays; who has none waits for nothing.
		exhaust_bank(true);
		assert!(is_free(BANK, 0));
		assert_ok!(Balances::mint_into(&BANK, 10 * most()));
		assert!(!is_free(BANK, 0));
	});
}

#[test]
fn an_account_is_told_what_it_may_use() {
	test(|| {
		set_used(BANK, 3_000);
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 5_000_000));
		let view = Allowances::view(&OFFICER);
		let nanoseconds = |units: Budget| u64::try_from(units / 1_000).unwrap();
		assert_eq!((view.party.as_deref(), view.max, view.used), (Some("bank"), 2 * nanoseconds(MAX), 3));
		assert_eq!(view.recovery, 2 * nanoseconds(RECOVERY));
		let view = Allowances::view(&OWNER);
		assert_eq!((view.party, view.max, view.sponsor), (None, 0, Some(BANK)));
		assert_eq!((view.sponsored, view.sponsor_room), (5_000, nanoseconds(MAX - 3_000)));
	});
}

/// Wallets build what they build for any chain: the SDK's types, names and bytes.
#[test]
fn the_extensions_look_like_the_sdks() {
	use codec::Encode;
	use frame_system::CheckNonce;
	use pallet_transaction_payment::ChargeTransactionPayment;
	use scale_info::TypeInfo;
	type Fee = ChargeTransactionPayment<Test>;
	assert_eq!(FairNonce::<Test>::type_info(), CheckNonce::<Test>::type_info());
	assert_eq!(AllowanceOrFee::<Test>::type_info(), Fee::type_info());
	assert_eq!(FairNonce::<Test>::from(70_000).encode(), CheckNonce::<Test>::from(70_000).encode());
	assert_eq!(AllowanceOrFee::<Test>::from(MAX).encode(), Fee::from(MAX).encode());
	let names = [
		<FairNonce<Test> as TransactionExtension<RuntimeCall>>::IDENTIFIER,
		<AllowanceOrFee<Test> as TransactionExtension<RuntimeCall>>::IDENTIFIER,
	];
	assert_eq!(names, ["CheckNonce", "ChargeTransactionPayment"]);
}
