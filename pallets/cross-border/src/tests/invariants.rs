use crate::mock::*;
use lingnan_support::{
	mocks, ConsentId, CorridorMessage, DataClass, DocumentsAbroad, DuplicateAnswer, IndicatorId, OnConsentRevoked,
	Passport, Voucher, VoucherOutcome,
};
use proptest::prelude::*;
use sp_core::H256;

#[derive(Clone, Debug)]
enum Step {
	Send(bool),
	Revoke(bool),
	Voucher(bool),
	Check(u64),
	Claim(u8),
	Finance(u8),
	RevokeConsent,
	Halt(bool),
	Class(bool, usize),
	Shut(bool),
	Idle,
	Wait(u64),
	Arrive(CorridorMessage),
}

fn arriving() -> impl Strategy<Value = CorridorMessage> {
	let token = |n: u8| H256::repeat_byte(n);
	prop_oneof![
		(1u64..5, 70u64..73, 0u64..60).prop_map(|(number, account, days)| {
			let valid_until = OPENING + days * DAY;
			CorridorMessage::Passport(Passport { holder: holder(account), valid_until, ..passport(number) })
		}),
		(0u64..6).prop_map(|number| CorridorMessage::PassportRevoked { number, enterprise: visitor() }),
		(1u64..4).prop_map(|number| CorridorMessage::Voucher(Voucher {
			number,
			enterprise: visitor(),
			indicator: IndicatorId(1),
			valid_until: OPENING + 40 * DAY
		})),
		(0u64..4, 0u64..6).prop_map(|(voucher, check)| CorridorMessage::VoucherCheck {
			voucher,
			check,
			fingerprint: evidence()
		}),
		(0u64..4, 0u64..6).prop_map(|(voucher, check)| CorridorMessage::VoucherReceipt {
			voucher,
			check,
			outcome: VoucherOutcome::Match
		}),
		(0u8..3, 0u64..40).prop_map(move |(n, days)| CorridorMessage::DuplicateQuery {
			document: token(n),
			claimed_at: OPENING + days * DAY,
			until: OPENING + (days + 30) * DAY
		}),
		(0u8..3, 0u64..40).prop_map(move |(n, days)| CorridorMessage::DuplicateReply {
			document: token(n),
			claimed_at: OPENING + days * DAY,
			answer: DuplicateAnswer::Clear
		}),
		(0u8..3).prop_map(move |n| CorridorMessage::DuplicateNotice {
			document: token(n),
			similar: similar(),
			financed_at: OPENING
		}),
	]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		any::<bool>().prop_map(Step::Send),
		any::<bool>().prop_map(Step::Revoke),
		any::<bool>().prop_map(Step::Voucher),
		(1u64..4).prop_map(Step::Check),
		(0u8..3).prop_map(Step::Claim),
		(0u8..3).prop_map(Step::Finance),
		Just(Step::RevokeConsent),
		any::<bool>().prop_map(Step::Halt),
		(any::<bool>(), 0usize..3).prop_map(|(open, class)| Step::Class(open, class)),
		any::<bool>().prop_map(Step::Shut),
		Just(Step::Idle),
		(0u64..5).prop_map(Step::Wait),
		arriving().prop_map(Step::Arrive),
		arriving().prop_map(Step::Arrive),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Whatever happens in whatever order: the invariants hold, and what another end financed is never cleared.
	#[test]
	fn no_order_of_calls_and_messages_breaks_them(steps in prop::collection::vec(step(), 1..60)) {
		externalities().execute_with(|| {
			mocks::set_consent(&firm(), BANK, 1_000);
			let place = |hong_kong: bool| if hong_kong { TO_HONG_KONG } else { TO_MACAO };
			for step in steps {
				let _ = match step {
					Step::Send(to) => CrossBorder::send_passport(signed(BANK_KEY), place(to), firm()),
					Step::Revoke(to) => CrossBorder::revoke_passport(signed(CONTROLLER), place(to), firm()),
					Step::Voucher(to) => CrossBorder::send_voucher(signed(BANK_KEY), place(to), firm(), INDICATOR),
					Step::Check(n) => CrossBorder::check_voucher(signed(OTHER_BANK_KEY), TO_HONG_KONG, n, evidence()),
					Step::Claim(n) => CrossBorder::claim_document(signed(BANK_KEY), H256::repeat_byte(n)),
					Step::Finance(n) => {
						CrossBorder::financed(H256::repeat_byte(n), similar());
						mocks::set_document_financed(H256::repeat_byte(n));
						Ok(())
					},
					Step::RevokeConsent => {
						CrossBorder::revoked(ConsentId(0), &firm());
						Ok(())
					},
					Step::Halt(true) => CrossBorder::halt(signed(mocks::MockStops::THIRD), TO_HONG_KONG),
					Step::Halt(false) => CrossBorder::resume(root(), TO_HONG_KONG),
					Step::Class(true, n) => CrossBorder::open_class(root(), TO_HONG_KONG, DataClass::ALL[n]),
					Step::Class(false, n) => CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::ALL[n]),
					Step::Shut(closed) => {
						shut(TO_HONG_KONG, closed);
						Ok(())
					},
					Step::Idle => {
						idle();
						Ok(())
					},
					Step::Wait(days) => {
						set_now(now() + days * DAY);
						Ok(())
					},
					Step::Arrive(message) => arrive(TO_HONG_KONG, message),
				};
				CrossBorder::do_try_state().unwrap();
				for document in (0..3).map(H256::repeat_byte) {
					let elsewhere = CrossBorder::financed_abroad(document).is_some();
					assert!(!elsewhere || CrossBorder::ensure_clear(document, BANK).is_err());
				}
			}
		});
	}
}
