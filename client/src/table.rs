//! A table in CSV or in an Excel workbook (.xlsx), one row in memory. CSV is read as RFC 4180 has it: a quote that does not close is
//! named by its line and swallows nothing: the row it stands in is bad, and the next line is read as a row again. Line ends may be
//! LF or CR LF.

use crate::{
	bad_row::{shown, BadRow, NOT_UTF8},
	error::{Error, Result},
	workbook::{Book, BookRow},
};
use std::{
	collections::VecDeque,
	fs::File,
	io::{BufRead, BufReader, Error as IoError, Read, Result as IoResult, Seek, SeekFrom},
	num::NonZeroU32,
	ops::Range,
	path::Path,
};

/// Bytes of the longest line, and of the longest cell over several lines.
const LONGEST: usize = 1 << 20;

/// Where in a file the table is.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Layout {
	/// Of a workbook: a sheet's name, or its place from 1. The only one if none is named.
	pub sheet: Option<String>,
	/// The row that names the columns, from 1: what stands above it is no part of the table. The first that is not blank if none
	/// is named.
	pub header_row: Option<NonZeroU32>,
}

/// Whether a file is a workbook, by the ending of its name.
pub fn is_workbook(path: &Path) -> bool {
	path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Where a next row begins. The byte means nothing in a workbook.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Place {
	pub byte: u64,
	/// Lines before it.
	pub lines: u64,
}

/// How many lines were read, and what they are. Every line is of one kind.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
	/// With the line that names the columns.
	pub lines: u64,
	/// Good or bad.
	pub rows: u64,
	/// Or above the row that names the columns.
	pub blank: u64,
	/// Further lines of cells in quotes.
	pub inside: u64,
}

/// A table of which a row names the columns.
pub struct Table<R> {
	input: Input<R>,
	/// Bytes of the file.
	size: u64,
	/// Lines that were looked at and given back.
	back: VecDeque<Vec<u8>>,
	at: Place,
	count: Count,
	headers: Vec<String>,
	record: Record,
	/// The line that names the columns: blank ones may come before.
	header_line: u64,
}

enum Input<R> {
	Csv(BufReader<R>),
	Book(Box<Book>),
}

/// The cells of a row, without the blanks around them.
#[derive(Default)]
struct Record {
	text: String,
	cells: Vec<Range<usize>>,
	/// Cells of a workbook without a value that could be read.
	faults: Vec<(usize, String)>,
}

/// What is wrong with a row: the line, the cell's place, why.
struct Fault {
	line: u64,
	cell: usize,
	reason: String,
}

impl Table<File> {
	pub fn open(path: &Path) -> Result<Self> {
		Self::open_at(path, &Layout::default())
	}

	/// The table that lies there: a workbook if the file's name ends in .xlsx, else CSV.
	pub fn open_at(path: &Path, layout: &Layout) -> Result<Self> {
		let place = path.display().to_string();
		let file = File::open(path).map_err(|e| Error::input(&place, e))?;
		let size = file.metadata().map_err(|e| Error::input(&place, e))?.len();
		let input = match (is_workbook(path), &layout.sheet) {
			(true, _) => Input::Book(Box::new(Book::open(path, layout).map_err(|e| Error::input(&place, e))?)),
			(false, None) => Input::csv(file),
			(false, Some(_)) => {
				return Err(Error::input(&place, "only a workbook (.xlsx) has sheets: leave out --sheet"))
			},
		};
		Ok(Self { size, ..Self::of(input, &place, layout.header_row)? })
	}

	/// Goes on where an earlier reader of the same file stopped.
	pub fn go_to(&mut self, place: Place) -> IoResult<()> {
		match &mut self.input {
			Input::Csv(input) => {
				input.seek(SeekFrom::Start(place.byte))?;
				self.back.clear();
			},
			Input::Book(book) => {
				while self.at.lines < place.lines {
					match book.next_row()? {
						Some(row) => self.at.lines = row.line,
						None => break,
					}
				}
			},
		}
		self.at = place;
		Ok(())
	}
}

