//! What people type, as the chain counts it: money in minor units, rates in basis points, dates as days. Every reader
//! says in its error how to write the value.

use lingnan_types::{
	conditions::Rate, start_of, Amount, BasisPoints, Currency, Date, Grade, RegistrationNumber, Text, Timestamp,
	UnknownWord, MAX_AMOUNT,
};
use std::{fmt::Display, path::Path, str::FromStr};
use subxt::utils::H256;

/// `1,500.50`, `1500.50` or `1500`: at most two decimals after a point, commas between groups of three digits and nowhere
/// else, no sign. Digits and signs of full width, as Chinese keyboards write them, are read too.
///
/// A comma is no decimal point: `1500,50` is refused, for to drop the comma would make a hundred times as much of it.
pub fn amount(text: &str) -> Result<Amount, String> {
	let plain = half_width(text.trim());
	not_negative(&plain, "an amount")?;
	let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, part)| (whole, Some(part)));
	let digits = ungrouped(whole).ok_or_else(|| misplaced(&plain))?;
	let written = part.map_or_else(|| digits.clone(), |part| format!("{digits}.{part}"));
	let many = part.is_none_or(|part| part.len() <= DECIMALS as usize) && !digits.is_empty();
	let only_digits = many && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
	let read = fixed(&written, DECIMALS).filter(|minor| *minor <= MAX_AMOUNT);
	read.ok_or_else(|| if only_digits { TOO_MUCH.into() } else { AMOUNT.into() })
}

const TOO_MUCH: &str = "an amount is 10,000,000,000,000.00 at most";

/// The same of what cannot be nothing: a loan, a payment, a value.
pub fn some_amount(text: &str) -> Result<Amount, String> {
	match amount(text)? {
		0 => Err(String::from("write an amount from 0.01 to 10,000,000,000,000.00")),
		amount => Ok(amount),
	}
}

