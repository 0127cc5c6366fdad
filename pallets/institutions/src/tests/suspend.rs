use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::InstitutionId;
use lingnan_support::Institutions as _;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_suspended_one_begins_nothing_and_stays_known() {
	test(|| {
		assert_noop!(Lenders::suspend(signed(BANK_KEY), BANK), BadOrigin);
		assert_noop!(Lenders::suspend(root(), InstitutionId(9)), Error::<Test>::NotFound);
		assert_ok!(Lenders::suspend(root(), BANK));
		System::assert_last_event(Event::Suspended { institution: BANK }.into());
		assert_noop!(Lenders::suspend(root(), BANK), Error::<Test>::Suspended);
		assert!(!Lenders::is_active(BANK));
		assert_eq!(Lenders::institution_of(&BANK_KEY), None);
		// What it owes it still signs.
		assert_eq!(Lenders::key_of(BANK), Some(BANK_KEY));
		assert!(Lenders::is_party(&BANK_KEY));
		assert_noop!(Lenders::reinstate(signed(BANK_KEY), BANK), BadOrigin);
		assert_ok!(Lenders::reinstate(root(), BANK));
		System::assert_last_event(Event::Reinstated { institution: BANK }.into());
		assert_noop!(Lenders::reinstate(root(), BANK), Error::<Test>::NotSuspended);
		assert_noop!(Lenders::reinstate(root(), InstitutionId(9)), Error::<Test>::NotFound);
		assert_eq!(Lenders::institution_of(&BANK_KEY), Some(BANK));
	});
}
