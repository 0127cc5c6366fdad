//! A grade is proved: what it takes, what the chain then says, and every way in which it is refused. Each attack stands under
//! its name. What a forger of proofs can do beyond a pallet's calls, with provers that do what they are told, stands in
//! `primitives/sealed/src/tests`: `forms.rs` has `five_in_the_best_range`, `five_and_minus_four` and `two_ones` against the
//! form itself, and `any_label_left_out`; `weights.rs` has `weights_from_own_proof_only`.

use crate::{mock::*, *};
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::CompressedRistretto, scalar::Scalar};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, weights::constants::RocksDbWeight};
use lingnan_sealed::{rehearsal_rng, verify_grade, Opening, PROOF_BYTES};
use lingnan_support::{
	mocks, AgencyId, Attestations as _, ConsentId, Direction, Grade, IndicatorId, IndicatorInfo, OnDispute,
	Outcomes as _, Paging, Ratings as _, ScorecardId, Stated,
};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};

/// The card in force; indicators 0 and 1 sealed in their best bins, 2 in a public register: 500 + 40 + 30 + 25 = 595
/// points, AAA.
fn sealed_firm() -> [Opening; 2] {
	let id = validated(card());
	Scoring::activate_champion(root(), id).unwrap();
	publish(2, 15, 7);
	[seal(0, 2, 1), seal(1, 0, 4)]
}

fn refused(change: impl FnOnce(&mut GradeProof), error: Error<Test>) {
	sealed_firm();
	let mut proof = proof(Grade::Aaa, None);
	change(&mut proof);
	assert_noop!(send(proof), error);
}

/// Whether each of the card's attestations was shown.
fn shown() -> Vec<bool> {
	Scoring::proof_basis(&firm()).unwrap().characteristics.iter().map(|one| one.shown).collect()
}

#[test]
fn a_grade_is_proved_and_the_rating_says_no_more_than_that() {
	test(|| {
		sealed_firm();
		assert_ok!(prove(Grade::A, None));
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.grade, rating.default_probability), (Grade::A, 50));
		assert_eq!((rating.coverage, rating.current, rating.institution), (10_000, true, None));
		assert_eq!((rating.made_at, rating.valid_until), (OPENING, OPENING + 90 * DAY));
		let used: Vec<_> = rating.used.iter().map(|used| (used.indicator.0, used.revision, used.bin)).collect();
		assert_eq!(used, [(0, 1, None), (1, 4, None), (2, 7, Some(1))]);
		System::assert_last_event(
			Event::GradeProved {
				enterprise: firm(),
				scorecard: ScorecardId(0),
				grade: Grade::A,
				coverage: 10_000,
				valid_until: OPENING + 90 * DAY,
				institution: None,
				consent: None,
				nonce: 0,
			}
			.into(),
		);
	});
}

#[test]
fn lenders_decide_by_it_and_its_loans_count_for_the_proved_grade() {
	test(|| {
		sealed_firm();
		assert_ok!(prove(Grade::Aa, None));
		let current = Scoring::current(&firm()).unwrap();
		assert_eq!((current.grade, current.default_probability), (Grade::Aa, 25));
		assert_eq!(current.indicators, [0, 1, 2].map(IndicatorId));
		let enterprise = firm();
		Scoring::granted(&granted(&enterprise, BANK, current.grade, TODAY));
		assert_eq!(Scoring::scorecards(Paging::FIRST).items[0].outcomes[Grade::Aa.index()].loans, 1);
		set_now(OPENING + 90 * DAY - 1);
		assert!(Scoring::current(&firm()).is_some());
		set_now(OPENING + 90 * DAY);
		assert!(Scoring::current(&firm()).is_none());
		assert!(!Scoring::ratings(&firm()).champion.unwrap().current);
	});
}

#[test]
fn another_champion_takes_no_rating_over() {
	test(|| {
		sealed_firm();
		assert_ok!(prove(Grade::Aa, None));
		let other = validated(card());
		assert_ok!(Scoring::activate_champion(root(), other));
		assert!(Scoring::current(&firm()).is_none());
	});
}

