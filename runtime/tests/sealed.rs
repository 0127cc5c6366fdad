//! Sealed credit with the real pallets: from commitments to an application by a proved grade, and every way in which an
//! attestation stops counting between the proof and its arrival.

use crate::common::{
	credit::{characteristic, firm, handed_over, in_force, indicator, product, registration, root, signed},
	*,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use lingnan_runtime::*;
use lingnan_sealed::{rehearsal_rng, Opening};
use lingnan_support::{
	date_of, AgencyId, AgencyRight, ApplicationId, Currency, Grade, GradeClaim, IndicatorId, InstitutionId, Paging,
	ProductId, Purpose, Ratings as _, ScorecardId,
};
use pallet_attestations::{AttestationSpec, IndicatorSpec, RevocationReason, Value, Visibility};
use pallet_consents::{ConsentSpec, Scope};
use pallet_credit_scoring::{rehearsal::Rehearsal, Error, GradeProof};
use pallet_financing::{RepaymentMethod, RequestSpec};
use pallet_institutions::InstitutionSpec;
use sp_core::H256;

const TAX: u8 = 1;
const BANK: u8 = 2;
const OWNER: u8 = 3;
const REGULATOR: u8 = 9;
const SALES: IndicatorId = IndicatorId(0);
const EXPORTS: IndicatorId = IndicatorId(1);
const PENALTIES: IndicatorId = IndicatorId(2);
const INSTITUTION: InstitutionId = InstitutionId(0);
/// Agency 0 is the one of the preset.
const TAX_OFFICE: AgencyId = AgencyId(1);

/// Two sealed indicators and an open one; a bank with one product from BBB; the firm.
fn stage() {
	for key in [TAX, REGULATOR] {
		assert_ok!(Attestations::register_agency(root(), agency_spec(key, &[AgencyRight::Registrar])));
	}
	for (name, visibility) in
		[("Sales", Visibility::Sealed), ("Exports", Visibility::Sealed), ("Penalties", Visibility::Open)]
	{
		let spec = IndicatorSpec { visibility, ..indicator(TAX_OFFICE, name) };
		assert_ok!(Attestations::define_indicator(root(), spec));
	}
	in_force(TAX, [SALES, EXPORTS, PENALTIES].map(|of| characteristic(of, [0, 20, 40])).to_vec(), REGULATOR);
	let bank = InstitutionSpec { key: agency(BANK), ..institution_spec(0) };
	assert_ok!(Institutions::register(root(), bank));
	assert_ok!(Products::publish(signed(BANK), product(Grade::Bbb)));
	handed_over(TAX, registration(firm()), OWNER);
}

fn today() -> u32 {
	date_of(OPENING)
}

fn attest(indicator: IndicatorId, value: Value, period_end: u32) {
	let attestation =
		AttestationSpec { enterprise: firm(), indicator, value, period_end, evidence: H256::repeat_byte(1) };
	assert_ok!(Attestations::attest(signed(TAX), attestation));
}

fn sealed(opening: &Opening) -> Value {
	let commitments: Vec<H256> = opening.commitments().unwrap().into_iter().map(H256).collect();
	Value::Sealed(commitments.try_into().unwrap())
}

/// 500 + 40 + 20 + 20 points: A.
fn stated() -> [Opening; 2] {
	let mut rng = rehearsal_rng(b"agency");
	let openings = [Opening::seal(2, 3, &mut rng).unwrap(), Opening::seal(1, 3, &mut rng).unwrap()];
	attest(SALES, sealed(&openings[0]), today() - 1);
	attest(EXPORTS, sealed(&openings[1]), today() - 1);
	attest(PENALTIES, Value::Open(15), today() - 1);
	openings
}

fn proof(openings: &[Opening], grade: Grade, institution: Option<InstitutionId>) -> GradeProof {
	let basis = CreditScoring::proof_basis(&firm()).unwrap();
	Rehearsal::new(&basis, openings, grade, institution).prove()
}

fn send(proof: GradeProof) -> DispatchResult {
	use sp_runtime::traits::Dispatchable;
	let call = RuntimeCall::CreditScoring(pallet_credit_scoring::Call::prove_grade { enterprise: firm(), proof });
	call.dispatch(signed(OWNER)).map(|_| ()).map_err(|failed| failed.error)
}

fn consent(uses: u32) {
	let terms = ConsentSpec {
		institution: INSTITUTION,
		purpose: Purpose::Assessment,
		scope: Scope::All,
		from: OPENING,
		until: OPENING + 1_000_000,
		uses,
		retention_days: 30,
	};
	assert_ok!(Consents::give(signed(OWNER), firm(), terms));
}

fn at_stage(run: impl FnOnce()) {
	development().execute_with(|| {
		stage();
		run();
		Attestations::do_try_state().unwrap();
		CreditScoring::do_try_state().unwrap();
		Consents::do_try_state().unwrap();
	});
}

#[test]
fn a_loan_is_applied_for_with_a_proved_grade() {
	at_stage(|| {
		let openings = stated();
		assert_noop!(CreditScoring::rate(signed(OWNER), firm()), Error::<Runtime>::SealedAttestations);
		consent(3);
		assert_ok!(send(proof(&openings, Grade::A, Some(INSTITUTION))));
		let rating = CreditScoring::current(&firm()).unwrap();
		assert_eq!((rating.grade, rating.points, rating.coverage), (Grade::A, 580, 10_000));

		let request = RequestSpec {
			amount: 500_000,
			currency: Currency::Cny,
			tenor: 12,
			method: RepaymentMethod::Bullet,
			security: Default::default(),
		};
		let matched = matching::matches(&firm(), &request).unwrap();
		assert!(matched[0].eligible, "{matched:?}");
		assert_ok!(Financing::apply(signed(OWNER), firm(), ProductId(0), request));
		let application = pallet_financing::Applications::<Runtime>::get(ApplicationId(0)).unwrap();
		assert_eq!((application.grade, application.scorecard), (GradeClaim::AtLeast(Grade::A), ScorecardId(0)));
		// One use went for the proof, one for the application.
		assert_eq!(Consents::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 1);
	});
}

#[test]
fn a_consent_is_needed_and_allows_two_thresholds() {
	at_stage(|| {
		let openings = stated();
		let towards = |grade| send(proof(&openings, grade, Some(INSTITUTION)));
		assert_noop!(towards(Grade::A), pallet_consents::Error::<Runtime>::NoConsent);
		consent(10);
		assert_ok!(towards(Grade::Bbb));
		assert_ok!(towards(Grade::A));
		assert_noop!(towards(Grade::Bb), Error::<Runtime>::TooManyThresholds);
		assert_eq!(Consents::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 8);
	});
}

/// Makes a proof, lets something happen to an attestation, and sends it.
fn after(happening: impl FnOnce(), error: Error<Runtime>) {
	at_stage(|| {
		let proof = proof(&stated(), Grade::A, None);
		happening();
		assert_noop!(send(proof), error);
	});
}

#[test]
fn a_revoked_attestation_makes_the_proof_fail_by_name() {
	let revoke = || {
		assert_ok!(Attestations::revoke(signed(TAX), firm(), SALES, RevocationReason::Mistaken));
	};
	after(revoke, Error::MissingAttestation);
}

#[test]
fn a_disputed_attestation_makes_the_proof_fail_by_name() {
	let dispute = || {
		assert_ok!(Attestations::dispute(signed(OWNER), firm(), EXPORTS, H256::zero()));
	};
	after(dispute, Error::MissingAttestation);
}

#[test]
fn an_expired_attestation_makes_the_proof_fail_by_name() {
	let wait = || pallet_timestamp::Now::<Runtime>::put((OPENING + 40 * 86_400) * 1_000);
	after(wait, Error::MissingAttestation);
}

#[test]
fn a_retired_indicator_makes_the_proof_fail_by_name() {
	let retire = || {
		assert_ok!(Attestations::retire_indicator(root(), SALES));
	};
	after(retire, Error::MissingAttestation);
}

#[test]
fn a_corrected_attestation_makes_the_proof_fail_by_name() {
	let correct = || {
		let opening = Opening::seal(2, 3, &mut rehearsal_rng(b"corrected")).unwrap();
		assert_ok!(Attestations::correct(signed(TAX), firm(), SALES, sealed(&opening), H256::zero()));
	};
	after(correct, Error::SupersededAttestation);
}

#[test]
fn a_newer_period_makes_the_proof_fail_by_name() {
	after(|| attest(PENALTIES, Value::Open(15), today()), Error::SupersededAttestation);
}
