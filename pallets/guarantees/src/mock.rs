use crate as pallet_guarantees;
use codec::Encode;
use frame_support::{derive_impl, traits::ConstU32};
use frame_system::EnsureRoot;
use lingnan_support::{
	loan::LoanState,
	mocks::{self, MockClock, MockInstitutions, MockLoans, TODAY},
	Amount, ApplicationId, BasisPoints, Currency, GuaranteeId, GuarantorId, InstitutionId, Jurisdiction, LoanAccounts,
	LoanFacts, LoanId, RegistrationNumber, Timestamp,
};
use pallet_guarantees::{
	Covered, GuaranteePart, GuaranteeSpec, GuarantorKind, GuarantorSpec, PaymentModel, SharingScheme,
};
use sp_core::H256;
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
	// A name of its own beside the storage and the trait.
	#[runtime::pallet_index(1)]
	pub type Backing = pallet_guarantees;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub const CALL_DAYS: u32 = 180;
pub const DEFAULT_DAYS: u32 = 90;
pub const PAY_DAYS: u32 = 30;

impl pallet_guarantees::Config for Test {
	type BenchmarkHelper = Helper;
	type CallDays = ConstU32<CALL_DAYS>;
	type Clock = MockClock;
	type DefaultDays = ConstU32<DEFAULT_DAYS>;
	type GovernOrigin = EnsureRoot<u64>;
	type Institutions = MockInstitutions;
	type Loans = MockLoans;
	type PayDays = ConstU32<PAY_DAYS>;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_guarantees::BenchmarkHelper<u64> for Helper {
	fn pending() -> (ApplicationId, u64) {
		mocks::set_pending(APPLICATION, BANK, firm(), Currency::Cny);
		mocks::set_pending_amount(APPLICATION, 20_000_000);
		(APPLICATION, BANK_KEY)
	}
	fn begin(application: ApplicationId) {
		begin(20_000_000);
		call_loan();
		assert_eq!(application, APPLICATION);
	}
	fn amendment(loan: LoanId) -> (H256, Timestamp) {
		mocks::set_proposed(loan, AMENDMENT, now() + 1);
		(AMENDMENT, now() + 1)
	}
}

pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const RIVAL: InstitutionId = InstitutionId(4);
pub const RIVAL_KEY: u64 = 40;
pub const COMPANY: GuarantorId = GuarantorId(0);
pub const COMPANY_KEY: u64 = 50;
pub const AGAIN: GuarantorId = GuarantorId(1);
pub const AGAIN_KEY: u64 = 51;
pub const CITY: GuarantorId = GuarantorId(2);
pub const CITY_KEY: u64 = 52;
pub const APPLICATION: ApplicationId = ApplicationId(7);
pub const LOAN: LoanId = LoanId(7);
pub const AMENDMENT: H256 = H256([0xa9; 32]);
pub const FIRST: GuaranteeId = GuaranteeId(0);

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn guarantor(kind: GuarantorKind, key: u64) -> GuarantorSpec<u64> {
	GuarantorSpec { name: "A guarantor".try_into().unwrap(), kind, jurisdiction: Jurisdiction::Guangdong, key }
}

pub fn part(guarantor: GuarantorId, share: BasisPoints) -> GuaranteePart {
	GuaranteePart { guarantor, share, backs: None }
}

pub fn spec(parts: Vec<GuaranteePart>) -> GuaranteeSpec {
	GuaranteeSpec {
		application: APPLICATION,
		scheme: SharingScheme::Agreed,
		model: PaymentModel::Advance,
		covers: Covered::Principal,
		parts: parts.try_into().unwrap(),
	}
}

pub fn terms(spec: &GuaranteeSpec) -> H256 {
	H256(sp_io::hashing::blake2_256(&spec.encode()))
}

/// The key of a guarantor.
pub fn key(guarantor: GuarantorId) -> u64 {
	COMPANY_KEY + u64::from(guarantor.0)
}

/// The bank proposes it, and all sign.
pub fn sign_all(spec: GuaranteeSpec) -> GuaranteeId {
	let id = pallet_guarantees::NextGuarantee::<Test>::get();
	Backing::propose(signed(BANK_KEY), spec.clone()).unwrap();
	for part in &spec.parts {
		Backing::sign(signed(key(part.guarantor)), id, terms(&spec)).unwrap();
	}
	id
}

/// The loan begins, and owes so much principal.
pub fn begin(owed: Amount) {
	let facts = LoanFacts {
		enterprise: firm(),
		institution: BANK,
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
	mocks::set_facts(LOAN, Some(facts));
	<Backing as lingnan_support::Guarantees>::bind(LOAN);
}

/// Changes what is known of the loan, if it has begun.
pub fn change(change: impl FnOnce(&mut LoanFacts)) {
	if let Some(mut facts) = MockLoans::facts(LOAN) {
		change(&mut facts);
		mocks::set_facts(LOAN, Some(facts));
	}
}

/// The lender calls the loan.
pub fn call_loan() {
	change(|facts| facts.called_on = Some(lingnan_support::date_of(now())));
	<Backing as lingnan_support::Guarantees>::called(LOAN);
}

/// The lender enters what it recovered.
pub fn recover(amount: Amount) {
	change(|facts| {
		facts.outstanding_principal = facts.outstanding_principal.saturating_sub(amount);
		facts.payoff = facts.outstanding_principal;
	});
}

pub fn owed() -> Amount {
	MockLoans::facts(LOAN).unwrap().outstanding_principal
}

/// Nobody is registered.
pub fn bare() -> TestExternalities {
	build(vec![])
}

/// As a network starts with these guarantors.
pub fn build(guarantors: Vec<GuarantorSpec<u64>>) -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(RIVAL, RIVAL_KEY, true);
	mocks::set_pending(APPLICATION, BANK, firm(), Currency::Cny);
	mocks::set_pending_amount(APPLICATION, 20_000_000);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_guarantees::GenesisConfig::<Test> { guarantors }.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test with a guarantee company, a re-guarantor and a city's fund, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	let guarantors = vec![
		guarantor(GuarantorKind::GuaranteeCompany, COMPANY_KEY),
		guarantor(GuarantorKind::ReGuarantor, AGAIN_KEY),
		guarantor(GuarantorKind::GovernmentFund, CITY_KEY),
	];
	build(guarantors).execute_with(|| {
		run();
		Backing::do_try_state().unwrap();
	});
}

/// Moves so many days on from when every test begins.
pub fn set_day(days: u32) {
	set_now(mocks::OPENING + u64::from(days) * DAY);
	assert_eq!(lingnan_support::date_of(now()), TODAY + days);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
