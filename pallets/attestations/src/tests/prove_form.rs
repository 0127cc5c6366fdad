//! That sealed attestations hold a single 1 each: shown, and refused where they do not, or are not these.

use crate::{mock::*, tests::forger::Forged, *};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use lingnan_support::{start_of, AgencyId, Attestations as _, IndicatorId, Paging, Stated};
use sp_core::H256;
use sp_runtime::DispatchError;

/// A canonical encoding of a number that no point has.
const NO_POINT: &str = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";

fn named(indicator: IndicatorId, revision: u32) -> ProvedAttestation {
	ProvedAttestation { indicator, revision }
}

/// Two figures of the firm, of two agencies.
fn stated_twice() -> [ProvedAttestation; 2] {
	assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 250, TODAY - 1)));
	assert_ok!(Attestations::attest(signed(CUSTOMS), attestation(EXPORTS, -7, TODAY - 1)));
	[last(TAX_PAID), last(EXPORTS)]
}

fn malformed() -> Error<Test> {
	Error::MalformedProof
}

#[test]
fn the_firm_shows_once_and_it_stands() {
	test(|| {
		let both = stated_twice();
		assert_ok!(send_form(CONTROLLER, &both, form(&firm(), &both)));
		System::assert_last_event(
			Event::FormShown { enterprise: firm(), attestations: both.to_vec().try_into().unwrap() }.into(),
		);
		for indicator in [TAX_PAID, EXPORTS] {
			assert!(matches!(stated(indicator), Some(Stated::Sealed { shown: true, .. })));
		}
		let views = Attestations::attestations(&firm(), Paging::FIRST).items;
		assert!(views.iter().all(|view| view.shown && view.bin.is_none()), "that it is one, not which");
	});
}

/// The agency commits to these values in all bins but the last, and the firm tries whatever it can. The same firm, with the
/// same tools, shows a single 1.
fn nothing_shows(stored: &[i64]) {
	test(|| {
		let attest = |forged: &Forged| {
			let spec = AttestationSpec { value: forged.value(), ..attestation(TAX_PAID, 0, TODAY) };
			assert_ok!(Attestations::attest(signed(TAX), spec));
			last(TAX_PAID)
		};
		let forged = Forged::new(stored);
		let of = attest(&forged);
		let mut proofs = vec![forged.proof(&firm(), of)];
		proofs.extend((0..=stored.len()).map(|bin| forged.proof_of_a_one(bin, &firm(), of)));
		for proof in proofs {
			assert_noop!(send_form(CONTROLLER, &[of], proof), Error::<Test>::ProofFailed);
		}
		assert!(!shown(TAX_PAID));

		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::Mistaken));
		let sound = Forged::new(&[0, 1, 0]);
		let of = attest(&sound);
		assert_noop!(send_form(CONTROLLER, &[of], sound.proof_of_a_one(2, &firm(), of)), Error::<Test>::ProofFailed);
		assert_ok!(send_form(CONTROLLER, &[of], sound.proof(&firm(), of)));
		assert!(shown(TAX_PAID));
	});
}

/// The best bin is the last, whose commitment is what is left of 1.
#[test]
fn five_in_the_best_range() {
	nothing_shows(&[-4, 0, 0]);
}

#[test]
fn five_and_minus_four() {
	nothing_shows(&[0, -4, 5]);
}

/// And so a minus one.
#[test]
fn two_ones() {
	nothing_shows(&[0, 1, 1]);
}

#[test]
fn form_of_another_firm() {
	test(|| {
		let of = stated_twice()[0];
		// Another firm of which the agency says the same, under the same blindings even.
		let other = AttestationSpec { enterprise: firm_number(1), ..attestation(TAX_PAID, 250, TODAY - 1) };
		assert_ok!(Attestations::attest(signed(TAX), other));
		assert_noop!(send_form(CONTROLLER, &[of], form(&firm_number(1), &[of])), Error::<Test>::ProofFailed);
		assert_ok!(send_form(CONTROLLER, &[of], form(&firm(), &[of])));
		let others = Latest::<Test>::get(firm_number(1), TAX_PAID).unwrap();
		assert!(!others.shown, "one firm shows for itself");
	});
}

