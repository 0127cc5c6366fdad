use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_puts_the_register_in_force_and_out_of_force() {
	test(|| {
		assert_noop!(Peers::open(root()), Error::<Test>::NotInForce);
		assert_ok!(Peers::admit(root(), peer(1)));
		for call in [Peers::close, Peers::open] {
			assert_noop!(call(signed(BANK_KEY)), BadOrigin);
			assert_noop!(call(signed(TWO_THIRDS)), BadOrigin);
		}
		assert_ok!(Peers::close(root()));
		System::assert_last_event(Event::Closed.into());
		assert!(Peers::peers().in_force);
		assert_noop!(Peers::close(root()), Error::<Test>::InForce);
		assert_ok!(Peers::open(root()));
		System::assert_last_event(Event::Opened.into());
		assert!(!Peers::peers().in_force);
	});
}

/// No node would find another, and no motion could undo it.
#[test]
fn an_empty_register_parts_all_nodes() {
	test(|| {
		assert_noop!(Peers::close(root()), Error::<Test>::NobodyRegistered);
		assert!(!Peers::peers().in_force);
	});
}