impl<R: Read> Input<R> {
	fn csv(input: R) -> Self {
		Self::Csv(BufReader::with_capacity(1 << 16, input))
	}
}

impl<R: Read> Table<R> {
	/// Of CSV. `place` is what errors name.
	pub fn new(input: R, place: &str) -> Result<Self> {
		Self::of(Input::csv(input), place, None)
	}

	fn of(input: Input<R>, place: &str, header_row: Option<NonZeroU32>) -> Result<Self> {
		let mut table = Self {
			input,
			size: 0,
			back: VecDeque::new(),
			at: Place::default(),
			count: Count::default(),
			headers: Vec::new(),
			record: Record::default(),
			header_line: 1,
		};
		let bad = |reason: &dyn std::fmt::Display| Error::input(place, reason);
		let header_row = header_row.map(|row| u64::from(row.get()));
		table.pass_over(header_row.unwrap_or(1) - 1).map_err(|e| bad(&e))?;
		match table.read_row().map_err(|e| bad(&e))? {
			None => return Err(bad(&"it is empty: its first line names the columns")),
			Some(Err(fault)) => return Err(bad(&table.bad(fault))),
			Some(Ok(line)) => table.header_line = line,
		}
		if let Some(wanted) = header_row.filter(|wanted| *wanted != table.header_line) {
			return Err(bad(&format!("row {wanted}, which is to name the columns, is blank")));
		}
		if let Some((cell, why)) = table.record.faults.first() {
			return Err(bad(&format!("line {}, cell {}: {why}", table.header_line, cell + 1)));
		}
		table.headers = table.cells().map(str::to_string).collect();
		table.count.rows = 0;
		Ok(table)
	}

	/// Rows above the one that names the columns.
	fn pass_over(&mut self, lines: u64) -> IoResult<()> {
		match &mut self.input {
			Input::Csv(_) => {
				while self.at.lines < lines && self.take_line()?.is_some() {
					self.count.blank += 1;
				}
			},
			Input::Book(book) => book.skip_to(lines + 1)?,
		}
		Ok(())
	}

	/// The place of a column; nothing if there is none of that name. A name that two columns have names neither.
	pub fn column(&self, name: &str) -> std::result::Result<Option<usize>, String> {
		let mut places = self.headers.iter().enumerate().filter(|(_, header)| *header == name).map(|(place, _)| place);
		let first = places.next();
		match (first, places.next()) {
			(Some(first), Some(second)) => Err(format!(
				"line {}: columns {} and {} are both named {}: give each a name of its own",
				self.header_line,
				first + 1,
				second + 1,
				shown(name)
			)),
			_ => Ok(first),
		}
	}

	/// Where the next row begins.
	pub fn place(&self) -> Place {
		self.at
	}

	pub fn count(&self) -> Count {
		self.count
	}

	/// How far the file has been read, in bytes: of a workbook, as its rows tell.
	pub fn read_bytes(&self) -> u64 {
		match &self.input {
			Input::Csv(_) => self.at.byte,
			Input::Book(book) => {
				let part = u128::from(self.size) * u128::from(self.at.lines.min(book.total));
				part.checked_div(book.total.into()).and_then(|part| u64::try_from(part).ok()).unwrap_or_default()
			},
		}
	}

	/// That these cells of the row that was read last have values: a formula that failed has none.
	pub fn ensure_read(&self, places: impl IntoIterator<Item = usize>) -> std::result::Result<(), BadRow> {
		if self.record.faults.is_empty() {
			return Ok(());
		}
		let at = |place| self.record.faults.iter().find(|(at, _)| *at == place);
		match places.into_iter().find_map(at) {
			Some((cell, reason)) => Err(self.bad(Fault { line: self.at.lines, cell: *cell, reason: reason.clone() })),
			None => Ok(()),
		}
	}