#[test]
fn form_of_an_older_revision() {
	test(|| {
		let [of, _] = stated_twice();
		let old = form(&firm(), &[of]);
		let correct = |figure| Attestations::correct(signed(TAX), firm(), TAX_PAID, sealed(figure), H256::zero());
		assert_ok!(correct(90));
		assert_noop!(send_form(CONTROLLER, &[of], old.clone()), Error::<Test>::SupersededAttestation);
		let newer = last(TAX_PAID);
		assert_eq!(newer, named(TAX_PAID, 2));
		assert_noop!(send_form(CONTROLLER, &[newer], old.clone()), Error::<Test>::ProofFailed);
		// Corrected back to the same, under the same blindings: it is another revision all the same.
		assert_ok!(correct(250));
		let newest = last(TAX_PAID);
		assert_noop!(send_form(CONTROLLER, &[newest], old), Error::<Test>::ProofFailed);
		let of_the_next = form(&firm(), &[named(TAX_PAID, 4)]);
		assert_noop!(send_form(CONTROLLER, &[newest], of_the_next.clone()), Error::<Test>::ProofFailed);
		assert_noop!(send_form(CONTROLLER, &[named(TAX_PAID, 4)], of_the_next), Error::<Test>::MissingAttestation);
		assert_ok!(send_form(CONTROLLER, &[newest], form(&firm(), &[newest])));
	});
}

/// Of each element a byte at the beginning, one in the middle and one at the end; every byte is tried in `lingnan-sealed`.
#[test]
fn each_byte_flipped() {
	test(|| {
		let both = stated_twice();
		let proof = form(&firm(), &both);
		assert_eq!(proof.len(), (3 + 3 + 8) * 32);
		for place in (0..proof.len()).filter(|place| [0, 15, 31].contains(&(place % 32))) {
			let mut flipped = proof.clone();
			flipped[place] ^= 1;
			let refused = send_form(CONTROLLER, &both, flipped);
			let expected: [DispatchError; 2] = [malformed().into(), Error::<Test>::ProofFailed.into()];
			assert!(refused.is_err_and(|why| expected.contains(&why)), "byte {place}: {refused:?}");
		}
		assert!(!shown(TAX_PAID) && !shown(EXPORTS));
		assert_ok!(send_form(CONTROLLER, &both, proof));
	});
}

/// The agency commits to what may be a point by its bytes and is none: RFC 9496 lists both. It is taken unread, as at
/// materialising, and hinders nobody but this firm, which has it corrected, or disputes it.
#[test]
fn commitments_that_are_no_points() {
	for bad in ["26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371", NO_POINT] {
		test(|| {
			let mut stored = sealed(250).commitments().to_vec();
			hex::decode_to_slice(bad, &mut stored[1].0).unwrap();
			let value = Value::Sealed(stored.try_into().unwrap());
			let about = |n| AttestationSpec { enterprise: firm_number(n), ..attestation(TAX_PAID, 250, TODAY - 1) };
			let batch = vec![AttestationSpec { value: value.clone(), ..about(0) }, about(1)].try_into().unwrap();
			assert_ok!(dispatch(TAX, Call::attest_many { attestations: batch }));
			assert_ok!(Attestations::attest(signed(CUSTOMS), attestation(EXPORTS, -7, TODAY - 1)));
			let both = [last(TAX_PAID), last(EXPORTS)];

			let of_one = vec![0; (3 + 8) * 32];
			assert_noop!(send_form(CONTROLLER, &both[..1], of_one), Error::<Test>::MalformedCommitment);
			let of_both = vec![0; (3 + 3 + 8) * 32];
			assert_noop!(send_form(CONTROLLER, &both, of_both), Error::<Test>::MalformedCommitment);
			assert_ok!(show(EXPORTS));

			// Corrected to another that is none; then as it should be.
			let correct = |value| Attestations::correct(signed(TAX), firm(), TAX_PAID, value, H256::zero());
			assert_ok!(correct(value.clone()));
			let again = send_form(CONTROLLER, &[last(TAX_PAID)], vec![0; (3 + 8) * 32]);
			assert_noop!(again, Error::<Test>::MalformedCommitment);
			assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, H256::zero()));
			assert_eq!(stated(TAX_PAID), None, "it does not count while it is disputed");
			assert_ok!(correct(sealed(250)));
			assert_ok!(show(TAX_PAID));
			assert!(shown(TAX_PAID) && shown(EXPORTS));
		});
	}
}