#[test]
fn every_grade_that_the_total_reaches_can_be_proved_and_c_always() {
	test(|| {
		sealed_firm();
		for grade in Grade::ALL {
			assert_ok!(prove(grade, None));
			assert_eq!(Scoring::ratings(&firm()).champion.unwrap().grade, grade);
		}
		assert_eq!(ProofNonces::<Test>::get(firm()), 9);
		let history: Vec<_> = Scoring::ratings(&firm()).history.iter().map(|rating| rating.grade).collect();
		assert_eq!(history, Grade::ALL.into_iter().skip(1).rev().collect::<Vec<_>>(), "the last eight");
		// 500 - 20 + 0 + 25 points are CCC's 470 and B's 490.
		seal(0, 0, 2);
		seal(1, 2, 5);
		assert_ok!(prove(Grade::B, None));
	});
}

#[test]
fn a_card_may_be_sealed_as_a_whole_and_attestations_may_be_missing() {
	test(|| {
		sealed_firm();
		mocks::set_attestation(&firm(), IndicatorId(2), None);
		assert_ok!(prove(Grade::A, None));
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.coverage, rating.used.len()), (6_666, 2));
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_noop!(prove(Grade::Cc, None), Error::<Test>::CoverageTooLow);
	});
}

/// Of a card over public registers alone everybody can reckon the total; it is proved all the same.
#[test]
fn a_card_of_public_registers_alone_is_proved_too() {
	test(|| {
		sealed_firm();
		publish(0, 10, 2);
		publish(1, 25, 5);
		// 525 points: BB, from 510.
		assert_ok!(prove(Grade::Bb, None));
		let used = Scoring::ratings(&firm()).champion.unwrap().used;
		assert_eq!(used.iter().map(|used| used.bin).collect::<Vec<_>>(), [Some(1), Some(2), Some(1)]);
		// 500 + 40 + 10 + 0 are 550, where A begins: nothing is left over, and nothing hides it.
		for (indicator, value) in [(0, 20), (1, 15), (2, 5)] {
			publish(indicator, value, 9);
		}
		assert_ok!(prove(Grade::A, None));
		let better = GradeProof { grade: Grade::Aa, nonce: 2, ..proof(Grade::A, None) };
		assert_noop!(send(better), Error::<Test>::ProofFailed);
	});
}

#[test]
fn towards_an_institution_it_burns_a_consent_and_thresholds_are_counted() {
	test(|| {
		sealed_firm();
		assert_noop!(prove(Grade::A, Some(BANK)), DispatchError::Other("no consent"));
		mocks::set_consent(&firm(), BANK, 5);
		for left in [4, 3] {
			assert_ok!(prove(Grade::A, Some(BANK)));
			assert_eq!(mocks::uses_left(&firm(), BANK), left);
		}
		assert_eq!(Scoring::ratings(&firm()).champion.unwrap().institution, Some(BANK));
		assert_eq!(ThresholdsProved::<Test>::get(ConsentId(0)), 2);
		assert_noop!(prove(Grade::Aa, Some(BANK)), Error::<Test>::TooManyThresholds);
		// To everybody it may still be proved.
		assert_ok!(prove(Grade::Aa, None));
	});
}

#[test]
fn a_replayed_proof_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		assert_ok!(send(proof.clone()));
		assert_noop!(send(proof.clone()), Error::<Test>::WrongNonce);
		assert_noop!(send(GradeProof { nonce: 1, form: None, ..proof }), Error::<Test>::ProofFailed);
	});
}

#[test]
fn a_nonce_ahead_of_its_turn_is_refused() {
	test(|| refused(|proof| proof.nonce = 1, Error::WrongNonce));
}

#[test]
fn a_proof_retargeted_to_a_better_grade_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		for grade in [Grade::Aaa, Grade::Aa, Grade::Bbb, Grade::C] {
			assert_noop!(send(GradeProof { grade, ..proof.clone() }), Error::<Test>::ProofFailed);
		}
	});
}

#[test]
fn a_proof_retargeted_to_an_institution_is_refused() {
	test(|| {
		mocks::set_consent(&firm(), BANK, 5);
		refused(|proof| proof.institution = Some(BANK), Error::ProofFailed);
		assert_eq!((mocks::uses_left(&firm(), BANK), ThresholdsProved::<Test>::get(ConsentId(0))), (4, 0));
	});
}

