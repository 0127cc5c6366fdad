//! One row on its way into a dataset: a registration number as a key of fixed length, and a value.

use crate::{
	bad_row::{shown, spoiled},
	forms,
};
use codec::{Decode, Encode};
use lingnan_types::{RegistrationIssue, RegistrationNumber};
use std::fmt;

/// Bytes of a key: the longest SCALE form of a registration number.
pub const KEY: usize = 19;

/// A registration number in its SCALE form, filled up with zeros. Datasets are in the order of these bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub [u8; KEY]);

impl Key {
	/// A number whose checks hold; a wrong last character alone is let through, because such codes were issued.
	pub fn read(text: &str) -> Result<Self, String> {
		if let Some(why) = spoiled(text.trim().split_once(':').map_or(text.trim(), |(_, number)| number)) {
			return Err(why.into());
		}
		let number: RegistrationNumber =
			forms::registration(text).parse().map_err(|e: RegistrationIssue| e.as_str().to_string())?;
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

/// Bytes of a value as it is stored, little-endian.
pub const VALUE: usize = 8;

/// A whole number of the indicator's unit.
pub fn figure(text: &str) -> Result<i64, String> {
	forms::narrow(text)
		.trim()
		.parse()
		.map_err(|_| format!("{} is not a whole number of the indicator's unit", shown(text)))
}

/// A row that can become a leaf.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
	/// The line of a CSV file, the row of a Parquet file, counted from 1.
	pub line: u64,
	pub key: Key,
	/// In the indicator's unit.
	pub value: i64,
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
		assert!(Key::read("MO:12345.0").unwrap_err().contains("as text"));
		assert!(figure("12345.0").unwrap_err().contains("whole number"));
		for bad in ["91440300708461137T", "HK:1", "12345678", ""] {
			assert!(Key::read(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn values_are_whole_numbers() {
		assert_eq!(figure(" -5 "), Ok(-5));
		for bad in ["", "1.5", "1,000", "x", "9223372036854775808"] {
			assert!(figure(bad).unwrap_err().contains("whole number"), "{bad}");
		}
	}
}
