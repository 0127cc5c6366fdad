use crate as pallet_financing;
use frame_support::{
	derive_impl,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use lingnan_support::{
	mocks::{self, MockAsset, MockClock, MockConsents, MockEnterprises, MockOutcomes, MockRatings, MockSecurity},
	ApplicationId, AssetId, AssetKind, Currency, Grade, InstitutionId, Jurisdiction, RatingSummary, RegistrationNumber,
	SecurityOffer, Text,
};
use pallet_financing::{
	InstitutionKind, InstitutionSpec, NextApplication, OfferSpec, ProductSpec, RepaymentMethod, RequestSpec,
};
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};

pub use lingnan_support::mocks::{now, set_now, DAY, OPENING, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Financing = pallet_financing;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub struct Helper;
impl pallet_financing::BenchmarkHelper<u64> for Helper {
	fn applicant(institution: InstitutionId) -> (RegistrationNumber, u64) {
		mocks::set_enterprise(&firm(), Some(CONTROLLER));
		mocks::set_rating(&firm(), Some(rating(Grade::A)));
		mocks::set_consent(&firm(), institution, 10);
		(firm(), CONTROLLER)
	}
	fn security(_: &RegistrationNumber, institution: InstitutionId, count: u32) -> Vec<AssetId> {
		(0..count.into())
			.map(|id| {
				receivable(id, institution);
				id
			})
			.collect()
	}
	fn pass(days: u32) {
		pass(days)
	}
}

impl pallet_financing::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Consents = MockConsents;
	type DefaultAfterDays = ConstU32<90>;
	type EnterpriseLimit = ConstU64<1_000_000_000>;
	type Enterprises = MockEnterprises;
	type GovernOrigin = EnsureRoot<u64>;
	type Seats = mocks::MockSeats;
	type Outcomes = MockOutcomes;
	type Ratings = MockRatings;
	type Security = MockSecurity;
	type WeightInfo = ();
}

pub const CONTROLLER: u64 = 1;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = 0;
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = 1;
pub const OTHER_BANK_KEY: u64 = 40;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

pub fn rating(grade: Grade) -> RatingSummary {
	RatingSummary {
		scorecard: 5,
		points: 550,
		grade,
		at_least: false,
		default_probability: 100,
		coverage: 8_000,
		made_at: OPENING,
		valid_until: u64::MAX,
		institution: None,
		indicators: vec![1, 2],
	}
}

/// An asset of the firm worth 10^10 fen to a lender, with a lien for an institution.
pub fn receivable(id: AssetId, institution: InstitutionId) {
	let offer = SecurityOffer {
		kind: AssetKind::TradeReceivable,
		currency: Currency::CNY,
		lending_value: 10_000_000_000,
		trade_record_confirmed: true,
	};
	let lien = Some(institution);
	let asset =
		MockAsset { owner: firm(), offer, lien, loan: None, financed: false, discharged: false, defaulted: false };
	mocks::set_asset(id, asset);
}

pub fn institution(key: u64) -> InstitutionSpec<u64> {
	InstitutionSpec {
		name: "A bank".try_into().unwrap(),
		kind: InstitutionKind::CityBank,
		jurisdiction: Jurisdiction::Guangdong,
		key,
	}
}

pub fn product() -> ProductSpec {
	ProductSpec {
		name: "A loan".try_into().unwrap(),
		currency: Currency::CNY,
		min_amount: 1_000,
		max_amount: 100_000_000,
		min_tenor: 1,
		max_tenor: 36,
		min_rate: 600,
		max_rate: 1_200,
		methods: vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet].try_into().unwrap(),
		worst_grade: Grade::BB,
		minimum_coverage: 6_000,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: true,
		security: vec![AssetKind::TradeReceivable].try_into().unwrap(),
		worst_loan_to_value: 9_000,
		trade_records: false,
		decision_days: 5,
	}
}

pub fn request() -> RequestSpec {
	RequestSpec {
		amount: 10_000_000,
		currency: Currency::CNY,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		security: Default::default(),
	}
}

pub fn offer() -> OfferSpec {
	OfferSpec {
		amount: 10_000_000,
		rate: 1_200,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		penalty_rate: 3_650,
		arrangement_fee: 0,
		valid_until: now() + 10 * DAY,
	}
}

pub fn reference(text: &str) -> Text<64> {
	text.try_into().unwrap()
}

/// Nothing but a clock.
pub fn bare() -> TestExternalities {
	mocks::reset();
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Two banks, a product of the first, and a firm rated A that consents ten times to the first.
pub fn externalities() -> TestExternalities {
	let mut externalities = bare();
	externalities.execute_with(|| {
		for key in [BANK_KEY, OTHER_BANK_KEY] {
			Financing::register_institution(root(), institution(key)).unwrap();
		}
		Financing::publish_product(signed(BANK_KEY), product()).unwrap();
		mocks::set_enterprise(&firm(), Some(CONTROLLER));
		mocks::set_rating(&firm(), Some(rating(Grade::A)));
		mocks::set_consent(&firm(), BANK, 10);
		System::reset_events();
	});
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Financing::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Dispatches a call as a block does: what fails leaves nothing behind.
pub fn dispatch(who: u64, call: pallet_financing::Call<Test>) -> sp_runtime::DispatchResult {
	RuntimeCall::from(call).dispatch(signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

pub fn applied(request: RequestSpec) -> ApplicationId {
	let id = NextApplication::<Test>::get();
	Financing::apply(signed(CONTROLLER), firm(), 0, request).unwrap();
	id
}

pub fn offered(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	let id = applied(request);
	Financing::make_offer(signed(BANK_KEY), id, offer).unwrap();
	id
}

pub fn accepted(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	let id = offered(request, offer);
	let hash = Financing::application(id).unwrap().offered_terms_hash.unwrap();
	Financing::accept_offer(signed(CONTROLLER), id, hash).unwrap();
	id
}

pub fn disbursed(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	let id = accepted(request, offer);
	Financing::disburse(signed(BANK_KEY), id, reference("PAY-1")).unwrap();
	id
}

/// 100,000.00 yuan over twelve months at 12 %, in equal instalments of 8,884.88.
pub fn lent(request: RequestSpec, offer: OfferSpec) -> u64 {
	let id = disbursed(request, offer);
	Financing::confirm_receipt(signed(CONTROLLER), id, reference("PAY-1")).unwrap();
	id
}

pub fn repay(loan: u64, amount: u64, text: &str) -> sp_runtime::DispatchResult {
	Financing::record_repayment(signed(BANK_KEY), loan, amount, reference(text))
}
