use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Grade, IndicatorId, Paging, Ratings as _};

#[test]
fn the_controller_has_its_firm_rated() {
	test(|| {
		let id = rated_firm();
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.points, rating.grade, rating.default_probability), (525, Grade::Bb, 200));
		assert_eq!((rating.coverage, rating.current, rating.institution), (10_000, true, None));
		assert_eq!(rating.valid_until, OPENING + 90 * DAY);
		assert_eq!(
			rating.used.iter().map(|used| (used.indicator.0, used.revision, used.bin)).collect::<Vec<_>>(),
			[(0, 1, Some(1)), (1, 2, Some(2)), (2, 3, Some(1))]
		);
		System::assert_last_event(
			Event::Rated {
				enterprise: firm(),
				scorecard: id,
				points: 525,
				grade: Grade::Bb,
				coverage: 10_000,
				valid_until: OPENING + 90 * DAY,
				institution: None,
			}
			.into(),
		);
	});
}

#[test]
fn a_rating_is_computed_again_to_the_bit_from_what_is_shown() {
	test(|| {
		rated_firm();
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		let shown = Scoring::ratings(&firm()).champion.unwrap();
		let card = Scoring::scorecards(Paging::FIRST).items.remove(shown.scorecard.0 as usize).spec;
		let bins: Vec<_> = card
			.characteristics
			.iter()
			.map(|spec| shown.used.iter().find(|used| used.indicator == spec.indicator).and_then(|used| used.bin))
			.collect();
		let again = points::assess(&card, &bins);
		assert_eq!(again.points, shown.points);
		assert_eq!((again.grade, again.coverage), (shown.grade, shown.coverage));
		assert_eq!(again.reasons, shown.reasons);
		assert_eq!(shown.coverage, 6_666);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(Scoring::rate(signed(CONTROLLER), firm()), Error::<Test>::NoChampion);
		rated_firm();
		for who in [STRANGER, BANK_KEY, REGULATOR] {
			assert_noop!(Scoring::rate(signed(who), firm()), Error::<Test>::NotAuthorized);
		}
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Scoring::rate(signed(CONTROLLER), unknown), Error::<Test>::NotFound);
		mocks::set_attestation(&firm(), IndicatorId(0), None);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_noop!(Scoring::rate(signed(CONTROLLER), firm()), Error::<Test>::CoverageTooLow);
	});
}

#[test]
fn the_last_eight_are_kept_and_the_newest_counts() {
	test(|| {
		rated_firm();
		for day in 0..10 {
			set_now(OPENING + day * DAY);
			state(0, day as i64 * 3, day as u32 + 1);
			assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		}
		let history = Scoring::ratings(&firm()).history;
		let days: Vec<_> = history.iter().map(|rating| (rating.made_at - OPENING) / DAY).collect();
		assert_eq!(days, [9, 8, 7, 6, 5, 4, 3, 2]);
		assert_eq!(Scoring::current(&firm()).unwrap().made_at, OPENING + 9 * DAY);
	});
}

#[test]
fn a_rating_ends_with_its_validity_and_with_its_champion() {
	test(|| {
		rated_firm();
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		set_now(OPENING + 90 * DAY - 1);
		assert!(Scoring::current(&firm()).is_some());
		set_now(OPENING + 90 * DAY);
		assert!(Scoring::current(&firm()).is_none());
		assert!(!Scoring::ratings(&firm()).champion.unwrap().current);
		set_now(OPENING);
		let other = validated(card());
		assert_ok!(Scoring::activate_champion(root(), other));
		assert!(Scoring::current(&firm()).is_none());
	});
}

#[test]
fn challengers_rate_in_the_shadow_and_never_stop_the_champion() {
	test(|| {
		rated_firm();
		let generous = ScorecardSpec { base: 560, ..card() };
		let demanding = ScorecardSpec { minimum_coverage: 10_000, ..card() };
		let (a, b) = (validated(generous), validated(demanding));
		assert_ok!(Scoring::activate_challenger(root(), a));
		assert_ok!(Scoring::activate_challenger(root(), b));
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		System::assert_has_event(
			Event::RatedInShadow { enterprise: firm(), scorecard: a, points: 585, grade: Grade::Aa }.into(),
		);
		System::assert_last_event(
			Event::ShadowCoverageTooLow { enterprise: firm(), scorecard: b, coverage: 6_666 }.into(),
		);
		let views = Scoring::ratings(&firm());
		assert_eq!(views.champion.unwrap().points, 525);
		assert_eq!(views.challengers.iter().map(|view| view.scorecard).collect::<Vec<_>>(), [a]);
	});
}
