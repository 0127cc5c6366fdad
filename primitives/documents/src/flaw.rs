//! What is wrong with a document's number.

use alloc::string::String;
use core::fmt;

/// Why there is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
	/// Which number or field.
	pub field: &'static str,
	pub cause: Cause,
}

/// The kinds of flaws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
	/// Nothing is left of it.
	Empty,
	/// More than [`MAX_FIELD`](crate::MAX_FIELD) characters in canonical form.
	TooLong,
	/// The pattern does not hold: what was left of the field, and the pattern in words.
	Pattern { found: String, wanted: &'static str },
	/// A mainland VAT invoice is known by its fapiao number only.
	Mainland,
	/// The row is not verified, and was not switched on.
	Unverified,
	/// Outside 1 to 10^15 minor units.
	Amount,
	/// No such day, or outside 2000 to 2099.
	Day,
}

impl Flaw {
	pub(crate) fn new(field: &'static str, cause: Cause) -> Self {
		Self { field, cause }
	}

	pub(crate) fn pattern(field: &'static str, found: &str, wanted: &'static str) -> Self {
		Self::new(field, Cause::Pattern { found: found.into(), wanted })
	}
}

impl fmt::Display for Flaw {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{}: ", self.field)?;
		match &self.cause {
			Cause::Empty => f.write_str("it is empty. Write what is printed on the document"),
			Cause::TooLong => write!(f, "longer than {} characters. Is it the number alone?", crate::MAX_FIELD),
			Cause::Pattern { found, wanted } => {
				write!(f, "{found:?} has {} characters; {wanted}", found.chars().count())
			},
			Cause::Mainland => f.write_str(
				"the seller is a mainland firm: its VAT invoice is known by the fapiao number, 20 digits (or code and \
				 number). Give that",
			),
			Cause::Unverified => f.write_str(
				"the form of Macao registration numbers is not verified. Switch the unverified forms on, and expect that \
				 tokens made so may change",
			),
			Cause::Amount => f.write_str("write 0.01 to 10,000,000,000,000.00, in minor units 1 to 10^15"),
			Cause::Day => f.write_str("there is no such day between 2000 and 2099. Write year, month and day"),
		}
	}
}

impl core::error::Error for Flaw {}