/// Whether a word on a command line is a negative number, however its digits are grouped.
pub fn is_negative(text: &str) -> bool {
	let plain = half_width(text.trim());
	let digits = plain.strip_prefix(MINUS).map(|rest| rest.trim_start_matches(['.', ',']));
	digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// As keyboards and tables write it.
const MINUS: [char; 2] = ['-', '\u{2212}'];

fn not_negative(text: &str, what: &str) -> Result<(), String> {
	match is_negative(text) {
		true => Err(format!("{what} is never negative here: write it without the sign")),
		false => Ok(()),
	}
}

/// A whole number from `LEAST` to `MOST`.
pub fn within<T: TryFrom<u64>, const LEAST: u64, const MOST: u64>(text: &str) -> Result<T, String> {
	let plain = half_width(text.trim());
	let number = plain.parse().ok().filter(|number| (LEAST..=MOST).contains(number));
	let refused = || format!("write a whole number from {LEAST} to {MOST}");
	number.and_then(|number| T::try_from(number).ok()).ok_or_else(refused)
}

/// Of every currency that the chain knows (ISO 4217).
const DECIMALS: usize = 2;

const AMOUNT: &str = "write an amount with at most two decimals after a point, such as 1,500,000.00 or 1500000";

/// What was probably meant by an amount whose commas stand elsewhere than before three digits.
fn misplaced(text: &str) -> String {
	let meant = match text.split_once(',') {
		Some((whole, part))
			if (1..=DECIMALS).contains(&part.len()) && fixed(&format!("{whole}.{part}"), DECIMALS).is_some() =>
		{
			format!(" If {whole} and {part} hundredths are meant, write {whole}.{part}.")
		},
		_ => String::new(),
	};
	format!("commas stand only before groups of three digits: {AMOUNT}.{meant}")
}

/// The digits without the commas between groups of three; nothing if a comma stands elsewhere.
fn ungrouped(whole: &str) -> Option<String> {
	let groups: Vec<&str> = whole.split(',').collect();
	let well_grouped = match groups.as_slice() {
		[_] => true,
		[first, rest @ ..] => {
			(1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
		},
		[] => false,
	};
	well_grouped.then(|| groups.concat())
}

/// `１，５００．５０` as `1,500.50`.
fn half_width(text: &str) -> String {
	let narrow = |c: char| match c {
		'\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
		c => c,
	};
	text.chars().map(narrow).collect()
}

/// A yearly rate or a share: `3.85`, `3.85%` or `385bp`.
pub fn basis_points(text: &str) -> Result<BasisPoints, String> {
	let text = text.trim();
	not_negative(text, "a rate")?;
	let points = match text.strip_suffix("bp") {
		Some(points) => points.trim().parse().ok(),
		None => fixed(text.strip_suffix('%').unwrap_or(text).trim_end(), 2).and_then(|p| u32::try_from(p).ok()),
	};
	points.ok_or_else(|| "write a percentage such as 3.85%, or basis points such as 385bp".into())
}

/// A yearly rate with up to six decimals of a per cent: `3.45%`, `5.175 %` or `345bp`; at most 100 %.
pub fn rate(text: &str) -> Result<Rate, String> {
	let text = text.trim();
	not_negative(text, "a rate")?;
	let units = match text.strip_suffix("bp") {
		Some(points) => fixed(points.trim_end(), 4),
		None => fixed(text.strip_suffix('%').unwrap_or(text).trim_end(), 6),
	};
	match units {
		Some(units) if units <= Rate::WHOLE => Ok(Rate(units)),
		Some(_) => Err(format!("{text} is more than the whole: from 0% to 100%")),
		None => Err("write a percentage such as 3.85%, or basis points such as 385bp".into()),
	}
}

/// Basis points above a reference, or below it: `45bp`, `-20bp` or `0.45%`.
pub fn spread(text: &str) -> Result<i32, String> {
	let text = text.trim();
	let (below, size) = match text.strip_prefix(MINUS) {
		Some(rest) => (true, rest),
		None => (false, text.strip_prefix('+').unwrap_or(text)),
	};
	let points = share(size).ok().and_then(|points| i32::try_from(points).ok());
	let points = points.ok_or("write a spread in basis points, such as 45bp or -20bp: 100% at most")?;
	Ok(if below { -points } else { points })
}

/// The same from nothing to the whole: a share, or a rate as the chain takes it.
pub fn share(text: &str) -> Result<BasisPoints, String> {
	match basis_points(text)? {
		points if points <= lingnan_types::WHOLE => Ok(points),
		points => Err(format!("{} is more than the whole: from 0% to 100%", crate::text::percent(points.into()))),
	}
}

/// Digits with at most `places` decimals, scaled to an integer. Exact: no floats.
fn fixed(text: &str, places: usize) -> Option<u64> {
	let (whole, part) = text.split_once('.').unwrap_or((text, ""));
	let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
	if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > places || text.ends_with('.') {
		return None;
	}
	let part = format!("{part:0<places$}");
	format!("{whole}{part}").parse().ok()
}

/// `2026-11-24`.
pub fn date(text: &str) -> Result<Date, String> {
	let parts: Vec<&str> = text.trim().split('-').collect();
	let [year, month, day] = parts.as_slice() else { return Err(DATE.into()) };
	if (year.len(), month.len(), day.len()) != (4, 2, 2) {
		return Err(DATE.into());
	}
	lingnan_cells::forms::day_of(year, month, day).map_err(|fault| match fault {
		lingnan_cells::Fault::Date => DATE.into(),
		other => other.as_str().into(),
	})
}

/// Why an earlier day cannot be stated.
pub const BEFORE_1970: &str = lingnan_cells::Fault::Before1970.as_str();

const DATE: &str = "write a date as 2026-11-24";

/// A date, meant as its first second in UTC+8, or seconds since 1970.
pub fn moment(text: &str) -> Result<Timestamp, String> {
	match text.parse() {
		Ok(seconds) => Ok(seconds),
		Err(_) => date(text).map(start_of),
	}
}

/// The end of what holds until a date, that day included: the first second after it in UTC+8. Or seconds since 1970, the
/// first at which it holds no more.
pub fn until(text: &str) -> Result<Timestamp, String> {
	match text.parse() {
		Ok(seconds) => Ok(seconds),
		Err(_) => date(text).map(|last| start_of(last.saturating_add(1))),
	}
}

/// A registration number as [`RegistrationNumber::typed`] reads it.
pub fn number(text: &str) -> Result<RegistrationNumber, String> {
	RegistrationNumber::typed(text).map_err(|issue| issue.as_str().to_string())
}

/// One of a closed list of words, spelled as on the chain.
pub fn word<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
	text.parse().map_err(|error: T::Err| error.to_string())
}

/// A text of at most `N` bytes, as the chain takes it.
pub fn text<const N: u32>(text: &str) -> Result<Text<N>, String> {
	text.parse()
}

/// 32 bytes: 0x and 64 hexadecimal digits, or a file, whose BLAKE2b-256 hash is taken.
pub fn hash(text: &str) -> Result<H256, String> {
	if let Some(digits) = text.strip_prefix("0x") {
		let bytes = hex::decode(digits).ok().and_then(|b| <[u8; 32]>::try_from(b).ok());
		return bytes.map(H256).ok_or_else(|| "a hash has 0x and 64 hexadecimal digits".into());
	}
	if !Path::new(text).is_file() {
		return Err("write 0x and 64 hexadecimal digits, or the name of the file to be fingerprinted".into());
	}
	let bytes = std::fs::read(text).map_err(|e| e.to_string())?;
	Ok(fingerprint(&bytes))
}

/// BLAKE2b-256, the chain's own hash.
pub fn fingerprint(bytes: &[u8]) -> H256 {
	use subxt::config::Hasher;
	H256(subxt::config::substrate::BlakeTwo256.hash(bytes).0)
}

/// `CNY` and so on, in capitals or not.
pub fn currency(text: &str) -> Result<Currency, String> {
	text.to_uppercase().parse().map_err(|unknown: UnknownWord| unknown.to_string())
}

/// A grade, in capitals or not.
pub fn grade(text: &str) -> Result<Grade, String> {
	text.to_uppercase().parse().map_err(|unknown: UnknownWord| unknown.to_string())
}

/// A list such as `1,2,5`; empty text is the empty list.
pub fn ids<T: FromStr>(text: &str) -> Result<Vec<T>, String> {
	let items = text.split(',').map(str::trim).filter(|s| !s.is_empty());
	items.map(|s| s.parse().map_err(|_| format!("{s:?} is not a number: write 1,2,5"))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn money_is_read_to_the_minor_unit() {
		for (text, minor) in [
			("1,500,000.00", 150_000_000),
			("1500000", 150_000_000),
			("0.5", 50),
			("0.05", 5),
			("1,500.50", 150_050),
			("1500.50", 150_050),
			("999", 99_900),
			("12,345,678.9", 1_234_567_890),
			("１，５００．５０", 150_050),
			(" 1500 ", 150_000),
			("10000000000000", MAX_AMOUNT),
		] {
			assert_eq!(amount(text), Ok(minor), "{text}");
		}
		for bad in ["", "-1", "1.234", "1e3", "1.", ".5", "abc", "10000000000000.01", "99999999999999999999999"] {
			assert!(amount(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn what_is_negative_is_refused_as_such() {
		for bad in ["-5", "-1,500.00", "\u{2212}5", "－５", " -0.05", "-.5"] {
			assert!(is_negative(bad), "{bad}");
			assert!(amount(bad).unwrap_err().contains("never negative"), "{bad}");
		}
		assert!(basis_points("-3.85%").unwrap_err().contains("never negative"));
		for other in ["--json", "-v", "5", "-", "--5"] {
			assert!(!is_negative(other), "{other}");
		}
	}

	#[test]
	fn numbers_keep_to_their_range_and_the_refusal_says_which_it_is() {
		assert_eq!(within::<u16, 1, 360>("360"), Ok(360));
		assert_eq!(within::<u16, 1, 360>("１２"), Ok(12));
		for bad in ["0", "361", "99999999999999999999999", "-5", "1.5", "", "many"] {
			let refused = within::<u16, 1, 360>(bad).unwrap_err();
			assert!(refused.contains("from 1 to 360"), "{bad}: {refused}");
		}
		assert_eq!((share("100%"), share("0")), (Ok(10_000), Ok(0)));
		assert!(share("100.01%").unwrap_err().contains("from 0% to 100%"));
		assert_eq!(some_amount("0.01"), Ok(1));
		assert!(some_amount("0").unwrap_err().contains("from 0.01"));
		for much in ["10000000000000.01", "10,000,000,000,001", "99999999999999999999"] {
			assert!(amount(much).unwrap_err().contains("at most"), "{much}");
		}
	}

	#[test]
	fn a_misplaced_comma_is_refused_and_never_makes_a_hundred_times_as_much() {
		for bad in [
			"1500,50",
			"1,5000",
			"1,50",
			"15,00,000",
			"1,500,50",
			",500",
			"1,,500",
			"1500,",
			"1234,567",
			"0,500",
			"1,500.5,0",
			"1.500,50",
			"1_500",
			"1,5000.00",
			"１５００，５０",
		] {
			let refused = amount(bad).unwrap_err();
			assert!(refused.contains("1,500,000.00"), "{bad}: {refused}");
		}
		assert!(amount("1500,50").unwrap_err().contains("write 1500.50"));
		assert!(!amount("1,500.123").unwrap_err().contains("commas"));
	}

	#[test]
	fn rates_are_percentages_or_basis_points() {
		for (text, points) in
			[("3.85", 385), ("3.85%", 385), ("3.85 %", 385), ("385bp", 385), ("0.1%", 10), ("100", 10_000)]
		{
			assert_eq!(basis_points(text), Ok(points), "{text}");
		}
		for bad in ["", "%", "3.855", "x", "-1", "1.5bp", "3,85", "3.85%%"] {
			assert!(basis_points(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn a_rate_a_year_has_up_to_six_decimals() {
		for (text, units) in [
			("3.45%", 3_450_000),
			("5.175 %", 5_175_000),
			("345bp", 3_450_000),
			("517.5bp", 5_175_000),
			("0.000001", 1),
		] {
			assert_eq!(rate(text), Ok(Rate(units)), "{text}");
		}
		assert!(rate("101%").unwrap_err().contains("from 0% to 100%"));
		assert!(rate("-3%").unwrap_err().contains("never negative"));
		for bad in ["", "%", "3,45", "3.4500001", "x"] {
			assert!(rate(bad).is_err(), "{bad}");
		}
		assert_eq!((spread("45bp"), spread("-20bp"), spread("+0.45%")), (Ok(45), Ok(-20), Ok(45)));
		assert!(spread("x").unwrap_err().contains("45bp"));
	}

	#[test]
	fn dates_are_civil_days() {
		assert_eq!(date("2020-01-02"), Ok(18_263));
		assert_eq!(moment("2020-01-02"), Ok(18_263 * 86_400 - 28_800));
		assert_eq!(moment("1700000000"), Ok(1_700_000_000));
		assert_eq!(until("1700000000"), Ok(1_700_000_000));
		for bad in ["2020-1-2", "2023-02-29", "1969-12-31", "02/01/2020", "", "2020-01"] {
			assert!(date(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn what_holds_until_a_day_holds_on_that_day() {
		let midday = moment("2026-11-24").unwrap() + 12 * 3_600;
		assert!(moment("2026-11-24").unwrap() < midday && midday < until("2026-11-24").unwrap());
		assert_eq!(until("2026-11-24"), moment("2026-11-25"));
		assert_eq!(until("2026-12-31"), moment("2027-01-01"));
	}

	#[test]
	fn a_number_that_no_registrar_can_accept_is_refused_here() {
		assert_eq!(number("91440300708461136T").unwrap().to_string(), "CN:91440300708461136T");
		assert_eq!(number("91350211M0000XUF46").unwrap().to_string(), "CN:91350211M0000XUF46");
		for bad in ["91440300708461137T", "HK:1", "12345678", "MO:a"] {
			assert!(number(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn hashes_lists_and_currencies() {
		let empty = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
		assert_eq!(format!("{:?}", fingerprint(b"")), empty);
		assert_eq!(hash(empty), Ok(fingerprint(b"")));
		assert!(hash("0x12").is_err() && hash("no-such-file").is_err());
		assert_eq!(ids("1, 2,5"), Ok(vec![1, 2, 5]));
		assert_eq!(ids::<u64>(""), Ok(vec![]));
		assert!(ids::<u64>("1,x").is_err());
		assert_eq!(currency("cny"), Ok(Currency::Cny));
		assert!(currency("EUR").is_err());
		assert_eq!(grade("bb"), Ok(Grade::Bb));
		assert!(grade("D").is_err());
	}
}
