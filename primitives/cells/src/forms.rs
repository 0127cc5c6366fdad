//! Forms in which offices print dates, numbers and codes, as the chain's own forms. What can be meant in two ways is refused, and
//! says which setting tells them apart.

use crate::Fault;
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use lingnan_types::{from_civil, Date};
use serde::Deserialize;

/// Digits, letters and signs of full width, as Chinese keyboards write them, in half width; blanks of any kind as a space.
pub fn narrow(text: &str) -> Cow<'_, str> {
	if text.is_ascii() {
		return text.into();
	}
	text.chars()
		.map(|c| match c {
			'\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
			'\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
			'\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
			c => c,
		})
		.collect::<String>()
		.into()
}

fn without_blanks(text: &str) -> String {
	narrow(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A Unified Social Credit Code without the blanks in `91440300 7084 6113 6T`, of full width or not, in capitals.
pub fn mainland(cell: &str) -> String {
	without_blanks(cell).to_ascii_uppercase()
}

/// The number itself of what a business registration certificate prints: `12345678-000-03-25-6` has a branch, a month and
/// year of expiry and a check digit behind it; `12345678-000` a branch.
pub fn hong_kong(cell: &str) -> String {
	let whole = without_blanks(cell).to_ascii_uppercase();
	let mut parts = whole.split('-');
	let number = parts.next().unwrap_or_default();
	let widths: Vec<usize> = parts.clone().map(str::len).collect();
	let digits = parts.all(|part| part.bytes().all(|b| b.is_ascii_digit()));
	match number.len() == 8 && digits && matches!(widths.as_slice(), [3] | [3, 2, 2, 1 | 2]) {
		true => number.into(),
		false => whole,
	}
}

/// A Macao number's register behind it, such as `(SO)` of `12345 (SO)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Suffix {
	/// `12345 SO`.
	Keep,
	/// `12345`.
	Drop,
}

/// Of `12345 (SO)`, `12345(SO)` or `12345 SO`: with or without the letters behind it. Which of them names the firm is for the
/// register to say: nothing is done unless it is told.
pub fn macao(cell: &str, suffix: Option<Suffix>) -> Result<String, Fault> {
	let text = narrow(cell);
	let text = text.trim();
	let Some(suffix) = suffix else {
		return match text.contains(['(', ')']) {
			true => Err(Fault::Brackets),
			false => Ok(text.into()),
		};
	};
	let is_letters = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphabetic());
	let in_brackets = text.strip_suffix(')').and_then(|text| text.split_once('('));
	let (number, letters) = match in_brackets {
		Some(parts) => parts,
		None => {
			let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
			text.split_at(digits.len())
		},
	};
	let (number, letters) = (number.trim_end(), letters.trim());
	match suffix {
		_ if letters.is_empty() && in_brackets.is_none() => Ok(number.into()),
		_ if number.is_empty() || !is_letters(letters) => Err(Fault::NoLetters),
		Suffix::Keep => Ok(format!("{number} {}", letters.to_ascii_uppercase())),
		Suffix::Drop => Ok(number.into()),
	}
}

/// A registration number with its place, such as `HK:12345678-000-03-25-6`. Eighteen characters alone are a mainland code.
pub fn registration(text: &str) -> String {
	match narrow(text).trim().split_once(':') {
		Some((place, number)) => match place.trim() {
			"CN" => format!("CN:{}", mainland(number)),
			"HK" => format!("HK:{}", hong_kong(number)),
			other => format!("{other}:{}", number.trim()),
		},
		None => mainland(text),
	}
}

/// `ZL 2017 1 0601862.3`, `CN201710601862.3` or `2017106018623` as `ZL201710601862.3`. What is no patent number comes back as it
/// is.
pub fn patent(text: &str) -> String {
	let whole = without_blanks(text).to_ascii_uppercase();
	let number = whole.strip_prefix("ZL").or_else(|| whole.strip_prefix("CN")).unwrap_or(&whole);
	let number = number.replace('.', "");
	let digits = number.len() == 13 && number.bytes().take(12).all(|b| b.is_ascii_digit());
	match (digits, number.split_at_checked(12)) {
		(true, Some((digits, check))) => format!("ZL{digits}.{check}"),
		_ => text.into(),
	}
}

