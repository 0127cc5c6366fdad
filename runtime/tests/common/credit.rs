//! What a loan needs on the chain, in its plainest form, for a test to change.

use super::{agency, OPENING};
use frame_support::assert_ok;
use lingnan_runtime::*;
use lingnan_sealed::{prove_form, rehearsal_rng, Attestation, FormClaim, Opening};
use lingnan_support::{
	date_of, AgencyId, Currency, DayCount, Direction, Grade, IndicatorId, InstitutionId, RegistrationNumber,
	ScorecardId,
};
use pallet_attestations::{AttestationSpec, Class, IndicatorSpec, ProvedAttestation, Value};
use pallet_credit_scoring::{rehearsal::Rehearsal, CharacteristicSpec, GradeProof, ScorecardSpec};
use pallet_enterprise_registry::RegistrationSpec;
use pallet_products::{ProductSpec, RepaymentMethod};
use sp_core::H256;

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Signed by the `n`th agency of a test, or by whom it takes for a bank or an owner.
pub fn signed(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(agency(n))
}

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn registration(number: RegistrationNumber) -> RegistrationSpec {
	RegistrationSpec {
		number,
		legal_name: "A firm".try_into().unwrap(),
		industry: "C3911".parse().unwrap(),
		division: None,
		founded: 10_000,
		registered_capital: 1_000_000,
		capital_currency: Currency::Cny,
		lei: None,
		accept_outer_check_mismatch: false,
	}
}

/// Registers a firm and hands it to its owner.
pub fn handed_over(registrar: u8, firm: RegistrationSpec, owner: u8) {
	let number = firm.number.clone();
	assert_ok!(EnterpriseRegistry::register(signed(registrar), firm));
	assert_ok!(EnterpriseRegistry::offer_control(signed(registrar), number.clone(), agency(owner)));
	assert_ok!(EnterpriseRegistry::accept_control(signed(owner), number));
}

/// A figure of three bins: below 10, below 20, and above.
pub fn indicator(owner: AgencyId, name: &str) -> IndicatorSpec {
	IndicatorSpec {
		name: name.try_into().unwrap(),
		unit: "fen".try_into().unwrap(),
		owner,
		edges: vec![10, 20].try_into().unwrap(),
		direction: Direction::HigherIsBetter,
		validity_days: 30,
		class: Class::Figure,
		personal: false,
	}
}

/// What opens a figure that falls in this bin of [`indicator`], the same for the same seed.
pub fn opening(bin: u8, seed: &str) -> Opening {
	Opening::seal(bin, 3, &mut rehearsal_rng(format!("{bin} {seed}").as_bytes())).unwrap()
}

/// What the agency states on the chain.
pub fn sealed(opening: &Opening) -> Value {
	let stored: Vec<H256> = opening.stored().unwrap().into_iter().map(H256).collect();
	Value::Sealed(stored.try_into().unwrap())
}

/// About the firm, until yesterday.
pub fn attestation(enterprise: RegistrationNumber, indicator: IndicatorId, value: Value) -> AttestationSpec {
	let (period_end, evidence) = (date_of(OPENING) - 1, H256::repeat_byte(1));
	AttestationSpec { enterprise, indicator, value, period_end, evidence }
}

/// The firm's proof of a grade over all that counts, with that of the form of what was not shown yet. Takes the openings of what is
/// sealed, in the order of the card.
pub fn proof(
	enterprise: &RegistrationNumber,
	openings: &[Opening],
	grade: Grade,
	institution: Option<InstitutionId>,
) -> GradeProof {
	let basis = CreditScoring::proof_basis(enterprise).unwrap();
	Rehearsal::new(&basis, openings, grade, institution).prove()
}

/// The firm's proof that these attestations hold a single 1 each.
pub fn form(enterprise: &RegistrationNumber, named: &[ProvedAttestation], openings: &[Opening]) -> Vec<u8> {
	let read = named
		.iter()
		.zip(openings)
		.map(|(one, opening)| Attestation::read(one.indicator.0, one.revision, &opening.stored().unwrap()).unwrap());
	let claim = FormClaim::new(System::block_hash(0).0, enterprise.to_string(), read.collect()).unwrap();
	prove_form(&claim, openings, &mut rehearsal_rng(b"form")).unwrap()
}

/// Points of the three bins of an indicator; as missing it counts as the worst.
pub fn characteristic(indicator: IndicatorId, points: [i16; 3]) -> CharacteristicSpec {
	let [missing, _, reference] = points;
	CharacteristicSpec { indicator, points: points.to_vec().try_into().unwrap(), missing, reference }
}

/// Proposes a card of base 500, with AAA from 620 points and CC from 500, has it validated and puts it in force.
pub fn in_force(author: u8, characteristics: Vec<CharacteristicSpec>, validator: u8) {
	let card = ScorecardSpec {
		name: "A card".try_into().unwrap(),
		base: 500,
		characteristics: characteristics.try_into().unwrap(),
		cut_offs: [620, 600, 580, 560, 540, 520, 510, 505, 500],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 6_000,
		validity_days: 90,
	};
	assert_ok!(CreditScoring::propose_scorecard(signed(author), card));
	let report = H256::repeat_byte(2);
	assert_ok!(CreditScoring::validate_scorecard(signed(validator), ScorecardId(0), report, date_of(OPENING)));
	assert_ok!(CreditScoring::activate_champion(root(), ScorecardId(0)));
}

/// Unsecured, for every firm of at least this grade.
pub fn product(worst_grade: Grade) -> ProductSpec {
	ProductSpec {
		name: "A loan".try_into().unwrap(),
		currency: Currency::Cny,
		min_amount: 1,
		max_amount: 1_000_000,
		min_tenor: 1,
		max_tenor: 36,
		min_rate: 300,
		max_rate: 900,
		reference: None,
		day_count: DayCount::Actual360,
		due_days: Default::default(),
		surcharge: 5_000,
		costs: Default::default(),
		methods: vec![RepaymentMethod::Bullet].try_into().unwrap(),
		uses: Default::default(),
		revolving: true,
		renewable: true,
		worst_grade,
		minimum_coverage: 9_000,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: true,
		security: Default::default(),
		worst_loan_to_value: 0,
		trade_records: false,
		unconfirmed: false,
		decision_days: 5,
	}
}
