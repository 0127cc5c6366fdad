//! A Parquet table: the number in a column of text, values in a column of whole numbers or text.

use super::{
	record::{figure, Row},
	source::{read_row, Outcome, Position, Reading},
};
use crate::{
	bad_row::{shown, BadRow},
	error::{Error, Result},
};
use parquet::{
	basic::{Compression, ConvertedType, Repetition, Type as Physical},
	file::{
		metadata::ParquetMetaData,
		reader::FileReader,
		serialized_reader::{ReadOptionsBuilder, SerializedFileReader},
	},
	record::{reader::RowIter, Field, Row as Record},
	schema::types::Type,
};
use std::{collections::HashMap, fmt, fs::File, path::Path};

pub struct Parquet {
	records: RowIter<'static>,
	reading: Reading,
	rows: u64,
	left_out: u64,
	total: u64,
	place: String,
}

impl Parquet {
	/// Row groups that end before the position are not read. Of the one in which it lies, earlier rows are read and
	/// forgotten. Memory holds one page of either column, however long a row group is.
	pub fn open(path: &Path, reading: &Reading, from: Position) -> Result<Self> {
		let place = path.display().to_string();
		let bad = |reason: &dyn fmt::Display| Error::input(&place, reason);
		let file = File::open(path).map_err(|e| bad(&e))?;
		let mut end = 0;
		let options = ReadOptionsBuilder::new().with_predicate(Box::new(move |group, _| {
			end += count(group.num_rows());
			end > from.rows
		}));
		let file = SerializedFileReader::new_with_options(file, options.build()).map_err(|e| bad(&e))?;
		let about = file.metadata().file_metadata();
		let total = count(about.num_rows());
		let left: u64 = file.metadata().row_groups().iter().map(|group| count(group.num_rows())).sum();
		let projection = projection(about.schema(), &reading.names()).map_err(|e| bad(&e))?;
		readable(file.metadata(), &reading.names()).map_err(|e| bad(&e))?;
		let records = RowIter::from_file_into(Box::new(file)).project(Some(projection)).map_err(|e| bad(&e))?;
		let rows = total.saturating_sub(left);
		let mut parquet = Self { records, reading: reading.clone(), rows, left_out: 0, total, place };
		while parquet.rows < from.rows && parquet.next_record()?.is_some() {}
		parquet.left_out = from.left_out;
		Ok(parquet)
	}

	/// Rows read, and rows in all.
	pub fn progress(&self) -> (u64, u64) {
		(self.rows, self.total)
	}

	/// Rows read that the mapping left out.
	pub fn left_out(&self) -> u64 {
		self.left_out
	}

	pub fn next_row(&mut self) -> Result<Option<Outcome>> {
		while let Some(record) = self.next_record()? {
			match self.row(&record) {
				Ok(None) => self.left_out += 1,
				Ok(Some(row)) => return Ok(Some(Ok(row))),
				Err(bad) => return Ok(Some(Err(bad))),
			}
		}
		Ok(None)
	}

	fn next_record(&mut self) -> Result<Option<Record>> {
		let Some(record) = self.records.next() else { return Ok(None) };
		let record = record.map_err(|e| Error::input(&self.place, e))?;
		self.rows += 1;
		Ok(Some(record))
	}

