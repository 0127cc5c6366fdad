#![doc = include_str!("../README.md")]

pub mod ask;
pub mod key;
pub mod oprf;
pub mod serve;

pub use ask::Issuer;
pub use key::{PublicKey, Secret};
pub use oprf::{ask, Asked, Evaluation, Request, MAX_BATCH};
pub use serve::{Limits, Server};

use lingnan_client::{error, files, values};

/// The cipher suite of RFC 9497 by which every token is made: ristretto255-SHA512, used in VOPRF mode.
pub(crate) type Suite = voprf::Ristretto255;

/// What stands for a document on the chain: the first 32 of the 64 bytes that the function answers.
pub type Token = [u8; 32];

/// The first half of what the function answers.
pub(crate) fn cut(output: &[u8]) -> Option<Token> {
	output.get(..32)?.try_into().ok()
}

/// Bytes of a fixed length as 0x and hexadecimal digits in JSON.
pub(crate) mod digits {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub fn text(bytes: &[u8]) -> String {
		format!("0x{}", hex::encode(bytes))
	}

	pub fn read<const N: usize>(text: &str) -> Result<[u8; N], String> {
		let digits = text.strip_prefix("0x").unwrap_or(text);
		let bytes = hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok());
		bytes.ok_or_else(|| format!("0x and {} hexadecimal digits are expected", 2 * N))
	}

	pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&text(bytes))
	}

	pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(from: D) -> Result<[u8; N], D::Error> {
		read(&String::deserialize(from)?).map_err(D::Error::custom)
	}
}

/// A list of them.
pub(crate) mod lists {
	use super::digits;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub fn serialize<S: Serializer>(list: &[[u8; 32]], to: S) -> Result<S::Ok, S::Error> {
		to.collect_seq(list.iter().map(|bytes| digits::text(bytes)))
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<[u8; 32]>, D::Error> {
		let list = Vec::<String>::deserialize(from)?;
		list.iter().map(|text| digits::read(text).map_err(D::Error::custom)).collect()
	}
}
