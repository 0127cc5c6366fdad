//! Lists with a fixed set of columns: a table for people, CSV for spreadsheets and other programs.
//!
//! CSV is RFC 4180: a heading, CRLF after each record, quotes where a field needs them. An amount is in major units without
//! groups (`8884.88`) with its currency in a column of its own, a day is `2026-11-30`, a moment `2026-11-30T09:00:00+08:00`, a
//! share per cent without the sign, yes and no are `true` and `false`; what there is not is empty. Each heading ends in its
//! unit where the number has one that the heading does not say already.

use super::{date_text, grouped, label, money, percent, rate_text, table, time_text, variant};
use crate::error::{Error, Result};
use lingnan_types::{conditions::Rate, Amount, BasisPoints, Currency, Date, Timestamp};
use serde::Serialize;
use serde_json::{json, Value};
use std::io::Write;

/// What stands in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
	Nothing,
	/// What somebody wrote.
	Text(String),
	/// How many of what the heading says, or the number by which something is known.
	Number(u64),
	/// The same of what may lie below zero.
	Figure(i64),
	/// In minor units.
	Amount(Amount, Currency),
	Currency(Currency),
	Date(Date),
	Moment(Timestamp),
	Days(u32),
	Months(u16),
	Percent(BasisPoints),
	/// A year.
	Rate(Rate),
	Thousandths(u64),
	Flag(bool),
}

impl Cell {
	pub fn number(number: impl Into<u64>) -> Self {
		Self::Number(number.into())
	}

	pub fn text(text: impl ToString) -> Self {
		Self::Text(text.to_string())
	}

	/// The name of a word of a closed list, without what the word holds.
	pub fn word(word: &impl Serialize) -> Self {
		Self::Text(variant(word))
	}

	/// Of what may be nothing.
	pub fn of<T>(found: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
		found.map_or(Self::Nothing, cell)
	}

	/// As a program or a spreadsheet reads it.
	fn plain(&self) -> String {
		match self {
			Self::Nothing => String::new(),
			Self::Text(text) => harmless(text),
			Self::Number(number) => number.to_string(),
			Self::Figure(number) => number.to_string(),
			Self::Days(number) => number.to_string(),
			Self::Months(number) => number.to_string(),
			Self::Amount(minor, _) => format!("{}.{:02}", minor / 100, minor % 100),
			Self::Currency(currency) => currency.to_string(),
			Self::Date(day) => date_text(*day),
			Self::Moment(seconds) => moment(*seconds),
			Self::Percent(points) => format!("{}.{:02}", points / 100, points % 100),
			Self::Rate(rate) => rate.to_string(),
			Self::Thousandths(number) => format!("{}.{:03}", number / 1_000, number % 1_000),
			Self::Flag(flag) => flag.to_string(),
		}
	}

	/// As a person reads it.
	fn told(&self) -> String {
		match self {
			Self::Nothing => "-".into(),
			Self::Text(text) => text.clone(),
			Self::Amount(minor, currency) => money(*minor, Some(currency.name())),
			Self::Moment(seconds) => time_text(*seconds),
			Self::Days(days) => counted((*days).into(), "day"),
			Self::Months(months) => counted((*months).into(), "month"),
			Self::Percent(points) => percent((*points).into()),
			Self::Rate(rate) => rate_text(*rate),
			Self::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
			Self::Number(_) | Self::Figure(_) | Self::Currency(_) | Self::Date(_) | Self::Thousandths(_) => {
				self.plain()
			},
		}
	}
}

