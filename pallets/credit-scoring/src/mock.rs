use crate as pallet_credit_scoring;
use crate::rehearsal::Rehearsal;
use frame_support::{
	derive_impl,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use lingnan_sealed::{rehearsal_rng, Opening};
use lingnan_support::{
	mocks::{
		self, MockAgencies, MockAttestations, MockClock, MockConsents, MockEnterprises, MockInstitutions, MockStops,
	},
	AgencyId, AgencyRight, Attestations as _, Date, Direction, Grade, GrantedLoan, IndicatorId, IndicatorInfo,
	InstitutionId, LiveAttestation, Purpose, RegistrationNumber, Revision, ScorecardId, Stated,
};
use pallet_credit_scoring::{CharacteristicSpec, GradeProof, ScorecardSpec};
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchResult};
use std::{cell::RefCell, collections::BTreeMap};

pub use lingnan_support::mocks::{set_now, DAY, OPENING, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Scoring = pallet_credit_scoring;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type DbWeight = frame_support::weights::constants::RocksDbWeight;
}

pub struct Helper;
impl pallet_credit_scoring::BenchmarkHelper<u64> for Helper {
	fn agencies() -> (u64, u64) {
		(AUTHOR, REGULATOR)
	}
	fn indicators(count: u32) -> Vec<IndicatorId> {
		let info = IndicatorInfo { owner: AgencyId(0), edges: (1..8).collect(), direction: Direction::HigherIsBetter };
		let ids = (0..count).map(IndicatorId);
		ids.clone().for_each(|id| mocks::set_indicator(id, info.clone()));
		ids.collect()
	}
	fn enterprise(indicators: &[IndicatorId]) -> (RegistrationNumber, u64) {
		indicators.iter().for_each(|indicator| publish(indicator.0, 4, 1));
		(firm(), CONTROLLER)
	}
	fn sealed_indicators(bins: &[u32]) -> Vec<IndicatorId> {
		let defined = bins.iter().zip((1_000..).map(IndicatorId)).map(|(bins, id)| {
			let edges = (1..i64::from(*bins)).collect();
			mocks::set_indicator(id, IndicatorInfo { owner: AgencyId(0), edges, direction: Direction::HigherIsBetter });
			id
		});
		defined.collect()
	}
	fn seal(_: &RegistrationNumber, indicator: IndicatorId, commitments: Vec<[u8; 32]>) {
		say(indicator.0, unshown(commitments), 1);
	}
	fn consented(enterprise: &RegistrationNumber, _: Purpose) -> u64 {
		mocks::set_consent(enterprise, BANK, 1);
		BANK_KEY
	}
}

impl pallet_credit_scoring::Config for Test {
	type Agencies = MockAgencies;
	type Attestations = MockAttestations;
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type AssetCorrelation = ConstU32<200>;
	type Confidence = ConstU32<9_970>;
	type Consents = MockConsents;
	type Enterprises = MockEnterprises;
	type GovernOrigin = EnsureRoot<u64>;
	type GraceDays = ConstU32<14>;
	type ResumeOrigin = EnsureRoot<u64>;
	type StopDuration = ConstU64<STOP_DURATION>;
	type StopRest = ConstU64<STOP_REST>;
	type SuspendOrigin = MockStops;
	type Institutions = MockInstitutions;
	type LeastAmount = ConstU64<1_000_000>;
	type LeastBorrowers = ConstU32<20>;
	type LeastInstitutions = ConstU32<3>;
	type LeastLoans = ConstU32<30>;
	type ThresholdsPerConsent = ConstU32<2>;
	type Verifier = lingnan_sealed::InRuntime;
	type WarningConfidence = ConstU32<9_900>;
	type WeightInfo = ();
}

pub const STOP_DURATION: u64 = 20;
pub const STOP_REST: u64 = 100;
pub const AUTHOR: u64 = 1;
pub const REGULATOR: u64 = 2;
pub const CONTROLLER: u64 = 10;
pub const STRANGER: u64 = 12;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(4);

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// So many registered firms, none of them the one above.
pub fn firms(count: u32) -> Vec<RegistrationNumber> {
	let numbers = (0..count).map(|n| format!("HK:{:08}", 10_000_000 + n).parse().unwrap());
	let firms: Vec<_> = numbers.collect();
	firms.iter().for_each(|one| mocks::set_enterprise(one, None));
	firms
}

/// A loan of a hundred thousand by card 0.
pub fn granted(enterprise: &RegistrationNumber, bank: InstitutionId, grade: Grade, on: Date) -> GrantedLoan<'_> {
	GrantedLoan { enterprise, institution: bank, scorecard: ScorecardId(0), grade, amount: 10_000_000, on }
}

thread_local! {
	/// What opens the firm's sealed attestations, by indicator: the last one of each.
	static OPENINGS: RefCell<BTreeMap<u32, Opening>> = const { RefCell::new(BTreeMap::new()) };
}

/// A figure of the firm, sealed.
pub fn state(indicator: u32, value: i64, revision: Revision) -> Opening {
	let info = MockAttestations::indicator(IndicatorId(indicator)).unwrap();
	seal(indicator, info.bin_of(value), revision)
}