#[test]
fn a_proof_of_another_enterprise_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		let other = "91420000737944946L".parse().unwrap();
		mocks::set_enterprise(&other, Some(CONTROLLER));
		for indicator in (0..3).map(IndicatorId) {
			let attestation = <mocks::MockAttestations as lingnan_support::Attestations>::live(&firm(), indicator);
			mocks::set_attestation(&other, indicator, attestation);
		}
		assert_noop!(Scoring::prove_grade(signed(CONTROLLER), other, proof), Error::<Test>::ProofFailed);
	});
}

#[test]
fn a_proof_for_another_chain_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(9));
		assert_noop!(send(proof), Error::<Test>::ProofFailed);
	});
}

#[test]
fn a_proof_for_a_scorecard_not_in_force_is_refused() {
	test(|| {
		refused(|proof| proof.scorecard = ScorecardId(9), Error::NotFound);
		sealed_firm();
		let proof = proof(Grade::A, None);
		let other = validated(card());
		assert_noop!(send(GradeProof { scorecard: other, ..proof.clone() }), Error::<Test>::NotInForce);
		assert_ok!(Scoring::activate_champion(root(), other));
		assert_noop!(send(proof.clone()), Error::<Test>::NotInForce);
		assert_noop!(send(GradeProof { scorecard: other, ..proof }), Error::<Test>::ProofFailed);
		// Those before it step in, one after the other.
		for id in [other, ScorecardId(1), ScorecardId(0)] {
			assert_ok!(Scoring::suspend_scorecard(root(), id));
		}
		assert_noop!(send(in_form_only(other)), Error::<Test>::NoChampion);
	});
}

/// A proof in form, for a card; nobody will look at it.
fn in_form_only(scorecard: ScorecardId) -> GradeProof {
	GradeProof {
		scorecard,
		grade: Grade::A,
		institution: None,
		nonce: 0,
		used: Default::default(),
		proof: vec![0; PROOF_BYTES].try_into().unwrap(),
		form: None,
	}
}

#[test]
fn a_superseded_revision_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		seal(1, 0, 5);
		assert_noop!(send(proof), Error::<Test>::SupersededAttestation);
	});
}

#[test]
fn a_superseded_open_revision_is_refused_too() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		publish(2, 15, 8);
		assert_noop!(send(proof), Error::<Test>::SupersededAttestation);
	});
}

#[test]
fn an_attestation_that_no_longer_counts_is_refused() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_noop!(send(proof), Error::<Test>::MissingAttestation);
	});
}

#[test]
fn a_revision_that_never_was_is_refused() {
	test(|| refused(|proof| proof.used[0].revision = 9, Error::MissingAttestation));
}

#[test]
fn an_attestation_left_out_is_refused() {
	test(|| refused(|proof| proof.used.truncate(2), Error::AttestationLeftOut));
}

#[test]
fn an_indicator_that_is_no_characteristic_is_refused() {
	test(|| refused(|proof| proof.used[0].indicator = IndicatorId(9), Error::NotACharacteristic));
}

#[test]
fn an_attestation_named_twice_is_refused() {
	test(|| {
		refused(
			|proof| {
				let first = proof.used[0];
				proof.used.try_push(first).unwrap();
			},
			Error::NotACharacteristic,
		)
	});
}

#[test]
fn a_malformed_proof_is_refused() {
	test(|| {
		refused(|proof| proof.proof.clear(), Error::MalformedProof);
		refused(|proof| proof.proof.truncate(PROOF_BYTES - 1), Error::MalformedProof);
		refused(|proof| proof.proof.try_push(0).unwrap(), Error::MalformedProof);
		refused(|proof| proof.proof = vec![0; MAX_PROOF as usize].try_into().unwrap(), Error::MalformedProof);
		refused(|proof| proof.proof = vec![255; PROOF_BYTES].try_into().unwrap(), Error::MalformedProof);
		let form = |change: fn(Vec<u8>) -> Vec<u8>| {
			move |proof: &mut GradeProof| {
				let form = proof.form.take().unwrap().into_inner();
				proof.form = Some(change(form).try_into().unwrap());
			}
		};
		refused(form(|_| vec![]), Error::MalformedProof);
		refused(form(|form| form[32..].to_vec()), Error::MalformedProof);
		refused(form(|form| [form, vec![0; 32]].concat()), Error::MalformedProof);
		refused(form(|form| vec![255; form.len()]), Error::MalformedProof);
	});
}

#[test]
fn an_altered_proof_is_refused() {
	test(|| refused(|proof| proof.proof[4 * 32] ^= 1, Error::ProofFailed));
}

