//! Policies: the rules by which an institution decides at once, what it then offers, and why an officer must look.

use crate::{
	application::UseOfFunds,
	conditions::{Adjustment, DueDays, Effect, FirstPeriod, Late, Order, Rate},
	line::are_due_days,
	product::{RepaymentMethod, MAX_DAYS, MAX_TENOR},
	record,
	words::words,
	Amount, AssetKind, BasisPoints, Date, DayCount, Division, Grade, Industry, InstitutionId, Jurisdiction, PolicyId,
	ProductId, ReferenceRateId, Timestamp, MAX_AMOUNT, WHOLE,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Offers that a policy can make in a day, and in all, at most.
pub const MAX_USES: u32 = 1_000_000;
/// A spread over a reference, or below it, in basis points at most.
pub const MAX_SPREAD: i32 = 10_000;

record! {
	/// What a request must keep to be decided at once. Nothing else of a firm is looked at: no name, no number, no account.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct PolicyRules {
		/// The worst grade.
		pub worst_grade: Grade,
		/// Least share of the scorecard's characteristics that must have an attestation. In basis points.
		pub minimum_coverage: BasisPoints,
		/// The largest loan. Minor units (fen, cents, avos) of the product's currency.
		pub max_amount: Amount,
		/// The shortest term, in months.
		pub min_tenor: u16,
		/// The longest term, in months.
		pub max_tenor: u16,
		/// How it can be repaid. Empty: in every way that the product has.
		#[serde(default)]
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		/// What the money may be used for. Empty: anything.
		#[serde(default)]
		pub use_of_funds: BoundedVec<UseOfFunds, ConstU32<8>>,
		/// Empty: all.
		#[serde(default)]
		pub industries: BoundedVec<Industry, ConstU32<16>>,
		/// Empty: all.
		#[serde(default)]
		pub divisions: BoundedVec<Division, ConstU32<16>>,
		/// Empty: all.
		#[serde(default)]
		pub jurisdictions: BoundedVec<Jurisdiction, ConstU32<3>>,
		/// Months for which the enterprise must have existed.
		pub minimum_age_months: u16,
		/// Decided without security too.
		pub unsecured: bool,
		/// What is taken as security. Empty: nothing.
		#[serde(default)]
		pub security: BoundedVec<AssetKind, ConstU32<7>>,
		/// The most that is lent on the lending value of the security. In basis points; 0 where none is taken.
		#[serde(default)]
		pub worst_loan_to_value: BasisPoints,
		/// The most that the enterprise owes the institution with this loan. Minor units (fen, cents, avos) of the product's
		/// currency.
		pub max_exposure: Amount,
	}
}

record! {
	/// What the loan costs, by the grade: AAA first, C last. Entries of grades that the rules do not take are not used.
	#[serde(rename_all_fields = "camelCase", deny_unknown_fields)]
	pub enum PolicyPrice {
		/// A rate for each grade.
		Fixed {
			/// A year, in hundred-millionths of the whole.
			rates: [Rate; 9],
		},
		/// A spread for each grade over a reference rate.
		Floating {
			/// Number of the reference rate.
			reference: ReferenceRateId,
			/// Over the reference, or below it. In basis points a year.
			spreads: [i32; 9],
			/// The rate is never less than this. A year, in hundred-millionths of the whole.
			floor: Rate,
			/// The first day on which it is taken anew. None: `every` months after the drawing. Days since 1970-01-01.
			#[serde(default)]
			first: Option<Date>,
			/// Months from one such day to the next; 0: there is only the first.
			every: u8,
		},
	}
}

record! {
	/// What is offered: amount, term and method as asked, the rest as stated here. Costs are the product's.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct PolicyOffer {
		/// What it costs, by the grade.
		pub price: PolicyPrice,
		/// By which convention days become interest.
		pub day_count: DayCount,
		/// On which days interest is settled.
		pub due_days: DueDays,
		/// What becomes of a first period that is shorter than the others.
		pub first_period: FirstPeriod,
		/// Whose banks' working days count.
		pub calendar: Jurisdiction,
		/// Where a day to pay goes that is no working day.
		pub adjustment: Adjustment,
		/// Whether interest runs to the day to pay as it was moved.
		pub moves_interest: bool,
		/// Days after the day to pay until which payment is in time.
		#[serde(default)]
		pub grace_days: u8,
		/// Settlements at the start in which interest alone is paid. How many.
		#[serde(default)]
		pub principal_holiday: u16,
		/// Share of the amount that is repaid at maturity, on top of the last instalment. In basis points.
		#[serde(default)]
		pub balloon: BasisPoints,
		/// What a prepayment of a part changes.
		pub prepayment: Effect,
		/// What lateness and misuse cost.
		pub late: Late,
		/// In which order a payment is spent.
		pub order: Order,
		/// Days for which the offer stands, 1 to 90.
		pub valid_days: u16,
	}
}