	fn row(&self, record: &Record) -> std::result::Result<Option<Row>, BadRow> {
		let field = |name: &str| record.get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field);
		if self.reading.mapped.is_some() {
			return self.mapped(record);
		}
		let columns = &self.reading.columns;
		let number = match field(&columns.number) {
			Some(Field::Str(text)) => text.as_str(),
			Some(Field::Bytes(bytes)) => text(bytes.data()).unwrap_or(NOT_TEXT),
			_ => "",
		};
		let value = field(&columns.value).map_or_else(|| Err(EMPTY.into()), |field| self.value(field));
		read_row(columns, self.rows, number, value).map(Some)
	}

	/// By a mapping, which reads texts: numbers as they would be written in CSV.
	fn mapped(&self, record: &Record) -> std::result::Result<Option<Row>, BadRow> {
		let mut cells = HashMap::new();
		for (name, field) in record.get_column_iter() {
			let cell = match field {
				Field::Null => Ok(String::new()),
				Field::Str(text) => Ok(text.trim().to_string()),
				Field::Bytes(bytes) => {
					text(bytes.data()).map(|text| text.trim().to_string()).ok_or_else(|| NOT_TEXT.into())
				},
				other => self.value(other).map(|number| number.to_string()),
			};
			let bad = |reason| BadRow { line: self.rows, column: Some(name.clone()), reason };
			cells.insert(name.as_str(), cell.map_err(bad)?);
		}
		let cells = |name: &str| cells.get(name).map_or("", String::as_str);
		match self.reading.wants(&cells) {
			true => self.reading.row(self.rows, &cells),
			false => Ok(None),
		}
	}

	fn value(&self, field: &Field) -> std::result::Result<i64, String> {
		match *field {
			Field::Str(ref text) => figure(text),
			Field::Bytes(ref bytes) => text(bytes.data()).ok_or_else(|| NOT_TEXT.into()).and_then(figure),
			Field::Decimal(ref number) => {
				whole(number.data()).ok_or_else(|| "the number is over 2^63 - 1, or under -2^63".into())
			},
			Field::Null => Err(EMPTY.into()),
			Field::Byte(value) => Ok(value.into()),
			Field::Short(value) => Ok(value.into()),
			Field::Int(value) => Ok(value.into()),
			Field::Long(value) => Ok(value),
			Field::UByte(value) => Ok(value.into()),
			Field::UShort(value) => Ok(value.into()),
			Field::UInt(value) => Ok(value.into()),
			Field::ULong(value) => i64::try_from(value).map_err(|_| format!("{value} is over 2^63 - 1")),
			ref other => Err(format!("{} is not a whole number", shown(&other.to_string()))),
		}
	}
}

const EMPTY: &str = "the cell is empty";

const NOT_TEXT: &str = "the cell's bytes are no text in UTF-8";

/// Text of a column of bytes, such as ClickHouse's `String` and `FixedString`: the latter is filled up with zeros.
fn text(bytes: &[u8]) -> Option<&str> {
	std::str::from_utf8(bytes).ok().map(|text| text.trim_end_matches('\0'))
}

/// The number of a decimal without decimal places: the highest byte comes first, and has the sign.
fn whole(bytes: &[u8]) -> Option<i64> {
	let sign = bytes.first().filter(|first| **first >= 0x80).map_or(0, |_| 0xff);
	let (high, low) = bytes.split_at(bytes.len().saturating_sub(8));
	let mut full = [sign; 8];
	full[8 - low.len()..].copy_from_slice(low);
	let number = i64::from_be_bytes(full);
	(high.iter().all(|byte| *byte == sign) && (number < 0) == (sign != 0)).then_some(number)
}

/// That the columns are compressed as this program reads it.
fn readable(about: &ParquetMetaData, columns: &[&str]) -> std::result::Result<(), String> {
	for name in columns {
		let parts = about.row_groups().iter().flat_map(|group| group.columns());
		let mut parts = parts.filter(|part| part.column_path().parts().first().is_some_and(|part| part == name));
		parts.try_for_each(|part| is_read(name, part.compression()))?;
	}
	Ok(())
}

fn is_read(column: &str, compression: Compression) -> std::result::Result<(), String> {
	match compression {
		Compression::LZO => {
			Err(format!("column {column:?} is written with LZO: write it with Snappy, Zstandard or uncompressed"))
		},
		_ => Ok(()),
	}
}

/// Parquet counts with a sign.
fn count(rows: i64) -> u64 {
	u64::try_from(rows).unwrap_or_default()
}

