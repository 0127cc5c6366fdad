//! What the other pallets are told: the rule by which a firm finds out what fits, but for the limits, which are financing's.

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	mocks, Amount, Applicant, Enterprises as _, Institutions as _, ProductId, Products as _, Ratings as _,
};

/// What is told of the first product, and what a firm reckons of it for itself.
fn both(request: &RequestSpec) -> (Vec<Refusal>, Vec<Refusal>) {
	let profile = mocks::MockEnterprises::profile(&firm()).unwrap();
	let rating = mocks::MockRatings::current(&firm());
	let applicant = Applicant { profile: &profile, rating: rating.as_ref(), request, security: &[] };
	let told = Shelf::refusals(&Shelf::product(ProductId(0)).unwrap(), &applicant);
	let around = |institution| matching::Around {
		today: Shelf::today(),
		lender_active: mocks::MockInstitutions::is_active(institution),
		headroom: Amount::MAX,
		lender_headroom: Amount::MAX,
	};
	let products = [Shelf::product(ProductId(0)).unwrap()];
	let shown = matching::judge_all(&products, &applicant, true, around).remove(0).refusals;
	(told, shown)
}

#[test]
fn an_application_is_judged_by_the_rule_that_a_firm_reckons_by() {
	test(|| {
		for amount in [999, 1_000, 100_000_000, 100_000_001] {
			for tenor in [12, 37] {
				let (told, shown) = both(&RequestSpec { amount, tenor, ..request() });
				assert_eq!(told, shown);
				assert_eq!(told.is_empty(), (1_000..=100_000_000).contains(&amount) && tenor == 12);
			}
		}
		mocks::set_institution(BANK, BANK_KEY, false);
		let (told, shown) = both(&request());
		assert_eq!((told.as_slice(), shown.as_slice()), ([Refusal::InstitutionSuspended].as_slice(), told.as_slice()));
	});
}

#[test]
fn a_withdrawn_product_stays_known_and_says_so() {
	test(|| {
		assert_ok!(Shelf::withdraw(signed(BANK_KEY), ProductId(0)));
		let product = Shelf::product(ProductId(0)).unwrap();
		assert!(!product.open);
		let profile = mocks::MockEnterprises::profile(&firm()).unwrap();
		let rating = rating(lingnan_support::Grade::A);
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request(), security: &[] };
		assert_eq!(Shelf::refusals(&product, &applicant), [Refusal::ProductWithdrawn]);
		assert_eq!(Shelf::product(ProductId(9)), None);
	});
}
