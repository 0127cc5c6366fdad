//! Passports that arrive.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	CorridorInbox, CorridorMessage, DataClass, EnterpriseStatus, Enterprises, Grade, Passport, Ratings, ScorecardId,
};

fn take(passport: Passport) -> frame_support::dispatch::DispatchResult {
	arrive(TO_HONG_KONG, CorridorMessage::Passport(passport))
}

fn standing() -> PassportStanding {
	CrossBorder::passports(&visitor()).held.unwrap().standing
}

/// It does not count, and the enterprise cannot apply with it; who acts for it stays known.
fn counts_no_longer() {
	assert_eq!(<CrossBorder as Ratings>::current(&visitor()), None);
	assert!(!<CrossBorder as Enterprises<u64>>::is_active(&visitor()));
	assert_eq!(CrossBorder::controller(&visitor()), Some(77));
}

#[test]
fn it_rates_the_visitor_by_the_table_of_this_side() {
	test(|| {
		assert_ok!(take(passport(1)));
		let rating = <CrossBorder as Ratings>::current(&visitor()).unwrap();
		assert_eq!((rating.grade, rating.default_probability, rating.coverage), (Grade::A, 60, 9_000));
		assert_eq!(rating.valid_until, OPENING + 50 * DAY);
		let profile = CrossBorder::profile(&visitor()).unwrap();
		assert_eq!(profile.status, EnterpriseStatus::Active);
		assert_eq!(profile.jurisdiction, lingnan_support::Jurisdiction::HongKong);
		assert_eq!(profile.founded, 14_600);
		assert_eq!(CrossBorder::controller(&visitor()), Some(77));
		assert!(CrossBorder::is_party(&77) && !CrossBorder::is_party(&78));
		assert_eq!(System::sufficients(&77), 1);
	});
}

#[test]
fn expired() {
	test(|| {
		let late = Passport { valid_until: OPENING, ..passport(1) };
		assert_eq!(take(late), Err(Error::<Test>::Expired.into()));
		assert_eq!(CrossBorder::passports(&visitor()).held, None);
		assert_ok!(take(passport(2)));
		set_now(OPENING + 50 * DAY - 1);
		assert_eq!(standing(), PassportStanding::Counts);
		set_now(OPENING + 50 * DAY);
		assert_eq!(standing(), PassportStanding::Expired);
		counts_no_longer();
	});
}

#[test]
fn revoked() {
	test(|| {
		assert_ok!(take(passport(3)));
		// An earlier one's revocation does not burn this one.
		assert_ok!(arrive(TO_HONG_KONG, CorridorMessage::PassportRevoked { number: 2, enterprise: visitor() }));
		assert_eq!(standing(), PassportStanding::Counts);
		// Nor does one that comes from a third place.
		assert_ok!(arrive(TO_MACAO, CorridorMessage::PassportRevoked { number: 3, enterprise: visitor() }));
		assert_eq!(standing(), PassportStanding::Counts);
		assert_ok!(arrive(TO_HONG_KONG, CorridorMessage::PassportRevoked { number: 3, enterprise: visitor() }));
		assert_eq!(standing(), PassportStanding::Revoked);
		assert_eq!(CrossBorder::passports(&visitor()).held.unwrap().rating, None);
		counts_no_longer();
		// A burned passport does not come back; a new one does.
		assert_eq!(take(passport(3)), Err(Error::<Test>::Outdated.into()));
		assert_ok!(take(passport(4)));
		assert_eq!(standing(), PassportStanding::Counts);
		// A revocation is of every earlier one too, such as this, whose successor was refused here.
		assert_ok!(arrive(TO_HONG_KONG, CorridorMessage::PassportRevoked { number: 5, enterprise: visitor() }));
		assert_eq!(standing(), PassportStanding::Revoked);
	});
}

#[test]
fn a_revocation_arrives_though_the_class_is_closed() {
	test(|| {
		assert_ok!(take(passport(1)));
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_ok!(arrive(TO_HONG_KONG, CorridorMessage::PassportRevoked { number: 1, enterprise: visitor() }));
		assert_eq!(standing(), PassportStanding::Revoked);
	});
}

#[test]
fn from_a_closed_corridor() {
	test(|| {
		assert_ok!(take(passport(1)));
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_eq!(take(passport(2)), Err(Error::<Test>::ClassClosed.into()));
		assert_eq!(standing(), PassportStanding::ClassClosed);
		counts_no_longer();
		assert_ok!(CrossBorder::open_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_eq!(standing(), PassportStanding::Counts);
		assert_ok!(CrossBorder::halt(root(), TO_HONG_KONG));
		assert!(!<CrossBorder as CorridorInbox>::is_active(TO_HONG_KONG));
		assert_eq!(standing(), PassportStanding::Halted);
		counts_no_longer();
	});
}

#[test]
fn for_another_scorecard_version() {
	test(|| {
		let other = Passport { scorecard: ScorecardId(3), ..passport(1) };
		assert_eq!(take(other.clone()), Err(Error::<Test>::ScorecardNotRecognised.into()));
		assert_ok!(CrossBorder::recognise_scorecard(root(), TO_HONG_KONG, ScorecardId(3), Some(TABLE)));
		assert_ok!(take(other));
		assert_eq!(standing(), PassportStanding::Counts);
		assert_ok!(CrossBorder::recognise_scorecard(root(), TO_HONG_KONG, ScorecardId(3), None));
		assert_eq!(standing(), PassportStanding::ScorecardNotRecognised);
		counts_no_longer();
	});
}

#[test]
fn of_an_enterprise_of_a_third_place() {
	test(|| {
		for enterprise in [firm(), "MO:SO 12345".parse().unwrap()] {
			let foreign = Passport { enterprise, ..passport(1) };
			assert_eq!(take(foreign), Err(Error::<Test>::NotTheirs.into()));
		}
		let elsewhere = lingnan_support::Corridor::HongKongMacao;
		let passport = CorridorMessage::Passport(passport(1));
		assert_noop!(CrossBorder::ensure_ours(elsewhere), Error::<Test>::NotOurCorridor);
		assert_eq!(arrive(elsewhere, passport), Err(Error::<Test>::NotOurCorridor.into()));
		let revocation = CorridorMessage::PassportRevoked { number: 1, enterprise: visitor() };
		assert_eq!(arrive(elsewhere, revocation), Err(Error::<Test>::NotOurCorridor.into()));
	});
}

#[test]
fn malformed() {
	test(|| {
		let bad = [
			Passport { enterprise: lingnan_support::RegistrationNumber::HongKong(*b"1234567x"), ..passport(1) },
			Passport { industry: lingnan_support::Industry(Default::default()), ..passport(1) },
			Passport { division: Some(lingnan_support::Division(1)), ..passport(1) },
			Passport { coverage: 10_001, ..passport(1) },
		];
		for passport in bad {
			assert_eq!(take(passport), Err(Error::<Test>::Malformed.into()));
		}
	});
}

#[test]
fn a_newer_one_takes_its_place_with_its_holder() {
	test(|| {
		assert_ok!(take(passport(1)));
		let moved = Passport { holder: holder(88), grade: Grade::Bb, ..passport(2) };
		assert_ok!(take(moved));
		assert_eq!(<CrossBorder as Ratings>::current(&visitor()).unwrap().grade, Grade::Bb);
		assert!(!CrossBorder::is_party(&77) && CrossBorder::is_party(&88));
		assert_eq!((System::sufficients(&77), System::sufficients(&88)), (0, 1));
		assert_eq!(take(passport(2)), Err(Error::<Test>::Outdated.into()));
	});
}
