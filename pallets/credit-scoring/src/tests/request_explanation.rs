use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, Grade, Purpose};
use sp_runtime::DispatchError;

const PURPOSE: Purpose = Purpose::Monitoring;

#[test]
fn it_is_read_on_the_record() {
	test(|| {
		let scorecard = rated_firm();
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		mocks::set_consent(&firm(), BANK, 2);
		assert_ok!(Scoring::request_explanation(signed(BANK_KEY), firm(), PURPOSE));
		assert_eq!(mocks::uses_left(&firm(), BANK), 1);
		System::assert_last_event(
			Event::ExplanationRead {
				enterprise: firm(),
				institution: BANK,
				consent: ConsentId(0),
				scorecard,
				points: 525,
				grade: Grade::Bb,
			}
			.into(),
		);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		rated_firm();
		mocks::set_consent(&firm(), BANK, 1);
		assert_noop!(Scoring::request_explanation(signed(BANK_KEY), firm(), PURPOSE), Error::<Test>::NotRated);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		assert_noop!(Scoring::request_explanation(signed(CONTROLLER), firm(), PURPOSE), Error::<Test>::NotAuthorized);
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Scoring::request_explanation(signed(BANK_KEY), unknown, PURPOSE), Error::<Test>::NotFound);
		assert_noop!(Scoring::request_explanation(signed(40), firm(), PURPOSE), DispatchError::Other("no consent"));
	});
}