	/// Reads the next row, and answers its line, or what is wrong with it; nothing at the end. Rows without a single filled
	/// cell are passed over.
	pub fn next_row(&mut self) -> IoResult<Option<std::result::Result<u64, BadRow>>> {
		Ok(match self.read_row()? {
			None => None,
			Some(Ok(line)) => Some(Ok(line)),
			Some(Err(fault)) => Some(Err(self.bad(fault))),
		})
	}

	/// A cell of the row that was read last.
	pub fn cell(&self, place: usize) -> Option<&str> {
		self.record.cells.get(place).and_then(|range| self.record.text.get(range.clone()))
	}

	/// All of them.
	pub fn cells(&self) -> impl Iterator<Item = &str> {
		(0..self.record.cells.len()).filter_map(|place| self.cell(place))
	}

	fn bad(&self, fault: Fault) -> BadRow {
		let column = self.headers.get(fault.cell).cloned();
		BadRow { line: fault.line, column, reason: fault.reason }
	}

	fn read_row(&mut self) -> IoResult<Option<std::result::Result<u64, Fault>>> {
		if let Input::Book(_) = self.input {
			return self.read_book_row();
		}
		loop {
			let line = self.at.lines + 1;
			let Some(mut first) = self.take_line()? else { return self.ensure_counted().map(|()| None) };
			if line == 1 && first.starts_with(b"\xef\xbb\xbf") {
				first.drain(..3);
			}
			let mut parts = Parts { bytes: Vec::with_capacity(first.len()), cells: Vec::new() };
			let read = self.split(first, line, &mut parts)?;
			if let Err(fault) = read {
				self.count.rows += 1;
				return Ok(Some(Err(fault)));
			}
			let text =
				String::from_utf8(parts.bytes).map_err(|_| Fault { line, cell: usize::MAX, reason: NOT_UTF8.into() });
			let text = match text {
				Ok(text) => text,
				Err(fault) => {
					self.count.rows += 1;
					return Ok(Some(Err(fault)));
				},
			};
			let cells: Vec<Range<usize>> = parts.cells.into_iter().map(|range| trimmed(&text, range)).collect();
			if cells.iter().all(Range::is_empty) {
				self.count.blank += 1;
				continue;
			}
			self.count.rows += 1;
			let (len, expected) = (cells.len(), self.headers.len());
			if expected > 0 && len != expected {
				let reason = format!("{len} cells where the first line names {expected} columns");
				return Ok(Some(Err(Fault { line, cell: usize::MAX, reason })));
			}
			self.record = Record { text, cells, faults: Vec::new() };
			return Ok(Some(Ok(line)));
		}
	}

	/// Rows of a sheet end with their last filled cell: only cells behind the last column make a row bad.
	fn read_book_row(&mut self) -> IoResult<Option<std::result::Result<u64, Fault>>> {
		loop {
			let Input::Book(book) = &mut self.input else { return Ok(None) };
			let Some(BookRow { line, cells, faults }) = book.next_row()? else {
				return self.ensure_counted().map(|()| None);
			};
			// A sheet names no blank rows.
			self.count.blank += line.saturating_sub(self.at.lines + 1);
			self.count.lines += line.saturating_sub(self.at.lines);
			self.at.lines = line;
			let mut record = Record { faults, ..Record::default() };
			for cell in &cells {
				let start = record.text.len();
				record.text.push_str(cell.trim());
				record.cells.push(start..record.text.len());
			}
			let is_filled =
				|place: &usize| !record.cells[*place].is_empty() || record.faults.iter().any(|(at, _)| at == place);
			let Some(last) = (0..cells.len()).rev().find(is_filled) else {
				self.count.blank += 1;
				continue;
			};
			self.count.rows += 1;
			let (len, expected) = (last + 1, self.headers.len());
			if expected > 0 && len > expected {
				let reason = format!("{len} cells where row {} names {expected} columns", self.header_line);
				return Ok(Some(Err(Fault { line, cell: usize::MAX, reason })));
			}
			let end = record.text.len();
			record.cells.resize(if expected > 0 { expected } else { len }, end..end);
			self.record = record;
			return Ok(Some(Ok(line)));
		}
	}