/// The schema of these columns alone, in the order of the file: the first is of registration numbers.
fn projection(schema: &Type, columns: &[&str]) -> std::result::Result<Type, String> {
	for (place, name) in columns.iter().enumerate() {
		let wanted = if place == 0 { Wanted::Text } else { Wanted::TextOrIntegers };
		let Some(field) = schema.get_fields().iter().find(|field| field.name() == *name) else {
			return Err(format!("there is no column {name:?}"));
		};
		if !suits(field, wanted) {
			let wanted = if wanted == Wanted::Text { "text" } else { "whole numbers or text" };
			return Err(format!("column {name:?} is of {}, and not of {wanted}: write it so", kind(field)));
		}
	}
	let fields = schema.get_fields().iter().filter(|field| columns.contains(&field.name()));
	let projection = Type::group_type_builder(schema.name()).with_fields(fields.cloned().collect());
	projection.build().map_err(|e| e.to_string())
}

/// What a column may be of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
	Text,
	TextOrIntegers,
}

/// What a column is of, in the words of its file.
fn kind(field: &Type) -> String {
	let about = field.get_basic_info();
	match about.converted_type() {
		_ if !field.is_primitive() => "groups".into(),
		ConvertedType::NONE => field.get_physical_type().to_string(),
		converted => format!("{} ({converted})", field.get_physical_type()),
	}
}

/// Whether a column is of that.
fn suits(field: &Type, wanted: Wanted) -> bool {
	use ConvertedType::{DECIMAL, ENUM, INT_16, INT_32, INT_64, INT_8, NONE, UINT_16, UINT_32, UINT_64, UINT_8, UTF8};
	let about = field.get_basic_info();
	if !field.is_primitive() || about.has_repetition() && about.repetition() == Repetition::REPEATED {
		return false;
	}
	match (field.get_physical_type(), about.converted_type()) {
		(Physical::BYTE_ARRAY, UTF8 | ENUM | NONE) => true,
		// Others of a fixed length say what they are: half floats, identifiers.
		(Physical::FIXED_LEN_BYTE_ARRAY, NONE) => about.logical_type_ref().is_none(),
		(Physical::INT32 | Physical::INT64 | Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY, DECIMAL) => {
			wanted == Wanted::TextOrIntegers && matches!(field, Type::PrimitiveType { scale: 0 | -1, .. })
		},
		(
			Physical::INT32 | Physical::INT64,
			NONE | INT_8 | INT_16 | INT_32 | INT_64 | UINT_8 | UINT_16 | UINT_32 | UINT_64,
		) => wanted == Wanted::TextOrIntegers,
		_ => false,
	}
}

