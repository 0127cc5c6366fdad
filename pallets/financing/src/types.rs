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
	#[derive(Copy)]
	pub enum InstitutionKind {
		StateBank,
		JointStockBank,
		CityBank,
		RuralBank,
		VillageBank,
		DigitalBank,
		GuaranteeCompany,
		SmallLoanCompany,
		Insurer,
		LeasingCompany,
		FactoringCompany,
		ForeignBank,
	}
}

record! {
	/// What governance enters of an institution.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct InstitutionSpec<AccountId> {
		pub name: Text<128>,
		pub kind: InstitutionKind,
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
		pub name: Text<128>,
		pub currency: Currency,
		/// Minor units.
		pub min_amount: Amount,
		pub max_amount: Amount,
		/// Months.
		pub min_tenor: u16,
		pub max_tenor: u16,
		/// Basis points a year: the rate of the best grade.
		pub min_rate: BasisPoints,
		/// Basis points a year: the rate of the worst grade that the product takes.
		pub max_rate: BasisPoints,
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		pub worst_grade: Grade,
		pub minimum_coverage: BasisPoints,
		/// Empty: all.
		pub industries: BoundedVec<Industry, ConstU32<16>>,
		/// Empty: all.
		pub divisions: BoundedVec<Division, ConstU32<16>>,
		/// Empty: all.
		pub jurisdictions: BoundedVec<Jurisdiction, ConstU32<3>>,
		pub minimum_age_months: u16,
		/// Lent without security too.
		pub unsecured: bool,
		/// What is taken as security.
		pub security: BoundedVec<AssetKind, ConstU32<7>>,
		/// The most that is lent on the lending value of the security.
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
		pub amount: Amount,
		pub currency: Currency,
		/// Months.
		pub tenor: u16,
		pub method: RepaymentMethod,
		#[serde(default)]
		pub security: Assets,
	}
}

record! {
	/// What an institution offers.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct OfferSpec {
		pub amount: Amount,
		/// Basis points a year.
		pub rate: BasisPoints,
		pub tenor: u16,
		pub method: RepaymentMethod,
		/// Basis points a year on what is in arrears.
		pub penalty_rate: BasisPoints,
		/// Charged once, at the start.
		pub arrangement_fee: Amount,
		/// First second at which the offer no longer stands.
		pub valid_until: Timestamp,
	}
}

record! {
	/// Every term of a loan: what the enterprise accepts by its hash.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		pub application: ApplicationId,
		pub product: ProductId,
		pub institution: InstitutionId,
		pub enterprise: RegistrationNumber,
		pub currency: Currency,
		pub amount: Amount,
		pub rate: BasisPoints,
		pub tenor: u16,
		pub method: RepaymentMethod,
		pub penalty_rate: BasisPoints,
		pub arrangement_fee: Amount,
		pub security: Assets,
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
		CreditRisk,
		PurposeNotAccepted,
		SecurityInsufficient,
		DocumentsMissing,
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
		Disbursed { reference: Text<64>, at: Timestamp, value_date: Date, confirm_by: Date },
		/// The enterprise says that no money came. After `decide_by` the loan stands if the institution answered, and comes to
		/// nothing if it did not.
		Disputed {
			reference: Text<64>,
			value_date: Date,
			/// Hash of what the enterprise shows.
			evidence: H256,
			/// Hash of what the institution shows.
			answer: Option<H256>,
			decide_by: Date,
		},
		/// It became the loan of the same number.
		Funded,
		Declined { reason: DeclineReason },
		Withdrawn,
		/// The enterprise refused the offer.
		Refused,
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
		/// The day of the acceptance.
		pub since: Date,
		/// The last day on which the money may go.
		pub pay_by: Date,
		/// The enterprise no longer wants it: the money may go no later than on the day when it said so.
		pub withdrawn: bool,
	}
}

record! {
	/// What was found about a payment that was disputed.
	#[derive(Copy)]
	pub enum Finding {
		Paid,
		NotPaid,
	}
}

/// An institution as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Institution<AccountId> {
	pub spec: InstitutionSpec<AccountId>,
	pub suspended: bool,
	/// Applications that it did not decide in time.
	pub missed_deadlines: u32,
}

