//! A sheet of an Excel workbook (.xlsx), row by row. A thread of its own reads it, a few hundred rows ahead; the texts that the
//! workbook keeps once for all sheets are in memory.

use crate::table::Layout;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use std::{
	fs::File,
	io::{BufReader, Error as IoError, Result as IoResult},
	path::Path,
	sync::mpsc::{sync_channel, Receiver, SyncSender},
	thread,
};

/// Rows that are handed over together, and how many such parts wait.
const TOGETHER: usize = 128;
const AHEAD: usize = 4;
/// Columns of the widest sheet.
const COLUMNS: u32 = 16_384;

/// A row, its number as the spreadsheet shows it. Cells that hold nothing are empty texts.
pub struct BookRow {
	pub line: u64,
	pub cells: Vec<String>,
	/// Cells without a value that could be read: their places, and why.
	pub faults: Vec<(usize, String)>,
}

/// What the thread says: first how many rows the sheet says it has, then these.
enum Told {
	Rows(u64),
	Part(Vec<BookRow>),
	Broken(String),
}

pub struct Book {
	told: Receiver<Told>,
	part: std::vec::IntoIter<BookRow>,
	/// A row that was looked at.
	back: Option<BookRow>,
	/// As the sheet says, for a bar.
	pub total: u64,
	broken: bool,
}

impl Book {
	pub fn open(path: &Path, layout: &Layout) -> Result<Self, String> {
		let file = File::open(path).map_err(|e| e.to_string())?;
		let (teller, told) = sync_channel(AHEAD);
		let sheet = layout.sheet.clone();
		thread::Builder::new()
			.name("workbook".into())
			.spawn(move || {
				// Whoever does not listen any more has read enough.
				if let Err(Some(why)) = read(file, sheet.as_deref(), &teller) {
					let _ = teller.send(Told::Broken(why));
				}
			})
			.map_err(|e| e.to_string())?;
		match told.recv() {
			Ok(Told::Rows(total)) => Ok(Self { told, part: Vec::new().into_iter(), back: None, total, broken: false }),
			Ok(Told::Broken(why)) => Err(why),
			_ => Err(String::from("the workbook cannot be read")),
		}
	}

	/// Passes over the rows before this one.
	pub fn skip_to(&mut self, line: u64) -> IoResult<()> {
		while let Some(row) = self.next_row()? {
			if row.line >= line {
				self.back = Some(row);
				break;
			}
		}
		Ok(())
	}

	/// Nothing at the end of the sheet.
	pub fn next_row(&mut self) -> IoResult<Option<BookRow>> {
		if let Some(row) = self.back.take() {
			return Ok(Some(row));
		}
		loop {
			if let Some(row) = self.part.next() {
				return Ok(Some(row));
			}
			if self.broken {
				return Ok(None);
			}
			match self.told.recv() {
				Ok(Told::Part(part)) if !part.is_empty() => self.part = part.into_iter(),
				// An empty part is the end.
				Ok(Told::Part(_) | Told::Rows(_)) => self.broken = true,
				Ok(Told::Broken(why)) => {
					self.broken = true;
					return Err(IoError::other(why));
				},
				Err(_) => {
					self.broken = true;
					return Err(IoError::other("the workbook's reader ended before the sheet did: report this"));
				},
			}
		}
	}
}

/// Why reading ended early: a reason, or that nobody listens.
type Ended = Option<String>;

