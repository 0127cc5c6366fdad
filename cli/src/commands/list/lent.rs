//! An institution's loans with what is owed on each, and how late they are.

use crate::output::sheet::{Cell, Column};
use lingnan_types::{
	conditions::Rate,
	loan::{LoanLine, LoanView},
	Amount, Currency, Grade,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How late loans are told to be. Limits in days past due.
const LATENESS: [(&str, u32); 4] = [("not past due", 0), ("1 to 30", 30), ("31 to 90", 90), ("over 90", u32::MAX)];

/// A loan on the list, with what is owed on it.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lent {
	#[serde(flatten)]
	line: LoanLine,
	/// What was lent.
	amount: Amount,
	/// In force today.
	rate: Rate,
	outstanding_principal: Amount,
	/// To be paid today.
	due: Amount,
	payoff: Amount,
}

impl Lent {
	pub(super) fn of(line: LoanLine, view: &LoanView) -> Self {
		Self {
			line,
			amount: view.terms.conditions.amount,
			rate: view.rate,
			outstanding_principal: view.outstanding_principal,
			due: view.due.total,
			payoff: view.payoff,
		}
	}
}

/// Loans of one currency and grade that are equally late.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Late {
	currency: Currency,
	grade: Grade,
	days_past_due: &'static str,
	loans: u64,
	outstanding_principal: Amount,
	due: Amount,
}

/// Loans counted and added up by currency, grade and days past due, the best grade first.
pub(super) fn by_lateness(loans: &[Lent]) -> Vec<Late> {
	let mut sums = BTreeMap::<(Currency, Grade, usize), Late>::new();
	for Lent { line, outstanding_principal, due, .. } in loans {
		let LoanLine { currency, grade, arrears_since, arrears_days, .. } = line;
		// What is past due since today is so for no whole day yet.
		let days = if arrears_since.is_none() { 0 } else { (*arrears_days).max(1) };
		let late = LATENESS.iter().position(|(_, most)| days <= *most).unwrap_or_default();
		let sum = sums.entry((*currency, *grade, late)).or_insert(Late {
			currency: *currency,
			grade: *grade,
			days_past_due: LATENESS[late].0,
			loans: 0,
			outstanding_principal: 0,
			due: 0,
		});
		sum.loans += 1;
		sum.outstanding_principal = sum.outstanding_principal.saturating_add(*outstanding_principal);
		sum.due = sum.due.saturating_add(*due);
	}
	sums.into_values().collect()
}

pub(super) const LOANS: &[Column<Lent>] = &[
	("loan", |v| Cell::number(v.line.id)),
	("enterprise", |v| Cell::text(&v.line.enterprise)),
	("product", |v| Cell::number(v.line.product)),
	("recorded", |v| Cell::word(&v.line.state)),
	("grade", |v| Cell::word(&v.line.grade)),
	("started", |v| Cell::Date(v.line.started)),
	("ends", |v| Cell::Date(v.line.ends)),
	("currency", |v| Cell::Currency(v.line.currency)),
	("amount", |v| Cell::Amount(v.amount, v.line.currency)),
	("rate_percent", |v| Cell::Rate(v.rate)),
	("outstanding_principal", |v| Cell::Amount(v.outstanding_principal, v.line.currency)),
	("due", |v| Cell::Amount(v.due, v.line.currency)),
	("payoff", |v| Cell::Amount(v.payoff, v.line.currency)),
	("past_due_since", |v| Cell::of(v.line.arrears_since, Cell::Date)),
	("past_due_days", |v| Cell::Days(v.line.arrears_days)),
	("material_days", |v| Cell::Days(v.line.material_days)),
	("default_can_be_noted", |v| Cell::Flag(v.line.default_can_be_noted)),
	("defaulted_on", |v| Cell::of(v.line.defaulted_on, Cell::Date)),
	("called_on", |v| Cell::of(v.line.called_on, Cell::Date)),
	("closed_on", |v| Cell::of(v.line.closed_on, Cell::Date)),
	("written_off_percent", |v| Cell::Percent(v.line.written_off)),
	("claims", |v| Cell::number(v.line.claims)),
];

pub(super) const ARREARS: &[Column<Late>] = &[
	("currency", |v| Cell::Currency(v.currency)),
	("grade", |v| Cell::word(&v.grade)),
	("past_due_in_days", |v| Cell::text(v.days_past_due)),
	("loans", |v| Cell::number(v.loans)),
	("outstanding_principal", |v| Cell::Amount(v.outstanding_principal, v.currency)),
	("due", |v| Cell::Amount(v.due, v.currency)),
];

#[cfg(test)]
mod tests {
	use super::{
		super::tests::{loan, written},
		*,
	};
	use lingnan_types::LoanId;

	fn owing(line: LoanLine) -> Lent {
		let (amount, rate, outstanding_principal) = (10_000_000, Rate(3_850_000), 9_000_000);
		Lent { line, amount, rate, outstanding_principal, due: 900_000, payoff: 9_123_456 }
	}

	#[test]
	fn arrears_are_added_up_by_currency_grade_and_days() {
		let dollars = LoanLine { currency: Currency::Hkd, ..loan(LoanId(7), "AA", Some(1), 31) };
		let loans = [
			loan(LoanId(1), "BB", Some(20_100), 30),
			loan(LoanId(2), "AA", None, 0),
			loan(LoanId(3), "BB", Some(20_099), 31),
			loan(LoanId(4), "BB", Some(20_110), 1),
			loan(LoanId(5), "BB", Some(20_000), 91),
			loan(LoanId(6), "BB", Some(20_111), 0),
			dollars,
		];
		let told = by_lateness(&loans.map(owing));
		let row = |row: &Late| format!("{} {} {} {}", row.currency, row.grade, row.days_past_due, row.loans);
		let rows: Vec<_> = told.iter().map(row).collect();
		assert_eq!(
			rows,
			["CNY AA not past due 1", "CNY BB 1 to 30 3", "CNY BB 31 to 90 1", "CNY BB over 90 1", "HKD AA 31 to 90 1"],
			"the best grade first, what is late since today among the late"
		);
		assert_eq!(told[1].outstanding_principal, 27_000_000);
		assert_eq!(
			written(ARREARS, &told[1..2]),
			"currency,grade,past_due_in_days,loans,outstanding_principal,due\r\nCNY,BB,1 to 30,3,270000.00,27000.00\r\n"
		);
	}

	#[test]
	fn a_list_of_loans_is_csv_with_each_amount_in_major_units() {
		let text = written(LOANS, &[owing(loan(LoanId(7), "BB", Some(20_100), 12))]);
		let line = text.lines().nth(1).unwrap();
		assert!(
			line.starts_with("7,CN:91440300708461136T,2,Active,BB,2024-10-04,2025-10-04,CNY,100000.00,3.85,"),
			"{line}"
		);
		assert!(line.contains(",90000.00,9000.00,91234.56,2025-01-12,12,12,false,,,,0.00,0"), "{line}");
	}

	#[test]
	fn a_loan_long_past_due_says_that_its_default_can_be_noted() {
		let text = written(LOANS, &[owing(loan(LoanId(7), "BB", Some(20_100), 120))]);
		let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
		let (heading, row) = (lines.next().unwrap(), lines.next().unwrap());
		let of = |name: &str| row[heading.iter().position(|column| *column == name).unwrap()];
		assert_eq!((of("recorded"), of("past_due_days"), of("default_can_be_noted")), ("Active", "120", "true"));
	}
}
