//! Boxes: bytes that one private key alone opens. A box says in front how it is encrypted and to which card, so that suites and
//! keys can change while old boxes stay readable.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | suite: 1 is X25519, 2 is X-Wing |
//! | 4 | version of the card, little endian; 0: of a key that was not taken from the chain |
//! | 32, or 1,120 | the encapsulated key |
//! | rest | what was encrypted, and 16 bytes that show each change |
//!
//! Both are HPKE (RFC 9180) in base mode with HKDF-SHA256 (0x0001) and ChaCha20Poly1305 (0x0003). The KEM of suite 1 is
//! DHKEM(X25519, HKDF-SHA256) (0x0020); that of suite 2 is X-Wing, X25519 and ML-KEM-768 together (0x647a,
//! draft-connolly-cfrg-xwing-kem and draft-ietf-hpke-pq): as long as one of the two holds, so does the box. `info` is
//! `lingnan-box-1`; the associated data are the label, the BLAKE2b-256 of the public key, the suite and the version.

use crate::values::fingerprint;
use hpke::{
	aead::ChaCha20Poly1305,
	kdf::HkdfSha256,
	kem::{X25519HkdfSha256, XWing},
	Deserializable, Kem, OpModeR, OpModeS, Serializable,
};
use lingnan_types::{card::Suite, CardVersion};
use std::fmt;
use subxt::utils::H256;

const INFO: &[u8] = b"lingnan-box-1";
/// Suite and version.
const HEAD: usize = 1 + 4;
/// Of ChaCha20Poly1305.
const TAG: usize = 16;

/// Why a box is not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// Its first byte is of no suite that this program knows.
	UnknownSuite(u8),
	/// It is shorter than any box of its suite.
	TooShort,
	/// It is encrypted by one suite, the key is of another.
	OtherSuite { of_box: Suite, of_key: Suite },
	/// It is encrypted to another key, or was changed or cut: the two look alike.
	OtherKeyOrChanged,
}

impl Refusal {
	pub const fn name(self) -> &'static str {
		match self {
			Self::UnknownSuite(_) => "UnknownSuite",
			Self::TooShort => "TooShort",
			Self::OtherSuite { .. } => "OtherSuite",
			Self::OtherKeyOrChanged => "OtherKeyOrChanged",
		}
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{}: ", self.name())?;
		match self {
			Self::UnknownSuite(byte) => {
				write!(f, "it is encrypted by suite {byte}, and this program knows 1 and 2: take a newer one")
			},
			Self::TooShort => f.write_str("it was cut on its way: ask its sender for it again"),
			Self::OtherSuite { of_box, of_key } => write!(
				f,
				"it is encrypted to a key of {}, and yours is one of {}: give the other key",
				of_box.name(),
				of_key.name()
			),
			Self::OtherKeyOrChanged => f.write_str(
				"it is encrypted to another key, or it was changed or cut on its way: give the other key, or ask its sender for \
				 it again",
			),
		}
	}
}

/// A private key.
#[derive(Clone)]
pub enum PrivateKey {
	X25519(<X25519HkdfSha256 as Kem>::PrivateKey),
	XWing(<XWing as Kem>::PrivateKey),
}

impl PrivateKey {
	pub fn new(suite: Suite) -> Self {
		match suite {
			Suite::X25519 => Self::X25519(X25519HkdfSha256::gen_keypair().0),
			Suite::XWing => Self::XWing(XWing::gen_keypair().0),
		}
	}

	/// From 32 bytes, whatever the suite.
	pub fn from_bytes(suite: Suite, bytes: &[u8]) -> Option<Self> {
		match suite {
			Suite::X25519 => Deserializable::from_bytes(bytes).ok().map(Self::X25519),
			Suite::XWing => Deserializable::from_bytes(bytes).ok().map(Self::XWing),
		}
	}

	pub fn suite(&self) -> Suite {
		match self {
			Self::X25519(_) => Suite::X25519,
			Self::XWing(_) => Suite::XWing,
		}
	}

	pub fn to_bytes(&self) -> Vec<u8> {
		match self {
			Self::X25519(key) => key.to_bytes().to_vec(),
			Self::XWing(key) => key.to_bytes().to_vec(),
		}
	}

	/// The public key.
	pub fn public(&self) -> Vec<u8> {
		match self {
			Self::X25519(key) => X25519HkdfSha256::sk_to_pk(key).to_bytes().to_vec(),
			Self::XWing(key) => XWing::sk_to_pk(key).to_bytes().to_vec(),
		}
	}
}

