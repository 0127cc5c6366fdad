//! What is wrong with a cell.

use core::fmt;

/// What is wrong with a cell. Its sentence is for the command; a page has its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	/// A tool made a number of a code.
	Spoiled,
	/// No date in a form that is known.
	Date,
	/// The year stands last, and nobody said whether day or month stands first.
	Order,
	/// A time of day stands behind a date.
	Time,
	/// The calendar has no such day.
	NoSuchDay,
	/// The chain counts days from 1970 on.
	Before1970,
	/// A Macao number's register stands in brackets, and nobody said whether it is part of the number.
	Brackets,
	/// No letters of a register stand behind a Macao number.
	NoLetters,
	/// No decimal number.
	Decimal,
	/// The same, and commas may stand between thousands.
	Commas,
	/// A percentage where none was told of.
	UnaskedPercent,
	/// No percentage where one was told of.
	NoPercent,
	/// More than 64 bits.
	TooLarge,
}

impl Fault {
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::Spoiled => {
				"a tool made a number of it, and digits may be lost: format the column as text, enter the codes again, and export it \
				 anew as text"
			},
			Self::Date => "write a date as 2026-01-05, 2026/1/5, 20260105 or 2026年1月5日",
			Self::Order => {
				"the year stands last: say \"order\": \"dayMonth\" or \"monthDay\" in the mapping, or write 2026-01-05"
			},
			Self::Time => "a time stands behind the day: write the day alone",
			Self::NoSuchDay => "there is no such day",
			Self::Before1970 => {
				"the day lies before 1970-01-01, the first that the chain can state (it counts days from then, without a sign)"
			},
			Self::Brackets => {
				"its register stands in brackets: say \"suffix\": \"keep\" (12345 SO) or \"drop\" (12345) in the mapping"
			},
			Self::NoLetters => "no letters of a register stand behind a number here",
			Self::Decimal => "a decimal number such as -12.5 or 1.25E1 is expected",
			Self::Commas => {
				"a decimal number such as -12.5 is expected; if the commas stand between thousands, say \"thousands\": \",\" in the \
				 mapping"
			},
			Self::UnaskedPercent => {
				"a percentage: say \"percent\": true in the mapping if each cell of the column has the sign; 12.5% is then 0.125"
			},
			Self::NoPercent => {
				"a percentage such as 12.5% is expected, for the mapping says \"percent\": true: 12.5 may mean 12.5 or 12.5%"
			},
			Self::TooLarge => "the value does not fit a signed 64-bit integer",
		}
	}
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

/// Whether a tool made a number of what is none, such as `12345.0` or `9.14E+17` of a registration number: then digits may be
/// lost, and nothing tells which.
pub fn spoiled(cell: &str) -> bool {
	let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
	let zeros = |s: &str| !s.is_empty() && s.bytes().all(|b| b == b'0');
	let by_point = cell.split_once('.').is_some_and(|(whole, part)| is_number(whole) && zeros(part));
	let by_power = cell.split_once(['E', 'e']).is_some_and(|(digits, power)| {
		let power = power.strip_prefix('+').unwrap_or(power);
		let point = digits.split_once('.').is_some_and(|(whole, part)| is_number(whole) && is_number(part));
		is_number(power) && (point || cell.contains('+') && is_number(digits))
	});
	by_point || by_power
}
