use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{EnsureOrigin, QueryPreimage},
};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn an_upgrade_is_done_as_root_when_its_delay_is_over_and_not_before() {
	externalities().execute_with(|| {
		let act = act(0);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act.clone()));
		let at = 1 + UPGRADE_DELAY + 1;
		System::assert_last_event(Event::Scheduled { act: hash(&act), track: Track::Upgrade, block: at }.into());
		run_to(at - 1);
		assert!(!is_done());
		run_to(at);
		assert!(is_done());
	});
}

#[test]
fn a_general_act_waits_less_and_is_not_root() {
	externalities().execute_with(|| {
		let act = act(0);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::General, act.clone()));
		let at = 1 + GENERAL_DELAY + 1;
		run_to(at);
		let id = Some(hash(&act).0);
		let result = Err(BadOrigin);
		System::assert_last_event(pallet_scheduler::Event::Dispatched { task: (at, 0), id, result }.into());
		assert!(!is_done());
	});
}

#[test]
fn the_general_origin_is_known_where_it_is_let_in() {
	externalities().execute_with(|| {
		assert!(Governing::try_origin(RuntimeOrigin::from(Origin::General)).is_ok());
		assert!(Governing::try_origin(RuntimeOrigin::root()).is_ok());
		assert!(Governing::try_origin(signed(AGENCIES)).is_err());
		assert!(EnsureGeneral::try_origin(RuntimeOrigin::root()).is_err());
	});
}

#[test]
fn nobody_else_decides() {
	externalities().execute_with(|| {
		for origin in [signed(INSTITUTIONS), signed(9), RuntimeOrigin::root(), Origin::General.into()] {
			assert_noop!(Timelock::schedule(origin, Track::Upgrade, act(0)), BadOrigin);
		}
	});
}

#[test]
fn the_same_act_waits_once() {
	externalities().execute_with(|| {
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::General, act(0)));
		assert_noop!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act(0)), Error::<Test>::AlreadyExists);
		run_to(1 + GENERAL_DELAY + 1);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act(0)));
	});
}

#[test]
fn a_long_act_is_kept_until_it_is_done_and_no_longer() {
	externalities().execute_with(|| {
		let act = act(1_000);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act.clone()));
		assert_eq!(<Preimage as QueryPreimage>::len(&hash(&act)), Some(act.encoded_size() as u32));
		run_to(1 + UPGRADE_DELAY + 1);
		assert!(is_done());
		assert_eq!(<Preimage as QueryPreimage>::len(&hash(&act)), None);
	});
}

#[test]
fn what_could_never_be_carried_out_is_refused_at_once() {
	externalities().execute_with(|| {
		let heavy = RuntimeCall::System(frame_system::Call::kill_prefix { prefix: vec![], subkeys: u32::MAX });
		assert_noop!(
			Timelock::schedule(signed(AGENCIES), Track::Upgrade, Box::new(heavy)),
			Error::<Test>::LimitExceeded
		);
		for n in 0..3 {
			assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act(n)));
		}
		assert_noop!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act(3)), Error::<Test>::LimitExceeded);
		System::set_block_number(2);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::Upgrade, act(3)));
	});
}

#[test]
fn a_networks_own_times_are_handed_over_at_genesis() {
	let own = Times { motion: 30, general: 3, upgrade: 6 };
	build(Some(own)).execute_with(|| assert_eq!(times(), Some(own)));
	externalities().execute_with(|| assert_eq!(times(), None));
}