/// A product as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Product {
	pub institution: InstitutionId,
	pub spec: ProductSpec,
	pub open: bool,
}

/// An application as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Application {
	pub enterprise: RegistrationNumber,
	pub product: ProductId,
	pub institution: InstitutionId,
	pub request: RequestSpec,
	/// The rating by which it was filed, and from the acceptance on that by which the terms were judged again.
	pub scorecard: ScorecardId,
	pub grade: GradeClaim,
	pub filed_at: Timestamp,
	pub decide_by: Timestamp,
	pub deadline_missed: bool,
	pub state: ApplicationState,
	pub terms: Option<Terms>,
	/// The day on which they were offered.
	pub offered_on: Option<Date>,
	/// While terms are accepted and no loan has begun.
	pub reservation: Option<Reservation>,
}

record! {
	/// Where a loan stands.
	#[derive(Copy)]
	pub enum LoanState {
		Active,
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
		Repayment {
			amount: Amount,
			/// As the lender wrote it.
			reference: Text<64>,
		},
		/// Costs of collection.
		Charge { amount: Amount, reason: Text<64> },
		/// What the enforcement of a lien brought.
		Proceeds { amount: Amount, lien: LienId },
		/// The lender called the loan: everything became due.
		Called,
	}
}

record! {
	/// Why an entry does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Reversal {
		pub at: Timestamp,
		/// Of who made it so.
		pub reason: Text<64>,
		/// Who asked for it before, and with what reason, if both agreed; otherwise the lender alone reversed it, in its time.
		pub asked: Option<AskedReversal>,
	}
}

record! {
	/// An entry on a loan's account. What was reversed stays, and does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Posting {
		pub entry: Entry,
		/// The day from which it counts.
		pub value_date: Date,
		pub booked_at: Timestamp,
		pub reversed: Option<Reversal>,
	}
}

record! {
	/// What somebody had recorded of a loan's arrears.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct NotedArrears {
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
		pub reference: Text<64>,
		pub amount: Amount,
		pub value_date: Date,
		/// Hash of what shows it.
		pub evidence: H256,
		/// The last day on which the lender answers in time.
		pub answer_by: Date,
	}
}

record! {
	/// The reversal of an entry that one side asked for, and the other has not agreed to.
	#[serde(rename_all = "camelCase")]
	pub struct AskedReversal {
		/// The lender asked; otherwise the borrower.
		pub by_lender: bool,
		pub reason: Text<64>,
	}
}

/// A loan as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Loan {
	pub terms: Terms,
	pub scorecard: ScorecardId,
	/// At grant.
	pub grade: GradeClaim,
	pub ledger: Ledger,
	/// Entries on its account, which are numbered from 0.
	pub postings: u32,
	pub state: LoanState,
	pub defaulted_on: Option<Date>,
	/// The day since which everything is due.
	pub called_on: Option<Date>,
	pub noted: Option<NotedArrears>,
	/// Payments that the borrower states and the lender has not answered.
	pub claims: u32,
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off.
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund.
	pub asked_on: Option<Date>,
	/// What the fund granted.
	pub cover: Option<Cover>,
	/// What the fund bears now: its part of the principal that is still owed.
	pub compensated: Amount,
	/// Charges levied on top of the arrangement fee.
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
		/// Of the principal in default.
		pub share: BasisPoints,
		pub budget: Amount,
		/// What it bears now, in all: what came back to it is not in it.
		pub paid: Amount,
	}
}

record! {
	/// What the compensation fund granted on a loan.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Cover {
		/// What was owed then.
		pub principal: Amount,
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
		ProductWithdrawn,
		InstitutionSuspended,
		EnterpriseNotActive,
		NotRated,
		CurrencyNotOffered,
		AmountTooLow,
		AmountTooHigh,
		TenorTooShort,
		TenorTooLong,
		MethodNotOffered,
		GradeTooLow,
		CoverageTooLow,
		IndustryNotServed,
		DivisionNotServed,
		JurisdictionNotServed,
		EnterpriseTooYoung,
		SecurityNeeded,
		SecurityNotAccepted,
		SecurityInOtherCurrency,
		LoanToValueTooHigh,
		TradeRecordNeeded,
		/// A trade document that no agency confirmed, which the product does not take.
		Unconfirmed,
		EnterpriseLimitReached,
		InstitutionLimitReached,
		/// No scorecard is in force, so nobody is rated.
		NoChampion,
	}
}

