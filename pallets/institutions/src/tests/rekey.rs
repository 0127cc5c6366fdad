use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::InstitutionId;
use lingnan_support::Institutions as _;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_new_key_takes_the_place_of_the_old_at_once() {
	test(|| {
		assert_noop!(Lenders::rekey(signed(BANK_KEY), BANK, 7), BadOrigin);
		assert_noop!(Lenders::rekey(root(), InstitutionId(9), 7), Error::<Test>::NotFound);
		assert_noop!(Lenders::rekey(root(), BANK, OTHER_BANK_KEY), Error::<Test>::AlreadyExists);
		assert_ok!(Lenders::rekey(root(), BANK, 7));
		System::assert_last_event(Event::Rekeyed { institution: BANK, from: BANK_KEY, to: 7 }.into());
		assert_eq!([BANK_KEY, 7].map(|key| Lenders::institution_of(&key)), [None, Some(BANK)]);
		assert_eq!((System::sufficients(&BANK_KEY), System::sufficients(&7)), (0, 1));
	});
}
