use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::mocks;
use sp_core::{Pair, H512};
use sp_runtime::DispatchError::BadOrigin;
use std::collections::BTreeMap;

#[test]
fn members_enter_their_own_nodes() {
	test(|| {
		assert_ok!(register(BANK_KEY, 7));
		let host = Host::Institution(BANK);
		System::assert_last_event(Event::Entered { peer: peer(7), host }.into());
		assert_ok!(register(AGENCY_KEY, 2));
		let shown: BTreeMap<_, _> =
			Peers::peers().peers.into_iter().map(|entered| (entered.id, entered.host)).collect();
		assert_eq!(shown, BTreeMap::from([(peer(2), Host::Agency(AGENCY)), (peer(7), host)]));
		assert_noop!(register(AGENCY_KEY, 7), Error::<Test>::AlreadyExists);
	});
}

/// Somebody without a seat at the table lets himself in.
#[test]
fn a_stranger_registers_a_node() {
	test(|| {
		assert_noop!(register(99, 1), Error::<Test>::NotAuthorized);
		assert_noop!(Peers::admit(signed(BANK_KEY), peer(1)), BadOrigin);
		assert_noop!(Peers::admit(signed(TWO_THIRDS), peer(1)), BadOrigin);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(register(BANK_KEY, 1), Error::<Test>::NotAuthorized);
	});
}

/// A bank enters a rival's node, so that the rival cannot, and takes it out when it likes. It has what it could get: the rival's
/// own proof, of another member or another network, and signatures of other keys and words.
#[test]
fn a_member_enters_a_node_that_is_anothers() {
	test(|| {
		let elsewhere = key(1).sign(&claim(&[7; 32], &codec::Encode::encode(&BANK_KEY)));
		let words = key(1).sign(b"lingnan peer");
		for proof in [proof(1, AGENCY_KEY), proof(2, BANK_KEY), H512(elsewhere.0), H512(words.0), H512::zero()] {
			assert_noop!(Peers::register(signed(BANK_KEY), peer(1), proof), Error::<Test>::ProofFailed);
		}
		assert_ok!(register(AGENCY_KEY, 1));
	});
}

/// One bank lets in all whom it sells the database to.
#[test]
fn a_member_registers_nodes_without_end() {
	test(|| {
		for n in 0..2 {
			assert_ok!(register(BANK_KEY, n));
		}
		assert_noop!(register(BANK_KEY, 2), Error::<Test>::LimitExceeded);
		// An agency of the same number is another member.
		assert_ok!(register(AGENCY_KEY, 2));
		// A number that governance lowers takes nothing away.
		NodesPerMember::set(1);
		assert_eq!(Peers::peers().peers.len(), 3);
		assert_ok!(Peers::withdraw(signed(BANK_KEY), peer(0)));
		assert_noop!(register(BANK_KEY, 0), Error::<Test>::LimitExceeded);
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
		assert_noop!(register(BANK_KEY, 255), Error::<Test>::RegisterFull);
		assert_eq!(Peers::peers().peers.len(), 1_024);
	});
}
