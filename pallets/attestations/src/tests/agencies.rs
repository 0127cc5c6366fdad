use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks::MockSeats, Agencies as _, AgencyId, AgencyRight, Paging, Seats as _, Text};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_registers_an_agency_that_signs_without_coins() {
	test(|| {
		assert_ok!(Attestations::register_agency(root(), agency(7)));
		System::assert_last_event(Event::AgencyRegistered { agency: AgencyId(2), spec: agency(7) }.into());
		assert_eq!(Attestations::agency_of(&7), Some(AgencyId(2)));
		assert_eq!(Attestations::key_of(AgencyId(2)), Some(7));
		assert!(Attestations::has_right(AgencyId(2), AgencyRight::Customs));
		assert!(!Attestations::has_right(AgencyId(2), AgencyRight::Court));
		assert_eq!(System::sufficients(&7), 1);
		assert_eq!(Attestations::agencies(Paging::FIRST).items.len(), 3);
	});
}

#[test]
fn what_is_no_agency_is_refused() {
	test(|| {
		assert_noop!(Attestations::register_agency(signed(TAX), agency(7)), BadOrigin);
		assert_noop!(Attestations::register_agency(root(), agency(TAX)), Error::<Test>::AlreadyExists);
		let nameless = AgencySpec { name: Text::default(), ..agency(7) };
		assert_noop!(Attestations::register_agency(root(), nameless), Error::<Test>::InvalidName);
		let twice = vec![AgencyRight::Court, AgencyRight::Court].try_into().unwrap();
		assert_noop!(
			Attestations::register_agency(root(), AgencySpec { rights: twice, ..agency(7) }),
			Error::<Test>::InvalidRights
		);
	});
}

#[test]
fn a_suspended_agency_states_nothing_and_its_word_is_flagged_but_counts() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY)));
		assert_noop!(Attestations::suspend_agency(signed(TAX), AgencyId(0)), BadOrigin);
		assert_noop!(Attestations::suspend_agency(root(), AgencyId(9)), Error::<Test>::NotFound);
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		System::assert_last_event(Event::AgencySuspended { agency: AgencyId(0) }.into());
		assert_noop!(Attestations::suspend_agency(root(), AgencyId(0)), Error::<Test>::Suspended);

		assert_eq!(Attestations::agency_of(&TAX), None);
		assert!(!Attestations::has_right(AgencyId(0), AgencyRight::Customs));
		assert_eq!(live(TAX_PAID), Some(5));
		assert!(Attestations::attestations(&firm(), Paging::FIRST).items[0].agency_suspended);
		set_now(OPENING + DAY);
		assert_noop!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 6, TODAY + 1)), Error::<Test>::Suspended);
	});
}

#[test]
fn a_reinstated_agency_works_again() {
	test(|| {
		assert_noop!(Attestations::reinstate_agency(root(), AgencyId(0)), Error::<Test>::NotSuspended);
		assert_noop!(Attestations::reinstate_agency(root(), AgencyId(9)), Error::<Test>::NotFound);
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_noop!(Attestations::reinstate_agency(signed(TAX), AgencyId(0)), BadOrigin);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(0)));
		System::assert_last_event(Event::AgencyReinstated { agency: AgencyId(0) }.into());
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY)));
	});
}

#[test]
fn a_new_key_takes_the_place_of_the_old_at_once() {
	test(|| {
		assert_noop!(Attestations::rekey_agency(signed(TAX), AgencyId(0), 7), BadOrigin);
		assert_noop!(Attestations::rekey_agency(root(), AgencyId(9), 7), Error::<Test>::NotFound);
		assert_noop!(Attestations::rekey_agency(root(), AgencyId(0), CUSTOMS), Error::<Test>::AlreadyExists);
		assert_noop!(Attestations::rekey_agency(root(), AgencyId(0), TAX), Error::<Test>::AlreadyExists);
		assert_ok!(Attestations::rekey_agency(root(), AgencyId(0), 7));
		System::assert_last_event(Event::AgencyRekeyed { agency: AgencyId(0), from: TAX, to: 7 }.into());
		assert_noop!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY)), Error::<Test>::NotAuthorized);
		assert_ok!(Attestations::attest(signed(7), attestation(TAX_PAID, 5, TODAY)));
		assert_eq!((System::sufficients(&TAX), System::sufficients(&7)), (0, 1));
		assert!(!Attestations::is_party(&TAX) && Attestations::is_party(&7));
	});
}

/// The council's members, in their order.
fn seated() -> Vec<u64> {
	MockSeats::seated().unwrap()
}

#[test]
fn each_agency_has_a_seat_unless_it_is_suspended() {
	test(|| {
		assert_eq!(seated(), [TAX, CUSTOMS]);
		assert_ok!(Attestations::register_agency(root(), agency(7)));
		assert_eq!(seated(), [TAX, CUSTOMS, 7]);
		assert_ok!(Attestations::rekey_agency(root(), AgencyId(2), 8));
		assert_eq!(seated(), [TAX, CUSTOMS, 8]);
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(2)));
		assert_eq!(seated(), [TAX, CUSTOMS]);
		assert_ok!(Attestations::rekey_agency(root(), AgencyId(2), 9));
		assert_eq!(seated(), [TAX, CUSTOMS], "a new key does not lift a suspension");
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(2)));
		assert_eq!(seated(), [TAX, CUSTOMS, 9]);
	});
}

#[test]
fn a_council_is_never_overfull_and_never_empty() {
	test(|| {
		for key in 20..20 + (MockSeats::ALL as u64 - 2) {
			assert_ok!(Attestations::register_agency(root(), agency(key)));
		}
		assert_noop!(Attestations::register_agency(root(), agency(7)), Error::<Test>::CouncilFull);
		for id in (1..MockSeats::ALL as u32).map(AgencyId) {
			assert_ok!(Attestations::suspend_agency(root(), id));
		}
		assert_noop!(Attestations::suspend_agency(root(), AgencyId(0)), Error::<Test>::LastSeat);
		for key in 30..30 + (MockSeats::ALL as u64 - 1) {
			assert_ok!(Attestations::register_agency(root(), agency(key)));
		}
		assert_noop!(Attestations::reinstate_agency(root(), AgencyId(1)), Error::<Test>::CouncilFull);
	});
}

#[test]
fn a_change_of_seats_is_weighed() {
	use frame_support::dispatch::GetDispatchInfo;
	let seats = MockSeats::weight();
	let call = Call::<Test>::suspend_agency { agency: AgencyId(0) };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::suspend_agency().saturating_add(seats));
	let call = Call::<Test>::rekey_agency { agency: AgencyId(0), key: 1 };
	assert_eq!(call.get_dispatch_info().call_weight, <()>::rekey_agency().saturating_add(seats));
}

#[test]
fn whoever_may_stop_an_agency_may_do_no_more() {
	test(|| {
		assert_ok!(Attestations::suspend_agency(signed(99), AgencyId(0)));
		assert_noop!(Attestations::reinstate_agency(signed(99), AgencyId(0)), BadOrigin);
		assert_noop!(Attestations::rekey_agency(signed(99), AgencyId(1), 7), BadOrigin);
	});
}
