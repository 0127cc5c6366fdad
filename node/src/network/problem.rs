use std::fmt;

/// Why a network's file is refused: one line that says where, in which field, and what is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
	/// Path of the file, or of the directory where a file is missing.
	pub file: String,
	/// Path of the field inside the file, as in `[3].edges`; empty for the file as a whole.
	pub field: String,
	pub reason: String,
}

impl Problem {
	pub fn new(file: impl fmt::Display, field: impl fmt::Display, reason: impl fmt::Display) -> Self {
		// One line, whatever the cause printed.
		let reason = reason.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
		Self { file: file.to_string(), field: field.to_string(), reason }
	}
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self.field.as_str() {
			"" | "." => write!(f, "{}: {}", self.file, self.reason),
			field => write!(f, "{}: {field}: {}", self.file, self.reason),
		}
	}
}

impl std::error::Error for Problem {}
