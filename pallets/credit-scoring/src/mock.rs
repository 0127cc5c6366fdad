use crate as pallet_credit_scoring;
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
	AgencyId, AgencyRight, Date, Direction, GradeClaim, GrantedLoan, IndicatorId, IndicatorInfo, InstitutionId,
	LiveAttestation, Purpose, RegistrationNumber, Revision, ScorecardId, Stated,
};
use pallet_credit_scoring::{CharacteristicSpec, ScorecardSpec};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

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
		indicators.iter().for_each(|indicator| state(indicator.0, 4, 1));
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
		say(indicator.0, Stated::Sealed(commitments), 1);
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
pub fn granted(enterprise: &RegistrationNumber, bank: InstitutionId, grade: GradeClaim, on: Date) -> GrantedLoan<'_> {
	GrantedLoan { enterprise, institution: bank, scorecard: ScorecardId(0), grade, amount: 10_000_000, on }
}

/// Says something of the firm that counts.
pub fn state(indicator: u32, value: i64, revision: u32) {
	say(indicator, Stated::Open(value), revision);
}

fn say(indicator: u32, value: Stated, revision: Revision) {
	let attestation = LiveAttestation { value, period_end: 0, expires: u64::MAX, revision };
	mocks::set_attestation(&firm(), IndicatorId(indicator), Some(attestation));
}

/// Says in which of three bins the firm falls, sealed, and hands out the opening.
pub fn seal(indicator: u32, bin: u8, revision: Revision) -> Opening {
	let opening = Opening::seal(bin, 3, &mut rehearsal_rng(&[indicator as u8, bin, revision as u8])).unwrap();
	say(indicator, Stated::Sealed(opening.commitments().unwrap()), revision);
	opening
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
	Scoring::validate_scorecard(signed(REGULATOR), id).unwrap();
	id
}

/// The card in force, and a firm of 525 points: BB.
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
