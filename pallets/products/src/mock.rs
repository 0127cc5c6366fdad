use crate as pallet_products;
use frame_support::derive_impl;
use lingnan_support::{
	mocks::{self, MockClock, MockEnterprises, MockInstitutions, MockLimits, MockRatings, MockSecurity},
	AssetKind, Currency, Grade, IndicatorId, InstitutionId, RatingSummary, RegistrationNumber, ScorecardId,
};
use pallet_products::{ProductSpec, RepaymentMethod, RequestSpec};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::{now, set_now, DAY, OPENING};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	// A name of its own beside the storage and the trait.
	#[runtime::pallet_index(1)]
	pub type Shelf = pallet_products;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_products::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Enterprises = MockEnterprises;
	type Institutions = MockInstitutions;
	type Limits = MockLimits;
	type Ratings = MockRatings;
	type Security = MockSecurity;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_products::BenchmarkHelper<u64> for Helper {
	fn institution() -> (InstitutionId, u64) {
		mocks::set_institution(BANK, BANK_KEY, true);
		(BANK, BANK_KEY)
	}
}

pub const CONTROLLER: u64 = 1;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(0);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(1);
pub const OTHER_BANK_KEY: u64 = 40;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn rating(grade: Grade) -> RatingSummary {
	RatingSummary {
		scorecard: ScorecardId(5),
		points: 550,
		grade,
		at_least: false,
		default_probability: 100,
		coverage: 8_000,
		made_at: OPENING,
		valid_until: u64::MAX,
		institution: None,
		indicators: vec![IndicatorId(1), IndicatorId(2)],
	}
}

pub fn product() -> ProductSpec {
	ProductSpec {
		name: "A loan".try_into().unwrap(),
		currency: Currency::Cny,
		min_amount: 1_000,
		max_amount: 100_000_000,
		min_tenor: 1,
		max_tenor: 36,
		min_rate: 600,
		max_rate: 1_200,
		methods: vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet].try_into().unwrap(),
		worst_grade: Grade::Bb,
		minimum_coverage: 6_000,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: true,
		security: vec![AssetKind::TradeReceivable].try_into().unwrap(),
		worst_loan_to_value: 9_000,
		trade_records: false,
		unconfirmed: false,
		decision_days: 5,
	}
}

pub fn request() -> RequestSpec {
	RequestSpec {
		amount: 10_000_000,
		currency: Currency::Cny,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		security: Default::default(),
	}
}

/// Two banks, and nothing published.
pub fn bare() -> TestExternalities {
	build(vec![])
}

/// As a network starts with two banks and these products.
pub fn build(products: Vec<(InstitutionId, ProductSpec)>) -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, OTHER_BANK_KEY, true);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let genesis = pallet_products::GenesisConfig::<Test> { products, ..Default::default() };
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test with a product of the first bank and a firm rated A, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build(vec![(BANK, product())]).execute_with(|| {
		mocks::set_enterprise(&firm(), Some(CONTROLLER));
		mocks::set_rating(&firm(), Some(rating(Grade::A)));
		run();
		Shelf::do_try_state().unwrap();
	});
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
