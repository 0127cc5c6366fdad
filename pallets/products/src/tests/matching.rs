use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_lending::schedule::Plan;
use lingnan_support::{mocks, AssetId, Grade, Paging, ProductId};

fn order() -> Vec<(ProductId, bool)> {
	let matches = Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items;
	matches.into_iter().map(|found| (found.product, found.eligible)).collect()
}

#[test]
fn the_cheapest_comes_first_then_the_fastest_then_the_lower_number() {
	test(|| {
		let publish = |change: fn(&mut ProductSpec)| {
			let mut spec = product();
			change(&mut spec);
			assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), spec));
		};
		publish(|_| {});
		publish(|spec| spec.min_rate = 500);
		publish(|spec| spec.decision_days = 1);
		publish(|spec| spec.max_amount = 1_000);
		publish(|spec| (spec.min_rate, spec.max_rate) = (100, 200));
		assert_eq!(
			order(),
			[(5, true), (2, true), (3, true), (0, true), (1, true), (4, false)].map(|(id, fits)| (ProductId(id), fits))
		);
		assert_eq!(order(), order(), "the same question has the same answer");
	});
}

#[test]
fn the_expected_cost_is_the_interest_at_the_expected_rate() {
	test(|| {
		let found = &Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items[0];
		// A is two steps of four on the way from AAA to BB: 600 + 600 x 2 / 4 = 900 basis points.
		assert_eq!(found.expected_rate, 900);
		let plan = Plan { method: RepaymentMethod::EqualInstalments, amount: 10_000_000, rate: 900, tenor: 12 };
		assert_eq!(found.expected_cost, plan.total_interest());
		mocks::set_rating(&firm(), Some(rating(Grade::Aaa)));
		assert_eq!(Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items[0].expected_rate, 600);
	});
}

#[test]
fn without_a_rating_everything_is_refused_for_it() {
	test(|| {
		mocks::set_rating(&firm(), None);
		let found = Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items;
		assert!(found.iter().all(|found| found.refusals == [Refusal::NotRated]));
		// Nobody is rated while no scorecard is in force: the firm can do nothing about it.
		mocks::set_champion(false);
		let found = Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items;
		assert!(found.iter().all(|found| found.refusals == [Refusal::NoChampion]));
	});
}

#[test]
fn what_cannot_be_matched() {
	test(|| {
		let unknown = "91420000737944946L".parse().unwrap();
		assert_eq!(Shelf::match_products(&unknown, &request(), Paging::FIRST), Err(MatchRefusal::NotFound));
		for bad in [
			RequestSpec { amount: 0, ..request() },
			RequestSpec { tenor: 0, ..request() },
			RequestSpec { tenor: 361, ..request() },
			RequestSpec { security: vec![AssetId(1), AssetId(1)].try_into().unwrap(), ..request() },
		] {
			assert_eq!(Shelf::match_products(&firm(), &bad, Paging::FIRST), Err(MatchRefusal::InvalidRequest));
		}
		let with_unknown = RequestSpec { security: vec![AssetId(77)].try_into().unwrap(), ..request() };
		assert_eq!(
			Shelf::match_products(&firm(), &with_unknown, Paging::FIRST),
			Err(MatchRefusal::SecurityUnusable { asset: AssetId(77) })
		);
	});
}

#[test]
fn what_more_may_be_lent_is_asked_for_each_bank() {
	test(|| {
		assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), product()));
		let reasons = || {
			let found = Shelf::match_products(&firm(), &request(), Paging::FIRST).unwrap().items;
			let mut found: Vec<_> = found.into_iter().map(|found| (found.institution, found.refusals)).collect();
			found.sort_by_key(|(institution, _)| *institution);
			found
		};
		assert_eq!(reasons(), [(BANK, vec![]), (OTHER_BANK, vec![])]);
		mocks::set_headroom_at(BANK, 9_999_999);
		assert_eq!(reasons(), [(BANK, vec![Refusal::InstitutionLimitReached]), (OTHER_BANK, vec![])]);
		mocks::set_headroom_at(BANK, 10_000_000);
		mocks::set_headroom(9_999_999);
		let reached = || vec![Refusal::EnterpriseLimitReached];
		assert_eq!(reasons(), [(BANK, reached()), (OTHER_BANK, reached())]);
	});
}

/// Who asks for the first page alone must see the best: banks would race for low numbers.
#[test]
fn the_first_page_holds_the_best_products_whatever_their_numbers() {
	test(|| {
		for rate in [900, 800, 700, 100] {
			let dear = ProductSpec { min_rate: rate, max_rate: 1_000, ..product() };
			assert_ok!(Shelf::publish(signed(OTHER_BANK_KEY), dear));
		}
		let page = |after, limit| Shelf::match_products(&firm(), &request(), Paging { after, limit }).unwrap();
		let all: Vec<_> = page(None, None).items.iter().map(|found| found.product).collect();
		assert_eq!(all.len(), 5);
		assert_ne!(all[0], ProductId(0), "the cheapest has a higher number");
		let first = page(None, Some(2));
		assert_eq!(first.items.iter().map(|found| found.product).collect::<Vec<_>>(), all[..2]);
		let rest = page(first.next, None);
		assert_eq!(rest.items.iter().map(|found| found.product).collect::<Vec<_>>(), all[2..]);
		assert_eq!(rest.next, None);
	});
}