	/// That every line is a row, or is known for something else.
	fn ensure_counted(&self) -> IoResult<()> {
		let Count { lines, rows, blank, inside } = self.count;
		let named = u64::from(!self.headers.is_empty());
		if named + rows + blank + inside == lines {
			return Ok(());
		}
		Err(IoError::other(format!(
			"{rows} rows, {blank} blank lines and {inside} inside cells make no {lines} lines: report this"
		)))
	}

	/// Splits a row, whose cells in quotes may go on in further lines.
	fn split(&mut self, first: Vec<u8>, line: u64, parts: &mut Parts) -> IoResult<std::result::Result<(), Fault>> {
		let (mut row, mut number, mut at) = (first, line, 0);
		loop {
			let cell = parts.cells.len();
			let fault = |line, reason: String| Ok(Err(Fault { line, cell, reason }));
			let start = parts.bytes.len();
			if row.get(at) == Some(&b'"') {
				at += 1;
				let opened = number;
				let mut opening = None;
				// Lines that this cell goes on in: they are given back if its quote does not close.
				let mut further: Vec<Vec<u8>> = Vec::new();
				let why = loop {
					let Some(length) = row[at..].iter().position(|b| *b == b'"') else {
						parts.bytes.extend_from_slice(&row[at..]);
						if parts.bytes.len() - start > LONGEST {
							break Some("is not closed within 1 MiB");
						}
						let Some(next) = self.take_line()? else { break Some("is not closed by the end of the file") };
						further.push(next.clone());
						let last = std::mem::replace(&mut row, next);
						opening.get_or_insert(last);
						(number, at) = (number + 1, 0);
						continue;
					};
					parts.bytes.extend_from_slice(&row[at..at + length]);
					at += length + 1;
					match row.get(at) {
						Some(b'"') => {
							parts.bytes.push(b'"');
							at += 1;
						},
						None | Some(b',' | b'\n') => break None,
						Some(b'\r') if row.get(at + 1) == Some(&b'\n') => break None,
						Some(_) => break Some("is followed by a further quote, behind which the cell goes on"),
					}
				};
				let swallowed = opening.and_then(|line| self.swallowed(&line, &further));
				if let Some(why) = why {
					self.give_back(further);
					return fault(
						opened,
						format!("the quote that opens here {why}: take it out, or close it; inside a cell in quotes write \"\""),
					);
				}
				if let Some(place) = swallowed {
					self.give_back(further);
					let inside = opened + 1 + place as u64;
					return fault(
						opened,
						format!(
							"the quote that opens here takes in line {inside}, which is a row by itself: take the quote out; if the \
							 cell really has several lines, write it in one"
						),
					);
				}
				self.count.inside += further.len() as u64;
			} else {
				let length = row[at..].iter().position(|b| matches!(b, b',' | b'\n')).unwrap_or(row.len() - at);
				let mut bytes = &row[at..at + length];
				at += length;
				if row.get(at) != Some(&b',') {
					bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
				}
				if bytes.contains(&b'"') {
					return fault(
						number,
						"a quote stands inside the cell: write the cell in quotes, and \"\" for it".into(),
					);
				}
				if bytes.contains(&b'\r') {
					let reason = "a carriage return stands inside the cell: end lines with LF or CR LF";
					return fault(number, reason.into());
				}
				parts.bytes.extend_from_slice(bytes);
			}
			parts.cells.push(start..parts.bytes.len());
			match row.get(at) {
				Some(b',') => at += 1,
				_ => return Ok(Ok(())),
			}
		}
	}

	/// Whether a cell over several lines holds a line that is as wide as a row, after one that is: then it is no cell, but rows
	/// behind a stray quote. Answers its place.
	fn swallowed(&self, opening: &[u8], further: &[Vec<u8>]) -> Option<usize> {
		let commas = |line: &[u8]| line.iter().filter(|b| **b == b',').count();
		let width = self.headers.len().checked_sub(1).filter(|width| *width > 0)?;
		(commas(opening) >= width).then_some(())?;
		further.iter().position(|line| commas(line) == width)
	}

