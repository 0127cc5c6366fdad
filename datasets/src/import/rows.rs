use super::{mapping::Mapping, sources::Fault};
use crate::{
	bad_row::{shown, BadRow},
	error::{Error, Result},
	table::{Count, Layout, Table},
	values,
};
use lingnan_types::{
	enterprise::RegistrationSpec, Date, Division, Industry, RegistrationIssue, RegistrationNumber, Text,
};
use std::{collections::HashMap, fs::File, io::Read, path::Path};
use subxt::utils::H256;

/// A row that can be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
	pub line: u64,
	pub number: RegistrationNumber,
	/// The argument of `EnterpriseRegistry.register`.
	pub registration: RegistrationSpec,
	/// Place in the mapping's list of indicators, value, period end.
	pub attestations: Vec<(usize, i64, Date)>,
	/// The number's last check character does not hold, and the mapping does not allow that: the register must have it.
	pub only_if_known: bool,
	/// The row's cells, for the fingerprint of its evidence.
	pub evidence: Vec<u8>,
}

/// Reads a CSV file or a workbook's sheet row by row, by a mapping; holds one row at a time.
pub struct Rows<'a, R> {
	table: Table<R>,
	columns: HashMap<&'a str, usize>,
	mapping: &'a Mapping,
	today: Date,
	/// Rows that the filter left out.
	pub skipped: u64,
	/// Nothing further can be read.
	broken: bool,
}

impl<'a> Rows<'a, File> {
	pub fn open(path: &Path, mapping: &'a Mapping, today: Date) -> Result<Self> {
		Self::open_at(path, &Layout::default(), mapping, today)
	}

	pub fn open_at(path: &Path, layout: &Layout, mapping: &'a Mapping, today: Date) -> Result<Self> {
		Self::of(Table::open_at(path, layout)?, &path.display().to_string(), mapping, today)
	}
}

impl<'a, R: Read> Rows<'a, R> {
	pub fn new(input: R, place: &str, mapping: &'a Mapping, today: Date) -> Result<Self> {
		Self::of(Table::new(input, place)?, place, mapping, today)
	}

	fn of(table: Table<R>, place: &str, mapping: &'a Mapping, today: Date) -> Result<Self> {
		let mut columns = HashMap::new();
		for name in mapping.columns() {
			let lost = || format!("there is no column {name:?}, which the mapping names");
			let at = table.column(name).and_then(|at| at.ok_or_else(lost)).map_err(|why| Error::input(place, why))?;
			columns.insert(name, at);
		}
		Ok(Self { table, columns, mapping, today, skipped: 0, broken: false })
	}

	/// How far the file has been read, in bytes.
	pub fn position(&self) -> u64 {
		self.table.read_bytes()
	}

	/// Lines read, and what they are.
	pub fn count(&self) -> Count {
		self.table.count()
	}

	/// Whether reading broke off before the file's end.
	pub fn is_broken(&self) -> bool {
		self.broken
	}

	/// The next row that the filter lets through; `None` at the end.
	pub fn next_row(&mut self) -> Option<std::result::Result<Row, BadRow>> {
		while !self.broken {
			let line = match self.table.next_row() {
				Ok(None) => return None,
				Ok(Some(Ok(line))) => line,
				Ok(Some(Err(bad))) => return Some(Err(bad)),
				Err(error) => {
					self.broken = true;
					let line = self.table.place().lines + 1;
					return Some(Err(BadRow {
						line,
						column: None,
						reason: format!("the file cannot be read: {error}"),
					}));
				},
			};
			if !self.mapping.filter.iter().all(|condition| condition.holds(self.cell(&condition.column))) {
				self.skipped += 1;
				continue;
			}
			if let Err(bad) = self.table.ensure_read(self.columns.values().copied()) {
				return Some(Err(bad));
			}
			return Some(
				self.read().map_err(|(column, reason)| BadRow { line, column, reason }).map(|row| Row { line, ..row }),
			);
		}
		None
	}

	/// A cell of the row that was read last; `None` if the file has no such column.
	pub fn cell_of(&self, column: &str) -> Option<&str> {
		let named = self.columns.get(column).copied();
		named.or_else(|| self.table.column(column).ok().flatten()).and_then(|place| self.table.cell(place))
	}

