use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, UnixTime},
};

const CONDUCTOR: u64 = 7;

fn now() -> u64 {
	<Calendar as UnixTime>::now().as_secs()
}

#[test]
fn business_time_is_block_time_until_the_conductor_moves_it() {
	with_conductor(CONDUCTOR).execute_with(|| {
		assert_eq!(now(), 1_000);
		assert_ok!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), 86_400));
		assert_ok!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), 1));
		assert_eq!(now(), 1_000 + 86_401);
		System::assert_last_event(Event::Advanced { seconds: 1, offset: 86_401 }.into());
		assert_ok!(Calendar::do_try_state());
	});
}

#[test]
fn nobody_else_moves_it() {
	with_conductor(CONDUCTOR).execute_with(|| {
		assert_noop!(Calendar::advance(RuntimeOrigin::signed(8), 1), Error::<Test>::NotAuthorized);
		assert_noop!(Calendar::advance(RuntimeOrigin::root(), 1), sp_runtime::DispatchError::BadOrigin);
		assert_ok!(Calendar::do_try_state());
	});
	without_conductor().execute_with(|| {
		assert_noop!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), 1), Error::<Test>::NotAuthorized);
		assert!(!Calendar::is_party(&CONDUCTOR));
		assert_ok!(Calendar::do_try_state());
	});
}

#[test]
fn steps_are_bounded() {
	with_conductor(CONDUCTOR).execute_with(|| {
		for step in [0, LONGEST_STEP + 1, u64::MAX] {
			assert_noop!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), step), Error::<Test>::LimitExceeded);
		}
		for _ in 0..50 {
			assert_ok!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), LONGEST_STEP));
		}
		assert_noop!(Calendar::advance(RuntimeOrigin::signed(CONDUCTOR), 1), Error::<Test>::LimitExceeded);
		assert_eq!(now(), 1_000 + FURTHEST);
		assert_ok!(Calendar::do_try_state());
	});
}

#[test]
fn the_invariants_bite() {
	without_conductor().execute_with(|| {
		Offset::<Test>::put(1);
		assert!(Calendar::do_try_state().is_err());
	});
	with_conductor(CONDUCTOR).execute_with(|| {
		Offset::<Test>::put(FURTHEST + 1);
		assert!(Calendar::do_try_state().is_err());
	});
}

#[test]
fn a_slot_is_the_usual_one_unless_the_genesis_says_otherwise() {
	without_conductor().execute_with(|| assert_eq!((SlotOf::<Test>::get(), HalfSlotOf::<Test>::get()), (2_000, 1_000)));
	with_slot(500).execute_with(|| {
		assert_eq!((SlotOf::<Test>::get(), HalfSlotOf::<Test>::get()), (500, 250));
		assert_ok!(Calendar::do_try_state());
		Slot::<Test>::put(199);
		assert!(Calendar::do_try_state().is_err());
	});
}

#[test]
#[should_panic(expected = "a slot lasts 200 to 60,000 milliseconds")]
fn a_slot_too_short_to_pass_a_block_on_is_no_genesis() {
	with_slot(199);
}
