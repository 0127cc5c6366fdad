use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_member_takes_its_own_node_out() {
	test(|| {
		assert_ok!(register(BANK_KEY, 1));
		assert_ok!(Peers::withdraw(signed(BANK_KEY), peer(1)));
		System::assert_last_event(Event::TakenOut { peer: peer(1), host: Host::Institution(BANK) }.into());
		assert!(Peers::peers().peers.is_empty());
		assert_noop!(Peers::withdraw(signed(BANK_KEY), peer(1)), Error::<Test>::NotFound);
	});
}

/// A rival cuts a bank's node off.
#[test]
fn a_rival_withdraws_anothers_node() {
	test(|| {
		assert_ok!(register(BANK_KEY, 1));
		assert_ok!(Peers::admit(root(), peer(2)));
		for node in [peer(1), peer(2)] {
			assert_noop!(Peers::withdraw(signed(AGENCY_KEY), node), Error::<Test>::NotAuthorized);
			assert_noop!(Peers::withdraw(signed(99), node), Error::<Test>::NotAuthorized);
		}
	});
}

/// With nobody in a register in force all nodes part, and nothing becomes final that could open it again.
#[test]
fn the_last_node_of_a_register_in_force_is_taken_out() {
	test(|| {
		assert_ok!(register(BANK_KEY, 1));
		assert_ok!(Peers::close(root()));
		assert_noop!(Peers::withdraw(signed(BANK_KEY), peer(1)), Error::<Test>::NobodyRegistered);
		assert_noop!(Peers::remove(root(), peer(1)), Error::<Test>::NobodyRegistered);
		assert_ok!(Peers::admit(root(), peer(2)));
		assert_ok!(Peers::withdraw(signed(BANK_KEY), peer(1)));
	});
}

/// A bank enters a validator's node before governance does, to cut it off when it likes.
#[test]
fn a_member_squats_on_the_node_that_governance_admits() {
	test(|| {
		assert_ok!(register(BANK_KEY, 1));
		assert_ok!(Peers::admit(root(), peer(1)));
		System::assert_last_event(Event::Entered { peer: peer(1), host: Host::Governance }.into());
		assert_noop!(Peers::withdraw(signed(BANK_KEY), peer(1)), Error::<Test>::NotAuthorized);
		assert_noop!(Peers::admit(root(), peer(1)), Error::<Test>::AlreadyExists);
	});
}