#[test]
fn only_the_controller_proves() {
	test(|| {
		sealed_firm();
		let proof = proof(Grade::A, None);
		for who in [STRANGER, BANK_KEY, AUTHOR] {
			let sent = Scoring::prove_grade(signed(who), firm(), proof.clone());
			assert_noop!(sent, Error::<Test>::NotAuthorized);
		}
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Scoring::prove_grade(signed(CONTROLLER), unknown, proof), Error::<Test>::NotFound);
	});
}

#[test]
fn institutions_are_told_of_disputed_sealed_attestations() {
	test(|| {
		sealed_firm();
		mocks::set_consent(&firm(), BANK, 5);
		assert_ok!(prove(Grade::A, Some(BANK)));
		Scoring::disputed(&firm(), IndicatorId(1), 4);
		System::assert_last_event(
			Event::RatingDisputed {
				enterprise: firm(),
				institution: BANK,
				indicator: IndicatorId(1),
				revision: 4,
				made_at: OPENING,
			}
			.into(),
		);
	});
}

#[test]
fn the_basis_shows_what_a_proof_needs_and_nothing_that_is_sealed() {
	test(|| {
		assert_eq!(Scoring::proof_basis(&firm()), None);
		let [sales, _] = sealed_firm();
		let basis = Scoring::proof_basis(&firm()).unwrap();
		assert_eq!(basis.genesis_hash, System::block_hash(0));
		assert_eq!(
			(basis.scorecard, basis.base, basis.nonce, basis.thresholds_per_consent),
			(ScorecardId(0), 500, 0, 2)
		);
		assert_eq!(basis.least_points, [590, 570, 550, 530, 510, 490, 470, 460, 0]);
		assert_eq!((basis.coverage, basis.minimum_coverage), (10_000, 6_000));
		let shown: Vec<_> = basis.characteristics.iter().map(|one| (one.revision, one.bin)).collect();
		assert_eq!(shown, [(Some(1), None), (Some(4), None), (Some(7), Some(1))]);
		let commitments: Vec<_> = basis.characteristics[0].commitments.iter().map(|point| point.0).collect();
		assert_eq!(sales.check(&commitments), Ok(()));
		assert_ok!(prove(Grade::A, None));
		assert_eq!(Scoring::proof_basis(&firm()).unwrap().nonce, 1);
	});
}

/// Each revision once; the grade's proof rests on what was shown, whenever that was.
#[test]
fn what_was_shown_is_not_shown_again() {
	test(|| {
		sealed_firm();
		assert_eq!(shown(), [false; 3]);
		let first = proof(Grade::A, None);
		assert_noop!(send(GradeProof { form: None, ..first.clone() }), Error::<Test>::FormMissing);
		// A grade that is not proved shows nothing either.
		assert_noop!(send(GradeProof { grade: Grade::Aaa, ..first.clone() }), Error::<Test>::ProofFailed);
		assert_eq!(shown(), [false; 3]);
		assert_ok!(send(first.clone()));
		assert_eq!(shown(), [true, true, false]);

		let second = proof(Grade::A, None);
		assert_eq!(second.form, None);
		assert_noop!(send(GradeProof { form: first.form, ..second.clone() }), Error::<Test>::NothingToShow);
		assert_ok!(send(second));

		// A newer revision: its form alone, eight elements and its two stored commitments.
		seal(0, 2, 2);
		assert_eq!(shown(), [false, true, false]);
		let third = proof(Grade::A, None);
		assert_eq!(third.form.as_ref().map(|form| form.len()), Some(10 * 32));
		assert_ok!(send(third));
		assert_eq!(shown(), [true, true, false]);
	});
}