record! {
	/// How often a policy decides.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct PolicyUses {
		/// Offers in a day, 1 to 1,000,000. A day begins at midnight in UTC+8.
		pub per_day: u32,
		/// Offers in all. How many, 1 to 1,000,000.
		pub in_all: u32,
	}
}

record! {
	/// A policy as an institution publishes it, for one of its products.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct PolicySpec {
		/// Number of the product.
		pub product: ProductId,
		/// What a request must keep.
		pub rules: PolicyRules,
		/// What is then offered.
		pub offer: PolicyOffer,
		/// How often.
		pub uses: PolicyUses,
	}
}

/// What is wrong with a policy, by the field that is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PolicyFlaw {
	/// A number lies outside its range.
	OutOfRange(&'static str),
	/// An entry of a list stands there twice, or is no code of its classification.
	List(&'static str),
	/// Two fields contradict each other.
	Contradiction(&'static str),
}

impl fmt::Display for PolicyFlaw {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::OutOfRange(what) => write!(f, "{what}"),
			Self::List(field) => write!(f, "{field}: an entry stands there twice, or is no code of its classification"),
			Self::Contradiction(what) => write!(f, "{what}"),
		}
	}
}

impl PolicySpec {
	/// Whether the fields keep their ranges and agree with each other: asked by the chain when a policy is published, and by
	/// the command before it sends one.
	pub fn check(&self) -> Result<(), PolicyFlaw> {
		self.check_numbers()?;
		self.check_lists()?;
		self.check_agreement()
	}

	fn check_numbers(&self) -> Result<(), PolicyFlaw> {
		let Self { rules, offer, uses, .. } = self;
		let amount = 1..=MAX_AMOUNT;
		let spread = |spread: &i32| (-MAX_SPREAD..=MAX_SPREAD).contains(spread);
		let priced = match &offer.price {
			PolicyPrice::Fixed { rates } => rates.iter().all(|rate| rate.0 <= Rate::WHOLE),
			PolicyPrice::Floating { spreads, floor, .. } => spreads.iter().all(spread) && floor.0 <= Rate::WHOLE,
		};
		let numbers = [
			(rules.minimum_coverage <= WHOLE, "rules.minimumCoverage: 0 to 10,000 basis points"),
			(amount.contains(&rules.max_amount), "rules.maxAmount: 1 to 10^15 minor units"),
			(amount.contains(&rules.max_exposure), "rules.maxExposure: 1 to 10^15 minor units"),
			((1..=MAX_TENOR).contains(&rules.min_tenor), "rules.minTenor: 1 to 360 months"),
			((1..=MAX_TENOR).contains(&rules.max_tenor), "rules.maxTenor: 1 to 360 months"),
			(rules.worst_loan_to_value <= WHOLE, "rules.worstLoanToValue: 0 to 10,000 basis points"),
			(priced, "offer.price: rates and floor up to 100 % a year, spreads up to 10,000 basis points"),
			(offer.balloon <= WHOLE, "offer.balloon: 0 to 10,000 basis points"),
			((1..=MAX_DAYS).contains(&offer.valid_days), "offer.validDays: 1 to 90 days"),
			((1..=MAX_USES).contains(&uses.per_day), "uses.perDay: 1 to 1,000,000"),
			((1..=MAX_USES).contains(&uses.in_all), "uses.inAll: 1 to 1,000,000"),
		];
		first(numbers).map_or(Ok(()), |what| Err(PolicyFlaw::OutOfRange(what)))
	}

	fn check_lists(&self) -> Result<(), PolicyFlaw> {
		let rules = &self.rules;
		let industries = rules.industries.iter().all(|industry| industry.is_valid());
		let divisions = rules.divisions.iter().all(|division| division.is_valid());
		let lists = [
			(distinct(&rules.methods), "rules.methods"),
			(distinct(&rules.use_of_funds), "rules.useOfFunds"),
			(distinct(&rules.industries) && industries, "rules.industries"),
			(distinct(&rules.divisions) && divisions, "rules.divisions"),
			(distinct(&rules.jurisdictions), "rules.jurisdictions"),
			(distinct(&rules.security), "rules.security"),
		];
		first(lists).map_or(Ok(()), |field| Err(PolicyFlaw::List(field)))
	}

