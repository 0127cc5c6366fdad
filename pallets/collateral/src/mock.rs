use crate as pallet_collateral;
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use frame_system::EnsureRoot;
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock, MockDocumentsAbroad, MockEnterprises, MockInstitutions, MockLoans},
	AgencyId, AgencyRight, AssetId, AssetKind, BasisPoints, Currency, Date, InstitutionId, LienId, LoanId,
	RegistrationNumber, Security, SecurityClaim,
};
use pallet_collateral::{
	DocumentTokens, LienKind, LienSpec, NextAsset, NextLien, ReceivableSpec, ReceivableView, RightNumber, RightSpec,
};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};

pub use lingnan_support::mocks::{set_now, DAY, OPENING, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Collateral = pallet_collateral;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// Moves to noon of a day.
pub fn set_today(date: Date) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

pub struct Helper;
impl pallet_collateral::BenchmarkHelper<u64> for Helper {
	fn ip_office() -> u64 {
		IP_OFFICE
	}
	fn court() -> u64 {
		COURT
	}
	fn customs() -> u64 {
		CUSTOMS
	}
	fn institution() -> (InstitutionId, u64) {
		(BANK, BANK_KEY)
	}
	fn enterprise(n: u32) -> (RegistrationNumber, u64) {
		let number = firm(n);
		mocks::set_enterprise(&number, Some(controller(n)));
		(number, controller(n))
	}
}

parameter_types! {
	pub const Haircuts: [BasisPoints; 7] = [3_000, 1_500, 1_000, 4_000, 2_000, 8_000, 8_000];
	pub static KeepRankOnRenewal: bool = false;
	pub static PriceDiscount: BasisPoints = 0;
}

impl pallet_collateral::Config for Test {
	type Agencies = MockAgencies;
	type BenchmarkHelper = Helper;
	type Abroad = MockDocumentsAbroad;
	type Clock = MockClock;
	type Enterprises = MockEnterprises;
	type GovernOrigin = EnsureRoot<u64>;
	type Haircuts = Haircuts;
	type DecisionDays = ConstU32<30>;
	type Institutions = MockInstitutions;
	type KeepRankOnRenewal = KeepRankOnRenewal;
	type Loans = MockLoans;
	type ObjectionDays = ConstU32<15>;
	type PriceDiscount = PriceDiscount;
	type Standstill = mocks::MockStandstill;
	type ValuationMonths = ConstU32<12>;
	type WeightInfo = ();
}

pub const IP_OFFICE: u64 = 1;
pub const COURT: u64 = 2;
pub const CUSTOMS: u64 = 3;
pub const APPRAISER: u64 = 4;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(4);
pub const OTHER_BANK_KEY: u64 = 40;

pub fn firm(n: u32) -> RegistrationNumber {
	format!("MO:F-{n}").parse().unwrap()
}

/// The account that controls the `n`th firm.
pub fn controller(n: u32) -> u64 {
	u64::from(n) + 100
}

/// An invention of the first two firms, with ten years to go.
pub fn right() -> RightSpec {
	RightSpec {
		kind: AssetKind::Invention,
		number: RightNumber::Patent("ZL201710601862.3".parse().unwrap()),
		title: "A lychee sorter".try_into().unwrap(),
		owners: vec![firm(0), firm(1)].try_into().unwrap(),
		granted: true,
		expires: TODAY + 3_650,
		fee_paid_until: TODAY + 100,
	}
}

pub fn receivable(n: u32) -> ReceivableSpec {
	ReceivableSpec {
		kind: AssetKind::TradeReceivable,
		creditor: firm(n),
		obligor: "A buyer abroad".try_into().unwrap(),
		currency: Currency::Usd,
		face_value: 1_000_000,
		issued: TODAY - 10,
		due: TODAY + 80,
		exact_token: None,
		obligor_number: None,
	}
}

/// The public key of an issuer: a multiple of the base point.
pub fn issuer_key(n: u64) -> H256 {
	use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, scalar::Scalar};
	H256((RISTRETTO_BASEPOINT_POINT * Scalar::from(n)).compress().to_bytes())
}

/// The declaration that each document here names, under the two versions of the customs' key.
pub const DECLARED: H256 = H256::repeat_byte(0xdd);
pub const DECLARED_LATER: H256 = H256::repeat_byte(0xee);

/// What the customs make of a document with the first version of their key.
pub fn tokens(document: u8) -> DocumentTokens {
	let (exact, coarse) = (H256::repeat_byte(document), H256::repeat_byte(0x80 + document));
	DocumentTokens { version: 1, exact, coarse, by_declaration: Some(DECLARED) }
}

