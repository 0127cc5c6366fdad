use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, CorridorMessage, DataClass, IndicatorId, Voucher};
use sp_runtime::DispatchError;

fn send(who: u64) -> frame_support::dispatch::DispatchResult {
	CrossBorder::send_voucher(signed(who), TO_MACAO, firm(), INDICATOR)
}

#[test]
fn it_names_the_document_and_not_what_it_says() {
	test(|| {
		assert_ok!(send(BANK_KEY));
		let voucher = Voucher { number: 1, enterprise: firm(), indicator: INDICATOR, valid_until: OPENING + 90 * DAY };
		assert_eq!(sent(TO_MACAO), [CorridorMessage::Voucher(voucher.clone())]);
		assert_eq!(mocks::uses_left(&firm(), BANK), 9);
		let [view] = &CrossBorder::vouchers(TO_MACAO, 1)[..] else { panic!("one voucher") };
		assert_eq!((view.sent, view.checks_left, view.delivered), (true, Some(8), Some(false)));
		assert_eq!(view.voucher, voucher);
	});
}

#[test]
fn it_ends_with_the_attestation() {
	test(|| {
		set_now(OPENING + 250 * DAY);
		assert_ok!(send(BANK_KEY));
		let view = || CrossBorder::vouchers(TO_MACAO, 1)[0].clone();
		assert_eq!(view().voucher.valid_until, OPENING + 300 * DAY);
		assert!(view().usable);
		set_now(OPENING + 300 * DAY);
		assert!(!view().usable);
	});
}

#[test]
fn refusals() {
	test(|| {
		assert_noop!(send(STRANGER), Error::<Test>::NotAuthorized);
		assert_noop!(send(OTHER_BANK_KEY), DispatchError::Other("no consent"));
		let unknown = CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, visitor(), INDICATOR);
		assert_eq!(unknown, Err(Error::<Test>::NotFound.into()));
		mocks::set_enterprise(&visitor(), None);
		let foreign = CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, visitor(), INDICATOR);
		assert_eq!(foreign, Err(Error::<Test>::NotOurs.into()));
		let unstated = CrossBorder::send_voucher(signed(BANK_KEY), TO_MACAO, firm(), IndicatorId(INDICATOR.0 + 1));
		assert_eq!(unstated, Err(Error::<Test>::NoAttestation.into()));
		assert_ok!(CrossBorder::close_class(root(), TO_MACAO, DataClass::Vouchers));
		assert_noop!(send(BANK_KEY), Error::<Test>::ClassClosed);
		assert_ok!(CrossBorder::open_class(root(), TO_MACAO, DataClass::Vouchers));
		for _ in 0..6 {
			assert_ok!(send(BANK_KEY));
		}
		assert_noop!(send(BANK_KEY), Error::<Test>::LimitExceeded);
	});
}
