use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::QueryPreimage};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn an_act_that_is_vetoed_never_happens_and_leaves_nothing_behind() {
	externalities().execute_with(|| {
		let act = act(1_000);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act.clone()));
		run_to(UPGRADE_DELAY + 1);
		assert_ok!(Timelock::veto(signed(INSTITUTIONS), hash(&act)));
		System::assert_last_event(Event::Vetoed { act: hash(&act) }.into());
		assert_eq!(<Preimage as QueryPreimage>::len(&hash(&act)), None);
		run_to(2 * UPGRADE_DELAY);
		assert!(!is_done());
	});
}

#[test]
fn deciding_anew_takes_the_whole_delay_again() {
	externalities().execute_with(|| {
		let act = act(0);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act.clone()));
		run_to(20);
		assert_ok!(Timelock::veto(signed(INSTITUTIONS), hash(&act)));
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act));
		run_to(20 + UPGRADE_DELAY);
		assert!(!is_done());
		run_to(20 + UPGRADE_DELAY + 1);
		assert!(is_done());
	});
}

#[test]
fn only_those_with_a_veto_have_one_and_only_while_the_act_waits() {
	externalities().execute_with(|| {
		let act = act(0);
		assert_noop!(Timelock::veto(signed(INSTITUTIONS), hash(&act)), Error::<Test>::NotFound);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act.clone()));
		for origin in [signed(AGENCIES), signed(9), RuntimeOrigin::root()] {
			assert_noop!(Timelock::veto(origin, hash(&act)), BadOrigin);
		}
		run_to(1 + UPGRADE_DELAY + 1);
		assert_noop!(Timelock::veto(signed(INSTITUTIONS), hash(&act)), Error::<Test>::NotFound);
	});
}
