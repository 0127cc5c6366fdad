use crate::{mock::*, rehearsal::Rehearsal, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_sealed::{Opening, PROOF_BYTES};
use lingnan_support::{
	mocks, ConsentId, Grade, GradeClaim, IndicatorId, InstitutionId, OnDispute, Outcomes as _, Paging, Purpose,
	Ratings as _, ScorecardId,
};
use sp_runtime::DispatchError;

/// The card in force; indicators 0 and 1 sealed in their best bins, 2 open: 500 + 40 + 30 + 25 = 595 points, AAA.
fn sealed_firm() -> [Opening; 2] {
	let id = validated(card());
	Scoring::activate_champion(root(), id).unwrap();
	state(2, 15, 7);
	[seal(0, 2, 1), seal(1, 0, 4)]
}

/// From what the chain shows, and from the openings.
fn proof_by(openings: &[Opening], grade: Grade, institution: Option<InstitutionId>) -> GradeProof {
	let basis = Scoring::proof_basis(&firm()).unwrap();
	Rehearsal::new(&basis, openings, grade, institution).prove()
}

fn send(proof: GradeProof) -> sp_runtime::DispatchResult {
	let call = Call::<Test>::prove_grade { enterprise: firm(), proof };
	use sp_runtime::traits::Dispatchable;
	RuntimeCall::from(call).dispatch(signed(CONTROLLER)).map(|_| ()).map_err(|failed| failed.error)
}

fn refused(change: impl FnOnce(&mut GradeProof), error: Error<Test>) {
	let mut proof = proof_by(&sealed_firm(), Grade::Aaa, None);
	change(&mut proof);
	assert_noop!(send(proof), error);
}

#[test]
fn a_grade_is_proved_and_the_rating_says_no_more_than_that() {
	test(|| {
		let openings = sealed_firm();
		assert_ok!(send(proof_by(&openings, Grade::A, None)));
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.form, rating.grade, rating.points), (Form::Sealed, Grade::A, 550));
		assert_eq!((rating.default_probability, rating.coverage, rating.current), (50, 10_000, true));
		assert!(rating.reasons.is_empty());
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
fn it_works_wherever_an_open_rating_does() {
	test(|| {
		let openings = sealed_firm();
		assert_ok!(send(proof_by(&openings, Grade::Aa, None)));
		let current = Scoring::current(&firm()).unwrap();
		assert_eq!((current.grade, current.points, current.default_probability), (Grade::Aa, 570, 25));
		assert_eq!(current.indicators, [0, 1, 2].map(IndicatorId));
		assert_eq!(current.claim(), GradeClaim::AtLeast(Grade::Aa));
		let enterprise = firm();
		Scoring::granted(&granted(&enterprise, BANK, current.claim(), TODAY));
		let outcome = Scoring::scorecards(Paging::FIRST).items[0].outcomes[Grade::Aa.index()];
		assert_eq!((outcome.loans, outcome.exact), (1, 0));
		set_now(OPENING + 90 * DAY);
		assert!(Scoring::current(&firm()).is_none());
	});
}

#[test]
fn every_grade_that_the_total_reaches_can_be_proved_and_c_always() {
	test(|| {
		let openings = sealed_firm();
		for grade in Grade::ALL {
			assert_ok!(send(proof_by(&openings, grade, None)));
			let rating = Scoring::ratings(&firm()).champion.unwrap();
			assert_eq!(rating.points, if grade == Grade::C { 0 } else { card().cut_offs[grade.index()] });
		}
		assert_eq!(ProofNonces::<Test>::get(firm()), 9);
		assert_eq!(Ratings::<Test>::get(firm()).len(), 8);
		// 500 - 20 + 0 + 25 points are B.
		let poor = [seal(0, 0, 2), seal(1, 2, 5)];
		assert_ok!(send(proof_by(&poor, Grade::B, None)));
	});
}

#[test]
fn a_card_may_be_sealed_as_a_whole_and_attestations_may_be_missing() {
	test(|| {
		let openings = sealed_firm();
		mocks::set_attestation(&firm(), IndicatorId(2), None);
		assert_ok!(send(proof_by(&openings, Grade::A, None)));
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.coverage, rating.used.len()), (6_666, 2));
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_noop!(send(proof_by(&openings, Grade::Cc, None)), Error::<Test>::CoverageTooLow);
	});
}

