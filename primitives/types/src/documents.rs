//! Numbers printed on documents, with the check rules of the offices that issue them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Legal entity identifier, ISO 17442: 20 characters `0-9A-Z` whose number is 1 modulo 97 (ISO 7064, MOD 97-10).
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct Lei(pub [u8; 20]);

impl Lei {
	pub fn is_valid(&self) -> bool {
		let letters = self.0.iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
		let remainder = self.0.iter().fold(0u32, |r, c| match (*c as char).to_digit(36) {
			Some(v) if v < 10 => (r * 10 + v) % 97,
			Some(v) => (r * 100 + v) % 97,
			None => r,
		});
		// 00, 01 and 99 leave the remainder of 97, 98 and 02: they are never issued.
		let is_issued = !matches!(&self.0[18..], b"00" | b"01" | b"99");
		letters && is_issued && remainder == 1
	}
}

/// What a Chinese patent number says it protects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PatentType {
	Invention,
	UtilityModel,
	Design,
}

/// Chinese patent number without the leading `ZL`: year, type, serial and the check character, 13 characters; the text
/// form is `ZL201710601862.3`. Check character: weights 2 to 9, then 2 to 5, over the twelve digits, modulo 11, 10 is X.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct PatentNumber(pub [u8; 13]);

impl PatentNumber {
	pub fn is_valid(&self) -> bool {
		let (digits, check) = (&self.0[..12], self.0[12]);
		if !digits.iter().all(u8::is_ascii_digit) || self.patent_type().is_none() {
			return false;
		}
		let sum: u32 = digits.iter().zip((2..=9).chain(2..=5)).map(|(d, w)| u32::from(d - b'0') * w).sum();
		let expected = match sum % 11 {
			10 => b'X',
			digit => b'0' + digit as u8,
		};
		check == expected
	}

	/// From the fifth digit: 1 and 8 invention, 2 and 9 utility model, 3 design.
	pub fn patent_type(&self) -> Option<PatentType> {
		match self.0[4] {
			b'1' | b'8' => Some(PatentType::Invention),
			b'2' | b'9' => Some(PatentType::UtilityModel),
			b'3' => Some(PatentType::Design),
			_ => None,
		}
	}

	/// Year of filing.
	pub fn year(&self) -> Option<u32> {
		core::str::from_utf8(&self.0[..4]).ok()?.parse().ok()
	}
}

/// Whether a declaration is for goods leaving or entering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TradeDirection {
	Export,
	Import,
}

/// Customs declaration number: district 4, year 4, one digit 0 export or 1 import, serial 9. No check digit.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct CustomsDeclaration(pub [u8; 18]);

impl CustomsDeclaration {
	pub fn is_valid(&self) -> bool {
		self.0.iter().all(u8::is_ascii_digit) && self.direction().is_some()
	}

	pub fn direction(&self) -> Option<TradeDirection> {
		match self.0[8] {
			b'0' => Some(TradeDirection::Export),
			b'1' => Some(TradeDirection::Import),
			_ => None,
		}
	}
}

/// Text form, JSON and `Debug` of a fixed-width number: `read` strips decoration, `show` puts it back.
macro_rules! text_form {
	($type:ident, $what:literal, $read:expr, $show:expr) => {
		impl FromStr for $type {
			type Err = &'static str;
			fn from_str(s: &str) -> Result<Self, Self::Err> {
				let bytes: Option<_> = $read(s);
				bytes.map(Self).filter(Self::is_valid).ok_or(concat!("not a valid ", $what))
			}
		}

		impl fmt::Display for $type {
			fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
				$show(core::str::from_utf8(&self.0).unwrap_or("?"), f)
			}
		}

		impl fmt::Debug for $type {
			fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
				fmt::Display::fmt(self, f)
			}
		}

		impl Serialize for $type {
			fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
				s.collect_str(self)
			}
		}

		impl<'de> Deserialize<'de> for $type {
			fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
				alloc::string::String::deserialize(d)?.parse().map_err(D::Error::custom)
			}
		}
	};
}

fn plain(s: &str, f: &mut fmt::Formatter) -> fmt::Result {
	f.write_str(s)
}

