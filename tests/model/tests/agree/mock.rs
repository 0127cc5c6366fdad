//! Institutions, products, financing and collateral, all real and wired as the runtime wires them, with a fault between them if a test asks for it.

use crate::faults::{is, Fault};
use frame_support::{
	derive_impl, ord_parameter_types,
	storage::unhashed,
	traits::{ConstBool, ConstU32, Get, UnixTime},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_model::parties;
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock, MockConsents, MockDocumentsAbroad, MockEnterprises, MockRatings},
	Act, Agencies, AgencyId, AgencyRight, Amount, AssetId, Corridor, Currency, Date, DocumentsAbroad,
	EnterpriseProfile, Enterprises, Grade, GrantedLoan, InstitutionId, Institutions, LienId, LoanAccounts, LoanId,
	Outcomes, RatingSummary, Ratings, RegistrationNumber, ReservedSecurity, ScorecardId, Security, SecurityClaim,
	SecurityOffer, SecurityTerm, Timestamp,
};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};
use std::{cell::RefCell, collections::BTreeSet, time::Duration};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Financing = pallet_financing;
	#[runtime::pallet_index(2)]
	pub type Collateral = pallet_collateral;
	#[runtime::pallet_index(3)]
	pub type Lenders = pallet_institutions;
	#[runtime::pallet_index(4)]
	pub type Shelf = pallet_products;
}

pub const REGULATOR: u64 = 50;
pub const CUSTOMS: u64 = 51;
pub const IP_OFFICE: u64 = 52;
pub const COURT: u64 = 53;
pub const APPRAISER: u64 = 54;
pub const STRANGER: u64 = 9;

pub fn controller(firm: usize) -> u64 {
	100 + firm as u64
}

pub fn officer(firm: usize) -> u64 {
	200 + firm as u64
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// Financing's clock.
pub struct Clock;
impl UnixTime for Clock {
	fn now() -> Duration {
		let now = mocks::now();
		let ahead = is(Fault::ClockSkips) && (now / mocks::DAY).is_multiple_of(7);
		Duration::from_secs(now + u64::from(ahead) * mocks::DAY)
	}
}

thread_local! {
	static FROZEN: RefCell<BTreeSet<RegistrationNumber>> = RefCell::default();
}

pub fn freeze(firm: &RegistrationNumber, frozen: bool) {
	FROZEN.with_borrow_mut(|all| if frozen { all.insert(firm.clone()) } else { all.remove(firm) });
}

/// As the register answers: an officer within its amount, nobody what binds a frozen firm.
pub struct Firms;
impl Enterprises<u64> for Firms {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		MockEnterprises::profile(enterprise)
	}
	fn controller(enterprise: &RegistrationNumber) -> Option<u64> {
		MockEnterprises::controller(enterprise)
	}
	fn may(who: &u64, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		if is(Fault::AnybodySigns) {
			return Ok(true);
		}
		let controller = Self::controller(enterprise);
		if controller != Some(*who) {
			if controller.map(|account| account + 100) != Some(*who) {
				return Ok(false);
			}
			let within = match act {
				Act::Daily | Act::Consent => true,
				Act::Apply(_, amount) | Act::Accept(_, amount) | Act::Pledge(_, amount) | Act::Confirm(_, amount) => {
					amount <= parties::OFFICER_LIMIT || is(Fault::OfficerWithoutLimit)
				},
			};
			if !within {
				return Err(DispatchError::Other("beyond the mandate"));
			}
		}
		let frozen = FROZEN.with_borrow(|all| all.contains(enterprise)) && !is(Fault::FrozenFirmSigns);
		if act != Act::Daily && frozen {
			return Err(DispatchError::Other("frozen"));
		}
		Ok(true)
	}
}

pub struct Offices;
impl Agencies<u64> for Offices {
	fn agency_of(who: &u64) -> Option<AgencyId> {
		MockAgencies::agency_of(who).or(is(Fault::AnybodyAttests).then_some(AgencyId(0)))
	}
	fn has_right(agency: AgencyId, right: AgencyRight) -> bool {
		MockAgencies::has_right(agency, right)
	}
	fn key_of(agency: AgencyId) -> Option<u64> {
		MockAgencies::key_of(agency)
	}
}

