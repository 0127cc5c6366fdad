//! Where a value comes from: the same for every row, or a column's cell, looked up or scaled. Exact, no floats.

use crate::values;
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
				found.ok_or_else(|| (Some(column.clone()), format!("{cell:?} is not in the mapping's map")))
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
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "DateFields")]
pub enum DateSource {
	Value(Date),
	Today,
	Column(String),
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
			DateFields { value: Some(value), today: None, column: None, epoch: None } => {
				values::date(&value).map(Self::Value).map_err(|e| format!("{value:?}: {e}"))
			},
			DateFields { value: None, today: Some(true), column: None, epoch: None } => Ok(Self::Today),
			DateFields { value: None, today: None, column: Some(column), epoch: None } => Ok(Self::Column(column)),
			DateFields { value: None, today: None, column: Some(column), epoch: Some(epoch) } => {
				let days =
					epoch_days(&epoch).ok_or_else(|| format!("the epoch {epoch:?} is not a date: write 1960-01-01"))?;
				Ok(Self::DaysAfter { column, epoch: days })
			},
			_ => Err("give one of `value`, `today`: true, or `column` with or without `epoch`".into()),
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
			Self::Column(column) | Self::DaysAfter { column, .. } => Some(column),
		}
	}

	pub fn is_today(&self) -> bool {
		matches!(self, Self::Today)
	}

	pub fn read(&self, cells: Cells<'_>, today: Date) -> Result<Date, Fault> {
		match self {
			Self::Value(date) => Ok(*date),
			Self::Today => Ok(today),
			Self::Column(column) => {
				let cell = cells(column);
				values::date(cell).map_err(|e| (Some(column.clone()), format!("{cell:?}: {e}")))
			},
			Self::DaysAfter { column, epoch } => {
				let cell = cells(column);
				let days = cell.parse::<i64>().ok().and_then(|d| d.checked_add(*epoch));
				let days = days.ok_or_else(|| (Some(column.clone()), format!("{cell:?}: whole days expected")))?;
				Date::try_from(days)
					.map_err(|_| (Some(column.clone()), format!("{cell:?}: the day lies before 1970-01-01")))
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
	numerator: Option<i64>,
	denominator: Option<i64>,
	offset: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "NumberFields")]
pub enum NumberSource {
	Value(i64),
	Map { column: String, missing: Vec<String>, map: BTreeMap<String, i64>, otherwise: Option<i64> },
	Scaled { column: String, missing: Vec<String>, numerator: i64, denominator: i64, offset: i64 },
}

impl TryFrom<NumberFields> for NumberSource {
	type Error = &'static str;
	fn try_from(f: NumberFields) -> Result<Self, Self::Error> {
		let scaled = f.numerator.is_some() || f.denominator.is_some() || f.offset.is_some();
		match (f.value, f.column, f.map) {
			(Some(value), None, None) if !scaled && f.missing.is_none() && f.otherwise.is_none() => {
				Ok(Self::Value(value))
			},
			(None, Some(_), Some(_)) if scaled => Err("a map's numbers are final: no numerator, denominator or offset"),
			(None, Some(column), Some(map)) => {
				let missing = f.missing.unwrap_or_else(|| vec![String::new()]);
				Ok(Self::Map { column, missing, map, otherwise: f.otherwise })
			},
			(None, Some(_), None) if f.otherwise.is_some() => {
				Err("`otherwise` is for cells not in `map`: give a `map`")
			},
			(None, Some(column), None) => {
				let denominator = f.denominator.unwrap_or(1);
				if denominator <= 0 {
					return Err("`denominator` is positive");
				}
				Ok(Self::Scaled {
					column,
					missing: f.missing.unwrap_or_else(|| vec![String::new()]),
					numerator: f.numerator.unwrap_or(1),
					denominator,
					offset: f.offset.unwrap_or(0),
				})
			},
			_ => Err("give either `value` alone, or `column` with its scale or `map`"),
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
						.ok_or_else(|| (Some(column.clone()), format!("{cell:?} is not in the mapping's map"))),
				}
			},
			Self::Scaled { column, missing, numerator, denominator, offset } => {
				let cell = cells(column);
				if missing.iter().any(|m| m == cell) {
					return Ok(None);
				}
				let fault = |reason: &str| (Some(column.clone()), format!("{cell:?}: {reason}"));
				let number = decimal(cell).ok_or_else(|| fault("a decimal number such as -12.5 is expected"))?;
				scale(number, (*numerator, *denominator), *offset)
					.map(Some)
					.ok_or_else(|| fault("the value does not fit a signed 64-bit integer"))
			},
		}
	}
}

/// `m` and `k` of a decimal number `m / 10^k`.
fn decimal(text: &str) -> Option<(i128, u32)> {
	let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
	let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
	let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
	if (whole.is_empty() && part.is_empty()) || !all_digits(whole) || !all_digits(part) || part.len() > 18 {
		return None;
	}
	let mantissa: i128 = format!("{whole}{part}").parse().ok()?;
	Some((if text.starts_with('-') { -mantissa } else { mantissa }, part.len() as u32))
}

/// `floor(m / 10^k x numerator / denominator + 1/2) + offset`.
fn scale((mantissa, places): (i128, u32), (numerator, denominator): (i64, i64), offset: i64) -> Option<i64> {
	let unit = i128::from(denominator).checked_mul(10i128.checked_pow(places)?)?;
	let doubled = mantissa.checked_mul(numerator.into())?.checked_mul(2)?.checked_add(unit)?;
	let rounded = doubled.div_euclid(unit.checked_mul(2)?);
	i64::try_from(rounded.checked_add(offset.into())?).ok()
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

	#[test]
	fn missing_maps_and_bad_cells_are_told_apart() {
		let plain = json!({ "column": "P", "missing": ["", "NA"] });
		assert_eq!(number(plain.clone(), "NA"), Ok(None));
		for bad in ["1e3", "1,000", "x", "--1", "1.2.3", ".", "-", "99999999999999999999"] {
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
