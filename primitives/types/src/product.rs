//! Products: what is lent, to whom, on what terms, and why one does not fit.

use crate::{
	application::RequestSpec, enterprise::EnterpriseProfile, rating::RatingSummary, record, words::words, Amount,
	AssetId, AssetKind, BasisPoints, Currency, Division, Grade, Industry, InstitutionId, Jurisdiction, ProductId,
	SecurityOffer, Text, MAX_AMOUNT, WHOLE,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
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
		/// Basis points a year: the rate of the best grade.
		pub min_rate: BasisPoints,
		/// Basis points a year: the rate of the worst grade that the product takes.
		pub max_rate: BasisPoints,
		/// How loans can be repaid.
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
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

impl ProductSpec {
	/// Whether the fields keep their ranges and agree with each other: asked by the chain when a product is published and by
	/// the node of each file of a network. The first flaw names its field.
	pub fn check(&self) -> Result<(), Flaw> {
		let within = |field, value: u64, least: u64, most: u64, unit| {
			let inside = (least..=most).contains(&value);
			inside.then_some(()).ok_or(Flaw::of(field, Fault::OutOfRange { value, least, most, unit }))
		};
		let reaches = |field, reached: bool, least| reached.then_some(()).ok_or(Flaw::of(field, Fault::Below(least)));
		let (minor, months, points) = ("minor units", "months", "basis points");
		let whole = u64::from(WHOLE);

		self.name.is_valid().then_some(()).ok_or(Flaw::of("name", Fault::Unreadable))?;
		within("minAmount", self.min_amount, 1, MAX_AMOUNT, minor)?;
		within("maxAmount", self.max_amount, 1, MAX_AMOUNT, minor)?;
		reaches("maxAmount", self.max_amount >= self.min_amount, "minAmount")?;
		within("minTenor", self.min_tenor.into(), 1, MAX_TENOR.into(), months)?;
		within("maxTenor", self.max_tenor.into(), 1, MAX_TENOR.into(), months)?;
		reaches("maxTenor", self.max_tenor >= self.min_tenor, "minTenor")?;
		within("minRate", self.min_rate.into(), 0, whole, points)?;
		within("maxRate", self.max_rate.into(), 0, whole, points)?;
		reaches("maxRate", self.max_rate >= self.min_rate, "minRate")?;
		within("minimumCoverage", self.minimum_coverage.into(), 0, whole, points)?;
		within("worstLoanToValue", self.worst_loan_to_value.into(), 0, whole, points)?;
		within("decisionDays", self.decision_days.into(), 1, MAX_DAYS.into(), "days")?;

		if self.methods.is_empty() {
			return Err(Flaw::of("methods", Fault::Contradiction("a product needs a repayment method")));
		}
		distinct("methods", &self.methods)?;
		distinct("industries", &self.industries)?;
		known("industries", &self.industries, |industry| industry.is_valid())?;
		distinct("divisions", &self.divisions)?;
		known("divisions", &self.divisions, |division| division.is_valid())?;
		distinct("jurisdictions", &self.jurisdictions)?;
		distinct("security", &self.security)?;
		self.check_security()
	}

	/// Who takes security says how much he lends on it; who takes none lends without.
	fn check_security(&self) -> Result<(), Flaw> {
		let none = self.security.is_empty();
		let flaws = [
			(none && !self.unsecured, "security", "neither unsecured nor any accepted security: nobody could have it"),
			(
				none && self.trade_records,
				"tradeRecords",
				"no security is accepted, so no trade record could be among it",
			),
			(none && self.worst_loan_to_value > 0, "worstLoanToValue", "no security is accepted on which to lend"),
			(
				!none && self.worst_loan_to_value == 0,
				"worstLoanToValue",
				"0 would lend nothing on the accepted security",
			),
		];
		let found = flaws.into_iter().find(|(wrong, ..)| *wrong);
		found.map_or(Ok(()), |(_, field, why)| Err(Flaw::of(field, Fault::Contradiction(why))))
	}
}

/// No entry of a list twice.
fn distinct<V: PartialEq>(field: &'static str, list: &[V]) -> Result<(), Flaw> {
	let again = list.iter().enumerate().find(|(place, one)| list.iter().take(*place).any(|other| other == *one));
	again.map_or(Ok(()), |(place, _)| Err(Flaw { field, place: Some(place), fault: Fault::Twice }))
}

/// No entry of a list that means nothing.
fn known<V>(field: &'static str, list: &[V], is_valid: impl Fn(&V) -> bool) -> Result<(), Flaw> {
	let unknown = list.iter().position(|one| !is_valid(one));
	unknown.map_or(Ok(()), |place| Err(Flaw { field, place: Some(place), fault: Fault::Unknown }))
}

/// What is wrong with a product, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
	/// Name of the field, as in JSON.
	pub field: &'static str,
	/// Which entry of it, from 0, if it is a list.
	pub place: Option<usize>,
	pub fault: Fault,
}

impl Flaw {
	fn of(field: &'static str, fault: Fault) -> Self {
		Self { field, place: None, fault }
	}

	/// The field with the entry, as in `divisions[2]`.
	pub fn path(&self) -> impl fmt::Display + '_ {
		struct Path<'a>(&'a Flaw);
		impl fmt::Display for Path<'_> {
			fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
				match self.0.place {
					Some(place) => write!(f, "{}[{place}]", self.0.field),
					None => f.write_str(self.0.field),
				}
			}
		}
		Path(self)
	}
}

