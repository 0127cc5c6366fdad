use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::mocks;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn members_enter_their_own_nodes() {
	test(|| {
		assert_ok!(Peers::register(signed(BANK_KEY), peer(7)));
		let host = Host::Institution(BANK);
		System::assert_last_event(Event::Entered { peer: peer(7), host }.into());
		assert_ok!(Peers::register(signed(AGENCY_KEY), peer(2)));
		let shown: Vec<_> = Peers::peers().peers.into_iter().map(|entered| (entered.id, entered.host)).collect();
		assert_eq!(shown, [(peer(2), Host::Agency(AGENCY)), (peer(7), host)]);
		assert_noop!(Peers::register(signed(AGENCY_KEY), peer(7)), Error::<Test>::AlreadyExists);
	});
}

/// Somebody without a seat at the table lets himself in.
#[test]
fn a_stranger_registers_a_node() {
	test(|| {
		assert_noop!(Peers::register(signed(99), peer(1)), Error::<Test>::NotAuthorized);
		assert_noop!(Peers::admit(signed(BANK_KEY), peer(1)), BadOrigin);
		assert_noop!(Peers::admit(signed(TWO_THIRDS), peer(1)), BadOrigin);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(Peers::register(signed(BANK_KEY), peer(1)), Error::<Test>::NotAuthorized);
	});
}

/// One bank lets in all whom it sells the database to.
#[test]
fn a_member_registers_nodes_without_end() {
	test(|| {
		for n in 0..2 {
			assert_ok!(Peers::register(signed(BANK_KEY), peer(n)));
		}
		assert_noop!(Peers::register(signed(BANK_KEY), peer(2)), Error::<Test>::LimitExceeded);
		// An agency of the same number is another member.
		assert_ok!(Peers::register(signed(AGENCY_KEY), peer(2)));
		// A number that governance lowers takes nothing away.
		NodesPerMember::set(1);
		assert_eq!(Peers::peers().peers.len(), 3);
		assert_ok!(Peers::withdraw(signed(BANK_KEY), peer(0)));
		assert_noop!(Peers::register(signed(BANK_KEY), peer(0)), Error::<Test>::LimitExceeded);
	});
}

#[test]
fn governance_admits_until_the_register_is_full() {
	test(|| {
		for n in 0..MAX_PEERS {
			let mut id = [0; 32];
			id[..4].copy_from_slice(&n.to_le_bytes());
			assert_ok!(Peers::admit(root(), PeerId(id)));
		}
		assert_noop!(Peers::admit(root(), peer(255)), Error::<Test>::RegisterFull);
		assert_noop!(Peers::register(signed(BANK_KEY), peer(255)), Error::<Test>::RegisterFull);
		assert_eq!(Peers::peers().peers.len(), 1_024);
	});
}