#[test]
fn towards_an_institution_it_burns_a_consent_and_thresholds_are_counted() {
	test(|| {
		let openings = sealed_firm();
		assert_noop!(send(proof_by(&openings, Grade::A, Some(BANK))), DispatchError::Other("no consent"));
		mocks::set_consent(&firm(), BANK, 5);
		for left in [4, 3] {
			assert_ok!(send(proof_by(&openings, Grade::A, Some(BANK))));
			assert_eq!(mocks::uses_left(&firm(), BANK), left);
		}
		assert_eq!(Scoring::ratings(&firm()).champion.unwrap().institution, Some(BANK));
		assert_eq!(ThresholdsProved::<Test>::get(ConsentId(0)), 2);
		assert_noop!(send(proof_by(&openings, Grade::Aa, Some(BANK))), Error::<Test>::TooManyThresholds);
		// To everybody it may still be proved.
		assert_ok!(send(proof_by(&openings, Grade::Aa, None)));
	});
}

#[test]
fn a_replayed_proof_is_refused() {
	test(|| {
		let proof = proof_by(&sealed_firm(), Grade::A, None);
		assert_ok!(send(proof.clone()));
		assert_noop!(send(proof.clone()), Error::<Test>::WrongNonce);
		assert_noop!(send(GradeProof { nonce: 1, ..proof }), Error::<Test>::ProofFailed);
	});
}

#[test]
fn a_nonce_ahead_of_its_turn_is_refused() {
	test(|| refused(|proof| proof.nonce = 1, Error::WrongNonce));
}

#[test]
fn a_proof_retargeted_to_a_better_grade_is_refused() {
	test(|| {
		let openings = sealed_firm();
		let proof = proof_by(&openings, Grade::A, None);
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
		let proof = proof_by(&sealed_firm(), Grade::A, None);
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
		let proof = proof_by(&sealed_firm(), Grade::A, None);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(9));
		assert_noop!(send(proof), Error::<Test>::ProofFailed);
	});
}

#[test]
fn a_proof_for_a_scorecard_not_in_force_is_refused() {
	test(|| {
		refused(|proof| proof.scorecard = ScorecardId(9), Error::NotFound);
		let openings = sealed_firm();
		let proof = proof_by(&openings, Grade::A, None);
		let other = validated(card());
		assert_noop!(send(GradeProof { scorecard: other, ..proof.clone() }), Error::<Test>::NotInForce);
		assert_ok!(Scoring::activate_champion(root(), other));
		assert_noop!(send(proof.clone()), Error::<Test>::NotInForce);
		assert_noop!(send(GradeProof { scorecard: other, ..proof }), Error::<Test>::ProofFailed);
		// Those before it step in, one after the other.
		for id in [other, ScorecardId(1), ScorecardId(0)] {
			assert_ok!(Scoring::suspend_scorecard(root(), id));
		}
		assert_noop!(send(proof_again(other)), Error::<Test>::NoChampion);
	});
}

/// A proof in form, for a card; nobody will look at it.
fn proof_again(scorecard: ScorecardId) -> GradeProof {
	GradeProof {
		scorecard,
		grade: Grade::A,
		institution: None,
		nonce: 0,
		used: Default::default(),
		proof: vec![0; PROOF_BYTES].try_into().unwrap(),
	}
}

#[test]
fn a_superseded_revision_is_refused() {
	test(|| {
		let proof = proof_by(&sealed_firm(), Grade::A, None);
		seal(1, 0, 5);
		assert_noop!(send(proof), Error::<Test>::SupersededAttestation);
	});
}

