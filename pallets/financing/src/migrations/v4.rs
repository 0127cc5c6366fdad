//! Version 4: what is asked, offered and accepted stands in one record, books are stored no more, and terms are conditions as
//! banks write them.
//!
//! Terms of version 3 become conditions with the same due days (decision 211). Where the new conventions give another figure, a
//! loan stays what it was: one that was repaid is repaid, one that ran runs, and the difference of a few fen is an entry of its
//! own that says so. Each step converts as many applications as its block has room for, in the order of their numbers.

use crate::{accounts::Account, *};
use codec::{Decode, Encode};
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	pallet_prelude::ValueQuery,
	storage_alias,
	traits::{Get, GetStorageVersion, StorageVersion},
	weights::{Weight, WeightMeter},
	Twox64Concat,
};
use lingnan_lending::{sheet, working_days::Calendar};
use lingnan_support::{
	conditions::{
		Adjustment, BorneBy, Claim, Conditions, Cost, CostItem, Costs, DueDays, Effect, FirstPeriod, Late,
		OnUnpaidInterest, Order, Pricing, Rate, YearlyRates,
	},
	Amount, ApplicationId, BasisPoints, Date, DayCount, LoanId, Text, WHOLE,
};
#[cfg(feature = "try-runtime")]
use {alloc::vec::Vec, sp_runtime::TryRuntimeError};

/// The version that this finds.
pub const BEFORE: u8 = 3;
/// The version that it leaves.
pub const AFTER: u8 = 4;

/// The reason of an entry by which a loan stays what it was.
const REASON: &[u8] = b"version 4: difference of the books' conventions";

/// The records as version 3 wrote them. What has kept its form is read by its type of today.
pub mod v3 {
	use super::*;
	use lingnan_support::{Currency, Grade, InstitutionId, ProductId, RegistrationNumber, ScorecardId, Timestamp};

