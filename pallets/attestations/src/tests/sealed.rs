use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use lingnan_support::{mocks, Paging, Stated};
use sp_core::H256;

const EVIDENCE: H256 = H256::repeat_byte(8);

fn commitments(figure: i64) -> Vec<H256> {
	sealed(figure).commitments().to_vec()
}

fn value(commitments: Vec<H256>) -> Value {
	Value::Sealed(commitments.try_into().unwrap())
}

fn stands(figure: i64, shown: bool) -> Option<Stated> {
	Some(Stated::Sealed { commitments: commitments(figure).into_iter().map(|point| point.0).collect(), shown })
}

#[test]
fn a_figure_stands_as_commitments_and_shows_no_bin() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 200, TODAY)));
		assert_eq!(stated(TAX_PAID), stands(200, false));
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((view.revision, view.bin, view.counts, view.shown), (1, None, true, false));
		assert_eq!(view.value, sealed(200));
		let json = serde_json::to_value(view).unwrap();
		assert_eq!(json["value"]["Sealed"][0], format!("{:?}", commitments(200)[0]));
		assert_eq!(json["value"]["Sealed"].as_array().unwrap().len(), 3, "four bins, the last of which is not stored");
		System::assert_last_event(
			Event::Attested {
				enterprise: firm(),
				indicator: TAX_PAID,
				revision: 1,
				value: sealed(200),
				period_end: TODAY,
				expires: view.expires,
				evidence: H256::repeat_byte(3),
			}
			.into(),
		);
	});
}

#[test]
fn what_is_no_sealed_value_is_refused_by_name() {
	test(|| {
		let attest = |indicator, value| {
			let attestation = AttestationSpec { value, ..attestation(indicator, 0, TODAY) };
			Attestations::attest(signed(TAX), attestation)
		};
		assert_noop!(attest(TAX_PAID, Value::Open(5)), Error::<Test>::SealedIndicator);
		assert_noop!(attest(PENALTIES, sealed(1)), Error::<Test>::OpenIndicator);
		for bins in [0, 1, 2] {
			assert_noop!(attest(TAX_PAID, value(commitments(1)[..bins].to_vec())), Error::<Test>::WrongBins);
		}
		// One for each bin, the last too.
		let four = [commitments(1), commitments(0)[..1].to_vec()].concat();
		assert_noop!(attest(TAX_PAID, value(four)), Error::<Test>::WrongBins);
		// Not reduced; negative; the identity.
		let mut one = H256::zero();
		one.0[0] = 1;
		for bad in [H256([255; 32]), one, H256::zero()] {
			for place in 0..3 {
				let mut points = commitments(1);
				points[place] = bad;
				assert_noop!(attest(TAX_PAID, value(points)), Error::<Test>::MalformedCommitment);
			}
		}
		assert_ok!(attest(TAX_PAID, sealed(1)));
	});
}

#[test]
fn a_batch_mixes_open_and_sealed_and_one_bad_point_fails_it() {
	test(|| {
		let about = |n, attestation| AttestationSpec { enterprise: firm_number(n), ..attestation };
		let many = |attestations: Vec<AttestationSpec>| Call::<Test>::attest_many {
			attestations: attestations.try_into().unwrap(),
		};
		let mut bad = commitments(1);
		bad[2] = H256::repeat_byte(255);
		let bad = AttestationSpec { value: value(bad), ..attestation(TAX_PAID, 0, TODAY) };
		let batch = |last| {
			let open = about(1, attestation(PENALTIES, 3, TODAY));
			vec![about(0, attestation(TAX_PAID, 0, TODAY)), open, about(2, last)]
		};
		assert_noop!(dispatch(TAX, many(batch(bad))), Error::<Test>::MalformedCommitment);
		assert_ok!(dispatch(TAX, many(batch(attestation(TAX_PAID, 3, TODAY)))));
		assert_eq!(Latest::<Test>::iter().count(), 3);
	});
}

#[test]
fn the_largest_sealed_batch_weighs_every_point_and_passes() {
	test(|| {
		use frame_support::dispatch::GetDispatchInfo;
		let batch: Vec<_> = (0..MAX_BATCH)
			.map(|n| {
				mocks::set_enterprise(&firm_number(n), None);
				let attestation = attestation(TAX_PAID, i64::from(n % 4) * 500, TODAY);
				AttestationSpec { enterprise: firm_number(n), ..attestation }
			})
			.collect();
		let call = Call::<Test>::attest_many { attestations: batch.try_into().unwrap() };
		let weight: Weight = call.get_dispatch_info().call_weight;
		assert_eq!(weight, <()>::attest_many(MAX_BATCH).saturating_add(<()>::commitments(MAX_BATCH * 3)));
		assert_ok!(dispatch(TAX, call));
		assert_eq!(Latest::<Test>::iter().count(), 500);
	});
}

#[test]
fn it_is_corrected_disputed_revoked_and_superseded_like_an_open_one() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 0, TODAY - 1)));
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, EVIDENCE));
		assert_eq!(stated(TAX_PAID), None);
		let correct = |value| Attestations::correct(signed(TAX), firm(), TAX_PAID, value, EVIDENCE);
		assert_noop!(correct(Value::Open(3)), Error::<Test>::SealedIndicator);
		assert_noop!(correct(value(commitments(1)[..2].to_vec())), Error::<Test>::WrongBins);
		assert_ok!(correct(sealed(1)));
		let last = |id| <Attestations as lingnan_support::Attestations>::last_revision(&firm(), id);
		assert_eq!((last(TAX_PAID), last(PENALTIES)), (Some(2), None));
		assert_eq!(stated(TAX_PAID), stands(1, false));

		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(last(TAX_PAID), Some(3));
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::Mistaken));
		assert_eq!((stated(TAX_PAID), last(TAX_PAID)), (None, Some(3)));
	});
}
