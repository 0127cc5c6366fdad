use crate::{ledger::Ledger, schedule::Instalment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, Amount, ApplicationId, AssetId, AssetKind, BasisPoints, Currency, Date, Division, Grade, GradeClaim,
	GrantedLoan, Industry, InstitutionId, Jurisdiction, LienId, LoanId, ProductId, RegistrationNumber, ScorecardId,
	Text, Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Months that a loan can run: thirty years.
pub const MAX_TENOR: u16 = 360;
/// Assets that can secure a loan.
pub const MAX_SECURITY: u32 = 8;
/// Open applications of one enterprise.
pub const MAX_APPLICATIONS: u32 = 32;
/// Open products of one institution.
pub const MAX_PRODUCTS: u32 = 100;
/// Products that one institution publishes or reopens in a day: it can exchange all that it has open, twice. Each stays in the
/// state for good, whether withdrawn or not.
pub const MAX_PUBLISHED_A_DAY: u32 = 200;
/// Applications that one enterprise files in a day: it can exchange all that it has open, twice. Each is read at the bank.
pub const MAX_APPLIED_A_DAY: u32 = 64;
/// Entries on the account of one loan; then only one that closes it.
pub const MAX_POSTINGS: u32 = 600;
/// Entries in all: what closes a loan, calls it, or comes from its security is taken beyond [`MAX_POSTINGS`].
pub const ALL_POSTINGS: u32 = MAX_POSTINGS + 40;
/// Payments of one loan that its borrower states and its lender has not answered.
pub const MAX_CLAIMS: u32 = 8;
/// Days that an institution can give itself to decide.
pub const MAX_DAYS: u16 = 90;

pub type Assets = BoundedVec<AssetId, ConstU32<MAX_SECURITY>>;

record! {
	/// What an institution is.
	#[derive(Copy)]
	pub enum InstitutionKind {
		/// A bank that the state owns.
		StateBank,
		/// A national joint-stock bank.
		JointStockBank,
		/// A city commercial bank.
		CityBank,
		/// A rural commercial bank.
		RuralBank,
		/// A village and township bank.
		VillageBank,
		/// A bank without branches.
		DigitalBank,
		/// A financing guarantee company.
		GuaranteeCompany,
		/// A small-loan company.
		SmallLoanCompany,
		/// An insurer.
		Insurer,
		/// A leasing company.
		LeasingCompany,
		/// A factoring company.
		FactoringCompany,
		/// A bank from elsewhere.
		ForeignBank,
	}
}

record! {
	/// What governance enters of an institution.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct InstitutionSpec<AccountId> {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Of which kind it is.
		pub kind: InstitutionKind,
		/// Where it belongs to.
		pub jurisdiction: Jurisdiction,
		/// The account that signs for it.
		pub key: AccountId,
	}
}

record! {
	/// How a loan is repaid.
	#[derive(Copy)]
	pub enum RepaymentMethod {
		/// The same amount each month.
		EqualInstalments,
		/// The same principal each month, and the interest on what is left.
		EqualPrincipal,
		/// Everything at the end.
		Bullet,
		/// Interest each month, the principal at the end.
		InterestOnly,
	}
}

record! {
	/// What an institution lends, to whom and on what terms.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ProductSpec {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Currency of its loans.
		pub currency: Currency,
		/// Minor units.
		pub min_amount: Amount,
		/// The largest loan. Minor units (fen, cents, avos).
		pub max_amount: Amount,
		/// Months.
		pub min_tenor: u16,
		/// The longest term, in months.
		pub max_tenor: u16,
		/// Basis points a year: the rate of the best grade.
		pub min_rate: BasisPoints,
		/// Basis points a year: the rate of the worst grade that the product takes.
		pub max_rate: BasisPoints,
		/// How loans can be repaid.
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		/// The worst grade that is served.
		pub worst_grade: Grade,
		/// Least share of the scorecard's characteristics that must have a statement. In basis points.
		pub minimum_coverage: BasisPoints,
		/// Empty: all.
		pub industries: BoundedVec<Industry, ConstU32<16>>,
		/// Empty: all.
		pub divisions: BoundedVec<Division, ConstU32<16>>,
		/// Empty: all.
		pub jurisdictions: BoundedVec<Jurisdiction, ConstU32<3>>,
		/// Months for which the enterprise must have existed.
		pub minimum_age_months: u16,
		/// Lent without security too.
		pub unsecured: bool,
		/// What is taken as security.
		pub security: BoundedVec<AssetKind, ConstU32<7>>,
		/// The most that is lent on the lending value of the security. In basis points.
		pub worst_loan_to_value: BasisPoints,
		/// Whether a confirmed trade record must be among the security.
		pub trade_records: bool,
		/// Whether trade documents are taken that no agency confirmed: they are what the firm says, and another may own them.
		#[serde(default)]
		pub unconfirmed: bool,
		/// Days in which the institution decides.
		pub decision_days: u16,
	}
}

