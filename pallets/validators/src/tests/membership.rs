//! Whose key it was: what GRANDPA's reports ask.

use crate::mock::*;
use frame_support::{assert_ok, traits::KeyOwnerProofSystem};
use sp_core::crypto::key_types::{AURA, GRANDPA};

#[test]
fn a_key_is_proved_by_naming_a_session_in_which_it_had_a_seat() {
	test(|| {
		let key = (GRANDPA, keys(2).grandpa);
		let proof = Seated::prove(key.clone()).unwrap();
		assert_eq!((proof.session, proof.validator_count), (0, 3));
		assert_eq!(Seated::check_proof(key.clone(), proof.clone()), Some(2));
		assert_eq!(Seated::check_proof((AURA, keys(2).grandpa), proof.clone()), None);
		assert_eq!(Seated::check_proof((GRANDPA, keys(9).grandpa), proof.clone()), None);
		for wrong in [
			sp_session::MembershipProof { session: 1, ..proof.clone() },
			sp_session::MembershipProof { validator_count: 4, ..proof.clone() },
			sp_session::MembershipProof { trie_nodes: vec![vec![]], ..proof.clone() },
		] {
			assert_eq!(Seated::check_proof(key.clone(), wrong), None);
		}
		assert_eq!(Seated::prove((GRANDPA, keys(9).grandpa)), None);
	});
}

#[test]
fn the_last_session_of_old_keys_is_found() {
	test(|| {
		assert_ok!(Session::set_keys(signed(2), keys(12), possession(2, 12)));
		next_session(&[1, 2, 3]);
		next_session(&[1, 2, 3]);
		assert_eq!(Seated::prove((AURA, keys(2).aura)).unwrap().session, 1);
		assert_eq!(Seated::prove((AURA, keys(12).aura)).unwrap().session, 2);
	});
}
