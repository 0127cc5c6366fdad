use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AssetId, AssetKind, Currency, LoanId, Security};
use sp_core::H256;

#[test]
fn a_patent_is_worth_its_haircut_while_three_years_are_left() {
	test(|| {
		let id = ready_right();
		let offer = Collateral::offer(id, &firm(0), TODAY + 365).unwrap();
		assert_eq!((offer.kind, offer.currency, offer.lending_value), (AssetKind::Invention, Currency::Cny, 300_000));
		assert_eq!(Collateral::lending_value(id, TODAY), Ok(offer));
		assert_eq!(Collateral::asset_view(id).unwrap().security, Ok(offer));
	});
}

#[test]
fn a_receivable_is_worth_its_haircut_to_the_day_it_is_due() {
	test(|| {
		let id = noticed(0);
		let offer = Collateral::offer(id, &firm(0), TODAY + 80).unwrap();
		assert_eq!((offer.lending_value, offer.currency), (800_000, Currency::Usd));
		set_today(TODAY + 80);
		assert_ok!(Collateral::offer(id, &firm(0), TODAY + 80));
		set_today(TODAY + 81);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY + 81), Error::<Test>::PastDue);
	});
}

/// Due in March 2020: it secures nothing that ends in April, though something that ends on the last of March.
#[test]
fn a_receivable_due_in_weeks_secures_twelve_months() {
	test(|| {
		let id = noticed(0);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY + 365), Error::<Test>::DueBeforeLoan);
		let last = lingnan_support::from_civil(2020, 3, 31).unwrap();
		assert_ok!(Collateral::offer(id, &firm(0), last));
		assert_noop!(Collateral::offer(id, &firm(0), last + 1), Error::<Test>::DueBeforeLoan);
		pledged(id, 0, BANK);
		let long = lingnan_support::SecurityClaim { until: last + 1, ..claim(0, BANK, LoanId(7)) };
		assert_noop!(Collateral::reserve(id, &long), Error::<Test>::DueBeforeLoan);
	});
}

#[test]
fn without_a_fresh_valuation_a_right_is_worth_nothing() {
	test(|| {
		let id = registered(right());
		assert_noop!(Collateral::offer(id, &firm(0), TODAY), Error::<Test>::NoValuation);
		assert_ok!(Collateral::license_appraiser(root(), APPRAISER, "An appraiser".try_into().unwrap()));
		assert_ok!(Collateral::appraise(signed(APPRAISER), id, Currency::Cny, 5, TODAY, H256::zero()));
		let update = RightUpdate {
			status: RightStatus::Granted,
			expires: TODAY + 3_650,
			fee_paid_until: TODAY + 1_000,
			invalidation_pending: false,
		};
		assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, update));
		set_today(TODAY + 366);
		assert_ok!(Collateral::offer(id, &firm(0), TODAY + 366));
		set_today(TODAY + 367);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY + 367), Error::<Test>::StaleValuation);
		assert!(Collateral::asset_view(id).unwrap().right.unwrap().valuation_stale);
	});
}

#[test]
fn what_is_no_security() {
	test(|| {
		let id = ready_right();
		assert_noop!(Collateral::offer(AssetId(9), &firm(0), TODAY), Error::<Test>::NotFound);
		assert_noop!(Collateral::offer(id, &firm(2), TODAY), Error::<Test>::NotOwner);
		assert_noop!(Collateral::offer(id, &firm(0), TODAY + 3_651), Error::<Test>::TermBeyondRight);
		assert_eq!(Collateral::lending_value(AssetId(9), TODAY), Err(Refusal::NotFound));
	});
}
