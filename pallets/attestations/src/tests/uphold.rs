use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::AgencyId;
use sp_core::H256;

const REASON: H256 = H256::repeat_byte(9);

fn disputed() {
	assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
	assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, REASON));
}

#[test]
fn an_upheld_attestation_counts_again() {
	test(|| {
		disputed();
		set_now(OPENING + 15 * DAY);
		assert_ok!(Attestations::uphold(signed(TAX), firm(), TAX_PAID, REASON));
		System::assert_last_event(
			Event::Upheld { enterprise: firm(), indicator: TAX_PAID, revision: 1, reason: REASON }.into(),
		);
		assert_eq!(live(TAX_PAID), Some(1));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let uphold = |who| Attestations::uphold(signed(who), firm(), TAX_PAID, REASON);
		assert_noop!(uphold(TAX), Error::<Test>::NotFound);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_noop!(uphold(TAX), Error::<Test>::NotDisputed);
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, REASON));
		for who in [CUSTOMS, CONTROLLER, STRANGER] {
			assert_noop!(uphold(who), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_noop!(uphold(TAX), Error::<Test>::Suspended);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(0)));
		set_now(OPENING + 15 * DAY + 1);
		assert_noop!(uphold(TAX), Error::<Test>::DeadlinePassed);
	});
}
