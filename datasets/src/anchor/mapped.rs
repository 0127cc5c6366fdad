//! An import's mapping, as a dataset of one indicator needs it: places and prefixes of numbers, units, and which rows count.

use super::{
	record::{Key, Row},
	Definition,
};
use crate::{
	bad_row::BadRow,
	error::{Error, Result},
	import::{Cells, Condition, DateSource, Fault, Mapping, Number, NumberSource},
	text::date_text,
};
use lingnan_types::Date;
use std::collections::BTreeMap;

/// How a row becomes a leaf.
#[derive(Clone, Debug)]
pub struct Mapped {
	filter: Vec<Condition>,
	number: Number,
	value: NumberSource,
	/// Where the row says of which period it is.
	period: Option<DateSource>,
	/// The dataset's.
	period_end: Date,
}

impl Mapped {
	/// What a mapping says of an indicator. `names` are the chain's names by the mapping's codes.
	pub fn of(
		mapping: &Mapping,
		definition: &Definition,
		names: &BTreeMap<String, String>,
		period_end: Date,
	) -> Result<Self> {
		let (name, id) = (definition.indicator.name.as_str(), definition.indicator.id.to_string());
		let is_it = |code: &String| *code == id || code == name || names.get(code).is_some_and(|known| known == name);
		let Some(indicator) = mapping.indicators.iter().find(|one| is_it(&one.indicator)) else {
			return Err(Error::input(
				definition.name(),
				"the mapping says nothing of it: name it there as the chain does, or name with --indicators the file that has its \
				 code",
			));
		};
		let period = indicator.period_end.as_ref().unwrap_or(&mapping.period_end);
		if let DateSource::Value(other) = period {
			if *other != period_end {
				let reason = format!(
					"the mapping is of the period up to {}, and --period is {}",
					date_text(*other),
					date_text(period_end)
				);
				return Err(Error::input(definition.name(), reason));
			}
		}
		Ok(Self {
			filter: mapping.filter.clone(),
			number: mapping.registration.number.clone(),
			value: indicator.value.clone(),
			period: period.column().is_some().then(|| period.clone()),
			period_end,
		})
	}

	/// The columns that the table must have, registration numbers first.
	pub fn columns(&self) -> Vec<&str> {
		let mut columns = vec![self.number.column.as_str()];
		columns.extend(self.value.column());
		columns.extend(self.period.as_ref().and_then(DateSource::column));
		columns.extend(self.filter.iter().map(|condition| condition.column.as_str()));
		columns
	}

	pub fn wants(&self, cells: Cells<'_>) -> bool {
		self.filter.iter().all(|condition| condition.holds(cells(&condition.column)))
	}

	/// Nothing of a row whose value is not known.
	pub fn row(&self, line: u64, cells: Cells<'_>) -> std::result::Result<Option<Row>, BadRow> {
		let bad = |(column, reason): Fault| BadRow { line, column, reason };
		let own = |reason| bad((Some(self.number.column.clone()), reason));
		let number = self.number.read(cells(&self.number.column)).map_err(bad)?;
		let key = Key::read(&number).map_err(own)?;
		if let Some(period) = &self.period {
			let day = period.read(cells, self.period_end).map_err(bad)?;
			if day != self.period_end {
				let reason = format!(
					"of the period up to {}, and the dataset of {}",
					date_text(day),
					date_text(self.period_end)
				);
				return Err(bad((period.column().map(str::to_string), reason)));
			}
		}
		let value = self.value.read(cells).map_err(bad)?;
		Ok(value.map(|value| Row { line, key, value }))
	}
}

#[cfg(test)]
mod tests {
	use super::{super::definition::tests::figure, *};

	const MAPPING: &str = r#"{
		"filter": [{ "column": "Name", "notIn": ["Total"] }],
		"registration": {
			"number": { "kind": "macao", "prefix": "A-", "column": "Id" }, "legalName": { "column": "Name" },
			"industry": { "value": "C39" }, "founded": { "column": "Founded" }, "capital": { "value": 0, "currency": "MOP" }
		},
		"periodEnd": { "column": "Period" },
		"indicators": [
			{ "indicator": "other", "column": "Other" },
			{ "indicator": "taxes-12m", "column": "Paid", "numerator": 100, "thousands": "," }
		]
	}"#;

	fn names() -> BTreeMap<String, String> {
		BTreeMap::from([("taxes-12m".to_string(), "Taxes".to_string())])
	}

	fn read(cells: [&str; 4]) -> std::result::Result<Option<(String, i64)>, String> {
		let mapping = Mapping::parse(MAPPING, "m").unwrap();
		let mapped = Mapped::of(&mapping, &figure(), &names(), 20_000).unwrap();
		let places = ["Id", "Name", "Period", "Paid"];
		let cell = |name: &str| places.iter().position(|at| *at == name).map_or("", |place| cells[place]);
		if !mapped.wants(&cell) {
			return Ok(None);
		}
		let row = mapped.row(7, &cell).map_err(|bad| bad.to_string())?;
		Ok(row.map(|row| (row.key.to_string(), row.value)))
	}

	#[test]
	fn a_leaf_is_what_an_import_would_attest() {
		assert_eq!(read(["1", "A", "2024/10/4", "1,234.56"]), Ok(Some(("MO:A-1".into(), 123_456))));
		assert_eq!(read(["", "Total", "", "9,999.99"]), Ok(None));
		assert_eq!(read(["1", "A", "2024-10-04", ""]), Ok(None), "what is not known is no leaf");
		let other = read(["1", "A", "2023-10-04", "1"]).unwrap_err();
		assert!(other.starts_with("line 7, column Period: of the period up to 2023-10-04"), "{other}");
		assert!(read(["9.1E+17", "A", "2024-10-04", "1"]).unwrap_err().starts_with("line 7, column Id"));
	}

	#[test]
	fn a_mapping_without_the_indicator_or_of_another_period_is_refused() {
		let mapping = Mapping::parse(MAPPING, "m").unwrap();
		let lost = Mapped::of(&mapping, &figure(), &BTreeMap::new(), 20_000).unwrap_err().to_string();
		assert!(lost.contains("the mapping says nothing of it"), "{lost}");
		let text = MAPPING.replace(r#"{ "column": "Period" }"#, r#"{ "value": "2026-10-31" }"#);
		let mapping = Mapping::parse(&text, "m").unwrap();
		let other = Mapped::of(&mapping, &figure(), &names(), 20_000).unwrap_err().to_string();
		assert!(other.contains("of the period up to 2026-10-31, and --period is 2024-10-04"), "{other}");
	}
}