/// What a public register says of the firm, in the open.
pub fn publish(indicator: u32, value: i64, revision: Revision) {
	say(indicator, Stated::Open(value), revision);
}

/// Says in which bin the firm falls, sealed, and hands out the opening. Blindings are fixed by what is said.
pub fn seal(indicator: u32, bin: u8, revision: Revision) -> Opening {
	let bins = MockAttestations::indicator(IndicatorId(indicator)).unwrap().bins();
	let opening = Opening::seal(bin, bins, &mut rehearsal_rng(&[indicator as u8, bin, revision as u8])).unwrap();
	say(indicator, unshown(opening.stored().unwrap()), revision);
	hand_out(indicator, &opening);
	opening
}

/// The firm has this for an indicator from now on.
pub fn hand_out(indicator: u32, opening: &Opening) {
	OPENINGS.with_borrow_mut(|openings| openings.insert(indicator, opening.clone()));
}

pub fn unshown(commitments: Vec<[u8; 32]>) -> Stated {
	Stated::Sealed { commitments, shown: false }
}

pub fn say(indicator: u32, value: Stated, revision: Revision) {
	let attestation = LiveAttestation { value, period_end: 0, expires: u64::MAX, revision };
	mocks::set_attestation(&firm(), IndicatorId(indicator), Some(attestation));
}

/// From what the chain shows now, and from the openings that were handed out last.
pub fn rehearsal(grade: Grade, institution: Option<InstitutionId>) -> Rehearsal {
	let basis = Scoring::proof_basis(&firm()).unwrap();
	let sealed = basis.characteristics.iter().filter(|one| !one.commitments.is_empty());
	let openings =
		OPENINGS.with_borrow(|openings| sealed.map(|one| openings[&one.indicator.0].clone()).collect::<Vec<_>>());
	Rehearsal::new(&basis, &openings, grade, institution)
}

/// The proofs as the firm makes them: that of the form along with it where something was not shown yet.
pub fn proof(grade: Grade, institution: Option<InstitutionId>) -> GradeProof {
	rehearsal(grade, institution).prove()
}

/// Sent by the firm's controller; undone where it fails.
pub fn send(proof: GradeProof) -> DispatchResult {
	let call = pallet_credit_scoring::Call::<Test>::prove_grade { enterprise: firm(), proof };
	RuntimeCall::from(call).dispatch(signed(CONTROLLER)).map(|_| ()).map_err(|failed| failed.error)
}

/// The firm proves its grade.
pub fn prove(grade: Grade, institution: Option<InstitutionId>) -> DispatchResult {
	send(proof(grade, institution))
}

pub fn characteristic(indicator: u32, points: &[i16], missing: i16, reference: i16) -> CharacteristicSpec {
	CharacteristicSpec {
		indicator: IndicatorId(indicator),
		points: points.to_vec().try_into().unwrap(),
		missing,
		reference,
	}
}

/// Indicators 0 (higher is better), 1 (lower is better) and 2 (neither) have edges 10 and 20.
pub fn card() -> ScorecardSpec {
	ScorecardSpec {
		name: "A card".try_into().unwrap(),
		base: 500,
		characteristics: vec![
			characteristic(0, &[-20, 0, 40], -30, 40),
			characteristic(1, &[30, 10, 0], 0, 10),
			characteristic(2, &[0, 25, 5], -5, 25),
		]
		.try_into()
		.unwrap(),
		cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 6_000,
		validity_days: 90,
	}
}

pub fn externalities() -> TestExternalities {
	mocks::reset();
	OPENINGS.with_borrow_mut(BTreeMap::clear);
	mocks::set_agency(AgencyId(0), AUTHOR, &[]);
	mocks::set_agency(AgencyId(1), REGULATOR, &[AgencyRight::Regulator]);
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, 40, true);
	mocks::set_enterprise(&firm(), Some(CONTROLLER));
	for (id, direction) in
		[Direction::HigherIsBetter, Direction::LowerIsBetter, Direction::None].into_iter().enumerate()
	{
		mocks::set_indicator(
			IndicatorId(id as u32),
			IndicatorInfo { owner: AgencyId(0), edges: vec![10, 20], direction },
		);
	}
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Scoring::do_try_state().unwrap();
	});
}

/// A validated card.
pub fn validated(spec: ScorecardSpec) -> ScorecardId {
	let id = pallet_credit_scoring::NextScorecard::<Test>::get();
	Scoring::propose_scorecard(signed(AUTHOR), spec).unwrap();
	validate(id).unwrap();
	id
}

pub const REPORT: sp_core::H256 = sp_core::H256([7; 32]);

/// By [`REPORT`], for a year.
pub fn validate(id: ScorecardId) -> sp_runtime::DispatchResult {
	Scoring::validate_scorecard(signed(REGULATOR), id, REPORT, TODAY + 365)
}

/// The card in force, and a firm of 525 points, all of them sealed: BB.
pub fn rated_firm() -> ScorecardId {
	let id = validated(card());
	Scoring::activate_champion(root(), id).unwrap();
	state(0, 10, 1);
	state(1, 25, 2);
	state(2, 15, 3);
	id
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
