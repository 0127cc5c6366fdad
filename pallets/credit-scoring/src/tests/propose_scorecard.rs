use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{IndicatorId, Paging, ScorecardId, Text};

fn refused(change: impl FnOnce(&mut ScorecardSpec), error: Error<Test>) {
	let mut card = card();
	change(&mut card);
	assert_noop!(Scoring::propose_scorecard(signed(AUTHOR), card), error);
}

#[test]
fn agencies_and_institutions_propose() {
	test(|| {
		for (id, author) in [(ScorecardId(0), AUTHOR), (ScorecardId(1), BANK_KEY)] {
			assert_ok!(Scoring::propose_scorecard(signed(author), card()));
			System::assert_last_event(Event::ScorecardProposed { scorecard: id, author, spec: card() }.into());
			assert_eq!(Scorecards::<Test>::get(id).unwrap().status, Status::Draft);
		}
		for who in [CONTROLLER, STRANGER] {
			assert_noop!(Scoring::propose_scorecard(signed(who), card()), Error::<Test>::NotAuthorized);
		}
		let origin = root();
		assert_noop!(Scoring::propose_scorecard(origin, card()), sp_runtime::DispatchError::BadOrigin);
	});
}

#[test]
fn every_rule_has_its_error() {
	test(|| {
		refused(|card| card.name = Text::default(), Error::InvalidName);
		refused(|card| card.characteristics.clear(), Error::InvalidCharacteristics);
		refused(|card| card.characteristics[1].indicator = IndicatorId(0), Error::InvalidCharacteristics);
		refused(|card| card.characteristics[1].indicator = IndicatorId(9), Error::InvalidCharacteristics);
		refused(|card| card.characteristics[0].points.try_push(50).unwrap(), Error::InvalidBins);
		refused(|card| card.characteristics[0].points[2] = -1, Error::NotMonotone);
		refused(|card| card.characteristics[1].points[0] = 9, Error::NotMonotone);
		refused(|card| card.characteristics[0].missing = -19, Error::MissingTooGood);
		refused(|card| card.characteristics[0].reference = 41, Error::InvalidReference);
		refused(|card| card.characteristics[0].reference = -21, Error::InvalidReference);
		refused(|card| card.base = 34, Error::TotalOutOfRange);
		refused(|card| card.base = 65_441, Error::TotalOutOfRange);
		refused(|card| card.base = i32::MIN, Error::TotalOutOfRange);
		refused(|card| card.cut_offs[8] = 460, Error::InvalidCutOffs);
		refused(|card| card.default_probabilities[8] = 10_001, Error::InvalidProbabilities);
		refused(|card| card.default_probabilities[0] = 26, Error::InvalidProbabilities);
		refused(|card| card.minimum_coverage = 10_001, Error::LimitExceeded);
		refused(|card| card.validity_days = 0, Error::LimitExceeded);
		refused(|card| card.validity_days = MAX_VALIDITY_DAYS + 1, Error::LimitExceeded);
	});
}

#[test]
fn an_author_has_eight_drafts_at_most() {
	test(|| {
		for _ in 0..MAX_DRAFTS {
			assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		}
		assert_noop!(Scoring::propose_scorecard(signed(AUTHOR), card()), Error::<Test>::TooManyDrafts);
		assert_ok!(Scoring::propose_scorecard(signed(BANK_KEY), card()));
		// One that is validated, or retired, leaves room.
		assert_ok!(validate(ScorecardId(0)));
		assert_ok!(Scoring::retire_scorecard(root(), ScorecardId(0)));
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		assert_noop!(Scoring::propose_scorecard(signed(AUTHOR), card()), Error::<Test>::TooManyDrafts);
		assert_ok!(Scoring::retire_scorecard(root(), ScorecardId(1)));
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
	});
}

/// With another agency that validates whatever it sees: each card stays in the state, and in the list, for good.
#[test]
fn two_agencies_enter_scorecards_without_end() {
	test(|| {
		for _ in 0..MAX_PROPOSED_A_DAY {
			validated(card());
		}
		assert_noop!(Scoring::propose_scorecard(signed(AUTHOR), card()), Error::<Test>::TooManyToday);
		assert_ok!(Scoring::propose_scorecard(signed(BANK_KEY), card()));
		set_now(OPENING + DAY);
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		let page = |after| Scoring::scorecards(Paging { after, limit: Some(10) });
		let first = page(None);
		assert_eq!((first.items.len(), first.next, page(first.next).items.len()), (10, Some(9), 8));
	});
}
