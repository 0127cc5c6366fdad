//! One row on its way into a dataset: a registration number as a key of fixed length, and a value in its SCALE form.

use codec::{Decode, Encode};
use lingnan_types::{RegistrationIssue, RegistrationNumber};
use serde_json::{json, Value as Json};
use std::fmt;

/// Bytes of a key: the longest SCALE form of a registration number.
pub const KEY: usize = 19;

/// A registration number in its SCALE form, filled up with zeros. Datasets are in the order of these bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub [u8; KEY]);

impl Key {
	/// A number whose checks hold; a wrong last character alone is let through, because such codes were issued.
	pub fn read(text: &str) -> Result<Self, String> {
		let number: RegistrationNumber = text.trim().parse().map_err(|e: RegistrationIssue| e.as_str().to_string())?;
		match number.check() {
			Ok(()) | Err(RegistrationIssue::OuterCheck) => Ok(Self::of(&number)),
			Err(issue) => Err(issue.as_str().into()),
		}
	}

	pub fn of(number: &RegistrationNumber) -> Self {
		let mut key = [0; KEY];
		let bytes = number.encode();
		key[..bytes.len()].copy_from_slice(&bytes);
		Self(key)
	}

	pub fn number(&self) -> Option<RegistrationNumber> {
		RegistrationNumber::decode(&mut &self.0[..]).ok()
	}

	/// The SCALE form, without the zeros behind it.
	pub fn scale(&self) -> &[u8] {
		let length = match self.0[0] {
			0 => 19,
			1 => 9,
			_ => 2 + usize::from(self.0[1] >> 2),
		};
		&self.0[..length.min(KEY)]
	}
}

impl fmt::Display for Key {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		self.number().map_or(Ok(()), |number| fmt::Display::fmt(&number, f))
	}
}

/// What a leaf says, as `pallet-attestations` encodes it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Value {
	#[codec(index = 0)]
	Open(i64),
	/// One commitment for each bin.
	#[codec(index = 1)]
	Sealed(Vec<[u8; 32]>),
}

/// The most bins that an indicator has.
const MAX_BINS: usize = 8;

impl Value {
	pub fn open(text: &str) -> Result<Self, String> {
		let value = text.trim().parse();
		value.map(Self::Open).map_err(|_| format!("{text:?} is not a whole number of the indicator's unit"))
	}

	/// Commitments of 64 hexadecimal digits each, with spaces, commas or semicolons between them.
	pub fn sealed(text: &str) -> Result<Self, String> {
		let items = text.split([' ', ',', ';']).filter(|item| !item.is_empty());
		let read = |item: &str| -> Option<[u8; 32]> {
			hex::decode(item.strip_prefix("0x").unwrap_or(item)).ok()?.try_into().ok()
		};
		let commitments: Option<Vec<[u8; 32]>> = items.map(read).collect();
		match commitments {
			Some(list) if (2..=MAX_BINS).contains(&list.len()) => Ok(Self::Sealed(list)),
			Some(list) => Err(format!("{} commitments: an indicator has 2 to {MAX_BINS} bins", list.len())),
			None => Err("a commitment has 64 hexadecimal digits; write one for each bin, with spaces between".into()),
		}
	}

	/// As the chain's calls and answers spell it.
	pub fn to_json(&self) -> Json {
		match self {
			Self::Open(value) => json!({ "Open": value }),
			Self::Sealed(list) => {
				json!({ "Sealed": list.iter().map(|c| format!("0x{}", hex::encode(c))).collect::<Vec<_>>() })
			},
		}
	}
}

/// A row that can become a leaf.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
	/// The line of a CSV file, the row of a Parquet file, counted from 1.
	pub line: u64,
	pub key: Key,
	/// SCALE form.
	pub value: Vec<u8>,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_is_the_number_and_comes_back() {
		for text in ["CN:91440300708461136T", "HK:12345678", "MO:1", "MO:0-9A-Z -/.123456", "CN:91350211M0000XUF46"] {
			let key = Key::read(text).unwrap();
			assert_eq!(key.to_string(), text);
			assert_eq!(key.scale(), key.number().unwrap().encode(), "{text}");
		}
		use codec::MaxEncodedLen;
		assert_eq!(RegistrationNumber::max_encoded_len(), KEY);
		for bad in ["91440300708461137T", "HK:1", "12345678", ""] {
			assert!(Key::read(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn values_are_read_in_both_kinds() {
		assert_eq!(Value::open(" -5 ").unwrap().encode(), [0, 251, 255, 255, 255, 255, 255, 255, 255]);
		for bad in ["", "1.5", "1,000", "x", "9223372036854775808"] {
			assert!(Value::open(bad).unwrap_err().contains("whole number"), "{bad}");
		}
		let two = format!("0x{};{}", "ab".repeat(32), "cd".repeat(32));
		let sealed = Value::sealed(&two).unwrap();
		assert_eq!(sealed.encode()[..3], [1, 8, 0xab]);
		assert_eq!(sealed.to_json()["Sealed"][1], format!("0x{}", "cd".repeat(32)));
		let nine = vec!["ab".repeat(32); 9].join(" ");
		for bad in ["", "ab", nine.as_str(), &"ab".repeat(32)] {
			assert!(Value::sealed(bad).is_err(), "{bad}");
		}
	}
}