record! {
	/// What an enterprise asks for.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RequestSpec {
		/// How much, 1 to 10^15. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// In which currency.
		pub currency: Currency,
		/// Months.
		pub tenor: u16,
		/// How the loan is repaid.
		pub method: RepaymentMethod,
		/// Numbers of the assets that are offered as security.
		#[serde(default)]
		pub security: Assets,
	}
}

record! {
	/// What an institution offers.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct OfferSpec {
		/// What is lent. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// Basis points a year.
		pub rate: BasisPoints,
		/// Term in months.
		pub tenor: u16,
		/// How the loan is repaid.
		pub method: RepaymentMethod,
		/// Basis points a year on what is in arrears.
		pub penalty_rate: BasisPoints,
		/// Charged once, at the start. Minor units (fen, cents, avos).
		pub arrangement_fee: Amount,
		/// First second at which the offer no longer stands. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

record! {
	/// Every term of a loan: what the enterprise accepts by its hash.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// Number of the application.
		pub application: ApplicationId,
		/// Number of the product.
		pub product: ProductId,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// Currency of all amounts.
		pub currency: Currency,
		/// What is lent. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// Rate of interest, in basis points a year.
		pub rate: BasisPoints,
		/// Term in months.
		pub tenor: u16,
		/// How the loan is repaid.
		pub method: RepaymentMethod,
		/// Rate on what is in arrears, in basis points a year.
		pub penalty_rate: BasisPoints,
		/// Charged once, at the start. Minor units (fen, cents, avos).
		pub arrangement_fee: Amount,
		/// Numbers of the assets that secure the loan.
		pub security: Assets,
		/// First second at which the offer no longer stands. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

impl Terms {
	/// Blake2 of the terms' SCALE encoding.
	pub fn hash(&self) -> H256 {
		H256(sp_io::hashing::blake2_256(&self.encode()))
	}
}

record! {
	/// Why an institution declines.
	#[derive(Copy)]
	pub enum DeclineReason {
		/// The risk is too high.
		CreditRisk,
		/// It does not lend for this purpose.
		PurposeNotAccepted,
		/// The security is not enough.
		SecurityInsufficient,
		/// Documents are missing.
		DocumentsMissing,
		/// It cannot lend more at present.
		Capacity,
		/// The money was sent back, or never went, before the loan began.
		DisbursementReversed,
	}
}

record! {
	/// Where an application stands.
	#[serde(rename_all_fields = "camelCase")]
	pub enum ApplicationState {
		/// Waiting for the institution.
		Open,
		/// Waiting for the enterprise.
		Offered,
		/// Waiting for the money.
		Accepted,
		/// The institution says that the money went on `value_date`. The enterprise confirms or disputes it until `confirm_by`;
		/// after that day the loan stands on the institution's word.
		Disbursed {
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// When the institution stated it. Unix time in seconds.
			at: Timestamp,
			/// The day on which the money went. Days since 1970-01-01.
			value_date: Date,
			/// Last day on which the enterprise can confirm or dispute the payment. Days since 1970-01-01.
			confirm_by: Date,
		},
		/// The enterprise says that no money came. After `decide_by` the loan stands if the institution answered, and comes to
		/// nothing if it did not.
		Disputed {
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day on which the money went, as the institution says. Days since 1970-01-01.
			value_date: Date,
			/// Hash of what the enterprise shows.
			evidence: H256,
			/// Hash of what the institution shows.
			answer: Option<H256>,
			/// Last day on which it is answered and decided. Days since 1970-01-01.
			decide_by: Date,
		},
		/// It became the loan of the same number.
		Funded,
		/// The institution declined it.
		Declined {
			/// Why it was declined.
			reason: DeclineReason,
		},
		/// The enterprise took it back.
		Withdrawn,
		/// The enterprise refused the offer.
		Refused,
		/// Its time, or that of the offer or the reservation, was over.
		Expired,
		/// The payment that the institution stated was found not to have been made.
		Annulled,
	}
}

impl ApplicationState {
	/// Somebody still has to do something.
	pub fn is_open(&self) -> bool {
		matches!(self, Self::Open | Self::Offered | Self::Accepted | Self::Disbursed { .. } | Self::Disputed { .. })
	}
}

record! {
	/// What is kept for a loan from the acceptance of its terms until its money has gone.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reservation {
		/// The day of the acceptance. Days since 1970-01-01.
		pub since: Date,
		/// The last day on which the money may go. Days since 1970-01-01.
		pub pay_by: Date,
		/// The enterprise no longer wants it: the money may go no later than on the day when it said so.
		pub withdrawn: bool,
	}
}

record! {
	/// What was found about a payment that was disputed.
	#[derive(Copy)]
	pub enum Finding {
		/// The money was sent.
		Paid,
		/// It was not.
		NotPaid,
	}
}

/// An institution as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Institution<AccountId> {
	/// What was entered.
	pub spec: InstitutionSpec<AccountId>,
	/// Suspended by governance.
	pub suspended: bool,
	/// Applications that it did not decide in time. How many.
	pub missed_deadlines: u32,
}

