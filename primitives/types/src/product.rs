//! Products: what is lent, to whom, on what terms, and why one does not fit.

mod check;
mod costs;

pub use check::{Fault, Flaw};
pub use costs::{CostRule, OutsideProduct};

use crate::{
	application::{RequestSpec, UseOfFunds},
	conditions::{DueDays, YearlyRates, MAX_COSTS},
	enterprise::EnterpriseProfile,
	rating::RatingSummary,
	record,
	words::words,
	Amount, AssetId, AssetKind, BasisPoints, Currency, DayCount, Division, Grade, Industry, InstitutionId,
	Jurisdiction, ProductId, ReferenceRateId, SecurityOffer, Text,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Months that a loan can run: thirty years.
pub const MAX_TENOR: u16 = 360;
/// Days that an institution can give itself to decide.
pub const MAX_DAYS: u16 = 90;

record! {
	/// How a loan is repaid.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
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

words!(RepaymentMethod { EqualInstalments, EqualPrincipal, Bullet, InterestOnly });

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
		/// Basis points a year: the rate of the best grade. Of a floating loan: reference and spread on the day of the offer.
		pub min_rate: BasisPoints,
		/// Basis points a year: the rate of the worst grade that the product takes. Of a floating loan: as above.
		pub max_rate: BasisPoints,
		/// Number of the reference rate that its loans follow. None: their rates are fixed.
		#[serde(default)]
		pub reference: Option<ReferenceRateId>,
		/// By which convention days become interest. Left out: a month is a twelfth of a year.
		#[serde(default = "monthly_twelfths")]
		pub day_count: DayCount,
		/// On which days interest can be settled. Empty: as the parties agree.
		#[serde(default)]
		pub due_days: BoundedVec<DueDays, ConstU32<4>>,
		/// By which share the contract's rate is raised on what is overdue, at most. In basis points of the rate. Left out: half.
		#[serde(default = "half")]
		pub surcharge: BasisPoints,
		/// Every cost besides interest that a loan can bring with it.
		#[serde(default)]
		pub costs: BoundedVec<CostRule, ConstU32<MAX_COSTS>>,
		/// How loans can be repaid.
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		/// For what the money can be meant. Empty: for anything.
		#[serde(default)]
		pub uses: BoundedVec<UseOfFunds, ConstU32<8>>,
		/// Whether loans can be drawn under a credit line, repaid and drawn again.
		#[serde(default)]
		pub revolving: bool,
		/// Whether a loan can settle one that is about to end, without repaying first.
		#[serde(default)]
		pub renewable: bool,
		/// The worst grade that is served.
		pub worst_grade: Grade,
		/// Least share of the scorecard's characteristics that must have an attestation. In basis points.
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

fn monthly_twelfths() -> DayCount {
	DayCount::MonthlyTwelfths
}

/// The most that the mainland's rule has for what is overdue (PBoC Yinfa 2003 No. 251, item 3).
const fn half() -> BasisPoints {
	5_000
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

/// What is known of an applicant and its request.
#[derive(Clone, Copy)]
pub struct Applicant<'a> {
	pub profile: &'a EnterpriseProfile,
	/// None: it is not rated.
	pub rating: Option<&'a RatingSummary>,
	pub request: &'a RequestSpec,
	/// One for each asset of the request.
	pub security: &'a [SecurityOffer],
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
		/// The rating rests on too few attestations.
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
		/// The product is not lent for this use of the money.
		UseNotServed,
		/// The product's loans do not settle others: repay first.
		RenewalNotOffered,
		/// The product's loans are not drawn under a credit line.
		LineNotOffered,
	}
}

words!(Refusal {
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
	Unconfirmed,
	EnterpriseLimitReached,
	InstitutionLimitReached,
	NoChampion,
	UseNotServed,
	RenewalNotOffered,
	LineNotOffered
});

/// What a loan of a product is expected to cost, before its days are agreed: as if it were paid each month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Price {
	/// Interest and every cost that the borrower bears, as a rate a year: of a month times twelve, and with interest on
	/// interest. The type's end if costs take all that is lent.
	pub all_in: YearlyRates,
	/// All interest. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// All costs that the borrower bears. Minor units (fen, cents, avos).
	pub costs: Amount,
	/// Interest and these costs. Minor units (fen, cents, avos).
	pub expected_cost: Amount,
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
	/// What such a loan is expected to cost at that rate. None: it does not fit.
	pub price: Option<Price>,
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
