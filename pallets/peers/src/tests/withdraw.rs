use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_member_takes_its_own_node_out() {
	test(|| {
		assert_ok!(Peers::register(signed(BANK_KEY), peer(1)));
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
		assert_ok!(Peers::register(signed(BANK_KEY), peer(1)));
		assert_ok!(Peers::admit(root(), peer(2)));
		for node in [peer(1), peer(2)] {
			assert_noop!(Peers::withdraw(signed(AGENCY_KEY), node), Error::<Test>::NotAuthorized);
			assert_noop!(Peers::withdraw(signed(99), node), Error::<Test>::NotAuthorized);
		}
	});
}
