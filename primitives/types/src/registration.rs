//! Registration numbers: who issued them decides how they are checked.

use crate::words::words;
use alloc::string::{String, ToString};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// The three places whose firms, agencies and institutions meet here.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Jurisdiction {
	/// Guangdong, and all of the mainland as far as corridors reach.
	Guangdong,
	/// Hong Kong.
	HongKong,
	/// Macao.
	Macao,
}

words!(Jurisdiction { Guangdong, HongKong, Macao });

/// The key of an enterprise.
///
/// The text form names the place first: `CN:91440300708461136T`, `HK:12345678`, `MO:SO 12345`. Eighteen characters
/// alone are taken for a Unified Social Credit Code. Decoding checks nothing: [`RegistrationNumber::check`] does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum RegistrationNumber {
	/// Unified Social Credit Code, GB 32100-2015.
	Mainland([u8; 18]),
	/// Hong Kong business registration number: eight digits, or a capital letter and seven digits.
	HongKong([u8; 8]),
	/// Macao registration number: opaque, 1 to 16 characters of `0-9A-Z -/.`.
	Macao(BoundedVec<u8, ConstU32<16>>),
}

/// What is wrong with a registration number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegistrationIssue {
	/// A character that the number's alphabet does not have, a wrong length, or a division that is not six digits.
	Malformed,
	/// The organisation code's check character (GB 11714, characters 9 to 17) does not hold.
	OrganisationCodeCheck,
	/// The last check character (GB 32100) does not hold, while the organisation code's does. Such codes have been
	/// issued: a registrar may accept one by saying so.
	OuterCheck,
	/// The text does not begin with a known place.
	UnknownPlace,
}

impl RegistrationIssue {
	pub fn as_str(self) -> &'static str {
		match self {
			Self::Malformed => "wrong length or character for its place",
			Self::OrganisationCodeCheck => "the organisation code's check character (the 17th) does not hold",
			Self::OuterCheck => "the last check character does not hold",
			Self::UnknownPlace => "write CN:, HK: or MO: before the number",
		}
	}
}

const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

impl RegistrationNumber {
	/// `Ok` if every published rule holds.
	pub fn check(&self) -> Result<(), RegistrationIssue> {
		match self {
			Self::Mainland(code) => check_uscc(code),
			Self::HongKong(number) => {
				let (first, rest) = (number[0], &number[1..]);
				let holds =
					(first.is_ascii_digit() || first.is_ascii_uppercase()) && rest.iter().all(u8::is_ascii_digit);
				holds.then_some(()).ok_or(RegistrationIssue::Malformed)
			},
			Self::Macao(number) => {
				let known = |c: &u8| c.is_ascii_digit() || c.is_ascii_uppercase() || b" -/.".contains(c);
				let holds = !number.is_empty() && number.iter().all(known);
				holds.then_some(()).ok_or(RegistrationIssue::Malformed)
			},
		}
	}

	/// As people write it, where no registrar would refuse it. A number whose outer check alone fails is let through: the chain
	/// decides, and the registrar may have said so.
	pub fn typed(text: &str) -> Result<Self, RegistrationIssue> {
		let number: Self = text.parse()?;
		match number.check() {
			Ok(()) | Err(RegistrationIssue::OuterCheck) => Ok(number),
			Err(issue) => Err(issue),
		}
	}

	/// The characters, without the place.
	pub fn as_bytes(&self) -> &[u8] {
		match self {
			Self::Mainland(code) => code,
			Self::HongKong(number) => number,
			Self::Macao(number) => number,
		}
	}

	/// The place whose register issued it, as far as the corridors reach: every mainland code is Guangdong's.
	pub fn jurisdiction(&self) -> Jurisdiction {
		match self {
			Self::Mainland(_) => Jurisdiction::Guangdong,
			Self::HongKong(_) => Jurisdiction::HongKong,
			Self::Macao(_) => Jurisdiction::Macao,
		}
	}

	/// The six-digit division inside a Unified Social Credit Code. A code of the national register (100000) names none.
	pub fn division(&self) -> Option<u32> {
		const NATIONAL: u32 = 100_000;
		match self {
			Self::Mainland(code) => core::str::from_utf8(&code[2..8]).ok()?.parse().ok().filter(|at| *at != NATIONAL),
			_ => None,
		}
	}
}

/// On a command line, with its checks.
#[cfg(feature = "clap")]
impl clap::builder::ValueParserFactory for RegistrationNumber {
	type Parser = clap::builder::ValueParser;

	fn value_parser() -> Self::Parser {
		(|text: &str| Self::typed(text).map_err(RegistrationIssue::as_str)).into()
	}
}

/// GB 32100-2015 over the whole code, GB 11714-1997 over the organisation code inside it.
fn check_uscc(code: &[u8; 18]) -> Result<(), RegistrationIssue> {
	use RegistrationIssue::*;
	let mut sum = 0u32;
	let mut weight = 1u32;
	for c in &code[..17] {
		sum += uscc_value(*c).ok_or(Malformed)? * weight;
		weight = weight * 3 % 31;
	}
	uscc_value(code[17]).ok_or(Malformed)?;
	if !code[2..8].iter().all(u8::is_ascii_digit) {
		return Err(Malformed);
	}
	if organisation_check(&code[8..16]) != Some(code[16]) {
		return Err(OrganisationCodeCheck);
	}
	let expected = USCC_ALPHABET[((31 - sum % 31) % 31) as usize];
	if expected == code[17] {
		Ok(())
	} else {
		Err(OuterCheck)
	}
}