/// Which comes first where the year stands last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Order {
	/// 5/1/2026 is 5 January.
	DayMonth,
	/// 1/5/2026 is 5 January.
	MonthDay,
}

/// `2026-01-05`, `2026/1/5`, `2026.1.5`, `20260105` or `2026年1月5日`, with a midnight behind it or not; with an order,
/// `5/1/2026` too.
pub fn date(cell: &str, order: Option<Order>) -> Result<Date, Fault> {
	let text = narrow(cell);
	let text = without_midnight(text.trim())?;
	if let Some((year, month, day)) = chinese(text) {
		return civil(&year, &month, &day);
	}
	if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
		return civil(&text[..4], &text[4..6], &text[6..]);
	}
	let sign = text.chars().find(|c| matches!(c, '-' | '/' | '.')).ok_or(Fault::Date)?;
	let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
	let [first, second, third] = parts.as_slice() else { return Err(Fault::Date) };
	match (first.len(), third.len(), order) {
		(4, ..) => civil(first, second, third),
		(1 | 2, 4, Some(Order::DayMonth)) => civil(third, second, first),
		(1 | 2, 4, Some(Order::MonthDay)) => civil(third, first, second),
		(1 | 2, 4, None) => Err(Fault::Order),
		_ => Err(Fault::Date),
	}
}

fn chinese(text: &str) -> Option<(String, String, String)> {
	let (year, rest) = text.split_once('年')?;
	let (month, rest) = rest.split_once('月')?;
	let day = rest.trim_end().strip_suffix(['日', '号', '號']).unwrap_or(rest);
	Some((year.trim().into(), month.trim().into(), day.trim().into()))
}

/// A time behind a date says in which zone it is not: only that which says nothing is taken off.
fn without_midnight(text: &str) -> Result<&str, Fault> {
	let Some(at) = text.find(':').and_then(|colon| text.get(..colon)?.rfind(['T', ' '])) else { return Ok(text) };
	let (day, time) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
	match time.chars().all(|c| matches!(c, '0' | ':' | '.')) {
		true => Ok(day.trim_end()),
		false => Err(Fault::Time),
	}
}

