use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn the_sponsor_or_the_account_ends_it() {
	test(|| {
		for who in [BANK, OWNER] {
			assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
			assert_noop!(Allowances::end(signed(OTHER_BANK), OWNER), Error::<Test>::NotAuthorized);
			assert_ok!(Allowances::end(signed(who), OWNER));
			System::assert_last_event(Event::SponsorshipEnded { account: OWNER, sponsor: BANK, left: 100 }.into());
			assert_eq!((left(), System::sufficients(&OWNER), SponsoredBy::<Test>::get(BANK)), (None, 0, 0));
			assert_noop!(Allowances::end(signed(who), OWNER), Error::<Test>::NotFound);
		}
	});
}

#[test]
fn the_invariants_bite() {
	externalities().execute_with(|| {
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
		SponsoredBy::<Test>::insert(BANK, 2);
		assert!(Allowances::do_try_state().is_err());
		SponsoredBy::<Test>::insert(BANK, 1);
		assert_ok!(Allowances::do_try_state());
		KeptFor::<Test>::insert(BANK, 1);
		assert!(Allowances::do_try_state().is_err());
		KeptFor::<Test>::remove(BANK);
		System::dec_sufficients(&OWNER);
		assert!(Allowances::do_try_state().is_err());
	});
}
