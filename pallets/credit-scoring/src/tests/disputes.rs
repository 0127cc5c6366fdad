use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, ConsentId, Grade, IndicatorId, OnDispute};

#[test]
fn each_institution_is_told_once_towards_which_a_grade_was_proved_with_the_attestation() {
	test(|| {
		rated_firm();
		mocks::set_consent(&firm(), BANK, 2);
		mocks::set_consent(&firm(), OTHER_BANK, 1);
		for towards in [None, Some(BANK), Some(BANK)] {
			assert_ok!(prove(Grade::Bb, towards));
		}
		// The mock has one number for all consents.
		ThresholdsProved::<Test>::remove(ConsentId(0));
		state(0, 30, 2);
		assert_ok!(prove(Grade::Bb, Some(OTHER_BANK)));
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
