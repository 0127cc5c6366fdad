//! Lists with a fixed set of columns: a table for people, CSV for spreadsheets and other programs.
//!
//! CSV is RFC 4180: a heading, CRLF after each record, quotes where a field needs them. An amount is in major units without
//! groups (`8884.88`) with its currency in a column of its own, a day is `2026-11-30`, a moment `2026-11-30T09:00:00+08:00`, a
//! share per cent without the sign, yes and no are `true` and `false`; what there is not is empty. Each heading ends in its
//! unit where the number has one that the heading does not say already.

use super::{date_text, grouped, label, money, percent, table, time_text};
use crate::error::{Error, Result};
use serde_json::Value;
use std::io::Write;

/// What stands in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
	Nothing,
	/// What somebody wrote.
	Text(String),
	/// How many of what the heading says, or the number by which something is known.
	Number(u64),
	/// In minor units, and its currency.
	Amount(u64, String),
	Currency(String),
	/// Since 1970.
	Date(u64),
	/// Seconds since 1970.
	Moment(u64),
	Days(u64),
	Months(u64),
	/// In basis points.
	Percent(u64),
	Thousandths(u64),
	Flag(bool),
}

impl Cell {
	/// As a program or a spreadsheet reads it.
	fn plain(&self) -> String {
		match self {
			Self::Nothing => String::new(),
			Self::Text(text) => harmless(text),
			Self::Number(number) | Self::Days(number) | Self::Months(number) => number.to_string(),
			Self::Amount(minor, _) => format!("{}.{:02}", minor / 100, minor % 100),
			Self::Currency(currency) => currency.clone(),
			Self::Date(days) => day(*days),
			Self::Moment(seconds) => moment(*seconds),
			Self::Percent(points) => format!("{}.{:02}", points / 100, points % 100),
			Self::Thousandths(number) => format!("{}.{:03}", number / 1_000, number % 1_000),
			Self::Flag(flag) => flag.to_string(),
		}
	}

	/// As a person reads it.
	fn told(&self) -> String {
		match self {
			Self::Nothing => "-".into(),
			Self::Text(text) => text.clone(),
			Self::Amount(minor, currency) => money(*minor, Some(currency)),
			Self::Date(days) => day(*days),
			Self::Moment(seconds) => time_text(*seconds),
			Self::Days(days) => counted(*days, "day"),
			Self::Months(months) => counted(*months, "month"),
			Self::Percent(points) => percent(*points),
			Self::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
			Self::Number(_) | Self::Currency(_) | Self::Thousandths(_) => self.plain(),
		}
	}
}

