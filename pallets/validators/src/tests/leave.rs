use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_validator_leaves_and_keeps_its_seat_until_the_session_after_the_next() {
	test(|| {
		assert_ok!(Seated::leave(signed(2)));
		System::assert_last_event(Event::Left { who: 2, session: 0 }.into());
		assert!(!Seated::is_party(&2));
		next_session(&[1, 2, 3]);
		assert_eq!(Told::get(), [1, 2, 3]);
		next_session(&[1, 2, 3]);
		assert_eq!(Told::get(), [1, 3]);
		assert_noop!(Seated::leave(signed(2)), Error::<Test>::NotFound);
	});
}

#[test]
fn too_few_must_not_remain() {
	test(|| {
		assert_ok!(Seated::leave(signed(2)));
		assert_noop!(Seated::leave(signed(1)), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn those_without_keys_do_not_count_as_remaining() {
	test(|| {
		assert_ok!(Session::purge_keys(signed(3)));
		assert_noop!(Seated::leave(signed(2)), Error::<Test>::TooFewValidators);
	});
}
