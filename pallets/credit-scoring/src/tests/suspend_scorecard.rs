//! By a third and by more than half, for a time. What two thirds do is in `life`.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use lingnan_support::{
	mocks::MockStops, Grade, InstitutionId, Outcomes as _, RatingBases as _, Ratings as _, ScorecardId,
};
use sp_runtime::DispatchError::BadOrigin;

fn third() -> RuntimeOrigin {
	signed(MockStops::THIRD)
}

fn majority() -> RuntimeOrigin {
	signed(MockStops::MAJORITY)
}

fn status(id: ScorecardId) -> Status {
	Scorecards::<Test>::get(id).unwrap().status
}

/// The blocks up to this one begin.
fn run_to(block: u64) {
	while System::block_number() < block {
		System::set_block_number(System::block_number() + 1);
		Scoring::on_initialize(System::block_number());
	}
}

/// So many that were champion, the last one still is.
fn champions<const N: usize>() -> [ScorecardId; N] {
	let cards = [(); N].map(|()| validated(card()));
	for id in cards {
		assert_ok!(Scoring::activate_champion(root(), id));
	}
	cards
}

#[test]
fn a_third_stops_a_card_and_it_comes_back_by_itself() {
	test(|| {
		let [former, champion] = champions();
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		let end = 1 + STOP_DURATION;
		System::assert_has_event(Event::ScorecardStopped { scorecard: champion, until: end }.into());
		System::assert_last_event(Event::ChampionActivated { scorecard: former, former: Some(champion) }.into());
		assert_eq!((status(champion), Champion::<Test>::get()), (Status::Stopped, Some(former)));
		assert_noop!(Scoring::suspend_scorecard(third(), champion), Error::<Test>::WrongStatus);
		assert_noop!(Scoring::activate_champion(root(), champion), Error::<Test>::WrongStatus);
		// To validate it anew would wipe out what became of its loans.
		assert_noop!(validate(champion), Error::<Test>::WrongStatus);
		run_to(end - 1);
		assert_eq!(Champion::<Test>::get(), Some(former));
		run_to(end);
		System::assert_last_event(Event::ChampionActivated { scorecard: champion, former: Some(former) }.into());
		assert_eq!((status(champion), status(former)), (Status::Active, Status::Validated));
		assert_eq!(FormerChampions::<Test>::get().into_inner(), [former]);
		assert!(Stopped::<Test>::get().is_empty());
	});
}

/// A third suspended each card that stepped in, and again when it was back: no rating for anybody, without end.
#[test]
fn a_third_suspends_each_card_that_steps_in_again_and_again() {
	test(|| {
		let cards = champions::<4>();
		let mut without = 0;
		for block in 2..=3 * (STOP_DURATION + STOP_REST) {
			run_to(block);
			while let Some(id) = Champion::<Test>::get() {
				if Scoring::suspend_scorecard(third(), id).is_err() {
					break;
				}
			}
			without += u64::from(Champion::<Test>::get().is_none());
		}
		assert_eq!(without, 3 * STOP_DURATION);
		run_to(3 * (STOP_DURATION + STOP_REST) + STOP_DURATION);
		assert_eq!(Champion::<Test>::get(), cards.last().copied(), "the decided one is back");
	});
}

#[test]
fn what_came_back_rests() {
	test(|| {
		let [id] = champions();
		assert_ok!(Scoring::suspend_scorecard(third(), id));
		run_to(1 + STOP_DURATION);
		for block in [1 + STOP_DURATION, STOP_DURATION + STOP_REST] {
			run_to(block);
			assert_noop!(Scoring::suspend_scorecard(third(), id), Error::<Test>::Resting);
		}
		run_to(1 + STOP_DURATION + STOP_REST);
		assert_ok!(Scoring::suspend_scorecard(third(), id));
	});
}

#[test]
fn a_majority_prolongs_and_stops_what_rests() {
	test(|| {
		let [id] = champions();
		assert_ok!(Scoring::suspend_scorecard(third(), id));
		run_to(STOP_DURATION);
		assert_ok!(Scoring::suspend_scorecard(majority(), id));
		System::assert_last_event(Event::ScorecardStopped { scorecard: id, until: 2 * STOP_DURATION }.into());
		run_to(2 * STOP_DURATION - 1);
		assert_eq!(status(id), Status::Stopped);
		run_to(2 * STOP_DURATION);
		assert_eq!(status(id), Status::Active);
		assert_noop!(Scoring::suspend_scorecard(third(), id), Error::<Test>::Resting);
		assert_ok!(Scoring::suspend_scorecard(majority(), id));
	});
}

