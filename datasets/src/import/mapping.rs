use super::sources::{DateSource, Fault, NumberSource, TextSource};
use crate::{
	bad_row::{shown, spoiled},
	error::{Error, Result},
	files,
	forms::{self, Suffix},
};
use lingnan_types::Currency;
use serde::Deserialize;
use std::{fmt::Display, path::Path};

/// How a row of a CSV file becomes an enterprise and attestations about it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
	/// A row is imported when each condition holds.
	#[serde(default)]
	pub filter: Vec<Condition>,
	pub registration: Registration,
	/// The last day of the period that the attestations speak of.
	pub period_end: DateSource,
	#[serde(default)]
	pub indicators: Vec<Indicator>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct ConditionFields {
	column: Option<String>,
	#[serde(rename = "in")]
	any_of: Option<Vec<String>>,
	not_in: Option<Vec<String>>,
}

/// That a cell is one of some texts, or none of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "ConditionFields")]
pub struct Condition {
	pub column: String,
	texts: Vec<String>,
	wanted: bool,
}

impl TryFrom<ConditionFields> for Condition {
	type Error = &'static str;
	fn try_from(fields: ConditionFields) -> Result<Self, Self::Error> {
		let column = fields.column.ok_or("missing field `column`")?;
		match (fields.any_of, fields.not_in) {
			(Some(texts), None) if !texts.is_empty() => Ok(Self { column, texts, wanted: true }),
			(None, Some(texts)) if !texts.is_empty() => Ok(Self { column, texts, wanted: false }),
			_ => Err("give either `in` or `notIn`, with one text at least"),
		}
	}
}

impl Condition {
	pub fn holds(&self, cell: &str) -> bool {
		self.texts.iter().any(|text| text == cell) == self.wanted
	}
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Registration {
	pub number: Number,
	pub legal_name: TextSource,
	pub industry: TextSource,
	pub division: Option<TextSource>,
	pub founded: DateSource,
	pub capital: Capital,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Number {
	pub kind: NumberKind,
	#[serde(default)]
	pub prefix: String,
	pub column: String,
	/// The registrar stands for codes that were issued with a wrong last character.
	#[serde(default)]
	pub accept_outer_check_mismatch: bool,
	/// Of a Macao number: whether its register's letters are part of it.
	suffix: Option<Suffix>,
}

impl Number {
	/// A cell as the text form of a registration number.
	pub fn read(&self, cell: &str) -> Result<String, Fault> {
		let fault = |why: &str| (Some(self.column.clone()), format!("{}: {why}", shown(cell)));
		if let Some(why) = spoiled(&forms::narrow(cell)) {
			return Err(fault(why));
		}
		let number = match self.kind {
			NumberKind::Mainland => forms::mainland(cell),
			NumberKind::HongKong => forms::hong_kong(cell),
			NumberKind::Macao => forms::macao(cell, self.suffix).map_err(|why| fault(why.as_str()))?,
		};
		Ok(format!("{}:{}{number}", self.kind.place(), self.prefix))
	}
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NumberKind {
	Mainland,
	HongKong,
	Macao,
}

impl NumberKind {
	/// The place before a registration number's text form.
	pub fn place(self) -> &'static str {
		match self {
			Self::Mainland => "CN",
			Self::HongKong => "HK",
			Self::Macao => "MO",
		}
	}
}

/// A number source, in minor units, and the currency. `serde` cannot flatten and refuse unknown fields at once, so the
/// number source's fields stand here again.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "serde_json::Map<String, serde_json::Value>")]
pub struct Capital {
	pub currency: Currency,
	pub amount: NumberSource,
}

impl TryFrom<serde_json::Map<String, serde_json::Value>> for Capital {
	type Error = String;
	fn try_from(mut object: serde_json::Map<String, serde_json::Value>) -> Result<Self, String> {
		let currency = object.remove("currency").ok_or("missing field `currency`")?;
		let currency = crate::values::currency(currency.as_str().unwrap_or_default())?;
		let amount = serde_json::from_value(object.into()).map_err(|e| e.to_string())?;
		Ok(Self { currency, amount })
	}
}

/// One indicator's attestations: its code, a number source, and a period of its own where it has one.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "serde_json::Map<String, serde_json::Value>")]
pub struct Indicator {
	pub indicator: String,
	pub value: NumberSource,
	pub period_end: Option<DateSource>,
}

impl TryFrom<serde_json::Map<String, serde_json::Value>> for Indicator {
	type Error = String;
	fn try_from(mut object: serde_json::Map<String, serde_json::Value>) -> Result<Self, String> {
		let indicator = object.remove("indicator").ok_or("missing field `indicator`")?;
		let indicator = indicator.as_str().ok_or("`indicator` is the indicator's code, a text")?.to_string();
		let named = |e: &dyn std::fmt::Display| format!("indicator {indicator}: {e}");
		let period_end = object.remove("periodEnd").map(serde_json::from_value).transpose().map_err(|e| named(&e))?;
		let value = serde_json::from_value(object.into()).map_err(|e| named(&e))?;
		Ok(Self { indicator, value, period_end })
	}
}

/// Where the dates of an import come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Days {
	OfTheFile,
	/// Some are the day of the import: on another day, it is another import.
	OfTheImport,
}

impl Mapping {
	pub fn read(path: &Path) -> Result<Self> {
		Self::checked(files::read_json(path)?, path.display())
	}

