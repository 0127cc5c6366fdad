use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Grade, Outcomes as _, Paging, Ratings as _, ScorecardId};
use sp_runtime::DispatchError::BadOrigin;

fn status(id: ScorecardId) -> Status {
	Scorecards::<Test>::get(id).unwrap().status
}

#[test]
fn another_agency_validates() {
	test(|| {
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		let by = |who, id| Scoring::validate_scorecard(signed(who), ScorecardId(id), REPORT, TODAY + 365);
		assert_noop!(by(AUTHOR, 0), Error::<Test>::AuthorCannotValidate);
		for who in [BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(by(who, 0), Error::<Test>::NotAuthorized);
		}
		assert_noop!(by(REGULATOR, 9), Error::<Test>::NotFound);
		assert_ok!(by(REGULATOR, 0));
		let (scorecard, validator, valid_until) = (ScorecardId(0), REGULATOR, TODAY + 365);
		System::assert_last_event(
			Event::ScorecardValidated { scorecard, validator, report: REPORT, valid_until }.into(),
		);
		assert_eq!(Validations::<Test>::get(scorecard), Some(Validation { report: REPORT, valid_until }));
		assert_noop!(by(REGULATOR, 0), Error::<Test>::WrongStatus);
	});
}

#[test]
fn a_validation_names_its_report_and_ends() {
	test(|| {
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		let id = ScorecardId(0);
		let until = |day| Scoring::validate_scorecard(signed(REGULATOR), id, REPORT, day);
		for day in [TODAY - 1, TODAY + 733, u32::MAX] {
			assert_noop!(until(day), Error::<Test>::LimitExceeded);
		}
		assert_ok!(until(TODAY + 30));
		set_now(OPENING + 31 * DAY);
		assert_noop!(Scoring::activate_champion(root(), id), Error::<Test>::ValidationExpired);
		// By a newer report it can be put in force again.
		let newer = sp_core::H256([8; 32]);
		assert_ok!(Scoring::validate_scorecard(signed(REGULATOR), id, newer, TODAY + 60));
		assert_eq!(Validations::<Test>::get(id).map(|validation| validation.report), Some(newer));
		assert_ok!(Scoring::activate_champion(root(), id));
		// What is in force stays so.
		set_now(OPENING + 100 * DAY);
		assert_eq!((Champion::<Test>::get(), status(id)), (Some(id), Status::Active));
		assert_noop!(until(TODAY + 200), Error::<Test>::WrongStatus);
	});
}

#[test]
fn a_card_without_a_named_report_goes_on_as_before() {
	test(|| {
		let id = validated(card());
		Validations::<Test>::remove(id);
		set_now(OPENING + 1_000 * DAY);
		assert_ok!(Scoring::activate_champion(root(), id));
	});
}

#[test]
fn a_champion_takes_the_place_of_the_former_who_can_return() {
	test(|| {
		let (first, second) = (validated(card()), validated(card()));
		assert_noop!(Scoring::activate_champion(signed(REGULATOR), first), BadOrigin);
		assert_noop!(Scoring::activate_champion(root(), ScorecardId(9)), Error::<Test>::NotFound);
		assert_ok!(Scoring::activate_champion(root(), first));
		assert_noop!(Scoring::activate_champion(root(), first), Error::<Test>::WrongStatus);
		assert_ok!(Scoring::activate_champion(root(), second));
		System::assert_last_event(Event::ChampionActivated { scorecard: second, former: Some(first) }.into());
		assert_eq!((status(first), status(second)), (Status::Validated, Status::Active));
		assert_ok!(Scoring::activate_champion(root(), first));
		assert_eq!(Champion::<Test>::get(), Some(first));
	});
}

#[test]
fn a_draft_is_put_in_force_by_nobody() {
	test(|| {
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		assert_noop!(Scoring::activate_champion(root(), ScorecardId(0)), Error::<Test>::WrongStatus);
		assert_noop!(Scoring::suspend_scorecard(root(), ScorecardId(0)), Error::<Test>::WrongStatus);
	});
}