#[test]
fn two_thirds_lift_a_stop_and_it_rests() {
	test(|| {
		let [former, champion] = champions();
		assert_noop!(Scoring::resume_scorecard(root(), ScorecardId(9)), Error::<Test>::NotFound);
		assert_noop!(Scoring::resume_scorecard(root(), champion), Error::<Test>::WrongStatus);
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		assert_noop!(Scoring::resume_scorecard(third(), champion), BadOrigin);
		run_to(5);
		assert_ok!(Scoring::resume_scorecard(root(), champion));
		System::assert_has_event(Event::ScorecardResumed { scorecard: champion }.into());
		System::assert_last_event(Event::ChampionActivated { scorecard: champion, former: Some(former) }.into());
		assert_noop!(Scoring::suspend_scorecard(third(), champion), Error::<Test>::Resting);
		run_to(5 + STOP_REST);
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
	});
}

#[test]
fn two_thirds_make_a_stop_a_suspension() {
	test(|| {
		let [former, champion] = champions();
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		assert_ok!(Scoring::suspend_scorecard(root(), champion));
		System::assert_last_event(Event::ScorecardSuspended { scorecard: champion, refuted: None }.into());
		run_to(2 + STOP_DURATION);
		assert_eq!((status(champion), Champion::<Test>::get()), (Status::Suspended, Some(former)));
		assert_noop!(Scoring::resume_scorecard(root(), champion), Error::<Test>::WrongStatus);
	});
}

#[test]
fn what_governance_decides_meanwhile_stands() {
	test(|| {
		let [former, champion] = champions();
		let next = validated(card());
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		assert_ok!(Scoring::activate_champion(root(), next));
		run_to(1 + STOP_DURATION);
		assert_eq!((Champion::<Test>::get(), status(champion)), (Some(next), Status::Validated));
		assert_eq!(FormerChampions::<Test>::get().into_inner(), [former, champion]);

		run_to(1 + STOP_DURATION + STOP_REST);
		assert_ok!(Scoring::suspend_scorecard(third(), next));
		assert_ok!(Scoring::retire_scorecard(root(), next));
		run_to(2 + 2 * STOP_DURATION + STOP_REST);
		assert_eq!((Champion::<Test>::get(), status(next)), (Some(champion), Status::Retired));
	});
}

#[test]
fn who_stood_in_and_was_stopped_comes_back_as_a_former_champion() {
	test(|| {
		let [second, champion] = champions();
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		run_to(5);
		assert_ok!(Scoring::suspend_scorecard(third(), second));
		assert_eq!(Champion::<Test>::get(), None);
		run_to(1 + STOP_DURATION);
		assert_eq!((Champion::<Test>::get(), status(second)), (Some(champion), Status::Stopped));
		run_to(5 + STOP_DURATION);
		assert_eq!((Champion::<Test>::get(), status(second)), (Some(champion), Status::Validated));
		assert_eq!(FormerChampions::<Test>::get().into_inner(), [second]);
	});
}

/// Its loans are counted while it is stopped, and judged when it would come back.
#[test]
fn a_stop_hides_no_bad_card() {
	test(|| {
		let [former, champion] = champions();
		assert_eq!(champion, ScorecardId(1));
		let firms = firms(90);
		let year_ago = TODAY - 400;
		for (n, firm) in firms.iter().enumerate() {
			let mut loan = granted(firm, InstitutionId(n as u32 % 5), Grade::Aaa, year_ago);
			loan.scorecard = champion;
			Scoring::granted(&loan);
		}
		assert_ok!(Scoring::suspend_scorecard(third(), champion));
		for (n, firm) in firms.iter().enumerate() {
			let mut loan = granted(firm, InstitutionId(n as u32 % 5), Grade::Aaa, year_ago);
			loan.scorecard = champion;
			Scoring::defaulted(&loan, year_ago + 100);
		}
		run_to(1 + STOP_DURATION);
		assert_eq!((status(champion), Champion::<Test>::get()), (Status::Suspended, Some(former)));
	});
}

/// A third took every passport away for good by stopping the card for a moment.
#[test]
fn a_stop_for_a_time_takes_no_passport_away() {
	test(|| {
		let id = rated_firm();
		assert_ok!(prove(Grade::Bb, None));
		let made_at = Scoring::current(&firm()).unwrap().made_at;
		assert_ok!(Scoring::suspend_scorecard(third(), id));
		assert!(Scoring::current(&firm()).is_none(), "nobody decides by it");
		assert!(Scoring::stands(&firm(), id, made_at), "its passport stays");
		assert_eq!(Scoring::ratings(&firm()).history[0].ended, Some(RatingEnd::ScorecardStopped));
		run_to(1 + STOP_DURATION);
		assert_eq!(Scoring::current(&firm()).unwrap().made_at, made_at);
		assert_ok!(Scoring::suspend_scorecard(root(), id));
		assert!(!Scoring::stands(&firm(), id, made_at), "a suspension takes it away");
	});
}

#[test]
fn a_draft_is_stopped_by_nobody() {
	test(|| {
		assert_ok!(Scoring::propose_scorecard(signed(AUTHOR), card()));
		for who in [third(), majority()] {
			assert_noop!(Scoring::suspend_scorecard(who.clone(), ScorecardId(0)), Error::<Test>::WrongStatus);
			assert_noop!(Scoring::suspend_scorecard(who, ScorecardId(9)), Error::<Test>::NotFound);
		}
	});
}
