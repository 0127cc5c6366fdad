use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	conditions::{BorneBy, Claim, Conditions, Cost, CostItem, DueDays, Pricing, Rate},
	mocks, Currency, ReferenceRateId,
};

fn fee(amount: u64, payee: &str) -> Cost {
	let (item, payee) = (CostItem::Arrangement, reference(payee));
	Cost { item, payee, amount, after: 0, borne_by: BorneBy::Borrower }
}

fn floating(reference: u32) -> Pricing {
	let reference = ReferenceRateId(reference);
	Pricing::Floating { reference, spread: 45, floor: Rate(0), first: None, every: 12 }
}

#[test]
fn an_offer_states_every_term() {
	test(|| {
		let id = applied(request());
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		let view = Financing::application(id).unwrap();
		let terms = view.terms.unwrap();
		assert_eq!((terms.application, terms.product, terms.institution), (id, ProductId(0), BANK));
		assert_eq!((&terms.conditions, terms.use_of_funds), (&conditions(), UseOfFunds::WorkingCapital));
		// 888,488 a month on 10,000,000: twelve times 1 %, and 1.01^12 - 1.
		assert_eq!((terms.all_in.simple.rounded(), terms.all_in.compound.rounded()), (1_200, 1_268));
		assert_eq!(view.offered_terms_hash, Some(hash_of(&terms)));
		System::assert_last_event(Event::Offered { application: id, terms_hash: hash_of(&terms) }.into());
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = applied(request());
		let refused = |change: fn(&mut OfferSpec), error: Error<Test>| {
			let mut offer = offer();
			change(&mut offer);
			assert_noop!(Financing::make_offer(signed(BANK_KEY), id, offer), error);
		};
		let rate = |points| Pricing::Fixed { rate: Rate::basis_points(points) };
		let unlike: [(fn(&mut Conditions), Error<Test>); 17] = [
			(|terms| terms.amount = 10_000_001, Error::OutsideProduct),
			(|terms| terms.amount = 999, Error::OutsideProduct),
			(|terms| terms.tenor = 0, Error::OutsideProduct),
			(|terms| terms.tenor = 37, Error::OutsideProduct),
			(|terms| terms.method = RepaymentMethod::InterestOnly, Error::OutsideProduct),
			(|terms| terms.late.surcharge = 20_001, Error::SurchargeOutsideLimits),
			(|terms| terms.late.misuse = 4_999, Error::SurchargeOutsideLimits),
			(|terms| terms.late.misuse = 20_001, Error::SurchargeOutsideLimits),
			(|terms| terms.order.claims[0] = Claim::Principal, Error::OrderIncomplete),
			(|terms| terms.costs.try_push(fee(0, "")).unwrap(), Error::InvalidCost),
			(|terms| terms.costs.try_push(fee(1, "\n")).unwrap(), Error::InvalidCost),
			(|terms| terms.costs.try_push(fee(10_000_001, "")).unwrap(), Error::InvalidCost),
			(|terms| terms.balloon = 10_000_000, Error::NotComputable),
			(|terms| terms.principal_holiday = 12, Error::NotComputable),
			(|terms| terms.due_days = DueDays::Anniversary { every: 13 }, Error::NotComputable),
			(|terms| terms.pricing = floating(0), Error::NoReference),
			(|terms| terms.pricing = floating(1), Error::NotQuoted),
		];
		mocks::set_quote(ReferenceRateId(1), Currency::Cny, TODAY + 1, Rate::basis_points(700));
		for (change, error) in unlike {
			let mut conditions = conditions();
			change(&mut conditions);
			assert_noop!(Financing::make_offer(signed(BANK_KEY), id, on(conditions)), error);
		}
		for points in [599, 1_201] {
			let outside = on(Conditions { pricing: rate(points), ..conditions() });
			assert_noop!(Financing::make_offer(signed(BANK_KEY), id, outside), Error::<Test>::OutsideProduct);
		}
		refused(|offer| offer.valid_until = OPENING, Error::Expired);
		refused(|offer| offer.valid_until = OPENING + 90 * DAY + 1, Error::Expired);
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(Financing::make_offer(signed(who), id, offer()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::make_offer(signed(BANK_KEY), ApplicationId(9), offer()), Error::<Test>::NotFound);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		refused(|_| {}, Error::WrongState);
	});
}

/// What the reference stands at today, with the spread, decides whether the rate is one of the product.
#[test]
fn a_floating_rate_is_judged_by_its_reference() {
	test(|| {
		let product = mocks::add_product(BANK, ProductSpec { reference: Some(ReferenceRateId(0)), ..product() });
		let id = NextApplication::<Test>::get();
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request()));
		mocks::set_quote(ReferenceRateId(0), Currency::Cny, TODAY - 3, Rate::basis_points(554));
		let floats = on(Conditions { pricing: floating(0), ..conditions() });
		assert_noop!(Financing::make_offer(signed(BANK_KEY), id, floats.clone()), Error::<Test>::OutsideProduct);
		mocks::set_quote(ReferenceRateId(0), Currency::Cny, TODAY, Rate::basis_points(555));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, floats));
	});
	test(|| {
		let product = mocks::add_product(BANK, ProductSpec { reference: Some(ReferenceRateId(0)), ..product() });
		let id = NextApplication::<Test>::get();
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request()));
		mocks::set_quote(ReferenceRateId(0), Currency::Hkd, TODAY, Rate::basis_points(555));
		let floats = on(Conditions { pricing: floating(0), ..conditions() });
		assert_noop!(Financing::make_offer(signed(BANK_KEY), id, floats), Error::<Test>::NoReference);
	});
}

