//! Financing and collateral, both real and wired as the runtime wires them, with a fault between them if a test asks for it.

use frame_support::{
	derive_impl, ord_parameter_types,
	storage::unhashed,
	traits::{ConstU32, Get, UnixTime},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_model::world;
use lingnan_support::{
	mocks::{self, MockAgencies, MockClock, MockConsents, MockDocumentsAbroad, MockEnterprises, MockRatings},
	Act, Amount, AssetId, Currency, Date, EnterpriseProfile, Enterprises, GrantedLoan, LienId, LoanAccounts, LoanId,
	Outcomes, RegistrationNumber, ReservedSecurity, Security, SecurityClaim, SecurityOffer,
};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};
use std::{cell::Cell, time::Duration};

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
}

/// What a test breaks. The list with its reasons stands in the README.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	BindsWithoutReserving,
	LimitForgetsReserved,
	ClockSkips,
	FundPaysTwice,
	ReferencesAsTyped,
	InterestFromStatement,
	LienLapsesUnderLoan,
	ProceedsLost,
	OutcomeCountedTwice,
	DefaultHidden,
	LienOutlivesDebt,
	HongKongAtPar,
	DefaultNotTold,
	ReservationStays,
	AnybodySigns,
	OneFenIsDefault,
	LenderReversesForEver,
	SilenceIsLonger,
}

impl Fault {
	pub const ALL: [Self; 18] = [
		Self::BindsWithoutReserving,
		Self::LimitForgetsReserved,
		Self::ClockSkips,
		Self::FundPaysTwice,
		Self::ReferencesAsTyped,
		Self::InterestFromStatement,
		Self::LienLapsesUnderLoan,
		Self::ProceedsLost,
		Self::OutcomeCountedTwice,
		Self::DefaultHidden,
		Self::LienOutlivesDebt,
		Self::HongKongAtPar,
		Self::DefaultNotTold,
		Self::ReservationStays,
		Self::AnybodySigns,
		Self::OneFenIsDefault,
		Self::LenderReversesForEver,
		Self::SilenceIsLonger,
	];
}

thread_local! {
	static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
}

pub fn plant(fault: Option<Fault>) {
	FAULT.set(fault);
}

fn is(fault: Fault) -> bool {
	FAULT.get() == Some(fault)
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
		let ahead = is(Fault::ClockSkips) && (now / mocks::DAY) % 7 == 0;
		Duration::from_secs(now + u64::from(ahead) * mocks::DAY)
	}
}

pub struct Firms;
impl Enterprises<u64> for Firms {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		MockEnterprises::profile(enterprise)
	}
	fn controller(enterprise: &RegistrationNumber) -> Option<u64> {
		MockEnterprises::controller(enterprise)
	}
	fn may(who: &u64, enterprise: &RegistrationNumber, _: Act) -> Result<bool, DispatchError> {
		Ok(is(Fault::AnybodySigns) || Self::controller(enterprise) == Some(*who))
	}
}

