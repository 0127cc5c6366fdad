use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Currency, MAX_AMOUNT};

const CNY: Currency = Currency::CNY;

#[test]
fn an_institution_limits_what_it_lends_to_one() {
	test(|| {
		for who in [CONTROLLER, STRANGER] {
			assert_noop!(Financing::set_exposure_limit(signed(who), Some(1), CNY), Error::<Test>::NotAuthorized);
		}
		let beyond = Some(MAX_AMOUNT + 1);
		assert_noop!(Financing::set_exposure_limit(signed(BANK_KEY), beyond, CNY), Error::<Test>::LimitExceeded);
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(15_000_000), CNY));
		System::assert_last_event(
			Event::ExposureLimitSet { institution: BANK, currency: CNY, limit: Some(15_000_000) }.into(),
		);
		lent(request(), offer());
		let found = &Financing::match_products(&firm(), &request()).unwrap()[0];
		assert_eq!(found.refusals, [Refusal::InstitutionLimitReached]);
		assert_noop!(Financing::apply(signed(CONTROLLER), firm(), 0, request()), Error::<Test>::NotEligible);
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), None, CNY));
		lent(request(), offer());
	});
}

#[test]
fn a_limit_holds_at_the_money_too() {
	test(|| {
		let id = accepted(request(), offer());
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(9_999_999), CNY));
		assert_noop!(Financing::disburse(signed(BANK_KEY), id, reference("P")), Error::<Test>::ExposureExceeded);
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(10_000_000), CNY));
		assert_ok!(Financing::disburse(signed(BANK_KEY), id, reference("P")));
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(9_999_999), CNY));
		assert_noop!(
			Financing::confirm_receipt(signed(CONTROLLER), id, reference("P")),
			Error::<Test>::ExposureExceeded
		);
	});
}

#[test]
fn an_enterprise_has_a_limit_over_all() {
	test(|| {
		let big = RequestSpec { amount: 100_000_000, ..request() };
		let all = OfferSpec { amount: 100_000_000, ..offer() };
		for _ in 0..10 {
			lent(big.clone(), all.clone());
		}
		let found = &Financing::match_products(&firm(), &request()).unwrap()[0];
		assert_eq!(found.refusals, [Refusal::EnterpriseLimitReached]);
		assert_ok!(repay(0, 100_000_000, "R"));
		assert_eq!(Financing::exposure(&firm())[0].principal, 900_000_000);
		assert!(Financing::match_products(&firm(), &request()).unwrap()[0].eligible);
	});
}