/// A product as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Product {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What was entered.
	pub spec: ProductSpec,
	/// Whether applications are taken.
	pub open: bool,
}

/// An application as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Application {
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What the enterprise asks for.
	pub request: RequestSpec,
	/// The rating by which it was filed, and from the acceptance on that by which the terms were judged again.
	pub scorecard: ScorecardId,
	/// What is known of the grade at the filing, and from the acceptance on at the acceptance.
	pub grade: GradeClaim,
	/// When it was filed. Unix time in seconds.
	pub filed_at: Timestamp,
	/// Last second in which the institution decides in time. Unix time in seconds.
	pub decide_by: Timestamp,
	/// The institution did not decide in time.
	pub deadline_missed: bool,
	/// Where it stands.
	pub state: ApplicationState,
	/// The offer. None: there is none yet.
	pub terms: Option<Terms>,
	/// The day on which they were offered.
	/// Days since 1970-01-01.
	pub offered_on: Option<Date>,
	/// While terms are accepted and no loan has begun.
	pub reservation: Option<Reservation>,
}

record! {
	/// Where a loan stands.
	#[derive(Copy)]
	pub enum LoanState {
		/// It runs.
		Active,
		/// In default.
		InDefault,
		/// Repaid to the last unit.
		Closed,
		/// Only in views: the institution says that the money went, the enterprise has not confirmed it yet.
		Stated,
		/// Only in views: the enterprise disputes that the money came.
		Disputed,
	}
}

record! {
	/// What is entered on a loan's account.
	#[serde(rename_all_fields = "camelCase")]
	pub enum Entry {
		/// The borrower paid.
		Repayment {
			/// What was paid. Minor units (fen, cents, avos).
			amount: Amount,
			/// As the lender wrote it.
			/// At most 64 bytes of UTF-8.
			reference: Text<64>,
		},
		/// Costs of collection.
		Charge {
			/// What was charged. Minor units (fen, cents, avos).
			amount: Amount,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// What the enforcement of a lien brought.
		Proceeds {
			/// What was credited. Minor units (fen, cents, avos).
			amount: Amount,
			/// Number of the lien.
			lien: LienId,
		},
		/// The lender called the loan: everything became due.
		Called,
	}
}

record! {
	/// Why an entry does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Reversal {
		/// When it was reversed. Unix time in seconds.
		pub at: Timestamp,
		/// Why, at most 64 bytes of UTF-8.
		pub reason: Text<64>,
		/// Who asked for it before, and with what reason, if both agreed; otherwise the lender alone reversed it, in its time.
		pub asked: Option<AskedReversal>,
	}
}

