//! What people type, as the chain counts it: money in minor units, rates in basis points, dates as days. Every reader
//! says in its error how to write the value.

use lingnan_support::{
	from_civil, start_of, Amount, BasisPoints, Date, Grade, RegistrationNumber, Timestamp, MAX_AMOUNT,
};
use std::path::Path;
use subxt::utils::H256;

/// `1,234,567.89`, `1234567.89` or `1234567`: at most two decimals, no sign.
pub fn amount(text: &str) -> Result<Amount, String> {
	let plain: String = text.chars().filter(|c| *c != ',' && *c != '_').collect();
	fixed(&plain, 2)
		.filter(|minor| *minor <= MAX_AMOUNT)
		.ok_or_else(|| "write an amount with at most two decimals, such as 1,500,000.00".into())
}

/// A yearly rate or a share: `3.85`, `3.85%` or `385bp`.
pub fn basis_points(text: &str) -> Result<BasisPoints, String> {
	let text = text.trim();
	let points = match text.strip_suffix("bp") {
		Some(points) => points.trim().parse().ok(),
		None => fixed(text.trim_end_matches('%').trim_end(), 2).and_then(|p| u32::try_from(p).ok()),
	};
	points.ok_or_else(|| "write a percentage such as 3.85%, or basis points such as 385bp".into())
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
	let parsed = (year.parse().ok(), month.parse().ok(), day.parse().ok());
	let (Some(year), Some(month), Some(day)) = parsed else { return Err(DATE.into()) };
	from_civil(year, month, day).ok_or_else(|| "there is no such day, or it lies before 1970".into())
}

const DATE: &str = "write a date as 2026-11-24";

/// A date, meant as its first second in UTC+8, or seconds since 1970.
pub fn moment(text: &str) -> Result<Timestamp, String> {
	match text.parse() {
		Ok(seconds) => Ok(seconds),
		Err(_) => date(text).map(start_of),
	}
}

/// A registration number whose checks hold. A number whose outer check alone fails is let through: the chain decides,
/// and the registrar may have said so.
pub fn number(text: &str) -> Result<String, String> {
	let number: RegistrationNumber =
		text.parse().map_err(|e: lingnan_support::RegistrationIssue| e.as_str().to_string())?;
	match number.check() {
		Ok(()) | Err(lingnan_support::RegistrationIssue::OuterCheck) => Ok(number.to_string()),
		Err(issue) => Err(issue.as_str().into()),
	}
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

/// `CNY` and so on, in capitals.
pub fn currency(text: &str) -> Result<String, String> {
	let code = text.to_uppercase();
	match ["CNY", "HKD", "MOP", "USD"].contains(&code.as_str()) {
		true => Ok(code),
		false => Err("one of CNY, HKD, MOP, USD".into()),
	}
}

/// A grade, as the chain spells it.
pub fn grade(text: &str) -> Result<Grade, String> {
	let found = Grade::ALL.into_iter().find(|grade| format!("{grade:?}").eq_ignore_ascii_case(text));
	found.ok_or_else(|| "one of AAA, AA, A, BBB, BB, B, CCC, CC, C".into())
}

/// A list such as `1,2,5`; empty text is the empty list.
pub fn ids(text: &str) -> Result<Vec<u64>, String> {
	let items = text.split(',').map(str::trim).filter(|s| !s.is_empty());
	items.map(|s| s.parse().map_err(|_| format!("{s:?} is no number: write 1,2,5"))).collect()
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
			("10000000000000", MAX_AMOUNT),
		] {
			assert_eq!(amount(text), Ok(minor), "{text}");
		}
		for bad in ["", "-1", "1.234", "1e3", "1.", ".5", "abc", "10000000000000.01", "99999999999999999999999"] {
			assert!(amount(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn rates_are_percentages_or_basis_points() {
		for (text, points) in
			[("3.85", 385), ("3.85%", 385), ("3.85 %", 385), ("385bp", 385), ("0.1%", 10), ("100", 10_000)]
		{
			assert_eq!(basis_points(text), Ok(points), "{text}");
		}
		for bad in ["", "%", "3.855", "x", "-1", "1.5bp"] {
			assert!(basis_points(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn dates_are_civil_days() {
		assert_eq!(date("2020-01-02"), Ok(18_263));
		assert_eq!(moment("2020-01-02"), Ok(18_263 * 86_400 - 28_800));
		assert_eq!(moment("1700000000"), Ok(1_700_000_000));
		for bad in ["2020-1-2", "2023-02-29", "1969-12-31", "02/01/2020", "", "2020-01"] {
			assert!(date(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn a_number_that_no_registrar_can_accept_is_refused_here() {
		assert_eq!(number("91440300708461136T").unwrap(), "CN:91440300708461136T");
		assert_eq!(number("91350211M0000XUF46").unwrap(), "CN:91350211M0000XUF46");
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
		assert_eq!(ids(""), Ok(vec![]));
		assert!(ids("1,x").is_err());
		assert_eq!(currency("cny").unwrap(), "CNY");
		assert!(currency("EUR").is_err());
		assert_eq!(grade("bb"), Ok(Grade::BB));
		assert!(grade("D").is_err());
	}
}