#[test]
fn a_proof_in_another_form_is_refused_by_name() {
	test(|| {
		let both = stated_twice();
		let proof = form(&firm(), &both);
		let send = |proof: Vec<u8>| send_form(CONTROLLER, &both, proof);
		for length in [0, 1, 31, proof.len() - 32, proof.len() - 1] {
			assert_noop!(send(proof[..length].to_vec()), malformed());
		}
		assert_noop!(send([&proof[..], &[0]].concat()), malformed());
		assert_noop!(send(vec![0; MAX_FORM_PROOF as usize]), malformed());
		for element in 0..proof.len() / 32 {
			let mut unreduced = proof.clone();
			unreduced[element * 32..][..32].fill(0xff);
			assert_noop!(send(unreduced), malformed());
		}
		// One of the two, and both the other way round.
		assert_noop!(send_form(CONTROLLER, &both[..1], proof.clone()), malformed());
		let turned = [both[1], both[0]];
		assert_noop!(send_form(CONTROLLER, &turned, proof.clone()), Error::<Test>::ProofFailed);
		assert_ok!(send(proof));
	});
}

#[test]
fn shown_twice() {
	test(|| {
		let both = stated_twice();
		let (one, two) = (form(&firm(), &both[..1]), form(&firm(), &both));
		assert_ok!(send_form(CONTROLLER, &both[..1], one.clone()));
		assert_noop!(send_form(CONTROLLER, &both[..1], one), Error::<Test>::AlreadyShown);
		assert_noop!(send_form(CONTROLLER, &both, two), Error::<Test>::AlreadyShown);
		assert_noop!(send_form(CONTROLLER, &[both[1], both[1]], vec![]), Error::<Test>::RepeatedAttestation);
		// At two revisions it is one attestation too.
		let twice = [both[1], named(EXPORTS, 2)];
		assert_noop!(send_form(CONTROLLER, &twice, vec![]), Error::<Test>::RepeatedAttestation);
		assert_ok!(send_form(CONTROLLER, &both[1..], form(&firm(), &both[1..])));
	});
}

#[test]
fn only_who_acts_daily_for_the_firm_shows() {
	test(|| {
		let both = stated_twice();
		let proof = form(&firm(), &both);
		for who in [STRANGER, TAX, BANK] {
			assert_noop!(send_form(who, &both, proof.clone()), Error::<Test>::NotAuthorized);
		}
		let unknown = Call::prove_form {
			enterprise: firm_number(9),
			attestations: both.to_vec().try_into().unwrap(),
			proof: proof.clone().try_into().unwrap(),
		};
		assert_noop!(dispatch(CONTROLLER, unknown), Error::<Test>::NotFound);
		assert_noop!(send_form(CONTROLLER, &[], vec![]), Error::<Test>::EmptyBatch);
		assert_ok!(send_form(CONTROLLER, &both, proof));
	});
}

/// Makes a proof, lets something happen to the tax that was paid, and sends it; then again where nothing happened.
fn after(happening: impl FnOnce(), error: Error<Test>) {
	test(|| {
		let both = stated_twice();
		let proof = form(&firm(), &both);
		happening();
		assert_noop!(send_form(CONTROLLER, &both, proof), error);
		assert_ok!(send_form(CONTROLLER, &both[1..], form(&firm(), &both[1..])));
	});
}

#[test]
fn form_of_a_disputed_attestation() {
	let dispute = || {
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, H256::zero()));
	};
	after(dispute, Error::MissingAttestation);
}

#[test]
fn form_of_a_revoked_attestation() {
	let revoke = || {
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::CourtOrder));
	};
	after(revoke, Error::MissingAttestation);
}

#[test]
fn form_of_a_retired_indicator() {
	let retire = || {
		assert_ok!(Attestations::retire_indicator(root(), TAX_PAID));
	};
	after(retire, Error::MissingAttestation);
}

#[test]
fn form_of_an_expired_attestation() {
	test(|| {
		let both = stated_twice();
		let proof = form(&firm(), &both);
		let expires = start_of(TODAY) + 30 * DAY;
		set_now(expires);
		assert_noop!(send_form(CONTROLLER, &both, proof.clone()), Error::<Test>::MissingAttestation);
		set_now(expires - 1);
		assert_ok!(send_form(CONTROLLER, &both, proof));
	});
}

#[test]
fn form_of_an_attestation_whose_dataset_ended() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY - 1);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		let of = last(TAX_PAID);
		let proof = form(&firm(), &[of]);
		anchor(&five(TAX_PAID, TODAY));
		assert_noop!(send_form(CONTROLLER, &[of], proof), Error::<Test>::MissingAttestation);
	});
}

