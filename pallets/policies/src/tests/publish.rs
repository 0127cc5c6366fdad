use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	conditions::{Order, Rate},
	mocks::{self, OPENING},
	product::RepaymentMethod,
	DayCount, Grade, Paging, ProductId, ReferenceRateId,
};

fn refused(change: impl FnOnce(&mut PolicySpec), error: Error<Test>) {
	let mut spec = spec();
	change(&mut spec);
	assert_noop!(Rules::publish(signed(BANK_KEY), spec), error);
}

#[test]
fn a_bank_publishes_and_a_later_version_takes_the_place_of_the_one_before() {
	test(|| {
		let first = published(|_| {});
		let shown = Rules::policy_of(PRODUCT).unwrap();
		System::assert_last_event(
			Event::PolicyPublished {
				policy: first,
				product: PRODUCT,
				institution: BANK,
				version: 1,
				spec_hash: shown.spec_hash,
			}
			.into(),
		);
		assert_eq!((shown.id, shown.version, shown.published_at), (first, 1, OPENING));
		assert_eq!((shown.state, shown.spec), (PolicyState::InForce, spec()));

		let second = published(|spec| spec.rules.max_amount += 1);
		assert_eq!(Rules::policy(first).unwrap().state, PolicyState::Superseded { by: second });
		let shown = Rules::policy_of(PRODUCT).unwrap();
		assert_eq!((shown.id, shown.version), (second, 2));
		assert_ne!(shown.spec_hash, Rules::policy(first).unwrap().spec_hash);
		let list = Rules::policies_by(BANK, Paging::FIRST).items;
		assert_eq!(list.iter().map(|one| one.id).collect::<Vec<_>>(), [first, second]);
		assert!(Rules::policies_by(RIVAL, Paging::FIRST).items.is_empty());
	});
}

#[test]
fn a_bank_publishes_for_its_own_open_products_alone() {
	test(|| {
		for who in [RIVAL_KEY, STRANGER, CONTROLLER] {
			assert_noop!(Rules::publish(signed(who), spec()), Error::<Test>::NotAuthorized);
		}
		refused(|spec| spec.product = OTHER_PRODUCT, Error::NotAuthorized);
		refused(|spec| spec.product = ProductId(9), Error::NotFound);
		mocks::set_institution(BANK, BANK_KEY, false);
		refused(|_| {}, Error::NotAuthorized);
		mocks::set_institution(BANK, BANK_KEY, true);
		mocks::withdraw_product(PRODUCT);
		refused(|_| {}, Error::ProductWithdrawn);
	});
}

#[test]
fn a_policy_stays_within_its_ranges_and_its_product() {
	test(|| {
		refused(|spec| spec.rules.max_amount = 0, Error::LimitExceeded);
		refused(|spec| spec.rules.max_tenor = 361, Error::LimitExceeded);
		refused(|spec| spec.offer.valid_days = 0, Error::LimitExceeded);
		refused(|spec| spec.uses.per_day = 0, Error::LimitExceeded);
		refused(|spec| spec.rules.unsecured = false, Error::InvalidPolicy);
		refused(
			|spec| spec.offer.order = Order { claims: [Order::LAW.claims[0]; 5], by_day: false },
			Error::InvalidPolicy,
		);
		refused(
			|spec| spec.rules.methods = vec![RepaymentMethod::InterestOnly].try_into().unwrap(),
			Error::OutsideProduct,
		);
		let cheap = |place: usize| {
			move |spec: &mut PolicySpec| {
				if let PolicyPrice::Fixed { rates } = &mut spec.offer.price {
					rates[place] = Rate(0);
				}
			}
		};
		refused(cheap(0), Error::OutsideProduct);
		refused(cheap(3), Error::InvalidPolicy);
		published(cheap(8));
		// C has no rate there: not taken, it needs none.
		let all = |spec: &mut PolicySpec| {
			spec.rules.worst_grade = Grade::C;
			if let PolicyPrice::Fixed { rates } = &mut spec.offer.price {
				rates[8] = Rate::basis_points(1_201);
			}
		};
		refused(all, Error::OutsideProduct);
	});
}

#[test]
fn a_price_floats_if_its_product_does_and_by_the_same_reference() {
	test(|| {
		let floating = |reference: u32| {
			move |spec: &mut PolicySpec| {
				spec.product = FLOATING;
				spec.offer.price = PolicyPrice::Floating {
					reference: ReferenceRateId(reference),
					spreads: core::array::from_fn(|place| 345 + 10 * place as i32),
					floor: Rate(0),
					first: None,
					every: 12,
				};
			}
		};
		refused(floating(8), Error::OutsideProduct);
		refused(|spec| spec.product = FLOATING, Error::OutsideProduct);
		let fixed = |spec: &mut PolicySpec| {
			floating(REFERENCE.0)(spec);
			spec.product = PRODUCT;
		};
		refused(fixed, Error::OutsideProduct);
		published(floating(REFERENCE.0));
	});
}

#[test]
fn the_offer_keeps_the_products_days_and_surcharge() {
	test(|| {
		refused(|spec| spec.offer.day_count = DayCount::Actual365, Error::OutsideProduct);
		refused(|spec| spec.offer.late.surcharge = 5_001, Error::OutsideProduct);
	});
}

/// Each version stays in the state, because applications refer to it.
#[test]
fn one_bank_publishes_versions_in_a_loop() {
	test(|| {
		while Rules::publish(signed(BANK_KEY), spec()).is_ok() {}
		refused(|_| {}, Error::TooManyToday);
		assert_eq!(Rules::policy_of(PRODUCT).unwrap().version, MAX_PUBLISHED_A_DAY);
		pass(1);
		assert_eq!(published(|_| {}), PolicyId(MAX_PUBLISHED_A_DAY));
	});
}
