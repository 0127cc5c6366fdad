//! Where a value comes from: the same for every row, or a column's cell, looked up or scaled. Exact, no floats.

use crate::{
	bad_row::shown,
	forms::{self, Order},
	values,
};
use lingnan_cells::decimals::Written;
use lingnan_types::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why a cell is bad: the column, where there is one, and the reason.
pub type Fault = (Option<String>, String);

/// Finds the cell of a column.
pub type Cells<'a> = &'a dyn Fn(&str) -> &'a str;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct TextFields {
	value: Option<String>,
	column: Option<String>,
	map: Option<BTreeMap<String, String>>,
	otherwise: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "TextFields")]
pub enum TextSource {
	Value(String),
	Column { column: String, map: Option<BTreeMap<String, String>>, otherwise: Option<String> },
}

impl TryFrom<TextFields> for TextSource {
	type Error = &'static str;
	fn try_from(fields: TextFields) -> Result<Self, Self::Error> {
		match fields {
			TextFields { value: Some(value), .. } if value.is_empty() => Err("`value` is empty"),
			TextFields { value: Some(value), column: None, map: None, otherwise: None } => Ok(Self::Value(value)),
			TextFields { map: None, otherwise: Some(_), .. } => {
				Err("`otherwise` is for cells not in `map`: give a `map`")
			},
			TextFields { value: None, column: Some(column), map, otherwise } => {
				Ok(Self::Column { column, map, otherwise })
			},
			_ => Err("give either `value`, or `column` with or without `map`"),
		}
	}
}

impl TextSource {
	pub fn column(&self) -> Option<&str> {
		match self {
			Self::Value(_) => None,
			Self::Column { column, .. } => Some(column),
		}
	}

	pub fn read(&self, cells: Cells<'_>) -> Result<String, Fault> {
		match self {
			Self::Value(value) => Ok(value.clone()),
			Self::Column { column, map: None, .. } => Ok(cells(column).to_string()),
			Self::Column { column, map: Some(map), otherwise } => {
				let cell = cells(column);
				let found = map.get(cell).or(otherwise.as_ref()).cloned();
				found.ok_or_else(|| (Some(column.clone()), format!("{} is not in the mapping's map", shown(cell))))
			},
		}
	}
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DateFields {
	value: Option<String>,
	today: Option<bool>,
	column: Option<String>,
	epoch: Option<String>,
	order: Option<Order>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "DateFields")]
pub enum DateSource {
	Value(Date),
	Today,
	Column {
		column: String,
		/// Where the year stands last.
		order: Option<Order>,
	},
	/// Whole days after an epoch, which is given in days from 1970-01-01.
	DaysAfter {
		column: String,
		epoch: i64,
	},
}

impl TryFrom<DateFields> for DateSource {
	type Error = String;
	fn try_from(fields: DateFields) -> Result<Self, String> {
		match fields {
			DateFields { value: Some(value), today: None, column: None, epoch: None, order: None } => {
				values::date(&value).map(Self::Value).map_err(|e| format!("{value:?}: {e}"))
			},
			DateFields { value: None, today: Some(true), column: None, epoch: None, order: None } => Ok(Self::Today),
			DateFields { value: None, today: None, column: Some(column), epoch: None, order } => {
				Ok(Self::Column { column, order })
			},
			DateFields { value: None, today: None, column: Some(column), epoch: Some(epoch), order: None } => {
				let days =
					epoch_days(&epoch).ok_or_else(|| format!("the epoch {epoch:?} is not a date: write 1960-01-01"))?;
				Ok(Self::DaysAfter { column, epoch: days })
			},
			_ => Err("give one of `value`, `today`: true, or `column` with `epoch`, `order` or neither".into()),
		}
	}
}

/// Days from 1970-01-01 of a civil day, which may lie before it: the calendar repeats every 400 years.
fn epoch_days(text: &str) -> Option<i64> {
	const DAYS_IN_400_YEARS: i64 = 146_097;
	let (year, rest) = text.split_once('-')?;
	let year: u32 = year.parse().ok()?;
	let later = values::date(&format!("{:04}-{rest}", year.checked_add(400)?)).ok()?;
	Some(i64::from(later) - DAYS_IN_400_YEARS)
}

impl DateSource {
	pub fn column(&self) -> Option<&str> {
		match self {
			Self::Value(_) | Self::Today => None,
			Self::Column { column, .. } | Self::DaysAfter { column, .. } => Some(column),
		}
	}

	pub fn is_today(&self) -> bool {
		matches!(self, Self::Today)
	}

