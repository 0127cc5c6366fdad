//! Decimal numbers, as they are written, as whole numbers by a scale. Exact: no digit is lost.

use crate::{forms, Fault};
use alloc::{format, string::String};

/// How the numbers of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Written {
	/// What stands before each group of three digits.
	pub thousands: Option<char>,
	/// Each has the sign `%`.
	pub percent: bool,
}

impl Written {
	/// A cell times numerator over denominator, halves up, and an offset.
	pub fn read(&self, cell: &str, by: (i64, i64), offset: i64) -> Result<i64, Fault> {
		let narrow = forms::narrow(cell);
		// Of a column in which some cells have the sign, nobody knows what the others mean.
		let digits = match (narrow.strip_suffix('%'), self.percent) {
			(Some(digits), true) => digits.trim_end(),
			(None, false) => narrow.as_ref(),
			(Some(_), false) => return Err(Fault::UnaskedPercent),
			(None, true) => return Err(Fault::NoPercent),
		};
		let number = match self.thousands {
			None => decimal(digits),
			Some(sign) => ungrouped(digits, half(sign)).and_then(|plain| decimal(&plain)),
		};
		let number = number.ok_or(match (self.thousands, digits.contains(',')) {
			(None, true) => Fault::Commas,
			_ => Fault::Decimal,
		})?;
		let number = Decimal { exponent: number.exponent - if self.percent { 2 } else { 0 }, ..number };
		scale(number, by, offset).ok_or(Fault::TooLarge)
	}
}

/// A sign as it is after the cell's were narrowed.
fn half(sign: char) -> char {
	forms::narrow(sign.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(sign)
}

/// A decimal number `m x 10^e`, as it is written: no digit is lost.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Decimal {
	mantissa: i128,
	exponent: i32,
}

/// Digits of a mantissa, without the zeros around them: more do not fit.
const DIGITS: usize = 38;

/// Of `-12.5`, `1.25E1`, `0E-8`.
fn decimal(text: &str) -> Option<Decimal> {
	let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
	let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
		Some((digits, exponent)) => (digits, exponent.parse::<i16>().ok()?),
		None => (unsigned, 0),
	};
	let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
	let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
	if (whole.is_empty() && part.is_empty()) || !all_digits(whole) || !all_digits(part) {
		return None;
	}
	let all = format!("{whole}{part}");
	let short = all.trim_end_matches('0');
	let zeros = i32::try_from(all.len() - short.len()).ok()?;
	let short = short.trim_start_matches('0');
	if short.is_empty() {
		return Some(Decimal { mantissa: 0, exponent: 0 });
	}
	let mantissa: i128 = short.parse().ok().filter(|_| short.len() <= DIGITS)?;
	let exponent = i32::from(exponent).checked_add(zeros)?.checked_sub(i32::try_from(part.len()).ok()?)?;
	Some(Decimal { mantissa: if text.starts_with('-') { -mantissa } else { mantissa }, exponent })
}

/// Without the signs before groups of three digits; nothing if one stands elsewhere.
fn ungrouped(text: &str, sign: char) -> Option<String> {
	let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
	let whole = unsigned.split(['.', 'e', 'E']).next()?;
	let rest = unsigned.strip_prefix(whole)?;
	let mut groups = whole.split(sign);
	let first = groups.next()?;
	let well =
		groups.clone().all(|group| group.len() == 3) && (groups.next().is_none() || (1..=3).contains(&first.len()));
	let minus = if text.starts_with('-') { "-" } else { "" };
	(well && !rest.contains(sign)).then(|| format!("{minus}{}{rest}", whole.replace(sign, "")))
}

/// `floor(m x 10^e x numerator / denominator + 1/2) + offset`, exact: `m x numerator` may have more digits than fit.
fn scale(number: Decimal, (numerator, denominator): (i64, i64), offset: i64) -> Option<i64> {
	const HALF: u128 = 10u128.pow(19);
	let Decimal { mantissa, exponent } = number;
	let up = u32::try_from(exponent.max(0)).ok()?;
	let size = mantissa.unsigned_abs().checked_mul(10u128.checked_pow(up)?).filter(|size| *size < HALF * HALF)?;
	let places = exponent.min(0).unsigned_abs();
	// Twice the product, in two parts to the base 10^19.
	let factor = u128::from(numerator.unsigned_abs()) * 2;
	let low = size % HALF * factor;
	let (high, low) = (size / HALF * factor + low / HALF, low % HALF);
	let (whole, is_more) = match places.checked_sub(19) {
		None => {
			let unit = 10u128.pow(places);
			(high.checked_mul(HALF / unit)?.checked_add(low / unit)?, low % unit != 0)
		},
		Some(further) => match 10u128.checked_pow(further) {
			Some(unit) => (high / unit, high % unit != 0 || low != 0),
			None => (0, high != 0 || low != 0),
		},
	};
	let whole = i128::try_from(whole).ok()?;
	let floor = match (mantissa < 0) != (numerator < 0) {
		true => whole.checked_add(i128::from(is_more))?.checked_neg()?,
		false => whole,
	};
	let rounded = floor.div_euclid(denominator.into()).checked_add(1)?.div_euclid(2);
	i64::try_from(rounded.checked_add(offset.into())?).ok()
}