/// The banks, as collateral sees them.
pub struct Banks;
impl Institutions<u64> for Banks {
	fn institution_of(who: &u64) -> Option<InstitutionId> {
		<Lenders as Institutions<u64>>::institution_of(who)
	}
	fn is_active(institution: InstitutionId) -> bool {
		is(Fault::SuspendedBankTakesLiens) || <Lenders as Institutions<u64>>::is_active(institution)
	}
	fn key_of(institution: InstitutionId) -> Option<u64> {
		<Lenders as Institutions<u64>>::key_of(institution)
	}
	fn count_missed_deadline(institution: InstitutionId) -> u32 {
		Lenders::count_missed_deadline(institution)
	}
}

const TOLD_ABROAD: &[u8] = b"told abroad";

/// The other places. What they are told is kept in storage, so that what fails is not told.
pub struct Abroad;
impl Abroad {
	pub fn told() -> Vec<H256> {
		unhashed::get_or_default(TOLD_ABROAD)
	}
}
impl DocumentsAbroad for Abroad {
	fn financed_abroad(document: H256) -> Option<(Corridor, Timestamp)> {
		MockDocumentsAbroad::financed_abroad(document).filter(|_| !is(Fault::AbroadNotAsked))
	}
	fn ensure_clear(document: H256, institution: InstitutionId) -> DispatchResult {
		if is(Fault::AbroadNotAsked) {
			return Ok(());
		}
		MockDocumentsAbroad::ensure_clear(document, institution)
	}
	fn is_held(document: H256) -> bool {
		MockDocumentsAbroad::is_held(document)
	}
	fn financed(document: H256, _: H256) {
		let mut told = Self::told();
		told.push(document);
		unhashed::put(TOLD_ABROAD, &told);
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}

pub fn rating(scorecard: ScorecardId, good: bool) -> RatingSummary {
	RatingSummary {
		scorecard,
		grade: if good { Grade::A } else { Grade::Ccc },
		default_probability: 100,
		coverage: 10_000,
		made_at: mocks::OPENING,
		valid_until: u64::MAX,
		institution: None,
		indicators: vec![],
	}
}

pub struct Grades;
impl Ratings for Grades {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		MockRatings::current(enterprise).or(is(Fault::RatingForEver).then(|| rating(ScorecardId(1), true)))
	}
	fn has_champion(enterprise: &RegistrationNumber) -> bool {
		MockRatings::has_champion(enterprise)
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}

pub struct Securities;
impl Security for Securities {
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError> {
		Collateral::offer(asset, enterprise, until)
	}
	fn offer_for(asset: AssetId, term: &SecurityTerm) -> Result<SecurityOffer, DispatchError> {
		Collateral::offer_for(asset, term)
	}
	fn carry(asset: AssetId, from: LoanId, to: LoanId, claim: &SecurityClaim) -> DispatchResult {
		Collateral::carry(asset, from, to, claim)
	}
	fn reserve(asset: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError> {
		let SecurityClaim { enterprise, until, .. } = claim;
		if is(Fault::BindsWithoutReserving) {
			return Ok(ReservedSecurity { offer: Collateral::offer(asset, enterprise, *until)?, secured: u64::MAX });
		}
		if is(Fault::LienShorterThanLoan) {
			let until = lingnan_support::date_of(mocks::now());
			return Collateral::reserve(asset, &SecurityClaim { until, ..claim.clone() });
		}
		let reserved = Collateral::reserve(asset, claim)?;
		let secured = if is(Fault::CentSecuresMillions) { u64::MAX } else { reserved.secured };
		Ok(ReservedSecurity { secured, ..reserved })
	}
	fn release(asset: AssetId, loan: LoanId) {
		if !is(Fault::ReservationStays) {
			<Collateral as Security>::release(asset, loan);
		}
	}
	fn bind(asset: AssetId, loan: LoanId) {
		Collateral::bind(asset, loan);
	}
	fn discharge(asset: AssetId, loan: LoanId) -> DispatchResult {
		if is(Fault::LienOutlivesDebt) {
			return Ok(());
		}
		Collateral::discharge(asset, loan)
	}
	fn restore(asset: AssetId, loan: LoanId) -> bool {
		!is(Fault::LienNotRestored) && Collateral::restore(asset, loan)
	}
	fn default(asset: AssetId, loan: LoanId) -> DispatchResult {
		if is(Fault::DefaultNotTold) {
			return Ok(());
		}
		<Collateral as Security>::default(asset, loan)
	}
	fn outlasts(asset: AssetId, loan: LoanId, until: Date) -> DispatchResult {
		<Collateral as Security>::outlasts(asset, loan, until)
	}
	fn cured(asset: AssetId, loan: LoanId) -> DispatchResult {
		<Collateral as Security>::cured(asset, loan)
	}
}

pub struct Accounts;
impl LoanAccounts for Accounts {
	fn owed(loan: LoanId) -> Option<(Currency, Amount)> {
		Financing::owed(loan)
	}
	fn credit(loan: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError> {
		if is(Fault::ProceedsLost) {
			return Ok(amount);
		}
		Financing::credit(loan, amount, lien)
	}
	fn fund_has_paid(loan: LoanId) -> bool {
		!is(Fault::FundForgetsItsPart) && Financing::fund_has_paid(loan)
	}
}

/// What the monitor of scorecards was told: what, firm, scorecard, amount, day.
pub type Outcome = (u8, RegistrationNumber, ScorecardId, Amount, Date);

const OUTCOMES: &[u8] = b"outcomes";

/// The monitor, in storage, so that what fails is not told.
pub struct Monitor;
impl Monitor {
	fn add(what: u8, loan: &GrantedLoan, on: Date) {
		let mut all = Self::told();
		all.push((what, loan.enterprise.clone(), loan.scorecard, loan.amount, on));
		unhashed::put(OUTCOMES, &all);
	}
	pub fn told() -> Vec<Outcome> {
		unhashed::get_or_default(OUTCOMES)
	}
}
impl Outcomes for Monitor {
	fn granted(loan: &GrantedLoan) {
		Self::add(0, loan, loan.on);
	}
	fn defaulted(loan: &GrantedLoan, on: Date) {
		if is(Fault::OutcomeCountedTwice) {
			Self::add(1, loan, on);
		}
		if !is(Fault::DefaultHidden) {
			Self::add(1, loan, on);
		}
	}
	fn default_undone(loan: &GrantedLoan) {
		if !is(Fault::DefaultNeverUndone) {
			Self::add(2, loan, loan.on);
		}
	}
	fn annulled(loan: &GrantedLoan) {
		Self::add(3, loan, loan.on);
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}

ord_parameter_types! {
	pub const Regulator: u64 = REGULATOR;
}

pub struct Limit;
impl Get<Amount> for Limit {
	fn get() -> Amount {
		let forgotten = || pallet_financing::ReservedExposure::<Test>::iter().map(|(_, _, sum)| sum).sum::<Amount>();
		parties::ENTERPRISE_LIMIT + if is(Fault::LimitForgetsReserved) { forgotten() } else { 0 }
	}
}

pub struct LimitRates;
impl Get<[u32; 4]> for LimitRates {
	fn get() -> [u32; 4] {
		let mut rates = parties::RATES.map(|rate| rate as u32);
		if is(Fault::HongKongAtPar) {
			rates[1] = 1_000_000;
		}
		rates
	}
}

pub struct Materiality;
impl Get<Amount> for Materiality {
	fn get() -> Amount {
		if is(Fault::OneFenIsDefault) {
			0
		} else {
			parties::MATERIAL_ARREARS
		}
	}
}

macro_rules! days {
	($name:ident, $right:expr, $fault:ident, $wrong:expr) => {
		pub struct $name;
		impl Get<u32> for $name {
			fn get() -> u32 {
				if is(Fault::$fault) {
					$wrong
				} else {
					$right
				}
			}
		}
	};
}

days!(ReversalDays, parties::REVERSAL_DAYS, LenderReversesForEver, 10_000);
days!(ClaimDays, parties::CLAIM_DAYS, ClaimHidesDefault, 10_000);
days!(DisputeDays, parties::DISPUTE_DAYS, DisputeIsLonger, parties::DISPUTE_DAYS + 1);

pub struct ConfirmationDays;
impl Get<u32> for ConfirmationDays {
	fn get() -> u32 {
		if is(Fault::SilenceBeginsNothing) {
			return 10_000;
		}
		parties::CONFIRMATION_DAYS + u32::from(is(Fault::SilenceIsLonger))
	}
}

pub struct Haircuts;
impl Get<[u32; 7]> for Haircuts {
	fn get() -> [u32; 7] {
		let [receivable, trademark, copyright] = parties::HAIRCUTS.map(|haircut| haircut as u32);
		[3_000, 1_500, 1_000, trademark, copyright, receivable, receivable]
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Stage;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_products::BenchmarkHelper<u64> for Stage {
	fn institution() -> (InstitutionId, u64) {
		unreachable!("nothing is measured here")
	}
}
#[cfg(feature = "runtime-benchmarks")]
impl pallet_financing::BenchmarkHelper<u64> for Stage {
	fn institution() -> (InstitutionId, u64) {
		unreachable!("nothing is measured here")
	}
	fn publish(_: u64, _: lingnan_support::product::ProductSpec) -> lingnan_support::ProductId {
		unreachable!("nothing is measured here")
	}
	fn applicant(_: InstitutionId) -> (RegistrationNumber, u64) {
		unreachable!("nothing is measured here")
	}
	fn security(_: &RegistrationNumber, _: InstitutionId, _: u32) -> Vec<AssetId> {
		unreachable!("nothing is measured here")
	}
	fn pass(_: u32) {}
}
#[cfg(feature = "runtime-benchmarks")]
impl pallet_collateral::BenchmarkHelper<u64> for Stage {
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
		unreachable!("nothing is measured here")
	}
	fn enterprise(_: u32) -> (RegistrationNumber, u64) {
		unreachable!("nothing is measured here")
	}
}

impl pallet_collateral::Config for Test {
	type Abroad = Abroad;
	type Agencies = Offices;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stage;
	type Clock = MockClock;
	type DecisionDays = ConstU32<{ parties::DECISION_DAYS }>;
	type Enterprises = Firms;
	type GovernOrigin = EnsureRoot<u64>;
	type Haircuts = Haircuts;
	type Institutions = Banks;
	type KeepRankOnRenewal = ConstBool<false>;
	type Loans = Accounts;
	type ObjectionDays = ConstU32<{ parties::OBJECTION_DAYS }>;
	type PriceDiscount = ConstU32<0>;
	type Standstill = ();
	type ValuationMonths = ConstU32<{ parties::VALUATION_MONTHS }>;
	type WeightInfo = ();
}

impl pallet_institutions::Config for Test {
	type GovernOrigin = EnsureRoot<u64>;
	type Seats = ();
	type WeightInfo = ();
}

impl pallet_products::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stage;
	type Clock = Clock;
	type Institutions = Lenders;
	type LateLimits = ();
	type ReferenceRates = ();
	type WeightInfo = ();
}

impl pallet_financing::Config for Test {
	type ArbiterOrigin = EnsureSignedBy<Regulator, u64>;
	type BackdatingDays = ConstU32<{ parties::BACKDATING_DAYS }>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stage;
	type Calendars = ();
	type ClaimDays = ClaimDays;
	type Clock = Clock;
	type CompensationDays = ConstU32<{ parties::COMPENSATION_DAYS }>;
	type ConfirmationDays = ConfirmationDays;
	type Consents = MockConsents;
	type DefaultAfterDays = ConstU32<{ parties::DEFAULT_AFTER_DAYS }>;
	type DisputeDays = DisputeDays;
	type EnterpriseLimit = Limit;
	type Enterprises = Firms;
	type GovernOrigin = EnsureRoot<u64>;
	type Guarantees = ();
	type Institutions = Lenders;
	type LateLimits = ();
	type LimitRates = LimitRates;
	type Lines = ();
	type MaterialArrears = Materiality;
	type MaterialShare = ConstU32<{ parties::MATERIAL_SHARE as u32 }>;
	type Outcomes = Monitor;
	type Policies = ();
	type Products = Shelf;
	type Ratings = Grades;
	type ReferenceRates = ();
	type ReservationDays = ConstU32<{ parties::RESERVATION_DAYS }>;
	type ReversalDays = ReversalDays;
	type Standstill = ();
	type Security = Securities;
	type StatementDays = ConstU32<{ parties::STATEMENT_DAYS }>;
	type WeightInfo = ();
}

/// What a fault makes of a call.
fn broken(call: RuntimeCall) -> RuntimeCall {
	use pallet_collateral::{Call as Lien, Enforcements};
	use pallet_financing::Call as Loan;
	match call {
		RuntimeCall::Financing(Loan::record_repayment { loan, amount, reference, .. })
			if is(Fault::ValueDateIgnored) =>
		{
			let value_date = lingnan_support::date_of(mocks::now());
			Loan::record_repayment { loan, amount, reference, value_date }.into()
		},
		RuntimeCall::Financing(Loan::record_repayment { loan, amount, reference, value_date })
			if is(Fault::ReferencesAsTyped) =>
		{
			let typed = reference.as_str().replace(' ', "_");
			let reference = typed.as_str().try_into().expect("it is as long as before");
			Loan::record_repayment { loan, amount, reference, value_date }.into()
		},
		RuntimeCall::Financing(Loan::disburse { application, reference, .. }) if is(Fault::InterestFromStatement) => {
			Loan::disburse { application, reference, value_date: lingnan_support::date_of(mocks::now()) }.into()
		},
		RuntimeCall::Collateral(Lien::confirm_receivable { asset, mut tokens })
			if is(Fault::SpellingIsAnotherDocument) =>
		{
			tokens.exact ^= H256::from_low_u64_be((asset.0 + 1) << 32);
			tokens.by_declaration = None;
			Lien::confirm_receivable { asset, tokens }.into()
		},
		RuntimeCall::Collateral(Lien::enforce { lien }) => {
			Enforcements::<Test>::mutate_extant(lien, |proposal| {
				if is(Fault::JuniorsForgotten) {
					proposal.claims.clear();
				}
				if is(Fault::OwnersDaysForgotten) {
					proposal.object_until = 0;
				}
				if is(Fault::CourtIgnored) {
					proposal.objection = None;
				}
			});
			Lien::enforce { lien }.into()
		},
		call => call,
	}
}

/// Dispatches a call as a block does: what fails leaves nothing behind.
pub fn dispatch(origin: RuntimeOrigin, call: RuntimeCall) -> DispatchResult {
	use pallet_financing::{Call as Loan, Covers, Funds, Loans, Records};
	frame_support::storage::with_storage_layer(|| {
		let call = broken(call);
		let about = match &call {
			RuntimeCall::Financing(Loan::approve_compensation { loan }) if is(Fault::FundPaysTwice) => Some(*loan),
			RuntimeCall::Financing(Loan::record_repayment { loan, .. }) if is(Fault::FundGetsNothingBack) => {
				Some(*loan)
			},
			_ => None,
		};
		let bears = |loan| Covers::<Test>::get(loan).map_or(0, |cover| cover.bears);
		let bore = about.map_or(0, bears);
		call.dispatch(origin).map_err(|failed| failed.error)?;
		let Some(loan) = about.filter(|loan| Loans::<Test>::contains_key(loan)) else { return Ok(()) };
		let terms = Records::<Test>::get(loan.application()).and_then(|record| record.terms);
		let (currency, bears) = (terms.expect("it has terms").currency, bears(loan));
		Funds::<Test>::mutate_extant(currency, |fund| {
			let more = if is(Fault::FundPaysTwice) { bears } else { bore.saturating_sub(bears) };
			fund.paid += more;
		});
		Ok(())
	})
}

/// Noon of a day.
pub fn new_day(today: Date) {
	mocks::set_now(mocks::OPENING + u64::from(today - mocks::TODAY) * mocks::DAY + mocks::DAY / 2);
	if is(Fault::LienLapsesUnderLoan) {
		for (id, mut lien) in pallet_collateral::Liens::<Test>::iter().collect::<Vec<_>>() {
			let stands = lien.state == pallet_collateral::LienState::Live;
			if stands && lien.loan.is_some() && lien.until < today {
				pallet_collateral::Ranking::<Test>::mutate(lien.asset, |ranking| ranking.retain(|other| *other != id));
				lien.state = pallet_collateral::LienState::Lapsed;
				pallet_collateral::Liens::<Test>::insert(id, lien);
			}
		}
	}
}
