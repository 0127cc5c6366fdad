use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn what_is_kept_on_credit_has_an_end_and_is_struck_out() {
	test(|| {
		assert_ok!(Sponsorship::keep(&OWNER, 60, 100));
		assert_ok!(Sponsorship::keep(&OWNER, 40, 100));
		assert_noop!(Sponsorship::keep(&OWNER, 1, 100), Error::<Test>::KeepsTooMuch);
		assert_ok!(Sponsorship::keep(&BANK, 1, 100));
		assert_eq!(Sponsorship::let_go(&OWNER, 30), 0);
		assert_eq!(OnCredit::<Test>::get(OWNER), Some(70));
		assert_ok!(Sponsorship::keep(&OWNER, 30, 100));
		// What was left in coins is not struck out here.
		assert_eq!(Sponsorship::let_go(&OWNER, 103), 3);
		assert_eq!(OnCredit::<Test>::get(OWNER), None);
		assert_ok!(Sponsorship::keep(&OWNER, 0, 0));
	});
}
