//! What ends a rating, and what does not.

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, Grade, IndicatorId, RatingBases as _, Ratings as _, ScorecardId};

fn rated() {
	rated_firm();
	assert_ok!(prove(Grade::Bb, None));
	assert!(Scoring::current(&firm()).is_some());
}

fn ended() -> Option<RatingEnd> {
	let view = Scoring::ratings(&firm()).champion.unwrap();
	assert_eq!(view.current, view.ended.is_none());
	assert_eq!(Scoring::current(&firm()).is_some(), view.current);
	assert_eq!(Scoring::current_basis(&firm()).is_some(), view.current);
	assert_eq!(Scoring::stands(&firm(), ScorecardId(0), view.made_at), view.current);
	view.ended
}

/// A firm proves its grade, the agency takes back what it said, and the firm borrows on the old grade.
#[test]
fn a_rating_on_a_revoked_attestation_is_used() {
	test(|| {
		rated();
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_eq!(ended(), Some(RatingEnd::Revoked { indicator: IndicatorId(1) }));
		assert_ok!(prove(Grade::Bb, None));
		assert_eq!(ended(), None);
	});
}

#[test]
fn a_rating_on_a_disputed_attestation_is_used() {
	test(|| {
		rated();
		mocks::set_disputed(&firm(), IndicatorId(2), true);
		assert_eq!(ended(), Some(RatingEnd::Disputed { indicator: IndicatorId(2) }));
		// The agency upholds it: what was true is true again.
		mocks::set_disputed(&firm(), IndicatorId(2), false);
		assert_eq!(ended(), None);
	});
}

/// A register says worse of the firm than before; the firm proves nothing new.
#[test]
fn a_rating_from_before_the_bad_news_is_used() {
	test(|| {
		rated_firm();
		publish(0, 10, 1);
		assert_ok!(prove(Grade::Bb, None));
		// 10 to 19 is one bin.
		publish(0, 19, 4);
		assert_eq!(ended(), None);
		publish(0, 9, 5);
		assert_eq!(ended(), Some(RatingEnd::Superseded { indicator: IndicatorId(0) }));
		publish(0, 20, 6);
		assert_eq!(ended(), Some(RatingEnd::Superseded { indicator: IndicatorId(0) }), "better news end it too");
		publish(0, 12, 7);
		assert_eq!(ended(), None);
	});
}

/// Bins of sealed attestations are not seen, so any newer one ends what was proved over the older: after days of grace,
/// in which the firm proves again.
#[test]
fn a_grade_proved_over_an_old_sealed_attestation_is_used() {
	test(|| {
		rated();
		set_now(OPENING + DAY);
		seal(0, 0, 2);
		assert_eq!(ended(), None);
		set_now(OPENING + 15 * DAY - 1);
		assert_eq!(ended(), None);
		set_now(OPENING + 15 * DAY);
		assert_eq!(ended(), Some(RatingEnd::Superseded { indicator: IndicatorId(0) }));
	});
}

/// Else an agency that states every week would give a firm grace for ever.
#[test]
fn grace_does_not_begin_again_with_each_newer_attestation() {
	test(|| {
		rated();
		set_now(OPENING + DAY);
		seal(0, 2, 2);
		set_now(OPENING + 8 * DAY);
		seal(0, 2, 3);
		assert_eq!(ended(), Some(RatingEnd::Superseded { indicator: IndicatorId(0) }));
	});
}

#[test]
fn a_rating_of_another_time_or_card_does_not_stand() {
	test(|| {
		rated();
		assert!(Scoring::stands(&firm(), ScorecardId(0), OPENING));
		assert!(!Scoring::stands(&firm(), ScorecardId(1), OPENING));
		assert!(!Scoring::stands(&firm(), ScorecardId(0), OPENING + 1));
		// Another card in force leaves it standing for who relied on it; a stopped card does not.
		let other = validated(card());
		assert_ok!(Scoring::activate_champion(root(), other));
		assert!(Scoring::current(&firm()).is_none() && Scoring::stands(&firm(), ScorecardId(0), OPENING));
		assert_ok!(Scoring::retire_scorecard(root(), ScorecardId(0)));
		assert!(!Scoring::stands(&firm(), ScorecardId(0), OPENING));
	});
}
