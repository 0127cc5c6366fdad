use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn those_who_decided_take_it_back() {
	externalities().execute_with(|| {
		let act = act(0);
		assert_noop!(Timelock::cancel(signed(AGENCIES), hash(&act)), Error::<Test>::NotFound);
		assert_ok!(Timelock::schedule(signed(AGENCIES), Track::General, act.clone()));
		assert_noop!(Timelock::cancel(signed(INSTITUTIONS), hash(&act)), BadOrigin);
		assert_ok!(Timelock::cancel(signed(AGENCIES), hash(&act)));
		System::assert_last_event(Event::Cancelled { act: hash(&act) }.into());
		run_to(2 * GENERAL_DELAY);
		assert!(!is_done());
	});
}
