use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn governance_invites_an_account_that_never_had_coins() {
	test(|| {
		assert!(!Seated::is_party(&7));
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		System::assert_last_event(Event::Invited { who: 7 }.into());
		assert!(Seated::is_party(&7));
		assert_ok!(Session::set_keys(signed(7), keys(7), possession(7, 7)));
	});
}

#[test]
fn nobody_else_sets_keys() {
	test(|| {
		System::inc_providers(&7);
		let refused = Session::set_keys(signed(7), keys(7), possession(7, 7));
		assert_noop!(refused, pallet_session::Error::<Test>::NoAssociatedValidatorId);
	});
}

#[test]
fn keys_without_the_proof_of_possession_are_refused() {
	test(|| {
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		for proof in [Vec::new(), possession(7, 8), possession(8, 7)] {
			assert_noop!(Session::set_keys(signed(7), keys(7), proof), pallet_session::Error::<Test>::InvalidProof);
		}
		// Nor can it take the keys of another, whose proof it does not have anyway.
		assert_noop!(
			Session::set_keys(signed(7), keys(1), possession(7, 1)),
			pallet_session::Error::<Test>::DuplicatedKey
		);
	});
}

#[test]
fn only_governance_invites_and_each_once() {
	test(|| {
		assert_noop!(Seated::invite(signed(1), 7), sp_runtime::DispatchError::BadOrigin);
		assert_noop!(Seated::invite(RuntimeOrigin::root(), 1), Error::<Test>::AlreadyExists);
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		assert_noop!(Seated::invite(RuntimeOrigin::root(), 7), Error::<Test>::AlreadyExists);
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 8));
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 9));
		assert_noop!(Seated::invite(RuntimeOrigin::root(), 10), Error::<Test>::LimitExceeded);
	});
}
