use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, Consents as _, EnterpriseStatus, Purpose};

#[test]
fn a_paused_consent_rests_until_it_is_resumed() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		assert_ok!(ConsentsPallet::pause(signed(CONTROLLER), ConsentId(0)));
		System::assert_last_event(Event::Paused { consent: ConsentId(0) }.into());
		assert_noop!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]), Error::<Test>::NoConsent);
		assert_noop!(ConsentsPallet::pause(signed(CONTROLLER), ConsentId(0)), Error::<Test>::AlreadyPaused);
		assert_ok!(ConsentsPallet::resume(signed(CONTROLLER), ConsentId(0)));
		System::assert_last_event(Event::Resumed { consent: ConsentId(0) }.into());
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		assert_noop!(ConsentsPallet::resume(signed(CONTROLLER), ConsentId(0)), Error::<Test>::NotPaused);
	});
}

#[test]
fn only_the_controller_and_at_any_time() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		assert_noop!(ConsentsPallet::pause(signed(BANK_KEY), ConsentId(0)), Error::<Test>::NotAuthorized);
		assert_noop!(ConsentsPallet::pause(signed(CONTROLLER), ConsentId(1)), Error::<Test>::NotFound);
		assert_noop!(ConsentsPallet::resume(signed(CONTROLLER), ConsentId(1)), Error::<Test>::NotFound);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Revoked);
		assert_ok!(ConsentsPallet::pause(signed(CONTROLLER), ConsentId(0)));
		assert_noop!(ConsentsPallet::resume(signed(STRANGER), ConsentId(0)), Error::<Test>::NotAuthorized);
	});
}
