use crate as pallet_financing;
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_lending::rates::SurchargeLimits;
use lingnan_support::{
	conditions::{Adjustment, BorneBy, Conditions, CostItem, Late, OnUnpaidInterest, Pricing, Rate},
	mocks::{
		self, MockAsset, MockClock, MockConsents, MockEnterprises, MockInstitutions, MockOutcomes, MockProducts,
		MockRatings, MockSecurity,
	},
	Act, AssetKind, Currency, Date, DayCount, EnterpriseProfile, Enterprises, Grade, InstitutionId, Jurisdiction,
	LateLimits, RegistrationNumber, SecurityOffer, Text, WHOLE,
};
use pallet_financing::{CostRule, NextApplication, OfferSpec, ProductSpec, RepaymentMethod, RequestSpec};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError};

pub use lingnan_support::{
	mocks::{now, rating, request, set_now, DAY, OPENING, TODAY},
	ApplicationId, AssetId, LienId, LoanId, ProductId, ScorecardId,
};

pub mod seams;

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
	fn institution() -> (InstitutionId, u64) {
		suspend(BANK, false);
		(BANK, BANK_KEY)
	}
	fn publish(_: u64, product: ProductSpec) -> ProductId {
		mocks::add_product(BANK, product)
	}
	fn applicant(institution: InstitutionId) -> (RegistrationNumber, u64) {
		mocks::set_enterprise(&firm(), Some(CONTROLLER));
		mocks::set_rating(&firm(), Some(rating(Grade::A)));
		mocks::set_consent(&firm(), institution, 10);
		(firm(), CONTROLLER)
	}
	fn security(_: &RegistrationNumber, institution: InstitutionId, count: u32) -> Vec<AssetId> {
		(0..count.into())
			.map(AssetId)
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

/// The register, with one firm that can be frozen and an officer who may only do what binds it to nothing.
pub struct Register;
impl Enterprises<u64> for Register {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		MockEnterprises::profile(enterprise)
	}
	fn controller(enterprise: &RegistrationNumber) -> Option<u64> {
		MockEnterprises::controller(enterprise)
	}
	fn may(who: &u64, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		if act != Act::Daily && (*who == OFFICER || FROZEN.get()) {
			return Err(DispatchError::Other(if FROZEN.get() { "frozen" } else { "beyond the mandate" }));
		}
		Ok(*who == OFFICER || Self::controller(enterprise) == Some(*who))
	}
}

std::thread_local! {
	static FROZEN: core::cell::Cell<bool> = const { core::cell::Cell::new(false) };
}

pub fn freeze(frozen: bool) {
	FROZEN.set(frozen);
}

ord_parameter_types! {
	pub const Regulator: u64 = 50;
}

parameter_types! {
	pub const LimitRates: [u32; 4] = [1_000_000, 900_000, 880_000, 7_000_000];
}

/// Lateness may cost three times the rate: of 12 % a thousandth a day.
pub struct Limits;
impl LateLimits for Limits {
	fn overdue(_: Jurisdiction) -> SurchargeLimits {
		SurchargeLimits { least: 0, most: 20_000 }
	}
	fn misuse(_: Jurisdiction) -> SurchargeLimits {
		SurchargeLimits { least: 5_000, most: 20_000 }
	}
}

impl pallet_financing::Config for Test {
	type ArbiterOrigin = EnsureSignedBy<Regulator, u64>;
	type BackdatingDays = ConstU32<30>;
	type BenchmarkHelper = Helper;
	type Calendars = mocks::MockCalendars;
	type ClaimDays = ConstU32<10>;
	type CompensationDays = ConstU32<90>;
	type Clock = MockClock;
	type ConfirmationDays = ConstU32<5>;
	type Consents = MockConsents;
	type DefaultAfterDays = ConstU32<90>;
	type DisputeDays = ConstU32<15>;
	type EnterpriseLimit = ConstU64<1_000_000_000>;
	type Enterprises = Register;
	type GovernOrigin = EnsureRoot<u64>;
	type Guarantees = seams::Guarantees;
	type Institutions = MockInstitutions;
	type LateLimits = Limits;
	type LimitRates = LimitRates;
	type Lines = seams::Lines;
	type MaterialArrears = ConstU64<10_000>;
	type MaterialShare = ConstU32<100>;
	type Outcomes = MockOutcomes;
	type Policies = seams::Policies;
	type Products = MockProducts;
	type Ratings = MockRatings;
	type ReferenceRates = mocks::MockReferenceRates;
	type ReservationDays = ConstU32<15>;
	type ReversalDays = ConstU32<10>;
	type Security = MockSecurity;
	type Standstill = mocks::MockStandstill;
	type StatementDays = ConstU32<5>;
	type WeightInfo = ();
}