	fn check_agreement(&self) -> Result<(), PolicyFlaw> {
		let Self { rules, offer, .. } = self;
		let secured = !rules.security.is_empty();
		let served = rules.worst_grade.index().saturating_add(1);
		let rises = match &offer.price {
			PolicyPrice::Fixed { rates } => rates.iter().take(served).is_sorted(),
			PolicyPrice::Floating { spreads, .. } => spreads.iter().take(served).is_sorted(),
		};
		let agreement = [
			(rules.max_tenor >= rules.min_tenor, "rules.maxTenor: it is below minTenor"),
			(secured || rules.unsecured, "rules.security: neither unsecured nor any security: nobody could have it"),
			(
				secured == (rules.worst_loan_to_value > 0),
				"rules.worstLoanToValue: above 0 where security is taken, else 0",
			),
			(are_due_days(&offer.due_days), "offer.dueDays: months between settlements, or a day, that there are not"),
			(offer.order.is_allowed(&[]), "offer.order: a claim stands in it twice"),
			(offer.principal_holiday < rules.min_tenor, "offer.principalHoliday: as long as the shortest term"),
			(rises, "offer.price: a worse grade costs less"),
		];
		first(agreement).map_or(Ok(()), |what| Err(PolicyFlaw::Contradiction(what)))
	}
}