record! {
	/// An entry on a loan's account. What was reversed stays, and does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Posting {
		/// What was entered.
		pub entry: Entry,
		/// The day from which it counts. Days since 1970-01-01.
		pub value_date: Date,
		/// When it was recorded. Unix time in seconds.
		pub booked_at: Timestamp,
		/// When and why it was reversed. None: it counts.
		pub reversed: Option<Reversal>,
	}
}

record! {
	/// What somebody had recorded of a loan's arrears.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct NotedArrears {
		/// The day of the record. Days since 1970-01-01.
		pub on: Date,
		/// Days for which more than the governed materiality was past due.
		pub days: u32,
	}
}

record! {
	/// A payment that the borrower states and the lender has not recorded.
	#[serde(rename_all = "camelCase")]
	pub struct PaymentClaim {
		/// As the borrower wrote it.
		/// At most 64 bytes of UTF-8.
		pub reference: Text<64>,
		/// What the borrower says that it paid. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// The day on which the money went. Days since 1970-01-01.
		pub value_date: Date,
		/// Hash of what shows it.
		pub evidence: H256,
		/// The last day on which the lender answers in time. Days since 1970-01-01.
		pub answer_by: Date,
	}
}

record! {
	/// The reversal of an entry that one side asked for, and the other has not agreed to.
	#[serde(rename_all = "camelCase")]
	pub struct AskedReversal {
		/// The lender asked; otherwise the borrower.
		pub by_lender: bool,
		/// Why, at most 64 bytes of UTF-8.
		pub reason: Text<64>,
	}
}

/// A loan as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Loan {
	/// What was accepted.
	pub terms: Terms,
	/// Number of the scorecard by which it was granted.
	pub scorecard: ScorecardId,
	/// At grant.
	pub grade: GradeClaim,
	/// The loan's books.
	pub ledger: Ledger,
	/// Entries on its account, which are numbered from 0. How many.
	pub postings: u32,
	/// Where it stands.
	pub state: LoanState,
	/// The day on which it was found to be in default. Days since 1970-01-01.
	pub defaulted_on: Option<Date>,
	/// The day since which everything is due. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// What somebody had recorded of the arrears last.
	pub noted: Option<NotedArrears>,
	/// Payments that the borrower states and the lender has not answered. How many.
	pub claims: u32,
	/// The day on which it was repaid to the last unit. Days since 1970-01-01.
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off. In basis points.
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund. Days since 1970-01-01.
	pub asked_on: Option<Date>,
	/// What the fund granted.
	pub cover: Option<Cover>,
	/// What the fund bears now: its part of the principal that is still owed. Minor units (fen, cents, avos).
	pub compensated: Amount,
	/// Charges levied on top of the arrangement fee. Minor units (fen, cents, avos).
	pub levied: Amount,
}

impl Loan {
	/// What the monitor of scorecards is told of it.
	pub fn as_granted(&self) -> GrantedLoan<'_> {
		GrantedLoan {
			enterprise: &self.terms.enterprise,
			institution: self.terms.institution,
			scorecard: self.scorecard,
			grade: self.grade,
			amount: self.terms.amount,
			on: self.ledger.started,
		}
	}
}

record! {
	/// The public risk-compensation fund of one currency.
	#[derive(Copy, Default)]
	pub struct Fund {
		/// Of the principal in default. In basis points.
		pub share: BasisPoints,
		/// The most that it bears in all. Minor units (fen, cents, avos).
		pub budget: Amount,
		/// What it bears now, in all: what came back to it is not in it. Minor units (fen, cents, avos).
		pub paid: Amount,
	}
}

record! {
	/// What the compensation fund granted on a loan.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Cover {
		/// What was owed then. Minor units (fen, cents, avos).
		pub principal: Amount,
		/// What the fund bears of it. Minor units (fen, cents, avos).
		pub granted: Amount,
	}
}

impl Cover {
	/// The fund's part of what is still owed, rounded down: what is recovered goes to lender and fund in proportion.
	pub fn of(&self, outstanding: Amount) -> Amount {
		let product = u128::from(self.granted).saturating_mul(outstanding.into());
		let part = product.checked_div(self.principal.into()).unwrap_or(0);
		Amount::try_from(part).unwrap_or(self.granted).min(self.granted)
	}
}

