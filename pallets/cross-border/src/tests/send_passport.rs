use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, CorridorMessage, DataClass, EnterpriseStatus, Grade, RegistrationNumber};
use sp_runtime::DispatchError;

fn send(who: u64, enterprise: RegistrationNumber) -> frame_support::dispatch::DispatchResult {
	CrossBorder::send_passport(signed(who), TO_HONG_KONG, enterprise)
}

#[test]
fn it_says_the_grade_and_burns_a_use() {
	test(|| {
		assert_ok!(send(BANK_KEY, firm()));
		assert_eq!(mocks::uses_left(&firm(), BANK), 9);
		let [CorridorMessage::Passport(passport)] = &sent(TO_HONG_KONG)[..] else { panic!("one passport") };
		assert_eq!((passport.number, &passport.enterprise), (1, &firm()));
		assert_eq!(passport.grade, Grade::Bbb);
		assert_eq!((passport.scorecard.0, passport.coverage), (5, 8_000));
		assert_eq!((passport.rated_at, passport.valid_until), (OPENING, OPENING + 100 * DAY));
		assert_eq!(passport.holder, holder(CONTROLLER));
		assert_eq!(passport.attestations, passports::attestations_root(&[(INDICATOR, 2)]));
		let (corridor, institution) = (TO_HONG_KONG, BANK);
		System::assert_last_event(
			Event::PassportSent {
				corridor,
				enterprise: firm(),
				number: 1,
				institution,
				consent: ConsentId(0),
				nonce: 1,
			}
			.into(),
		);
		assert!(sent(TO_MACAO).is_empty());
	});
}

#[test]
fn the_other_end_says_when_it_has_it() {
	test(|| {
		assert_ok!(send(BANK_KEY, firm()));
		let sent = || CrossBorder::passports(&firm()).sent;
		assert_eq!((sent()[0].passport.grade, sent()[0].delivered), (Grade::Bbb, false));
		<CrossBorder as lingnan_support::CorridorInbox>::delivered(TO_HONG_KONG, 1..=1);
		assert!(sent()[0].delivered);
	});
}

#[test]
fn the_corridor_says_how_far_messages_are() {
	test(|| {
		let counts = || {
			let views = CrossBorder::corridors_view();
			let view = views.iter().find(|view| view.corridor == TO_HONG_KONG).expect("it is ours");
			(view.last_sent, view.last_delivered, view.waiting)
		};
		assert_eq!(counts(), (0, 0, 0));
		assert_ok!(send(BANK_KEY, firm()));
		assert_eq!(counts(), (1, 0, 0));
		<CrossBorder as lingnan_support::CorridorInbox>::delivered(TO_HONG_KONG, 1..=1);
		assert_eq!(counts(), (1, 1, 0));
	});
}

#[test]
fn without_consent() {
	test(|| {
		let refused = DispatchError::Other("no consent");
		assert_noop!(send(OTHER_BANK_KEY, firm()), refused);
		mocks::set_consent(&firm(), BANK, 0);
		assert_noop!(send(BANK_KEY, firm()), refused);
		assert_noop!(send(CONTROLLER, firm()), Error::<Test>::NotAuthorized);
		assert_noop!(send(STRANGER, firm()), Error::<Test>::NotAuthorized);
		assert!(sent(TO_HONG_KONG).is_empty());
	});
}

#[test]
fn through_a_closed_class_a_halted_corridor_or_another_s() {
	test(|| {
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_noop!(send(BANK_KEY, firm()), Error::<Test>::ClassClosed);
		assert_ok!(CrossBorder::open_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_ok!(CrossBorder::halt(root(), TO_HONG_KONG));
		assert_noop!(send(BANK_KEY, firm()), Error::<Test>::Halted);
		let elsewhere = lingnan_support::Corridor::HongKongMacao;
		assert_noop!(CrossBorder::send_passport(signed(BANK_KEY), elsewhere, firm()), Error::<Test>::NotOurCorridor);
		assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_MACAO, firm()));
	});
}

#[test]
fn only_of_an_active_and_rated_enterprise_of_this_place() {
	test(|| {
		assert_noop!(send(BANK_KEY, visitor()), Error::<Test>::NotFound);
		mocks::set_enterprise(&visitor(), Some(CONTROLLER));
		mocks::set_rating_basis(&visitor(), Some(basis()));
		mocks::set_consent(&visitor(), BANK, 1);
		assert_noop!(send(BANK_KEY, visitor()), Error::<Test>::NotOurs);
		mocks::set_rating_basis(&firm(), None);
		assert_noop!(send(BANK_KEY, firm()), Error::<Test>::NotRated);
		mocks::set_rating_basis(&firm(), Some(basis()));
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Abnormal);
		assert_noop!(send(BANK_KEY, firm()), Error::<Test>::NotActive);
	});
}

#[test]
fn a_lane_that_does_not_take_it_leaves_everything_as_it_was() {
	test(|| {
		shut(TO_HONG_KONG, true);
		// The consent is the mock's, which has no storage to roll back.
		assert_eq!(send(BANK_KEY, firm()), Err(DispatchError::Other("the lane is shut")));
		assert_eq!(PassportCount::<Test>::get(TO_HONG_KONG), 0);
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
	});
}

#[test]
fn an_institution_has_its_share_of_a_day() {
	test(|| {
		for _ in 0..6 {
			assert_ok!(send(BANK_KEY, firm()));
		}
		assert_noop!(send(BANK_KEY, firm()), Error::<Test>::LimitExceeded);
		mocks::set_consent(&firm(), OTHER_BANK, 1);
		assert_ok!(send(OTHER_BANK_KEY, firm()));
		set_now(OPENING + DAY);
		assert_ok!(send(BANK_KEY, firm()));
		assert_eq!(CrossBorder::passports(&firm()).sent[0].passport.number, 8);
	});
}