/// Gap 4 of the page on the portal: an offer has its schedule before it is a loan.
#[test]
fn a_quote_is_the_schedule_that_the_loan_will_have() {
	test(|| {
		let quote = Financing::quote(ProductId(0), &conditions(), TODAY).unwrap();
		let loan = Financing::loan(lent(request(), offer())).unwrap();
		assert_eq!((quote.schedule, quote.all_in), (loan.schedule, loan.terms.all_in));
		assert_eq!(Financing::quote(ProductId(0), &Conditions { tenor: 37, ..conditions() }, TODAY), None);
		assert_eq!(Financing::quote(ProductId(9), &conditions(), TODAY), None);
	});
}

/// Section 2 of the page on lending: all costs in, 5.32 % simple and 5.46 % compound for 3.45 % and 1 % of the amount.
#[test]
fn all_costs_are_in_the_rate_that_is_shown() {
	test(|| {
		let product = ProductSpec { min_rate: 0, ..product() };
		mocks::add_product(BANK, product);
		let lends = |costs: Vec<Cost>| Conditions {
			amount: 100_000_000,
			pricing: Pricing::Fixed { rate: Rate::basis_points(345) },
			costs: costs.try_into().unwrap(),
			..conditions()
		};
		let rates = |costs| {
			let all_in = Financing::quote(ProductId(1), &lends(costs), TODAY).unwrap().all_in;
			(all_in.simple.rounded(), all_in.compound.rounded())
		};
		assert_eq!(rates(vec![]), (345, 351));
		assert_eq!(rates(vec![fee(1_000_000, "")]), (532, 546));
		// Whoever gets it: what the borrower bears is in, and nothing else.
		assert_eq!(rates(vec![fee(1_000_000, "A guarantor")]), (532, 546));
		assert_eq!(rates(vec![Cost { borne_by: BorneBy::Lender, ..fee(1_000_000, "A valuer") }]), (345, 351));
	});
}

/// The attack: a fee of 1 % that is due 179 years later is almost nothing in the yearly rate, and is owed all the same by whoever
/// closes the loan. Seen on a node: 3.50 % all in, in place of 5.33 %.
#[test]
fn bank_hides_a_fee_behind_the_end_of_the_loan() {
	test(|| {
		mocks::add_product(BANK, ProductSpec { min_rate: 0, ..product() });
		let late = Conditions {
			amount: 100_000_000,
			pricing: Pricing::Fixed { rate: Rate::basis_points(345) },
			costs: vec![Cost { after: u16::MAX, ..fee(1_000_000, "") }].try_into().unwrap(),
			..conditions()
		};
		assert!(Financing::quote(ProductId(1), &late, TODAY).is_none());
	});
}