fn read(file: File, sheet: Option<&str>, teller: &SyncSender<Told>) -> Result<(), Ended> {
	let broken = |e: calamine::XlsxError| Some(format!("{e}: is it an Excel workbook (.xlsx) without a password?"));
	let mut book = Xlsx::new(BufReader::new(file)).map_err(broken)?;
	let name = chosen(&book, sheet).map_err(Some)?;
	let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
	let tell = |told| teller.send(told).map_err(|_| None);
	tell(Told::Rows(u64::from(cells.dimensions().end.0) + 1))?;
	let mut part: Vec<BookRow> = Vec::new();
	while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
		let (line, place) = (u64::from(cell.pos.0) + 1, cell.pos.1);
		let last = part.last().map_or(0, |row| row.line);
		if line != last {
			if line < last {
				return Err(Some(format!("row {line} stands behind row {last}")));
			}
			if part.len() > TOGETHER {
				// The newest row stays: later rows are compared with it.
				let newest = part.split_off(part.len() - 1);
				tell(Told::Part(std::mem::replace(&mut part, newest)))?;
			}
			part.push(BookRow { line, cells: Vec::new(), faults: Vec::new() });
		}
		let Some(row) = part.last_mut() else { continue };
		let value = text(&cell.value, cell.formula.is_some());
		if value.as_ref().is_ok_and(String::is_empty) {
			continue;
		}
		let place = usize::try_from(place).ok().filter(|place| *place >= row.cells.len() && cell.pos.1 < COLUMNS);
		let place = place.ok_or_else(|| Some(format!("the cells of row {line} stand in no order")))?;
		row.cells.resize(place, String::new());
		row.cells.push(value.unwrap_or_else(|why| {
			row.faults.push((place, why.into()));
			String::new()
		}));
	}
	if !part.is_empty() {
		tell(Told::Part(part))?;
	}
	tell(Told::Part(Vec::new()))
}

/// The sheet that is meant: by its name, else by its place from 1; the only one that can be seen if none is named.
fn chosen<RS: std::io::Read + std::io::Seek>(book: &Xlsx<RS>, wanted: Option<&str>) -> Result<String, String> {
	let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
	let names: Vec<&str> = sheets.clone().map(|sheet| sheet.name.as_str()).collect();
	let quoted = |names: &[&str]| names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
	if let Some(wanted) = wanted {
		let by_place = wanted.parse::<usize>().ok().and_then(|place| names.get(place.checked_sub(1)?));
		let found = names.iter().find(|name| **name == wanted).or(by_place);
		return found
			.map(ToString::to_string)
			.ok_or_else(|| format!("it has no sheet {wanted:?}: its sheets are {}", quoted(&names)));
	}
	let seen: Vec<&str> =
		sheets.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.as_str()).collect();
	match seen.as_slice() {
		[] => Err("it has no sheet that can be seen: name one with --sheet".into()),
		[one] => Ok((*one).into()),
		many => Err(format!("it has the sheets {}: say with --sheet NAME which is meant", quoted(many))),
	}
}

/// A cell as text: what was typed as text stays as it is, a number is the shortest decimal that names it, a date is as
/// `2026-01-05`, with its time if it has one.
fn text(value: &DataRef<'_>, is_formula: bool) -> Result<String, &'static str> {
	match value {
		DataRef::Empty if is_formula => {
			Err("a formula that was never computed stands here: open the workbook in a spreadsheet and save it")
		},
		DataRef::Empty => Ok(String::new()),
		DataRef::String(text) => Ok(text.clone()),
		DataRef::SharedString(text) => Ok((*text).into()),
		DataRef::Int(number) => Ok(number.to_string()),
		DataRef::Float(number) => decimal(*number),
		DataRef::Bool(yes) => Ok(if *yes { "TRUE" } else { "FALSE" }.into()),
		DataRef::DateTime(moment) if moment.is_datetime() => day(moment),
		DataRef::DateTimeIso(text) => Ok(text.clone()),
		DataRef::DateTime(_) | DataRef::DurationIso(_) => Err("a length of time stands here"),
		DataRef::Error(_) => Err("a formula that failed stands here: mend it in the workbook"),
	}
}

/// A workbook keeps a number as a double, of which 15 digits are sure. From 10^15 it is written with its power, as a spreadsheet
/// shows it: so it is told from a code, of which digits would be lost.
fn decimal(number: f64) -> Result<String, &'static str> {
	match number.abs() {
		size if !size.is_finite() => Err("no number stands here"),
		size if size >= 1e15 => Ok(format!("{number:E}").replacen('E', "E+", 1)),
		_ => Ok(number.to_string()),
	}
}

fn day(moment: &ExcelDateTime) -> Result<String, &'static str> {
	if moment.as_f64() < 0.0 {
		return Err("a date before the first that a workbook has stands here");
	}
	let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
	Ok(match (hour, minute, second, milli) {
		(0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
		_ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
	})
}