#[test]
fn a_suspended_champion_leaves_nobody_in_force_and_must_be_validated_anew() {
	test(|| {
		let id = rated_firm();
		assert_ok!(prove(Grade::Bb, None));
		assert!(Scoring::current(&firm()).is_some());
		let next = proof(Grade::Bb, None);
		let enterprise = firm();
		Scoring::granted(&granted(&enterprise, BANK, Grade::Ccc, TODAY));
		let counted = || Scoring::scorecards(Paging::FIRST).items[0].whole.loans;
		assert_noop!(Scoring::suspend_scorecard(signed(REGULATOR), id), BadOrigin);
		assert_noop!(Scoring::suspend_scorecard(root(), ScorecardId(9)), Error::<Test>::NotFound);
		assert_ok!(Scoring::suspend_scorecard(root(), id));
		System::assert_last_event(Event::ScorecardSuspended { scorecard: id, refuted: None }.into());
		assert!(Scoring::current(&firm()).is_none());
		assert_noop!(send(next), Error::<Test>::NoChampion);
		assert_noop!(Scoring::activate_champion(root(), id), Error::<Test>::WrongStatus);
		assert_eq!(counted(), 1);
		assert_ok!(validate(id));
		assert_eq!(counted(), 0);
		// What was counted before does not default into the new counts.
		Scoring::defaulted(&granted(&enterprise, BANK, Grade::Ccc, TODAY), TODAY + 100);
		assert_eq!(Scoring::scorecards(Paging::FIRST).items[0].whole.defaulted, 0);
		Scoring::granted(&granted(&enterprise, BANK, Grade::Ccc, TODAY + 9));
		assert_eq!(counted(), 1);
		assert_ok!(Scoring::activate_champion(root(), id));
	});
}

#[test]
fn retirement_is_final() {
	test(|| {
		let (champion, idle) = (validated(card()), validated(card()));
		assert_ok!(Scoring::activate_champion(root(), champion));
		assert_noop!(Scoring::retire_scorecard(signed(REGULATOR), champion), BadOrigin);
		assert_noop!(Scoring::retire_scorecard(root(), ScorecardId(9)), Error::<Test>::NotFound);
		for id in [champion, idle] {
			assert_ok!(Scoring::retire_scorecard(root(), id));
			System::assert_last_event(Event::ScorecardRetired { scorecard: id }.into());
			assert_noop!(Scoring::retire_scorecard(root(), id), Error::<Test>::WrongStatus);
			assert_noop!(Scoring::activate_champion(root(), id), Error::<Test>::WrongStatus);
			assert_noop!(validate(id), Error::<Test>::WrongStatus);
		}
		assert_eq!(Champion::<Test>::get(), None);
	});
}

/// Nobody is left without a rating because the newest card failed: who was good before steps in.
#[test]
fn on_suspension_the_last_good_card_steps_in() {
	test(|| {
		let [oldest, retired, last, champion] = [(); 4].map(|()| validated(card()));
		for id in [oldest, retired, last, champion] {
			assert_ok!(Scoring::activate_champion(root(), id));
		}
		assert_ok!(Scoring::retire_scorecard(root(), retired));
		assert_ok!(Scoring::suspend_scorecard(root(), champion));
		System::assert_last_event(Event::ChampionActivated { scorecard: last, former: Some(champion) }.into());
		assert_eq!((Champion::<Test>::get(), status(last)), (Some(last), Status::Active));
		// One that is retired does not, nor does one that already did.
		assert_ok!(Scoring::retire_scorecard(root(), last));
		assert_eq!(Champion::<Test>::get(), Some(oldest));
		assert_ok!(Scoring::suspend_scorecard(root(), oldest));
		assert_eq!(Champion::<Test>::get(), None);
		assert_eq!(Scoring::proof_basis(&firm()), None);
		assert!(!Scoring::has_champion(&firm()));
	});
}

/// What it rated before counts again, for as long as it would have.
#[test]
fn who_steps_in_brings_its_ratings_along() {
	test(|| {
		let first = rated_firm();
		assert_ok!(prove(Grade::Bb, None));
		let second = validated(card());
		assert_ok!(Scoring::activate_champion(root(), second));
		assert_ok!(prove(Grade::Bb, None));
		assert_eq!(Scoring::current(&firm()).unwrap().scorecard, second);
		assert_ok!(Scoring::suspend_scorecard(root(), second));
		assert_eq!(Scoring::current(&firm()).unwrap().scorecard, first);
		let view = Scoring::ratings(&firm());
		assert!(view.champion.unwrap().current);
		assert_eq!(view.history[0].ended, Some(RatingEnd::ScorecardStopped));
	});
}
