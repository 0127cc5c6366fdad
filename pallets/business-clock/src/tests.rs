use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, OnTimestampSet, UnixTime},
};
use lingnan_support::{date_of, Deadline, Standstill};

const CLOCK_ADMIN: u64 = 7;

fn now() -> u64 {
	<BusinessClock as UnixTime>::now().as_secs()
}

#[test]
fn business_time_is_block_time_until_the_clock_admin_moves_it() {
	with_clock_admin(CLOCK_ADMIN).execute_with(|| {
		assert_eq!(now(), 1_000);
		assert_ok!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), 86_400));
		assert_ok!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), 1));
		assert_eq!(now(), 1_000 + 86_401);
		System::assert_last_event(Event::Advanced { seconds: 1, offset: 86_401 }.into());
		assert_ok!(BusinessClock::do_try_state());
	});
}

#[test]
fn nobody_else_moves_it() {
	with_clock_admin(CLOCK_ADMIN).execute_with(|| {
		assert_noop!(BusinessClock::advance(RuntimeOrigin::signed(8), 1), Error::<Test>::NotAuthorized);
		assert_noop!(BusinessClock::advance(RuntimeOrigin::root(), 1), sp_runtime::DispatchError::BadOrigin);
		assert_ok!(BusinessClock::do_try_state());
	});
	without_clock_admin().execute_with(|| {
		assert_noop!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), 1), Error::<Test>::NotAuthorized);
		assert!(!BusinessClock::is_party(&CLOCK_ADMIN));
		assert_ok!(BusinessClock::do_try_state());
	});
}

#[test]
fn steps_are_bounded() {
	with_clock_admin(CLOCK_ADMIN).execute_with(|| {
		for step in [0, LONGEST_STEP + 1, u64::MAX] {
			assert_noop!(
				BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), step),
				Error::<Test>::LimitExceeded
			);
		}
		for _ in 0..50 {
			assert_ok!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), LONGEST_STEP));
		}
		assert_noop!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), 1), Error::<Test>::LimitExceeded);
		assert_eq!(now(), 1_000 + FURTHEST);
		assert_ok!(BusinessClock::do_try_state());
	});
}

#[test]
fn the_invariants_bite() {
	without_clock_admin().execute_with(|| {
		Offset::<Test>::put(1);
		assert!(BusinessClock::do_try_state().is_err());
	});
	with_clock_admin(CLOCK_ADMIN).execute_with(|| {
		Offset::<Test>::put(FURTHEST + 1);
		assert!(BusinessClock::do_try_state().is_err());
	});
}

#[test]
fn a_slot_is_the_usual_one_unless_the_genesis_says_otherwise() {
	without_clock_admin()
		.execute_with(|| assert_eq!((SlotOf::<Test>::get(), HalfSlotOf::<Test>::get()), (2_000, 1_000)));
	with_slot(500).execute_with(|| {
		assert_eq!((SlotOf::<Test>::get(), HalfSlotOf::<Test>::get()), (500, 250));
		assert_ok!(BusinessClock::do_try_state());
		Slot::<Test>::put(199);
		assert!(BusinessClock::do_try_state().is_err());
	});
}

#[test]
#[should_panic(expected = "a slot lasts 200 to 60,000 milliseconds")]
fn a_slot_too_short_to_pass_a_block_on_is_no_genesis() {
	with_slot(199);
}

const DAY: u64 = 86_400;

fn advance(days: u64) {
	assert_ok!(BusinessClock::advance(RuntimeOrigin::signed(CLOCK_ADMIN), days * DAY));
}

fn next_block() {
	<BusinessClock as OnTimestampSet<u64>>::on_timestamp_set(0);
}

/// A day counts or does not from its beginning on, whatever is stopped or lifted in it.
#[test]
fn days_that_begin_while_a_call_is_stopped_do_not_count() {
	with_clock_admin(CLOCK_ADMIN).execute_with(|| {
		let stood = |deadline| BusinessClock::of(deadline).days(0, u32::MAX);
		next_block();
		let opening = date_of(now());
		stop(&[Deadline::Recording]);
		next_block();
		assert_eq!(stood(Deadline::Recording), 0, "the day had begun");
		advance(1);
		let (first, last) = (opening + 1, opening + 1);
		System::assert_last_event(Event::StoodStill { deadline: Deadline::Recording, first, last }.into());
		advance(3);
		stop(&[]);
		next_block();
		assert_eq!(stood(Deadline::Recording), 4, "a step of days that began stopped is as many days");
		advance(5);
		stop(&[Deadline::Recording, Deadline::Answer]);
		advance(1);
		assert_eq!((stood(Deadline::Recording), stood(Deadline::Answer), stood(Deadline::Decision)), (5, 1, 0));
		assert_eq!(BusinessClock::of(Deadline::Recording).others(opening, opening + 10), 5);
		assert_ok!(BusinessClock::do_try_state());
		LastDay::<Test>::put(opening);
		assert!(BusinessClock::do_try_state().is_err());
	});
}
