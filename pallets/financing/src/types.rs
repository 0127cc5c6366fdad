use crate::{ledger::Ledger, schedule::Instalment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, Amount, ApplicationId, AssetId, AssetKind, BasisPoints, Currency, Date, Division, Grade, GradeClaim,
	GrantedLoan, Industry, InstitutionId, Jurisdiction, LoanId, ProductId, RegistrationNumber, ScorecardId, Text,
	Timestamp,
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
		/// The money was sent back before the enterprise confirmed it.
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
		/// Waiting for the enterprise to confirm it.
		Disbursed { reference: Text<64>, at: Timestamp },
		/// It became the loan of the same number.
		Funded,
		Declined { reason: DeclineReason },
		Withdrawn,
		/// The enterprise refused the offer.
		Refused,
		Expired,
	}
}

impl ApplicationState {
	/// Somebody still has to do something.
	pub fn is_open(&self) -> bool {
		matches!(self, Self::Open | Self::Offered | Self::Accepted | Self::Disbursed { .. })
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
	/// The rating by which it was filed.
	pub scorecard: ScorecardId,
	pub grade: GradeClaim,
	pub filed_at: Timestamp,
	pub decide_by: Timestamp,
	pub deadline_missed: bool,
	pub state: ApplicationState,
	pub terms: Option<Terms>,
}

record! {
	/// Where a loan stands.
	#[derive(Copy)]
	pub enum LoanState {
		Active,
		InDefault,
		/// Repaid to the last unit.
		Closed,
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
	pub state: LoanState,
	pub defaulted_on: Option<Date>,
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off.
	pub written_off: BasisPoints,
	/// What the compensation fund paid.
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
		pub paid: Amount,
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
	pub arrears_days: u32,
	pub outstanding_principal: Amount,
	/// What closes the loan today.
	pub payoff: Amount,
	pub repaid: Owed,
	pub defaulted_on: Option<Date>,
	pub closed_on: Option<Date>,
	pub written_off: BasisPoints,
	pub compensated: Amount,
}

/// What an enterprise owes in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
	pub currency: Currency,
	pub principal: Amount,
	/// The most that all institutions together may lend.
	pub limit: Amount,
}