/// Encrypts to a public key. Nothing if it is worthless, such as the point of order one.
pub fn seal(label: &[u8], suite: Suite, card: CardVersion, public: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
	let head = head(suite, card);
	let bound = bound(label, &head, fingerprint(public));
	let (key, sealed) = match suite {
		Suite::X25519 => encrypt::<X25519HkdfSha256>(public, INFO, &bound, plain)?,
		Suite::XWing => encrypt::<XWing>(public, INFO, &bound, plain)?,
	};
	Some([&head[..], &key, &sealed].concat())
}

/// Opens a box.
pub fn open(label: &[u8], sealed: &[u8], key: &PrivateKey) -> Result<Vec<u8>, Refusal> {
	let (suite, card) = read_head(sealed)?;
	if suite != key.suite() {
		return Err(Refusal::OtherSuite { of_box: suite, of_key: key.suite() });
	}
	let bound = bound(label, &head(suite, card), fingerprint(&key.public()));
	let (encapsulated, sealed) = sealed[HEAD..].split_at(encapsulated_bytes(suite));
	let plain = match key {
		PrivateKey::X25519(key) => decrypt::<X25519HkdfSha256>(key, encapsulated, INFO, &bound, sealed),
		PrivateKey::XWing(key) => decrypt::<XWing>(key, encapsulated, INFO, &bound, sealed),
	};
	plain.ok_or(Refusal::OtherKeyOrChanged)
}

/// How a box is encrypted, and to which version of its reader's card.
pub fn read_head(sealed: &[u8]) -> Result<(Suite, CardVersion), Refusal> {
	let byte = *sealed.first().ok_or(Refusal::TooShort)?;
	let suite = Suite::from_byte(byte).ok_or(Refusal::UnknownSuite(byte))?;
	if sealed.len() < HEAD + encapsulated_bytes(suite) + TAG {
		return Err(Refusal::TooShort);
	}
	let mut version = [0; 4];
	version.copy_from_slice(&sealed[1..HEAD]);
	Ok((suite, CardVersion::from_le_bytes(version)))
}

const fn encapsulated_bytes(suite: Suite) -> usize {
	match suite {
		Suite::X25519 => 32,
		Suite::XWing => 1_120,
	}
}

fn head(suite: Suite, card: CardVersion) -> [u8; HEAD] {
	let [a, b, c, d] = card.to_le_bytes();
	[suite.byte(), a, b, c, d]
}

/// What is readable is authenticated all the same.
fn bound(label: &[u8], head: &[u8; HEAD], key: H256) -> Vec<u8> {
	[label, &key.0, head].concat()
}

fn encrypt<K: Kem>(public: &[u8], info: &[u8], bound: &[u8], plain: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
	let public = K::PublicKey::from_bytes(public).ok()?;
	let (key, sealed) =
		hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, K>(&OpModeS::Base, &public, info, plain, bound).ok()?;
	Some((key.to_bytes().to_vec(), sealed))
}

