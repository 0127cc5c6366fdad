use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AgencyRight, EnterpriseStatus::*, Enterprises as _};

#[test]
fn a_registrar_changes_it_and_only_active_is_active() {
	test(|| {
		controlled();
		let mut from = Active;
		for to in [Abnormal, SeriouslyIllegal, Revoked, Active, Deregistered] {
			assert_ok!(Registry::change_status(signed(REGISTRAR), firm(), to));
			System::assert_last_event(Event::StatusChanged { enterprise: firm(), from, to }.into());
			assert_eq!(Registry::is_active(&firm()), to == Active);
			from = to;
		}
		assert_eq!(Registry::controller(&firm()), Some(OWNER), "it keeps its duties");
	});
}

/// A registrar, or whoever has its key, strikes off a firm that another registrar entered.
#[test]
fn a_registrar_ends_a_firm_that_another_keeps() {
	test(|| {
		controlled();
		let end = |who| Registry::change_status(signed(who), firm(), Deregistered);
		assert_noop!(end(OTHER_REGISTRAR), Error::<Test>::NotAuthorized);
		assert!(Registry::is_active(&firm()));
		// When the agency that keeps it is suspended, another steps in, and the suspended one does not.
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[]);
		assert_noop!(end(REGISTRAR), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::change_status(signed(OTHER_REGISTRAR), firm(), Abnormal));
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[AgencyRight::Registrar]);
		assert_noop!(end(OTHER_REGISTRAR), Error::<Test>::NotAuthorized);
		assert_ok!(end(REGISTRAR));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		controlled();
		for who in [OWNER, TAX_OFFICE, STRANGER] {
			assert_noop!(Registry::change_status(signed(who), firm(), Abnormal), Error::<Test>::NotAuthorized);
		}
		let unknown = number(HUBEI_FIRM);
		assert_noop!(Registry::change_status(signed(REGISTRAR), unknown, Abnormal), Error::<Test>::NotFound);
		assert_noop!(Registry::change_status(signed(REGISTRAR), firm(), Active), Error::<Test>::StatusUnchanged);
		assert_ok!(Registry::change_status(signed(REGISTRAR), firm(), Deregistered));
		assert_noop!(Registry::change_status(signed(REGISTRAR), firm(), Active), Error::<Test>::AlreadyDeregistered);
	});
}
