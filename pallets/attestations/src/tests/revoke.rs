use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, Paging};

const MISTAKEN: RevocationReason = RevocationReason::Mistaken;

#[test]
fn a_revoked_attestation_is_missing_and_the_period_free_again() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, MISTAKEN));
		System::assert_last_event(
			Event::Revoked { enterprise: firm(), indicator: TAX_PAID, revision: 1, reason: MISTAKEN }.into(),
		);
		assert_eq!(live(TAX_PAID), None);
		assert_noop!(
			Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY - 1)),
			Error::<Test>::OutdatedPeriod
		);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(live(TAX_PAID), Some(2));
		assert_eq!(Attestations::attestations(&firm(), Paging::FIRST).items[0].revision, 2);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, MISTAKEN), Error::<Test>::NotFound);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		for who in [CUSTOMS, CONTROLLER, STRANGER] {
			assert_noop!(Attestations::revoke(signed(who), firm(), TAX_PAID, MISTAKEN), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, MISTAKEN));
		assert_noop!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, MISTAKEN), Error::<Test>::AlreadyRevoked);
	});
}