fn uscc_value(c: u8) -> Option<u32> {
	USCC_ALPHABET.iter().position(|a| *a == c).map(|p| p as u32)
}

fn organisation_check(body: &[u8]) -> Option<u8> {
	const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
	let mut sum = 0;
	for (c, w) in body.iter().zip(WEIGHTS) {
		sum += (*c as char).to_digit(36)? * w;
	}
	Some(match 11 - sum % 11 {
		10 => b'X',
		11 => b'0',
		digit => b'0' + digit as u8,
	})
}

impl fmt::Display for RegistrationNumber {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let place = match self {
			Self::Mainland(_) => "CN",
			Self::HongKong(_) => "HK",
			Self::Macao(_) => "MO",
		};
		write!(f, "{place}:{}", core::str::from_utf8(self.as_bytes()).unwrap_or("?"))
	}
}

impl fmt::Debug for RegistrationNumber {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

/// Reads the text form. Checks the form only, so that a number which a registrar must still judge can be written down.
impl FromStr for RegistrationNumber {
	type Err = RegistrationIssue;
	fn from_str(s: &str) -> Result<Self, Self::Err> {
		use RegistrationIssue::*;
		let (place, number) = match s.split_once(':') {
			Some(parts) => parts,
			None if s.len() == 18 => ("CN", s),
			None => return Err(UnknownPlace),
		};
		let bytes = number.as_bytes();
		match place {
			"CN" => bytes.try_into().map(Self::Mainland).map_err(|_| Malformed),
			"HK" => bytes.try_into().map(Self::HongKong).map_err(|_| Malformed),
			"MO" if !bytes.is_empty() => bytes.to_vec().try_into().map(Self::Macao).map_err(|_| Malformed),
			"MO" => Err(Malformed),
			_ => Err(UnknownPlace),
		}
	}
}

impl Serialize for RegistrationNumber {
	fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.serialize_str(&self.to_string())
	}
}

impl<'de> Deserialize<'de> for RegistrationNumber {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let s = String::deserialize(d)?;
		s.parse().map_err(|e: RegistrationIssue| D::Error::custom(alloc::format!("{s:?}: {}", e.as_str())))
	}
}

#[cfg(test)]
mod tests {
	use super::{RegistrationIssue::*, *};
	use proptest::prelude::*;

	fn check(s: &str) -> Result<(), RegistrationIssue> {
		s.parse::<RegistrationNumber>()?.check()
	}

	#[test]
	fn issued_codes_hold() {
		// The last of the mainland's has the first letter of what agriculture departments register.
		let mainland = ["91420000737944946L", "CN:91440300708461136T", "CN:N2440103MF12345674"];
		for good in mainland.into_iter().chain(["HK:12345678", "HK:A1234567", "MO:1", "MO:SO 12-3/4.5"]) {
			assert_eq!(check(good), Ok(()), "{good}");
		}
	}

	#[test]
	fn codes_issued_with_a_wrong_last_character_are_told_apart() {
		for odd in ["91350211M0000XUF46", "91350100M0001TGQXM"] {
			assert_eq!(check(odd), Err(OuterCheck), "{odd}");
		}
	}

	#[test]
	fn each_rule_refuses() {
		for (bad, why) in [
			("91440300708461136I", Malformed),
			("9144030070846113OT", Malformed),
			("91440300708461136t", Malformed),
			("914403A0708461136T", Malformed),
			("CN:9144030070846113", Malformed),
			("91440300708461137T", OrganisationCodeCheck),
			("91440300718461136T", OrganisationCodeCheck),
			("91440300708461136U", OuterCheck),
			("92440300708461136T", OuterCheck),
			("HK:1234567", Malformed),
			("HK:123456789", Malformed),
			("HK:a1234567", Malformed),
			("HK:AB123456", Malformed),
			("MO:", Malformed),
			("MO:12345678901234567", Malformed),
			("MO:so1", Malformed),
			("MO:1_2", Malformed),
			("TW:12345678", UnknownPlace),
			("12345678", UnknownPlace),
		] {
			assert_eq!(check(bad), Err(why), "{bad}");
		}
	}

	#[test]
	fn the_text_form_goes_through_json() {
		let number: RegistrationNumber = "91440300708461136T".parse().unwrap();
		let json = serde_json::to_string(&number).unwrap();
		assert_eq!(json, "\"CN:91440300708461136T\"");
		assert_eq!(serde_json::from_str::<RegistrationNumber>(&json).unwrap(), number);
		assert!(serde_json::from_str::<RegistrationNumber>("\"XX:1\"")
			.unwrap_err()
			.to_string()
			.contains("CN:, HK: or MO:"));
		assert_eq!(number.division(), Some(440_300));
		let national: RegistrationNumber = "91100000MA5YY0037T".parse().unwrap();
		assert_eq!((national.check(), national.division()), (Ok(()), None));
	}

	proptest! {
		/// GB 32100 promises to catch every single wrong character.
		#[test]
		fn one_wrong_character_never_holds(place in 0usize..18, letter in 0usize..31) {
			let mut code = *b"91440300708461136T";
			prop_assume!(code[place] != USCC_ALPHABET[letter]);
			code[place] = USCC_ALPHABET[letter];
			prop_assert!(RegistrationNumber::Mainland(code).check().is_err());
		}

		#[test]
		fn no_bytes_panic(code: [u8; 18], hk: [u8; 8], s in ".{0,24}") {
			let number = RegistrationNumber::Mainland(code);
			let _ = (number.check(), number.division(), number.to_string());
			let _ = RegistrationNumber::HongKong(hk).check();
			let _ = check(&s);
		}
	}
}
