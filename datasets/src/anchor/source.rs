//! The agency's table, row by row: CSV or Parquet, by the ending of its name.

use super::{
	parquet::Parquet,
	record::{figure, Key, Row},
};
use crate::{
	bad_row::BadRow,
	error::{Error, Result},
};
use serde::{Deserialize, Serialize};
use std::{fs::File, path::Path};

/// The names of the two columns: registration numbers, and whole numbers of the indicator's unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Columns {
	pub number: String,
	pub value: String,
}

/// Where a next row begins. What it means is the source's own affair.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Position {
	pub rows: u64,
	pub byte: u64,
	pub line: u64,
}

pub enum Source {
	Csv(Box<Csv>),
	Parquet(Box<Parquet>),
}

/// A row, or what is wrong with it.
pub type Outcome = std::result::Result<Row, BadRow>;

impl Source {
	pub fn open(path: &Path, columns: &Columns, from: Position) -> Result<Self> {
		match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
			Some("csv") => Csv::open(path, columns, from).map(|csv| Self::Csv(Box::new(csv))),
			Some("parquet") => Parquet::open(path, columns, from).map(|parquet| Self::Parquet(Box::new(parquet))),
			_ => Err(Error::input(path.display(), "its name must end in .csv or .parquet")),
		}
	}

	/// `None` at the end of the file.
	pub fn next_row(&mut self) -> Result<Option<Outcome>> {
		match self {
			Self::Csv(csv) => csv.next_row(),
			Self::Parquet(parquet) => parquet.next_row(),
		}
	}

	/// Where the next row begins.
	pub fn position(&self) -> Position {
		match self {
			Self::Csv(csv) => csv.position(),
			Self::Parquet(parquet) => Position { rows: parquet.progress().0, ..Position::default() },
		}
	}

	/// How much has been read, and of how much: bytes of CSV, rows of Parquet.
	pub fn progress(&self) -> (u64, u64) {
		match self {
			Self::Csv(csv) => (csv.reader.position().byte(), csv.size),
			Self::Parquet(parquet) => parquet.progress(),
		}
	}
}

pub fn read_row(columns: &Columns, line: u64, number: &str, value: std::result::Result<i64, String>) -> Outcome {
	let bad = |column: &String| {
		let column = Some(column.clone());
		move |reason| BadRow { line, column, reason }
	};
	let key = Key::read(number).map_err(bad(&columns.number))?;
	let value = value.map_err(bad(&columns.value))?;
	Ok(Row { line, key, value })
}

/// A CSV file whose first line names its columns.
pub struct Csv {
	reader: csv::Reader<File>,
	record: csv::StringRecord,
	columns: Columns,
	number: usize,
	value: usize,
	size: u64,
	place: String,
}

impl Csv {
	fn open(path: &Path, columns: &Columns, from: Position) -> Result<Self> {
		let place = path.display().to_string();
		let file = File::open(path).map_err(|e| Error::input(&place, e))?;
		let size = file.metadata().map_err(|e| Error::input(&place, e))?.len();
		let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).buffer_capacity(1 << 16).from_reader(file);
		let headers = reader.headers().map_err(|e| Error::input(&place, e))?.clone();
		let find = |name: &str| {
			let is_it = |header: &str| header.trim_start_matches('\u{feff}').trim_matches('"') == name;
			let lost = || Error::input(&place, format!("there is no column {name:?} in its first line"));
			headers.iter().position(is_it).ok_or_else(lost)
		};
		let (number, value) = (find(&columns.number)?, find(&columns.value)?);
		if from != Position::default() {
			let mut at = csv::Position::new();
			at.set_byte(from.byte).set_line(from.line).set_record(from.rows);
			reader.seek(at).map_err(|e| Error::input(&place, e))?;
		}
		let record = csv::StringRecord::new();
		Ok(Self { reader, record, columns: columns.clone(), number, value, size, place })
	}

	fn position(&self) -> Position {
		let at = self.reader.position();
		Position { rows: at.record(), byte: at.byte(), line: at.line() }
	}

	fn next_row(&mut self) -> Result<Option<Outcome>> {
		let line = self.reader.position().line();
		match self.reader.read_record(&mut self.record) {
			Ok(false) => return Ok(None),
			Ok(true) => {},
			Err(error) => {
				return match BadRow::of_csv(line, &error) {
					Some(bad) => Ok(Some(Err(bad))),
					None => Err(Error::input(&self.place, error)),
				}
			},
		}
		let line = self.record.position().map_or(line, |at| at.line());
		let cell = |at: usize| self.record.get(at).unwrap_or_default();
		Ok(Some(read_row(&self.columns, line, cell(self.number), figure(cell(self.value)))))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::io::Write;

	fn columns() -> Columns {
		Columns { number: "number".into(), value: "value".into() }
	}

	fn file(text: &str) -> tempfile::NamedTempFile {
		let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
		file.write_all(text.as_bytes()).unwrap();
		file
	}

	#[test]
	fn good_rows_are_read_and_bad_ones_named_by_line() {
		let file = file(
			"name,number,value\nA,HK:12345678,5\nB,HK:1,5\n\"two\nlines\",MO:1,x\nC,MO:2\nD,CN:91440300708461136T,-7\n",
		);
		let mut source = Source::open(file.path(), &columns(), Position::default()).unwrap();
		let mut rows = Vec::new();
		while let Some(row) = source.next_row().unwrap() {
			rows.push(row.map(|row| (row.line, row.key.to_string())).map_err(|bad| bad.to_string()));
		}
		assert_eq!(rows[0], Ok((2, "HK:12345678".into())));
		assert_eq!(rows[1], Err("line 3, column number: wrong length or character for its place".into()));
		assert!(rows[2].as_ref().unwrap_err().starts_with("line 4, column value: \"x\" is not a whole number"));
		assert!(rows[3].as_ref().unwrap_err().starts_with("line 6: 2 cells"));
		assert_eq!(rows[4], Ok((7, "CN:91440300708461136T".into())));
		assert_eq!(rows.len(), 5);
		let (read, of) = source.progress();
		assert_eq!(read, of);
	}

	#[test]
	fn reading_goes_on_where_it_stopped() {
		let file = file("number,value\nMO:1,1\nMO:2,2\nMO:3,3\n");
		let open = |from| Source::open(file.path(), &columns(), from).unwrap();
		let mut source = open(Position::default());
		source.next_row().unwrap();
		let mut later = open(source.position());
		let row = later.next_row().unwrap().unwrap().unwrap();
		assert_eq!((row.line, row.key.to_string()), (3, "MO:2".into()));
		assert_eq!(source.next_row().unwrap().unwrap().unwrap(), row);
	}

	#[test]
	fn a_file_that_cannot_be_read_says_why() {
		let open = |file: &Path| Source::open(file, &columns(), Position::default()).err().unwrap();
		assert!(open(file("number,worth\n").path()).to_string().contains("no column \"value\""));
		assert!(open(Path::new("table.xlsx")).to_string().contains(".csv or .parquet"));
		assert!(open(Path::new("no-such.csv")).to_string().contains("no-such.csv"));
	}
}
