use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, IndicatorId, OnDispute, Purpose};

#[test]
fn each_institution_that_rated_with_the_attestation_is_told_once() {
	test(|| {
		rated_firm();
		mocks::set_consent(&firm(), BANK, 2);
		mocks::set_consent(&firm(), OTHER_BANK, 1);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		assert_ok!(Scoring::rate_with_consent(signed(BANK_KEY), firm(), Purpose::Assessment));
		assert_ok!(Scoring::rate_with_consent(signed(BANK_KEY), firm(), Purpose::Assessment));
		state(0, 30, 2);
		assert_ok!(Scoring::rate_with_consent(signed(40), firm(), Purpose::Assessment));
		System::reset_events();

		Scoring::disputed(&firm(), IndicatorId(0), 1);
		let told = |institution, indicator, revision| Event::RatingDisputed {
			enterprise: firm(),
			institution,
			indicator: IndicatorId(indicator),
			revision,
			made_at: OPENING,
		};
		let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
		assert_eq!(events, [told(BANK, 0, 1).into()]);

		System::reset_events();
		Scoring::disputed(&firm(), IndicatorId(1), 2);
		let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
		assert_eq!(events, [told(OTHER_BANK, 1, 2).into(), told(BANK, 1, 2).into()]);

		System::reset_events();
		Scoring::disputed(&firm(), IndicatorId(1), 9);
		assert!(System::events().is_empty());
	});
}
