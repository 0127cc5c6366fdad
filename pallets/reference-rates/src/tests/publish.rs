use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Rate, ReferenceRateId};

#[test]
fn the_agency_attests_what_was_published() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY - 3, THREE));
		System::assert_last_event(
			Event::Published { reference: LPR, agency: AGENCY, quote: quote(TODAY - 3, THREE) }.into(),
		);
		assert_ok!(publish(AGENCY_KEY, TODAY, Rate(2_900_000)));
		let shown = &Board::reference_rates()[0];
		assert_eq!((shown.last, shown.quotes), (Some(quote(TODAY, Rate(2_900_000))), 2));
	});
}

/// Whoever profits from a low rate says that it is low.
#[test]
fn a_stranger_publishes() {
	test(|| {
		assert_noop!(publish(OTHER_KEY, TODAY, THREE), Error::<Test>::NotAuthorized);
		assert_noop!(publish(9, TODAY, THREE), Error::<Test>::NotAuthorized);
		let unknown = Board::publish(RuntimeOrigin::signed(AGENCY_KEY), ReferenceRateId(9), TODAY, THREE);
		assert_noop!(unknown, Error::<Test>::NotFound);
	});
}

#[test]
fn the_quotes_of_a_suspended_agency_stop() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY - 1, THREE));
		// The seam knows no key of a suspended agency.
		mocks::set_agency(AGENCY, 77, &[]);
		assert_noop!(publish(AGENCY_KEY, TODAY, THREE), Error::<Test>::NotAuthorized);
		assert_eq!(Board::reference_rates()[0].last, Some(quote(TODAY - 1, THREE)));
	});
}

/// The agency, or whoever has its key, puts another rate under a repricing that was made.
#[test]
fn a_quote_is_changed_after_it_was_used() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY, THREE));
		assert_noop!(publish(AGENCY_KEY, TODAY, Rate(3_050_000)), Error::<Test>::NotLater);
		assert_noop!(publish(AGENCY_KEY, TODAY - 1, Rate(3_050_000)), Error::<Test>::NotLater);
		assert_eq!(Board::quotes_of(LPR), [quote(TODAY, THREE)]);
	});
}

/// Tomorrow's rate, known today to one side alone.
#[test]
fn a_quote_is_put_ahead() {
	test(|| {
		assert_noop!(publish(AGENCY_KEY, TODAY + 1, THREE), Error::<Test>::Future);
	});
}

#[test]
fn a_quote_comes_within_seven_days() {
	test(|| {
		assert_noop!(publish(AGENCY_KEY, TODAY - 8, THREE), Error::<Test>::TooLate);
		assert_ok!(publish(AGENCY_KEY, TODAY - 7, THREE));
	});
}

/// 3 million per cent, or basis points taken for per cent.
#[test]
fn a_rate_has_a_range() {
	test(|| {
		assert_noop!(publish(AGENCY_KEY, TODAY, Rate(Rate::WHOLE + 1)), Error::<Test>::LimitExceeded);
		assert_ok!(publish(AGENCY_KEY, TODAY - 1, Rate(0)));
		assert_ok!(publish(AGENCY_KEY, TODAY, Rate(Rate::WHOLE)));
	});
}

#[test]
fn the_oldest_quotes_make_room() {
	test(|| {
		for day in 0..=MOST_QUOTES {
			assert_ok!(publish(AGENCY_KEY, TODAY + day, Rate(day.into())));
			pass(1);
		}
		let kept = Board::quotes_of(LPR);
		assert_eq!(kept.len() as u32, MOST_QUOTES);
		assert_eq!((kept[0].published, kept[1_023].published), (TODAY + 1, TODAY + 1_024));
	});
}
