//! A Parquet table: the number in a column of text; values in a column of integers or text, commitments in one of text.

use super::{
	record::{BadRow, Row, Value},
	source::{read_row, read_value, Columns, Content, Position},
};
use crate::error::{Error, Result};
use parquet::{
	file::{reader::FileReader, serialized_reader::SerializedFileReader},
	record::{reader::RowIter, Field},
	schema::types::Type,
};
use std::{fs::File, path::Path};

pub struct Parquet {
	records: RowIter<'static>,
	columns: Columns,
	rows: u64,
	total: u64,
	place: String,
}

impl Parquet {
	/// Rows before the position are read and forgotten.
	pub fn open(path: &Path, columns: &Columns, from: Position) -> Result<Self> {
		let place = path.display().to_string();
		let bad = |reason: &dyn std::fmt::Display| Error::input(&place, reason);
		let file = File::open(path).map_err(|e| bad(&e))?;
		let file = SerializedFileReader::new(file).map_err(|e| bad(&e))?;
		let about = file.metadata().file_metadata();
		let total = u64::try_from(about.num_rows()).unwrap_or_default();
		let projection = projection(about.schema(), columns).map_err(|e| bad(&e))?;
		let records = RowIter::from_file_into(Box::new(file)).project(Some(projection)).map_err(|e| bad(&e))?;
		let mut parquet = Self { records, columns: columns.clone(), rows: 0, total, place };
		while parquet.rows < from.rows && parquet.next_row()?.is_some() {}
		Ok(parquet)
	}

	/// Rows read, and rows in all.
	pub fn progress(&self) -> (u64, u64) {
		(self.rows, self.total)
	}

	pub fn next_row(&mut self) -> Result<Option<std::result::Result<Row, BadRow>>> {
		let Some(row) = self.records.next() else { return Ok(None) };
		let row = row.map_err(|e| Error::input(&self.place, e))?;
		self.rows += 1;
		let field = |name: &str| row.get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field);
		let number = match field(&self.columns.number) {
			Some(Field::Str(text)) => text.as_str(),
			_ => "",
		};
		let value = match (self.columns.content, field(&self.columns.value)) {
			(Content::Values, Some(Field::Long(value))) => Ok(Value::Open(*value)),
			(Content::Values, Some(Field::Int(value))) => Ok(Value::Open((*value).into())),
			(_, Some(Field::Str(text))) => read_value(&self.columns, text),
			(_, None | Some(Field::Null)) => Err("the cell is empty".into()),
			(Content::Values, Some(_)) => Err("neither a 64-bit whole number nor text".into()),
			(Content::Commitments, Some(_)) => Err("not text".into()),
		};
		Ok(Some(read_row(&self.columns, self.rows, number, value)))
	}
}

/// The schema of the two columns alone, in the order of the file.
fn projection(schema: &Type, columns: &Columns) -> std::result::Result<Type, String> {
	let wanted = [&columns.number, &columns.value];
	let known = |name: &&&String| !schema.get_fields().iter().any(|field| field.name() == name.as_str());
	if let Some(lost) = wanted.iter().find(known) {
		return Err(format!("there is no column {lost:?}"));
	}
	let fields = schema.get_fields().iter().filter(|field| wanted.iter().any(|name| field.name() == name.as_str()));
	let projection = Type::group_type_builder(schema.name()).with_fields(fields.cloned().collect());
	projection.build().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;
	use parquet::{
		data_type::{ByteArray, ByteArrayType, Int64Type},
		file::writer::SerializedFileWriter,
		schema::parser::parse_message_type,
	};
	use std::sync::Arc;

	/// Two row groups of two rows each.
	fn table(path: &Path) {
		let schema = "message table { required int64 id; optional binary number (UTF8); optional int64 value; }";
		let schema = Arc::new(parse_message_type(schema).unwrap());
		let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, Default::default()).unwrap();
		for (numbers, values) in [(["MO:1", "MO:bad"], [10, 20]), (["MO:3", "HK:12345678"], [30, 40])] {
			let mut group = writer.next_row_group().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			column.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
			column.close().unwrap();
			let mut column = group.next_column().unwrap().unwrap();
			let numbers = numbers.map(|number| ByteArray::from(number));
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

	#[test]
	fn a_table_is_read_and_gone_on_with() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("table.parquet");
		table(&path);
		let columns = Columns { number: "number".into(), value: "value".into(), content: Content::Values };
		let mut source = Parquet::open(&path, &columns, Position::default()).unwrap();
		assert_eq!(source.progress(), (0, 4));
		let row = source.next_row().unwrap().unwrap().unwrap();
		assert_eq!((row.line, row.key.to_string(), row.value[1]), (1, "MO:1".into(), 10));
		assert!(source.next_row().unwrap().unwrap().unwrap_err().to_string().starts_with("line 2, column number"));
		let third = source.next_row().unwrap().unwrap().unwrap();
		let empty = source.next_row().unwrap().unwrap().unwrap_err();
		assert_eq!(empty.to_string(), "line 4, column value: the cell is empty");
		assert_eq!(source.next_row().unwrap(), None);

		let mut later = Parquet::open(&path, &columns, Position { rows: 2, ..Position::default() }).unwrap();
		assert_eq!(later.next_row().unwrap().unwrap().unwrap(), third);
		let columns = Columns { value: "worth".into(), ..columns };
		let lost = Parquet::open(&path, &columns, Position::default()).err().unwrap();
		assert!(lost.to_string().contains("no column \"worth\""));
	}
}