	/// A line with its end; nothing at the end of the file.
	fn take_line(&mut self) -> IoResult<Option<Vec<u8>>> {
		let line = match self.back.pop_front() {
			Some(line) => line,
			None => {
				let mut line = Vec::new();
				let Input::Csv(input) = &mut self.input else { return Ok(None) };
				input.take(LONGEST as u64 + 1).read_until(b'\n', &mut line)?;
				line
			},
		};
		if line.len() > LONGEST {
			let reason = format!("line {} is longer than 1 MiB: end lines with LF or CR LF", self.at.lines + 1);
			return Err(IoError::other(reason));
		}
		if line.is_empty() {
			return Ok(None);
		}
		self.at.byte += line.len() as u64;
		self.at.lines += 1;
		self.count.lines += 1;
		Ok(Some(line))
	}

	fn give_back(&mut self, lines: Vec<Vec<u8>>) {
		for line in lines.into_iter().rev() {
			self.at.byte -= line.len() as u64;
			self.at.lines -= 1;
			self.count.lines -= 1;
			self.back.push_front(line);
		}
	}
}

/// A row's cells as they stand in the file, quotes taken off.
struct Parts {
	bytes: Vec<u8>,
	cells: Vec<Range<usize>>,
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
	let cell = text.get(range.clone()).unwrap_or_default();
	let start = range.start + cell.len() - cell.trim_start().len();
	start..start + cell.trim().len()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Rows as `line: cells`, faults as they are told.
	fn read(text: &str) -> (Vec<String>, Count) {
		let mut table = Table::new(text.as_bytes(), "f.csv").unwrap();
		let mut told = Vec::new();
		while let Some(row) = table.next_row().unwrap() {
			told.push(match row {
				Ok(line) => format!("{line}: {}", table.cells().collect::<Vec<_>>().join("|")),
				Err(bad) => bad.to_string(),
			});
		}
		let Count { lines, rows, blank, inside } = table.count();
		assert_eq!(lines, 1 + rows + blank + inside, "no line is lost: {text}");
		(told, table.count())
	}

	/// One leaf was made of three rows.
	#[test]
	fn a_quote_that_does_not_close_takes_no_row_with_it() {
		let (told, count) = read("number,value,remark\nHK:00000001,1,\"late\nHK:00000002,2,\nHK:00000003,3,\n");
		assert!(
			told[0].starts_with("line 2, column remark: the quote that opens here is not closed by the end"),
			"{told:?}"
		);
		assert_eq!(told[1..], ["3: HK:00000002|2|", "4: HK:00000003|3|"]);
		assert_eq!((count.lines, count.rows), (4, 3));
	}

	/// Three leaves were made of five rows.
	#[test]
	fn two_stray_quotes_take_no_row_between_them() {
		let (told, _) = read("number,value,remark\nMO:1,1,\nMO:2,2,\"late\nMO:3,3,\nMO:4,4,\"moved\nMO:5,5,\n");
		assert!(told[1].starts_with("line 3, column remark: the quote that opens here is followed by"), "{told:?}");
		assert!(told[3].starts_with("line 5, column remark: the quote that opens here is not closed"), "{told:?}");
		assert_eq!((told[0].as_str(), told[2].as_str(), told[4].as_str()), ("2: MO:1|1|", "4: MO:3|3|", "6: MO:5|5|"));
	}

	/// By the RFC it is one cell; by its lines it is rows.
	#[test]
	fn two_quotes_that_close_each_other_over_rows_take_none() {
		for (text, bad) in [
			("a,b,c\n1,1,\"late\n2,2,\n3,3,\"\n4,4,\n", "line 2, column c: the quote that opens here takes in line 3"),
			("a,b,c\n1,\"late,3\n2,\",4\n5,5,5\n", "line 2, column b: the quote that opens here takes in line 3"),
		] {
			let (told, _) = read(text);
			assert!(told[0].starts_with(bad), "{told:?}");
		}
	}

