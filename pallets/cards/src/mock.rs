use crate as pallet_cards;
use frame_support::{derive_impl, traits::ConstU32};
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock, MockEnterprises, MockInstitutions, DAY, OPENING},
	AgencyId, CardHolder, InstitutionId, RegistrationNumber,
};
use pallet_cards::{CardKey, Suite};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::set_now;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	// A name of its own beside the storage.
	pub type Register = pallet_cards;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub struct Helper;
impl pallet_cards::BenchmarkHelper<u64> for Helper {
	fn enterprise() -> (RegistrationNumber, u64) {
		(number(), CONTROLLER)
	}
}

/// Days for which a card can hold.
pub const MOST_DAYS: u32 = 366;

impl pallet_cards::Config for Test {
	type Agencies = MockAgencies;
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Enterprises = MockEnterprises;
	type Institutions = MockInstitutions;
	type MostDays = ConstU32<MOST_DAYS>;
	type WeightInfo = ();
}

pub const CONTROLLER: u64 = 1;
pub const OFFICER: u64 = 2;
pub const STRANGER: u64 = 9;
pub const AGENCY: AgencyId = AgencyId(2);
pub const AGENCY_KEY: u64 = 20;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const RIVAL: InstitutionId = InstitutionId(4);
pub const RIVAL_KEY: u64 = 40;

pub fn number() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn firm() -> CardHolder {
	CardHolder::Enterprise(number())
}

pub fn bank() -> CardHolder {
	CardHolder::Institution(BANK)
}

pub fn agency() -> CardHolder {
	CardHolder::Agency(AGENCY)
}

/// A key of a suite, another for each number.
pub fn key(suite: Suite, n: u8) -> CardKey {
	vec![n; suite.key_bytes()].try_into().unwrap()
}

/// The end of a card that holds so many days from when every test begins.
pub fn after_days(days: u64) -> u64 {
	OPENING + days * DAY
}

pub fn build() -> TestExternalities {
	mocks::reset();
	mocks::set_agency(AGENCY, AGENCY_KEY, &[]);
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(RIVAL, RIVAL_KEY, true);
	mocks::set_enterprise(&number(), Some(CONTROLLER));
	mocks::set_officer(&number(), OFFICER, 1_000_000);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build().execute_with(|| {
		run();
		Register::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
