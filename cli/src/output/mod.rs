//! What the command prints: tables and sentences for people, one JSON value for programs.

pub mod sheet;
mod table;

pub use lingnan_client::text::{
	call_name, cell, date_text, grouped, label, money, percent, rate_text, rounded_rate, span, time_text, until_text,
	variant, work,
};
pub use table::{table, table_within, width};

use crate::client::{
	audience::{Audience, Bar, Progress},
	units, Event, Receipt,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use std::io::Write;
use subxt::metadata::Metadata;

/// One line on the output. A reader who closed the other end has read enough.
fn print(line: impl std::fmt::Display) {
	let _ = writeln!(std::io::stdout(), "{line}");
}

/// Where the answer goes.
#[derive(Clone, Copy, Debug)]
pub struct Output {
	pub json: bool,
}

impl Output {
	/// A transaction's outcome: a sentence and what changed, or the receipt.
	pub fn receipt(&self, sentence: &str, receipt: &Receipt, metadata: &Metadata) {
		if self.json {
			print(receipt.to_json());
			return;
		}
		print(sentence);
		for event in receipt.news() {
			let fields = units::of_event(metadata, &event.pallet, &event.name, &event.fields);
			print(format_args!("  {}", event_line(&Event { fields, ..event.clone() })));
		}
		print(format_args!("  in block {:?}", receipt.block));
	}

	/// An answer: the whole of it for programs, `human` for people.
	pub fn answer(&self, value: &Value, human: impl FnOnce(&Value) -> String) {
		match self.json {
			true => print(value),
			false => print(human(value)),
		}
	}

	/// A sentence for people only.
	pub fn say(&self, text: impl AsRef<str>) {
		if !self.json {
			print(text.as_ref());
		}
	}

	/// The end of a failed command.
	pub fn error(&self, error: &crate::Error) {
		match self.json {
			true => println!("{}", error.to_json()),
			false => eprintln!("lingnan: {error}"),
		}
	}
}

impl Audience for Output {
	fn is_person(&self) -> bool {
		!self.json
	}

	fn say(&self, text: &str) {
		Self::say(self, text);
	}

	fn table(&self, heading: &[&str], rows: Vec<Vec<String>>) -> String {
		table(heading, rows)
	}

	/// A bar on the error stream; none for programs.
	fn progress(&self, total: u64, what: &str) -> Progress {
		if self.json {
			return Progress::unseen();
		}
		let bar = ProgressBar::new(total);
		let style =
			ProgressStyle::with_template("{prefix:<28} [{bar:32}] {human_pos}/{human_len} {per_sec} {eta} {msg}");
		bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
		bar.set_prefix(what.to_string());
		Progress::new(Drawn(bar))
	}
}

/// A bar at the terminal.
struct Drawn(ProgressBar);

impl Bar for Drawn {
	fn set(&self, done: u64) {
		self.0.set_position(done);
	}

	fn advance(&self, done: u64) {
		self.0.inc(done);
	}

	fn note(&self, text: &str) {
		self.0.set_message(text.to_string());
	}

	fn remark(&self, text: &str) {
		self.0.suspend(|| eprintln!("{text}"));
	}

	fn end(&self) {
		self.0.finish_and_clear();
	}
}

/// `Financing.Disbursed: application 3, amount CNY 1,500,000.00`, of an event whose numbers have their units.
pub fn event_line(event: &Event) -> String {
	let fields: Vec<String> = match &event.fields {
		// Amounts have it before them.
		Value::Object(fields) => {
			let told = fields.iter().filter(|(name, _)| *name != "currency");
			told.map(|(name, value)| format!("{} {}", label(name), cell(value))).collect()
		},
		_ => Vec::new(),
	};
	match fields.is_empty() {
		true => format!("{}.{}", event.pallet, event.name),
		false => format!("{}.{}: {}", event.pallet, event.name, fields.join(", ")),
	}
}

/// One record as a table of its fields. Lists of records inside become tables of their own below it.
pub fn record(value: &Value) -> String {
	let Value::Object(fields) = value else { return cell(value) };
	let (mut rows, mut below) = (Vec::new(), Vec::new());
	for (name, field) in fields {
		match field {
			Value::Array(items) if items.iter().any(Value::is_object) => {
				below.push(format!("{}\n{}", label(name), records(field)));
			},
			Value::Object(_) if !is_variant(field) => below.push(format!("{}\n{}", label(name), record(field))),
			_ => rows.push(vec![label(name), cell(field)]),
		}
	}
	let mut text = table(&["", ""], rows);
	for part in below {
		text.push_str("\n\n");
		text.push_str(&part);
	}
	text
}

/// A list of records as a table with a column per field, what a record is known by first.
pub fn records(value: &Value) -> String {
	/// By which one record is told from another.
	const KNOWN_BY: [&str; 3] = ["id", "number", "account"];
	let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
	let Some(Value::Object(first)) = items.iter().find(|i| i.is_object()) else {
		let cells: Vec<String> = items.iter().map(cell).collect();
		return if cells.is_empty() { "(none)".into() } else { cells.join("\n") };
	};
	let mut names: Vec<&str> = first.keys().map(String::as_str).collect();
	names.sort_by_key(|name| !KNOWN_BY.contains(name));
	records_of(value, &names)
}

/// A list of records as a table with these columns in this order, those that the records have.
pub fn records_of(value: &Value, columns: &[&str]) -> String {
	let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
	let names: Vec<&&str> = columns.iter().filter(|name| items.iter().any(|item| item.get(**name).is_some())).collect();
	let heading: Vec<String> = names.iter().map(|n| label(n)).collect();
	let rows = items.iter().map(|item| names.iter().map(|n| cell(&item[**n])).collect());
	table(&heading.iter().map(String::as_str).collect::<Vec<_>>(), rows.collect())
}

/// `{ "Open": 5 }` and the like: one capitalised key.
fn is_variant(value: &Value) -> bool {
	value.as_object().is_some_and(|o| o.len() == 1 && o.keys().all(|k| k.starts_with(|c: char| c.is_ascii_uppercase())))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn an_event_reads_as_a_line() {
		let fields = json!({ "application": "3", "amount": "CNY 1,500,000.00", "currency": "CNY", "grade": "AA" });
		let event = Event { pallet: "Financing".into(), name: "Disbursed".into(), fields };
		assert_eq!(event_line(&event), "Financing.Disbursed: amount CNY 1,500,000.00, application 3, grade AA");
		let event = Event { pallet: "Financing".into(), name: "Stopped".into(), fields: json!({}) };
		assert_eq!(event_line(&event), "Financing.Stopped");
	}

	#[test]
	fn a_record_has_its_fields_and_its_lists_below() {
		let value = json!({
			"id": "7", "currency": "HKD", "principal": "HKD 1,000.50", "standing": { "Open": "5 persons" },
			"schedule": [{ "due": "2020-01-02", "amount": "HKD 0.05" }], "nothing": null, "owed": { "total": "HKD 1.00" },
		});
		let text = record(&value);
		for part in ["HKD 1,000.50", "Open 5 persons", "schedule", "2020-01-02", "HKD 0.05", "-", "owed", "total"] {
			assert!(text.contains(part), "{part} in {text}");
		}
	}

	#[test]
	fn no_records_say_so() {
		assert_eq!(records(&json!([])), "(none)");
		assert_eq!(records_of(&json!([]), &["id"]), "(none)");
	}

	#[test]
	fn columns_stand_in_the_order_asked_for_and_what_a_record_is_known_by_is_first() {
		let list = json!([{ "balance": "CNY 1.00", "id": "7", "amount": "CNY 2.00" }]);
		let first =
			|text: String| text.lines().nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
		assert_eq!(first(records(&list)), "id amount balance");
		assert_eq!(first(records_of(&list, &["id", "balance", "missing", "amount"])), "id balance amount");
	}
}
