//! More than a third of the voters are gone for good: nothing becomes final, and blocks go on.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn restore(lost: &[u64], last_final: u64) -> frame_support::dispatch::DispatchResult {
	Seated::restore_finality(RuntimeOrigin::root(), lost.to_vec().try_into().unwrap(), last_final, 0)
}

/// 3 and 4 make no more blocks.
fn silence() {
	for _ in 0..2 {
		next_session(&[1, 2]);
	}
}

#[test]
fn those_that_are_left_have_all_seats_at_the_next_session_and_grandpa_is_told() {
	with_validators(&[1, 2, 3, 4]).execute_with(|| {
		silence();
		assert_ok!(restore(&[3, 4], 7));
		let session = Session::current_index();
		System::assert_has_event(Event::Lost { who: 3, session }.into());
		System::assert_has_event(Event::Lost { who: 4, session }.into());
		System::assert_last_event(Event::RestoringFinality { set: 0, last_final: 7, delay: 9 }.into());
		assert_eq!(Forced::get(), Some((0, 7, 9)));
		assert_eq!(Told::get(), [1, 2, 3, 4]);
		next_session(&[1, 2]);
		assert_eq!((Told::get(), Changes::get()), (vec![1, 2], 1));
		assert_eq!(Seats::<Test>::get(session + 1).len(), 2);
		// It is one change, and nothing follows.
		next_session(&[1, 2]);
		next_session(&[1, 2]);
		assert_eq!(Changes::get(), 1);
		Seated::do_try_state().unwrap();
	});
}

#[test]
fn fewer_may_remain_than_when_one_leaves() {
	with_validators(&[1, 2, 3]).execute_with(|| {
		next_session(&[1]);
		next_session(&[1]);
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 2));
		assert_noop!(Seated::remove(RuntimeOrigin::root(), 3), Error::<Test>::TooFewValidators);
	});
	with_validators(&[1, 2, 3]).execute_with(|| {
		next_session(&[1]);
		next_session(&[1]);
		assert_ok!(restore(&[2, 3], 1));
		next_session(&[1]);
		assert_eq!(Told::get(), [1]);
		Seated::do_try_state().unwrap();
	});
}

#[test]
fn a_validator_that_makes_blocks_is_not_taken_for_lost() {
	with_validators(&[1, 2, 3, 4]).execute_with(|| {
		next_session(&[1, 2]);
		assert_noop!(restore(&[3, 4], 1), Error::<Test>::NotLost);
		next_session(&[1, 2, 4]);
		assert_noop!(restore(&[3, 4], 1), Error::<Test>::NotLost);
		assert_noop!(restore(&[3, 1], 1), Error::<Test>::NotLost);
		assert_ok!(restore(&[3], 1));
	});
}

/// It was silent for long, and is back.
#[test]
fn one_that_came_back_in_this_session_is_not_lost() {
	with_validators(&[1, 2, 3, 4]).execute_with(|| {
		silence();
		make_block(4);
		assert_noop!(restore(&[3, 4], 1), Error::<Test>::NotLost);
	});
}

#[test]
fn somebody_must_remain_to_make_blocks() {
	with_validators(&[1, 2]).execute_with(|| {
		next_session(&[0]);
		next_session(&[0]);
		assert_noop!(restore(&[1, 2], 1), Error::<Test>::TooFewValidators);
		assert_ok!(Session::purge_keys(signed(1)));
		assert_noop!(restore(&[2], 1), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn only_governance_restores_and_only_what_was_a_set_and_a_block() {
	with_validators(&[1, 2, 3, 4]).execute_with(|| {
		silence();
		let call = |origin, lost: Vec<u64>, last_final, set| {
			Seated::restore_finality(origin, lost.try_into().unwrap(), last_final, set)
		};
		assert_noop!(call(signed(1), vec![3], 1, 0), sp_runtime::DispatchError::BadOrigin);
		let root = RuntimeOrigin::root;
		assert_noop!(call(root(), vec![9], 1, 0), Error::<Test>::NotFound);
		assert_noop!(call(root(), vec![3, 3], 1, 0), Error::<Test>::NotFound);
		assert_noop!(call(root(), vec![3], 1, 2), Error::<Test>::InvalidStandstill);
		assert_noop!(call(root(), vec![3], System::block_number(), 0), Error::<Test>::InvalidStandstill);
	});
}

#[test]
fn where_the_lost_were_removed_before_the_voters_alone_are_set_anew() {
	with_validators(&[1, 2, 3, 4]).execute_with(|| {
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 3));
		silence();
		assert_ok!(restore(&[], 1));
		assert_eq!(Forced::get(), Some((0, 1, 9)));
		next_session(&[1, 2, 4]);
		assert_eq!(Told::get(), [1, 2, 4]);
	});
}
