//! Sealed credit with the real pallets: from commitments to an application by a proved grade, how attestations are shown to
//! hold a single 1, and every way in which one stops counting between the proof and its arrival.

use crate::common::{
	credit::{
		self, characteristic, firm, form, handed_over, in_force, indicator, opening, product, proof, registration,
		root, sealed, signed,
	},
	*,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use lingnan_runtime::*;
use lingnan_sealed::Opening;
use lingnan_support::{
	date_of, error_code::FIGURE_IN_CLEAR, AgencyId, AgencyRight, ApplicationId, Currency, Grade, IndicatorId,
	InstitutionId, Paging, ProductId, Purpose, Ratings as _, RegistrationNumber, ScorecardId,
};
use pallet_attestations::{AttestationSpec, Class, IndicatorSpec, ProvedAttestation, RevocationReason, Value};
use pallet_consents::{ConsentSpec, Scope};
use pallet_credit_scoring::{Error, GradeProof};
use pallet_enterprise_registry::RegistrationSpec;
use pallet_financing::{RepaymentMethod, RequestSpec, UseOfFunds};
use pallet_institutions::InstitutionSpec;
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, transaction_validity::InvalidTransaction};

const TAX: u8 = 1;
pub const BANK: u8 = 2;
pub const OWNER: u8 = 3;
/// Controls another firm.
const OTHER: u8 = 4;
const REGULATOR: u8 = 9;
const SALES: IndicatorId = IndicatorId(0);
const EXPORTS: IndicatorId = IndicatorId(1);
const PENALTIES: IndicatorId = IndicatorId(2);
pub const INSTITUTION: InstitutionId = InstitutionId(0);
/// Agency 0 is the one of the preset.
const TAX_OFFICE: AgencyId = AgencyId(1);

/// Two figures and a public register; a bank with one product from BBB; the firm, and another.
pub fn stage() {
	for key in [TAX, REGULATOR] {
		assert_ok!(Attestations::register_agency(root(), agency_spec(key, &[AgencyRight::Registrar])));
	}
	for (name, class) in [("Sales", Class::Figure), ("Exports", Class::Figure), ("Penalties", Class::Register)] {
		let spec = IndicatorSpec { class, ..indicator(TAX_OFFICE, name) };
		assert_ok!(Attestations::define_indicator(root(), spec));
	}
	in_force(TAX, [SALES, EXPORTS, PENALTIES].map(|of| characteristic(of, [0, 20, 40])).to_vec(), REGULATOR);
	let bank = InstitutionSpec { key: agency(BANK), ..institution_spec(0) };
	assert_ok!(Institutions::register(root(), bank));
	assert_ok!(Products::publish(signed(BANK), product(Grade::Bbb)));
	handed_over(TAX, registration(firm()), OWNER);
	handed_over(
		TAX,
		RegistrationSpec { legal_name: "Another firm".try_into().unwrap(), ..registration(other()) },
		OTHER,
	);
}

fn other() -> RegistrationNumber {
	"91420000737944946L".parse().unwrap()
}

fn attest(enterprise: RegistrationNumber, indicator: IndicatorId, value: Value) {
	assert_ok!(Attestations::attest(signed(TAX), credit::attestation(enterprise, indicator, value)));
}

/// The agency states the same of both firms: 500 + 40 + 20 + 20 points, which is an A.
pub fn stated() -> [Opening; 2] {
	let openings = openings();
	for enterprise in [firm(), other()] {
		attest(enterprise.clone(), SALES, sealed(&openings[0]));
		attest(enterprise.clone(), EXPORTS, sealed(&openings[1]));
		attest(enterprise, PENALTIES, Value::Open(15));
	}
	openings
}

fn openings() -> [Opening; 2] {
	[opening(2, "sales"), opening(1, "exports")]
}

/// Both figures, at these revisions.
fn figures(revisions: [u32; 2]) -> [ProvedAttestation; 2] {
	let [sales, exports] = revisions;
	[(SALES, sales), (EXPORTS, exports)].map(|(indicator, revision)| ProvedAttestation { indicator, revision })
}

