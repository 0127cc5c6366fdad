//! Where figures of a loan stand: in its record and on its account, and nowhere else (decision 210).

use crate::{mock::*, *};
use codec::Encode;
use frame_support::assert_ok;
use lingnan_support::{
	conditions::{BorneBy, Cost, CostItem},
	Currency, LoanAccounts, Paging,
};
use sp_core::H256;
use std::collections::BTreeSet;

/// Amounts that are found nowhere by chance.
const ASKED: u64 = 12_345_677;
const LENT: u64 = 10_111_213;
const FEE: u64 = 98_712;
const PAID: u64 = 1_231_247;
const PROCEEDS: u64 = 2_718_283;
const CLAIMED: u64 = 3_141_593;
const CHARGED: u64 = 57_721;

fn found(bytes: &[u8]) -> BTreeSet<u64> {
	let figures = [ASKED, LENT, FEE, PAID, PROCEEDS, CLAIMED, CHARGED];
	let stands = |figure: &u64| {
		let (plain, compact) = (figure.encode(), codec::Compact(*figure).encode());
		[plain, compact].iter().any(|form| bytes.windows(form.len()).any(|window| window == form))
	};
	figures.into_iter().filter(stands).collect()
}

/// From the application to the fund, with one figure of each kind.
fn life() -> LoanId {
	assert_ok!(Financing::set_compensation(root(), Currency::Cny, 3_000, 50_000_000));
	let mut offer = offer_of(LENT);
	let (item, payee, borne_by) = (CostItem::Arrangement, Default::default(), BorneBy::Borrower);
	offer.conditions.costs.try_push(Cost { item, payee, amount: FEE, after: 0, borne_by }).unwrap();
	let loan = lent(RequestSpec { amount: ASKED, ..request() }, offer);
	assert_ok!(repay(loan, PAID, "R"));
	pass(200);
	let (amount, evidence, value_date) = (CLAIMED, H256::zero(), today());
	assert_ok!(dispatch(
		CONTROLLER,
		Call::claim_payment { loan, amount, reference: reference("C"), value_date, evidence }
	));
	assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, CHARGED, reference("letter")));
	assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
	assert_ok!(Financing::credit(loan, PROCEEDS, LienId(3)));
	pass(90);
	assert_ok!(Financing::ask_compensation(signed(BANK_KEY), loan));
	assert_ok!(Financing::approve_compensation(signed(REGULATOR), loan));
	loan
}

#[test]
fn no_event_tells_an_amount() {
	test(|| {
		life();
		let events = System::events();
		assert!(events.len() > 12);
		for record in events {
			assert_eq!(found(&record.event.encode()), BTreeSet::new(), "{:?}", record.event);
		}
	});
}

#[test]
fn no_list_of_a_bank_tells_an_amount() {
	test(|| {
		let loan = life();
		let listed = Financing::loans_by(BANK, Paging::FIRST);
		assert_eq!(listed.items[0].id, loan);
		assert_eq!(found(&listed.encode()), BTreeSet::new());
		assert!(found(&Financing::loan(loan).encode()).contains(&LENT), "the search finds what is there");
	});
}

/// Whoever seals loans replaces these items.
#[test]
fn figures_stand_in_the_record_and_on_the_account_alone() {
	test(|| {
		let loan = life();
		let prefix = |item: &str| frame_support::storage::storage_prefix(b"Financing", item.as_bytes()).to_vec();
		let mut where_found = BTreeSet::new();
		let items = [
			"Records",
			"Postings",
			"PaymentClaims",
			"Applications",
			"Loans",
			"Exposure",
			"ExposureTo",
			"Covers",
			"Funds",
			"ReservedExposure",
			"References",
			"LoansBy",
			"LoansOf",
			"ClosedTo",
		];
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			let value = frame_support::storage::unhashed::get_raw(&next).unwrap_or_default();
			if !found(&value).is_empty() && next.starts_with(&prefix("Records")[..16]) {
				let item = items.into_iter().find(|item| next.starts_with(&prefix(item)));
				where_found.insert(item.unwrap_or("another"));
			}
			key = next;
		}
		// A claim is a statement that is on no account: it goes when it is answered.
		assert_eq!(where_found, BTreeSet::from(["Records", "Postings", "PaymentClaims"]));
		assert!(Loans::<Test>::contains_key(loan));
	});
}