	pub fn read(&self, cells: Cells<'_>, today: Date) -> Result<Date, Fault> {
		match self {
			Self::Value(date) => Ok(*date),
			Self::Today => Ok(today),
			Self::Column { column, order } => {
				let cell = cells(column);
				forms::date(cell, *order).map_err(|e| (Some(column.clone()), format!("{}: {e}", shown(cell))))
			},
			Self::DaysAfter { column, epoch } => {
				let cell = cells(column);
				let days = forms::narrow(cell).parse::<i64>().ok().and_then(|d| d.checked_add(*epoch));
				let days =
					days.ok_or_else(|| (Some(column.clone()), format!("{}: whole days expected", shown(cell))))?;
				Date::try_from(days)
					.map_err(|_| (Some(column.clone()), format!("{}: {}", shown(cell), values::BEFORE_1970)))
			},
		}
	}
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NumberFields {
	value: Option<i64>,
	column: Option<String>,
	missing: Option<Vec<String>>,
	map: Option<BTreeMap<String, i64>>,
	otherwise: Option<i64>,
	thousands: Option<String>,
	percent: Option<bool>,
	numerator: Option<i64>,
	denominator: Option<i64>,
	offset: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "NumberFields")]
pub enum NumberSource {
	Value(i64),
	Map {
		column: String,
		missing: Vec<String>,
		map: BTreeMap<String, i64>,
		otherwise: Option<i64>,
	},
	Scaled {
		column: String,
		missing: Vec<String>,
		/// What stands before each group of three digits.
		thousands: Option<char>,
		/// Each has the sign `%`.
		percent: bool,
		numerator: i64,
		denominator: i64,
		offset: i64,
	},
}

impl TryFrom<NumberFields> for NumberSource {
	type Error = String;
	fn try_from(f: NumberFields) -> Result<Self, String> {
		let scaled = f.thousands.is_some()
			|| f.percent.is_some()
			|| f.numerator.is_some()
			|| f.denominator.is_some()
			|| f.offset.is_some();
		match (f.value, f.column, f.map) {
			(Some(value), None, None) if !scaled && f.missing.is_none() && f.otherwise.is_none() => {
				Ok(Self::Value(value))
			},
			(None, Some(_), Some(_)) if scaled => {
				Err("a map's numbers are final: no thousands, percent, numerator, denominator or offset".into())
			},
			(None, Some(column), Some(map)) => {
				let blank = || if map.contains_key("") { vec![] } else { vec![String::new()] };
				let missing = f.missing.unwrap_or_else(blank);
				if let Some(both) = missing.iter().find(|cell| map.contains_key(*cell)) {
					return Err(format!("the cell {both:?} stands in `map` and in `missing`: it cannot mean both"));
				}
				Ok(Self::Map { column, missing, map, otherwise: f.otherwise })
			},
			(None, Some(_), None) if f.otherwise.is_some() => {
				Err("`otherwise` is for cells not in `map`: give a `map`".into())
			},
			(None, Some(column), None) => {
				let denominator = f.denominator.unwrap_or(1);
				if denominator <= 0 {
					return Err("`denominator` is positive".into());
				}
				let sign = |text: String| {
					let mut signs = text.chars();
					let sign =
						signs.next().filter(|c| matches!(c, ',' | '\'' | ' ' | '_' | '，' | '\u{a0}' | '\u{202f}'));
					sign.filter(|_| signs.next().is_none())
						.ok_or("`thousands` is one comma, apostrophe, blank or underscore")
				};
				let thousands = f.thousands.map(sign).transpose()?;
				Ok(Self::Scaled {
					column,
					missing: f.missing.unwrap_or_else(|| vec![String::new()]),
					thousands,
					percent: f.percent.unwrap_or(false),
					numerator: f.numerator.unwrap_or(1),
					denominator,
					offset: f.offset.unwrap_or(0),
				})
			},
			_ => Err("give either `value` alone, or `column` with its scale or `map`".into()),
		}
	}
}

impl NumberSource {
	pub fn column(&self) -> Option<&str> {
		match self {
			Self::Value(_) => None,
			Self::Map { column, .. } | Self::Scaled { column, .. } => Some(column),
		}
	}

