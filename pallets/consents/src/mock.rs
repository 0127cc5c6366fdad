use crate as pallet_consents;
use frame_support::derive_impl;
use lingnan_support::{
	mocks::{self, MockClock, MockEnterprises, MockInstitutions, MockOnConsentRevoked},
	InstitutionId, Purpose, RegistrationNumber,
};
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
	pub type ConsentsPallet = pallet_consents;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// When every test begins.
pub const NOON: u64 = 1_000_000_000;

pub struct Helper;
impl pallet_consents::BenchmarkHelper<u64> for Helper {
	fn enterprise() -> (RegistrationNumber, u64) {
		(firm(), CONTROLLER)
	}
	fn institution() -> (InstitutionId, u64) {
		(BANK, BANK_KEY)
	}
}

impl pallet_consents::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Enterprises = MockEnterprises;
	type Institutions = MockInstitutions;
	type OnRevoked = MockOnConsentRevoked;
	type WeightInfo = ();
}

pub const CONTROLLER: u64 = 1;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(4);
pub const SUSPENDED_BANK: InstitutionId = InstitutionId(5);

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn terms() -> pallet_consents::ConsentSpec {
	pallet_consents::ConsentSpec {
		institution: BANK,
		purpose: Purpose::Assessment,
		scope: pallet_consents::Scope::All,
		from: NOON,
		until: NOON + 1_000,
		uses: 2,
		retention_days: 10,
	}
}

pub fn externalities() -> TestExternalities {
	mocks::reset();
	set_now(NOON);
	mocks::set_enterprise(&firm(), Some(CONTROLLER));
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, 40, true);
	mocks::set_institution(SUSPENDED_BANK, 50, false);
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		ConsentsPallet::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
