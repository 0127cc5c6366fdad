use super::*;
use frame_support::{assert_noop, assert_ok};
use lingnan_support::mocks::TODAY;

#[test]
fn an_old_key_is_stated_destroyed_and_leaves_the_state() {
	test(|| {
		published();
		let state = |version, on| Register::state_destruction(signed(BANK_KEY), bank(), version, on);
		assert_noop!(state(1, TODAY), Error::<Test>::StillInForce);
		assert_noop!(state(2, TODAY), Error::<Test>::NotFound);
		set_now(after_days(365));
		for day in [TODAY - 1, TODAY + 366, u32::MAX] {
			assert_noop!(state(1, day), Error::<Test>::InvalidDate);
		}
		assert_ok!(state(1, TODAY + 365));
		System::assert_last_event(Event::KeyDestroyed { holder: bank(), version: 1, on: TODAY + 365 }.into());
		let shown = Register::cards(&bank());
		assert_eq!((shown[0].state, shown[0].destroyed_on), (CardState::Destroyed, Some(TODAY + 365)));
		assert_eq!(shown[0].key, None);
		assert!(Cards::<Test>::get(bank()).unwrap().key.as_bytes().is_empty());
		assert_noop!(state(1, TODAY + 365), Error::<Test>::AlreadyDestroyed);
		assert_noop!(Register::withdraw(signed(BANK_KEY), bank(), 1), Error::<Test>::AlreadyDestroyed);
	});
}

#[test]
fn of_a_superseded_or_withdrawn_card_it_is_stated_too() {
	test(|| {
		published();
		assert_ok!(Register::publish(signed(BANK_KEY), bank(), 2, key(Suite::XWing, 2), after_days(9)));
		assert_ok!(Register::state_destruction(signed(BANK_KEY), bank(), 1, TODAY));
		assert_eq!(states(&bank()), [(2, CardState::InForce), (1, CardState::Destroyed)]);
		assert!(Register::cards(&bank())[0].key.is_some(), "the newest key stays");
		assert_ok!(Register::withdraw(signed(BANK_KEY), bank(), 2));
		assert_ok!(Register::state_destruction(signed(BANK_KEY), bank(), 2, TODAY));
	});
}