	#[derive(Clone, Encode, Decode)]
	pub struct Request {
		pub amount: Amount,
		pub currency: Currency,
		pub tenor: u16,
		pub method: RepaymentMethod,
		pub security: Assets,
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Terms {
		pub application: ApplicationId,
		pub product: ProductId,
		pub institution: InstitutionId,
		pub enterprise: RegistrationNumber,
		pub currency: Currency,
		pub amount: Amount,
		/// Basis points a year.
		pub rate: BasisPoints,
		pub tenor: u16,
		pub method: RepaymentMethod,
		/// Basis points a year.
		pub penalty_rate: BasisPoints,
		pub arrangement_fee: Amount,
		pub security: Assets,
		pub valid_until: Timestamp,
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Application {
		pub enterprise: RegistrationNumber,
		pub product: ProductId,
		pub institution: InstitutionId,
		pub request: Request,
		pub scorecard: ScorecardId,
		pub grade: Grade,
		pub filed_at: Timestamp,
		pub decide_by: Timestamp,
		pub deadline_missed: bool,
		pub state: ApplicationState,
		pub terms: Option<Terms>,
		pub offered_on: Option<Date>,
		pub reservation: Option<Reservation>,
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Bill {
		pub due: Date,
		pub interest: Amount,
		pub principal: Amount,
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Ledger {
		pub method: RepaymentMethod,
		pub amount: Amount,
		pub rate: BasisPoints,
		pub penalty_rate: BasisPoints,
		pub tenor: u16,
		pub started: Date,
		pub instalment: Amount,
		pub billed: u16,
		pub unbilled: Amount,
		pub bills: alloc::vec::Vec<Bill>,
		pub charges: Amount,
		pub penalty: u128,
		pub penalty_paid: Amount,
		pub principal_days: u128,
		pub interest_ahead: Amount,
		pub reckoned: Date,
		pub repaid_charges: Amount,
		pub repaid_interest: Amount,
		pub repaid_principal: Amount,
	}

	impl Ledger {
		/// Principal that was owed.
		pub fn principal(&self) -> Amount {
			self.bills.iter().fold(self.unbilled, |sum, bill| sum.saturating_add(bill.principal))
		}
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Loan {
		pub terms: Terms,
		pub scorecard: ScorecardId,
		pub grade: Grade,
		pub ledger: Ledger,
		pub postings: u32,
		pub state: LoanState,
		pub defaulted_on: Option<Date>,
		pub called_on: Option<Date>,
		pub noted: Option<NotedArrears>,
		pub claims: u32,
		pub closed_on: Option<Date>,
		pub written_off: BasisPoints,
		pub asked_on: Option<Date>,
		/// Principal when the fund granted, and what it granted.
		pub cover: Option<(Amount, Amount)>,
		pub compensated: Amount,
		pub levied: Amount,
	}

	#[storage_alias]
	pub type NextApplication<T: Config> = StorageValue<Pallet<T>, u64, ValueQuery>;
	#[storage_alias]
	pub type Applications<T: Config> = StorageMap<Pallet<T>, Twox64Concat, ApplicationId, Application>;
	#[storage_alias]
	pub type Loans<T: Config> = StorageMap<Pallet<T>, Twox64Concat, LoanId, Loan>;
}

/// Converts every application, and the loan that it became.
pub struct Migration<T>(core::marker::PhantomData<T>);

impl<T: Config> SteppedMigration for Migration<T> {
	/// The number of the application that comes next.
	type Cursor = u64;
	type Identifier = MigrationId<16>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"pallet-financing", version_from: BEFORE, version_to: AFTER }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Pallet::<T>::on_chain_storage_version() != u16::from(BEFORE) {
			return Ok(None);
		}
		let insufficient = |more: Weight| {
			let required = weight_of_a_step::<T>().saturating_add(more);
			SteppedMigrationError::InsufficientWeight { required }
		};
		if meter.try_consume(weight_of_a_step::<T>()).is_err() {
			return Err(insufficient(weight_of_one::<T>(0)));
		}
		let end = v3::NextApplication::<T>::get();
		let first = cursor.unwrap_or(0);
		for number in first..end {
			let id = ApplicationId(number);
			// Begun again from the start it leaves alone what it has converted.
			let converted = Records::<T>::contains_key(id);
			let loan = if converted { None } else { v3::Loans::<T>::get(id.loan()) };
			let weight = weight_of_one::<T>(loan.as_ref().map_or(0, |loan| loan.postings));
			if meter.try_consume(weight).is_err() {
				return if number > first { Ok(Some(number)) } else { Err(insufficient(weight)) };
			}
			if !converted {
				convert::<T>(id, loan);
			}
		}
		StorageVersion::new(AFTER.into()).put::<Pallet<T>>();
		Ok(None)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: Vec<u8>) -> Result<(), TryRuntimeError> {
		let version = Pallet::<T>::on_chain_storage_version();
		frame_support::ensure!(version == u16::from(AFTER), "records were not converted");
		Pallet::<T>::do_try_state()
	}
}

/// The version, the number of applications and one loan are read, and in the end the version is written.
fn weight_of_a_step<T: Config>() -> Weight {
	<T as frame_system::Config>::DbWeight::get().reads_writes(3, 1)
}

/// An estimate: both records are read and written, a schedule is computed, and a loan's account is reckoned, three times if its
/// books were others.
fn weight_of_one<T: Config>(postings: u32) -> Weight {
	let records = <T as frame_system::Config>::DbWeight::get().reads_writes(6, 8);
	records
		.saturating_add(T::WeightInfo::make_offer())
		.saturating_add(Pallet::<T>::weight_of_reckoning(postings, MAX_TENOR).saturating_mul(3))
}

fn convert<T: Config>(id: ApplicationId, loan: Option<v3::Loan>) {
	let Some(old) = v3::Applications::<T>::get(id) else { return };
	let v3::Request { amount, currency, tenor, method, security } = old.request;
	let request = RequestSpec {
		amount,
		currency,
		tenor,
		method,
		use_of_funds: UseOfFunds::Other,
		security,
		renews: None,
		line: None,
	};
	// A loan's own terms are those of its application.
	let drawn = loan.as_ref().map(|loan| loan.ledger.started).or(old.offered_on);
	let terms = old.terms.map(|terms| terms_of(&terms, drawn.unwrap_or_default()));
	Records::<T>::insert(id, Record { request, terms, amendments: Amendments::default(), proposed: None });
	let application = Application {
		enterprise: old.enterprise,
		product: old.product,
		institution: old.institution,
		scorecard: old.scorecard,
		grade: old.grade,
		filed_at: old.filed_at,
		decide_by: old.decide_by,
		deadline_missed: old.deadline_missed,
		state: old.state,
		offered_on: old.offered_on,
		reservation: old.reservation,
	};
	Applications::<T>::insert(id, application);
	if let Some(loan) = loan {
		convert_loan::<T>(id.loan(), loan);
	}
}

/// The terms, with what they cost in all as if the money went on that day.
fn terms_of(old: &v3::Terms, drawn: Date) -> Terms {
	let conditions = conditions_of(old);
	let quote = sheet::quote(&conditions, Rate::basis_points(old.rate), drawn, &Calendar::default());
	Terms {
		application: old.application,
		product: old.product,
		institution: old.institution,
		enterprise: old.enterprise.clone(),
		currency: old.currency,
		conditions,
		all_in: quote.map_or(YearlyRates::default(), |quote| quote.all_in),
		use_of_funds: UseOfFunds::Other,
		security: old.security.clone(),
		renews: None,
		line: None,
		valid_until: old.valid_until,
	}
}

/// Conditions with the due days, the interest of whole months and the order of payment that version 3 had.
pub fn conditions_of(old: &v3::Terms) -> Conditions {
	let fee = (old.arrangement_fee > 0).then(|| Cost {
		item: CostItem::Arrangement,
		payee: Text::default(),
		amount: old.arrangement_fee,
		after: 0,
		borne_by: BorneBy::Borrower,
	});
	let mut costs = Costs::default();
	// There is room for one.
	let _ = fee.map(|fee| costs.try_push(fee));
	let on_interest = match old.penalty_rate {
		0 => OnUnpaidInterest::Nothing,
		_ => OnUnpaidInterest::Penalty,
	};
	Conditions {
		amount: old.amount,
		tenor: old.tenor,
		method: old.method,
		pricing: Pricing::Fixed { rate: Rate::basis_points(old.rate) },
		day_count: DayCount::MonthlyTwelfths,
		due_days: DueDays::Anniversary { every: 1 },
		first_period: FirstPeriod::Short,
		calendar: old.enterprise.jurisdiction(),
		adjustment: Adjustment::Unadjusted,
		moves_interest: false,
		grace_days: 0,
		principal_holiday: 0,
		balloon: 0,
		prepayment: Effect::Shorter,
		late: Late { surcharge: surcharge(old.rate, old.penalty_rate), misuse: 0, on_interest },
		order: Order {
			claims: [Claim::Costs, Claim::Fees, Claim::Penalty, Claim::Interest, Claim::Principal],
			by_day: false,
		},
		costs,
	}
}

/// The share by which a rate is raised to be the penalty rate, rounded up. A penalty below the rate has no such share: then
/// lateness costs the rate.
fn surcharge(rate: BasisPoints, penalty: BasisPoints) -> BasisPoints {
	let above = u64::from(penalty.saturating_sub(rate)).saturating_mul(WHOLE.into());
	let share = above.checked_add(u64::from(rate).saturating_sub(1)).and_then(|above| above.checked_div(rate.into()));
	share.and_then(|share| BasisPoints::try_from(share).ok()).unwrap_or(0)
}

fn convert_loan<T: Config>(id: LoanId, old: v3::Loan) {
	let principal = old.ledger.principal();
	let loan = Loan {
		enterprise: old.terms.enterprise,
		product: old.terms.product,
		institution: old.terms.institution,
		scorecard: old.scorecard,
		grade: old.grade,
		started: old.ledger.started,
		postings: old.postings,
		state: old.state,
		defaulted_on: old.defaulted_on,
		cured_on: None,
		called_on: old.called_on,
		noted: old.noted,
		claims: old.claims,
		closed_on: old.closed_on,
		written_off: old.written_off,
		asked_on: old.asked_on,
	};
	Loans::<T>::insert(id, &loan);
	if let Some((principal, granted)) = old.cover {
		Covers::<T>::insert(id, Cover { principal, granted, bears: old.compensated });
	}
	let Some(account) = reconciled::<T>(id, loan) else { return };
	Pallet::<T>::change_exposure(&account.terms, principal, account.after.principal);
	Pallet::<T>::settle_fund(&account);
	account.store::<T>();
}

/// The account of a loan that stays what it was. None: no books follow from it.
fn reconciled<T: Config>(id: LoanId, loan: Loan) -> Option<Account> {
	let mut account = Pallet::<T>::gathered(id, loan).ok()?;
	// A payment that was more than is owed now: it was owed then. Each such payment once.
	for _ in 0..account.loan.postings {
		let Some((on, short)) = account.above_debt() else { break };
		let day = on.saturating_sub(1).max(account.loan.started);
		enter::<T>(&mut account, |reason| Entry::Charge { amount: short, reason }, day);
	}
	let last = account.last_day();
	let owed = Pallet::<T>::account_of(id, account.loan.clone()).ok()?.after.payoff;
	match account.loan.state {
		LoanState::Closed if owed > 0 => {
			enter::<T>(&mut account, |reason| Entry::Forgiven { amount: owed, reason }, last);
		},
		// It was not repaid to the last unit: a unit is left.
		state if state != LoanState::Closed && owed == 0 => {
			enter::<T>(&mut account, |reason| Entry::Charge { amount: 1, reason }, last);
		},
		_ => {},
	}
	Pallet::<T>::account_of(id, account.loan).ok()
}

fn enter<T: Config>(account: &mut Account, entry: impl FnOnce(Text<64>) -> Entry, value_date: Date) {
	let reason = Text(REASON.to_vec().try_into().unwrap_or_default());
	let (number, booked_at) = (account.loan.postings, Pallet::<T>::now());
	let posting = Posting { entry: entry(reason), value_date, booked_at, reversed: None };
	Postings::<T>::insert(account.id, number, &posting);
	account.loan.postings = number.saturating_add(1);
	Loans::<T>::insert(account.id, &account.loan);
	account.put(number, posting);
}

#[cfg(test)]
pub(crate) mod tests;