/// And with the second.
pub fn later(document: u8) -> DocumentTokens {
	let (exact, coarse) = (H256::repeat_byte(0x20 + document), H256::repeat_byte(0xa0 + document));
	DocumentTokens { version: 2, exact, coarse, by_declaration: Some(DECLARED_LATER) }
}

pub fn pledge_to(institution: InstitutionId) -> LienSpec {
	LienSpec { institution, kind: LienKind::Pledge, secured_amount: 500_000, until: TODAY + 365, renews: None }
}

pub fn externalities() -> TestExternalities {
	mocks::reset();
	KeepRankOnRenewal::set(false);
	PriceDiscount::set(0);
	mocks::set_agency(AgencyId(0), IP_OFFICE, &[AgencyRight::IntellectualProperty]);
	mocks::set_agency(AgencyId(1), COURT, &[AgencyRight::Court]);
	mocks::set_agency(AgencyId(2), CUSTOMS, &[AgencyRight::Customs]);
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, OTHER_BANK_KEY, true);
	mocks::set_institution(InstitutionId(5), 50, false);
	for n in 0..4 {
		mocks::set_enterprise(&firm(n), Some(controller(n)));
	}
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// The customs have a key, and no event tells of it.
pub fn open_key() {
	Collateral::open_token_version(signed(CUSTOMS), issuer_key(1)).unwrap();
	System::reset_events();
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		open_key();
		run();
		Collateral::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Dispatches a call as a block does: what fails leaves nothing behind.
pub fn dispatch(who: u64, call: pallet_collateral::Call<Test>) -> sp_runtime::DispatchResult {
	RuntimeCall::from(call).dispatch(signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

pub fn registered(spec: RightSpec) -> AssetId {
	let id = NextAsset::<Test>::get();
	Collateral::register_right(signed(IP_OFFICE), spec).unwrap();
	id
}

/// The invention, with the second owner's agreement and a valuation of a million.
pub fn ready_right() -> AssetId {
	let id = registered(right());
	Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true).unwrap();
	Collateral::license_appraiser(root(), APPRAISER, "An appraiser".try_into().unwrap()).unwrap();
	Collateral::appraise(signed(APPRAISER), id, Currency::Cny, 1_000_000, TODAY, H256::zero()).unwrap();
	id
}

pub fn noticed(n: u32) -> AssetId {
	let id = NextAsset::<Test>::get();
	Collateral::register_receivable(signed(controller(n)), receivable(n)).unwrap();
	id
}

/// A lien of the `n`th firm for an institution.
pub fn pledged(asset: AssetId, n: u32, institution: InstitutionId) -> LienId {
	let id = NextLien::<Test>::get();
	Collateral::pledge(signed(controller(n)), asset, firm(n), pledge_to(institution)).unwrap();
	id
}

/// A lien of the first firm over so much.
pub fn pledged_part(asset: AssetId, institution: InstitutionId, secured_amount: u64) -> LienId {
	let id = NextLien::<Test>::get();
	let spec = LienSpec { secured_amount, ..pledge_to(institution) };
	Collateral::pledge(signed(controller(0)), asset, firm(0), spec).unwrap();
	id
}

/// A lien of the first firm over so much, which secures a loan.
pub fn lent(asset: AssetId, institution: InstitutionId, secured_amount: u64, loan: u64) -> LienId {
	let id = pledged_part(asset, institution, secured_amount);
	reserve(asset, 0, institution, LoanId(loan)).unwrap();
	Collateral::bind(asset, LoanId(loan));
	id
}

/// The receivable as people read it.
pub fn shown(asset: AssetId) -> ReceivableView {
	Collateral::asset_view(asset).unwrap().receivable.unwrap()
}

pub fn claim(n: u32, institution: InstitutionId, loan: LoanId) -> SecurityClaim {
	SecurityClaim { enterprise: firm(n), institution, loan, until: TODAY + 30, grace_days: 0, renews: None }
}

/// Reserves as a block does: what fails leaves nothing behind.
pub fn reserve(asset: AssetId, n: u32, institution: InstitutionId, loan: LoanId) -> sp_runtime::DispatchResult {
	frame_support::storage::with_storage_layer(|| Collateral::reserve(asset, &claim(n, institution, loan)).map(|_| ()))
}

/// The customs' word on the document of every receivable here.
pub fn confirm(asset: AssetId) {
	Collateral::confirm_receivable(signed(CUSTOMS), asset, tokens(1)).unwrap();
}

/// A lien that secures loan 7.
pub fn bound(asset: AssetId, n: u32, institution: InstitutionId) -> LienId {
	let id = pledged(asset, n, institution);
	reserve(asset, n, institution, LoanId(7)).unwrap();
	Collateral::bind(asset, LoanId(7));
	id
}