pub struct Securities;
impl Security for Securities {
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError> {
		Collateral::offer(asset, enterprise, until)
	}
	fn reserve(asset: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError> {
		let without = || {
			let offer = Collateral::offer(asset, &claim.enterprise, claim.until)?;
			Ok(ReservedSecurity { offer, secured: u64::MAX })
		};
		if is(Fault::BindsWithoutReserving) {
			return without();
		}
		Collateral::reserve(asset, claim)
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
		Collateral::restore(asset, loan)
	}
	fn default(asset: AssetId, loan: LoanId) -> DispatchResult {
		if is(Fault::DefaultNotTold) {
			return Ok(());
		}
		<Collateral as Security>::default(asset, loan)
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
}

const GRANTED: &[u8] = b"granted";
const DEFAULTED: &[u8] = b"defaulted";

/// What the monitor of scorecards was told, in storage, so that what fails is not told.
pub struct Monitor;
impl Monitor {
	fn add(key: &[u8], told: (u64, u32)) {
		let mut all: Vec<(u64, u32)> = unhashed::get_or_default(key);
		all.push(told);
		unhashed::put(key, &all);
	}
	pub fn granted() -> Vec<(u64, u32)> {
		unhashed::get_or_default(GRANTED)
	}
	pub fn defaulted() -> Vec<(u64, u32)> {
		unhashed::get_or_default(DEFAULTED)
	}
}
impl Outcomes for Monitor {
	fn granted(loan: &GrantedLoan) {
		Self::add(GRANTED, (loan.amount, loan.on));
	}
	fn defaulted(loan: &GrantedLoan, on: Date) {
		if is(Fault::OutcomeCountedTwice) {
			Self::add(DEFAULTED, (loan.amount, on));
		}
		if !is(Fault::DefaultHidden) {
			Self::add(DEFAULTED, (loan.amount, on));
		}
	}
	fn default_undone(loan: &GrantedLoan) {
		let mut all = Self::defaulted();
		all.retain(|(amount, _)| *amount != loan.amount);
		unhashed::put(DEFAULTED, &all);
	}
	fn annulled(_: &GrantedLoan) {}
	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

ord_parameter_types! {
	pub const Regulator: u64 = REGULATOR;
}

pub struct Limit;
impl Get<Amount> for Limit {
	fn get() -> Amount {
		let forgotten = || pallet_financing::ReservedExposure::<Test>::iter().map(|(_, _, sum)| sum).sum::<Amount>();
		world::ENTERPRISE_LIMIT + if is(Fault::LimitForgetsReserved) { forgotten() } else { 0 }
	}
}

pub struct LimitRates;
impl Get<[u32; 4]> for LimitRates {
	fn get() -> [u32; 4] {
		let hong_kong = if is(Fault::HongKongAtPar) { 1_000_000 } else { world::RATES[1] as u32 };
		[world::RATES[0] as u32, hong_kong, 888_000, 7_100_000]
	}
}

pub struct Materiality;
impl Get<Amount> for Materiality {
	fn get() -> Amount {
		if is(Fault::OneFenIsDefault) {
			0
		} else {
			world::MATERIAL_ARREARS
		}
	}
}

pub struct ReversalDays;
impl Get<u32> for ReversalDays {
	fn get() -> u32 {
		if is(Fault::LenderReversesForEver) {
			10_000
		} else {
			world::REVERSAL_DAYS
		}
	}
}

pub struct ConfirmationDays;
impl Get<u32> for ConfirmationDays {
	fn get() -> u32 {
		world::CONFIRMATION_DAYS + u32::from(is(Fault::SilenceIsLonger))
	}
}

pub struct Haircuts;
impl Get<[u32; 7]> for Haircuts {
	fn get() -> [u32; 7] {
		[3_000, 1_500, 1_000, 4_000, 2_000, 8_000, 8_000]
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Stage;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_financing::BenchmarkHelper<u64> for Stage {
	fn applicant(_: lingnan_support::InstitutionId) -> (RegistrationNumber, u64) {
		unreachable!("nothing is measured here")
	}
	fn security(_: &RegistrationNumber, _: lingnan_support::InstitutionId, _: u32) -> Vec<AssetId> {
		unreachable!("nothing is measured here")
	}
	fn pass(_: u32) {}
}
#[cfg(feature = "runtime-benchmarks")]
impl pallet_collateral::BenchmarkHelper<u64> for Stage {
	fn ip_office() -> u64 {
		unreachable!("nothing is measured here")
	}
	fn court() -> u64 {
		unreachable!("nothing is measured here")
	}
	fn customs() -> u64 {
		CUSTOMS
	}
	fn institution() -> (lingnan_support::InstitutionId, u64) {
		unreachable!("nothing is measured here")
	}
	fn enterprise(_: u32) -> (RegistrationNumber, u64) {
		unreachable!("nothing is measured here")
	}
}

impl pallet_collateral::Config for Test {
	type Abroad = MockDocumentsAbroad;
	type Agencies = MockAgencies;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stage;
	type Clock = MockClock;
	type DecisionDays = ConstU32<30>;
	type Enterprises = Firms;
	type GovernOrigin = EnsureRoot<u64>;
	type Haircuts = Haircuts;
	type Institutions = Financing;
	type Loans = Accounts;
	type ObjectionDays = ConstU32<{ lingnan_model::security::OBJECTION_DAYS }>;
	type ValuationMonths = ConstU32<12>;
	type WeightInfo = ();
}

impl pallet_financing::Config for Test {
	type ArbiterOrigin = EnsureSignedBy<Regulator, u64>;
	type BackdatingDays = ConstU32<{ world::BACKDATING_DAYS }>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stage;
	type ClaimDays = ConstU32<{ world::CLAIM_DAYS }>;
	type Clock = Clock;
	type CompensationDays = ConstU32<{ world::COMPENSATION_DAYS }>;
	type ConfirmationDays = ConfirmationDays;
	type Consents = MockConsents;
	type DefaultAfterDays = ConstU32<{ world::DEFAULT_AFTER_DAYS }>;
	type DisputeDays = ConstU32<{ world::DISPUTE_DAYS }>;
	type EnterpriseLimit = Limit;
	type Enterprises = Firms;
	type GovernOrigin = EnsureRoot<u64>;
	type LimitRates = LimitRates;
	type MaterialArrears = Materiality;
	type MaterialShare = ConstU32<{ world::MATERIAL_SHARE as u32 }>;
	type Outcomes = Monitor;
	type Ratings = MockRatings;
	type ReservationDays = ConstU32<{ world::RESERVATION_DAYS }>;
	type ReversalDays = ReversalDays;
	type Seats = ();
	type Security = Securities;
	type StatementDays = ConstU32<{ world::STATEMENT_DAYS }>;
	type WeightInfo = ();
}

pub const CUSTOMS: u64 = 51;
pub const REGULATOR: u64 = 50;
pub const STRANGER: u64 = 9;

/// Dispatches a call as a block does: what fails leaves nothing behind. Some faults sit here.
pub fn dispatch(who: u64, call: RuntimeCall) -> DispatchResult {
	use pallet_financing::Call as Loan;
	let call = match call {
		RuntimeCall::Financing(Loan::record_repayment { loan, amount, reference, value_date })
			if is(Fault::ReferencesAsTyped) =>
		{
			let typed = reference.as_str().replace(' ', "_");
			let reference = typed.as_str().try_into().unwrap();
			Loan::record_repayment { loan, amount, reference, value_date }.into()
		},
		RuntimeCall::Financing(Loan::disburse { application, reference, .. }) if is(Fault::InterestFromStatement) => {
			Loan::disburse { application, reference, value_date: lingnan_support::date_of(mocks::now()) }.into()
		},
		call => call,
	};
	let approved = match &call {
		RuntimeCall::Financing(Loan::approve_compensation { loan }) => Some(*loan),
		_ => None,
	};
	call.dispatch(RuntimeOrigin::signed(who)).map_err(|failed| failed.error)?;
	if let Some(loan) = approved.filter(|_| is(Fault::FundPaysTwice)) {
		let paid = pallet_financing::Loans::<Test>::get(loan).unwrap().compensated;
		pallet_financing::Funds::<Test>::mutate(Currency::CNY, |fund| fund.as_mut().unwrap().paid += paid);
	}
	Ok(())
}

/// Midnight has passed.
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
