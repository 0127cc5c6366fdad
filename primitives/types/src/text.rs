use alloc::{format, string::String};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// A name for people: UTF-8, at most `N` bytes. A call checks [`Text::is_valid`] before it stores one.
///
/// Clients see a string: its bytes are those of one, and what is not UTF-8 is no text ([`NOT_UTF8`]). A call with it
/// reaches no block, for whoever reads a block by the metadata could not read it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, MaxEncodedLen)]
pub struct Text<const N: u32>(pub BoundedVec<u8, ConstU32<N>>);

/// Why bytes are refused as a [`Text`].
pub const NOT_UTF8: &str = "NotUtf8: a text is not UTF-8. Send it as UTF-8.";

impl<const N: u32> Decode for Text<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let bytes = BoundedVec::decode(input)?;
		match core::str::from_utf8(&bytes) {
			Ok(_) => Ok(Self(bytes)),
			Err(_) => Err(NOT_UTF8.into()),
		}
	}
}

impl<const N: u32> DecodeWithMemTracking for Text<N> {}

/// As clients see it.
impl<const N: u32> TypeInfo for Text<N> {
	type Identity = str;
	fn type_info() -> scale_info::Type {
		str::type_info()
	}
}

impl<const N: u32> Text<N> {
	/// Not empty, UTF-8, no control characters, and none that turns the direction of writing or takes no room: a name with
	/// those is read as another name.
	pub fn is_valid(&self) -> bool {
		let hides = |c: char| {
			c.is_control()
				|| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
		};
		core::str::from_utf8(&self.0).is_ok_and(|s| !s.trim().is_empty() && !s.chars().any(hides))
	}

	/// Nothing stands in it: where that means something, the field is left out of JSON, which takes no empty name.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	pub fn as_str(&self) -> &str {
		core::str::from_utf8(&self.0).unwrap_or("(not UTF-8)")
	}
}

impl<const N: u32> Default for Text<N> {
	fn default() -> Self {
		Self(BoundedVec::new())
	}
}

impl<const N: u32> TryFrom<&str> for Text<N> {
	type Error = &'static str;
	fn try_from(s: &str) -> Result<Self, Self::Error> {
		BoundedVec::try_from(s.as_bytes().to_vec()).map(Self).map_err(|_| "the text is too long")
	}
}

/// As people type it.
impl<const N: u32> FromStr for Text<N> {
	type Err = String;

	fn from_str(s: &str) -> Result<Self, String> {
		Self::try_from(s).map_err(|_| format!("{} bytes are too long: at most {N}", s.len()))
	}
}

impl<const N: u32> fmt::Debug for Text<N> {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{:?}", self.as_str())
	}
}

impl<const N: u32> Serialize for Text<N> {
	fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.serialize_str(self.as_str())
	}
}

impl<'de, const N: u32> Deserialize<'de> for Text<N> {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let s = String::deserialize(d)?;
		let text = Self::try_from(s.as_str()).map_err(|_| D::Error::custom(format!("longer than {N} bytes: {s:?}")))?;
		if text.is_valid() {
			Ok(text)
		} else {
			Err(D::Error::custom("empty, or holds control characters"))
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::DecodeAll;

	fn decoded(bytes: &[u8]) -> Result<Text<8>, Error> {
		Text::decode_all(&mut bytes.encode().as_slice())
	}

	/// A client that takes it for a string reads and writes the same bytes.
	#[test]
	fn it_is_a_string_to_clients_with_the_same_bytes() {
		let text = Text::<128>::try_from("荔枝电子").unwrap();
		assert_eq!(text.encode(), "荔枝电子".encode());
		assert_eq!(String::decode_all(&mut text.encode().as_slice()), Ok("荔枝电子".into()));
		assert_eq!(Text::decode_all(&mut "荔枝电子".encode().as_slice()), Ok(text));
		assert_eq!(scale_info::meta_type::<Text<128>>(), scale_info::meta_type::<str>());
	}

	#[test]
	fn bytes_that_are_no_utf8_are_refused_by_name() {
		for bad in [&[0xff_u8][..], &[0xe8, 0x8d], b"ok\xc0\x80", &[0xed, 0xa0, 0x80]] {
			let error = decoded(bad).unwrap_err().to_string();
			assert!(error.contains("NotUtf8"), "{bad:?}: {error}");
		}
		// Cut inside a character by its bound, and longer than it.
		assert!(decoded(&"荔枝电".as_bytes()[..8]).is_err());
		assert!(decoded("荔枝电".as_bytes()).is_err());
		assert!(decoded("荔枝ab".as_bytes()).is_ok());
	}

	#[test]
	fn a_name_that_would_be_read_as_another_is_refused() {
		for turned in ["a\u{202e}gpj", "荔枝\u{200b}电子", "a\u{2066}b", "\u{feff}a", "a\u{2028}b", "a\u{7}"] {
			assert!(!Text::<64>::try_from(turned).unwrap().is_valid(), "{turned:?}");
		}
		for name in ["荔枝电子（东莞）有限公司", "Sociedade de Importação “Lótus”, Lda.", "A & B — C"]
		{
			assert!(Text::<64>::try_from(name).unwrap().is_valid(), "{name}");
		}
	}

	#[test]
	fn json_keeps_its_shape() {
		let text: Text<16> = serde_json::from_str("\"荔枝电子\"").unwrap();
		assert_eq!(serde_json::to_string(&text).unwrap(), "\"荔枝电子\"");
	}
}