pub const CONTROLLER: u64 = 1;
pub const OTHER_CONTROLLER: u64 = 2;
pub const STRANGER: u64 = 9;
/// Acts for every firm, with no duty that binds.
pub const OFFICER: u64 = 8;
pub const REGULATOR: u64 = 50;
pub const BANK: InstitutionId = InstitutionId(0);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(1);
pub const OTHER_BANK_KEY: u64 = 40;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// Another firm, whose controller is [`OTHER_CONTROLLER`].
pub fn other_firm() -> RegistrationNumber {
	"91420000737944946L".parse().unwrap()
}

pub fn today() -> Date {
	lingnan_support::date_of(now())
}

/// An asset of the firm worth 10^10 fen to a lender, with a lien for an institution that secures as much.
pub fn receivable(id: AssetId, institution: InstitutionId) {
	let offer = SecurityOffer {
		kind: AssetKind::TradeReceivable,
		currency: Currency::Cny,
		lending_value: 10_000_000_000,
		trade_record_confirmed: true,
	};
	let asset = MockAsset {
		owner: firm(),
		offer,
		lien: Some(institution),
		secured: 10_000_000_000,
		document: Some(H256::from_low_u64_be(id.0)),
		reserved: None,
		loan: None,
		financed: false,
		discharged: false,
		defaulted: false,
		until: Date::MAX,
	};
	mocks::set_asset(id, asset);
}

/// Suspends one of the two banks, or reinstates it.
pub fn suspend(bank: InstitutionId, suspended: bool) {
	let key = if bank == BANK { BANK_KEY } else { OTHER_BANK_KEY };
	mocks::set_institution(bank, key, !suspended);
}

/// 100,000.00 yuan at 12 % over twelve months, twelfths of a year, a thousandth a day on whatever is late.
pub fn conditions() -> Conditions {
	Conditions {
		day_count: DayCount::MonthlyTwelfths,
		adjustment: Adjustment::Unadjusted,
		late: Late { surcharge: 20_000, misuse: 20_000, on_interest: OnUnpaidInterest::Penalty },
		..Conditions::plain(10_000_000, 12, RepaymentMethod::EqualInstalments, Rate::basis_points(1_200))
	}
}

/// The mocks' product, by twelfths of a year, with every cost that an offer can name, and as dear when late as these tests like.
pub fn product() -> ProductSpec {
	let payees = ["", "A guarantor", "A valuer"].map(reference);
	let items = [CostItem::Arrangement, CostItem::Other, CostItem::Guarantee];
	let rules = items.into_iter().flat_map(|item| payees.clone().map(|payee| (item, payee)));
	let costs: Vec<CostRule> = rules
		.map(|(item, payee)| CostRule { item, payee, amount: 0, share: WHOLE, after: 0, borne_by: BorneBy::Borrower })
		.collect();
	ProductSpec {
		day_count: DayCount::MonthlyTwelfths,
		surcharge: 20_000,
		costs: costs.try_into().unwrap(),
		..mocks::product()
	}
}

pub fn offer() -> OfferSpec {
	on(conditions())
}

/// An offer of these conditions.
pub fn on(conditions: Conditions) -> OfferSpec {
	OfferSpec { conditions, valid_until: now() + 10 * DAY }
}

/// An offer of so much.
pub fn offer_of(amount: u64) -> OfferSpec {
	on(Conditions { amount, ..conditions() })
}

pub fn reference(text: &str) -> Text<64> {
	text.try_into().unwrap()
}

