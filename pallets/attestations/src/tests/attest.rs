use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{start_of, AgencyId, IndicatorId, Paging};

#[test]
fn the_owner_states_and_it_counts() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 100, TODAY - 1)));
		assert_eq!(live(TAX_PAID), Some(100));
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((view.revision, view.bin, view.counts, view.agency), (1, None, true, AgencyId(0)));
		assert_eq!(view.expires, start_of(TODAY) + 30 * DAY);
		System::assert_last_event(
			Event::Attested {
				enterprise: firm(),
				indicator: TAX_PAID,
				revision: 1,
				value: sealed(100),
				period_end: TODAY - 1,
				expires: start_of(TODAY) + 30 * DAY,
				evidence: sp_core::H256::repeat_byte(3),
			}
			.into(),
		);
	});
}

/// What a law publishes stands in clear.
#[test]
fn a_public_register_shows_its_value_and_its_bin() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 100, TODAY - 1)));
		assert_eq!(live(PENALTIES), Some(100));
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((&view.value, view.bin, view.shown), (&Value::Open(100), Some(2), false));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let attest = |who, attestation| Attestations::attest(signed(who), attestation);
		assert_noop!(attest(STRANGER, attestation(TAX_PAID, 1, TODAY)), Error::<Test>::NotAuthorized);
		assert_noop!(attest(CONTROLLER, attestation(TAX_PAID, 1, TODAY)), Error::<Test>::NotAuthorized);
		assert_noop!(attest(CUSTOMS, attestation(TAX_PAID, 1, TODAY)), Error::<Test>::NotAuthorized);
		assert_noop!(attest(TAX, attestation(IndicatorId(9), 1, TODAY)), Error::<Test>::NotFound);
		let unknown = AttestationSpec { enterprise: firm_number(9), ..attestation(TAX_PAID, 1, TODAY) };
		assert_noop!(attest(TAX, unknown), Error::<Test>::NotFound);
		let clear = AttestationSpec { value: Value::Open(1), ..attestation(TAX_PAID, 0, TODAY) };
		assert_noop!(attest(TAX, clear), Error::<Test>::SealedIndicator);
		assert_noop!(attest(TAX, attestation(TAX_PAID, 1, TODAY + 1)), Error::<Test>::FuturePeriod);
		assert_noop!(attest(TAX, attestation(TAX_PAID, 1, u32::MAX)), Error::<Test>::FuturePeriod);
		assert_noop!(attest(TAX, attestation(TAX_PAID, 1, TODAY - 31)), Error::<Test>::Expired);
		assert_ok!(attest(TAX, attestation(TAX_PAID, i64::MIN, TODAY - 30)));
		assert_noop!(
			Attestations::attest(root(), attestation(TAX_PAID, 1, TODAY)),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_newer_period_supersedes_and_an_older_never_does() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY - 2)));
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY - 1)));
		assert_eq!(live(TAX_PAID), Some(2));
		assert_eq!(Attestations::attestations(&firm(), Paging::FIRST).items[0].revision, 2);
		for period in [TODAY - 1, TODAY - 2] {
			assert_noop!(
				Attestations::attest(signed(TAX), attestation(TAX_PAID, 3, period)),
				Error::<Test>::OutdatedPeriod
			);
		}
	});
}

#[test]
fn expiry_is_missing_at_once() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY - 1)));
		let expires = start_of(TODAY) + 30 * DAY;
		set_now(expires - 1);
		assert_eq!(live(TAX_PAID), Some(1));
		set_now(expires);
		assert_eq!(live(TAX_PAID), None);
		assert!(!Attestations::attestations(&firm(), Paging::FIRST).items[0].counts);
	});
}

#[test]
fn enterprises_and_indicators_do_not_mix() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 4, TODAY)));
		assert_ok!(Attestations::attest(signed(CUSTOMS), attestation(EXPORTS, 2, TODAY)));
		let other = AttestationSpec { enterprise: firm_number(1), ..attestation(TAX_PAID, 3, TODAY) };
		assert_ok!(Attestations::attest(signed(TAX), other));
		assert_eq!((live(TAX_PAID), live(PENALTIES), live(EXPORTS)), (Some(1), Some(4), Some(2)));
	});
}
