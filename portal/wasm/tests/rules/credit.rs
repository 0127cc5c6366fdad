use crate::stage::*;
use lingnan_portal_wasm::{
	credit::{Explained, FormPart, OpenedArg, ShownArg, StepView},
	refused::{Missing, Refused, Why},
};
use lingnan_sealed::{Attestation, Batch, FormClaim, GradeClaim, Total, UsedRevision};
use lingnan_types::{attestation::AttestationSpec, rating::GradeProof, AgencyId, Grade};

fn attestation() -> Attestation {
	let points: Vec<_> = sealed().0.value.commitments().iter().map(|point| point.0).collect();
	Attestation::read(4, 3, &points).unwrap()
}

/// As the chain verifies it: by what it stores itself.
fn verify(proof: &GradeProof) {
	let cut_off = scorecard().spec.cut_offs[proof.grade.index()];
	let claim = GradeClaim {
		genesis_hash: CHAIN.0,
		enterprise: FIRM.into(),
		scorecard: 2,
		grade: proof.grade.index() as u8,
		cut_off,
		used: vec![UsedRevision { indicator: 4, revision: 3 }, UsedRevision { indicator: 5, revision: 3 }],
		institution: proof.institution.map(|id| id.0),
		nonce: 1,
	};
	let mut total = Total::new(600);
	total.add_attestation(&[0, 12, 20], &attestation()).unwrap();
	total.add(5);
	total.add(0);
	let form = FormClaim::new(CHAIN.0, FIRM.into(), vec![attestation()]).unwrap();
	let batch = Batch::new().form(&form, proof.form.as_ref().unwrap()).unwrap();
	batch.grade(&claim, &total, &proof.proof).unwrap().verify().unwrap();
}

#[test]
fn the_best_grade_is_proved_as_the_chain_takes_it_and_the_next_is_refused() {
	let proof: GradeProof = call("prove_grade", &proving()).unwrap();
	assert_eq!((proof.grade, proof.used.len(), proof.proof.len()), (Grade::B, 2, 544));
	verify(&proof);
	let mut again = proving();
	again.randomness = [8; 32];
	let other: GradeProof = call("prove_grade", &again).unwrap();
	assert_ne!(proof.proof, other.proof, "no two proofs hide with the same");
	let mut better = proving();
	better.grade = Some(Grade::Bb);
	let refused = call::<GradeProof>("prove_grade", &better);
	assert_eq!(refused, Err(Refused::NotReached { lacking: 3, best: Grade::B }));
	let mut little = proving();
	little.basis.coverage = 5_999;
	assert_eq!(call::<GradeProof>("prove_grade", &little), Err(Refused::TooLittle));
}

#[test]
fn what_is_not_opened_is_named_with_whom_to_ask() {
	let missing = |change: &dyn Fn(&mut OpenedArg)| {
		let mut asked = proving();
		asked.firm.opened.iter_mut().for_each(change);
		call::<GradeProof>("prove_grade", &asked)
	};
	let why = |why| Err(Refused::Unopened(vec![Missing { indicator: id(4), agency: AgencyId(1), why }]));
	assert_eq!(missing(&|one| one.indicator = id(5)), why(Why::NotHeld));
	assert_eq!(missing(&|one| one.value = 51), why(Why::OtherFigure));
	assert_eq!(missing(&|one| one.blindings.swap(0, 1)), why(Why::Outdated(20_000)));
	let mut card = proving();
	card.scorecard.id.0 = 3;
	assert_eq!(call::<GradeProof>("prove_grade", &card), Err(Refused::Unread(id(4))), "references of another card");
}

#[test]
fn the_form_alone_is_proved_of_what_was_not_shown() {
	let parts: Vec<FormPart> = call("prove_form", &([5u8; 32], CHAIN, firm())).unwrap();
	assert_eq!(parts.len(), 1);
	let form = FormClaim::new(CHAIN.0, FIRM.into(), vec![attestation()]).unwrap();
	lingnan_sealed::verify_form(&form, &parts[0].proof).unwrap();
	let mut shown = firm();
	shown.attestations[0].shown = true;
	assert_eq!(call::<Vec<FormPart>>("prove_form", &([5u8; 32], CHAIN, shown)), Ok(vec![]));
}

#[test]
fn points_reasons_and_what_lifts_the_grade() {
	let told: Explained = call("explain", &(scorecard(), firm())).ok().unwrap();
	assert_eq!((told.points, told.grade, told.coverage, told.in_force), (617, Grade::B, 6_666, true));
	assert_eq!(told.reasons, [id(6), id(4)], "ten points for exports, eight for taxes");
	let taxes = &told.lines[0];
	assert_eq!((taxes.value, taxes.bin, taxes.points, taxes.shortfall), (Some(50), Some(1), 12, 8));
	assert!(taxes.remedy == Some(StepView { to: 2, nearest: Some(100), gained: 8 }));
	let lift = told.lift.unwrap();
	assert_eq!((lift.indicator, lift.points, lift.grade), (id(4), 625, Grade::Bb), "three points are short of BB");
	assert_eq!((lift.step.to, lift.step.nearest, lift.step.gained), (2, Some(100), 8));
	assert_eq!(told.unshown.len(), 1);
}

#[test]
fn a_row_is_sealed_the_same_twice_and_a_correction_otherwise() {
	let seal = |value, revision| call::<(AttestationSpec, OpenedArg)>("seal_row", &row(value, revision)).ok().unwrap();
	assert!(seal(50, 3) == seal(50, 3));
	let (attested, opened) = seal(50, 3);
	assert_eq!((attested.value.commitments().len(), opened.bin, opened.value), (2, 1, 50));
	assert!(seal(50, 4).0.value != attested.value);
	assert!(seal(60, 3).0.evidence != attested.evidence);
}

#[test]
fn what_a_firm_opens_is_what_the_agency_sealed_or_refused_by_name() {
	let checked = |change: &dyn Fn(&mut ShownArg)| {
		let mut one = shown();
		change(&mut one);
		call::<()>("check_shown", &one)
	};
	assert_eq!(checked(&|_| ()), Ok(()));
	assert_eq!(checked(&|one| one.figure = None), Ok(()), "the range alone");
	assert_eq!(checked(&|one| one.bin = 2), Err(Refused::DoesNotOpen));
	assert_eq!(checked(&|one| one.period_end += 1), Err(Refused::DoesNotOpen));
	assert_eq!(checked(&|one| one.blindings.swap(0, 1)), Err(Refused::DoesNotOpen));
	assert_eq!(
		checked(&|one| one.attestation.value = lingnan_types::attestation::Value::Open(50)),
		Err(Refused::DoesNotOpen)
	);
	for figure in [51, 500] {
		assert_eq!(checked(&|one| one.figure.as_mut().unwrap().0 = figure), Err(Refused::WrongFigure));
	}
}
