//! Whether the fields of a product keep their ranges and agree with each other.

use super::{CostRule, ProductSpec, MAX_DAYS, MAX_TENOR};
use crate::{conditions::DueDays, MAX_AMOUNT, WHOLE};
use core::fmt;

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
		within("surcharge", self.surcharge.into(), 0, whole, points)?;
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
		distinct("dueDays", &self.due_days)?;
		if let Some(place) = self.due_days.iter().position(|days| !exist(days)) {
			let why = "no such days: 1 to 12 months from one to the next; of a fixed day 1, 3, 6 or 12 months, \
			           day 1 to 31, paid at most 15 days after";
			return Err(Flaw { field: "dueDays", place: Some(place), fault: Fault::Contradiction(why) });
		}
		distinct("uses", &self.uses)?;
		self.check_costs()?;
		self.check_security()
	}

	/// A cost says how much and to whom, and is due while a loan runs.
	fn check_costs(&self) -> Result<(), Flaw> {
		let days = u64::from(self.max_tenor).saturating_mul(31);
		for (place, rule) in self.costs.iter().enumerate() {
			let flaw = |fault| Err(Flaw { field: "costs", place: Some(place), fault });
			let range = |value, least, most, unit| flaw(Fault::OutOfRange { value, least, most, unit });
			if !rule.payee.is_empty() && !rule.payee.is_valid() {
				return flaw(Fault::Contradiction(
					"its payee is empty for the lender, or a name of 1 to 64 bytes of UTF-8",
				));
			}
			if rule.amount > MAX_AMOUNT {
				return range(rule.amount, 0, MAX_AMOUNT, "minor units");
			}
			if rule.share > WHOLE {
				return range(rule.share.into(), 0, WHOLE.into(), "basis points of the amount lent");
			}
			if rule.amount == 0 && rule.share == 0 {
				return flaw(Fault::Contradiction(
					"a cost of nothing: give an amount, a share of what is lent, or both",
				));
			}
			if u64::from(rule.after) > days {
				return range(rule.after.into(), 0, days, "days after the drawing: the longest loan has ended by then");
			}
			let same = |other: &CostRule| (other.item, &other.payee) == (rule.item, &rule.payee);
			if self.costs.iter().take(place).any(same) {
				return flaw(Fault::Twice);
			}
		}
		Ok(())
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

/// Whether there are such days, as schedules are made of them.
fn exist(days: &DueDays) -> bool {
	match *days {
		DueDays::Anniversary { every } => (1..=12).contains(&every),
		DueDays::Fixed { every, day, paid_after, .. } => {
			[1, 3, 6, 12].contains(&every) && (1..=31).contains(&day) && paid_after <= 15
		},
		DueDays::Maturity => true,
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

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use crate::{
		application::UseOfFunds,
		conditions::{BorneBy, CostItem},
		product::RepaymentMethod,
		AssetKind, Currency, DayCount, Division, Grade, Jurisdiction, Text,
	};
	use alloc::{string::ToString, vec};

	/// Quarterly on the 20th, paid on the day after.
	const TWENTIETH: DueDays = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 };

	fn valuation() -> CostRule {
		CostRule {
			item: CostItem::Valuation,
			payee: "An appraiser".try_into().unwrap(),
			amount: 1_000,
			share: 20,
			after: 0,
			borne_by: BorneBy::Borrower,
		}
	}

	pub(crate) fn product() -> ProductSpec {
		ProductSpec {
			name: "A loan".try_into().unwrap(),
			currency: Currency::Cny,
			min_amount: 1_000,
			max_amount: 100_000,
			min_tenor: 3,
			max_tenor: 36,
			min_rate: 400,
			max_rate: 600,
			reference: None,
			day_count: DayCount::Actual360,
			due_days: vec![TWENTIETH].try_into().unwrap(),
			surcharge: 5_000,
			costs: vec![valuation()].try_into().unwrap(),
			methods: vec![RepaymentMethod::Bullet, RepaymentMethod::InterestOnly].try_into().unwrap(),
			uses: vec![UseOfFunds::Purchases].try_into().unwrap(),
			revolving: true,
			renewable: true,
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
		assert_flaw(|spec| spec.surcharge = 10_001, "surcharge", "0 to 10000 basis points");
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

	#[test]
	fn a_cost_says_how_much_to_whom_and_when_and_once() {
		let with = |change: fn(&mut CostRule)| {
			move |spec: &mut ProductSpec| {
				change(&mut spec.costs[0]);
			}
		};
		assert_flaw(with(|rule| rule.share = 10_001), "costs[0]", "0 to 10000 basis points of the amount lent");
		assert_flaw(with(|rule| rule.amount = MAX_AMOUNT + 1), "costs[0]", "minor units");
		assert_flaw(with(|rule| (rule.amount, rule.share) = (0, 0)), "costs[0]", "a cost of nothing");
		assert_flaw(with(|rule| rule.payee = "a\u{202e}b".try_into().unwrap()), "costs[0]", "payee");
		// 36 months have 1,116 days at most.
		assert_flaw(with(|rule| rule.after = 1_117), "costs[0]", "0 to 1116 days");
		assert_flaw(|spec| spec.costs.try_push(valuation()).unwrap(), "costs[1]", "twice");
		let mut two = product();
		two.costs.try_push(CostRule { payee: Text::default(), ..valuation() }).unwrap();
		assert_eq!(two.check(), Ok(()), "the lender's own is another");
	}

	#[test]
	fn days_and_uses_are_such_as_there_are() {
		for wrong in [
			DueDays::Anniversary { every: 0 },
			DueDays::Anniversary { every: 13 },
			DueDays::Fixed { every: 2, day: 20, included: true, paid_after: 0 },
			DueDays::Fixed { every: 3, day: 32, included: true, paid_after: 0 },
			DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 16 },
		] {
			assert_flaw(|spec| spec.due_days[0] = wrong, "dueDays[0]", "no such days");
		}
		assert_flaw(|spec| spec.due_days.try_push(TWENTIETH).unwrap(), "dueDays[1]", "twice");
		assert_flaw(|spec| spec.uses.try_push(UseOfFunds::Purchases).unwrap(), "uses[1]", "twice");
	}
}