#[cfg(test)]
pub mod tests {
	use super::{super::source::Columns, *};
	use parquet::{
		data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type},
		file::properties::WriterProperties,
		file::writer::SerializedFileWriter,
		schema::parser::parse_message_type,
	};
	use std::sync::Arc;

	fn writer(path: &Path, schema: &str) -> SerializedFileWriter<File> {
		let schema = Arc::new(parse_message_type(&format!("message table {{ {schema} }}")).unwrap());
		SerializedFileWriter::new(File::create(path).unwrap(), schema, Default::default()).unwrap()
	}

	/// A table of text, so many rows to a row group.
	pub fn write_text(path: &Path, rows: &[(&str, &str)], per_group: usize) {
		let mut writer = writer(path, "required binary number (UTF8); required binary value (UTF8);");
		for rows in rows.chunks(per_group) {
			let mut group = writer.next_row_group().unwrap();
			for cells in [rows.iter().map(|r| r.0).collect::<Vec<_>>(), rows.iter().map(|r| r.1).collect()] {
				let mut column = group.next_column().unwrap().unwrap();
				let cells: Vec<_> = cells.into_iter().map(ByteArray::from).collect();
				column.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
				column.close().unwrap();
			}
			group.close().unwrap();
		}
		writer.close().unwrap();
	}

	/// Two row groups of two rows each, and a column that nobody asks for.
	fn table(path: &Path) {
		let mut writer = writer(path, "required int64 id; optional binary number (UTF8); optional int64 value;");
		for (numbers, values) in [(["MO:1", "MO:bad"], [10, 20]), (["MO:3", "HK:12345678"], [30, 40])] {
			let mut group = writer.next_row_group().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			column.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
			column.close().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			let numbers = numbers.map(ByteArray::from);
			column.typed::<ByteArrayType>().write_batch(&numbers, Some(&[1, 1]), None).unwrap();
			column.close().unwrap();
			// The last value of the second group is missing.
			let levels = [1, i16::from(values[0] == 10)];
			let given = if levels[1] == 1 { &values[..] } else { &values[..1] };
			let mut column = group.next_column().unwrap().unwrap();
			column.typed::<Int64Type>().write_batch(given, Some(&levels), None).unwrap();
			column.close().unwrap();
			group.close().unwrap();
		}
		writer.close().unwrap();
	}

	fn columns() -> Reading {
		Columns { number: "number".into(), value: "value".into() }.into()
	}

	fn open(path: &Path, rows: u64) -> Parquet {
		Parquet::open(path, &columns(), Position { rows, ..Position::default() }).unwrap()
	}

	fn next(source: &mut Parquet) -> Row {
		source.next_row().unwrap().unwrap().unwrap()
	}

	#[test]
	fn a_table_is_read_and_gone_on_with() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		table(&path);
		let mut source = open(&path, 0);
		assert_eq!(source.progress(), (0, 4));
		let row = next(&mut source);
		assert_eq!((row.line, row.key.to_string(), row.value), (1, "MO:1".into(), 10));
		assert!(source.next_row().unwrap().unwrap().unwrap_err().to_string().starts_with("line 2, column number"));
		let third = next(&mut source);
		let empty = source.next_row().unwrap().unwrap().unwrap_err();
		assert_eq!(empty.to_string(), "line 4, column value: the cell is empty");
		assert_eq!(source.next_row().unwrap(), None);

		let mut later = open(&path, 2);
		assert_eq!((later.progress(), next(&mut later)), ((2, 4), third));
		let mut later = open(&path, 1);
		assert_eq!(later.progress(), (1, 4));
		assert_eq!(later.next_row().unwrap().unwrap().unwrap_err().line, 2);
		assert_eq!(open(&path, 4).next_row().unwrap(), None);
	}

	#[test]
	fn what_was_read_before_is_not_read_again() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		write_text(&path, &[("MO:1", "1"), ("MO:2", "2"), ("MO:3", "3"), ("MO:4", "4")], 2);
		// Nothing of the first row group can be read any more.
		let mut bytes = std::fs::read(&path).unwrap();
		bytes[4..60].fill(0xff);
		std::fs::write(&path, bytes).unwrap();
		let mut source = open(&path, 0);
		assert!(source.next_row().is_err());
		let mut later = open(&path, 3);
		assert_eq!((later.progress(), next(&mut later).key.to_string()), ((3, 4), "MO:4".into()));
	}

	/// "Disabled feature at compile time: flate2".
	#[test]
	fn a_table_that_another_tool_wrote_with_gzip_is_read() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		std::fs::write(&path, include_bytes!("gzip.parquet")).unwrap();
		let mut source = open(&path, 0);
		let rows = [(); 3].map(|()| next(&mut source).key.to_string());
		assert_eq!(rows, ["CN:91440300MA5YY00107", "HK:12345678", "MO:SO 12345"]);
		assert_eq!(source.next_row().unwrap(), None);
	}

	#[test]
	fn each_compression_is_read_or_named_with_the_way_out() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		for compression in [
			Compression::UNCOMPRESSED,
			Compression::SNAPPY,
			Compression::GZIP(Default::default()),
			Compression::BROTLI(Default::default()),
			Compression::LZ4,
			Compression::LZ4_RAW,
			Compression::ZSTD(Default::default()),
		] {
			let schema = parse_message_type("message table { required binary number (UTF8); required int64 value; }");
			let properties = WriterProperties::builder().set_compression(compression).build();
			let file = File::create(&path).unwrap();
			let mut writer = SerializedFileWriter::new(file, Arc::new(schema.unwrap()), Arc::new(properties)).unwrap();
			let mut group = writer.next_row_group().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			let numbers: Vec<_> = (0..500).map(|n| ByteArray::from(format!("MO:{n}").as_str())).collect();
			column.typed::<ByteArrayType>().write_batch(&numbers, None, None).unwrap();
			column.close().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			column.typed::<Int64Type>().write_batch(&(0..500).collect::<Vec<_>>(), None, None).unwrap();
			column.close().unwrap();
			group.close().unwrap();
			writer.close().unwrap();
			let mut source = open(&path, 499);
			let last = next(&mut source);
			assert_eq!((last.key.to_string(), last.value), ("MO:499".into(), 499), "{compression:?}");
			assert_eq!(is_read("number", compression), Ok(()));
		}
		let refused = is_read("number", Compression::LZO).unwrap_err();
		assert_eq!(refused, "column \"number\" is written with LZO: write it with Snappy, Zstandard or uncompressed");
	}

	/// As ClickHouse writes `FixedString` and `Decimal(38, 0)`.
	#[test]
	fn bytes_are_read_as_text_and_decimals_without_places_as_numbers() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		let schema =
			"required fixed_len_byte_array(8) number; required fixed_len_byte_array(16) value (DECIMAL(38,0));";
		let mut writer = writer(&path, schema);
		let mut group = writer.next_row_group().unwrap();
		let fixed = |bytes: Vec<u8>| FixedLenByteArray::from(bytes);
		let numbers =
			[b"MO:1\0\0\0\0".to_vec(), b"MO:2\0\0\0\0".to_vec(), b"MO:\xff\xff\xff\xff\xff".to_vec()].map(fixed);
		let values = [7i128, -5, 1].map(|value| fixed(value.to_be_bytes().to_vec()));
		for cells in [numbers, values] {
			let mut column = group.next_column().unwrap().unwrap();
			column.typed::<FixedLenByteArrayType>().write_batch(&cells, None, None).unwrap();
			column.close().unwrap();
		}
		group.close().unwrap();
		writer.close().unwrap();
		let mut source = open(&path, 0);
		let rows = [next(&mut source), next(&mut source)].map(|row| (row.key.to_string(), row.value));
		assert_eq!(rows, [("MO:1".into(), 7), ("MO:2".into(), -5)]);
		assert_eq!(source.next_row().unwrap().unwrap().unwrap_err().line, 3);
		for (number, expected) in [
			(i64::MAX.into(), Some(i64::MAX)),
			(i64::MIN.into(), Some(i64::MIN)),
			(1i128 << 63, None),
			(-1 - (1i128 << 63), None),
		] {
			assert_eq!(whole(&i128::to_be_bytes(number)), expected);
		}
		assert_eq!((whole(&[0xff, 0xfe]), whole(&[]), whole(&[1, 0])), (Some(-2), Some(0), Some(256)));
	}

	#[test]
	fn a_column_that_cannot_hold_it_is_refused_as_a_whole() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		let reason = |schema: &str| {
			writer(&path, schema).close().unwrap();
			Parquet::open(&path, &columns(), Position::default()).err().map(|e| e.to_string()).unwrap_or_default()
		};
		let text = "required binary number (UTF8);";
		for (schema, says) in [
			("required int64 number; required int64 value;", "column \"number\" is of INT64, and not of text"),
			(
				"required binary number (UTF8); required int64 value (DECIMAL(9,2));",
				"column \"value\" is of INT64 (DECIMAL)",
			),
			("required binary number (UTF8); required int64 worth;", "no column \"value\""),
			(
				"required binary number (UTF8); required double value;",
				"column \"value\" is of DOUBLE, and not of whole numbers or text",
			),
			("required binary number (UTF8); required int32 value (DATE);", "and not of whole"),
			("required binary number (UTF8); repeated int64 value;", "and not of whole"),
		] {
			let reason = reason(schema);
			assert!(reason.contains(says), "{reason} / {says}");
		}
		for value in ["int32", "int64", "optional int64"] {
			let value = if value.starts_with("optional") { value.into() } else { format!("required {value}") };
			assert_eq!(reason(&format!("{text} {value} value;")), "");
		}
		for value in
			["int64 value (DECIMAL(18,0))", "binary value (ENUM)", "binary value", "fixed_len_byte_array(16) value"]
		{
			assert_eq!(reason(&format!("{text} required {value};")), "");
		}
		std::fs::write(&path, "PAR1 and no more").unwrap();
		assert!(Parquet::open(&path, &columns(), Position::default()).is_err());
	}
}