#[test]
fn form_of_a_public_register() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 3, TODAY)));
		let [of, _] = stated_twice();
		let both = [of, last(PENALTIES)];
		assert_noop!(send_form(CONTROLLER, &both, vec![]), Error::<Test>::OpenIndicator);
		assert_noop!(send_form(CONTROLLER, &[named(IndicatorId(9), 1)], vec![]), Error::<Test>::MissingAttestation);
		assert_ok!(send_form(CONTROLLER, &[of], form(&firm(), &[of])));
	});
}

/// What was shown is shown of one revision.
#[test]
fn a_correction_and_a_newer_period_must_be_shown_again() {
	test(|| {
		let [of, _] = stated_twice();
		assert_ok!(show(TAX_PAID));
		assert_ok!(Attestations::correct(signed(TAX), firm(), TAX_PAID, sealed(3), H256::zero()));
		assert!(!shown(TAX_PAID));
		assert_noop!(send_form(CONTROLLER, &[of], vec![]), Error::<Test>::SupersededAttestation);
		assert_ok!(show(TAX_PAID));
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 4, TODAY)));
		assert!(!shown(TAX_PAID));
		assert_ok!(show(TAX_PAID));
	});
}

/// The revision stays the same, and so do its commitments.
#[test]
fn an_upheld_attestation_stays_shown() {
	test(|| {
		stated_twice();
		assert_ok!(show(TAX_PAID));
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, H256::zero()));
		assert_eq!(stated(TAX_PAID), None);
		assert_ok!(Attestations::uphold(signed(TAX), firm(), TAX_PAID, H256::zero()));
		assert!(matches!(stated(TAX_PAID), Some(Stated::Sealed { shown: true, .. })));
	});
}

/// As credit-scoring does it with a form that came beside a grade.
#[test]
fn who_verified_elsewhere_has_it_noted() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 3, TODAY)));
		let [of, other] = stated_twice();
		System::reset_events();
		Attestations::mark_shown(&firm(), &[]);
		Attestations::mark_shown(&firm(), &[named(TAX_PAID, 2), named(IndicatorId(9), 1), last(PENALTIES)]);
		assert_eq!(System::events().len(), 0, "another revision, none at all, an open one");
		Attestations::mark_shown(&firm(), &[of, other]);
		System::assert_last_event(
			Event::FormShown { enterprise: firm(), attestations: vec![of, other].try_into().unwrap() }.into(),
		);
		assert!(shown(TAX_PAID) && shown(EXPORTS) && !shown(PENALTIES));
		assert!(!Latest::<Test>::contains_key(firm(), IndicatorId(9)), "nothing was made up");
	});
}

/// As many indicators as are asked for, with eight bins each, and an attestation by each.
fn many(count: u32) -> Vec<ProvedAttestation> {
	let stored = Forged::new(&[0, 0, 1, 0, 0, 0, 0]).value();
	(0..count)
		.map(|_| {
			let id = NextIndicator::<Test>::get();
			let edges = (0..7).collect::<Vec<i64>>().try_into().unwrap();
			assert_ok!(Attestations::define_indicator(root(), IndicatorSpec { edges, ..indicator(AgencyId(0)) }));
			let spec = AttestationSpec { value: stored.clone(), ..attestation(id, 0, TODAY) };
			assert_ok!(Attestations::attest(signed(TAX), spec));
			last(id)
		})
		.collect()
}

#[test]
fn more_bins_than_a_proof_can_be_about() {
	test(|| {
		let all = many(33);
		assert_noop!(send_form(CONTROLLER, &all, vec![]), Error::<Test>::TooManyBins);
		// 256 are not too many: the next rule speaks.
		assert_noop!(send_form(CONTROLLER, &all[..32], vec![]), malformed());
		assert_noop!(send_form(CONTROLLER, &all[..32], vec![0; (32 * 7 + 8) * 32]), malformed());
	});
}

/// Who sends a short proof pays for a short one, and it is refused before a point is read.
#[test]
fn the_weight_grows_with_attestations_and_commitments() {
	let weigh = |attestations: usize, bytes: usize| {
		let call = Call::<Test>::prove_form {
			enterprise: firm(),
			attestations: vec![named(TAX_PAID, 1); attestations].try_into().unwrap(),
			proof: vec![0; bytes].try_into().unwrap(),
		};
		call.get_dispatch_info().call_weight
	};
	assert_eq!(weigh(20, (70 + 8) * 32), <()>::prove_form(20, 70));
	assert_eq!(weigh(20, 0), <()>::prove_form(20, 0));
	assert_eq!(weigh(64, MAX_FORM_PROOF as usize), <()>::prove_form(64, 248));
}
