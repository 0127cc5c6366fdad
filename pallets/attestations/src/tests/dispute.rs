use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, start_of};
use sp_core::H256;

const REASON: H256 = H256::repeat_byte(9);

fn dispute() -> sp_runtime::DispatchResult {
	Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, REASON)
}

#[test]
fn a_disputed_attestation_is_frozen_and_lenders_are_told() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_ok!(dispute());
		let deadline = OPENING + 15 * DAY;
		System::assert_last_event(
			Event::Disputed { enterprise: firm(), indicator: TAX_PAID, revision: 1, reason: REASON, deadline }.into(),
		);
		assert_eq!(live(TAX_PAID), None);
		assert_eq!(mocks::disputes_told(), [(firm(), TAX_PAID, 1)]);
	});
}

#[test]
fn silence_makes_it_missing_for_good() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_ok!(dispute());
		set_now(OPENING + 15 * DAY + 1);
		assert_eq!(live(TAX_PAID), None);
		assert_noop!(Attestations::uphold(signed(TAX), firm(), TAX_PAID, REASON), Error::<Test>::DeadlinePassed);
		assert_noop!(
			Attestations::correct(signed(TAX), firm(), TAX_PAID, sealed(2), REASON),
			Error::<Test>::DeadlinePassed
		);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(live(TAX_PAID), Some(2));
	});
}

#[test]
fn a_newer_period_ends_a_dispute_of_the_older() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY - 1)));
		assert_ok!(dispute());
		assert_noop!(
			Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY - 1)),
			Error::<Test>::OutdatedPeriod
		);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(live(TAX_PAID), Some(2));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(dispute(), Error::<Test>::NotFound);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY - 1)));
		for who in [STRANGER, TAX] {
			assert_noop!(Attestations::dispute(signed(who), firm(), TAX_PAID, REASON), Error::<Test>::NotAuthorized);
		}
		assert_ok!(dispute());
		assert_noop!(dispute(), Error::<Test>::AlreadyDisputed);
		assert_ok!(Attestations::uphold(signed(TAX), firm(), TAX_PAID, REASON));
		assert_noop!(dispute(), Error::<Test>::AlreadyUpheld);
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::CourtOrder));
		assert_noop!(dispute(), Error::<Test>::AlreadyRevoked);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		set_now(start_of(TODAY + 1) + 30 * DAY);
		assert_noop!(dispute(), Error::<Test>::Expired);
	});
}
