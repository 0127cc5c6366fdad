#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod applications;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod deadlines;
mod disbursements;
mod fund;
mod impls;
pub mod ledger;
mod limits;
mod loans;
pub mod migrations;
#[cfg(test)]
mod mock;
mod payments;
mod portfolio;
pub mod rates;
pub mod references;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use lingnan_support::schedule;
pub use pallet::*;
pub use portfolio::{LoanLine, MOST_LOANS};
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{
		payments::PaymentStatement, rates, Application, AskedReversal, Assets, DeclineReason, Finding, Fund, Loan,
		OfferSpec, PaymentClaim, Posting, RequestSpec, Terms, WeightInfo, MAX_SECURITY,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Amount, ApplicationId, BasisPoints, Consents, Currency, DailyCount, Date, Enterprises, InstitutionId,
		Institutions, LienId, LoanId, Outcomes, ProductId, Products, Ratings, RegistrationNumber, ScorecardId,
		Security, Standstill, Text, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

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

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An enterprise applied; the institution must decide by then.
		Applied {
			/// Number of the application.
			application: ApplicationId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the product.
			product: ProductId,
			/// Number of the institution.
			institution: InstitutionId,
			/// What the enterprise asks for.
			request: RequestSpec,
			/// Last second in which the institution decides in time. Unix time in seconds.
			decide_by: Timestamp,
		},
		/// The enterprise took its application back.
		ApplicationWithdrawn {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The institution declined an application.
		Declined {
			/// Number of the application.
			application: ApplicationId,
			/// Why it was declined.
			reason: DeclineReason,
		},
		/// The institution did not decide in time. `missed` counts all that it missed.
		DeadlineMissed {
			/// Number of the application.
			application: ApplicationId,
			/// Number of the institution.
			institution: InstitutionId,
			/// How many deadlines the institution has missed in all.
			missed: u32,
		},
		/// Terms to be accepted by their hash.
		Offered {
			/// Number of the application.
			application: ApplicationId,
			/// The terms.
			terms: Terms,
			/// Blake2 hash of the terms: what the enterprise signs.
			terms_hash: H256,
		},
		/// All that the loan needs is reserved. The money may go until `pay_by`.
		OfferAccepted {
			/// Number of the application.
			application: ApplicationId,
			/// Blake2 hash of the terms: what the enterprise signs.
			terms_hash: H256,
			/// Last day on which the money may go. Days since 1970-01-01.
			pay_by: Date,
		},
		/// The enterprise no longer wants the loan. Money that went until `pay_by` can still be stated.
		WithdrawalNoticed {
			/// Number of the application.
			application: ApplicationId,
			/// Last day on which money that went can be of this loan. Days since 1970-01-01.
			pay_by: Date,
		},
		/// The enterprise refused an offer.
		OfferRefused {
			/// Number of the application.
			application: ApplicationId,
		},
		/// An application, an offer or a reservation ended because its time was over.
		ApplicationExpired {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The institution says that it sent the money.
		Disbursed {
			/// Number of the application.
			application: ApplicationId,
			/// What was sent. Minor units (fen, cents, avos).
			amount: Amount,
			/// Currency of the amounts.
			currency: Currency,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day on which the money went. Days since 1970-01-01.
			value_date: Date,
			/// The last day on which the enterprise can dispute it. Days since 1970-01-01.
			confirm_by: Date,
		},
		/// The enterprise says that no money came.
		PaymentDisputed {
			/// Number of the application.
			application: ApplicationId,
			/// Hash of what the enterprise shows.
			evidence: H256,
			/// Last day on which a dispute is answered and decided. Days since 1970-01-01.
			decide_by: Date,
		},
		/// The institution shows that it sent the money.
		DisputeAnswered {
			/// Number of the application.
			application: ApplicationId,
			/// Hash of what the institution shows.
			evidence: H256,
		},
		/// It was found whether a disputed payment was made.
		DisputeDecided {
			/// Number of the application.
			application: ApplicationId,
			/// What was found.
			finding: Finding,
		},
		/// No money went: all that was reserved is free.
		PaymentAnnulled {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The enterprise has the money, or did not object in time: the loan lives from the day on which the money went.
		LoanStarted {
			/// Number of the loan.
			loan: LoanId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the institution.
			institution: InstitutionId,
			/// The day from which the loan runs. Days since 1970-01-01.
			started: Date,
		},
		/// The lender recorded a repayment.
		Repaid {
			/// Number of the loan.
			loan: LoanId,
			/// What was paid. Minor units (fen, cents, avos).
			amount: Amount,
			/// What of it went to charges and penalties. Minor units (fen, cents, avos).
			charges: Amount,
			/// What of it went to interest. Minor units (fen, cents, avos).
			interest: Amount,
			/// What of it went to principal. Minor units (fen, cents, avos).
			principal: Amount,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// The day from which the payment counts. Days since 1970-01-01.
			value_date: Date,
		},
		/// What the enforcement of a lien brought.
		ProceedsCredited {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the lien.
			lien: LienId,
			/// What was credited. Minor units (fen, cents, avos).
			amount: Amount,
			/// What of it went to charges and penalties. Minor units (fen, cents, avos).
			charges: Amount,
			/// What of it went to interest. Minor units (fen, cents, avos).
			interest: Amount,
			/// What of it went to principal. Minor units (fen, cents, avos).
			principal: Amount,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
		},
		/// One side asks for a reversal that needs both.
		ReversalAsked {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// The lender asks; otherwise the borrower.
			by_lender: bool,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// An entry does not count any more, and all after it is calculated again.
		PostingReversed {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// Of who made it so, at most 64 bytes of UTF-8.
			reason: Text<64>,
			/// Who asked for it before, and with what reason, if both agreed; otherwise the lender alone reversed it, in its time.
			asked: Option<AskedReversal>,
		},
		/// The payment that closed it was reversed. `lost`: what no longer secures it.
		LoanReopened {
			/// Number of the loan.
			loan: LoanId,
			/// Numbers of the assets that no longer secure it.
			lost: Assets,
		},
		/// The borrower says that it paid; the lender answers until `answer_by`.
		PaymentClaimed {
			/// Number of the loan.
			loan: LoanId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// What the borrower says that it paid. Minor units (fen, cents, avos).
			amount: Amount,
			/// The day from which the payment counts. Days since 1970-01-01.
			value_date: Date,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
			/// Last day on which the lender answers in time. Days since 1970-01-01.
			answer_by: Date,
		},
		/// The lender says that a payment which the borrower states did not come.
		ClaimRefused {
			/// Number of the loan.
			loan: LoanId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// For so many days more than the materiality was past due.
		ArrearsNoted {
			/// Number of the loan.
			loan: LoanId,
			/// Days for which more than the governed materiality was past due, but for those on which no payment could be recorded.
			days: u32,
		},
		/// Everything is due.
		LoanCalled {
			/// Number of the loan.
			loan: LoanId,
		},
		/// Costs of collection were charged.
		Charged {
			/// Number of the loan.
			loan: LoanId,
			/// What was charged. Minor units (fen, cents, avos).
			amount: Amount,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// Repaid to the last unit.
		LoanClosed {
			/// Number of the loan.
			loan: LoanId,
		},
		/// A loan is in default.
		Defaulted {
			/// Number of the loan.
			loan: LoanId,
			/// Principal that was owed. Minor units (fen, cents, avos).
			principal: Amount,
			/// Days for which more than the governed materiality was past due, but for those on which no payment could be recorded.
			arrears_days: u32,
		},
		/// The loan never was in default, as is known now: what was due had been paid in time and recorded later, or a charge
		/// was wrong.
		DefaultUndone {
			/// Number of the loan.
			loan: LoanId,
		},
		/// The lender asks the public fund for its share.
		CompensationAsked {
			/// Number of the loan.
			loan: LoanId,
		},
		/// What the public fund bears of the loan now: less when something was recovered, more when a payment was reversed.
		CompensationSettled {
			/// Number of the loan.
			loan: LoanId,
			/// What the fund bears now. Minor units (fen, cents, avos).
			bears: Amount,
		},
		/// The public fund paid the institution its share of a default.
		Compensated {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the institution.
			institution: InstitutionId,
			/// What the fund paid. Minor units (fen, cents, avos).
			amount: Amount,
		},
		/// A part of a loan was written off.
		WrittenOff {
			/// Number of the loan.
			loan: LoanId,
			/// Share of what was outstanding that is written off in all. In basis points.
			share: BasisPoints,
		},
		/// An institution set the most that it lends to one enterprise.
		ExposureLimitSet {
			/// Number of the institution.
			institution: InstitutionId,
			/// Currency of the amounts.
			currency: Currency,
			/// The most that it lends to one enterprise. None: no limit. Minor units (fen, cents, avos).
			limit: Option<Amount>,
		},
		/// Governance set the compensation fund of a currency.
		CompensationSet {
			/// Currency of the amounts.
			currency: Currency,
			/// Share of the principal in default that it bears. In basis points.
			share: BasisPoints,
			/// The most that the fund bears. Minor units (fen, cents, avos).
			budget: Amount,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No institution, product, application, loan or enterprise of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: the institution decides, the account that controls the enterprise applies.
		NotAuthorized,
		/// The institution is suspended: it lends nothing until governance reinstates it. Choose another.
		Suspended,
		/// A reason is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// A number lies outside its range. Amounts are 1 to 10^15 minor units, rates and shares 0 to 10,000 basis points; a fee
		/// is no more than its amount, all charges no more than a tenth of the loan's, a fund's budget no less than it bears.
		LimitExceeded,
		/// The product is withdrawn: nobody can apply for it. Choose one of `financing_products`.
		Withdrawn,
		/// Amount must be 1 to 10^15, tenor 1 to 360 months, and no asset named twice.
		InvalidRequest,
		/// The enterprise has no rating that counts. Prove its grade first (`credit_scoring.prove_grade`).
		NotRated,
		/// The product does not fit. `lingnan product match` gives every reason.
		NotEligible,
		/// Thirty-two applications of this enterprise are open. Withdraw one that is not needed.
		TooManyApplications,
		/// The enterprise filed 64 applications today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// An application for this product is open.
		AlreadyApplied,
		/// The application or loan is not in the state that this needs. Look at it first.
		WrongState,
		/// The terms lie outside the product's ranges, or exceed what was asked for.
		OutsideProduct,
		/// The offer no longer stands, its end is not within 90 days from now, or the days of the dispute are over.
		Expired,
		/// Nothing has expired yet.
		NotExpired,
		/// The hash is not that of the terms offered. Read them again and sign what is shown.
		TermsMismatch,
		/// The reference is not the one that the institution stated.
		ReferenceMismatch,
		/// The principal would exceed a limit, the enterprise's or the institution's. Ask for less, or repay first.
		ExposureExceeded,
		/// A payment with this reference was recorded for this loan. Use the payment's own, or reverse what was recorded wrongly.
		AlreadyRecorded,
		/// The loan is not in arrears for as long as this needs.
		NotInArrears,
		/// As much, or more, is written off already.
		NotMoreSevere,
		/// The reference is empty or only blanks, or holds more than ASCII. Use the payment's own.
		InvalidReference,
		/// The day lies in the future, before the loan or its acceptance, after the last day for the money, or further back
		/// than can be stated. Give the day on which the money went.
		InvalidValueDate,
		/// The liens secure less than the loan in all. Have a greater amount secured.
		SecuredTooLittle,
		/// The entry is reversed already.
		AlreadyReversed,
		/// Only repayments and charges can be reversed.
		NotReversible,
		/// The account has 600 entries. Only a payment that closes the loan is still taken.
		TooManyPostings,
		/// The borrower says that it paid. Record the payment, or refuse the claim with a reason, first.
		ClaimUnanswered,
		/// Eight payments that the borrower states are unanswered. Wait for the lender.
		TooManyClaims,
		/// The waiting time is not over yet.
		TooEarly,
		/// No scorecard is in force, so nobody is rated. Governance must activate one.
		NoChampion,
		/// A payment would be more than what is owed on its day: this one, or with it, or without the charge that is reversed,
		/// a later one. Record at most what closes the loan (`payoff` of the loan), and send back what came too much.
		AboveDebt,
		/// The arrears were recorded today. They grow by a day tomorrow.
		AlreadyNoted,
		/// The lender has not answered this claim yet. Wait until `answer_by`, or state another payment by its own reference.
		AlreadyClaimed,
		/// The fund was asked already. Wait for the arbiter.
		AlreadyAsked,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Apply for a product.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// The same rule as in matching decides: whatever that refuses is refused here. A withdrawn product, a
		/// suspended institution and a limit are refused by their own names. Needs a rating that counts
		/// and burns one use of a consent for assessment given to the product's institution, which must decide within the
		/// product's days.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Withdrawn`, `InvalidRequest`, `AlreadyApplied`, `TooManyApplications`, `TooManyToday`, `NoChampion`,
		/// `NotRated`, `Suspended`, `NotEligible`, `ExposureExceeded`, `NoConsent` of consents, and those of collateral for an
		/// asset that cannot be security.
		///
		/// ## Events
		/// `Used` of consents, `Applied`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::apply().saturating_add(T::Ratings::weight()).saturating_add(T::DbWeight::get().reads_writes(1, 1)))]
		pub fn apply(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			product: ProductId,
			request: RequestSpec,
		) -> DispatchResult {
			Self::do_apply(ensure_signed(origin)?, enterprise, product, request)
		}

		/// Withdraw an application.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// At once while no terms are accepted. After that whoever may accept such terms withdraws, and the money may be on its way: the institution can still state what
		/// it paid until today, for the governed days; then `expire` frees what was reserved. An institution that did not pay
		/// frees it at once by `decline`.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `ApplicationWithdrawn`, or `WithdrawalNoticed`.
		#[pallet::call_index(8)]
		pub fn withdraw_application(origin: OriginFor<T>, application: ApplicationId) -> DispatchResult {
			Self::do_withdraw_application(ensure_signed(origin)?, application)
		}

		/// Decline an application.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Before the loan lives, suspended or not; after disbursement only with `DisbursementReversed`, when the money came back
		/// before the enterprise's time to confirm is over. What was reserved is free.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `Declined`, perhaps `DeadlineMissed`.
		#[pallet::call_index(9)]
		pub fn decline(origin: OriginFor<T>, application: ApplicationId, reason: DeclineReason) -> DispatchResult {
			Self::do_decline(ensure_signed(origin)?, application, reason)
		}

		/// Offer terms for an application.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Within the product's ranges and not more than was asked for. Stands until `valid_until`, at most 90 days.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `OutsideProduct`, `LimitExceeded`, `Expired`.
		///
		/// ## Events
		/// `Offered`, perhaps `DeadlineMissed`.
		#[pallet::call_index(10)]
		pub fn make_offer(origin: OriginFor<T>, application: ApplicationId, terms: OfferSpec) -> DispatchResult {
			Self::do_make_offer(ensure_signed(origin)?, application, terms)
		}

		/// Accept exactly the terms that were offered.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// `terms_hash`: Blake2-256 of the SCALE encoding of all terms, as `ApplicationView` shows it. Any other is refused.
		/// Everything that an application is judged by is judged again, as it stands today, and reserved for the governed
		/// days: each asset, with the institution's first-ranking lien on it and its document, and the room under every limit.
		/// Where documents are checked across a corridor, the institution claimed them before
		/// (`cross_border.claim_document`). The institution pays after this, and not before.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`, `TermsMismatch`, `NotRated`, `Suspended`,
		/// `NotEligible`, `SecuredTooLittle`, `ExposureExceeded`, and those of collateral and cross-border.
		///
		/// ## Events
		/// `LienReserved` of collateral, `OfferAccepted`.
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::accept_offer()
				.saturating_add(T::Ratings::weight())
				.saturating_add(T::Security::weight_abroad().saturating_mul(MAX_SECURITY.into()))
		)]
		pub fn accept_offer(
			origin: OriginFor<T>,
			application: ApplicationId,
			terms_hash: H256,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let abroad = T::Security::weight_abroad().saturating_mul(Self::assets_of(application).into());
			let own = T::WeightInfo::accept_offer().saturating_add(T::Ratings::weight());
			Self::spent(Self::do_accept_offer(who, application, terms_hash), own.saturating_add(abroad))
		}

		/// Refuse an offer.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// Closes the application.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `OfferRefused`.
		#[pallet::call_index(12)]
		pub fn refuse_offer(origin: OriginFor<T>, application: ApplicationId) -> DispatchResult {
			Self::do_refuse_offer(ensure_signed(origin)?, application)
		}

		/// Record that a time has passed.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// A missed deadline for decision is recorded and counted once; the application stays open for 90 days more and then
		/// expires. An offer that is over closes its application, and so does an accepted one whose last day for the money, and
		/// for stating it, is over. A disputed payment that the institution did not answer and nobody decided counts
		/// as not made.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotExpired`.
		///
		/// ## Events
		/// `DeadlineMissed`, `ApplicationExpired`, `ApplicationWithdrawn` or `PaymentAnnulled`.
		#[pallet::call_index(13)]
		pub fn expire(origin: OriginFor<T>, application: ApplicationId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_expire(application)
		}

		/// State that the money was sent.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// A statement of what has happened: nothing that was reserved is asked for again. `reference`: of the payment, ASCII.
		/// `value_date`: the day on which the money went, days since 1970; from the acceptance to the last day for the money,
		/// not in the future, and stated within the governed days. Interest runs from it.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`.
		///
		/// ## Events
		/// `Disbursed`.
		#[pallet::call_index(14)]
		pub fn disburse(
			origin: OriginFor<T>,
			application: ApplicationId,
			reference: Text<64>,
			value_date: Date,
		) -> DispatchResult {
			Self::do_disburse(ensure_signed(origin)?, application, reference, value_date)
		}

		/// Confirm that the money arrived.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// With the same reference. Liens are bound and the loan lives. A dispute is taken back by it.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `ReferenceMismatch`.
		///
		/// ## Events
		/// `LienBound` of collateral, `Queued` of cross-border, `LoanStarted`.
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::weight_of_beginning(MAX_SECURITY))]
		pub fn confirm_receipt(
			origin: OriginFor<T>,
			application: ApplicationId,
			reference: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::weight_of_beginning(Self::assets_of(application));
			Self::spent(Self::do_confirm_receipt(who, application, reference), weight)
		}

		/// Record a repayment.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// Spent on charges, interest, principal in that order, on the day on which it counts (`value_date`, days since 1970):
		/// not before the loan nor in the future, and no further back than the governed days, or than the borrower stated.
		/// What was entered for later days is calculated again. Partial and early ones are taken; the last one closes the loan
		/// and frees its security. It answers a claim with the same reference. A default that was
		/// noted and not called is undone if the loan never was in default by what is known now.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`, `AlreadyRecorded`, `LimitExceeded`,
		/// `AboveDebt`, `TooManyPostings`.
		///
		/// ## Events
		/// `Repaid`, perhaps `DefaultUndone`, `LoanClosed` and `LienReleased` of collateral.
		#[pallet::call_index(16)]
		#[pallet::weight(
			T::WeightInfo::record_repayment()
				.saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY).max(Pallet::<T>::most_again()))
		)]
		pub fn record_repayment(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on_entry(loan, T::WeightInfo::record_repayment(), || {
				Self::do_record_repayment(who, loan, amount, reference, value_date)
			})
		}

		/// Charge costs of collection.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Only on a loan in arrears or default, in all at most a tenth of its amount.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidName`, `NotInArrears`, `LimitExceeded`, `TooManyPostings`.
		///
		/// ## Events
		/// `Charged`.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::levy_charge().saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY)))]
		pub fn levy_charge(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reason: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = T::WeightInfo::levy_charge().saturating_add(Self::weight_to_begin(loan));
			Self::spent(Self::do_levy_charge(who, loan, amount, reason), weight)
		}

		/// Declare a loan to be in default, and call it.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// After the governed number of days with more past due than the governed materiality. Everything becomes due, liens
		/// can be enforced, and the outcome counts against the scorecard unless it counted already. Not while a payment that
		/// the borrower stated before that day is unanswered.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `ClaimUnanswered`, `NotInArrears`.
		///
		/// ## Events
		/// `LoanCalled`, perhaps `Defaulted`, `LienDefaulted` of collateral.
		#[pallet::call_index(18)]
		#[pallet::weight(
			T::WeightInfo::declare_default()
				.saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY))
				.saturating_add(T::Outcomes::weight())
		)]
		pub fn declare_default(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let own = T::WeightInfo::declare_default().saturating_add(T::Outcomes::weight());
			let weight = own.saturating_add(Self::weight_to_begin(loan));
			Self::spent(Self::do_declare_default(who, loan), weight)
		}

		/// Write a loan off, wholly or in part.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Only a loan in default, and only ever more of it. What is written off can still be repaid.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `LimitExceeded`, `NotMoreSevere`.
		///
		/// ## Events
		/// `WrittenOff`.
		#[pallet::call_index(19)]
		pub fn write_off(origin: OriginFor<T>, loan: LoanId, share: BasisPoints) -> DispatchResult {
			Self::do_write_off(ensure_signed(origin)?, loan, share)
		}

		/// Set the most that the institution lends to one enterprise.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// In one currency, minor units. None lifts the limit.
		///
		/// ## Errors
		/// `NotAuthorized`, `LimitExceeded`.
		///
		/// ## Events
		/// `ExposureLimitSet`.
		#[pallet::call_index(20)]
		pub fn set_exposure_limit(origin: OriginFor<T>, limit: Option<Amount>, currency: Currency) -> DispatchResult {
			Self::do_set_exposure_limit(ensure_signed(origin)?, limit, currency)
		}

		/// Set what the public fund pays on a default.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// `share` of the principal, until `budget` is spent. A budget below what the fund bears is refused.
		///
		/// ## Errors
		/// `LimitExceeded`.
		///
		/// ## Events
		/// `CompensationSet`.
		#[pallet::call_index(21)]
		pub fn set_compensation(
			origin: OriginFor<T>,
			currency: Currency,
			share: BasisPoints,
			budget: Amount,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_compensation(currency, share, budget)
		}

		/// Begin a loan that nobody objected to.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// When the enterprise neither confirmed nor disputed the stated payment in time, or the institution answered a
		/// dispute and nobody decided it in time. The loan begins on the day on which the money went. The loan's other calls
		/// begin it by themselves.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotExpired`.
		///
		/// ## Events
		/// `LienBound` of collateral, `Queued` of cross-border, `LoanStarted`.
		#[pallet::call_index(22)]
		#[pallet::weight(Pallet::<T>::weight_of_beginning(MAX_SECURITY))]
		pub fn start_loan(origin: OriginFor<T>, application: ApplicationId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::weight_of_beginning(Self::assets_of(application));
			Self::spent(Self::do_start_loan(application), weight)
		}

		/// Dispute that the money came.
		///
		/// ## Origin
		/// Signed by anybody who acts for the enterprise, also while it is frozen: a dispute protects it and binds it to nothing.
		///
		/// ## Details
		/// In the governed days after the institution's statement. `evidence`: hash of what shows it. What was reserved stays
		/// reserved until it is found who is right.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `PaymentDisputed`.
		#[pallet::call_index(23)]
		pub fn dispute_payment(origin: OriginFor<T>, application: ApplicationId, evidence: H256) -> DispatchResult {
			Self::do_dispute_payment(ensure_signed(origin)?, application, evidence)
		}

		/// Answer a dispute.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// `evidence`: hash of what shows that the money went. An institution that does not answer in time has no loan, unless
		/// it is found that it paid.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `DisputeAnswered`.
		#[pallet::call_index(24)]
		pub fn answer_dispute(origin: OriginFor<T>, application: ApplicationId, evidence: H256) -> DispatchResult {
			Self::do_answer_dispute(ensure_signed(origin)?, application, evidence)
		}

		/// Find whether a disputed payment was made.
		///
		/// ## Origin
		/// The arbiter: an agency with the regulator's right, or governance.
		///
		/// ## Details
		/// `Paid` begins the loan, `NotPaid` ends it before it began. Within the governed days of the dispute.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `DisputeDecided`, then `LoanStarted` or `PaymentAnnulled`.
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::decide_dispute().saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY)))]
		pub fn decide_dispute(origin: OriginFor<T>, application: ApplicationId, finding: Finding) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::do_decide_dispute(application, finding)
		}

		/// Reverse an entry on a loan's account.
		///
		/// ## Origin
		/// Signed by the institution, or for the enterprise by who may confirm so much.
		///
		/// ## Details
		/// A repayment that was mistyped or bounced, or a charge. The institution alone may reverse a charge at any time, and a
		/// repayment within the governed days after it was recorded; beyond that, and for the enterprise, the first signature
		/// asks and the other side's, within as many days, makes it so. The entry stays in sight and does not count; all later ones are reckoned
		/// again, and the reference is free. A loan that the payment had closed lives again, in default if it was, and with
		/// its liens restored where nobody came in between. Without a wrong charge a default that was noted and not called may
		/// never have been one: then it is undone. A charge that was paid beyond what would then be owed cannot be
		/// reversed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyReversed`, `InvalidName`, `NotReversible`, `AboveDebt`.
		///
		/// ## Events
		/// `ReversalAsked`, or `PostingReversed`, perhaps `DefaultUndone`, `LoanReopened` or `LoanClosed`.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::reverse().saturating_add(Pallet::<T>::most_again()))]
		pub fn reverse(
			origin: OriginFor<T>,
			loan: LoanId,
			posting: u32,
			reason: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on_entry(loan, T::WeightInfo::reverse(), || Self::do_reverse(who, loan, posting, reason))
		}

		/// Have a loan's arrears recorded.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// The days for which more than the governed materiality is past due. From the governed number of days on the loan is
		/// in default and counts against the scorecard, whatever its lender says; only the lender can call it. A payment that
		/// the borrower stated before that day delays this while the lender's days to answer run. Once a day.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotInArrears`, `AlreadyNoted`.
		///
		/// ## Events
		/// `ArrearsNoted`, perhaps `Defaulted`.
		#[pallet::call_index(27)]
		#[pallet::weight(
			T::WeightInfo::note_arrears()
				.saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY))
				.saturating_add(T::Outcomes::weight())
		)]
		pub fn note_arrears(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let own = T::WeightInfo::note_arrears().saturating_add(T::Outcomes::weight());
			let weight = own.saturating_add(Self::weight_to_begin(loan));
			Self::spent(Self::do_note_arrears(loan), weight)
		}

		/// State a payment that the lender has not recorded.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// `value_date`: the day on which the money went; `evidence`: hash of what shows it. The lender records it or refuses
		/// it in the governed days; later it is overdue, for everybody to see.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`, `LimitExceeded`, `AlreadyRecorded`,
		/// `AlreadyClaimed`, `TooManyClaims`.
		///
		/// ## Events
		/// `PaymentClaimed`.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::claim_payment().saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY)))]
		pub fn claim_payment(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
			evidence: H256,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let stated = PaymentStatement { amount, reference, value_date, evidence };
			let weight = T::WeightInfo::claim_payment().saturating_add(Self::weight_to_begin(loan));
			Self::spent(Self::do_claim_payment(who, loan, stated), weight)
		}

		/// Refuse a payment that the borrower states.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// With a reason, for everybody to see. A payment that did come is recorded with its reference instead.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `InvalidName`, `InvalidReference`.
		///
		/// ## Events
		/// `ClaimRefused`.
		#[pallet::call_index(29)]
		pub fn refuse_claim(
			origin: OriginFor<T>,
			loan: LoanId,
			reference: Text<64>,
			reason: Text<64>,
		) -> DispatchResult {
			Self::do_refuse_claim(ensure_signed(origin)?, loan, reference, reason)
		}

		/// Ask the public fund for its share of a default.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// From the governed number of days after the call of the loan on.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `AlreadyAsked`, `TooEarly`.
		///
		/// ## Events
		/// `CompensationAsked`.
		#[pallet::call_index(30)]
		pub fn ask_compensation(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			Self::do_ask_compensation(ensure_signed(origin)?, loan)
		}

		/// Have the public fund pay its share of a default.
		///
		/// ## Origin
		/// The arbiter: an agency with the regulator's right, or governance.
		///
		/// ## Details
		/// What the institution asked for: the fund's share of the principal that is owed now, as far as its budget goes. What
		/// is recovered afterwards goes back to the fund in proportion, and a reversed payment takes it out again.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`.
		///
		/// ## Events
		/// `CompensationSettled`, `Compensated`.
		#[pallet::call_index(31)]
		pub fn approve_compensation(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::do_approve_compensation(loan)
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
