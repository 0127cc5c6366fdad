//! Workbooks for tests, in the few parts that a spreadsheet writes.

use std::{fmt::Write as _, fs::File, io::Write as _, path::Path};
use zip::{write::SimpleFileOptions, CompressionMethod, ZipWriter};

#[derive(Clone, Copy)]
#[allow(dead_code, reason = "each crate's tests need some of them")]
pub enum Cell {
	Blank,
	Text(&'static str),
	/// As the file has it.
	Number(&'static str),
	/// A day by its number.
	Day(u32),
	/// A formula that was never computed, and one that failed.
	Formula,
	Failed,
}

/// Sheets of rows; a row without cells is not written, as spreadsheets do.
pub fn workbook(path: &Path, sheets: &[(&str, Vec<Vec<Cell>>)], is_1904: bool) {
	let mut file = ZipWriter::new(File::create(path).unwrap());
	let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
	let mut put = |name: &str, text: &str| {
		file.start_file(name, stored).unwrap();
		file.write_all(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").as_bytes()).unwrap();
	};
	let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
	let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
	let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
	let (mut names, mut links) = (String::new(), String::new());
	for (place, (name, rows)) in sheets.iter().enumerate() {
		let number = place + 1;
		write!(names, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>").unwrap();
		write!(
			links,
			"<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
		)
		.unwrap();
		let data: String =
			rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).map(|(at, row)| written(at + 1, row)).collect();
		let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>");
		put(&format!("xl/worksheets/sheet{number}.xml"), &sheet);
	}
	write!(links, "<Relationship Id=\"rId99\" Type=\"{office}/styles\" Target=\"styles.xml\"/>").unwrap();
	put("_rels/.rels", &format!("<Relationships xmlns=\"{packages}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
	put("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"{packages}\">{links}</Relationships>"));
	let system = if is_1904 { "<workbookPr date1904=\"1\"/>" } else { "<workbookPr/>" };
	put(
		"xl/workbook.xml",
		&format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{system}<sheets>{names}</sheets></workbook>"),
	);
	put("xl/styles.xml", &format!("<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"));
	file.finish().unwrap();
}

fn written(line: usize, row: &[Cell]) -> String {
	let cells = row.iter().enumerate().map(|(place, cell)| {
		let at = format!("{}{line}", char::from(b'A' + u8::try_from(place).unwrap()));
		match cell {
			Cell::Blank => String::new(),
			Cell::Text(text) => {
				format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
			},
			Cell::Number(text) => format!("<c r=\"{at}\"><v>{text}</v></c>"),
			Cell::Day(day) => format!("<c r=\"{at}\" s=\"1\"><v>{day}</v></c>"),
			Cell::Formula => format!("<c r=\"{at}\"><f>A1+1</f></c>"),
			Cell::Failed => format!("<c r=\"{at}\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
		}
	});
	format!("<row r=\"{line}\">{}</row>", cells.collect::<String>())
}