	#[test]
	fn cells_in_quotes_hold_commas_quotes_and_lines() {
		let (told, count) = read("a,b\n\"x, y\",\"say \"\"so\"\"\"\n\"two\nlines\",2\n\"\",3\n");
		assert_eq!(told, ["2: x, y|say \"so\"", "3: two\nlines|2", "5: |3"]);
		assert_eq!((count.lines, count.rows, count.inside), (5, 3, 1));
	}

	#[test]
	fn a_quote_inside_a_cell_is_named() {
		let (told, _) = read("a,b\n1,5\" pipe\n2, \"x\"\n3,4\n");
		assert!(told[0].starts_with("line 2, column b: a quote stands inside the cell"), "{told:?}");
		assert!(told[1].starts_with("line 3, column b: a quote") && told[2] == "4: 3|4", "{told:?}");
	}

	/// They were one too low: the clerk mended the row above.
	#[test]
	fn lines_of_a_windows_file_are_counted_as_an_editor_counts_them() {
		for end in ["\n", "\r\n"] {
			let text = "a,b\n1,1\n2\n\n\"x\ny\",3\n4\n".replace('\n', end);
			let (told, _) = read(&text);
			assert_eq!(told[0], "2: 1|1");
			assert!(told[1].starts_with("line 3: 1 cells"), "{told:?}");
			assert!(told[2].starts_with("5: x"), "{told:?}");
			assert!(told[3].starts_with("line 7: 1 cells"), "{told:?}");
		}
		let old = Table::new("a,b\r1,2\r".as_bytes(), "f.csv").err().unwrap().to_string();
		assert!(old.contains("line 1") && old.contains("carriage return"), "{old}");
	}

	#[test]
	fn blank_rows_are_no_bad_rows() {
		let (told, count) = read("a,b\n\n1,2\n,\n  ,  \n\r\n3,4");
		assert_eq!(told, ["3: 1|2", "7: 3|4"]);
		assert_eq!(count.blank, 4);
	}

	#[test]
	fn a_name_that_two_columns_have_is_refused_when_it_is_asked_for() {
		let table = Table::new("a,b,a\n".as_bytes(), "f.csv").unwrap();
		assert_eq!((table.column("b"), table.column("c")), (Ok(Some(1)), Ok(None)));
		assert!(table.column("a").unwrap_err().starts_with("line 1: columns 1 and 3 are both named \"a\""));
	}

	#[test]
	fn marks_and_other_encodings() {
		let table = Table::new("\u{feff}\"a\",b\n".as_bytes(), "f.csv").unwrap();
		assert_eq!(table.column("a"), Ok(Some(0)));
		let mut table = Table::new(&b"a,b\n\xc8\xcb,1\n2,2\n"[..], "f.csv").unwrap();
		let bad = table.next_row().unwrap().unwrap().unwrap_err();
		assert!(bad.to_string().starts_with("line 2: not UTF-8"), "{bad}");
		assert_eq!(table.next_row().unwrap(), Some(Ok(3)));
		assert!(Table::new("".as_bytes(), "f.csv").err().unwrap().to_string().contains("empty"));
	}

	#[test]
	fn a_cell_without_end_is_not_held_in_memory() {
		let text = format!("a,b\n1,\"{}\n2,2\n", "x\n".repeat(LONGEST));
		let mut table = Table::new(text.as_bytes(), "f.csv").unwrap();
		let bad = table.next_row().unwrap().unwrap().unwrap_err();
		assert!(
			bad.to_string().starts_with("line 2, column b: the quote that opens here is not closed within 1 MiB"),
			"{bad}"
		);
		let long = format!("a,b\n1,{}\n", "x".repeat(LONGEST));
		let mut table = Table::new(long.as_bytes(), "f.csv").unwrap();
		assert!(table.next_row().unwrap_err().to_string().starts_with("line 2 is longer"));
	}
}
