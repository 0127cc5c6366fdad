use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{InstitutionId, Institutions as _, Text};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_registers_one_that_signs_without_coins() {
	test(|| {
		assert_noop!(Lenders::register(signed(BANK_KEY), institution(7)), BadOrigin);
		assert_ok!(Lenders::register(root(), institution(7)));
		System::assert_last_event(Event::Registered { institution: InstitutionId(2), spec: institution(7) }.into());
		assert_eq!((Lenders::institution_of(&7), Lenders::key_of(InstitutionId(2))), (Some(InstitutionId(2)), Some(7)));
		assert_eq!(System::sufficients(&7), 1);
		assert!(Lenders::is_party(&7));
		assert_noop!(Lenders::register(root(), institution(7)), Error::<Test>::AlreadyExists);
		let nameless = InstitutionSpec { name: Text::default(), ..institution(8) };
		assert_noop!(Lenders::register(root(), nameless), Error::<Test>::InvalidName);
	});
}

/// Everybody sees which institutions keep applicants waiting.
#[test]
fn deadlines_that_it_missed_are_counted() {
	test(|| {
		assert_eq!([(); 2].map(|()| Lenders::count_missed_deadline(BANK)), [1, 2]);
		assert_eq!(Lenders::count_missed_deadline(InstitutionId(9)), 0);
		let shown = Lenders::institutions(lingnan_support::Paging::FIRST).items;
		assert_eq!(shown.iter().map(|one| one.missed_deadlines).collect::<Vec<_>>(), [2, 0]);
	});
}
