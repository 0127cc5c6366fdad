use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{EnsureOrigin, SafeModeNotify},
};
use frame_system::{EnsureRoot, RawOrigin};
use sp_runtime::{traits::Dispatchable, DispatchError};

fn remark() -> CallName {
	name("System", "remark")
}

fn goes_through() -> bool {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] }).dispatch(signed(9)).is_ok()
}

#[test]
fn a_third_stops_a_call_and_the_stop_ends_by_itself() {
	externalities().execute_with(|| {
		assert!(goes_through());
		assert_ok!(Timelock::stop(signed(THIRD), remark()));
		System::assert_last_event(Event::Stopped { call: remark(), until: 1 + STOP_DURATION }.into());
		assert!(!goes_through());
		assert_noop!(Timelock::stop(signed(THIRD), remark()), Error::<Test>::AlreadyStopped);
		System::set_block_number(STOP_DURATION);
		assert!(!goes_through());
		System::set_block_number(1 + STOP_DURATION);
		assert!(goes_through());
	});
}

#[test]
fn a_third_cannot_stop_without_end_by_stopping_again() {
	externalities().execute_with(|| {
		assert_ok!(Timelock::stop(signed(THIRD), remark()));
		for block in [1 + STOP_DURATION, STOP_DURATION + STOP_REST] {
			System::set_block_number(block);
			assert_noop!(Timelock::stop(signed(THIRD), remark()), Error::<Test>::Resting);
		}
		// Another call is another matter, and in the end so is this one.
		assert_ok!(Timelock::stop(signed(THIRD), name("System", "remark_with_event")));
		System::set_block_number(1 + STOP_DURATION + STOP_REST);
		assert_ok!(Timelock::stop(signed(THIRD), remark()));
	});
}

#[test]
fn only_a_majority_prolongs_and_only_what_is_stopped() {
	externalities().execute_with(|| {
		assert_noop!(Timelock::prolong(signed(MAJORITY), remark()), Error::<Test>::NotStopped);
		assert_ok!(Timelock::stop(signed(THIRD), remark()));
		System::set_block_number(STOP_DURATION);
		assert_noop!(Timelock::prolong(signed(THIRD), remark()), DispatchError::BadOrigin);
		assert_ok!(Timelock::prolong(signed(MAJORITY), remark()));
		System::assert_last_event(Event::Prolonged { call: remark(), until: 2 * STOP_DURATION }.into());
		System::set_block_number(2 * STOP_DURATION - 1);
		assert!(!goes_through());
		System::set_block_number(2 * STOP_DURATION);
		assert!(goes_through());
		assert_noop!(Timelock::prolong(signed(MAJORITY), remark()), Error::<Test>::NotStopped);
	});
}

#[test]
fn what_is_lifted_goes_through_and_rests() {
	externalities().execute_with(|| {
		assert_noop!(Timelock::lift(signed(AGENCIES), remark()), Error::<Test>::NotStopped);
		assert_ok!(Timelock::stop(signed(THIRD), remark()));
		assert_noop!(Timelock::lift(signed(THIRD), remark()), DispatchError::BadOrigin);
		assert_ok!(Timelock::lift(signed(AGENCIES), remark()));
		System::assert_last_event(Event::Lifted { call: remark() }.into());
		assert!(goes_through());
		assert_noop!(Timelock::stop(signed(THIRD), remark()), Error::<Test>::Resting);
	});
}

#[test]
fn what_heals_and_what_is_not_there_is_not_stopped() {
	externalities().execute_with(|| {
		assert_noop!(Timelock::stop(signed(THIRD), name("Timelock", "veto")), Error::<Test>::Unstoppable);
		for missing in [name("System", "remarks"), name("Systems", "remark"), name("", "")] {
			assert_noop!(Timelock::stop(signed(THIRD), missing), Error::<Test>::NotFound);
		}
		assert_noop!(Timelock::stop(signed(AGENCIES), remark()), DispatchError::BadOrigin);
	});
}

#[test]
fn safe_mode_rests_before_so_few_enter_it_again() {
	externalities().execute_with(|| {
		let enters = || Rested::<Test, EnsureRoot<u64>>::try_origin(RuntimeOrigin::from(RawOrigin::Root)).is_ok();
		assert!(enters());
		SafeModeRests::<Test>::exited();
		assert!(!enters());
		System::set_block_number(STOP_REST);
		assert!(!enters());
		System::set_block_number(1 + STOP_REST);
		assert!(enters());
	});
}
