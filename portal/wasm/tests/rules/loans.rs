use crate::stage::*;
use codec::Encode;
use lingnan_lending::{sheet, working_days::Calendar};
use lingnan_portal_wasm::{loans::BooksView, refused::Refused};
use lingnan_types::{
	application::Terms,
	conditions::{Conditions, Pricing, Rate},
	loan::Quote,
};
use primitive_types::H256;

#[test]
fn a_quote_is_that_of_the_sheet() {
	let conditions: Conditions = read(conditions());
	let quoted: Quote = call("quote", &(&conditions, None::<Rate>, DRAWN, calendar())).unwrap();
	let calendar = Calendar::of_view(&calendar()).unwrap();
	assert_eq!(quoted, sheet::quote(&conditions, Rate::basis_points(345), DRAWN, &calendar).unwrap());
	assert_eq!((quoted.schedule.len(), quoted.costs), (12, 5_000));
	assert_eq!(quoted.schedule.iter().map(|one| one.principal).sum::<u64>(), 1_000_000);
	assert!(quoted.all_in.compound > quoted.rate, "the fee counts");
	assert!(!quoted.schedule[0].provisional && quoted.schedule[11].provisional, "nothing is known of 2028");
}

#[test]
fn a_floating_loan_needs_the_rate_of_the_day() {
	let mut conditions: Conditions = read(conditions());
	conditions.pricing =
		Pricing::Floating { reference: Default::default(), spread: 20, floor: Rate(0), first: None, every: 12 };
	let quote = |rate: Option<Rate>| call::<Quote>("quote", &(&conditions, rate, DRAWN, calendar()));
	assert_eq!(quote(None), Err(Refused::RateNeeded));
	assert_eq!(quote(Some(Rate::basis_points(320))).unwrap().rate, Rate::basis_points(320));
}

#[test]
fn terms_are_hashed_as_the_chain_hashes_them() {
	let terms: Terms = read(terms());
	let hash: H256 = call("hash_terms", &terms).unwrap();
	assert_eq!(hash.0, sp_crypto_hashing::blake2_256(&terms.encode()));
	let mut other = terms.clone();
	other.conditions.late.surcharge += 1;
	assert_ne!(call("hash_terms", &other), Ok(hash));
}

#[test]
fn the_books_say_what_is_owed_on_a_day() {
	let books = |day| call::<BooksView>("books", &kept(day)).unwrap();
	let before = books(DRAWN + 30);
	assert_eq!((before.due.total, before.arrears_since, before.outstanding_principal), (0, None, 1_000_000));
	let paid = books(DRAWN + 31);
	assert_eq!(paid.repaid.total, 89_893);
	let late = books(DRAWN + 75);
	assert!(late.due.penalty > 0 && late.arrears_since.is_some(), "{late:?}");
	assert_eq!(late.payoff.principal, late.outstanding_principal);
	assert_eq!(call::<BooksView>("books", &kept(DRAWN - 1)), Err(Refused::NotBegun));
}