record! {
	/// Why a product does not fit.
	#[derive(Copy)]
	pub enum Refusal {
		/// The product takes no applications.
		ProductWithdrawn,
		/// The institution is suspended.
		InstitutionSuspended,
		/// The register does not have the enterprise as active.
		EnterpriseNotActive,
		/// The enterprise has no rating that counts.
		NotRated,
		/// The product is in another currency.
		CurrencyNotOffered,
		/// Less than the product's smallest loan.
		AmountTooLow,
		/// More than the product's largest loan.
		AmountTooHigh,
		/// Shorter than the product's shortest term.
		TenorTooShort,
		/// Longer than the product's longest term.
		TenorTooLong,
		/// The product is not repaid in this way.
		MethodNotOffered,
		/// The grade is worse than the product takes.
		GradeTooLow,
		/// The rating rests on too few statements.
		CoverageTooLow,
		/// The product is not for this industry.
		IndustryNotServed,
		/// The product is not for this division.
		DivisionNotServed,
		/// The product is not for firms of this place.
		JurisdictionNotServed,
		/// The enterprise has not existed for long enough.
		EnterpriseTooYoung,
		/// The product is not lent without security.
		SecurityNeeded,
		/// The product does not take this kind of security.
		SecurityNotAccepted,
		/// The security is in another currency than the loan.
		SecurityInOtherCurrency,
		/// The security is worth too little for the amount.
		LoanToValueTooHigh,
		/// A confirmed trade record must be among the security.
		TradeRecordNeeded,
		/// A trade document that no agency confirmed, which the product does not take.
		Unconfirmed,
		/// The enterprise would owe more than governance lets it.
		EnterpriseLimitReached,
		/// The enterprise would owe the institution more than that lends to one.
		InstitutionLimitReached,
		/// No scorecard is in force, so nobody is rated.
		NoChampion,
	}
}

/// How a product fits.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Match {
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Nothing stands against it.
	pub eligible: bool,
	/// Basis points a year: what the rule expects for the grade.
	pub expected_rate: BasisPoints,
	/// All interest at that rate, minor units.
	pub expected_cost: Amount,
	/// Days in which the institution decides.
	pub decision_days: u16,
	/// Every reason why it does not fit.
	pub refusals: Vec<Refusal>,
}

record! {
	/// Why nothing can be matched.
	#[derive(Copy)]
	pub enum MatchRefusal {
		/// No such enterprise.
		NotFound,
		/// Amount 1 to 10^15, tenor 1 to 360 months, no asset twice.
		InvalidRequest,
		/// This asset cannot secure such a loan; `collateral_status` says why.
		SecurityUnusable {
			/// Number of the asset.
			asset: AssetId,
		},
	}
}

/// An institution as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct InstitutionView<AccountId> {
	/// Its number.
	pub id: InstitutionId,
	/// Its name, at most 128 bytes of UTF-8.
	pub name: Text<128>,
	/// Of which kind it is.
	pub kind: InstitutionKind,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// The account that signs for it.
	pub key: AccountId,
	/// Suspended by governance.
	pub suspended: bool,
	/// How many applications it did not decide in time.
	pub missed_deadlines: u32,
}

/// A product as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ProductView {
	/// Its number.
	pub id: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Whether applications are taken.
	pub open: bool,
	/// What was entered.
	#[serde(flatten)]
	pub spec: ProductSpec,
}

/// An application as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ApplicationView {
	/// Its number.
	pub id: ApplicationId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What the enterprise asks for.
	pub request: RequestSpec,
	/// The grade, or the least, by which it was filed; from the acceptance on, by which the terms were judged again.
	pub grade: Grade,
	/// When it was filed. Unix time in seconds.
	pub filed_at: Timestamp,
	/// Last second in which the institution decides in time. Unix time in seconds.
	pub decide_by: Timestamp,
	/// The institution did not decide in time.
	pub deadline_missed: bool,
	/// Where it stands, as it was last recorded.
	pub state: ApplicationState,
	/// Where it stands now. Time alone closes an offer or makes a loan, and somebody records that only later (`expire`,
	/// `start_loan`). Otherwise the same as `state`.
	pub now: ApplicationState,
	/// The offer. None: there is none yet.
	pub terms: Option<Terms>,
	/// What is kept for the loan, and until when its money may go.
	pub reservation: Option<Reservation>,
	/// What the enterprise signs to accept exactly these terms.
	pub offered_terms_hash: Option<H256>,
}