fn exact<const N: usize>(s: &str) -> Option<[u8; N]> {
	s.as_bytes().try_into().ok()
}

fn read_patent(s: &str) -> Option<[u8; 13]> {
	let (digits, check) = s.strip_prefix("ZL").unwrap_or(s).split_once('.')?;
	let mut bytes = [0; 13];
	bytes[..12].copy_from_slice(&exact::<12>(digits)?);
	bytes[12] = exact::<1>(check)?[0];
	Some(bytes)
}

fn show_patent(s: &str, f: &mut fmt::Formatter) -> fmt::Result {
	match s.split_at_checked(12) {
		Some((digits, check)) => write!(f, "ZL{digits}.{check}"),
		None => f.write_str(s),
	}
}

text_form!(Lei, "LEI (ISO 17442)", exact, plain);
text_form!(PatentNumber, "Chinese patent number, as in ZL201710601862.3", read_patent, show_patent);
text_form!(CustomsDeclaration, "customs declaration number (18 digits, the ninth 0 or 1)", exact, plain);

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;
	use proptest::prelude::*;

	/// Of each two that the remainder alone does not tell apart, one is never issued (02 to 98 are).
	#[test]
	fn check_digits_that_are_never_issued_are_refused() {
		for (issued, never) in [
			("254900HQPHV68BZ1T297", "254900HQPHV68BZ1T200"),
			("25490086W8T2SUKYN898", "25490086W8T2SUKYN801"),
			("254900PMXCPS9UF2F502", "254900PMXCPS9UF2F599"),
		] {
			assert!(issued.parse::<Lei>().is_ok(), "{issued}");
			assert!(never.parse::<Lei>().is_err(), "{never}");
		}
	}

	#[test]
	fn good_numbers_hold_and_print_as_they_are_written() {
		let lei: Lei = "254900Z30CLK7HKE9H46".parse().unwrap();
		assert_eq!(lei.to_string(), "254900Z30CLK7HKE9H46");
		let patent: PatentNumber = "201710601862.3".parse().unwrap();
		assert_eq!(patent.to_string(), "ZL201710601862.3");
		assert_eq!(patent.patent_type(), Some(PatentType::Invention));
		assert_eq!(patent.year(), Some(2017));
		assert_eq!("ZL201710601862.3".parse(), Ok(patent));
		let export: CustomsDeclaration = "516620260123456789".parse().unwrap();
		assert_eq!(export.direction(), Some(TradeDirection::Export));
	}

	#[test]
	fn bad_numbers_are_refused() {
		for bad in ["254900Z30CLK7HKE9H47", "254900Z30CLK7HKE9H4", "254900z30CLK7HKE9H46", ""] {
			assert!(bad.parse::<Lei>().is_err(), "{bad}");
		}
		for bad in
			["201710601862.4", "201710601862", "2017106018623", "201740601862.3", "20171060186X.3", "ZL201710601862."]
		{
			assert!(bad.parse::<PatentNumber>().is_err(), "{bad}");
		}
		for bad in ["516620262123456789", "51662026012345678", "51662026012345678A"] {
			assert!(bad.parse::<CustomsDeclaration>().is_err(), "{bad}");
		}
	}

	proptest! {
		#[test]
		fn no_bytes_panic(lei: [u8; 20], patent: [u8; 13], customs: [u8; 18], s in ".{0,24}") {
			let _ = (Lei(lei).is_valid(), Lei(lei).to_string());
			let patent = PatentNumber(patent);
			let _ = (patent.is_valid(), patent.year(), patent.to_string());
			let _ = CustomsDeclaration(customs).is_valid();
			let _ = (s.parse::<Lei>(), s.parse::<PatentNumber>(), s.parse::<CustomsDeclaration>());
		}

		/// MOD 97-10 promises to catch every single wrong digit.
		#[test]
		fn one_wrong_digit_breaks_a_lei(place in 0usize..20, digit in b'0'..=b'9') {
			let mut lei = *b"254900Z30CLK7HKE9H46";
			prop_assume!(lei[place].is_ascii_digit() && lei[place] != digit);
			lei[place] = digit;
			prop_assert!(!Lei(lei).is_valid());
		}
	}
}