fn decrypt<K: Kem>(
	key: &K::PrivateKey,
	encapsulated: &[u8],
	info: &[u8],
	bound: &[u8],
	sealed: &[u8],
) -> Option<Vec<u8>> {
	let encapsulated = K::EncappedKey::from_bytes(encapsulated).ok()?;
	hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, K>(&OpModeR::Base, key, &encapsulated, info, sealed, bound)
		.ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::Value;

	const LABEL: &[u8] = b"test";

	fn vector(text: &str) -> impl Fn(&str) -> Vec<u8> {
		let vector: Value = serde_json::from_str(text).unwrap();
		move |field| hex::decode(vector[field].as_str().unwrap()).unwrap()
	}

	/// The published vectors of both suites: the private key has the public one, and opens what is encrypted there.
	#[test]
	fn both_suites_are_those_of_the_standards() {
		for (suite, text) in [
			(Suite::X25519, include_str!("../tests/vectors/hpke-x25519.json")),
			(Suite::XWing, include_str!("../tests/vectors/hpke-xwing.json")),
		] {
			let of = vector(text);
			let key = PrivateKey::from_bytes(suite, &of("skRm")).unwrap();
			assert_eq!(key.public(), of("pkRm"), "{suite:?}");
			assert_eq!(key.public().len(), suite.key_bytes());
			assert_eq!(of("enc").len(), encapsulated_bytes(suite));
			let plain = match &key {
				PrivateKey::X25519(key) => {
					decrypt::<X25519HkdfSha256>(key, &of("enc"), &of("info"), &of("aad"), &of("ct"))
				},
				PrivateKey::XWing(key) => decrypt::<XWing>(key, &of("enc"), &of("info"), &of("aad"), &of("ct")),
			};
			assert_eq!(plain, Some(of("pt")), "{suite:?}");
		}
	}

	/// The vector of the draft on X-Wing itself: seed, public key, ciphertext, shared secret.
	#[test]
	fn x_wing_is_that_of_its_draft() {
		let of = vector(include_str!("../tests/vectors/x-wing.json"));
		let key = <XWing as Kem>::PrivateKey::from_bytes(&of("sk")).unwrap();
		assert_eq!(XWing::sk_to_pk(&key).to_bytes().to_vec(), of("pk"));
		let sealed = <XWing as Kem>::EncappedKey::from_bytes(&of("ct")).unwrap();
		assert_eq!(XWing::decap(&key, None, &sealed).map_err(drop).unwrap().0.to_vec(), of("ss"));
	}

	#[test]
	fn a_box_names_its_suite_and_card_and_is_opened_by_its_key_alone() {
		for suite in Suite::ALL {
			let (key, other) = (PrivateKey::new(suite), PrivateKey::new(suite));
			let sealed = seal(LABEL, suite, 7, &key.public(), b"figure").unwrap();
			assert_eq!(sealed[0], suite.byte());
			assert_eq!(read_head(&sealed), Ok((suite, 7)));
			assert_eq!(sealed.len(), HEAD + encapsulated_bytes(suite) + 6 + TAG);
			assert_eq!(open(LABEL, &sealed, &key).unwrap(), b"figure");
			let again = PrivateKey::from_bytes(suite, &key.to_bytes()).unwrap();
			assert_eq!(open(LABEL, &sealed, &again).unwrap(), b"figure");
			assert_eq!(open(LABEL, &sealed, &other), Err(Refusal::OtherKeyOrChanged));
			assert_eq!(open(b"other", &sealed, &key), Err(Refusal::OtherKeyOrChanged));
			let twice = seal(LABEL, suite, 7, &key.public(), b"figure").unwrap();
			assert_ne!(sealed, twice);
		}
	}

	#[test]
	fn every_change_of_a_box_is_seen() {
		for suite in Suite::ALL {
			let key = PrivateKey::new(suite);
			let sealed = seal(LABEL, suite, 7, &key.public(), b"figure").unwrap();
			// Of the long key each 41st byte; all of the head, of the ciphertext and of its tag.
			let last = sealed.len() - 6 - TAG;
			let tried = |place: &usize| *place < HEAD + 32 || *place >= last || place % 41 == 0;
			for place in (0..sealed.len()).filter(tried) {
				let mut changed = sealed.clone();
				changed[place] ^= 1;
				assert!(open(LABEL, &changed, &key).is_err(), "{suite:?} {place}");
			}
			for length in 0..sealed.len() {
				assert!(open(LABEL, &sealed[..length], &key).is_err(), "{suite:?} {length}");
			}
		}
	}

	#[test]
	fn what_is_not_opened_is_refused_by_name() {
		let [classical, hybrid] = Suite::ALL.map(PrivateKey::new);
		let sealed = seal(LABEL, Suite::XWing, 1, &hybrid.public(), b"figure").unwrap();
		let refused = |sealed: &[u8], key| open(LABEL, sealed, key).unwrap_err();
		let other = Refusal::OtherSuite { of_box: Suite::XWing, of_key: Suite::X25519 };
		assert_eq!(refused(&sealed, &classical), other);
		assert!(other.to_string().starts_with("OtherSuite: "), "{other}");
		let unknown = [&[9][..], &sealed[1..]].concat();
		assert_eq!(refused(&unknown, &hybrid), Refusal::UnknownSuite(9));
		assert_eq!(refused(&[], &hybrid), Refusal::TooShort);
		assert_eq!(refused(&sealed[..HEAD + 1_120 + TAG - 1], &hybrid), Refusal::TooShort);
		// The point of order one: anybody could read what is encrypted to it.
		assert_eq!(seal(LABEL, Suite::X25519, 1, &[0; 32], b"figure"), None);
		assert_eq!(seal(LABEL, Suite::XWing, 1, &[0; 32], b"figure"), None, "too short");
	}
}
