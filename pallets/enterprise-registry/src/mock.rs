use crate as pallet_enterprise_registry;
use frame_support::{derive_impl, traits::ConstU32};
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock},
	AgencyId, AgencyRight, Currency, RegistrationNumber,
};
use pallet_enterprise_registry::RegistrationSpec;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};

pub use lingnan_support::mocks::{OPENING, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Registry = pallet_enterprise_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub struct Helper;
impl pallet_enterprise_registry::BenchmarkHelper<u64> for Helper {
	fn registrar() -> u64 {
		REGISTRAR
	}
}

impl pallet_enterprise_registry::Config for Test {
	type Agencies = MockAgencies;
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type FreezeDays = ConstU32<30>;
	type RecoveryDays = ConstU32<14>;
	type WeightInfo = ();
}

pub const REGISTRAR: u64 = 1;
pub const REGISTRAR_ID: AgencyId = AgencyId(0);
/// Another agency with the right.
pub const OTHER_REGISTRAR: u64 = 2;
/// An agency without it.
pub const TAX_OFFICE: u64 = 3;
pub const OWNER: u64 = 10;
pub const HEIR: u64 = 11;
pub const STRANGER: u64 = 12;
/// An agency with the court's right.
pub const COURT: u64 = 4;
/// Another such.
pub const OTHER_COURT: u64 = 5;
/// An account that the owner lets sign.
pub const OFFICER: u64 = 13;
/// Three whom the owner trusts, and three of a thief's.
pub const GUARDIANS: [u64; 3] = [21, 22, 23];
pub const ACCOMPLICES: [u64; 3] = [31, 32, 33];

/// Good by both checks.
pub const SHENZHEN_FIRM: &str = "91440300708461136T";
pub const HUBEI_FIRM: &str = "91420000737944946L";
/// Really issued, with an outer check that does not hold.
pub const ODD_FIRMS: [&str; 2] = ["91350211M0000XUF46", "91350100M0001TGQXM"];

pub fn number(text: &str) -> RegistrationNumber {
	text.parse().unwrap()
}

pub fn firm() -> RegistrationNumber {
	number(SHENZHEN_FIRM)
}

pub fn registration(of: &str) -> RegistrationSpec {
	RegistrationSpec {
		number: number(of),
		legal_name: "Lychee Electronics".try_into().unwrap(),
		industry: "C3911".parse().unwrap(),
		division: None,
		founded: 16_000,
		registered_capital: 100_000_000,
		capital_currency: Currency::Cny,
		lei: None,
		accept_outer_check_mismatch: false,
	}
}

pub fn externalities() -> TestExternalities {
	mocks::reset();
	mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[AgencyRight::Registrar]);
	mocks::set_agency(AgencyId(1), OTHER_REGISTRAR, &[AgencyRight::Registrar]);
	mocks::set_agency(AgencyId(2), TAX_OFFICE, &[AgencyRight::Customs]);
	mocks::set_agency(AgencyId(3), COURT, &[AgencyRight::Court]);
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Registry::do_try_state().unwrap();
	});
}

/// A firm that `OWNER` controls.
pub fn controlled() {
	Registry::register(signed(REGISTRAR), registration(SHENZHEN_FIRM)).unwrap();
	Registry::offer_control(signed(REGISTRAR), firm(), OWNER).unwrap();
	Registry::accept_control(signed(OWNER), firm()).unwrap();
}

/// Two of these act together.
pub fn two_of(accounts: &[u64]) -> pallet_enterprise_registry::Guardians<u64> {
	pallet_enterprise_registry::Guardians { accounts: accounts.to_vec().try_into().unwrap(), threshold: 2 }
}

/// A firm that `OWNER` controls, with `GUARDIANS` in force for as long as `days`.
pub fn guarded(days: u64) {
	controlled();
	Registry::name_guardians(signed(OWNER), firm(), two_of(&GUARDIANS)).unwrap();
	days_pass(14 + days);
}

/// Lets so many days pass.
pub fn days_pass(days: u64) {
	mocks::set_now(mocks::now() + days * mocks::DAY);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Dispatches a call as a block does: what fails leaves nothing behind.
pub fn dispatch(who: u64, call: pallet_enterprise_registry::Call<Test>) -> sp_runtime::DispatchResult {
	RuntimeCall::from(call).dispatch(signed(who)).map(|_| ()).map_err(|failed| failed.error)
}