	/// `None` when the cell means "not known".
	pub fn read(&self, cells: Cells<'_>) -> Result<Option<i64>, Fault> {
		match self {
			Self::Value(value) => Ok(Some(*value)),
			Self::Map { column, missing, map, otherwise } => {
				let cell = cells(column);
				match map.get(cell) {
					Some(value) => Ok(Some(*value)),
					None if missing.iter().any(|m| m == cell) => Ok(None),
					None => otherwise
						.map(Some)
						.ok_or_else(|| (Some(column.clone()), format!("{} is not in the mapping's map", shown(cell)))),
				}
			},
			Self::Scaled { column, missing, thousands, percent, numerator, denominator, offset } => {
				let cell = cells(column);
				if missing.iter().any(|m| m == cell) {
					return Ok(None);
				}
				let fault = |reason: &str| (Some(column.clone()), format!("{}: {reason}", shown(cell)));
				let written = Written { thousands: *thousands, percent: *percent };
				let read = written.read(cell, (*numerator, *denominator), *offset);
				read.map(Some).map_err(|why| fault(why.as_str()))
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{from_value, json, Value};

	fn number(source: Value, cell: &'static str) -> Result<Option<i64>, Fault> {
		from_value::<NumberSource>(source).unwrap().read(&|_| cell)
	}

	#[test]
	fn cells_are_scaled_exactly_and_halves_go_up() {
		let portion = json!({ "column": "P", "numerator": 10_000 });
		for (cell, value) in [
			("0.749999041", 7_500),
			("0.5", 5_000),
			("-0.00005", 0),
			("-0.00015", -1),
			("0.00005", 1),
			("1", 10_000),
			(".5", 5_000),
		] {
			assert_eq!(number(portion.clone(), cell), Ok(Some(value)), "{cell}");
		}
		let third = json!({ "column": "P", "denominator": 3, "offset": -1 });
		assert_eq!(number(third.clone(), "10"), Ok(Some(2)));
		assert_eq!(number(third, "-10"), Ok(Some(-4)));
	}

	/// Each was "a decimal number is expected", though fit and other tools write them so.
	#[test]
	fn decimals_are_read_as_tools_write_them() {
		let portion = json!({ "column": "P", "numerator": 10_000 });
		for (cell, value) in [
			("0.00012208521548040532", 1),
			("0E-8", 0),
			("-0E-8", 0),
			("1.2E-7", 0),
			("1.2e-4", 1),
			("5E-5", 1),
			("-5E-5", 0),
			("-5.0000000000000000000000000000000000001E-5", -1),
			("4.9999999999999999999999999999999999999E-5", 0),
			("0.0000500000000000000000000000000000000000000", 1),
			("1.25E+1", 125_000),
			("12345.0", 123_450_000),
			("1E-400", 0),
			("9.2E14", 9_200_000_000_000_000_000),
		] {
			assert_eq!(number(portion.clone(), cell), Ok(Some(value)), "{cell}");
		}
		let capital = json!({ "column": "P", "numerator": 100 });
		assert_eq!(number(capital, "0E-8"), Ok(Some(0)));
		// The widest product: 38 digits times 2^63.
		let wide = json!({ "column": "P", "numerator": i64::MAX, "denominator": i64::MAX });
		assert_eq!(number(wide, "-1.9999999999999999999999999999999999999"), Ok(Some(-2)));
	}

	#[test]
	fn thousands_are_read_where_the_mapping_says_so() {
		let grouped = json!({ "column": "P", "numerator": 100, "thousands": "," });
		for (cell, value) in [("1,234,567.89", 123_456_789), ("-1,000", -100_000), ("999", 99_900), ("1234.5", 123_450)]
		{
			assert_eq!(number(grouped.clone(), cell), Ok(Some(value)), "{cell}");
		}
		for bad in ["1,50", "1,0000", ",100", "1,,000", "1.000,5", "1234,567"] {
			assert!(number(grouped.clone(), bad).is_err(), "{bad}");
		}
		let (_, reason) = number(json!({ "column": "P" }), "1,234").unwrap_err();
		assert!(reason.contains("\"thousands\": \",\""), "{reason}");
	}

	/// Offices print them so, and Chinese keyboards type them so.
	#[test]
	fn digits_of_full_width_and_percentages_are_read() {
		let grouped = json!({ "column": "P", "numerator": 100, "thousands": "," });
		for (cell, value) in [("１，２３４．５", 123_450), ("－１２", -1_200), ("\u{2212}12", -1_200)] {
			assert_eq!(number(grouped.clone(), cell), Ok(Some(value)), "{cell}");
		}
		let blanks = json!({ "column": "P", "thousands": "\u{202f}" });
		assert_eq!(number(blanks, "1\u{a0}234\u{202f}567"), Ok(Some(1_234_567)));
		let percent = json!({ "column": "P", "numerator": 10_000, "percent": true });
		for (cell, value) in [("12.5%", 1_250), ("12.5 %", 1_250), ("１２．５％", 1_250), ("-0.005%", 0), ("0%", 0)]
		{
			assert_eq!(number(percent.clone(), cell), Ok(Some(value)), "{cell}");
		}
		assert_eq!(number(percent.clone(), ""), Ok(None));
		// A hundred times as much, or not: nobody knows.
		assert!(number(percent, "12.5").unwrap_err().1.contains("\"percent\": true"));
		assert!(number(json!({ "column": "P" }), "12.5%").unwrap_err().1.contains("\"percent\": true"));
	}

	#[test]
	fn an_error_repeats_twenty_characters_of_a_cell_at_most() {
		let long = "a figure that is nobody else's business";
		let (_, reason) = number(json!({ "column": "P" }), long).unwrap_err();
		assert!(reason.starts_with("\"a figure that is nob\"…: a decimal number"), "{reason}");
		let (_, reason) = number(json!({ "column": "P", "map": {} }), long).unwrap_err();
		assert!(!reason.contains("nobody"), "{reason}");
	}

	#[test]
	fn missing_maps_and_bad_cells_are_told_apart() {
		let plain = json!({ "column": "P", "missing": ["", "NA"] });
		assert_eq!(number(plain.clone(), "NA"), Ok(None));
		for bad in ["1e", "e3", "1e1.5", "1,000", "x", "--1", "1.2.3", ".", "-", "99999999999999999999", "1E400"] {
			let (column, reason) = number(plain.clone(), bad).unwrap_err();
			assert!(column.as_deref() == Some("P") && reason.contains(bad), "{bad}");
		}
		let map = json!({ "column": "P", "map": { "Y": 1, "N": 0 } });
		assert_eq!(number(map.clone(), "Y"), Ok(Some(1)));
		assert_eq!(number(map.clone(), ""), Ok(None));
		assert!(number(map, "T").is_err());
		assert_eq!(number(json!({ "column": "P", "map": {}, "otherwise": 7 }), "T"), Ok(Some(7)));
		assert_eq!(number(json!({ "value": -3 }), ""), Ok(Some(-3)));
	}

	#[test]
	fn sources_that_say_two_things_are_refused() {
		for bad in [
			json!({}),
			json!({ "value": 1, "column": "P" }),
			json!({ "column": "P", "map": {}, "numerator": 2 }),
			json!({ "column": "P", "otherwise": 2 }),
			json!({ "column": "P", "denominator": 0 }),
			json!({ "value": 1, "missing": [] }),
			json!({ "column": "P", "map": { "NA": 1 }, "missing": ["", "NA"] }),
			json!({ "column": "P", "thousands": "." }),
			json!({ "column": "P", "thousands": ",," }),
		] {
			assert!(from_value::<NumberSource>(bad.clone()).is_err(), "{bad}");
		}
		for bad in [json!({}), json!({ "value": "a", "column": "b" }), json!({ "column": "b", "otherwise": "c" })] {
			assert!(from_value::<TextSource>(bad.clone()).is_err(), "{bad}");
		}
		for bad in
			[json!({}), json!({ "today": false }), json!({ "column": "a", "epoch": "x" }), json!({ "value": "x" })]
		{
			assert!(from_value::<DateSource>(bad.clone()).is_err(), "{bad}");
		}
	}

	#[test]
	fn dates_come_from_four_places() {
		let read = |source: Value, cell: &'static str| {
			from_value::<DateSource>(source).unwrap().read(&|_| cell, 20_781).map_err(|f| f.1)
		};
		assert_eq!(read(json!({ "value": "2020-01-02" }), ""), Ok(18_263));
		assert_eq!(read(json!({ "today": true }), ""), Ok(20_781));
		assert_eq!(read(json!({ "column": "D" }), "2020-01-02"), Ok(18_263));
		// 1960 began 3,653 days before 1970.
		let epoch = json!({ "column": "D", "epoch": "1960-01-01" });
		assert_eq!(read(epoch.clone(), "3653"), Ok(0));
		assert_eq!(read(epoch.clone(), "15074"), Ok(11_421));
		assert!(read(epoch.clone(), "3652").unwrap_err().contains("before 1970"));
		assert!(read(epoch, "15074.5").is_err());
		assert_eq!(read(json!({ "column": "D" }), "2020年1月2日"), Ok(18_263));
		assert_eq!(read(json!({ "column": "D", "order": "dayMonth" }), "2/1/2020"), Ok(18_263));
		assert!(read(json!({ "column": "D" }), "2/1/2020").unwrap_err().contains("\"order\""));
	}

	#[test]
	fn texts_are_looked_up() {
		let read = |source: Value, cell: &'static str| from_value::<TextSource>(source).unwrap().read(&|_| cell);
		assert_eq!(read(json!({ "value": "K70" }), "x").unwrap(), "K70");
		assert_eq!(read(json!({ "column": "N" }), "x").unwrap(), "x");
		assert_eq!(read(json!({ "column": "N", "map": { "x": "K" } }), "x").unwrap(), "K");
		assert_eq!(read(json!({ "column": "N", "map": {}, "otherwise": "L" }), "x").unwrap(), "L");
		assert!(read(json!({ "column": "N", "map": {} }), "x").is_err());
	}
}