#[test]
fn a_superseded_open_revision_is_refused_too() {
	test(|| {
		let proof = proof_by(&sealed_firm(), Grade::A, None);
		state(2, 15, 8);
		assert_noop!(send(proof), Error::<Test>::SupersededAttestation);
	});
}

#[test]
fn an_attestation_that_no_longer_counts_is_refused() {
	test(|| {
		let proof = proof_by(&sealed_firm(), Grade::A, None);
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
	});
}

#[test]
fn an_altered_proof_is_refused() {
	test(|| refused(|proof| proof.proof[4 * 32] ^= 1, Error::ProofFailed));
}

#[test]
fn only_the_controller_proves() {
	test(|| {
		let proof = proof_by(&sealed_firm(), Grade::A, None);
		for who in [STRANGER, BANK_KEY, AUTHOR] {
			let sent = Scoring::prove_grade(signed(who), firm(), proof.clone());
			assert_noop!(sent, Error::<Test>::NotAuthorized);
		}
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Scoring::prove_grade(signed(CONTROLLER), unknown, proof), Error::<Test>::NotFound);
	});
}

#[test]
fn without_anything_sealed_there_is_nothing_to_prove() {
	test(|| {
		rated_firm();
		assert_noop!(send(proof_by(&[], Grade::C, None)), Error::<Test>::NothingSealed);
	});
}

#[test]
fn an_open_rating_takes_sealed_attestations_for_missing_and_points_here_if_too_few_are_left() {
	test(|| {
		sealed_firm();
		assert_noop!(Scoring::rate(signed(CONTROLLER), firm()), Error::<Test>::SealedAttestations);
		mocks::set_attestation(&firm(), IndicatorId(0), None);
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_noop!(Scoring::rate(signed(CONTROLLER), firm()), Error::<Test>::CoverageTooLow);
		state(0, 30, 2);
		seal(1, 0, 5);
		assert_ok!(Scoring::rate(signed(CONTROLLER), firm()));
		// 500 + 40 + 25, and nothing for the sealed one: its missing points.
		let rating = Scoring::ratings(&firm()).champion.unwrap();
		assert_eq!((rating.form, rating.points, rating.coverage), (Form::Open, 565, 6_666));
	});
}

#[test]
fn a_sealed_rating_is_not_explained() {
	test(|| {
		let openings = sealed_firm();
		mocks::set_consent(&firm(), BANK, 5);
		assert_eq!(Scoring::explain(&firm()), Err(ExplainRefusal::Sealed));
		assert_ok!(send(proof_by(&openings, Grade::A, None)));
		assert_noop!(
			Scoring::request_explanation(signed(BANK_KEY), firm(), Purpose::Monitoring),
			Error::<Test>::SealedRating
		);
	});
}

#[test]
fn institutions_are_told_of_disputed_sealed_attestations() {
	test(|| {
		let openings = sealed_firm();
		mocks::set_consent(&firm(), BANK, 5);
		assert_ok!(send(proof_by(&openings, Grade::A, Some(BANK))));
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
fn challengers_take_no_part() {
	test(|| {
		let openings = sealed_firm();
		let challenger = validated(card());
		assert_ok!(Scoring::activate_challenger(root(), challenger));
		assert_ok!(send(proof_by(&openings, Grade::A, None)));
		assert!(ShadowRatings::<Test>::get(firm()).is_empty());
	});
}

#[test]
fn the_basis_shows_what_a_proof_needs_and_nothing_that_is_sealed() {
	test(|| {
		assert_eq!(Scoring::proof_basis(&firm()), None);
		let openings = sealed_firm();
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
		assert_eq!(openings[0].check(&commitments), Ok(()));
		assert_ok!(send(proof_by(&openings, Grade::A, None)));
		assert_eq!(Scoring::proof_basis(&firm()).unwrap().nonce, 1);
	});
}
