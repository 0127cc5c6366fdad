use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	application::UseOfFunds,
	conditions::{DueDays, Rate},
	mocks, AssetKind, Currency, Division, Jurisdiction, Paging, ProductId, ReferenceRateId, Text, MAX_AMOUNT,
};

fn refused(change: impl FnOnce(&mut ProductSpec), error: Error<Test>) {
	let mut spec = product();
	change(&mut spec);
	assert_noop!(Shelf::publish(signed(BANK_KEY), spec), error);
}

#[test]
fn an_institution_publishes_withdraws_and_reopens() {
	test(|| {
		assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), product()));
		System::assert_last_event(
			Event::Published { product: ProductId(1), institution: OTHER_BANK, spec: product() }.into(),
		);
		for who in [STRANGER, CONTROLLER] {
			assert_noop!(Shelf::publish(signed(who), product()), Error::<Test>::NotAuthorized);
		}
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(Shelf::publish(signed(BANK_KEY), product()), Error::<Test>::NotAuthorized);
		assert_noop!(Shelf::withdraw(signed(BANK_KEY), ProductId(0)), Error::<Test>::NotAuthorized);
		mocks::set_institution(BANK, BANK_KEY, true);
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(Shelf::withdraw(signed(who), ProductId(1)), Error::<Test>::NotAuthorized);
			assert_noop!(Shelf::reopen(signed(who), ProductId(1)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Shelf::withdraw(signed(BANK_KEY), ProductId(9)), Error::<Test>::NotFound);
		assert_noop!(Shelf::reopen(signed(BANK_KEY), ProductId(9)), Error::<Test>::NotFound);
		assert_noop!(Shelf::reopen(signed(OTHER_BANK_KEY), ProductId(1)), Error::<Test>::NotWithdrawn);
		assert_ok!(Shelf::withdraw(signed(OTHER_BANK_KEY), ProductId(1)));
		System::assert_last_event(Event::Withdrawn { product: ProductId(1) }.into());
		assert_noop!(Shelf::withdraw(signed(OTHER_BANK_KEY), ProductId(1)), Error::<Test>::Withdrawn);
		assert_ok!(Shelf::reopen(signed(OTHER_BANK_KEY), ProductId(1)));
		System::assert_last_event(Event::Reopened { product: ProductId(1) }.into());
		assert!(Shelf::products(Paging::FIRST).items[1].open);
	});
}

/// Each offer of it would be refused, after a firm had applied and shown its figures.
#[test]
fn a_product_of_which_no_loan_can_be_lawful_is_not_published() {
	test(|| {
		let of = |places: &[Jurisdiction], surcharge| {
			let places = places.to_vec().try_into().unwrap();
			ProductSpec { jurisdictions: places, surcharge, ..product() }
		};
		let mainland = [Jurisdiction::Guangdong];
		for spec in [of(&mainland, 2_999), of(&mainland, 5_001), of(&[], 0)] {
			assert_noop!(Shelf::publish(signed(BANK_KEY), spec), Error::<Test>::SurchargeOutsideLimits);
		}
		for spec in [of(&mainland, 3_000), of(&mainland, 5_000), of(&[Jurisdiction::Macao], 0), of(&[], 10_000)] {
			assert_ok!(Shelf::publish(signed(BANK_KEY), spec));
		}
	});
}

#[test]
fn a_product_follows_a_reference_of_its_currency_that_there_is() {
	test(|| {
		let [unknown, dollars, yuan] = [7, 8, 9].map(ReferenceRateId);
		mocks::set_quote(dollars, Currency::Hkd, 0, Rate::basis_points(345));
		mocks::set_quote(yuan, Currency::Cny, 0, Rate::basis_points(345));
		for reference in [unknown, dollars] {
			refused(|spec| spec.reference = Some(reference), Error::NoReference);
		}
		assert_ok!(Shelf::publish(signed(BANK_KEY), ProductSpec { reference: Some(yuan), ..product() }));
	});
}

