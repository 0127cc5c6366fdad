//! What an import would state, before anything is sent.

use super::{
	mapping::Mapping,
	reader::Recent,
	rows::{Row, Rows},
	rules::{self, Registers, Target},
};
use crate::{
	audience::Audience,
	bad_row::BadRow,
	client::Client,
	error::Result,
	table::Layout,
	text::{date_text, money, variant},
};
use lingnan_types::{Date, Timestamp};
use serde_json::{json, Value};
use std::{collections::BTreeMap, path::Path};

/// Rows that are shown, and what is wrong with rows.
const SHOWN: usize = 10;
const BAD: usize = 100;

/// A look at a file.
pub struct Preview<'a> {
	pub client: &'a Client,
	pub mapping: &'a Mapping,
	pub file: &'a Path,
	pub layout: Layout,
	/// Names of indicators by their code.
	pub names: BTreeMap<String, String>,
	/// The values themselves are shown: to the clerk who has the file, and to nobody else.
	pub shows_values: bool,
}

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
	/// That would be stated.
	pub rows: u64,
	/// Attestations about them.
	pub values: u64,
	/// Rows that the filter leaves out.
	pub skipped: u64,
	/// Rows whose code has a wrong last character: only if the register has them.
	pub only_if_known: u64,
	/// Rows that would be left out.
	pub refused: u64,
	/// Attestations that the chain would refuse.
	pub refused_values: u64,
	/// The first of both.
	pub bad: Vec<BadRow>,
	heading: Vec<String>,
	shown: Vec<Vec<String>>,
	shows_values: bool,
}

impl Preview<'_> {
	pub async fn run(&self) -> Result<Seen> {
		let targets = Registers::read(self.client).await?.shown(self.mapping, &self.names)?;
		self.look(&targets, self.client.now().await?)
	}

	fn look(&self, targets: &[(Target, String)], now: Timestamp) -> Result<Seen> {
		look(self.file, &self.layout, self.mapping, targets, now, self.shows_values)
	}
}

fn look(
	file: &Path,
	layout: &Layout,
	mapping: &Mapping,
	targets: &[(Target, String)],
	now: Timestamp,
	shows_values: bool,
) -> Result<Seen> {
	let mut rows = Rows::open_at(file, layout, mapping, lingnan_types::date_of(now))?;
	let mut seen = Seen { shows_values, ..Seen::default() };
	seen.heading = ["line", "number", "name", "industry", "founded", "capital"].map(str::to_string).to_vec();
	seen.heading.extend(targets.iter().map(|(_, label)| label.clone()));
	let mut recent = Recent::default();
	while let Some(row) = rows.next_row() {
		let row = row.and_then(|row| {
			if let Some(first) = recent.line_of(&row) {
				let reason = format!("{} stands in line {first} already", row.number);
				return Err(BadRow { line: row.line, column: None, reason });
			}
			rules::registration(&row, mapping, now).map_or(Ok(row), Err)
		});
		match row {
			Ok(row) => seen.take(&row, targets, now),
			Err(bad) => {
				seen.refused += 1;
				seen.note(bad);
			},
		}
	}
	seen.skipped = rows.skipped;
	Ok(seen)
}

impl Seen {
	fn take(&mut self, row: &Row, targets: &[(Target, String)], now: Timestamp) {
		self.rows += 1;
		self.only_if_known += u64::from(row.only_if_known);
		for (place, _, period_end) in &row.attestations {
			match targets.get(*place).and_then(|(target, _)| target.period(row.line, *period_end, now)) {
				None => self.values += 1,
				Some(bad) => {
					self.refused_values += 1;
					self.note(bad);
				},
			}
		}
		if self.shown.len() < SHOWN {
			self.shown.push(self.told_row(row, targets.len()));
		}
	}

	fn note(&mut self, bad: BadRow) {
		if self.bad.len() < BAD {
			self.bad.push(bad);
		}
	}

	fn told_row(&self, row: &Row, indicators: usize) -> Vec<String> {
		let says = &row.registration;
		let value = |place: usize| {
			let stated = row.attestations.iter().find(|(at, ..)| *at == place);
			match stated {
				None => "not known".into(),
				Some((_, value, period)) if self.shows_values => stated_value(*value, *period),
				Some(_) => "stated".into(),
			}
		};
		let mut cells = vec![
			row.line.to_string(),
			row.number.to_string(),
			says.legal_name.as_str().into(),
			says.industry.to_string(),
			date_text(says.founded),
			money(says.registered_capital, Some(&variant(&says.capital_currency))),
		];
		cells.extend((0..indicators).map(value));
		cells
	}

	/// Of figures it has none: it may lie in a log.
	pub fn to_json(&self) -> Value {
		json!({
			"rows": self.rows, "values": self.values, "skipped": self.skipped, "onlyIfKnown": self.only_if_known,
			"refused": self.refused, "refusedValues": self.refused_values,
			"bad": self.bad.iter().map(BadRow::to_json).collect::<Vec<_>>(),
		})
	}

	/// For a clerk.
	pub fn told(&self, audience: &dyn Audience) -> String {
		let heading: Vec<&str> = self.heading.iter().map(String::as_str).collect();
		let mut parts = Vec::new();
		if !self.shown.is_empty() {
			parts.push(audience.table(&heading, self.shown.clone()).trim_end().to_string());
		}
		parts.push(format!("{} rows would be stated, with {} values", self.rows, self.values));
		if self.skipped > 0 {
			parts.push(format!("{} rows left out by the mapping's filter", self.skipped));
		}
		if self.only_if_known > 0 {
			let what = "codes with a wrong last character would be taken only if the register has them";
			parts.push(format!("{} {what}", self.only_if_known));
		}
		let refused = self.refused + self.refused_values;
		if refused > 0 {
			parts.push(format!("{} rows and {} values would be refused:", self.refused, self.refused_values));
			parts.extend(self.bad.iter().map(|bad| format!("  {bad}")));
		}
		if refused > self.bad.len() as u64 {
			parts.push(format!("  and {} more", refused - self.bad.len() as u64));
		}
		parts.push("nothing was sent".into());
		parts.join("\n")
	}
}

fn stated_value(value: i64, period: Date) -> String {
	format!("{value} up to {}", date_text(period))
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
