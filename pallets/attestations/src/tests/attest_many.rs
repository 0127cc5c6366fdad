use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::mocks;

fn many(attestations: Vec<AttestationSpec>) -> Call<Test> {
	Call::attest_many { attestations: attestations.try_into().unwrap() }
}

fn about(n: u32) -> AttestationSpec {
	AttestationSpec { enterprise: firm_number(n), ..attestation(TAX_PAID, n.into(), TODAY) }
}

#[test]
fn five_hundred_about_mixed_enterprises() {
	test(|| {
		for n in 0..MAX_BATCH {
			mocks::set_enterprise(&firm_number(n), None);
		}
		assert_ok!(dispatch(TAX, many((0..MAX_BATCH).map(about).collect())));
		assert_eq!(Latest::<Test>::iter().count(), 500);
		assert_eq!(System::events().len(), 500);
	});
}

#[test]
fn one_bad_item_fails_them_all() {
	test(|| {
		let with = |bad| many(vec![about(0), bad, about(1)]);
		let clear = AttestationSpec { value: Value::Open(1), ..about(2) };
		assert_noop!(dispatch(TAX, with(about(9))), Error::<Test>::NotFound);
		assert_noop!(dispatch(TAX, with(about(0))), Error::<Test>::OutdatedPeriod);
		assert_noop!(dispatch(TAX, with(attestation(EXPORTS, 1, TODAY))), Error::<Test>::NotAuthorized);
		assert_noop!(dispatch(TAX, with(clear)), Error::<Test>::SealedIndicator);
		assert_noop!(dispatch(TAX, with(attestation(TAX_PAID, 1, TODAY + 1))), Error::<Test>::FuturePeriod);
		assert_noop!(dispatch(STRANGER, many(vec![about(0)])), Error::<Test>::NotAuthorized);
		assert_noop!(dispatch(TAX, many(vec![])), Error::<Test>::EmptyBatch);
		assert_ok!(dispatch(TAX, with(about(2))));
	});
}