	/// `place` is what errors name.
	pub fn parse(text: &str, place: &str) -> Result<Self> {
		Self::checked(files::parse_json(place, text)?, place)
	}

	fn checked(mapping: Self, place: impl Display) -> Result<Self> {
		let mut seen = std::collections::BTreeSet::new();
		for indicator in &mapping.indicators {
			if !seen.insert(&indicator.indicator) {
				return Err(Error::input(place, format!("the indicator {} stands twice", indicator.indicator)));
			}
		}
		if mapping.columns().contains(&"") {
			return Err(Error::input(place, "a column has no name"));
		}
		if mapping.indicators.iter().any(|indicator| indicator.indicator.is_empty()) {
			return Err(Error::input(place, "an indicator has no code"));
		}
		let number = &mapping.registration.number;
		let is_known = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b" -/.".contains(&b);
		if number.prefix.len() > 15 || !number.prefix.bytes().all(is_known) {
			let reason = "registration.number: `prefix` has at most 15 of the characters 0-9, A-Z, blank, - / and .";
			return Err(Error::input(place, reason));
		}
		if number.suffix.is_some() && number.kind != NumberKind::Macao {
			return Err(Error::input(place, "registration.number: `suffix` is for numbers of the kind macao"));
		}
		Ok(mapping)
	}

	/// The columns that the file must have.
	pub fn columns(&self) -> Vec<&str> {
		let registration = &self.registration;
		let mut columns: Vec<&str> = self.filter.iter().map(|c| c.column.as_str()).collect();
		columns.push(&registration.number.column);
		columns.extend(registration.legal_name.column());
		columns.extend(registration.industry.column());
		columns.extend(registration.division.as_ref().and_then(TextSource::column));
		columns.extend(registration.founded.column());
		columns.extend(registration.capital.amount.column());
		columns.extend(self.period_end.column());
		for indicator in &self.indicators {
			columns.extend(indicator.value.column());
			columns.extend(indicator.period_end.as_ref().and_then(DateSource::column));
		}
		columns
	}

	/// Where its dates come from.
	pub fn days(&self) -> Days {
		let own = self.indicators.iter().filter_map(|i| i.period_end.as_ref());
		match own.chain([&self.period_end, &self.registration.founded]).any(DateSource::is_today) {
			true => Days::OfTheImport,
			false => Days::OfTheFile,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	pub(crate) const GOOD: &str = r#"{
		"filter": [{ "column": "Half", "in": ["0", "1"] }],
		"registration": {
			"number": { "kind": "macao", "prefix": "SBA-", "column": "Id" },
			"legalName": { "column": "Name" },
			"industry": { "column": "Naics", "map": { "531210": "K7030" }, "otherwise": "K70" },
			"founded": { "column": "Approved", "epoch": "1960-01-01" },
			"capital": { "column": "Capital", "numerator": 100, "currency": "USD" }
		},
		"periodEnd": { "today": true },
		"indicators": [{ "indicator": "portion", "column": "Portion", "numerator": 10000, "missing": ["", "NA"] }]
	}"#;

	#[test]
	fn a_good_mapping_names_its_columns() {
		let mapping = Mapping::parse(GOOD, "m.json").unwrap();
		assert_eq!(mapping.columns(), ["Half", "Id", "Name", "Naics", "Approved", "Capital", "Portion"]);
		assert_eq!(mapping.days(), Days::OfTheImport);
	}

	#[test]
	fn a_wrong_mapping_is_refused_with_its_field() {
		for (from, to, says) in [
			("\"legalName\"", "\"name\"", "registration"),
			("\"macao\"", "\"taiwan\"", "registration.number.kind"),
			("\"currency\": \"USD\"", "\"currency\": \"EUR\"", "CNY, HKD, MOP, USD"),
			("\"numerator\": 10000", "\"factor\": 10000", "portion"),
			("1960-01-01", "1960-13-01", "founded"),
			("\"today\": true", "\"today\": false", "periodEnd"),
			("{ \"today\": true }", "{ \"today\": true, \"value\": \"2020-01-01\" }", "periodEnd"),
		] {
			let text = GOOD.replacen(from, to, 1);
			assert_ne!(text, GOOD);
			let error = Mapping::parse(&text, "m.json").unwrap_err().to_string();
			assert!(error.contains(says) && error.contains("m.json"), "{from} -> {to}: {error}");
		}
	}
}

#[cfg(test)]
pub(crate) use tests::GOOD;