	fn cell(&self, column: &str) -> &str {
		self.cell_of(column).unwrap_or_default()
	}

	fn read(&self) -> std::result::Result<Row, Fault> {
		let cells = |column: &str| self.cell(column);
		let registration = &self.mapping.registration;
		let number = &registration.number;
		let text = number.read(self.cell(&number.column))?;
		let accepts = number.accept_outer_check_mismatch;
		let in_column = |column: &str, reason: String| (Some(column.to_string()), reason);
		let (number, mismatch) = text
			.parse::<RegistrationNumber>()
			.and_then(|n| match n.check() {
				Ok(()) => Ok((n, false)),
				Err(RegistrationIssue::OuterCheck) => Ok((n, true)),
				Err(issue) => Err(issue),
			})
			.map_err(|e| in_column(&number.column, format!("{}: {}", shown(&text), e.as_str())))?;
		let name = registration.legal_name.read(&cells)?;
		let legal_name = Text::<128>::try_from(name.as_str()).ok().filter(Text::is_valid).ok_or_else(|| {
			let column = registration.legal_name.column().map(str::to_string);
			(column, "a name has 1 to 128 bytes and no control characters".into())
		})?;
		let industry = registration.industry.read(&cells)?;
		let industry = industry.parse::<Industry>().map_err(|reason| {
			(registration.industry.column().map(str::to_string), format!("{}: {reason}", shown(&industry)))
		})?;
		let division = registration.division.as_ref().map(|source| {
			let text = source.read(&cells)?;
			let division = text.parse().ok().map(Division).filter(|division| division.is_valid());
			division.ok_or_else(|| {
				(
					source.column().map(str::to_string),
					format!("{}: a division has six digits (GB/T 2260)", shown(&text)),
				)
			})
		});
		let division = division.transpose()?;
		let founded = registration.founded.read(&cells, self.today)?;
		let capital = registration.capital.amount.read(&cells)?.unwrap_or(0);
		let capital = u64::try_from(capital).ok().filter(|c| *c <= lingnan_types::MAX_AMOUNT).ok_or_else(|| {
			(
				registration.capital.amount.column().map(str::to_string),
				"a capital is not negative, and at most 10^15 minor units".into(),
			)
		})?;
		let mut attestations = Vec::new();
		for (place, indicator) in self.mapping.indicators.iter().enumerate() {
			let period = indicator.period_end.as_ref().unwrap_or(&self.mapping.period_end).read(&cells, self.today)?;
			if let Some(value) = indicator.value.read(&cells)? {
				attestations.push((place, value, period));
			}
		}
		Ok(Row {
			line: 0,
			number: number.clone(),
			registration: RegistrationSpec {
				number,
				legal_name,
				industry,
				division,
				founded,
				registered_capital: capital,
				capital_currency: registration.capital.currency,
				lei: None,
				accept_outer_check_mismatch: mismatch && accepts,
			},
			only_if_known: mismatch && !accepts,
			attestations,
			evidence: self.table.cells().collect::<Vec<_>>().join("\u{1f}").into_bytes(),
		})
	}
}

