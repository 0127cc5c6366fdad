//! Firms, as forms name them.

use crate::{
	field::free,
	flaw::{Cause, Flaw},
	Rules,
};
use alloc::{format, string::String};
use core::fmt;

const FIELD: &str = "seller or issuer";
const HONG_KONG: &str =
	"a Hong Kong number begins with eight digits, or a letter and seven digits; the rest of the certificate number \
	 (branch, month, year, check) may follow";
const MAINLAND: &str = "a mainland firm has a Unified Social Credit Code of 18 characters";
const PLACE: &str = "write the place before the number: CN:, HK: or MO:";

/// A firm in canonical form: `CN:` and 18 characters, `HK:` and 8, or `MO:`, letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Firm(String);

impl Firm {
	/// Reads `CN:91440300708461136T`, `HK 12345678-000-03-27-8`, `MO 12345 (SO)`; 18 characters alone are a mainland code.
	pub fn read(text: &str, rules: Rules) -> Result<Self, Flaw> {
		let written = free(FIELD, text)?;
		let placed = |place: &str| written.strip_prefix(place).map(|rest| rest.strip_prefix(':').unwrap_or(rest));
		if let Some(number) = placed("HK") {
			return Self::hong_kong(number);
		}
		if let Some(number) = placed("MO") {
			return Self::macao(number, rules);
		}
		match placed("CN") {
			Some(number) => Self::mainland(number),
			None => Self::mainland(&written).map_err(|_| Flaw::pattern(FIELD, &written, PLACE)),
		}
	}

	/// The alphabet of GB 32100 has no I, O, S, V and Z. Check characters are the register's business, not the form's.
	fn mainland(number: &str) -> Result<Self, Flaw> {
		let code = bare(number);
		let known = |c: char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"IOSVZ".contains(c));
		match code.len() == 18 && code.chars().all(known) {
			true => Ok(Self(format!("CN:{code}"))),
			false => Err(Flaw::pattern(FIELD, &code, MAINLAND)),
		}
	}

	/// The first eight characters of a certificate's number; three (branch) or eight more digits may follow.
	fn hong_kong(number: &str) -> Result<Self, Flaw> {
		let whole = bare(number);
		let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
		let holds = |firm: &str, rest: &str| {
			let first = firm.bytes().next().is_some_and(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
			first && firm.get(1..).is_some_and(digits) && digits(rest) && [0, 3, 8].contains(&rest.len())
		};
		match whole.split_at_checked(8) {
			Some((firm, rest)) if holds(firm, rest) => Ok(Self(format!("HK:{firm}"))),
			_ => Err(Flaw::pattern(FIELD, &whole, HONG_KONG)),
		}
	}

	/// UNVERIFIED.
	fn macao(number: &str, rules: Rules) -> Result<Self, Flaw> {
		if !rules.macao_firms {
			return Err(Flaw::new(FIELD, Cause::Unverified));
		}
		// What was percent-encoded, such as brackets, is neither letter nor digit of the number.
		let mut plain = String::new();
		let mut rest = number.chars();
		while let Some(c) = rest.next() {
			match c {
				'%' => drop((rest.next(), rest.next())),
				_ => plain.push(c),
			}
		}
		let letters = plain.chars().filter(char::is_ascii_uppercase);
		let number: String = letters.chain(plain.chars().filter(char::is_ascii_digit)).collect();
		match number.bytes().any(|b| b.is_ascii_digit()) {
			true => Ok(Self(format!("MO:{number}"))),
			false => Err(Flaw::pattern(FIELD, &number, "a Macao number has digits")),
		}
	}

	pub fn as_str(&self) -> &str {
		&self.0
	}

	/// Its invoices are fapiao.
	pub fn is_mainland(&self) -> bool {
		self.0.starts_with("CN:")
	}
}

fn bare(number: &str) -> String {
	number.chars().filter(|c| !"-./".contains(*c)).collect()
}

impl fmt::Display for Firm {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.0)
	}
}
