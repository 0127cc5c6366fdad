use crate::mock::*;
use frame_support::assert_ok;
use lingnan_lending::rates::Floating;
use lingnan_support::{Currency, Rate, ReferenceRateId, ReferenceRates};

#[test]
fn loans_are_told_the_last_quote_of_a_day() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY - 7, THREE));
		assert_ok!(publish(AGENCY_KEY, TODAY - 1, Rate(2_900_000)));
		let rate = |on| Board::last(LPR, on).map(|quote| quote.rate);
		assert_eq!(rate(TODAY - 8), None);
		assert_eq!((rate(TODAY - 7), rate(TODAY - 2)), (Some(THREE), Some(THREE)));
		assert_eq!((rate(TODAY - 1), rate(TODAY + 90)), (Some(Rate(2_900_000)), Some(Rate(2_900_000))));
		assert_eq!(Board::quotes(LPR, TODAY - 2).len(), 1);
		assert_eq!(Board::quotes(LPR, TODAY).len(), 2);
		assert_eq!((Board::currency(LPR), Board::currency(ReferenceRateId(9))), (Some(Currency::Cny), None));
		assert!(Board::quotes(ReferenceRateId(9), TODAY).is_empty());
	});
}

/// A firm that knows tomorrow's lower rate waits, and its bank hurries, before the agency attests it: neither can choose while a quote
/// of the day can still come.
#[test]
fn a_rate_is_taken_before_the_quote_of_its_day_came() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY, THREE));
		assert_eq!(Board::settled(LPR), TODAY);
		pass(3);
		// What stands on the day after is not final yet: the agency is late, and attests it now.
		assert_eq!(Board::settled(LPR), TODAY);
		assert_ok!(publish(AGENCY_KEY, TODAY + 1, Rate(2_900_000)));
		assert_eq!(Board::settled(LPR), TODAY + 1);
		pass(10);
		// Of days more than a week ago no quote is taken any more.
		assert_eq!(Board::settled(LPR), TODAY + 5);
		assert_ok!(publish(AGENCY_KEY, TODAY + 6, THREE));
		assert_eq!(Board::settled(LPR), TODAY + 6);
		assert_ok!(Board::retire(RuntimeOrigin::root(), LPR));
		assert_eq!(Board::settled(LPR), lingnan_support::Date::MAX);
	});
}

/// 3.00 % and 45 basis points, then 2.90 % and 45: the rates behind 17,120.83 (100 and 81 days of 1,000,000.00 by actual/360).
#[test]
fn a_loan_follows_the_reference_with_its_spread() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY, THREE));
		pass(100);
		assert_ok!(publish(AGENCY_KEY, TODAY + 100, Rate(2_900_000)));
		let floating = Floating { spread: 45, floor: Rate(0), first: TODAY + 100, every: 0 };
		let quotes = Board::quotes(LPR, TODAY + 181);
		let (first, later) = floating.rates(TODAY, TODAY + 181, &quotes).unwrap();
		assert_eq!((first, later), (Rate(3_450_000), vec![(TODAY + 100, Rate(3_350_000))]));
	});
}