#[test]
fn every_field_has_its_rule() {
	test(|| {
		refused(|spec| spec.name = Text::default(), Error::InvalidName);
		refused(|spec| spec.min_amount = 0, Error::LimitExceeded);
		refused(|spec| spec.max_amount = MAX_AMOUNT + 1, Error::LimitExceeded);
		refused(|spec| spec.min_tenor = 0, Error::LimitExceeded);
		refused(|spec| spec.max_tenor = MAX_TENOR + 1, Error::LimitExceeded);
		refused(|spec| spec.max_rate = 10_001, Error::LimitExceeded);
		refused(|spec| spec.minimum_coverage = 10_001, Error::LimitExceeded);
		refused(|spec| spec.decision_days = 0, Error::LimitExceeded);
		refused(|spec| spec.decision_days = MAX_DAYS + 1, Error::LimitExceeded);
		refused(|spec| spec.surcharge = 10_001, Error::LimitExceeded);
		refused(|spec| spec.costs[0].share = 10_001, Error::LimitExceeded);
		refused(|spec| spec.costs[0].after = 36 * 31 + 1, Error::LimitExceeded);
		refused(|spec| spec.costs[0].share = 0, Error::InvalidProduct);
		refused(|spec| spec.costs.try_push(spec.costs[0].clone()).unwrap(), Error::InvalidProduct);
		refused(|spec| spec.due_days.try_push(DueDays::Anniversary { every: 13 }).unwrap(), Error::InvalidProduct);
		refused(|spec| spec.uses = vec![UseOfFunds::Trade; 2].try_into().unwrap(), Error::InvalidProduct);
		refused(|spec| spec.min_amount = spec.max_amount + 1, Error::InvalidProduct);
		refused(|spec| spec.min_tenor = spec.max_tenor + 1, Error::InvalidProduct);
		refused(|spec| spec.min_rate = spec.max_rate + 1, Error::InvalidProduct);
		refused(|spec| spec.methods.clear(), Error::InvalidProduct);
		refused(|spec| spec.methods[1] = spec.methods[0], Error::InvalidProduct);
		refused(|spec| spec.security.try_push(AssetKind::TradeReceivable).unwrap(), Error::InvalidProduct);
		let twice = || vec![Jurisdiction::Macao, Jurisdiction::Macao].try_into().unwrap();
		refused(|spec| spec.jurisdictions = twice(), Error::InvalidProduct);
		refused(|spec| spec.divisions.try_push(Division(1)).unwrap(), Error::InvalidProduct);
		refused(
			|spec| {
				let mut industry: lingnan_support::Industry = "C".parse().unwrap();
				industry.0[0] = b'Z';
				spec.industries.try_push(industry).unwrap();
			},
			Error::InvalidProduct,
		);
		refused(|spec| spec.worst_loan_to_value = 0, Error::InvalidProduct);
		refused(|spec| spec.worst_loan_to_value = 10_001, Error::LimitExceeded);
		refused(|spec| spec.security.clear(), Error::InvalidProduct);
		let unsecured = |spec: &mut ProductSpec| {
			spec.security.clear();
			spec.worst_loan_to_value = 0;
		};
		refused(
			|spec| {
				unsecured(spec);
				spec.unsecured = false;
			},
			Error::InvalidProduct,
		);
		refused(
			|spec| {
				unsecured(spec);
				spec.trade_records = true;
			},
			Error::InvalidProduct,
		);
		let mut good = product();
		unsecured(&mut good);
		assert_ok!(Shelf::publish(signed(BANK_KEY), good));
	});
}

#[test]
fn an_institution_has_a_hundred_open_products_at_most() {
	test(|| {
		for _ in 0..MAX_PRODUCTS {
			assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), product()));
		}
		assert_noop!(Shelf::publish(signed(OTHER_BANK_KEY), product()), Error::<Test>::TooManyProducts);
		// Another's are counted apart.
		assert_ok!(Shelf::publish(signed(BANK_KEY), product()));
		assert_ok!(Shelf::withdraw(signed(OTHER_BANK_KEY), ProductId(1)));
		assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), product()));
		assert_noop!(Shelf::reopen(signed(OTHER_BANK_KEY), ProductId(1)), Error::<Test>::TooManyProducts);
	});
}

/// Products that come and go would make every question about products slower for ever.
#[test]
fn one_bank_publishes_and_withdraws_33_000_products() {
	test(|| {
		let mut published = ProductId(0);
		let mut publish_and_withdraw = || {
			let publish = Shelf::publish(signed(OTHER_BANK_KEY), product());
			if publish.is_ok() {
				published = published.next().unwrap();
				assert_ok!(Shelf::withdraw(signed(OTHER_BANK_KEY), published));
			}
			publish
		};
		while publish_and_withdraw().is_ok() {}
		assert_noop!(publish_and_withdraw(), Error::<Test>::TooManyToday);
		assert_noop!(Shelf::reopen(signed(OTHER_BANK_KEY), ProductId(7)), Error::<Test>::TooManyToday);
		// It harms itself alone.
		assert_ok!(Shelf::publish(signed(BANK_KEY), product()));
		pass(1);
		assert_ok!(Shelf::reopen(signed(OTHER_BANK_KEY), ProductId(7)));
		assert_eq!(NextProduct::<Test>::get(), ProductId(MAX_PUBLISHED_A_DAY + 2));

		let page = |limit| Shelf::products(Paging { after: None, limit });
		let shown: Vec<_> = page(None).items.iter().map(|product| product.id).collect();
		assert_eq!(shown, [0, 7, MAX_PUBLISHED_A_DAY + 1].map(ProductId));
		assert_eq!(OpenProducts::<Test>::iter_keys().count(), 3, "no other is looked at");
		let first = page(Some(2));
		assert_eq!(first.items.len(), 2, "what is withdrawn fills no page");
		assert_eq!(Shelf::products(Paging::after(first.next.unwrap())).items.len(), 1);
	});
}

/// Nobody is kept from taking back what is wrong.
#[test]
fn what_is_wrong_is_withdrawn_on_a_day_on_which_nothing_more_can_be_published() {
	test(|| {
		for id in (1..=MAX_PUBLISHED_A_DAY).map(ProductId) {
			assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), product()));
			if id > ProductId(10) {
				assert_ok!(Shelf::withdraw(signed(OTHER_BANK_KEY), id));
			}
		}
		for id in (1..=10).map(ProductId) {
			assert_ok!(Shelf::withdraw(signed(OTHER_BANK_KEY), id));
		}
	});
}
