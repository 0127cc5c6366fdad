use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks::MockSeats, InstitutionId, Seats as _};

/// The council's members, in their order.
fn seated() -> Vec<u64> {
	MockSeats::seated().unwrap()
}

#[test]
fn each_institution_has_a_seat_unless_it_is_suspended() {
	test(|| {
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY]);
		assert_ok!(Lenders::register(root(), institution(57)));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 57]);
		assert_ok!(Lenders::rekey(root(), InstitutionId(2), 58));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 58]);
		assert_ok!(Lenders::suspend(root(), InstitutionId(2)));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY]);
		assert_ok!(Lenders::rekey(root(), InstitutionId(2), 59));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY], "a new key does not lift a suspension");
		assert_ok!(Lenders::reinstate(root(), InstitutionId(2)));
		assert_eq!(seated(), [BANK_KEY, OTHER_BANK_KEY, 59]);
	});
}

#[test]
fn a_council_is_never_overfull_and_never_empty() {
	test(|| {
		for key in 50..50 + (MockSeats::ALL as u64 - 2) {
			assert_ok!(Lenders::register(root(), institution(key)));
		}
		assert_noop!(Lenders::register(root(), institution(7)), Error::<Test>::CouncilFull);
		for id in (1..MockSeats::ALL as u32).map(InstitutionId) {
			assert_ok!(Lenders::suspend(root(), id));
		}
		assert_noop!(Lenders::suspend(root(), InstitutionId(0)), Error::<Test>::LastSeat);
		for key in 60..60 + (MockSeats::ALL as u64 - 1) {
			assert_ok!(Lenders::register(root(), institution(key)));
		}
		assert_noop!(Lenders::reinstate(root(), InstitutionId(1)), Error::<Test>::CouncilFull);
	});
}

#[test]
fn a_change_of_seats_is_weighed() {
	use frame_support::dispatch::GetDispatchInfo;
	let seats = MockSeats::weight();
	let call = Call::<Test>::suspend { institution: InstitutionId(0) };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::suspend().saturating_add(seats));
	let call = Call::<Test>::rekey { institution: InstitutionId(0), key: 1 };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::rekey().saturating_add(seats));
}
