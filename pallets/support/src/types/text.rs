use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// A name for people: UTF-8, at most `N` bytes. A call checks [`Text::is_valid`] before it stores one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Text<const N: u32>(pub BoundedVec<u8, ConstU32<N>>);

impl<const N: u32> Text<N> {
	/// Not empty, UTF-8, no control characters.
	pub fn is_valid(&self) -> bool {
		core::str::from_utf8(&self.0).is_ok_and(|s| !s.trim().is_empty() && !s.chars().any(char::is_control))
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
		let text =
			Self::try_from(s.as_str()).map_err(|_| D::Error::custom(alloc::format!("longer than {N} bytes: {s:?}")))?;
		if text.is_valid() {
			Ok(text)
		} else {
			Err(D::Error::custom("empty, or holds control characters"))
		}
	}
}
