use crate as pallet_cross_border;
use core::cell::RefCell;
use frame_support::{
	derive_impl, ord_parameter_types,
	traits::{ConstU32, ConstU64, EitherOfDiverse},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_support::{
	mocks::{
		self, MockAttestations, MockClock, MockConsents, MockEnterprises, MockFinancedDocuments, MockInstitutions,
		MockRatingBases, MockStops,
	},
	Corridor, CorridorInbox, CorridorMessage, Corridors, DataClass, Division, EnterpriseProfile, EnterpriseStatus,
	Grade, IndicatorId, InstitutionId, Jurisdiction, LiveAttestation, Passport, RatingBasis, RatingSummary,
	RegistrationNumber, ScorecardId, Stated, WireMessage,
};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::{collections::BTreeSet, thread_local};

pub use lingnan_support::mocks::{now, set_now, DAY, OPENING};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type CrossBorder = pallet_cross_border;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// Lanes that keep what is put on them.
#[derive(Default)]
pub struct Lanes {
	shut: BTreeSet<Corridor>,
	sent: Vec<(Corridor, CorridorMessage)>,
}

thread_local! {
	static LANES: RefCell<Lanes> = RefCell::default();
}

/// A lane that takes nothing, or takes messages again.
pub fn shut(corridor: Corridor, shut: bool) {
	LANES.with_borrow_mut(|lanes| if shut { lanes.shut.insert(corridor) } else { lanes.shut.remove(&corridor) });
}

/// What left through a corridor.
pub fn sent(corridor: Corridor) -> Vec<CorridorMessage> {
	LANES.with_borrow(|lanes| {
		lanes.sent.iter().filter(|(through, _)| *through == corridor).map(|(_, message)| message.clone()).collect()
	})
}

impl Corridors for Lanes {
	fn send(corridor: Corridor, message: WireMessage) -> Result<u64, DispatchError> {
		if !Self::is_open(corridor) {
			return Err(DispatchError::Other("the lane is shut"));
		}
		let message = CorridorMessage::from_wire(&message).map_err(|_| DispatchError::Other("unreadable"))?;
		LANES.with_borrow_mut(|lanes| lanes.sent.push((corridor, message)));
		Ok(sent(corridor).len() as u64)
	}
	fn is_open(corridor: Corridor) -> bool {
		!LANES.with_borrow(|lanes| lanes.shut.contains(&corridor))
	}
	fn last_sent(corridor: Corridor) -> u64 {
		sent(corridor).len() as u64
	}
	fn send_weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

ord_parameter_types! {
	pub const Resumer: u64 = RESUMER;
}

pub struct Helper;
impl pallet_cross_border::BenchmarkHelper<u64> for Helper {
	fn enterprise() -> (RegistrationNumber, u64, u64, IndicatorId) {
		(firm(), CONTROLLER, BANK_KEY, INDICATOR)
	}
	fn attest(document: H256, enterprise: &RegistrationNumber) {
		mocks::set_document_holder(document, enterprise, None);
	}
	fn open_lane(_: Corridor) {}
}

impl pallet_cross_border::Config for Test {
	type Attestations = MockAttestations;
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Consents = MockConsents;
	type Corridors = Lanes;
	type DailyMessages = ConstU32<6>;
	type Documents = MockFinancedDocuments;
	type Enterprises = MockEnterprises;
	type GovernOrigin = EnsureRoot<u64>;
	type Institutions = MockInstitutions;
	type Ratings = MockRatingBases;
	type ResumeOrigin = EitherOfDiverse<EnsureRoot<u64>, EnsureSignedBy<Resumer, u64>>;
	type StopDuration = ConstU64<STOP_DURATION>;
	type StopOrigin = MockStops;
	type StopRest = ConstU64<STOP_REST>;
	type WeightInfo = ();
}

pub const STOP_DURATION: u64 = 20;
pub const STOP_REST: u64 = 100;
pub const CONTROLLER: u64 = 1;
/// Two thirds, at once.
pub const RESUMER: u64 = 8;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(4);
pub const OTHER_BANK_KEY: u64 = 40;
pub const INDICATOR: IndicatorId = IndicatorId(7);
/// A figure that must never be found in what crosses.
pub const FIGURE: i64 = 7_318_264_905_173;

/// The corridor through which most tests go.
pub const TO_HONG_KONG: Corridor = Corridor::GuangdongHongKong;
pub const TO_MACAO: Corridor = Corridor::GuangdongMacao;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// An enterprise of the other end.
pub fn visitor() -> RegistrationNumber {
	"HK:12345678".parse().unwrap()
}

pub fn evidence() -> H256 {
	H256::repeat_byte(0xe1)
}

pub fn basis() -> RatingBasis {
	RatingBasis {
		rating: RatingSummary {
			scorecard: ScorecardId(5),
			grade: Grade::Bbb,
			default_probability: 100,
			coverage: 8_000,
			made_at: OPENING,
			valid_until: OPENING + 100 * DAY,
			institution: None,
			indicators: vec![INDICATOR],
		},
		attestations: vec![(INDICATOR, 2)],
	}
}

/// A passport of the visitor as Hong Kong sends it.
pub fn passport(number: u64) -> Passport {
	Passport {
		number,
		enterprise: visitor(),
		holder: holder(77),
		industry: "C3911".parse().unwrap(),
		division: None,
		founded: 14_600,
		grade: Grade::A,
		scorecard: ScorecardId(2),
		coverage: 9_000,
		rated_at: OPENING - DAY,
		valid_until: OPENING + 50 * DAY,
		attestations: H256::repeat_byte(5),
	}
}

/// An account as it travels.
pub fn holder(account: u64) -> H256 {
	let mut bytes = H256::zero();
	bytes.0[..8].copy_from_slice(&account.to_le_bytes());
	bytes
}

/// What Guangdong expects of Hong Kong's grades.
pub const TABLE: crate::Probabilities = [15, 30, 60, 120, 240, 480, 960, 1_920, 3_840];

pub fn document() -> H256 {
	H256::repeat_byte(0xd0)
}

pub fn similar() -> H256 {
	H256::repeat_byte(0xd1)
}

/// Makes the next message arrive.
pub fn arrive(corridor: Corridor, message: CorridorMessage) -> DispatchResult {
	CrossBorder::receive(corridor, crate::LastReceived::<Test>::get(corridor) + 1, message)
}

/// Lets a block's idle weight send what waits.
pub fn idle() {
	use frame_support::traits::Hooks;
	CrossBorder::on_idle(1, Weight::MAX);
}

/// Guangdong, with everything open and a rated firm that consents.
pub fn externalities() -> TestExternalities {
	mocks::reset();
	LANES.set(Lanes::default());
	let profile = EnterpriseProfile {
		status: EnterpriseStatus::Active,
		jurisdiction: Jurisdiction::Guangdong,
		industry: "C3911".parse().unwrap(),
		division: Some(Division(440_300)),
		founded: 16_000,
		registered_capital: FIGURE as u64,
		capital_currency: lingnan_support::Currency::Cny,
	};
	mocks::set_enterprise_profile(&firm(), profile, Some(CONTROLLER));
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, OTHER_BANK_KEY, true);
	mocks::set_consent(&firm(), BANK, 10);
	mocks::set_rating_basis(&firm(), Some(basis()));
	let attestation =
		LiveAttestation { value: Stated::Open(FIGURE), period_end: 18_000, expires: OPENING + 300 * DAY, revision: 2 };
	mocks::set_attestation(&firm(), INDICATOR, Some(attestation));
	mocks::set_evidence(&firm(), INDICATOR, evidence());
	for document in (0..4).map(H256::repeat_byte).chain([document()]) {
		mocks::set_document_holder(document, &firm(), None);
	}

	let open = [TO_HONG_KONG, TO_MACAO].into_iter().flat_map(|c| DataClass::ALL.map(|class| (c, class))).collect();
	let genesis = pallet_cross_border::GenesisConfig::<Test> {
		home: Some(Jurisdiction::Guangdong),
		open,
		recognised: vec![(TO_HONG_KONG, ScorecardId(2), TABLE)],
		_config: Default::default(),
	};
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		CrossBorder::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
