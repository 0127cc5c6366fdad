use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn an_invited_account_with_keys_gets_its_seat_in_the_session_after_the_next() {
	test(|| {
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		assert_ok!(Session::set_keys(signed(7), keys(7), possession(7, 7)));
		assert_ok!(Seated::join(signed(7)));
		System::assert_last_event(Event::Joined { who: 7, session: 0 }.into());
		next_session(&[1, 2, 3]);
		assert_eq!(Told::get(), [1, 2, 3]);
		next_session(&[1, 2, 3]);
		assert_eq!(Told::get(), [1, 2, 3, 7]);
		assert_eq!(Changes::get(), 1);
		assert!(Seats::<Test>::get(2).iter().any(|seat| seat.holder == 7 && seat.aura == keys(7).aura));
	});
}

#[test]
fn it_needs_an_invitation_and_keys() {
	test(|| {
		assert_noop!(Seated::join(signed(7)), Error::<Test>::NotInvited);
		assert_ok!(Seated::invite(RuntimeOrigin::root(), 7));
		assert_noop!(Seated::join(signed(7)), Error::<Test>::NoKeys);
		assert_ok!(Session::set_keys(signed(7), keys(7), possession(7, 7)));
		assert_ok!(Seated::join(signed(7)));
		assert_noop!(Seated::join(signed(7)), Error::<Test>::NotInvited);
	});
}