#[cfg(test)]
mod made;

#[cfg(test)]
mod tests {
	use super::{
		made::{workbook, Cell, Cell::*},
		*,
	};
	use crate::table::{Count, Layout, Place, Table};
	use calamine::ExcelDateTimeType;
	use std::num::NonZeroU32;

	/// Rows as `line: cells`, faults as they are told.
	fn read(table: &mut Table<std::fs::File>) -> Vec<String> {
		let mut told = Vec::new();
		while let Some(row) = table.next_row().unwrap() {
			told.push(match row.and_then(|line| table.ensure_read(0..9).map(|()| line)) {
				Ok(line) => format!("{line}: {}", table.cells().collect::<Vec<_>>().join("|")),
				Err(bad) => bad.to_string(),
			});
		}
		told
	}

	fn clerks() -> Vec<Vec<Cell>> {
		vec![
			vec![Text("企业名单"), Blank, Blank, Blank],
			vec![],
			vec![Text("代码"), Text("日期"), Text("金额"), Text("备注")],
			vec![Text("91440300708461136T"), Day(46_027), Number("1234.5")],
			vec![Number("9.14403007084611E+17"), Text("2026年1月5日"), Number("12"), Text(" 迁出 ")],
			vec![],
			vec![Blank, Blank, Blank, Blank],
			vec![Text("MO:1"), Day(46_027), Formula],
			vec![Text("MO:2"), Day(46_027), Failed],
			vec![Text("MO:3"), Blank, Number("0.1"), Blank, Text("x")],
			vec![Text("合计"), Blank, Number("1E+16")],
		]
	}

	fn third() -> Layout {
		Layout { header_row: NonZeroU32::new(3), ..Layout::default() }
	}