#[test]
fn forms_of_more_than_256_bins_are_shown_in_parts() {
	test(|| {
		let indicators = 10u32..43;
		for id in indicators.clone() {
			let info =
				IndicatorInfo { owner: AgencyId(0), edges: (1..8).collect(), direction: Direction::HigherIsBetter };
			mocks::set_indicator(IndicatorId(id), info);
		}
		let points = [0, 1, 2, 3, 4, 5, 6, 7];
		let characteristics = indicators.clone().map(|id| characteristic(id, &points, 0, 7)).collect::<Vec<_>>();
		let id = validated(ScorecardSpec { characteristics: characteristics.try_into().unwrap(), ..card() });
		assert_ok!(Scoring::activate_champion(root(), id));
		for id in indicators.clone() {
			seal(id, 3, 1);
		}
		// 33 times 8 bins. What it says is not even read.
		let named = indicators.map(|id| ProvedAttestation { indicator: IndicatorId(id), revision: 1 });
		let named: Vec<_> = named.collect();
		let of_all = GradeProof {
			used: named.clone().try_into().unwrap(),
			form: Some(vec![0; 256 + 33 * 7 * 32].try_into().unwrap()),
			..in_form_only(id)
		};
		assert_noop!(send(of_all), Error::<Test>::TooManyBins);
		mocks::MockAttestations::mark_shown(&firm(), &named[..1]);
		// 500 + 33 x 3 are 599.
		assert_ok!(prove(Grade::Aaa, None));
	});
}

#[test]
fn what_was_not_verified_is_given_back() {
	test(|| {
		sealed_firm();
		for form in [Some(4), None] {
			let call: RuntimeCall =
				Call::<Test>::prove_grade { enterprise: firm(), proof: proof(Grade::A, None) }.into();
			let most = call.get_dispatch_info().call_weight;
			let used = call.dispatch(signed(CONTROLLER)).unwrap().actual_weight.unwrap();
			let grade = <()>::prove_grade(4);
			let marks = RocksDbWeight::get().reads_writes(2, 2);
			assert_eq!(used, form.map_or(grade, |stored| grade + <()>::form(stored) + marks));
			assert!(used.ref_time() < most.ref_time(), "{used} of {most}");
		}
	});
}

/// An agency commits to these values in all bins but the last, which holds what is left of 1. Hands out an opening of the
/// blindings that says it is the last bin.
fn commit(indicator: u32, values: &[i64], revision: u32) -> Opening {
	let opening = Opening::seal(values.len() as u8, values.len() + 1, &mut rehearsal_rng(b"agency")).unwrap();
	let commitments = opening.stored().unwrap().into_iter().zip(values).map(|(hidden, value)| {
		let magnitude = Scalar::from(value.unsigned_abs());
		let value = if *value < 0 { -magnitude } else { magnitude };
		let hidden = CompressedRistretto(hidden).decompress().unwrap();
		(hidden + value * RISTRETTO_BASEPOINT_POINT).compress().to_bytes()
	});
	say(indicator, unshown(commitments.collect()), revision);
	hand_out(indicator, &opening);
	opening
}

/// What an agency committed to may be a point by its bytes, and is none: the chain took it unread. Shown before or not, it
/// counts for nothing; corrected, the firm proves.
#[test]
fn commitments_that_are_no_points() {
	test(|| {
		sealed_firm();
		let with_form = proof(Grade::Aaa, None);
		let alone = GradeProof { form: None, ..with_form.clone() };
		let Some(Stated::Sealed { commitments, .. }) =
			mocks::MockAttestations::live(&firm(), IndicatorId(0)).map(|live| live.value)
		else {
			panic!("it is sealed")
		};
		// -1, which no point has (RFC 9496, A.3).
		let mut no_point = [255; 32];
		(no_point[0], no_point[31]) = (0xEC, 0x7F);
		for place in 0..2 {
			let mut commitments = commitments.clone();
			commitments[place] = no_point;
			for shown in [false, true] {
				say(0, Stated::Sealed { commitments: commitments.clone(), shown }, 1);
				for proof in [&with_form, &alone] {
					assert_noop!(send(proof.clone()), Error::<Test>::MalformedCommitment);
				}
			}
		}
		seal(0, 2, 2);
		assert_ok!(prove(Grade::Aaa, None));
		assert_eq!(Scoring::ratings(&firm()).champion.unwrap().grade, Grade::Aaa);
	});
}

