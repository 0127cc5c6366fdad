use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{EnterpriseStatus::*, Enterprises as _};

#[test]
fn a_registrar_changes_it_and_only_active_is_active() {
	test(|| {
		controlled();
		let mut from = Active;
		for to in [Abnormal, SeriouslyIllegal, Revoked, Active, Deregistered] {
			assert_ok!(Registry::change_status(signed(OTHER_REGISTRAR), firm(), to));
			System::assert_last_event(Event::StatusChanged { enterprise: firm(), from, to }.into());
			assert_eq!(Registry::is_active(&firm()), to == Active);
			from = to;
		}
		assert_eq!(Registry::controller(&firm()), Some(OWNER), "it keeps its duties");
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
