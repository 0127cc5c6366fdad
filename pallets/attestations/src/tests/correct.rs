use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{start_of, AgencyId, IndicatorId, Paging};
use sp_core::H256;

const EVIDENCE: H256 = H256::repeat_byte(8);

fn correct(who: u64, indicator: IndicatorId) -> sp_runtime::DispatchResult {
	Attestations::correct(signed(who), firm(), indicator, sealed(7), EVIDENCE)
}

#[test]
fn a_correction_is_a_new_revision_of_the_same_period() {
	for disputed in [false, true] {
		test(|| {
			assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
			if disputed {
				assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, EVIDENCE));
				assert_eq!(live(TAX_PAID), None);
			}
			let before = Attestations::attestations(&firm(), Paging::FIRST).items[0].clone();
			assert_ok!(correct(TAX, TAX_PAID));
			System::assert_last_event(
				Event::Corrected {
					enterprise: firm(),
					indicator: TAX_PAID,
					revision: 2,
					value: sealed(7),
					evidence: EVIDENCE,
				}
				.into(),
			);
			assert_eq!(live(TAX_PAID), Some(7));
			let after = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
			assert_eq!((after.period_end, after.expires), (before.period_end, before.expires));
			assert_eq!((after.revision, after.evidence), (2, EVIDENCE));
			assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, EVIDENCE));
		});
	}
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(correct(TAX, TAX_PAID), Error::<Test>::NotFound);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		for who in [CUSTOMS, CONTROLLER, STRANGER] {
			assert_noop!(correct(who, TAX_PAID), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_noop!(correct(TAX, TAX_PAID), Error::<Test>::Suspended);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(0)));
		set_now(start_of(TODAY + 1) + 30 * DAY);
		assert_noop!(correct(TAX, TAX_PAID), Error::<Test>::Expired);
		set_now(OPENING);
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::Mistaken));
		assert_noop!(correct(TAX, TAX_PAID), Error::<Test>::AlreadyRevoked);
	});
}