/// As a block dispatches it: what fails leaves nothing behind.
fn dispatch(call: RuntimeCall, who: u8) -> DispatchResult {
	call.dispatch(signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

pub fn send(proof: GradeProof) -> DispatchResult {
	let call = pallet_credit_scoring::Call::prove_grade { enterprise: firm(), proof };
	dispatch(RuntimeCall::CreditScoring(call), OWNER)
}

fn show(who: u8, enterprise: RegistrationNumber, named: &[ProvedAttestation], form: Vec<u8>) -> DispatchResult {
	let (attestations, proof) = (named.to_vec().try_into().unwrap(), form.try_into().unwrap());
	let call = pallet_attestations::Call::prove_form { enterprise, attestations, proof };
	dispatch(RuntimeCall::Attestations(call), who)
}

/// Of the firm's figures: sales, then exports.
fn shown() -> [bool; 2] {
	let views = Attestations::attestations(&firm(), Paging::FIRST).items;
	[SALES, EXPORTS].map(|of| views.iter().any(|view| view.indicator == of && view.shown))
}

fn told() -> bool {
	let form = |record: &frame_system::EventRecord<RuntimeEvent, Hash>| {
		matches!(&record.event, RuntimeEvent::Attestations(pallet_attestations::Event::FormShown { .. }))
	};
	System::events().iter().any(form)
}

pub fn consent(uses: u32) {
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

pub fn at_stage(run: impl FnOnce()) {
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
		consent(3);
		// The grade and the form, in one call.
		let both = proof(&firm(), &openings, Grade::A, Some(INSTITUTION));
		assert!(both.form.is_some() && shown() == [false, false]);
		assert_ok!(send(both));
		assert!(told() && shown() == [true, true]);
		let rating = CreditScoring::current(&firm()).unwrap();
		assert_eq!((rating.grade, rating.coverage), (Grade::A, 10_000));

		let request = RequestSpec {
			amount: 500_000,
			currency: Currency::Cny,
			tenor: 12,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::WorkingCapital,
			security: Default::default(),
			renews: None,
			line: None,
		};
		let matched = matching::matches(&firm(), &request).unwrap();
		assert!(matched[0].eligible, "{matched:?}");
		assert_ok!(Financing::apply(signed(OWNER), firm(), ProductId(0), request));
		let application = pallet_financing::Applications::<Runtime>::get(ApplicationId(0)).unwrap();
		assert_eq!((application.grade, application.scorecard), (Grade::A, ScorecardId(0)));
		// One use went for the proof, one for the application.
		assert_eq!(Consents::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 1);
	});
}

/// Otherwise an agency and a firm could claim points that no bin gives.
#[test]
fn a_grade_without_the_form_is_refused() {
	at_stage(|| {
		let openings = stated();
		let both = proof(&firm(), &openings, Grade::A, None);
		assert_noop!(send(GradeProof { form: None, ..both.clone() }), Error::<Runtime>::FormMissing);
		let of_one = form(&firm(), &figures([1, 1])[..1], &openings[..1]).try_into().unwrap();
		assert_noop!(send(GradeProof { form: Some(of_one), ..both.clone() }), Error::<Runtime>::MalformedProof);
		assert_ok!(send(both));
	});
}

#[test]
fn what_was_shown_before_is_not_brought_again() {
	at_stage(|| {
		let openings = stated();
		let early = proof(&firm(), &openings, Grade::A, None);
		let all = form(&firm(), &figures([1, 1]), &openings);
		assert_ok!(show(OWNER, firm(), &figures([1, 1]), all.clone()));
		assert!(told() && shown() == [true, true]);
		let again = pallet_attestations::Error::<Runtime>::AlreadyShown;
		assert_noop!(show(OWNER, firm(), &figures([1, 1]), all), again);
		assert_noop!(send(early), Error::<Runtime>::NothingToShow);
		let late = proof(&firm(), &openings, Grade::A, None);
		assert!(late.form.is_none());
		assert_ok!(send(late));
	});
}

#[test]
fn a_correction_must_be_shown_again_and_the_rest_need_not() {
	at_stage(|| {
		let [sales, exports] = stated();
		assert_ok!(send(proof(&firm(), &[sales, exports.clone()], Grade::A, None)));
		let corrected = opening(2, "corrected sales");
		assert_ok!(Attestations::correct(signed(TAX), firm(), SALES, sealed(&corrected), H256::zero()));
		assert_eq!(shown(), [false, true]);
		let openings = [corrected, exports];
		let both = proof(&firm(), &openings, Grade::A, None);
		assert_noop!(send(GradeProof { form: None, ..both.clone() }), Error::<Runtime>::FormMissing);
		// Two stored commitments of the one that is new, and not four.
		assert_eq!(both.form.as_ref().unwrap().len(), 32 * (8 + 2));
		assert_ok!(send(both));
		assert_eq!(shown(), [true, true]);
	});
}

/// Both firms' openings are the same here, so that nothing but the firm tells their proofs apart.
#[test]
fn form_of_another_firm() {
	at_stage(|| {
		let openings = stated();
		let (ours, theirs) = (form(&firm(), &figures([1, 1]), &openings), form(&other(), &figures([1, 1]), &openings));
		let failed = pallet_attestations::Error::<Runtime>::ProofFailed;
		assert_noop!(show(OWNER, firm(), &figures([1, 1]), theirs.clone()), failed);
		let both = proof(&firm(), &openings, Grade::A, None);
		let with_theirs = GradeProof { form: Some(theirs.clone().try_into().unwrap()), ..both };
		assert_noop!(send(with_theirs), Error::<Runtime>::ProofFailed);
		// Nobody shows for a firm that it does not act for, in either direction.
		for who in [OTHER, BANK, TAX] {
			let stranger = pallet_attestations::Error::<Runtime>::NotAuthorized;
			assert_noop!(show(who, firm(), &figures([1, 1]), ours.clone()), stranger);
		}
		assert_ok!(show(OWNER, firm(), &figures([1, 1]), ours));
		assert_ok!(show(OTHER, other(), &figures([1, 1]), theirs));
	});
}

#[test]
fn a_consent_is_needed_and_allows_two_thresholds() {
	at_stage(|| {
		let openings = stated();
		let towards = |grade| send(proof(&firm(), &openings, grade, Some(INSTITUTION)));
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
		let proof = proof(&firm(), &stated(), Grade::A, None);
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
		let opening = opening(2, "corrected");
		assert_ok!(Attestations::correct(signed(TAX), firm(), SALES, sealed(&opening), H256::zero()));
	};
	after(correct, Error::SupersededAttestation);
}

#[test]
fn a_newer_period_makes_the_proof_fail_by_name() {
	let newer = || {
		let penalties = credit::attestation(firm(), PENALTIES, Value::Open(15));
		let penalties = AttestationSpec { period_end: date_of(OPENING), ..penalties };
		assert_ok!(Attestations::attest(signed(TAX), penalties));
	};
	after(newer, Error::SupersededAttestation);
}

/// Its call refuses it too, but a refused transaction stands in a block that every member keeps.
#[test]
fn a_figure_stated_openly_comes_into_no_block() {
	at_stage(|| {
		let open = |indicator| credit::attestation(firm(), indicator, Value::Open(98_765_432_109));
		let attest =
			|indicator| -> RuntimeCall { pallet_attestations::Call::attest { attestation: open(indicator) }.into() };
		let sealed = sealed(&opening(1, "in no block"));
		let sound: RuntimeCall =
			pallet_attestations::Call::attest { attestation: credit::attestation(firm(), SALES, sealed) }.into();
		let many = pallet_attestations::Call::attest_many {
			attestations: vec![open(PENALTIES), open(EXPORTS)].try_into().unwrap(),
		};
		let correct = pallet_attestations::Call::correct {
			enterprise: firm(),
			indicator: SALES,
			value: Value::Open(1),
			evidence: H256::zero(),
		};
		let batch = |calls| -> RuntimeCall { pallet_utility::Call::batch { calls }.into() };
		let proxied = |call: RuntimeCall| -> RuntimeCall {
			pallet_proxy::Call::proxy { real: agency(TAX).into(), force_proxy_type: None, call: Box::new(call) }.into()
		};
		let alone = |call: RuntimeCall| -> RuntimeCall {
			let other_signatories = vec![agency(BANK)];
			pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call: Box::new(call) }.into()
		};
		let moved = |call: RuntimeCall| -> RuntimeCall {
			let proposal = Box::new(call);
			RuntimeCall::AgenciesCouncil(pallet_collective::Call::propose {
				threshold: 2,
				proposal,
				length_bound: 1_000,
			})
		};
		let refused = Err(InvalidTransaction::Custom(FIGURE_IN_CLEAR).into());
		for call in [
			attest(SALES),
			many.into(),
			correct.into(),
			batch(vec![sound.clone(), attest(SALES)]),
			proxied(batch(vec![attest(EXPORTS)])),
			alone(proxied(attest(SALES))),
			moved(attest(SALES)),
		] {
			assert_eq!(corridor::pooled(&call).map(|_| ()), refused, "{call:?}");
		}
		for call in [sound.clone(), attest(PENALTIES), attest(IndicatorId(99)), batch(vec![sound, attest(PENALTIES)])] {
			assert_eq!(corridor::pooled(&call).map(|_| ()), Ok(()), "{call:?}");
		}
	});
}
