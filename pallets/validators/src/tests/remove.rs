use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn governance_removes_a_validator_and_withdraws_an_invitation() {
	test(|| {
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 3));
		System::assert_last_event(Event::Removed { who: 3, session: 0 }.into());
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 7));
		System::assert_last_event(Event::InvitationWithdrawn { who: 7 }.into());
		assert_noop!(Seated::join(signed(7)), Error::<Test>::NotInvited);
		next_session(&[1]);
		next_session(&[1]);
		assert_eq!(Told::get(), [1, 2]);
	});
}

#[test]
fn it_cannot_remove_too_many() {
	test(|| {
		assert_noop!(Seated::remove(signed(1), 3), sp_runtime::DispatchError::BadOrigin);
		assert_noop!(Seated::remove(RuntimeOrigin::root(), 9), Error::<Test>::NotFound);
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 3));
		assert_noop!(Seated::remove(RuntimeOrigin::root(), 2), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn one_that_is_removed_can_come_back_and_is_not_held_to_its_past() {
	with_validators(&[1, 2, 3]).execute_with(|| {
		assert_ok!(Seated::remove(RuntimeOrigin::root(), 3));
		next_session(&[1, 2]);
		next_session(&[1, 2]);
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 3));
		assert_ok!(Seated::join(signed(3)));
		assert_noop!(Seated::report_double_block(nobody(), double_block(3, 5), 1), Error::<Test>::AlreadyReported);
		Seated::do_try_state().unwrap();
	});
}
