use super::*;
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, mocks::OPENING};

#[test]
fn a_card_taken_back_holds_no_more() {
	test(|| {
		published();
		assert_ok!(Register::withdraw(signed(BANK_KEY), bank(), 1));
		System::assert_last_event(Event::Withdrawn { holder: bank(), version: 1 }.into());
		let shown = Register::cards(&bank());
		assert_eq!((shown[0].state, shown[0].withdrawn_at), (CardState::Withdrawn, Some(OPENING)));
		assert_noop!(Register::withdraw(signed(BANK_KEY), bank(), 1), Error::<Test>::Withdrawn);
		assert_noop!(Register::withdraw(signed(BANK_KEY), bank(), 2), Error::<Test>::NotFound);
		assert_noop!(Register::withdraw(signed(CONTROLLER), firm(), 1), Error::<Test>::NotFound);
	});
}

/// Whoever stole its key is not to be read to: taking back is never forbidden.
#[test]
fn who_is_suspended_or_frozen_takes_back() {
	test(|| {
		published();
		assert_ok!(Register::publish(signed(CONTROLLER), firm(), 1, key(Suite::X25519, 2), after_days(1)));
		mocks::set_institution(BANK, BANK_KEY, false);
		mocks::set_frozen(&number());
		assert_ok!(Register::withdraw(signed(BANK_KEY), bank(), 1));
		assert_ok!(Register::withdraw(signed(CONTROLLER), firm(), 1));
	});
}
