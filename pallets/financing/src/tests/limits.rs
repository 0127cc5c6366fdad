use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, Currency, InstitutionId, Limits as _, Paging, MAX_AMOUNT};

const CNY: Currency = Currency::Cny;

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
		assert_eq!(Financing::headroom_at(BANK, &firm(), CNY), 5_000_000);
		assert_eq!(Financing::headroom_at(OTHER_BANK, &firm(), CNY), lingnan_support::Amount::MAX);
		// As who reckons what fits is told it.
		let own = Financing::own_headroom_of(&firm(), Paging::FIRST).items;
		assert_eq!((OwnRoom::of(&own, BANK, CNY), own.len()), (5_000_000, 1));
		assert_eq!(OwnRoom::of(&own, OTHER_BANK, CNY), lingnan_support::Amount::MAX);
		let told = Financing::headroom_of(&firm());
		assert_eq!(told.together_in(CNY), Financing::headroom(&firm(), CNY));
		assert_eq!(told.together.len(), Currency::ALL.len());
		assert_noop!(
			Financing::apply(signed(CONTROLLER), firm(), ProductId(0), request()),
			Error::<Test>::ExposureExceeded
		);
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), None, CNY));
		lent(request(), offer());
	});
}

/// Attack: many institutions limit themselves, so that one question reads all of it.
#[test]
fn however_many_limit_themselves_an_answer_is_a_page() {
	test(|| {
		let most = lingnan_support::MOST_LISTED;
		for number in 0..most * 2 {
			ExposureLimits::<Test>::insert(InstitutionId(1_000 + number), CNY, u64::from(number));
		}
		let (mut all, mut page) = (Vec::new(), Paging::FIRST);
		loop {
			let own = Financing::own_headroom_of(&firm(), page);
			assert!(own.items.len() <= most as usize);
			all.extend(own.items);
			match own.next {
				Some(next) => page.after = Some(next),
				None => break,
			}
		}
		all.sort_unstable_by_key(|room| room.institution);
		assert_eq!(all.len(), 2 * most as usize);
		assert_eq!(OwnRoom::of(&all, InstitutionId(1_007), CNY), 7);
		assert_eq!(Financing::headroom_of(&firm()).together.len(), Currency::ALL.len());
	});
}

#[test]
fn a_limit_holds_when_terms_are_accepted_and_not_after() {
	test(|| {
		let id = offered(request(), offer());
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(9_999_999), CNY));
		assert_noop!(accept(CONTROLLER, id), Error::<Test>::ExposureExceeded);
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(10_000_000), CNY));
		assert_ok!(accept(CONTROLLER, id));
		// What was promised is paid, whatever is resolved afterwards.
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(9_999_999), CNY));
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		assert_ok!(confirm(CONTROLLER, id, "P"));
	});
}

#[test]
fn an_enterprise_has_a_limit_over_all() {
	test(|| {
		let big = RequestSpec { amount: 100_000_000, ..request() };
		let all = offer_of(100_000_000);
		for _ in 0..10 {
			lent(big.clone(), all.clone());
		}
		assert_eq!(Financing::headroom(&firm(), CNY), 0);
		assert_noop!(
			Financing::apply(signed(CONTROLLER), firm(), ProductId(0), request()),
			Error::<Test>::ExposureExceeded
		);
		assert_ok!(repay(LoanId(0), 100_000_000, "R"));
		assert_eq!(Financing::exposure(&firm())[0].principal, 900_000_000);
		assert_eq!(Financing::headroom(&firm(), CNY), 100_000_000);
		mocks::set_consent(&firm(), BANK, 1);
		applied(request());
	});
}

/// A million in yuan is the limit; each payment would fit alone.
#[test]
fn two_disbursements_pass_under_one_limit() {
	test(|| {
		for bank in [OTHER_BANK, BANK] {
			mocks::add_product(bank, ProductSpec { max_amount: 1_000_000_000, ..product() });
		}
		mocks::set_consent(&firm(), OTHER_BANK, 5);
		let request = RequestSpec { amount: 900_000_000, ..request() };
		let offer = offer_of(900_000_000);
		for (id, (product, key)) in (0..).map(ApplicationId).zip([(1, OTHER_BANK_KEY), (2, BANK_KEY)]) {
			assert_ok!(Financing::apply(signed(CONTROLLER), firm(), ProductId(product), request.clone()));
			assert_ok!(Financing::make_offer(signed(key), id, offer.clone()));
		}
		assert_ok!(accept(CONTROLLER, ApplicationId(0)));
		assert_noop!(accept(CONTROLLER, ApplicationId(1)), Error::<Test>::ExposureExceeded);
		assert_noop!(pay_out(BANK_KEY, ApplicationId(1), "P"), Error::<Test>::WrongState);
		let view = &Financing::exposure(&firm())[0];
		assert_eq!((view.principal, view.reserved, view.limit), (0, 900_000_000, 1_000_000_000));
		assert_ok!(pay_out(OTHER_BANK_KEY, ApplicationId(0), "P"));
		assert_noop!(accept(CONTROLLER, ApplicationId(1)), Error::<Test>::ExposureExceeded);
		assert_ok!(confirm(CONTROLLER, ApplicationId(0), "P"));
		assert_eq!(Financing::exposure(&firm())[0].principal, 900_000_000);
		assert_noop!(accept(CONTROLLER, ApplicationId(1)), Error::<Test>::ExposureExceeded);
	});
}

#[test]
fn two_disbursements_pass_under_one_banks_limit() {
	test(|| {
		mocks::add_product(BANK, product());
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(15_000_000), CNY));
		for (id, product) in (0..).map(ApplicationId).zip([0, 1].map(ProductId)) {
			assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request()));
			assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		}
		assert_ok!(accept(CONTROLLER, ApplicationId(0)));
		assert_noop!(accept(CONTROLLER, ApplicationId(1)), Error::<Test>::ExposureExceeded);
		// The first does not go ahead: there is room again.
		assert_ok!(Financing::decline(signed(BANK_KEY), ApplicationId(0), DeclineReason::Capacity));
		assert_ok!(accept(CONTROLLER, ApplicationId(1)));
	});
}

/// A thousand million fen in all: 100 million dollars' cents at 7.00 are 700 of them, and leave room for 300.
#[test]
fn debts_in_several_currencies_pass_one_limit() {
	test(|| {
		let dollars = ProductSpec { currency: Currency::Usd, ..product() };
		mocks::add_product(BANK, dollars);
		let request = RequestSpec { amount: 100_000_000, currency: Currency::Usd, ..request() };
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), ProductId(1), request.clone()));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), ApplicationId(0), offer_of(100_000_000)));
		assert_ok!(accept(CONTROLLER, ApplicationId(0)));
		let yuan = |amount| RequestSpec { amount, currency: CNY, ..request.clone() };
		assert_eq!(Financing::most_in(&firm(), CNY), 300_000_000);
		for _ in 0..3 {
			let amount = 100_000_000;
			let id = accepted(yuan(amount), offer_of(amount));
			assert_ok!(pay_out(BANK_KEY, id, "P"));
			assert_ok!(confirm(CONTROLLER, id, "P"));
		}
		assert_noop!(
			Financing::apply(signed(CONTROLLER), firm(), ProductId(0), yuan(1_000)),
			Error::<Test>::ExposureExceeded
		);
		assert_noop!(
			Financing::apply(signed(CONTROLLER), firm(), ProductId(1), RequestSpec { amount: 1_000, ..request }),
			Error::<Test>::AlreadyApplied
		);
		assert_eq!(Financing::headroom(&firm(), Currency::Usd), 0);
	});
}
