use crate as pallet_classification;
use frame_support::derive_impl;
use frame_system::EnsureRoot;
use lingnan_support::{
	loan::LoanState,
	mocks::{self, MockClock, MockInstitutions, MockLoans, DAY, OPENING, TODAY},
	Amount, Currency, Date, InstitutionId, Jurisdiction, LoanFacts, LoanId, RegistrationNumber,
};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{traits::Convert, BuildStorage};

pub use lingnan_support::mocks::set_now;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Classification = pallet_classification;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_classification::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type GovernOrigin = EnsureRoot<u64>;
	type Institutions = MockInstitutions;
	type Loans = MockLoans;
	type PlaceOf = Places;
	type Weighed = Rates;
	type WeightInfo = ();
}

/// Of the third bank it is Hong Kong.
pub struct Places;
impl Convert<InstitutionId, Jurisdiction> for Places {
	fn convert(institution: InstitutionId) -> Jurisdiction {
		if institution == HONG_KONG_BANK {
			Jurisdiction::HongKong
		} else {
			Jurisdiction::Guangdong
		}
	}
}

/// A dollar of Hong Kong counts nine tenths of a yuan.
pub struct Rates;
impl Convert<(Currency, Amount), Amount> for Rates {
	fn convert((currency, amount): (Currency, Amount)) -> Amount {
		match currency {
			Currency::Hkd => amount * 9 / 10,
			_ => amount,
		}
	}
}

pub struct Helper;
impl pallet_classification::BenchmarkHelper<u64> for Helper {
	fn loan() -> (LoanId, u64) {
		lend(LOAN, BANK, 100);
		(LOAN, BANK_KEY)
	}
}

pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const RIVAL: InstitutionId = InstitutionId(4);
pub const RIVAL_KEY: u64 = 40;
pub const HONG_KONG_BANK: InstitutionId = InstitutionId(5);
pub const HONG_KONG_KEY: u64 = 50;
pub const LOAN: LoanId = LoanId(1);
pub const REASON: H256 = H256::repeat_byte(7);

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// A loan to the firm, of which nothing is overdue.
pub fn lend(loan: LoanId, institution: InstitutionId, owed: Amount) {
	let facts = LoanFacts {
		enterprise: firm(),
		institution,
		currency: Currency::Cny,
		state: LoanState::Active,
		started: TODAY,
		maturity: TODAY + 365,
		called_on: None,
		defaulted_on: None,
		outstanding_principal: owed,
		payoff: owed,
		due_since: None,
		material_days: 0,
		restructured: false,
	};
	mocks::set_facts(loan, Some(facts));
}

/// Changes what is known of a loan.
pub fn change(loan: LoanId, change: impl FnOnce(&mut LoanFacts)) {
	let mut facts = <MockLoans as lingnan_support::LoanAccounts>::facts(loan).unwrap();
	change(&mut facts);
	mocks::set_facts(loan, Some(facts));
}

/// Something of it was due on this day and is unpaid.
pub fn overdue(loan: LoanId, since: Date) {
	change(loan, |facts| facts.due_since = Some(since));
}

/// Moves to a day.
pub fn set_today(date: Date) {
	set_now(OPENING + u64::from(date - TODAY) * DAY);
}

pub fn build() -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(RIVAL, RIVAL_KEY, true);
	mocks::set_institution(HONG_KONG_BANK, HONG_KONG_KEY, true);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build().execute_with(|| {
		run();
		Classification::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
