//! What stands in a cell of a file for other programs, and how one is written.

use lingnan_types::{Amount, Day};

/// In major units, without groups: `8884.88`.
pub fn amount(minor: Amount) -> String {
	format!("{}.{:02}", minor / 100, minor % 100)
}

/// The same of an amount that may be below nothing.
pub fn signed(minor: i128) -> String {
	let sign = if minor < 0 { "-" } else { "" };
	let minor = minor.unsigned_abs();
	format!("{sign}{}.{:02}", minor / 100, minor % 100)
}

/// `2026-11-30`.
pub fn day(date: u32) -> String {
	Day(date).to_string()
}

/// The same in JSON.
pub fn iso<S: serde::Serializer>(date: &u32, to: S) -> Result<S::Ok, S::Error> {
	to.collect_str(&Day(*date))
}

/// What somebody wrote. Spreadsheets take some beginnings for a formula: an apostrophe before them keeps it a text.
pub fn text(written: &str) -> String {
	match written.starts_with(['=', '+', '-', '@', '\t', '\r']) {
		true => format!("'{written}"),
		false => written.to_string(),
	}
}

/// Records under a heading, as RFC 4180 has them.
pub fn table<const N: usize>(heading: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
	let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
	let mut written = writer.write_record(heading);
	for row in rows {
		written = written.and_then(|()| writer.write_record(&row));
	}
	// Memory takes all that is written, and rows are as long as their heading.
	let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
	String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_are_in_major_units() {
		assert_eq!([amount(0), amount(5), amount(888_488)], ["0.00", "0.05", "8884.88"]);
		assert_eq!([signed(-5), signed(-888_488), signed(7)], ["-0.05", "-8884.88", "0.07"]);
	}

	/// The attack: a payment's reference that a spreadsheet runs.
	#[test]
	fn payer_writes_a_formula() {
		assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
		assert_eq!(text("PAY-1"), "PAY-1");
		assert_eq!(table(["a"], [[text("+1,\"2")]]), "a\r\n\"'+1,\"\"2\"\r\n");
	}
}