/// A heading, as CSV has it, and what a record has below it.
pub type Column = (&'static str, fn(&Value) -> Cell);

/// Writes records as CSV.
pub fn csv(columns: &[Column], records: &[Value], to: impl Write) -> Result<()> {
	let failed = |error: csv::Error| Error::input("CSV", error);
	let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
	writer.write_record(columns.iter().map(|(name, _)| *name)).map_err(failed)?;
	for record in records {
		writer.write_record(columns.iter().map(|(_, read)| read(record).plain())).map_err(failed)?;
	}
	writer.flush().map_err(|error| Error::input("CSV", error))
}

/// Records as people read them. Amounts have their currency before them, and it no column.
pub fn text(columns: &[Column], records: &[Value]) -> String {
	let shown: Vec<&Column> = columns.iter().filter(|(name, _)| *name != "currency").collect();
	let headings: Vec<String> = shown.iter().map(|(name, _)| label(unitless(name))).collect();
	let rows = records.iter().map(|record| shown.iter().map(|(_, read)| read(record).told()).collect()).collect();
	table(&headings.iter().map(String::as_str).collect::<Vec<_>>(), rows)
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

fn day(days: u64) -> String {
	u32::try_from(days).map_or_else(|_| days.to_string(), date_text)
}

/// In UTC+8, by which the chain counts its days.
fn moment(seconds: u64) -> String {
	let local = seconds.saturating_add(8 * 3_600);
	let (hours, minutes) = (local / 3_600 % 24, local / 60 % 60);
	format!("{}T{hours:02}:{minutes:02}:{:02}+08:00", day(local / 86_400), local % 60)
}

fn counted(number: u64, what: &str) -> String {
	let plural = if number == 1 { "" } else { "s" };
	let number = i64::try_from(number).map_or_else(|_| number.to_string(), grouped);
	format!("{number} {what}{plural}")
}

/// Readers of a record's fields, by their names in JSON.
pub mod read {
	use super::Cell;
	use serde_json::Value;

	fn whole(field: &Value, cell: fn(u64) -> Cell) -> Cell {
		field.as_u64().map_or(Cell::Nothing, cell)
	}

	/// A word, or the name of a variant with something in it.
	pub fn word(field: &Value) -> Cell {
		variant(field).map_or(Cell::Nothing, |name| Cell::Text(name.into()))
	}

	/// The name of a variant.
	pub fn variant(field: &Value) -> Option<&str> {
		let named = || field.as_object().filter(|fields| fields.len() == 1)?.keys().next().map(String::as_str);
		field.as_str().or_else(named)
	}

	pub fn number(field: &Value) -> Cell {
		whole(field, Cell::Number)
	}

	pub fn date(field: &Value) -> Cell {
		whole(field, Cell::Date)
	}

	pub fn moment(field: &Value) -> Cell {
		whole(field, Cell::Moment)
	}

	pub fn days(field: &Value) -> Cell {
		whole(field, Cell::Days)
	}

	pub fn months(field: &Value) -> Cell {
		whole(field, Cell::Months)
	}

	pub fn percent(field: &Value) -> Cell {
		whole(field, Cell::Percent)
	}

	pub fn thousandths(field: &Value) -> Cell {
		whole(field, Cell::Thousandths)
	}

	pub fn flag(field: &Value) -> Cell {
		field.as_bool().map_or(Cell::Nothing, Cell::Flag)
	}

	pub fn currency(field: &Value) -> Cell {
		field.as_str().map_or(Cell::Nothing, |name| Cell::Currency(name.into()))
	}

	/// An amount in this currency.
	pub fn amount(field: &Value, currency: &Value) -> Cell {
		let name = || currency.as_str().unwrap_or_default().to_string();
		field.as_u64().map_or(Cell::Nothing, |minor| Cell::Amount(minor, name()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	const COLUMNS: &[Column] = &[
		("loan", |v| read::number(&v["id"])),
		("name", |v| read::word(&v["name"])),
		("currency", |v| read::currency(&v["currency"])),
		("payoff", |v| read::amount(&v["payoff"], &v["currency"])),
		("rate_percent", |v| read::percent(&v["rate"])),
		("started", |v| read::date(&v["started"])),
		("recorded_at", |v| read::moment(&v["at"])),
		("past_due_days", |v| read::days(&v["days"])),
		("missed", |v| read::flag(&v["missed"])),
	];

	fn written(records: &[Value]) -> String {
		let mut bytes = Vec::new();
		csv(COLUMNS, records, &mut bytes).unwrap();
		String::from_utf8(bytes).unwrap()
	}

	fn named(name: &str) -> Value {
		json!({ "id": 7, "name": name, "currency": "CNY", "payoff": 123_456_789, "rate": 385, "started": 20_787,
			"at": 1_796_000_399, "days": 1, "missed": false })
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
		let text = written(&[json!({ "id": 7, "currency": "HKD", "payoff": null })]);
		assert!(text.ends_with("\r\n7,,HKD,,,,,,\r\n"), "{text}");
	}

	#[test]
	fn people_see_the_currency_with_the_amount_and_the_unit_with_the_number() {
		let shown = super::text(COLUMNS, &[named("Lychee")]);
		for part in ["CNY 1,234,567.89", "3.85 %", "1 day", "2026-11-30 08:59", "no", "past due"] {
			assert!(shown.contains(part), "{part} in {shown}");
		}
		assert!(!shown.contains("currency") && !shown.contains("percent"), "{shown}");
		assert_eq!(super::text(COLUMNS, &[]), "(none)");
	}

	#[test]
	fn moments_are_of_the_day_by_which_the_chain_counts() {
		assert_eq!(moment(0), "1970-01-01T08:00:00+08:00");
		assert_eq!(moment(57_599), "1970-01-01T23:59:59+08:00");
		assert_eq!(moment(57_600), "1970-01-02T00:00:00+08:00");
	}
}
