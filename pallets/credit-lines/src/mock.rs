use crate as pallet_credit_lines;
use frame_support::derive_impl;
use lingnan_support::{
	application::UseOfFunds,
	conditions::{DueDays, Rate},
	mocks::{self, MockClock, MockEnterprises, MockInstitutions, OPENING, TODAY},
	product::RepaymentMethod,
	Currency, DayCount, Drawdown, InstitutionId, RegistrationNumber,
};
use pallet_credit_lines::{CommitmentFee, DrawdownConditions, LineSpec};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::{now, set_now, DAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type CreditLines = pallet_credit_lines;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_credit_lines::Config for Test {
	type BenchmarkHelper = Helper;
	type Calendars = mocks::MockCalendars;
	type Clock = MockClock;
	type Enterprises = MockEnterprises;
	type Institutions = MockInstitutions;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_credit_lines::BenchmarkHelper<u64> for Helper {
	fn institution() -> (InstitutionId, u64) {
		(BANK, BANK_KEY)
	}
	fn enterprise() -> (RegistrationNumber, u64) {
		(firm(), CONTROLLER)
	}
}

pub const CONTROLLER: u64 = 1;
pub const OFFICER: u64 = 2;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const RIVAL: InstitutionId = InstitutionId(4);
pub const RIVAL_KEY: u64 = 40;
/// One million yuan.
pub const LIMIT: u64 = 100_000_000;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn other_firm() -> RegistrationNumber {
	"91420000737944946L".parse().unwrap()
}

/// A million that revolves for 360 days, each drawdown up to six months at 4.50 % at most, repaid 30 days later.
pub fn spec() -> LineSpec {
	LineSpec {
		enterprise: firm(),
		currency: Currency::Cny,
		limit: LIMIT,
		revolving: true,
		until: TODAY + 360,
		repay_by: TODAY + 390,
		conditions: DrawdownConditions {
			highest_rate: Rate::basis_points(450),
			longest_tenor: 6,
			methods: vec![RepaymentMethod::Bullet, RepaymentMethod::EqualInstalments].try_into().unwrap(),
			use_of_funds: vec![UseOfFunds::WorkingCapital, UseOfFunds::Purchases].try_into().unwrap(),
		},
		commitment_fee: CommitmentFee {
			rate: 25,
			day_count: DayCount::Actual360,
			due_days: DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 },
		},
		valid_until: OPENING + 14 * DAY,
	}
}

thread_local! {
	static FIRM: RegistrationNumber = firm();
}

/// Three months of so much, as both agreed them, judged with a change.
pub fn drawdown<R>(amount: u64, change: impl FnOnce(&mut Drawdown), judge: impl FnOnce(&Drawdown) -> R) -> R {
	FIRM.with(|firm| {
		let mut drawdown = Drawdown {
			enterprise: firm,
			institution: BANK,
			currency: Currency::Cny,
			amount,
			until: TODAY + 100,
			tenor: 3,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::WorkingCapital,
			rate: Some(Rate::basis_points(400)),
		};
		change(&mut drawdown);
		judge(&drawdown)
	})
}

pub fn build() -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(RIVAL, RIVAL_KEY, true);
	mocks::set_enterprise(&firm(), Some(CONTROLLER));
	mocks::set_enterprise(&other_firm(), Some(STRANGER));
	mocks::set_officer(&firm(), OFFICER, 1_000_000);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build().execute_with(|| {
		run();
		CreditLines::do_try_state().unwrap();
	});
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
