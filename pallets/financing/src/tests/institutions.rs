use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks::MockSeats, Institutions as _, Seats as _, Text};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_registers_one_that_signs_without_coins() {
	test(|| {
		assert_noop!(Financing::register_institution(signed(BANK_KEY), institution(7)), BadOrigin);
		assert_ok!(Financing::register_institution(root(), institution(7)));
		System::assert_last_event(Event::InstitutionRegistered { institution: 2, spec: institution(7) }.into());
		assert_eq!((Financing::institution_of(&7), Financing::key_of(2)), (Some(2), Some(7)));
		assert_eq!(System::sufficients(&7), 1);
		assert!(Financing::is_party(&7));
		assert_noop!(Financing::register_institution(root(), institution(7)), Error::<Test>::AlreadyExists);
		let nameless = InstitutionSpec { name: Text::default(), ..institution(8) };
		assert_noop!(Financing::register_institution(root(), nameless), Error::<Test>::InvalidName);
	});
}

#[test]
fn a_suspended_one_begins_nothing_and_keeps_its_duties() {
	test(|| {
		let loan = lent(request(), offer());
		assert_noop!(Financing::suspend_institution(signed(BANK_KEY), BANK), BadOrigin);
		assert_noop!(Financing::suspend_institution(root(), 9), Error::<Test>::NotFound);
		assert_ok!(Financing::suspend_institution(root(), BANK));
		System::assert_last_event(Event::InstitutionSuspended { institution: BANK }.into());
		assert_noop!(Financing::suspend_institution(root(), BANK), Error::<Test>::Suspended);
		assert!(!Financing::is_active(BANK));
		assert_noop!(Financing::publish_product(signed(BANK_KEY), product()), Error::<Test>::NotAuthorized);
		assert_noop!(Financing::apply(signed(CONTROLLER), firm(), 0, request()), Error::<Test>::Suspended);
		assert_ok!(repay(loan, 100, "R-1"));
		assert_noop!(Financing::reinstate_institution(signed(BANK_KEY), BANK), BadOrigin);
		assert_ok!(Financing::reinstate_institution(root(), BANK));
		System::assert_last_event(Event::InstitutionReinstated { institution: BANK }.into());
		assert_noop!(Financing::reinstate_institution(root(), BANK), Error::<Test>::NotSuspended);
		assert_noop!(Financing::reinstate_institution(root(), 9), Error::<Test>::NotFound);
		assert_ok!(Financing::publish_product(signed(BANK_KEY), product()));
	});
}

#[test]
fn a_new_key_takes_the_place_of_the_old_at_once() {
	test(|| {
		assert_noop!(Financing::rekey_institution(signed(BANK_KEY), BANK, 7), BadOrigin);
		assert_noop!(Financing::rekey_institution(root(), 9, 7), Error::<Test>::NotFound);
		assert_noop!(Financing::rekey_institution(root(), BANK, OTHER_BANK_KEY), Error::<Test>::AlreadyExists);
		assert_ok!(Financing::rekey_institution(root(), BANK, 7));
		System::assert_last_event(Event::InstitutionRekeyed { institution: BANK, from: BANK_KEY, to: 7 }.into());
		assert_noop!(Financing::withdraw_product(signed(BANK_KEY), 0), Error::<Test>::NotAuthorized);
		assert_ok!(Financing::withdraw_product(signed(7), 0));
		assert_eq!((System::sufficients(&BANK_KEY), System::sufficients(&7)), (0, 1));
	});
}

/// The council's members, in their order.
fn seated() -> Vec<u64> {
	MockSeats::seated().unwrap()
}

#[test]
fn each_institution_has_a_seat_unless_it_is_suspended() {
	test(|| {
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY]);
		assert_ok!(Financing::register_institution(root(), institution(57)));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 57]);
		assert_ok!(Financing::rekey_institution(root(), 2, 58));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 58]);
		assert_ok!(Financing::suspend_institution(root(), 2));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY]);
		assert_ok!(Financing::rekey_institution(root(), 2, 59));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY], "a new key does not lift a suspension");
		assert_ok!(Financing::reinstate_institution(root(), 2));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 59]);
	});
}

#[test]
fn a_council_is_never_overfull_and_never_empty() {
	test(|| {
		for key in 50..50 + (MockSeats::ALL as u64 - 2) {
			assert_ok!(Financing::register_institution(root(), institution(key)));
		}
		assert_noop!(Financing::register_institution(root(), institution(7)), Error::<Test>::CouncilFull);
		for id in 1..MockSeats::ALL as u32 {
			assert_ok!(Financing::suspend_institution(root(), id));
		}
		assert_noop!(Financing::suspend_institution(root(), 0), Error::<Test>::LastSeat);
		for key in 60..60 + (MockSeats::ALL as u64 - 1) {
			assert_ok!(Financing::register_institution(root(), institution(key)));
		}
		assert_noop!(Financing::reinstate_institution(root(), 1), Error::<Test>::CouncilFull);
	});
}

#[test]
fn a_change_of_seats_is_weighed() {
	use frame_support::dispatch::GetDispatchInfo;
	let seats = MockSeats::weight();
	let call = Call::<Test>::suspend_institution { institution: 0 };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::suspend_institution().saturating_add(seats));
	let call = Call::<Test>::rekey_institution { institution: 0, key: 1 };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::rekey_institution().saturating_add(seats));
}
