use crate as pallet_reference_rates;
use frame_support::derive_impl;
use frame_system::EnsureRoot;
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock},
	AgencyId, Currency, Date, Rate, ReferenceRateId, Text,
};
use pallet_reference_rates::{ReferenceQuote, ReferenceRateSpec};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::{now, set_now, DAY, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	// A name of its own beside the trait.
	#[runtime::pallet_index(1)]
	pub type Board = pallet_reference_rates;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_reference_rates::Config for Test {
	type Agencies = MockAgencies;
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type GovernOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_reference_rates::BenchmarkHelper<u64> for Helper {
	fn agencies() -> (AgencyId, AgencyId, u64) {
		mocks::set_agency(AGENCY, AGENCY_KEY, &[]);
		mocks::set_agency(OTHER, OTHER_KEY, &[]);
		(AGENCY, OTHER, AGENCY_KEY)
	}
}

pub const AGENCY: AgencyId = AgencyId(0);
pub const AGENCY_KEY: u64 = 30;
pub const OTHER: AgencyId = AgencyId(1);
pub const OTHER_KEY: u64 = 31;
pub const LPR: ReferenceRateId = ReferenceRateId(0);
/// 3.00 % a year.
pub const THREE: Rate = Rate(3_000_000);

/// The mainland's reference of so many years.
pub fn lpr(tenor: &str) -> ReferenceRateSpec {
	ReferenceRateSpec {
		name: Text::try_from("LPR").unwrap(),
		currency: Currency::Cny,
		tenor: Text::try_from(tenor).unwrap(),
		agency: AGENCY,
	}
}

/// Two agencies, and no reference.
pub fn bare() -> TestExternalities {
	build(vec![], vec![])
}

pub fn build(
	references: Vec<ReferenceRateSpec>,
	examples: Vec<(ReferenceRateId, ReferenceQuote)>,
) -> TestExternalities {
	mocks::reset();
	mocks::set_agency(AGENCY, AGENCY_KEY, &[]);
	mocks::set_agency(OTHER, OTHER_KEY, &[]);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let genesis = pallet_reference_rates::GenesisConfig::<Test> { references, examples, ..Default::default() };
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test with the LPR of one year, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build(vec![lpr("1 year")], vec![]).execute_with(|| {
		run();
		Board::do_try_state().unwrap();
	});
}

pub fn quote(published: Date, rate: Rate) -> ReferenceQuote {
	ReferenceQuote { published, rate }
}

pub fn publish(who: u64, published: Date, rate: Rate) -> frame_support::dispatch::DispatchResult {
	Board::publish(RuntimeOrigin::signed(who), LPR, published, rate)
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
