//! What is wrong with a row of a table: where, what, how to correct it.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::fmt;

/// A row that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BadRow {
	/// The line of a CSV file, the row of a Parquet file, counted from 1.
	pub line: u64,
	pub column: Option<String>,
	pub reason: String,
}

/// Tables of Chinese offices often come in GBK.
pub(crate) const NOT_UTF8: &str =
	"not UTF-8: if the file is in GBK, convert it (iconv -f GB18030 -t UTF-8 IN.csv > OUT.csv), or save it \
                        from a spreadsheet as CSV UTF-8";

/// Characters of a cell that an error repeats: it may hold what is nobody else's business.
const SHOWN: usize = 20;

/// Whether a tool made a number of what is none: then digits may be lost, and nothing tells which.
pub fn spoiled(cell: &str) -> Option<&'static str> {
	lingnan_cells::spoiled(cell).then(|| lingnan_cells::Fault::Spoiled.as_str())
}

/// A cell in an error: no more than its first 20 characters.
pub fn shown(cell: &str) -> String {
	match cell.char_indices().nth(SHOWN) {
		None => format!("{cell:?}"),
		Some((end, _)) => format!("{:?}…", cell.get(..end).unwrap_or_default()),
	}
}

impl BadRow {
	pub fn to_json(&self) -> Value {
		json!({ "line": self.line, "column": self.column, "reason": self.reason })
	}
}

impl fmt::Display for BadRow {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match &self.column {
			Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.reason),
			None => write!(f, "line {}: {}", self.line, self.reason),
		}
	}
}

#[cfg(test)]
mod tests {
	#[test]
	fn numbers_that_a_tool_spoiled_are_told() {
		for cell in ["12345.0", "12345.00", "9.14E+17", "9.1440300708461E17", "9E+17"] {
			assert!(super::spoiled(cell).is_some(), "{cell}");
		}
		// 91440300E08461136T has an E, and a Macao number may have a point.
		for cell in ["91440300708461136T", "12345678", "SO 12345/A.-", "123E45", "1.5", ".0", "MO-1.0"] {
			assert!(super::spoiled(cell).is_none(), "{cell}");
		}
	}

	#[test]
	fn an_error_never_repeats_a_whole_cell() {
		assert_eq!(super::shown("12345678901234567890"), "\"12345678901234567890\"");
		assert_eq!(super::shown(&"税".repeat(30)), format!("\"{}\"…", "税".repeat(20)));
	}
}
