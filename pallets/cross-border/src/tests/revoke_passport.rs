use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, CorridorMessage, DataClass, EnterpriseStatus, OnConsentRevoked};

fn sent_passport() {
	assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_HONG_KONG, firm()));
}

fn revocation() -> CorridorMessage {
	CorridorMessage::PassportRevoked { number: 1, enterprise: firm() }
}

#[test]
fn the_enterprise_takes_it_back_and_the_other_end_is_told() {
	test(|| {
		sent_passport();
		assert_ok!(CrossBorder::revoke_passport(signed(CONTROLLER), TO_HONG_KONG, firm()));
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
		System::assert_has_event(
			Event::PassportRevoked { corridor: TO_HONG_KONG, enterprise: firm(), number: 1 }.into(),
		);
		idle();
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
		assert_noop!(CrossBorder::revoke_passport(signed(CONTROLLER), TO_HONG_KONG, firm()), Error::<Test>::NotFound);
	});
}

#[test]
fn who_may() {
	test(|| {
		sent_passport();
		let refused = Error::<Test>::NotAuthorized;
		assert_noop!(CrossBorder::revoke_passport(signed(STRANGER), TO_HONG_KONG, firm()), refused);
		let refused = Error::<Test>::NotAuthorized;
		assert_noop!(CrossBorder::revoke_passport(signed(OTHER_BANK_KEY), TO_HONG_KONG, firm()), refused);
		assert_ok!(CrossBorder::revoke_passport(signed(BANK_KEY), TO_HONG_KONG, firm()));
		sent_passport();
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Revoked);
		assert_ok!(CrossBorder::revoke_passport(signed(STRANGER), TO_HONG_KONG, firm()));
	});
}

/// Whatever the policy says: a revocation only takes back.
#[test]
fn it_passes_a_closed_class_and_waits_for_a_halted_corridor() {
	test(|| {
		sent_passport();
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Passports));
		assert_ok!(CrossBorder::halt(root(), TO_HONG_KONG));
		assert_ok!(CrossBorder::revoke_passport(signed(CONTROLLER), TO_HONG_KONG, firm()));
		idle();
		assert_eq!(sent(TO_HONG_KONG).len(), 1);
		assert_eq!(CrossBorder::corridors_view()[0].waiting, 1);
		assert_ok!(CrossBorder::resume(root(), TO_HONG_KONG));
		idle();
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
		assert_eq!(CrossBorder::corridors_view()[0].waiting, 0);
	});
}

#[test]
fn revoking_the_consent_does_the_same() {
	test(|| {
		sent_passport();
		assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_MACAO, firm()));
		CrossBorder::revoked(ConsentId(1), &firm());
		assert_eq!(CrossBorder::passports(&firm()).sent.len(), 2);
		CrossBorder::revoked(ConsentId(0), &firm());
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
		idle();
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
		assert_eq!(sent(TO_MACAO)[1..], [revocation()]);
	});
}

/// A firm sends a good grade abroad, then the attestation behind it is taken back: the other end must not lend on it.
#[test]
fn a_passport_whose_attestation_was_revoked_does_not_outlive_it() {
	test(|| {
		sent_passport();
		assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_MACAO, firm()));
		(0..4).for_each(|_| idle());
		assert_eq!(CrossBorder::passports(&firm()).sent.len(), 2, "while the rating stands, they stay");
		mocks::end_rating_basis(&firm(), OPENING);
		(0..4).for_each(|_| idle());
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
		assert_eq!(sent(TO_MACAO)[1..], [revocation()]);
	});
}

#[test]
fn a_passport_reads_as_what_it_is_before_it_is_taken_back() {
	test(|| {
		let standing = || CrossBorder::passports(&firm()).sent[0].standing;
		sent_passport();
		assert_eq!(standing(), SentStanding::Holds);
		mocks::end_rating_basis(&firm(), OPENING);
		assert_eq!(standing(), SentStanding::Groundless);
		set_now(OPENING + 100 * DAY);
		assert_eq!(standing(), SentStanding::Expired);
	});
}

#[test]
fn anybody_may_revoke_one_whose_rating_has_ended() {
	test(|| {
		sent_passport();
		mocks::end_rating_basis(&firm(), OPENING);
		assert_ok!(CrossBorder::revoke_passport(signed(STRANGER), TO_HONG_KONG, firm()));
		idle();
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
	});
}

/// One is looked at in each block, in turn: a thousand of them cost a block no more than one does.
#[test]
fn a_block_looks_at_one_passport() {
	test(|| {
		sent_passport();
		assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_MACAO, firm()));
		mocks::end_rating_basis(&firm(), OPENING);
		idle();
		assert_eq!(CrossBorder::passports(&firm()).sent.len(), 1);
		idle();
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
	});
}

/// The key of a firm is stolen. It is frozen at home, and the thief goes on abroad on its passport.
#[test]
fn a_frozen_firms_thief_acts_abroad_on_its_passport() {
	test(|| {
		sent_passport();
		assert_noop!(
			CrossBorder::revoke_passport(signed(STRANGER), TO_HONG_KONG, firm()),
			Error::<Test>::NotAuthorized
		);
		mocks::set_frozen(&firm());
		let again = CrossBorder::send_passport(signed(BANK_KEY), TO_MACAO, firm());
		assert_eq!(again, Err(sp_runtime::DispatchError::Other("frozen")));
		idle();
		assert!(CrossBorder::passports(&firm()).sent.is_empty());
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
		assert!(sent(TO_MACAO).is_empty());
	});
}

/// The firm has its new key, and the old one's holder acts abroad still.
#[test]
fn a_passport_outlives_its_holders_control() {
	test(|| {
		sent_passport();
		mocks::set_enterprise(&firm(), Some(CONTROLLER + 1));
		assert_ok!(CrossBorder::revoke_passport(signed(STRANGER), TO_HONG_KONG, firm()));
		idle();
		assert_eq!(sent(TO_HONG_KONG)[1..], [revocation()]);
	});
}
