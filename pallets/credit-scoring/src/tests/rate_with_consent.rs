use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Purpose};
use sp_runtime::DispatchError;

const PURPOSE: Purpose = Purpose::Assessment;

#[test]
fn an_institution_uses_a_consent_up() {
	test(|| {
		rated_firm();
		mocks::set_consent(&firm(), BANK, 1);
		assert_ok!(Scoring::rate_with_consent(signed(BANK_KEY), firm(), PURPOSE));
		assert_eq!(mocks::uses_left(&firm(), BANK), 0);
		assert_eq!(Scoring::ratings(&firm()).champion.unwrap().institution, Some(BANK));
		assert_noop!(Scoring::rate_with_consent(signed(BANK_KEY), firm(), PURPOSE), DispatchError::Other("no consent"));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		mocks::set_consent(&firm(), BANK, 1);
		assert_noop!(Scoring::rate_with_consent(signed(BANK_KEY), firm(), PURPOSE), Error::<Test>::NoChampion);
		rated_firm();
		for who in [CONTROLLER, STRANGER] {
			assert_noop!(Scoring::rate_with_consent(signed(who), firm(), PURPOSE), Error::<Test>::NotAuthorized);
		}
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Scoring::rate_with_consent(signed(BANK_KEY), unknown, PURPOSE), Error::<Test>::NotFound);
		assert_noop!(Scoring::rate_with_consent(signed(40), firm(), PURPOSE), DispatchError::Other("no consent"));
	});
}
