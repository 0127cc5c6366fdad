use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks, ConsentId, CorridorMessage, DataClass, IndicatorId, LiveAttestation, Stated, Voucher, VoucherOutcome,
};
use sp_core::H256;

/// A voucher of the visitor, arrived from Hong Kong.
fn arrived(number: u64) {
	let voucher = Voucher { number, enterprise: visitor(), indicator: IndicatorId(4), valid_until: OPENING + DAY };
	assert_ok!(arrive(TO_HONG_KONG, CorridorMessage::Voucher(voucher)));
}

fn receipt(check: u64, outcome: VoucherOutcome) -> CorridorMessage {
	CorridorMessage::VoucherReceipt { voucher: 1, check, outcome }
}

#[test]
fn the_side_that_asks_keeps_a_receipt() {
	test(|| {
		arrived(1);
		assert_ok!(CrossBorder::check_voucher(signed(OTHER_BANK_KEY), TO_HONG_KONG, 1, evidence()));
		let check = CorridorMessage::VoucherCheck { voucher: 1, check: 1, fingerprint: evidence() };
		assert_eq!(sent(TO_HONG_KONG), [check]);
		assert_eq!(CrossBorder::vouchers(TO_HONG_KONG, 1)[0].checks[0].outcome, None);
		set_now(OPENING + 5);
		assert_ok!(arrive(TO_HONG_KONG, receipt(1, VoucherOutcome::Match)));
		let kept = &CrossBorder::vouchers(TO_HONG_KONG, 1)[0].checks[0];
		assert_eq!((kept.outcome, kept.institution), (Some(VoucherOutcome::Match), Some(OTHER_BANK)));
		assert_eq!((kept.at, kept.receipt_at), (OPENING, Some(OPENING + 5)));
		// A receipt is final, and belongs to what was asked.
		assert_eq!(arrive(TO_HONG_KONG, receipt(1, VoucherOutcome::Mismatch)), Err(Error::<Test>::NotAsked.into()));
		assert_eq!(arrive(TO_HONG_KONG, receipt(2, VoucherOutcome::Match)), Err(Error::<Test>::NotAsked.into()));
	});
}

#[test]
fn refusals_of_the_side_that_asks() {
	test(|| {
		let check = |who, number| CrossBorder::check_voucher(signed(who), TO_HONG_KONG, number, evidence());
		assert_noop!(check(BANK_KEY, 1), Error::<Test>::NotFound);
		arrived(1);
		assert_noop!(check(STRANGER, 1), Error::<Test>::NotAuthorized);
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Vouchers));
		assert_noop!(check(BANK_KEY, 1), Error::<Test>::ClassClosed);
		assert_ok!(CrossBorder::open_class(root(), TO_HONG_KONG, DataClass::Vouchers));
		for _ in 0..6 {
			assert_ok!(check(BANK_KEY, 1));
		}
		assert_noop!(check(BANK_KEY, 1), Error::<Test>::LimitExceeded);
		set_now(OPENING + DAY);
		assert_noop!(check(OTHER_BANK_KEY, 1), Error::<Test>::Expired);
	});
}

#[test]
fn a_voucher_comes_once_from_its_own_place_and_in_time() {
	test(|| {
		arrived(1);
		let again = Voucher { number: 1, enterprise: visitor(), indicator: IndicatorId(5), valid_until: OPENING + DAY };
		let take = |voucher| arrive(TO_HONG_KONG, CorridorMessage::Voucher(voucher));
		assert_eq!(take(again.clone()), Err(Error::<Test>::Outdated.into()));
		assert_eq!(
			take(Voucher { number: 2, enterprise: firm(), ..again.clone() }),
			Err(Error::<Test>::NotTheirs.into())
		);
		assert_eq!(take(Voucher { number: 2, valid_until: OPENING, ..again }), Err(Error::<Test>::Expired.into()));
	});
}

/// What the issuing side answers to the check of this number.
fn answered(number: u64, check: u64, fingerprint: H256) -> VoucherOutcome {
	assert_ok!(arrive(TO_MACAO, CorridorMessage::VoucherCheck { voucher: number, check, fingerprint }));
	idle();
	let Some(CorridorMessage::VoucherReceipt { voucher, check: about, outcome }) = sent(TO_MACAO).pop() else {
		panic!("a receipt is sent back")
	};
	assert_eq!((voucher, about), (number, check));
	assert_eq!(ChecksAnswered::<Test>::get((TO_MACAO, number), check).unwrap().outcome, outcome);
	outcome
}

#[test]
fn the_issuing_side_compares_and_keeps_a_receipt_too() {
	test(|| {
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), INDICATOR));
		assert_eq!(answered(1, 1, evidence()), VoucherOutcome::Match);
		assert_eq!(answered(1, 2, H256::repeat_byte(9)), VoucherOutcome::Mismatch);
		let view = &CrossBorder::vouchers(TO_MACAO, 1)[0];
		assert_eq!(view.checks_left, Some(6));
		assert_eq!(view.checks.len(), 2);
		assert_eq!(view.checks[1].fingerprint, H256::repeat_byte(9));
	});
}

#[test]
fn a_newer_attestation_supersedes_the_document_and_a_dead_one_voids_it() {
	test(|| {
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), INDICATOR));
		let newer = LiveAttestation { value: Stated::Open(1), period_end: 1, expires: u64::MAX, revision: 3 };
		mocks::set_attestation(&firm(), INDICATOR, Some(newer));
		assert_eq!(answered(1, 1, evidence()), VoucherOutcome::Superseded);
		mocks::set_attestation(&firm(), INDICATOR, None);
		assert_eq!(answered(1, 2, evidence()), VoucherOutcome::NotInForce);
	});
}

#[test]
fn a_voucher_that_is_unknown_used_up_expired_or_without_its_consent_allows_nothing() {
	test(|| {
		assert_eq!(answered(1, 1, evidence()), VoucherOutcome::NotAllowed);
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), INDICATOR));
		for check in 1..=8 {
			assert_eq!(answered(1, check, evidence()), VoucherOutcome::Match);
		}
		assert_eq!(answered(1, 9, evidence()), VoucherOutcome::NotAllowed);
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), INDICATOR));
		assert_eq!(answered(2, 10, evidence()), VoucherOutcome::Match);
		set_now(OPENING + 90 * DAY);
		assert_eq!(answered(2, 11, evidence()), VoucherOutcome::NotAllowed);
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), INDICATOR));
		mocks::set_revoked(ConsentId(0));
		assert_eq!(answered(3, 12, evidence()), VoucherOutcome::NotAllowed);
	});
}