/// How a product fits.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Match {
	pub product: ProductId,
	pub institution: InstitutionId,
	pub eligible: bool,
	/// Basis points a year: what the rule expects for the grade.
	pub expected_rate: BasisPoints,
	/// All interest at that rate, minor units.
	pub expected_cost: Amount,
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
		SecurityUnusable { asset: AssetId },
	}
}

/// An institution as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstitutionView<AccountId> {
	pub id: InstitutionId,
	pub name: Text<128>,
	pub kind: InstitutionKind,
	pub jurisdiction: Jurisdiction,
	pub key: AccountId,
	pub suspended: bool,
	pub missed_deadlines: u32,
}

/// A product as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductView {
	pub id: ProductId,
	pub institution: InstitutionId,
	pub open: bool,
	#[serde(flatten)]
	pub spec: ProductSpec,
}

/// An application as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationView {
	pub id: ApplicationId,
	pub enterprise: RegistrationNumber,
	pub product: ProductId,
	pub institution: InstitutionId,
	pub request: RequestSpec,
	pub grade: Grade,
	pub filed_at: Timestamp,
	pub decide_by: Timestamp,
	/// The institution did not decide in time.
	pub deadline_missed: bool,
	pub state: ApplicationState,
	pub terms: Option<Terms>,
	/// What is kept for the loan, and until when its money may go.
	pub reservation: Option<Reservation>,
	/// What the enterprise signs to accept exactly these terms.
	pub offered_terms_hash: Option<H256>,
}

/// What is to be paid, by what it is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Owed {
	pub charges: Amount,
	pub interest: Amount,
	pub principal: Amount,
	pub total: Amount,
}

/// A loan as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanView {
	pub id: LoanId,
	pub enterprise: RegistrationNumber,
	pub institution: InstitutionId,
	pub currency: Currency,
	pub terms: Terms,
	pub state: LoanState,
	pub grade: Grade,
	pub started: Date,
	/// As agreed.
	pub schedule: Vec<Instalment>,
	/// To be paid today.
	pub due: Owed,
	/// Since which day something due is unpaid.
	pub arrears_since: Option<Date>,
	/// Days since then on which a payment could be recorded.
	pub arrears_days: u32,
	/// Days for which more than the governed materiality is past due: what a default is judged by.
	pub material_days: u32,
	/// What somebody had recorded of the arrears last.
	pub noted: Option<NotedArrears>,
	pub outstanding_principal: Amount,
	/// What closes the loan today.
	pub payoff: Amount,
	pub repaid: Owed,
	pub defaulted_on: Option<Date>,
	/// The day on which the lender called it: everything is due.
	pub called_on: Option<Date>,
	pub closed_on: Option<Date>,
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund.
	pub asked_on: Option<Date>,
	/// What the compensation fund bears now.
	pub compensated: Amount,
	/// Entries on its account: `statement` shows them.
	pub postings: u32,
	/// Payments that the borrower states and the lender has not answered.
	pub claims: Vec<ClaimView>,
}

/// A payment that the lender has not recorded, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	#[serde(flatten)]
	pub claim: PaymentClaim,
	/// The lender did not answer in time.
	pub overdue: bool,
}

/// A line of a loan's statement of account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementLine {
	/// By which the entry is reversed.
	pub posting: u32,
	#[serde(flatten)]
	pub entry: Posting,
	/// How a payment is spent, as all that counts stands today.
	pub spent: Owed,
	/// Principal that is left after it.
	pub outstanding_principal: Amount,
	/// The other side's signature is missing to this reversal.
	pub reversal_asked: Option<AskedReversal>,
}

/// The public compensation fund of one currency, as people read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundView {
	pub currency: Currency,
	/// Of the principal in default.
	pub share: BasisPoints,
	pub budget: Amount,
	/// What it bears now, in all.
	pub paid: Amount,
}

/// What an enterprise owes in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
	pub currency: Currency,
	/// Of loans whose money has gone.
	pub principal: Amount,
	/// Of loans that were agreed and not begun.
	pub reserved: Amount,
	/// The most that all institutions together may lend in this currency, with what is owed in the others.
	pub limit: Amount,
}