/// A firm with the worst figures, 500 - 20 + 0 + 0 points, CCC, and one of its agencies together: this agency commits to
/// these values in place of a single 1, by which the total reaches the grade. What they prove of the total is true; what
/// stops them is that nobody can show a single 1 there.
fn an_agency_and_a_firm_together(indicator: u32, values: &[i64], grade: Grade) {
	test(|| {
		let id = validated(card());
		assert_ok!(Scoring::activate_champion(root(), id));
		for (indicator, bin) in [(0, 0), (1, 2), (2, 0)] {
			seal(indicator, bin, 1);
		}
		assert_ok!(prove(Grade::Ccc, None));

		let opening = commit(indicator, values, 2);
		let points = &card().characteristics[indicator as usize].points;
		let last = points[values.len()];
		let more: i64 = values.iter().zip(points).map(|(value, points)| value * i64::from(points - last)).sum();
		let mut together = rehearsal(grade, None);
		together.secret.add(more.try_into().unwrap());
		let proof = together.grade();
		assert_eq!(
			verify_grade(&together.claim, &together.total, &proof),
			Ok(()),
			"the total is what they committed to"
		);

		assert_noop!(send(together.sent(proof.clone(), None)), Error::<Test>::FormMissing);
		// The forms of what an honest agency would have committed to under the same blindings.
		let Some(Stated::Sealed { commitments, .. }) =
			mocks::MockAttestations::live(&firm(), IndicatorId(indicator)).map(|live| live.value)
		else {
			panic!("it is sealed")
		};
		for bin in 0..=values.len() as u8 {
			let honest = Opening { bin, ..opening.clone() };
			say(indicator, unshown(honest.stored().unwrap()), 2);
			hand_out(indicator, &honest);
			let form = rehearsal(Grade::C, None).form();
			say(indicator, unshown(commitments.clone()), 2);
			assert_noop!(send(together.sent(proof.clone(), form)), Error::<Test>::ProofFailed);
		}
		assert_eq!(Scoring::ratings(&firm()).champion.unwrap().grade, Grade::Ccc);
	});
}

/// Done on a running chain before forms were asked for: with 60 in the best range of one figure, the worst firm was AAA.
#[test]
fn five_in_the_best_range() {
	an_agency_and_a_firm_together(2, &[0, 60], Grade::Aaa);
}

#[test]
fn five_and_minus_four() {
	an_agency_and_a_firm_together(2, &[-4, 5], Grade::Aaa);
}

#[test]
fn two_ones() {
	an_agency_and_a_firm_together(0, &[-1, 1], Grade::A);
}

/// The same commitments stand there, copied.
#[test]
fn form_of_another_firm() {
	test(|| {
		let openings = sealed_firm();
		let form = rehearsal(Grade::A, None).form();
		let other: lingnan_support::RegistrationNumber = "91420000737944946L".parse().unwrap();
		mocks::set_enterprise(&other, Some(CONTROLLER));
		for indicator in (0..3).map(IndicatorId) {
			let attestation = mocks::MockAttestations::live(&firm(), indicator);
			mocks::set_attestation(&other, indicator, attestation);
		}
		let theirs = rehearsal::Rehearsal::new(&Scoring::proof_basis(&other).unwrap(), &openings, Grade::A, None);
		let sent = |form| Scoring::prove_grade(signed(CONTROLLER), other.clone(), theirs.sent(theirs.grade(), form));
		assert_noop!(sent(form), Error::<Test>::ProofFailed);
		assert_ok!(sent(theirs.form()));
	});
}

/// The agency says the same again, under the same blindings even.
#[test]
fn form_of_an_older_revision() {
	test(|| {
		let [sales, _] = sealed_firm();
		let form = rehearsal(Grade::A, None).form();
		say(0, unshown(sales.stored().unwrap()), 2);
		let now = rehearsal(Grade::A, None);
		assert_noop!(send(now.sent(now.grade(), form)), Error::<Test>::ProofFailed);
		assert_ok!(send(now.prove()));
	});
}

/// Of both proofs, which are verified together.
#[test]
fn each_byte_flipped() {
	test(|| {
		sealed_firm();
		let honest = proof(Grade::A, None);
		let named = [Error::<Test>::MalformedProof, Error::<Test>::ProofFailed].map(DispatchError::from);
		let refused = |flipped: GradeProof| {
			let answer: DispatchResult = send(flipped);
			assert!(answer.is_err_and(|error| named.contains(&error)));
		};
		for place in 0..honest.proof.len() {
			let mut flipped = honest.clone();
			flipped.proof[place] ^= 1;
			refused(flipped);
		}
		let form = honest.form.clone().unwrap();
		for place in 0..form.len() {
			let mut flipped = form.clone();
			flipped[place] ^= 1;
			refused(GradeProof { form: Some(flipped), ..honest.clone() });
		}
		assert!(Scoring::ratings(&firm()).champion.is_none());
		assert_ok!(send(honest));
	});
}
