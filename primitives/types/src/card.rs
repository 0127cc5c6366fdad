//! Cards: the public keys to which files for a party are encrypted.

use crate::{record, words::words, AgencyId, Date, InstitutionId, RegistrationNumber, Timestamp};
use alloc::{string::String, vec::Vec};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Counts the cards of one party, from 1. A number is never given twice.
pub type CardVersion = u32;

/// Bytes of the longest public key that a card can hold: one of X-Wing.
pub const LONGEST_CARD_KEY: u32 = 1_216;

/// Cards of one party that are remembered at a time.
pub const MOST_CARDS: u32 = 16;

record! {
	/// A party for which files are encrypted. The regulator is the agency that holds the regulator's right.
	pub enum CardHolder {
		/// An agency, by number.
		Agency(AgencyId),
		/// An institution, by number.
		Institution(InstitutionId),
		/// A firm, by registration number.
		Enterprise(RegistrationNumber),
	}
}

impl fmt::Display for CardHolder {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Agency(id) => write!(f, "agency {id}"),
			Self::Institution(id) => write!(f, "institution {id}"),
			Self::Enterprise(number) => write!(f, "enterprise {number}"),
		}
	}
}

/// How a box is encrypted. On the wire it is one byte, so that another suite can be added; what a byte means never changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suite {
	/// Byte 1. HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305.
	X25519,
	/// Byte 2. HPKE, base mode: X-Wing (X25519 and ML-KEM-768 together), HKDF-SHA256, ChaCha20Poly1305.
	XWing,
}

impl Suite {
	pub const ALL: [Self; 2] = [Self::X25519, Self::XWing];

	/// On the wire.
	pub const fn byte(self) -> u8 {
		match self {
			Self::X25519 => 1,
			Self::XWing => 2,
		}
	}

	/// Nothing for a byte that no suite has yet.
	pub fn from_byte(byte: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|suite| suite.byte() == byte)
	}

	/// Bytes of a public key.
	pub const fn key_bytes(self) -> usize {
		match self {
			Self::X25519 => 32,
			Self::XWing => 1_216,
		}
	}

	/// Before a recipient that is written in letters.
	pub const fn name(self) -> &'static str {
		match self {
			Self::X25519 => "x25519",
			Self::XWing => "xwing",
		}
	}
}

/// A public key, 32 to 1,216 bytes. In JSON: `0x` and hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct CardKey(pub BoundedVec<u8, ConstU32<LONGEST_CARD_KEY>>);

impl CardKey {
	pub fn as_bytes(&self) -> &[u8] {
		&self.0
	}
}

impl TryFrom<Vec<u8>> for CardKey {
	type Error = ();

	fn try_from(bytes: Vec<u8>) -> Result<Self, ()> {
		BoundedVec::try_from(bytes).map(Self).map_err(drop)
	}
}

impl fmt::Display for CardKey {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("0x")?;
		self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

impl fmt::Debug for CardKey {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl Serialize for CardKey {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for CardKey {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		let text = String::deserialize(from)?;
		let unread = || D::Error::custom("a public key is 0x and 64 to 2,432 hexadecimal digits");
		let digits = text
			.strip_prefix("0x")
			.filter(|digits| digits.len() % 2 == 0 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
		let digits = digits.ok_or_else(unread)?.as_bytes();
		let bytes: Option<Vec<u8>> =
			digits.chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()).collect();
		bytes.and_then(|bytes| Self::try_from(bytes).ok()).ok_or_else(unread)
	}
}

/// Where a card stands.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
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
pub enum CardState {
	/// Files are encrypted to it.
	InForce,
	/// Its time is over, and no other took its place.
	Expired,
	/// A later version took its place.
	Superseded,
	/// Its party took it back.
	Withdrawn,
	/// Its party stated that the private key is destroyed: nobody opens what was encrypted to it.
	Destroyed,
}

words!(CardState { InForce, Expired, Superseded, Withdrawn, Destroyed });

/// A card as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CardView {
	/// Counts the cards of the party, from 1.
	pub version: CardVersion,
	/// Number of the suite by which boxes for it are encrypted: 1 is X25519, 2 is X-Wing.
	pub suite: u8,
	/// The public key, of the newest version alone. Null: an older one's, or destroyed.
	pub key: Option<CardKey>,
	/// BLAKE2b-256 of the public key.
	pub key_hash: H256,
	/// When it was published. Unix time in seconds.
	pub published_at: Timestamp,
	/// First second at which it holds no more. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Where it stands at the block that was asked.
	pub state: CardState,
	/// When its party took it back. Unix time in seconds.
	pub withdrawn_at: Option<Timestamp>,
	/// The day on which its private key was destroyed, as the party states. Days since 1970-01-01.
	pub destroyed_on: Option<Date>,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_is_digits_in_json_and_never_too_long() {
		let key = CardKey::try_from(alloc::vec![0, 1, 0xab]).unwrap();
		let text = serde_json::to_string(&key).unwrap();
		assert_eq!(text, r#""0x0001ab""#);
		assert_eq!(serde_json::from_str::<CardKey>(&text).unwrap(), key);
		let long = alloc::format!("\"0x{}\"", "00".repeat(LONGEST_CARD_KEY as usize + 1));
		for bad in [r#""0001ab""#, r#""0x1""#, r#""0xé""#, r#""0xgg""#, r#""0x+1""#, &long] {
			let read = serde_json::from_str::<CardKey>(bad);
			assert!(read.is_err(), "{bad}: {read:?}");
		}
	}

	#[test]
	fn no_suite_has_a_longer_key_than_a_card_holds_and_bytes_stay() {
		assert_eq!(Suite::ALL.map(|suite| suite.byte()), [1, 2]);
		for suite in Suite::ALL {
			assert!(suite.key_bytes() <= LONGEST_CARD_KEY as usize);
			assert_eq!(Suite::from_byte(suite.byte()), Some(suite));
		}
		assert_eq!((Suite::from_byte(0), Suite::from_byte(3)), (None, None));
	}

	#[test]
	fn a_holder_is_written_as_the_chain_names_it() {
		let firm = CardHolder::Enterprise("CN:91440300708461136T".parse().unwrap());
		assert_eq!(serde_json::to_string(&firm).unwrap(), r#"{"Enterprise":"CN:91440300708461136T"}"#);
		assert_eq!(serde_json::to_string(&CardHolder::Institution(InstitutionId(3))).unwrap(), r#"{"Institution":3}"#);
		assert_eq!(alloc::format!("{firm}"), "enterprise CN:91440300708461136T");
	}
}