/// A heading, as CSV has it, and what a record has below it.
pub type Column<T> = (&'static str, fn(&T) -> Cell);

/// A list ready to be shown in any form.
#[derive(Debug)]
pub struct Sheet {
	/// As JSON has them.
	pub records: Value,
	headings: Vec<&'static str>,
	rows: Vec<Vec<Cell>>,
}

impl Sheet {
	pub fn new<T: Serialize>(columns: &[Column<T>], records: &[T]) -> Self {
		Self {
			records: json!(records),
			headings: columns.iter().map(|(name, _)| *name).collect(),
			rows: records.iter().map(|record| columns.iter().map(|(_, read)| read(record)).collect()).collect(),
		}
	}

	/// Writes it as CSV.
	pub fn csv(&self, to: impl Write) -> Result<()> {
		let failed = |error: csv::Error| Error::input("CSV", error);
		let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
		writer.write_record(&self.headings).map_err(failed)?;
		for row in &self.rows {
			writer.write_record(row.iter().map(Cell::plain)).map_err(failed)?;
		}
		writer.flush().map_err(|error| Error::input("CSV", error))
	}

	/// As people read it. Amounts have their currency before them, and it no column.
	pub fn text(&self) -> String {
		let shown = |place: &usize| self.headings[*place] != "currency";
		let shown: Vec<usize> = (0..self.headings.len()).filter(shown).collect();
		let headings: Vec<String> = shown.iter().map(|place| label(unitless(self.headings[*place]))).collect();
		let rows = self.rows.iter().map(|row| shown.iter().map(|place| row[*place].told()).collect()).collect();
		table(&headings.iter().map(String::as_str).collect::<Vec<_>>(), rows)
	}
}

/// A heading without the unit that a person sees in the cell.
fn unitless(name: &str) -> &str {
	["_percent", "_days", "_months"].iter().find_map(|unit| name.strip_suffix(unit)).unwrap_or(name)
}

/// Spreadsheets take what begins so for a formula, and do what whoever registered such a name wants: an apostrophe before it
/// makes it text.
fn harmless(text: &str) -> String {
	// Spreadsheets take the wide forms for the narrow ones, and look past blanks.
	match text.starts_with(['\t', '\r']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
	{
		true => format!("'{text}"),
		false => text.into(),
	}
}

/// In UTC+8, by which the chain counts its days.
fn moment(seconds: u64) -> String {
	let local = seconds.saturating_add(8 * 3_600);
	let (hours, minutes) = (local / 3_600 % 24, local / 60 % 60);
	format!("{}T{hours:02}:{minutes:02}:{:02}+08:00", date_text(lingnan_types::date_of(seconds)), local % 60)
}

fn counted(number: u64, what: &str) -> String {
	let plural = if number == 1 { "" } else { "s" };
	let number = i64::try_from(number).map_or_else(|_| number.to_string(), grouped);
	format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[derive(Serialize)]
	struct Loan {
		name: Option<String>,
		payoff: Option<Amount>,
	}

	const COLUMNS: &[Column<Loan>] = &[
		("loan", |_| Cell::number(7u32)),
		("name", |v| Cell::of(v.name.as_ref(), Cell::text)),
		("currency", |_| Cell::Currency(Currency::Cny)),
		("payoff", |v| Cell::of(v.payoff, |payoff| Cell::Amount(payoff, Currency::Cny))),
		("rate_percent", |_| Cell::Percent(385)),
		("started", |_| Cell::Date(20_787)),
		("recorded_at", |_| Cell::Moment(1_796_000_399)),
		("past_due_days", |_| Cell::Days(1)),
		("missed", |_| Cell::Flag(false)),
	];

	fn written(records: &[Loan]) -> String {
		let mut bytes = Vec::new();
		Sheet::new(COLUMNS, records).csv(&mut bytes).unwrap();
		String::from_utf8(bytes).unwrap()
	}

	fn named(name: &str) -> Loan {
		Loan { name: Some(name.into()), payoff: Some(123_456_789) }
	}

	#[test]
	fn a_record_is_as_rfc_4180_has_it() {
		let text = written(&[named("荔枝电子")]);
		let lines: Vec<&str> = text.split("\r\n").collect();
		assert_eq!(lines[0], "loan,name,currency,payoff,rate_percent,started,recorded_at,past_due_days,missed");
		assert_eq!(lines[1], "7,荔枝电子,CNY,1234567.89,3.85,2026-11-30,2026-11-30T08:59:59+08:00,1,false");
		assert_eq!(lines[2..], [""], "the last record ends as the others do");
		assert_eq!(written(&[]).matches("\r\n").count(), 1, "an empty list has its heading");
	}

	#[test]
	fn what_a_field_holds_does_not_break_its_record() {
		for name in ["Smith, Wong & Co.", "the \"good\" firm", "two\nlines", "a\r\nb", "\u{feff}"] {
			let text = written(&[named(name), named("plain")]);
			let mut reader = csv::Reader::from_reader(text.as_bytes());
			let read: Vec<csv::StringRecord> = reader.records().map(std::result::Result::unwrap).collect();
			assert_eq!((read.len(), &read[0][1], &read[1][1]), (2, name, "plain"));
		}
		assert!(written(&[named("the \"good\" firm")]).contains(",\"the \"\"good\"\" firm\","));
	}

	#[test]
	fn a_name_that_a_spreadsheet_would_run_is_text() {
		for name in ["=HYPERLINK(\"http://x\",\"y\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", " =1+1"] {
			let text = written(&[named(name)]);
			let mut reader = csv::Reader::from_reader(text.as_bytes());
			assert_eq!(&reader.records().next().unwrap().unwrap()[1], &format!("'{name}"));
		}
	}

	#[test]
	fn what_there_is_not_is_empty() {
		let text = written(&[Loan { name: None, payoff: None }]);
		assert!(text.contains("\r\n7,,CNY,,3.85,"), "{text}");
	}

	#[test]
	fn people_see_the_currency_with_the_amount_and_the_unit_with_the_number() {
		let shown = Sheet::new(COLUMNS, &[named("Lychee")]).text();
		for part in ["CNY 1,234,567.89", "3.85 %", "1 day", "2026-11-30 08:59", "no", "past due"] {
			assert!(shown.contains(part), "{part} in {shown}");
		}
		assert!(!shown.contains("currency") && !shown.contains("percent"), "{shown}");
		assert_eq!(Sheet::new(COLUMNS, &[]).text(), "(none)");
	}

	#[test]
	fn moments_are_of_the_day_by_which_the_chain_counts() {
		assert_eq!(moment(0), "1970-01-01T08:00:00+08:00");
		assert_eq!(moment(57_599), "1970-01-01T23:59:59+08:00");
		assert_eq!(moment(57_600), "1970-01-02T00:00:00+08:00");
	}
}