/// The first rule that is not kept.
fn first<const N: usize>(rules: [(bool, &'static str); N]) -> Option<&'static str> {
	rules.into_iter().find(|(kept, _)| !kept).map(|(_, what)| what)
}

/// No entry of a list twice.
fn distinct<V: PartialEq>(list: &[V]) -> bool {
	list.iter().enumerate().all(|(place, one)| !list.iter().take(place).any(|other| other == one))
}

record! {
	/// Why a request is not decided at once: the first rule, in this order, that it does not keep.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum PolicyReason {
		/// It renews a loan, which an officer judges.
		Renewal,
		/// The grade is worse than the policy takes.
		GradeTooLow,
		/// The rating rests on too few attestations.
		CoverageTooLow,
		/// More than the policy lends at once.
		AmountTooHigh,
		/// Shorter than the policy's shortest term.
		TenorTooShort,
		/// Longer than the policy's longest term.
		TenorTooLong,
		/// The policy does not take this way of repayment.
		MethodNotCovered,
		/// The policy does not take this use of funds.
		UseNotCovered,
		/// The policy is not for this industry.
		IndustryNotCovered,
		/// The policy is not for this division.
		DivisionNotCovered,
		/// The policy is not for firms of this place.
		JurisdictionNotCovered,
		/// The enterprise has not existed for long enough.
		EnterpriseTooYoung,
		/// The policy does not decide without security.
		SecurityNeeded,
		/// The policy does not take this kind of security.
		SecurityNotCovered,
		/// The security is worth too little for the amount.
		LoanToValueTooHigh,
		/// With this loan the enterprise would owe the institution more than the policy takes.
		ExposureTooHigh,
		/// The policy made all the offers of today.
		UsedUpToday,
		/// The policy made all its offers.
		UsedUp,
		/// The offer that follows from it would not be one of the product.
		NoOffer,
	}
}

impl PolicyReason {
	/// A rule of the policy was not kept. Otherwise all were, or it judges no such request.
	pub fn is_a_no(&self) -> bool {
		!matches!(self, Self::Renewal | Self::UsedUpToday | Self::UsedUp | Self::NoOffer)
	}
}

words!(PolicyReason {
	Renewal,
	GradeTooLow,
	CoverageTooLow,
	AmountTooHigh,
	TenorTooShort,
	TenorTooLong,
	MethodNotCovered,
	UseNotCovered,
	IndustryNotCovered,
	DivisionNotCovered,
	JurisdictionNotCovered,
	EnterpriseTooYoung,
	SecurityNeeded,
	SecurityNotCovered,
	LoanToValueTooHigh,
	ExposureTooHigh,
	UsedUpToday,
	UsedUp,
	NoOffer
});

record! {
	/// Whether a policy decides.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase")]
	pub enum PolicyState {
		/// It decides.
		InForce,
		/// A later version took its place.
		Superseded {
			/// Number of the later version.
			by: PolicyId,
		},
		/// The institution ended it.
		Withdrawn {
			/// When. Unix time in seconds.
			at: Timestamp,
		},
	}
}

/// A policy as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PolicyView {
	/// Its number.
	pub id: PolicyId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Which version of the product's policy it is, from 1.
	pub version: u32,
	/// Hash of what was published.
	pub spec_hash: H256,
	/// When it was published. Unix time in seconds.
	pub published_at: Timestamp,
	/// Whether it decides.
	pub state: PolicyState,
	/// Offers that it made today. How many.
	pub made_today: u32,
	/// Offers that it made in all. How many.
	pub made: u32,
	/// What was published.
	#[serde(flatten)]
	pub spec: PolicySpec,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::conditions::OnUnpaidInterest;
	use alloc::{string::ToString, vec};

	fn policy() -> PolicySpec {
		PolicySpec {
			product: ProductId(3),
			rules: PolicyRules {
				worst_grade: Grade::Bbb,
				minimum_coverage: 6_000,
				max_amount: 50_000_000,
				min_tenor: 3,
				max_tenor: 12,
				methods: Default::default(),
				use_of_funds: vec![UseOfFunds::WorkingCapital].try_into().unwrap(),
				industries: vec!["C".parse().unwrap()].try_into().unwrap(),
				divisions: vec![Division(440_000)].try_into().unwrap(),
				jurisdictions: vec![Jurisdiction::Guangdong].try_into().unwrap(),
				minimum_age_months: 24,
				unsecured: true,
				security: vec![AssetKind::TradeReceivable].try_into().unwrap(),
				worst_loan_to_value: 8_000,
				max_exposure: 100_000_000,
			},
			offer: PolicyOffer {
				price: PolicyPrice::Fixed { rates: core::array::from_fn(|n| Rate(3_450_000 + 100_000 * n as u64)) },
				day_count: DayCount::Actual360,
				due_days: DueDays::Anniversary { every: 1 },
				first_period: FirstPeriod::Short,
				calendar: Jurisdiction::Guangdong,
				adjustment: Adjustment::Following,
				moves_interest: false,
				grace_days: 0,
				principal_holiday: 0,
				balloon: 0,
				prepayment: Effect::Lower,
				late: Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
				order: Order::LAW,
				valid_days: 14,
			},
			uses: PolicyUses { per_day: 50, in_all: 1_000 },
		}
	}

	fn flaw(change: impl FnOnce(&mut PolicySpec)) -> alloc::string::String {
		let mut spec = policy();
		change(&mut spec);
		spec.check().unwrap_err().to_string()
	}

	#[test]
	fn each_field_of_a_policy_has_its_rule_and_the_flaw_names_it() {
		assert_eq!(policy().check(), Ok(()));
		assert!(flaw(|spec| spec.rules.minimum_coverage = WHOLE + 1).starts_with("rules.minimumCoverage"));
		assert!(flaw(|spec| spec.rules.max_amount = 0).starts_with("rules.maxAmount"));
		assert!(flaw(|spec| spec.rules.max_exposure = MAX_AMOUNT + 1).starts_with("rules.maxExposure"));
		assert!(flaw(|spec| spec.rules.min_tenor = 0).starts_with("rules.minTenor"));
		assert!(flaw(|spec| spec.rules.max_tenor = 361).starts_with("rules.maxTenor: 1 to 360"));
		assert!(flaw(|spec| spec.rules.max_tenor = 2).contains("below minTenor"));
		assert!(flaw(|spec| spec.offer.valid_days = 91).starts_with("offer.validDays"));
		assert!(flaw(|spec| spec.uses.per_day = 0).starts_with("uses.perDay"));
		assert!(flaw(|spec| spec.uses.in_all = MAX_USES + 1).starts_with("uses.inAll"));
		assert!(
			flaw(|spec| spec.rules.divisions = vec![Division(1)].try_into().unwrap()).starts_with("rules.divisions")
		);
		assert!(flaw(|spec| spec.rules.security.clear()).starts_with("rules.worstLoanToValue"));
		assert!(flaw(|spec| spec.offer.due_days = DueDays::Anniversary { every: 13 }).starts_with("offer.dueDays"));
		assert!(flaw(|spec| spec.offer.order.claims[0] = spec.offer.order.claims[1]).starts_with("offer.order"));
		assert!(flaw(|spec| spec.offer.principal_holiday = 3).starts_with("offer.principalHoliday"));
	}

	#[test]
	fn a_worse_grade_never_costs_less_among_those_that_are_taken() {
		let rates = |change: fn(&mut [Rate; 9])| {
			let mut spec = policy();
			if let PolicyPrice::Fixed { rates } = &mut spec.offer.price {
				change(rates);
			}
			spec.check()
		};
		assert_eq!(rates(|rates| rates[8] = Rate(0)), Ok(()), "C is not taken");
		assert!(rates(|rates| rates[3] = Rate(0)).is_err(), "BBB is");
		assert!(rates(|rates| rates[8] = Rate(Rate::WHOLE + 1)).is_err());
	}

	#[test]
	fn a_policy_reads_back_from_its_file() {
		let written = serde_json::to_value(policy()).unwrap();
		assert_eq!(written["rules"]["worstGrade"], "BBB");
		assert_eq!(written["offer"]["price"]["Fixed"]["rates"][0], 3_450_000);
		assert_eq!(serde_json::from_value::<PolicySpec>(written).unwrap(), policy());
	}
}