fn civil(year: &str, month: &str, day: &str) -> Result<Date, Fault> {
	let is_number = |s: &str, most| (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
	match year.len() == 4 && is_number(year, 4) && is_number(month, 2) && is_number(day, 2) {
		true => day_of(year, month, day),
		false => Err(Fault::Date),
	}
}

/// The day of a year of four digits, a month and a day.
pub fn day_of(year: &str, month: &str, day: &str) -> Result<Date, Fault> {
	let parsed = (year.parse().ok(), month.parse().ok(), day.parse().ok());
	let (Some(year), Some(month), Some(day)) = parsed else { return Err(Fault::Date) };
	// The calendar repeats every 400 years.
	let is_earlier = |year: u32| year < 1970 && from_civil(year + 400, month, day).is_some();
	from_civil(year, month, day).ok_or_else(|| if is_earlier(year) { Fault::Before1970 } else { Fault::NoSuchDay })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn iso(text: &str) -> Result<Date, Fault> {
		let mut parts = text.split('-');
		let [year, month, day] = core::array::from_fn(|_| parts.next().unwrap_or_default());
		day_of(year, month, day)
	}

	#[test]
	fn dates_as_offices_print_them() {
		let day = iso("2026-01-05").unwrap();
		for text in [
			"2026-01-05",
			"2026-1-5",
			"2026/1/5",
			"2026/01/05",
			"2026.1.5",
			"20260105",
			"2026年1月5日",
			"2026年01月05日",
			"2026 年 1 月 5 日",
			"２０２６年１月５日",
			"２０２６－０１－０５",
			"2026-01-05 00:00:00",
			"2026-01-05T00:00:00.000",
			"2026/1/5 0:00",
			" 2026年1月5号 ",
		] {
			assert_eq!(date(text, None), Ok(day), "{text}");
		}
		for bad in
			["", "2026", "202601", "2026-13-05", "2026年2月30日", "26/1/5", "2026-01-05-", "x", "2026年1月", "4602７"]
		{
			assert!(date(bad, None).is_err(), "{bad}");
		}
		assert!(date("2026-01-05 09:30", None) == Err(Fault::Time));
		assert!(date("1958年10月1日", None) == Err(Fault::Before1970));
	}

	#[test]
	fn a_day_that_could_be_two_needs_an_order() {
		assert_eq!(date("5/1/2026", None), Err(Fault::Order));
		assert_eq!(date("5/1/2026", Some(Order::DayMonth)), iso("2026-01-05"));
		assert_eq!(date("05.01.2026", Some(Order::DayMonth)), iso("2026-01-05"));
		assert_eq!(date("1/5/2026", Some(Order::MonthDay)), iso("2026-01-05"));
		assert!(date("13/13/2026", Some(Order::DayMonth)).is_err());
	}

	#[test]
	fn codes_as_offices_print_them() {
		for text in [
			"91440300708461136T",
			"9144 0300 7084 6113 6t",
			"９１４４０３００７０８４６１１３６Ｔ",
			"91440300\u{a0}708461136T",
		] {
			assert_eq!(mainland(text), "91440300708461136T", "{text}");
			assert_eq!(registration(&format!("CN:{text}")), "CN:91440300708461136T");
		}
		for text in [
			"12345678",
			"12345678-000-03-25-6",
			"12345678-000",
			"1234 5678 - 000 - 03 - 25 - 6",
			"１２３４５６７８－０００",
		] {
			assert_eq!(hong_kong(text), "12345678", "{text}");
		}
		// Nothing is cut off that is not a certificate's.
		for text in ["12345678-00", "123456789-000", "12345678-000-03", "12345678-X00", "1234567-000"] {
			assert_eq!(hong_kong(text), text);
		}
		assert_eq!(registration("HK:12345678-000-03-25-6"), "HK:12345678");
		assert_eq!(registration("MO:SO 12345/A.-"), "MO:SO 12345/A.-");
	}

	#[test]
	fn a_register_behind_a_macao_number_is_kept_or_dropped_as_it_is_told() {
		for text in ["12345 (SO)", "12345(SO)", "１２３４５（ＳＯ）", "12345 SO", "12345SO"] {
			assert_eq!(macao(text, Some(Suffix::Keep)), Ok("12345 SO".into()), "{text}");
			assert_eq!(macao(text, Some(Suffix::Drop)), Ok("12345".into()), "{text}");
		}
		assert_eq!(macao("12345", Some(Suffix::Drop)), Ok("12345".into()));
		assert_eq!(macao("12345 (SO)", None), Err(Fault::Brackets));
		assert_eq!(macao("SO 12345", None), Ok("SO 12345".into()));
		assert!(macao("(SO)", Some(Suffix::Drop)).is_err() && macao("12345 ()", Some(Suffix::Keep)).is_err());
		assert!(macao("SO", Some(Suffix::Drop)).is_err(), "no firm is left");
	}

	#[test]
	fn patent_numbers_with_blanks() {
		for text in [
			"ZL201710601862.3",
			"ZL 2017 1 0601862.3",
			"2017106018623",
			"CN201710601862.3",
			"ＺＬ２０１７１０６０１８６２．３",
		] {
			let read: lingnan_types::PatentNumber = patent(text).parse().unwrap();
			assert_eq!(read.to_string(), "ZL201710601862.3", "{text}");
		}
		assert_eq!(patent("12345"), "12345");
	}
}