	#[test]
	fn rows_of_a_sheet_are_read_as_those_of_csv() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("名单.XLSX");
		workbook(&path, &[("Sheet1", clerks())], false);
		let mut table = Table::open_at(&path, &third()).unwrap();
		assert_eq!(table.column("金额"), Ok(Some(2)));
		let told = read(&mut table);
		assert_eq!(told[0], "4: 91440300708461136T|2026-01-05|1234.5|");
		assert_eq!(told[1], "5: 9.14403007084611E+17|2026年1月5日|12|迁出");
		assert!(told[2].starts_with("line 8, column 金额: a formula that was never computed"), "{told:?}");
		assert!(told[3].starts_with("line 9, column 金额: a formula that failed"), "{told:?}");
		assert!(told[4].starts_with("line 10: 5 cells where row 3 names 4 columns"), "{told:?}");
		assert_eq!(told[5], "11: 合计||1E+16|");
		assert_eq!(told.len(), 6);
		assert_eq!(table.count(), Count { lines: 11, rows: 6, blank: 4, inside: 0 });
		assert_eq!(table.read_bytes(), std::fs::metadata(&path).unwrap().len());
	}

	#[test]
	fn dates_of_the_1904_system_are_the_same_days() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("mac.xlsx");
		workbook(&path, &[("S", vec![vec![Text("day")], vec![Day(46_027 - 1_462)]])], true);
		assert_eq!(read(&mut Table::open(&path).unwrap()), ["2: 2026-01-05"]);
	}

	#[test]
	fn a_sheet_is_chosen_by_name_or_place_and_never_by_chance() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("two.xlsx");
		let sheet = |text| vec![vec![Text("a")], vec![Text(text)]];
		workbook(&path, &[("一月", sheet("1")), ("二月", sheet("2"))], false);
		let open =
			|sheet: Option<&str>| Table::open_at(&path, &Layout { sheet: sheet.map(Into::into), ..Layout::default() });
		let refused = |sheet| open(sheet).err().unwrap().to_string();
		assert_eq!(read(&mut open(Some("二月")).unwrap()), ["2: 2"]);
		assert_eq!(read(&mut open(Some("1")).unwrap()), ["2: 1"]);
		assert!(refused(None).contains("\"一月\", \"二月\": say with --sheet"), "{}", refused(None));
		assert!(refused(Some("三月")).contains("no sheet \"三月\"") && refused(Some("0")).contains("no sheet"));
		let csv = folder.path().join("f.csv");
		std::fs::write(&csv, "a\n1\n").unwrap();
		let layout = Layout { sheet: Some("1".into()), ..Layout::default() };
		assert!(Table::open_at(&csv, &layout).err().unwrap().to_string().contains("--sheet"));
	}

	#[test]
	fn a_row_of_names_is_chosen_in_csv_too() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.csv");
		std::fs::write(&path, "企业名单\n\na,b\n1,2\n").unwrap();
		let mut table = Table::open_at(&path, &third()).unwrap();
		assert_eq!(read(&mut table), ["4: 1|2"]);
		let blank = Layout { header_row: NonZeroU32::new(2), ..Layout::default() };
		assert!(Table::open_at(&path, &blank).err().unwrap().to_string().contains("row 2"));
	}

	#[test]
	fn reading_goes_on_in_a_sheet_where_it_stopped() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.xlsx");
		workbook(&path, &[("S", clerks())], false);
		let mut first = Table::open_at(&path, &third()).unwrap();
		for _ in 0..2 {
			first.next_row().unwrap();
		}
		let mut later = Table::open_at(&path, &third()).unwrap();
		later.go_to(Place { byte: 0, lines: first.place().lines }).unwrap();
		assert_eq!(read(&mut later), read(&mut first));
	}

	#[test]
	fn more_rows_than_are_read_ahead_come_in_their_order() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.xlsx");
		let rows = (0..2_000).map(|_| vec![Text("x")]).collect();
		workbook(&path, &[("S", rows)], false);
		let told = read(&mut Table::open(&path).unwrap());
		assert_eq!((told.len(), told[0].as_str(), told[1_998].as_str()), (1_999, "2: x", "2000: x"));
		// Whoever stops early leaves no reader behind that waits for ever.
		drop(Table::open(&path).unwrap());
	}

	#[test]
	fn what_is_no_workbook_says_so() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.xlsx");
		std::fs::write(&path, "a,b\n1,2\n").unwrap();
		let refused = Table::open(&path).err().unwrap().to_string();
		assert!(refused.contains("f.xlsx: ") && refused.contains("is it an Excel workbook"), "{refused}");
	}

	#[test]
	fn a_number_is_the_shortest_decimal_that_names_it() {
		for (number, text) in [
			(12345.0, "12345"),
			(-0.5, "-0.5"),
			(0.1, "0.1"),
			(1234567.89, "1234567.89"),
			(0.00012208521548040532, "0.00012208521548040532"),
			(1.2e-7, "0.00000012"),
			(999_999_999_999_999.0, "999999999999999"),
			// Digits of a code may be lost: it cannot pass for one.
			(914_403_007_084_611_360.0, "9.1440300708461133E+17"),
			(1e15, "1E+15"),
		] {
			let read = decimal(number).unwrap();
			assert_eq!(read.parse::<f64>().unwrap(), number, "{read}");
			if number < 1e17 {
				assert_eq!(read, text);
			}
			assert_eq!(crate::bad_row::spoiled(&read).is_some(), number >= 1e15, "{read}");
		}
		assert!(decimal(f64::NAN).is_err());
	}

	#[test]
	fn dates_are_days_of_either_system() {
		let of = |value, is_1904| day(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)).unwrap();
		assert_eq!(of(46_027.0, false), "2026-01-05");
		assert_eq!(of(46_027.0 - 1_462.0, true), "2026-01-05");
		assert_eq!(of(46_027.5, false), "2026-01-05 12:00:00");
		assert_eq!(of(25_569.0, false), "1970-01-01");
	}

	#[test]
	fn what_holds_no_value_says_so() {
		assert!(text(&DataRef::Empty, true).unwrap_err().contains("never computed"));
		assert!(text(&DataRef::Error(calamine::CellErrorType::Div0), true).unwrap_err().contains("failed"));
		assert_eq!(text(&DataRef::Empty, false), Ok(String::new()));
		assert_eq!(text(&DataRef::String(String::new()), true), Ok(String::new()));
		assert_eq!(text(&DataRef::Bool(true), false), Ok("TRUE".into()));
	}
}
