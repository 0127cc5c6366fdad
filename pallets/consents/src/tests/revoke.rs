use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, Consents as _, EnterpriseStatus, Purpose};

#[test]
fn revocation_is_possible_in_every_state_and_final() {
	test(|| {
		for id in [0, 1].map(ConsentId) {
			assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
			if id == ConsentId(1) {
				assert_ok!(ConsentsPallet::pause(signed(CONTROLLER), id));
			}
			mocks::set_enterprise_status(&firm(), EnterpriseStatus::Deregistered);
			assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), id));
			System::assert_last_event(Event::Revoked { consent: id }.into());
			assert_noop!(ConsentsPallet::revoke(signed(CONTROLLER), id), Error::<Test>::AlreadyRevoked);
			assert_noop!(ConsentsPallet::resume(signed(CONTROLLER), id), Error::<Test>::AlreadyRevoked);
			assert_noop!(ConsentsPallet::pause(signed(CONTROLLER), id), Error::<Test>::AlreadyRevoked);
		}
		assert_noop!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]), Error::<Test>::NoConsent);
	});
}

#[test]
fn the_right_to_revoke_follows_control() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		assert_noop!(ConsentsPallet::revoke(signed(STRANGER), ConsentId(0)), Error::<Test>::NotAuthorized);
		assert_noop!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(7)), Error::<Test>::NotFound);
		mocks::set_enterprise(&firm(), Some(2));
		assert_noop!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(0)), Error::<Test>::NotAuthorized);
		assert_ok!(ConsentsPallet::revoke(signed(2), ConsentId(0)));
	});
}

#[test]
fn who_acted_under_a_revoked_consent_is_told() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		assert_ok!(ConsentsPallet::pause(signed(CONTROLLER), ConsentId(0)));
		assert!(!ConsentsPallet::is_revoked(ConsentId(0)));
		assert!(mocks::revocations_told().is_empty());
		assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(0)));
		assert!(ConsentsPallet::is_revoked(ConsentId(0)));
		assert!(!ConsentsPallet::is_revoked(ConsentId(1)));
		assert_eq!(mocks::revocations_told(), [ConsentId(0)]);
	});
}
