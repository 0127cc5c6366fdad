//! The agency's table, row by row: CSV, an Excel workbook or Parquet, by the ending of its name.

use super::{
	mapped::Mapped,
	parquet::Parquet,
	record::{figure, Key, Row},
};
use crate::{
	bad_row::BadRow,
	error::{Error, Result},
	import::Cells,
	table::{Layout, Place, Table},
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fs::File, path::Path};

/// The names of the two columns: registration numbers, and whole numbers of the indicator's unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Columns {
	pub number: String,
	pub value: String,
}

/// How a table is read.
#[derive(Clone, Debug)]
pub struct Reading {
	pub columns: Columns,
	/// By the mapping of an import: the columns are then its own.
	pub mapped: Option<Mapped>,
	pub layout: Layout,
}

impl From<Columns> for Reading {
	fn from(columns: Columns) -> Self {
		Self { columns, mapped: None, layout: Layout::default() }
	}
}

impl Reading {
	/// The columns that are read, registration numbers first.
	pub fn names(&self) -> Vec<&str> {
		match &self.mapped {
			None => vec![&self.columns.number, &self.columns.value],
			Some(mapped) => mapped.columns(),
		}
	}

	/// Whether the mapping's filter lets a row through: one that it leaves out need not be whole.
	pub fn wants(&self, cells: Cells<'_>) -> bool {
		self.mapped.as_ref().is_none_or(|mapped| mapped.wants(cells))
	}

	/// A row by its cells; nothing if its value is not known.
	pub fn row(&self, line: u64, cells: Cells<'_>) -> std::result::Result<Option<Row>, BadRow> {
		match &self.mapped {
			None => {
				let Columns { number, value } = &self.columns;
				read_row(&self.columns, line, cells(number), figure(cells(value))).map(Some)
			},
			Some(mapped) => mapped.row(line, cells),
		}
	}
}

/// Where a next row begins. What it means is the source's own affair.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Position {
	pub rows: u64,
	pub byte: u64,
	/// Lines before it.
	pub line: u64,
	/// Lines of these that are no rows: the one with the names, blank ones, further ones of cells in quotes.
	#[serde(default)]
	pub no_rows: u64,
	/// Rows before it that the mapping left out.
	#[serde(default)]
	pub left_out: u64,
}

pub enum Source {
	Csv(Box<Csv>),
	Parquet(Box<Parquet>),
}

/// A row, or what is wrong with it.
pub type Outcome = std::result::Result<Row, BadRow>;

impl Source {
	pub fn open(path: &Path, reading: &Reading, from: Position) -> Result<Self> {
		match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
			Some("csv" | "xlsx") => Csv::open(path, reading, from).map(|csv| Self::Csv(Box::new(csv))),
			Some("parquet") if reading.layout != Layout::default() => {
				Err(Error::input(path.display(), "a Parquet table has no sheets and no row of names: leave these out"))
			},
			Some("parquet") => Parquet::open(path, reading, from).map(|parquet| Self::Parquet(Box::new(parquet))),
			_ => Err(Error::input(path.display(), "its name must end in .csv, .xlsx or .parquet")),
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
			Self::Parquet(parquet) => {
				Position { rows: parquet.progress().0, left_out: parquet.left_out(), ..Position::default() }
			},
		}
	}

	/// That every line of CSV that was read is a row, or is known for something else.
	pub fn ensure_counted(&self) -> Result<()> {
		let Self::Csv(csv) = self else { return Ok(()) };
		let Position { rows, line, no_rows, .. } = csv.position();
		if rows + no_rows != line {
			let reason =
				format!("{rows} rows were read and {no_rows} lines that are none, of {line} lines: report this");
			return Err(Error::input(&csv.place, reason));
		}
		Ok(())
	}

	/// How much has been read, and of how much: bytes of CSV and of a workbook, rows of Parquet.
	pub fn progress(&self) -> (u64, u64) {
		match self {
			Self::Csv(csv) => (csv.table.read_bytes(), csv.size),
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

/// A CSV file or a workbook's sheet, of which a row names the columns.
pub struct Csv {
	table: Table<File>,
	reading: Reading,
	/// Of the columns that are read.
	places: HashMap<String, usize>,
	/// Rows read, of an interrupted run too.
	rows: u64,
	/// Of an interrupted run.
	no_rows_before: u64,
	left_out: u64,
	size: u64,
	place: String,
}

impl Csv {
	fn open(path: &Path, reading: &Reading, from: Position) -> Result<Self> {
		let place = path.display().to_string();
		let mut table = Table::open_at(path, &reading.layout)?;
		let size = std::fs::metadata(path).map_err(|e| Error::input(&place, e))?.len();
		let mut places = HashMap::new();
		for name in reading.names() {
			let lost = || format!("there is no column {name:?} in the row that names them");
			let at = table.column(name).and_then(|at| at.ok_or_else(lost)).map_err(|why| Error::input(&place, why))?;
			places.insert(name.to_string(), at);
		}
		if from != Position::default() {
			let at = Place { byte: from.byte, lines: from.line };
			table.go_to(at).map_err(|e| Error::input(&place, e))?;
		}
		// The line with the names is read each time, and counted once.
		let no_rows_before = from.no_rows.saturating_sub(table.count().lines);
		let (rows, left_out) = (from.rows, from.left_out);
		Ok(Self { table, reading: reading.clone(), places, rows, no_rows_before, left_out, size, place })
	}

	fn position(&self) -> Position {
		let (at, count) = (self.table.place(), self.table.count());
		let no_rows = self.no_rows_before + count.lines - count.rows;
		Position { rows: self.rows, byte: at.byte, line: at.lines, no_rows, left_out: self.left_out }
	}

	fn next_row(&mut self) -> Result<Option<Outcome>> {
		loop {
			let line = match self.table.next_row().map_err(|e| Error::input(&self.place, e))? {
				None => return Ok(None),
				Some(line) => line,
			};
			self.rows += 1;
			let cells = |name: &str| self.places.get(name).and_then(|at| self.table.cell(*at)).unwrap_or_default();
			let row = line.and_then(|line| {
				if !self.reading.wants(&cells) {
					return Ok(None);
				}
				self.table.ensure_read(self.places.values().copied())?;
				self.reading.row(line, &cells)
			});
			match row {
				Ok(None) => self.left_out += 1,
				Ok(Some(row)) => return Ok(Some(Ok(row))),
				Err(bad) => return Ok(Some(Err(bad))),
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::io::Write;

	fn columns() -> Reading {
		Columns { number: "number".into(), value: "value".into() }.into()
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
		for mut source in [later, source] {
			while source.next_row().unwrap().is_some() {}
			source.ensure_counted().unwrap();
			assert_eq!(source.position(), Position { rows: 3, byte: 34, line: 4, no_rows: 1, left_out: 0 });
		}
	}

	#[test]
	fn a_file_that_cannot_be_read_says_why() {
		let open = |file: &Path| Source::open(file, &columns(), Position::default()).err().unwrap();
		assert!(open(file("number,worth\n").path()).to_string().contains("no column \"value\""));
		assert!(open(Path::new("table.ods")).to_string().contains(".csv, .xlsx or .parquet"));
		assert!(open(Path::new("no-such.csv")).to_string().contains("no-such.csv"));
	}
}
