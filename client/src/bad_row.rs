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
const NOT_UTF8: &str =
	"not UTF-8: if the file is in GBK, convert it (iconv -f GB18030 -t UTF-8 IN.csv > OUT.csv), or save it \
                        from a spreadsheet as CSV UTF-8";

impl BadRow {
	/// What a CSV reader stumbled over in a row that begins in `line`. `None`: it is not the row, nothing can be read.
	pub fn of_csv(line: u64, error: &csv::Error) -> Option<Self> {
		let line = error.position().map_or(line, |at| at.line());
		let reason = match error.kind() {
			csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
				format!("{len} cells where the first line names {expected_len} columns")
			},
			csv::ErrorKind::Utf8 { .. } => NOT_UTF8.into(),
			_ => return None,
		};
		Some(Self { line, column: None, reason })
	}

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