/// Nothing but a clock.
pub fn bare() -> TestExternalities {
	mocks::reset();
	seams::reset();
	freeze(false);
	let mut externalities: TestExternalities =
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Two banks, a product of the first, and a firm rated A that consents ten times to the first.
pub fn externalities() -> TestExternalities {
	let mut externalities = bare();
	externalities.execute_with(|| {
		for bank in [BANK, OTHER_BANK] {
			suspend(bank, false);
		}
		mocks::add_product(BANK, product());
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
	Financing::apply(signed(CONTROLLER), firm(), ProductId(0), request).unwrap();
	id
}

/// Makes the product one of which such conditions can be offered.
pub fn allow(product: ProductId, conditions: &Conditions) {
	mocks::change_product(product, |product| {
		let rules = conditions.costs.iter().map(|cost| CostRule {
			item: cost.item,
			payee: cost.payee.clone(),
			amount: 0,
			share: WHOLE,
			after: 0,
			borne_by: cost.borne_by,
		});
		product.costs = rules.collect::<Vec<_>>().try_into().unwrap();
		product.day_count = conditions.day_count;
		product.reference = match conditions.pricing {
			Pricing::Fixed { .. } => None,
			Pricing::Floating { reference, .. } => Some(reference),
		};
	});
}

pub fn offered(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	allow(ProductId(0), &offer.conditions);
	let id = applied(request);
	Financing::make_offer(signed(BANK_KEY), id, offer).unwrap();
	id
}

pub fn accepted(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	let id = offered(request, offer);
	accept(CONTROLLER, id).unwrap();
	id
}

/// Accepts the terms as they are shown.
pub fn accept(who: u64, application: ApplicationId) -> sp_runtime::DispatchResult {
	let terms_hash = Financing::application(application).unwrap().offered_terms_hash.unwrap();
	dispatch(who, pallet_financing::Call::accept_offer { application, terms_hash })
}

/// States a payment of today.
pub fn pay_out(who: u64, application: ApplicationId, text: &str) -> sp_runtime::DispatchResult {
	pay_out_on(who, application, text, today())
}

pub fn pay_out_on(who: u64, application: ApplicationId, text: &str, value_date: Date) -> sp_runtime::DispatchResult {
	dispatch(who, pallet_financing::Call::disburse { application, reference: reference(text), value_date })
}

pub fn confirm(who: u64, application: ApplicationId, text: &str) -> sp_runtime::DispatchResult {
	dispatch(who, pallet_financing::Call::confirm_receipt { application, reference: reference(text) })
}

pub fn disbursed(request: RequestSpec, offer: OfferSpec) -> ApplicationId {
	let id = accepted(request, offer);
	pay_out(BANK_KEY, id, "PAY-1").unwrap();
	id
}

/// 100,000.00 yuan over twelve months at 12 %, in equal instalments of 8,884.88.
pub fn lent(request: RequestSpec, offer: OfferSpec) -> LoanId {
	let id = disbursed(request, offer);
	confirm(CONTROLLER, id, "PAY-1").unwrap();
	id.loan()
}

pub fn repay(loan: LoanId, amount: u64, text: &str) -> sp_runtime::DispatchResult {
	repay_on(loan, amount, text, today())
}

pub fn repay_on(loan: LoanId, amount: u64, text: &str, value_date: Date) -> sp_runtime::DispatchResult {
	dispatch(
		BANK_KEY,
		pallet_financing::Call::record_repayment { loan, amount, reference: reference(text), value_date },
	)
}

pub fn reverse(who: u64, loan: LoanId, posting: u32) -> sp_runtime::DispatchResult {
	dispatch(who, pallet_financing::Call::reverse { loan, posting, reason: reference("bounced") })
}

pub fn alone(error: impl Into<frame_support::dispatch::DispatchErrorWithPostInfo>) -> sp_runtime::DispatchError {
	error.into().error
}

/// As `frame_support::assert_noop`, of the error alone: what a refusal takes of an allowance is asserted where it matters.
macro_rules! assert_noop {
	($call:expr, $error:expr $(,)?) => {
		frame_support::assert_noop!($call.map(drop).map_err($crate::mock::alone), $error)
	};
}
pub(crate) use assert_noop;
