//! The forms, kind by kind. Tokens are made over them with the issuer's key, elsewhere.

use crate::{
	field::{fixed, free},
	firm::Firm,
	flaw::{Cause, Flaw},
};
use alloc::{format, string::String};
use core::fmt;

/// Minor units that a document can be about: ten trillion major units, as on the chain.
pub const MAX_AMOUNT: u64 = 1_000_000_000_000_000;

/// A day of the calendar: year, month, day.
pub type Day = (u32, u32, u32);

/// A document's canonical form, `LN1|kind|fields`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form(String);

impl Form {
	/// A mainland e-fapiao: 20 digits (year 2, area 2, channel 1, serial 15). No rule ties the area to a table.
	pub fn fapiao(number: &str) -> Result<Self, Flaw> {
		const FIELD: &str = "number of the e-fapiao";
		let number = fixed(FIELD, number)?;
		match is_digits(&number, 20) {
			true => Ok(Self(format!("LN1|FP|{number}"))),
			false => Err(Flaw::pattern(FIELD, &number, "an e-fapiao has 20 digits")),
		}
	}

	/// A mainland VAT invoice of the older kind: a code of 10 or 12 digits, the longer with a leading zero, and a number
	/// of 8.
	pub fn older_fapiao(code: &str, number: &str) -> Result<Self, Flaw> {
		const CODE: &str = "code of the VAT invoice";
		const NUMBER: &str = "number of the VAT invoice";
		let (code, number) = (fixed(CODE, code)?, fixed(NUMBER, number)?);
		if !(is_digits(&code, 10) || is_digits(&code, 12) && code.starts_with('0')) {
			return Err(Flaw::pattern(CODE, &code, "a code has 10 digits, or 12 of which the first is 0"));
		}
		match is_digits(&number, 8) {
			true => Ok(Self(format!("LN1|FP|{code}|{number}"))),
			false => Err(Flaw::pattern(NUMBER, &number, "a number has 8 digits, zeros in front included")),
		}
	}

	/// An invoice from outside the mainland: unique by seller, year of issue and number.
	pub fn invoice(seller: &Firm, year: u32, number: &str) -> Result<Self, Flaw> {
		if seller.is_mainland() {
			return Err(Flaw::new("invoice", Cause::Mainland));
		}
		ensure_year(year)?;
		Ok(Self(format!("LN1|IN|{seller}|{year}|{}", free("number of the invoice", number)?)))
	}

	/// A customs declaration: customs 4, year 4, 0 export or 1 import (consolidated lists E or I), serial 9. It is the
	/// customs' number, not the pre-entry number.
	pub fn customs_declaration(number: &str) -> Result<Self, Flaw> {
		const FIELD: &str = "number of the customs declaration";
		let number = fixed(FIELD, number)?;
		Self::declared(&number).ok_or_else(|| {
			Flaw::pattern(
				FIELD,
				&number,
				"a declaration has 18: customs 4 digits, year 2000 to 2099, 0 or 1 (E or I), serial 9 digits",
			)
		})
	}

	/// The form of a declaration whose number is ASCII and undecorated already, as on the chain.
	pub fn declared(number: &str) -> Option<Self> {
		let (head, direction, serial) = (number.get(..8)?, number.get(8..9)?, number.get(9..)?);
		let holds = is_digits(head, 8)
			&& (2000..=2099).contains(&head.get(4..)?.parse::<u32>().ok()?)
			&& ["0", "1", "E", "I"].contains(&direction)
			&& is_digits(serial, 9);
		holds.then(|| Self(format!("LN1|CD|{number}")))
	}

	/// A warehouse receipt: unique by issuer and number.
	pub fn warehouse_receipt(issuer: &Firm, number: &str) -> Result<Self, Flaw> {
		Ok(Self(format!("LN1|WR|{issuer}|{}", free("number of the warehouse receipt", number)?)))
	}

	/// A bill of lading: the carrier's code of 2 to 4 letters, and the number. Carriers print the number with their code in
	/// front or without it: it is left out.
	pub fn bill_of_lading(carrier: &str, number: &str) -> Result<Self, Flaw> {
		const CARRIER: &str = "carrier of the bill of lading";
		let carrier = fixed(CARRIER, carrier)?;
		if !((2..=4).contains(&carrier.len()) && carrier.bytes().all(|b| b.is_ascii_uppercase())) {
			return Err(Flaw::pattern(CARRIER, &carrier, "a carrier's code has 2 to 4 letters, such as COSU"));
		}
		let number = free("number of the bill of lading", number)?;
		let number = number.strip_prefix(&carrier).filter(|rest| !rest.is_empty()).unwrap_or(&number);
		Ok(Self(format!("LN1|BL|{carrier}|{number}")))
	}

	/// What stays when a copy is altered: seller, currency, amount in minor units, day of issue.
	pub fn coarse(seller: &Firm, currency: &str, amount: u64, issued: Day) -> Result<Self, Flaw> {
		const CURRENCY: &str = "currency";
		let currency = fixed(CURRENCY, currency)?;
		if !(currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase())) {
			return Err(Flaw::pattern(CURRENCY, &currency, "write three letters of ISO 4217, such as CNY"));
		}
		if !(1..=MAX_AMOUNT).contains(&amount) {
			return Err(Flaw::new("amount", Cause::Amount));
		}
		let (year, month, day) = issued;
		if !is_day(issued) {
			return Err(Flaw::new("day of issue", Cause::Day));
		}
		Ok(Self(format!("LN1|~|{seller}|{currency}|{amount}|{year:04}{month:02}{day:02}")))
	}

	pub fn as_str(&self) -> &str {
		&self.0
	}
}

impl fmt::Display for Form {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.0)
	}
}

fn is_digits(text: &str, length: usize) -> bool {
	text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}

fn ensure_year(year: u32) -> Result<(), Flaw> {
	(2000..=2099).contains(&year).then_some(()).ok_or(Flaw::new("year of issue", Cause::Day))
}

/// Between 2000 and 2099 every fourth year is a leap year.
fn is_day((year, month, day): Day) -> bool {
	let days = match month {
		1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
		4 | 6 | 9 | 11 => 30,
		2 if year % 4 == 0 => 29,
		2 => 28,
		_ => return false,
	};
	ensure_year(year).is_ok() && (1..=days).contains(&day)
}