/// The fingerprint of a row's evidence: salted, so that nobody can guess the row from it.
pub fn evidence(salt: &str, row: &[u8]) -> H256 {
	values::fingerprint(&[salt.as_bytes(), &[0x1f], row].concat())
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use crate::import::mapping::GOOD;
	use serde_json::json;

	const HEAD: &str = "\u{feff}Half,Id,Name,Naics,Approved,Capital,Portion\n";

	fn read(body: &str) -> (Vec<Row>, Vec<BadRow>, u64) {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let text = format!("{HEAD}{body}");
		let mut rows = Rows::new(text.as_bytes(), "f.csv", &mapping, 20_000).unwrap();
		let (mut good, mut bad) = (Vec::new(), Vec::new());
		while let Some(row) = rows.next_row() {
			match row {
				Ok(row) => good.push(row),
				Err(row) => bad.push(row),
			}
		}
		(good, bad, rows.skipped)
	}

	#[test]
	fn a_row_becomes_an_enterprise_and_its_attestations() {
		let (good, bad, skipped) = read("0, 1004285007 ,\"SIMPLEX, INC\",531210,15074,328.12,0.5\n9,1,X,1,1,1,1\n");
		assert!(bad.is_empty() && skipped == 1, "{bad:?}");
		let row = &good[0];
		assert_eq!((row.line, row.number.to_string()), (2, "MO:SBA-1004285007".into()));
		assert_eq!(row.attestations, [(0, 5_000, 20_000)]);
		let registration = json!({
			"number": "MO:SBA-1004285007", "legalName": "SIMPLEX, INC", "industry": "K7030", "division": null,
			"founded": 11_421, "registeredCapital": 32_812, "capitalCurrency": "USD", "lei": null,
			"acceptOuterCheckMismatch": false,
		});
		assert_eq!(json!(row.registration), registration);
	}

	#[test]
	fn bad_rows_are_told_by_line_and_column_and_do_not_stop_the_others() {
		let long = "n".repeat(129);
		let body = format!(
			"0,1,A,1,15074,5,1\n0,toolongnumber1234,B,1,15074,5,1\n0,3,,1,15074,5,1\n0,4,{long},1,15074,5,1\n\
			 0,5,E,1,early,5,1\n0,6,F,1,15074,-5,1\n0,7,G,1,15074,5,half\n0,8,H,1\n0,9,I,1,15074,,\n"
		);
		let (good, bad, _) = read(&body);
		assert_eq!(good.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 10]);
		assert!(good[1].attestations.is_empty() && good[1].registration.registered_capital == 0);
		let told: Vec<String> = bad.iter().map(BadRow::to_string).collect();
		for (told, says) in told.iter().zip([
			"line 3, column Id",
			"line 4, column Name",
			"line 5, column Name",
			"line 6, column Approved",
			"line 7, column Capital",
			"line 8, column Portion",
			"line 9: 4 cells where the first line names 7 columns",
		]) {
			assert!(told.starts_with(says), "{told} / {says}");
		}
		assert_eq!(told.len(), 7);
	}

	#[test]
	fn a_file_without_a_column_is_refused_before_its_first_row() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let error = Rows::new("Half,Id\n0,1\n".as_bytes(), "f.csv", &mapping, 0).err().unwrap().to_string();
		assert_eq!(error, "f.csv: there is no column \"Name\", which the mapping names");
		assert!(Rows::new("".as_bytes(), "f.csv", &mapping, 0).is_err());
	}

	/// Gives some lines and then no more.
	pub struct Torn(pub &'static [u8]);

	impl Read for Torn {
		fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
			match std::mem::take(&mut self.0) {
				[] => Err(std::io::Error::other("the disk is gone")),
				mut bytes => bytes.read(into),
			}
		}
	}

	#[test]
	fn a_file_that_tears_is_told_once() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let mut rows = Rows::new(Torn(HEAD.as_bytes()), "f.csv", &mapping, 20_000).unwrap();
		let told = rows.next_row().unwrap().unwrap_err();
		assert!(told.reason.contains("cannot be read: the disk is gone"), "{told}");
		assert!(rows.next_row().is_none());
	}

	/// The second firm was missing, and the run ended as if nothing were wrong.
	#[test]
	fn a_stray_quote_loses_no_firm() {
		let (good, bad, _) = read("0,1,A,1,15074,5,\"1\n0,2,B,1,15074,5,1\n0,3,\"C,1,15074,5,1\n0,4,\"D,1,15074,5,1\n");
		assert_eq!(good.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
		let told: Vec<String> = bad.iter().map(BadRow::to_string).collect();
		for (told, says) in told.iter().zip([
			"line 2, column Portion: the quote",
			"line 4, column Name: the quote",
			"line 5, column Name: the quote",
		]) {
			assert!(told.starts_with(says), "{told}");
		}
		assert_eq!(told.len(), 3);
	}

	#[test]
	fn a_column_that_the_file_names_twice_is_refused() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let text = HEAD.replace("Half", "Portion,Half");
		let error = Rows::new(text.as_bytes(), "f.csv", &mapping, 0).err().unwrap().to_string();
		assert!(error.starts_with("f.csv: line 1: columns 1 and 8 are both named \"Portion\""), "{error}");
	}

	/// Such codes were issued. They were bad rows for ever, also when the register had them.
	#[test]
	fn a_code_issued_with_a_wrong_last_character_is_left_to_the_register_or_the_mapping() {
		let text = GOOD.replace(r#""kind": "macao", "prefix": "SBA-","#, r#""kind": "mainland", ACCEPT"#);
		for (accept, only_if_known, accepted) in
			[("", true, false), (r#""acceptOuterCheckMismatch": true,"#, false, true)]
		{
			let mapping = Mapping::parse(&text.replace("ACCEPT", accept), "m").unwrap();
			let read = |code: &str| {
				let csv = format!("{HEAD}0,{code},A,1,15074,5,1\n");
				Rows::new(csv.as_bytes(), "f.csv", &mapping, 20_000).unwrap().next_row().unwrap()
			};
			let odd = read("91350211MA5YY00453").unwrap();
			assert_eq!((odd.only_if_known, odd.registration.accept_outer_check_mismatch), (only_if_known, accepted));
			let sound = read("91440300708461136T").unwrap();
			assert!(!sound.only_if_known && !sound.registration.accept_outer_check_mismatch);
			assert!(read("91440300708461137T").unwrap_err().reason.contains("organisation code"));
		}
	}

	/// A firm of the national register, and decimals as tools write them.
	#[test]
	fn mainland_files_as_agencies_hand_them_over() {
		let mapping = r#"{
			"registration": {
				"number": { "kind": "mainland", "column": "uscc" }, "legalName": { "value": "N" }, "industry": { "value": "C39" },
				"founded": { "value": "2015-03-01" }, "capital": { "column": "capital", "numerator": 100, "currency": "CNY" }
			},
			"periodEnd": { "value": "2026-10-31" },
			"indicators": [{ "indicator": "5", "column": "growth", "numerator": 10000 }]
		}"#;
		let mapping = Mapping::parse(mapping, "m").unwrap();
		let csv =
			"uscc,capital,growth\r\n91440300MA5YY00107,5,0.00012208521548040532\r\n91442000MA5YY0029D,0E-8,0.1\r\n\
		           91100000MA5YY0037T,5,0.1\r\n,,\r\n";
		let mut rows = Rows::new(csv.as_bytes(), "f.csv", &mapping, 20_000).unwrap();
		let mut read = Vec::new();
		while let Some(row) = rows.next_row() {
			let row = row.unwrap();
			read.push((
				row.line,
				row.registration.registered_capital,
				row.attestations[0].1,
				row.registration.division,
			));
		}
		assert_eq!(read, [(2, 500, 1, None), (3, 0, 1_000, None), (4, 500, 1_000, None)]);
		assert_eq!(rows.count().blank, 1);
	}

	#[test]
	fn a_number_that_a_spreadsheet_spoiled_is_named() {
		let (good, bad, _) = read("0,12345.0,A,1,15074,5,1\n0,9.14E+17,B,1,15074,5,1\n");
		assert!(good.is_empty());
		assert!(
			bad[0].to_string().starts_with("line 2, column Id: \"12345.0\": a tool made a number of it"),
			"{}",
			bad[0]
		);
		assert!(bad[1].to_string().starts_with("line 3, column Id: \"9.14E+17\": a tool"), "{}", bad[1]);
	}

	#[test]
	fn a_founding_before_1970_is_refused_by_name() {
		let mapping = GOOD.replace(r#""Approved", "epoch": "1960-01-01""#, r#""Approved""#);
		let mapping = Mapping::parse(&mapping, "m").unwrap();
		let csv = format!("{HEAD}0,1,A,1,1958-10-01,5,1\n");
		let bad = Rows::new(csv.as_bytes(), "f.csv", &mapping, 20_000).unwrap().next_row().unwrap().unwrap_err();
		let told = bad.to_string();
		assert!(
			told.starts_with("line 2, column Approved: \"1958-10-01\": the day lies before 1970-01-01, the first"),
			"{told}"
		);
	}

	#[test]
	fn evidence_is_salted() {
		assert_ne!(evidence("a", b"row"), evidence("b", b"row"));
	}
}