/// What is to be paid, by what it is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Owed {
	/// Charges and penalties. Minor units (fen, cents, avos).
	pub charges: Amount,
	/// Interest. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// Principal. Minor units (fen, cents, avos).
	pub principal: Amount,
	/// Charges, interest and principal together. Minor units (fen, cents, avos).
	pub total: Amount,
}

/// A loan as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LoanView {
	/// Its number.
	pub id: LoanId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Currency of the amounts.
	pub currency: Currency,
	/// What was accepted.
	pub terms: Terms,
	/// Where it stands.
	pub state: LoanState,
	/// The grade at grant.
	pub grade: Grade,
	/// The day from which the loan runs. Days since 1970-01-01.
	pub started: Date,
	/// As agreed.
	pub schedule: Vec<Instalment>,
	/// To be paid today.
	pub due: Owed,
	/// Since which day something due is unpaid. Days since 1970-01-01.
	pub arrears_since: Option<Date>,
	/// Days since then on which a payment could be recorded.
	pub arrears_days: u32,
	/// Days for which more than the governed materiality is past due: what a default is judged by.
	pub material_days: u32,
	/// What somebody had recorded of the arrears last.
	pub noted: Option<NotedArrears>,
	/// Principal that is still owed. Minor units (fen, cents, avos).
	pub outstanding_principal: Amount,
	/// What closes the loan today. Minor units (fen, cents, avos).
	pub payoff: Amount,
	/// What has been repaid so far.
	pub repaid: Owed,
	/// The day on which it was found to be in default. Days since 1970-01-01.
	pub defaulted_on: Option<Date>,
	/// The day on which the lender called it: everything is due. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// The day on which it was repaid to the last unit. Days since 1970-01-01.
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off. In basis points.
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund. Days since 1970-01-01.
	pub asked_on: Option<Date>,
	/// What the compensation fund bears now. Minor units (fen, cents, avos).
	pub compensated: Amount,
	/// Entries on its account: `statement` shows them. How many.
	pub postings: u32,
	/// Payments that the borrower states and the lender has not answered.
	pub claims: Vec<ClaimView>,
}

/// A payment that the lender has not recorded, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	/// The payment that the borrower states.
	#[serde(flatten)]
	pub claim: PaymentClaim,
	/// The lender did not answer in time.
	pub overdue: bool,
}

/// A line of a loan's statement of account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct StatementLine {
	/// By which the entry is reversed.
	/// Number of the entry, from 0.
	pub posting: u32,
	/// What was entered.
	#[serde(flatten)]
	pub entry: Posting,
	/// How a payment is spent, as all that counts stands today.
	pub spent: Owed,
	/// Principal that is left after it. Minor units (fen, cents, avos).
	pub outstanding_principal: Amount,
	/// The other side's signature is missing to this reversal.
	pub reversal_asked: Option<AskedReversal>,
}

/// The public compensation fund of one currency, as people read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct FundView {
	/// Currency of the amounts.
	pub currency: Currency,
	/// Of the principal in default. In basis points.
	pub share: BasisPoints,
	/// The most that it bears in all. Minor units (fen, cents, avos).
	pub budget: Amount,
	/// What it bears now, in all. Minor units (fen, cents, avos).
	pub paid: Amount,
}

/// What an enterprise owes in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
	/// Currency of the amounts.
	pub currency: Currency,
	/// Of loans whose money has gone. Minor units (fen, cents, avos).
	pub principal: Amount,
	/// Of loans that were agreed and not begun. Minor units (fen, cents, avos).
	pub reserved: Amount,
	/// The most that all institutions together may lend in this currency, with what is owed in the others.
	/// Minor units (fen, cents, avos).
	pub limit: Amount,
}