/// How a field is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
	/// A name that is empty, not UTF-8, or holds control characters.
	Unreadable,
	/// A number outside its range, both ends of which are in it.
	OutOfRange { value: u64, least: u64, most: u64, unit: &'static str },
	/// Less than the field of this name.
	Below(&'static str),
	/// The entry stands in the list twice.
	Twice,
	/// The entry is no code of its classification.
	Unknown,
	/// It does not agree with other fields.
	Contradiction(&'static str),
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Unreadable => f.write_str("a name of 1 to 128 bytes of UTF-8 without control characters"),
			Self::OutOfRange { value, least, most, unit } => {
				write!(f, "{value} lies outside its range: {least} to {most} {unit}")
			},
			Self::Below(other) => write!(f, "it is below {other}"),
			Self::Twice => f.write_str("it stands here twice"),
			Self::Unknown => {
				f.write_str("no code of the classification: GB/T 4754 for industries, GB/T 2260 for divisions")
			},
			Self::Contradiction(why) => f.write_str(why),
		}
	}
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
	NoChampion
});

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

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{string::ToString, vec};

	fn product() -> ProductSpec {
		ProductSpec {
			name: "A loan".try_into().unwrap(),
			currency: Currency::Cny,
			min_amount: 1_000,
			max_amount: 100_000,
			min_tenor: 3,
			max_tenor: 36,
			min_rate: 400,
			max_rate: 600,
			methods: vec![RepaymentMethod::Bullet, RepaymentMethod::InterestOnly].try_into().unwrap(),
			worst_grade: Grade::Bb,
			minimum_coverage: 6_000,
			industries: vec!["C".parse().unwrap()].try_into().unwrap(),
			divisions: vec![Division(440_000)].try_into().unwrap(),
			jurisdictions: vec![Jurisdiction::Guangdong].try_into().unwrap(),
			minimum_age_months: 24,
			unsecured: true,
			security: vec![AssetKind::Invention, AssetKind::TradeReceivable].try_into().unwrap(),
			worst_loan_to_value: 8_000,
			trade_records: true,
			unconfirmed: true,
			decision_days: 5,
		}
	}

	fn flaw(change: impl FnOnce(&mut ProductSpec)) -> (alloc::string::String, alloc::string::String) {
		let mut spec = product();
		change(&mut spec);
		let flaw = spec.check().unwrap_err();
		let told = (flaw.path().to_string(), flaw.fault.to_string());
		told
	}

	fn assert_flaw(change: impl FnOnce(&mut ProductSpec), path: &str, says: &str) {
		let (field, fault) = flaw(change);
		assert_eq!(field, path);
		assert!(fault.contains(says), "{path}: {fault}");
	}

	#[test]
	fn a_number_outside_its_range_is_told_with_the_range_and_its_unit() {
		assert_eq!(product().check(), Ok(()));
		assert_flaw(
			|spec| spec.min_amount = 0,
			"minAmount",
			"0 lies outside its range: 1 to 1000000000000000 minor units",
		);
		assert_flaw(|spec| spec.max_amount = MAX_AMOUNT + 1, "maxAmount", "1 to 1000000000000000 minor units");
		assert_flaw(|spec| spec.min_tenor = 0, "minTenor", "1 to 360 months");
		assert_flaw(|spec| spec.max_tenor = 361, "maxTenor", "361 lies outside its range: 1 to 360 months");
		assert_flaw(|spec| spec.max_rate = 10_001, "maxRate", "0 to 10000 basis points");
		assert_flaw(|spec| spec.minimum_coverage = 10_001, "minimumCoverage", "0 to 10000 basis points");
		assert_flaw(|spec| spec.worst_loan_to_value = 10_001, "worstLoanToValue", "0 to 10000 basis points");
		assert_flaw(|spec| spec.decision_days = 91, "decisionDays", "91 lies outside its range: 1 to 90 days");
		assert_flaw(|spec| spec.decision_days = 0, "decisionDays", "1 to 90 days");
	}

	#[test]
	fn fields_agree_with_each_other() {
		assert_flaw(|spec| spec.name = Text::default(), "name", "1 to 128 bytes");
		assert_flaw(|spec| spec.max_amount = 999, "maxAmount", "below minAmount");
		assert_flaw(|spec| spec.max_tenor = 2, "maxTenor", "below minTenor");
		assert_flaw(|spec| spec.max_rate = 399, "maxRate", "below minRate");
		assert_flaw(|spec| spec.methods.clear(), "methods", "needs a repayment method");
		assert_flaw(|spec| spec.methods[1] = spec.methods[0], "methods[1]", "twice");
		assert_flaw(|spec| spec.divisions.try_push(Division(1)).unwrap(), "divisions[1]", "GB/T 2260");
		assert_flaw(|spec| spec.divisions.try_push(Division(440_000)).unwrap(), "divisions[1]", "twice");
		assert_flaw(|spec| spec.worst_loan_to_value = 0, "worstLoanToValue", "would lend nothing");
		let bare = |spec: &mut ProductSpec| {
			spec.security.clear();
			spec.worst_loan_to_value = 0;
			spec.trade_records = false;
		};
		let mut unsecured = product();
		bare(&mut unsecured);
		assert_eq!(unsecured.check(), Ok(()));
		let but = |change: fn(&mut ProductSpec)| {
			move |spec: &mut ProductSpec| {
				bare(spec);
				change(spec);
			}
		};
		assert_flaw(but(|spec| spec.unsecured = false), "security", "nobody could have it");
		assert_flaw(but(|spec| spec.trade_records = true), "tradeRecords", "no security is accepted");
		assert_flaw(but(|spec| spec.worst_loan_to_value = 1), "worstLoanToValue", "no security is accepted");
	}
}
