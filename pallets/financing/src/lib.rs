#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod accounts;
mod applications;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod calls;
mod deadlines;
mod disbursements;
mod errors;
mod events;
mod fund;
mod impls;
pub mod life;
mod limits;
mod loans;
pub mod migrations;
#[cfg(test)]
mod mock;
mod offers;
mod overrides;
mod payments;
mod portfolio;
pub mod rates;
mod repricing;
pub mod runtime_api;
mod several;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use lingnan_lending::books;
pub use lingnan_support::references;
pub use pallet::*;
pub use portfolio::{LoanLine, MOST_LOANS};
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[import_section(calls::calls)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		payments::PaymentStatement, rates, several::OnSeveral, Amendment, AmendmentKind, Application, AskedReversal,
		Assets, Cover, DeclineReason, Finding, Fund, Loan, OfferSpec, Override, OverrideReason, PaymentClaim, Posting,
		Record, RequestSpec, Together, WeightInfo, MAX_SECURITY, MAX_TOGETHER,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		policy::PolicyReason, Amount, ApplicationId, BasisPoints, Calendars, Consents, Currency, DailyCount, Date,
		Enterprises, GuaranteeId, Guarantees, InstitutionId, Institutions, LateLimits, LienId, Lines, LoanId, Outcomes,
		Policies, PolicyId, ProductId, Products, Ratings, ReferenceRates, RegistrationNumber, ScorecardId, Security,
		Standstill, Text, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(4);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Sets the compensation fund.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Enterprises: Enterprises<Self::AccountId>;
		/// Who lends, and which key signs for it.
		type Institutions: Institutions<Self::AccountId>;
		/// What can be applied for, and whom it fits.
		type Products: Products;
		type Consents: Consents;
		type Ratings: Ratings;
		type Outcomes: Outcomes;
		type Security: Security;
		/// On which days nobody could make the calls that deadlines ask for.
		type Standstill: Standstill;
		/// On which days banks work.
		type Calendars: Calendars;
		/// What rates follow.
		type ReferenceRates: ReferenceRates;
		/// How much lateness and misuse may cost.
		type LateLimits: LateLimits;
		/// Who stands in for a borrower.
		type Guarantees: Guarantees;
		/// Credit lines under which loans are drawn.
		type Lines: Lines;
		/// What institutions decide at once.
		type Policies: Policies;
		/// Finds whether a disputed payment was made.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Days past due, by more than the materiality, after which a loan is in default.
		type DefaultAfterDays: Get<u32>;
		/// The most principal that an enterprise can owe in all currencies, fen of CNY.
		type EnterpriseLimit: Get<Amount>;
		/// What 1,000,000 minor units of each currency count towards limits, fen of CNY.
		type LimitRates: Get<rates::Rates>;
		/// Days for which all that a loan needs is reserved from the acceptance of its terms.
		type ReservationDays: Get<u32>;
		/// Days after a payment to the enterprise in which the institution states it.
		type StatementDays: Get<u32>;
		/// Days in which the enterprise confirms or disputes a stated payment.
		type ConfirmationDays: Get<u32>;
		/// Days in which a disputed payment is answered and decided.
		type DisputeDays: Get<u32>;
		/// Days by which a repayment can be recorded late.
		type BackdatingDays: Get<u32>;
		/// Days in which an institution alone can reverse a repayment that it recorded.
		type ReversalDays: Get<u32>;
		/// Days in which an institution answers a payment that the borrower states.
		type ClaimDays: Get<u32>;
		/// Days after the call of a loan from which the compensation fund can be asked.
		type CompensationDays: Get<u32>;
		/// What can be past due without consequence, fen of CNY.
		type MaterialArrears: Get<Amount>;
		/// The same as a share of the loan's amount: the lesser of both holds.
		type MaterialShare: Get<BasisPoints>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next application, and the loan that it may become, gets.
	#[pallet::storage]
	pub type NextApplication<T> = StorageValue<_, ApplicationId, ValueQuery>;

	/// Every application, by number.
	#[pallet::storage]
	pub type Applications<T> = StorageMap<_, Twox64Concat, ApplicationId, Application>;

	/// What is asked for, offered and amended, by the number of the application: all figures of a loan but its entries.
	#[pallet::storage]
	pub type Records<T> = StorageMap<_, Twox64Concat, ApplicationId, Record>;

	/// Every application of an enterprise.
	#[pallet::storage]
	pub type ApplicationsOf<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, ApplicationId, (), OptionQuery>;

	/// The open application of an enterprise for a product. By number.
	#[pallet::storage]
	pub type OpenFor<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, ProductId, ApplicationId>;

	/// How many applications of an enterprise are open.
	#[pallet::storage]
	pub type OpenCount<T> = StorageMap<_, Blake2_128Concat, RegistrationNumber, u32, ValueQuery>;

	/// How many applications an enterprise filed on the last day on which it did.
	#[pallet::storage]
	pub type AppliedToday<T> = StorageMap<_, Blake2_128Concat, RegistrationNumber, DailyCount, ValueQuery>;

	/// The open applications of an institution.
	#[pallet::storage]
	pub type Inbox<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ApplicationId, (), OptionQuery>;

	/// Every loan, by the number of its application.
	#[pallet::storage]
	pub type Loans<T> = StorageMap<_, Twox64Concat, LoanId, Loan>;

	/// Every loan of an enterprise.
	#[pallet::storage]
	pub type LoansOf<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, LoanId, (), OptionQuery>;

	/// The loans of an institution that are not repaid to the last unit, from the statement of their payment on.
	#[pallet::storage]
	pub type LoansBy<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, LoanId, (), OptionQuery>;

	/// The loans of an institution that were repaid to the last unit.
	#[pallet::storage]
	pub type RepaidBy<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, LoanId, (), OptionQuery>;

	/// The applications to an institution that are open no more, whatever came of them. Those that are open are its inbox.
	#[pallet::storage]
	pub type ClosedTo<T> =
		StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ApplicationId, (), OptionQuery>;

	/// The applications that an institution did not decide in time, and of which it was recorded.
	#[pallet::storage]
	pub type MissedBy<T> =
		StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ApplicationId, (), OptionQuery>;

	/// What the institution's own policy made of an application when it was filed: which version, and the first rule that was not
	/// kept. None of it: all were kept. Nothing where no policy judged it.
	#[pallet::storage]
	pub type Ruled<T> = StorageMap<_, Twox64Concat, ApplicationId, (PolicyId, Option<PolicyReason>)>;

	/// Decisions of an institution that were otherwise than the rules that it had stated, by application.
	#[pallet::storage]
	pub type Overrides<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ApplicationId, Override>;

	/// The entries on each loan's account, from 0.
	/// The second key is the number of the entry.
	#[pallet::storage]
	pub type Postings<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Twox64Concat, u32, Posting>;

	/// Reversals of entries that one side asked for, and the last day on which the other can agree.
	#[pallet::storage]
	pub type AskedReversals<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Twox64Concat, u32, (AskedReversal, Date)>;

	/// The entry of each payment reference in its normal form, so that no payment is recorded twice. By number.
	#[pallet::storage]
	pub type References<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Blake2_128Concat, Text<64>, u32>;

	/// Payments that borrowers state and lenders have not answered, by their reference in its normal form.
	#[pallet::storage]
	pub type PaymentClaims<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Blake2_128Concat, Text<64>, PaymentClaim>;

	/// The part of [`Exposure`] that was agreed and whose loan has not begun. In minor units.
	#[pallet::storage]
	pub type ReservedExposure<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, Currency, Amount, ValueQuery>;

	/// Principal that an enterprise owes or was promised. In minor units.
	#[pallet::storage]
	pub type Exposure<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, Currency, Amount, ValueQuery>;

	/// Principal that an enterprise owes to one institution, or was promised by it. In minor units.
	#[pallet::storage]
	pub type ExposureTo<T> = StorageDoubleMap<
		_,
		Twox64Concat,
		InstitutionId,
		Blake2_128Concat,
		(RegistrationNumber, Currency),
		Amount,
		ValueQuery,
	>;

	/// The most that an institution lends to one enterprise. In minor units.
	#[pallet::storage]
	pub type ExposureLimits<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, Currency, Amount>;

	/// How many loans of an enterprise by a scorecard are, or were when they closed, in default.
	#[pallet::storage]
	pub type DefaultsOf<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, ScorecardId, u32, ValueQuery>;

	/// What the fund granted on loans, and bears of them now.
	#[pallet::storage]
	pub type Covers<T> = StorageMap<_, Twox64Concat, LoanId, Cover>;

	/// The public risk-compensation fund.
	#[pallet::storage]
	pub type Funds<T> = StorageMap<_, Twox64Concat, Currency, Fund>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Currency, share of a default, budget.
		pub compensation: Vec<(Currency, BasisPoints, Amount)>,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (currency, share, budget) in &self.compensation {
				let set = Pallet::<T>::do_set_compensation(*currency, *share, *budget);
				assert!(set.is_ok(), "genesis compensation fund in {currency:?}: {set:?}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
