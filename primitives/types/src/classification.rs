//! Codes that classify an enterprise. A shorter code covers every longer one that begins with it.

use alloc::string::String;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Industry, GB/T 4754-2017: a section letter A to T and up to four digits, for example `C`, `C39`, `C3911`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Industry(pub BoundedVec<u8, ConstU32<5>>);

impl Industry {
	pub fn is_valid(&self) -> bool {
		matches!(self.0.split_first(), Some((b'A'..=b'T', digits)) if digits.iter().all(u8::is_ascii_digit))
	}

	/// `C39` covers `C39` and `C3911`.
	pub fn covers(&self, other: &Self) -> bool {
		other.0.starts_with(&self.0)
	}
}

/// Administrative division, GB/T 2260: six digits, for example 440000 Guangdong, 440300 Shenzhen, 440305 Nanshan.
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
pub struct Division(pub u32);

impl Division {
	/// Six digits that begin with a province.
	pub fn is_valid(self) -> bool {
		(110_000..=829_999).contains(&self.0)
	}

	/// A province (`440000`) covers its cities, a city (`440300`) its districts.
	pub fn covers(self, other: Self) -> bool {
		let unit = match self.0 {
			d if d % 10_000 == 0 => 10_000,
			d if d % 100 == 0 => 100,
			_ => 1,
		};
		self.0 / unit == other.0 / unit
	}
}

impl FromStr for Industry {
	type Err = &'static str;
	fn from_str(s: &str) -> Result<Self, Self::Err> {
		let code = BoundedVec::try_from(s.as_bytes().to_vec()).map(Self).ok();
		code.filter(Self::is_valid).ok_or("an industry is a letter A to T and up to four digits (GB/T 4754)")
	}
}

impl fmt::Display for Industry {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(core::str::from_utf8(&self.0).unwrap_or("?"))
	}
}

impl fmt::Debug for Industry {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl Serialize for Industry {
	fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Industry {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		String::deserialize(d)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_shorter_industry_covers_the_longer_and_not_the_other_way() {
		let [c, c39, c3911]: [Industry; 3] = ["C", "C39", "C3911"].map(|s| s.parse().unwrap());
		assert!(c.covers(&c3911) && c39.covers(&c3911) && c39.covers(&c39));
		assert!(!c3911.covers(&c39) && !c39.covers(&c));
		for bad in ["", "U", "c39", "39", "C39111", "C3A"] {
			assert!(bad.parse::<Industry>().is_err(), "{bad}");
		}
	}

	#[test]
	fn a_province_covers_its_cities_and_no_other_province() {
		let [guangdong, shenzhen, nanshan, hunan] = [440_000, 440_300, 440_305, 430_000].map(Division);
		assert!(guangdong.covers(nanshan) && shenzhen.covers(nanshan) && nanshan.covers(nanshan));
		assert!(!nanshan.covers(shenzhen) && !shenzhen.covers(guangdong) && !hunan.covers(nanshan));
		assert!(!Division(99_999).is_valid() && !Division(1_000_000).is_valid());
	}
}
