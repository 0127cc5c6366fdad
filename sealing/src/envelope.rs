//! Files that one party alone can read: HPKE (RFC 9180), base mode, with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! ChaCha20Poly1305.

use crate::files;
use crate::{
	error::{Error, Result},
	values::fingerprint,
};
use hpke::{
	aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256, Deserializable, OpModeR, OpModeS, Serializable,
};
use rand::{rngs::OsRng, TryRngCore};
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path, str::FromStr};

type Kem = X25519HkdfSha256;
type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type EncappedKey = <Kem as hpke::Kem>::EncappedKey;

const FORMAT: &str = "lingnan-envelope-1";
const RECIPIENT: &str = "x25519:";
const SECRET: &str = "x25519-secret:";
const CHECKSUM: usize = 4;
/// Files are filled up to a multiple of this, so that their length tells little.
const PAGE: usize = 1_024;

/// Who may read: a public key, written `x25519:` with 64 digits and 8 more that catch typing errors.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Recipient([u8; 32]);

impl Recipient {
	pub fn bytes(&self) -> &[u8; 32] {
		&self.0
	}

	fn key(&self) -> Result<PublicKey> {
		PublicKey::from_bytes(&self.0).map_err(|e| Error::input(self, e))
	}
}

fn checksum(key: &[u8; 32]) -> [u8; CHECKSUM] {
	let hash = fingerprint(&[&b"lingnan recipient"[..], key].concat());
	let mut sum = [0; CHECKSUM];
	sum.copy_from_slice(&hash.0[..CHECKSUM]);
	sum
}

impl fmt::Display for Recipient {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{RECIPIENT}{}{}", hex::encode(self.0), hex::encode(checksum(&self.0)))
	}
}

impl fmt::Debug for Recipient {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl FromStr for Recipient {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let digits = text.trim().strip_prefix(RECIPIENT);
		let bytes = digits.and_then(|d| hex::decode(d).ok()).filter(|b| b.len() == 32 + CHECKSUM);
		let bytes = bytes.ok_or_else(|| format!("a recipient is written {RECIPIENT} and 72 hexadecimal digits"))?;
		let mut key = [0; 32];
		key.copy_from_slice(&bytes[..32]);
		match checksum(&key) == bytes[32..] {
			true => Ok(Self(key)),
			false => Err("the recipient has a typing error: its last eight digits do not match".into()),
		}
	}
}

impl From<Recipient> for String {
	fn from(recipient: Recipient) -> Self {
		recipient.to_string()
	}
}

impl TryFrom<String> for Recipient {
	type Error = String;

	fn try_from(text: String) -> Result<Self, String> {
		text.parse()
	}
}

/// A private key that opens what was encrypted to its recipient. It has nothing to do with the key that signs.
pub struct Identity(PrivateKey);

impl Identity {
	pub fn new() -> Self {
		Self(<Kem as hpke::Kem>::gen_keypair(&mut OsRng.unwrap_err()).0)
	}

	pub fn recipient(&self) -> Recipient {
		Recipient(<Kem as hpke::Kem>::sk_to_pk(&self.0).to_bytes().into())
	}

	/// Writes it to a new file that its owner alone can read.
	pub fn write(&self, path: &Path) -> Result<()> {
		let secret = hex::encode(self.0.to_bytes());
		let text = format!("# What is encrypted to {} is opened with this key.\n{SECRET}{secret}\n", self.recipient());
		files::write_new(path, text.as_bytes())
	}

	/// Reads a file that [`Identity::write`] wrote. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		files::insist_private(path)?;
		let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
		let line = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'));
		let bytes = line.and_then(|l| l.strip_prefix(SECRET)).and_then(|digits| hex::decode(digits).ok());
		let key = bytes.and_then(|b| PrivateKey::from_bytes(&b).ok()).map(Self);
		key.ok_or_else(|| {
			Error::input(
				path.display(),
				"no encryption key stands in it: make one with `lingnan key encryption --out FILE`",
			)
		})
	}
}

impl Default for Identity {
	fn default() -> Self {
		Self::new()
	}
}

/// What an envelope holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Content {
	/// From an agency to an enterprise.
	Openings,
	/// From an enterprise to an institution.
	Disclosure,
}

impl fmt::Display for Content {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Openings => "openings",
			Self::Disclosure => "a disclosure",
		})
	}
}

/// An encrypted file: readable are its kind and whose key opens it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Envelope {
	format: String,
	content: Content,
	to: Recipient,
	#[serde(with = "crate::files::digits")]
	encapsulated: Vec<u8>,
	#[serde(with = "crate::files::digits")]
	sealed: Vec<u8>,
}

impl Envelope {
	/// Encrypts a JSON document.
	pub fn seal(content: Content, to: &Recipient, document: &impl Serialize) -> Result<Self> {
		let mut plain = serde_json::to_vec(document).map_err(|e| Error::input(content, e))?;
		plain.resize(plain.len().next_multiple_of(PAGE), b' ');
		let (encapsulated, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem, _>(
			&OpModeS::Base,
			&to.key()?,
			FORMAT.as_bytes(),
			&plain,
			&header(content, to),
			&mut OsRng.unwrap_err(),
		)
		.map_err(|_| Error::input(to, "nothing can be encrypted to this key: ask its owner for another"))?;
		let encapsulated = encapsulated.to_bytes().to_vec();
		Ok(Self { format: FORMAT.into(), content, to: to.clone(), encapsulated, sealed })
	}

	/// Decrypts it and reads the document. `place` is where it came from, for errors.
	pub fn open<T: serde::de::DeserializeOwned>(
		&self,
		content: Content,
		identity: &Identity,
		place: &Path,
	) -> Result<T> {
		let place = place.display();
		if self.content != content {
			return Err(Error::input(place, format!("it holds {}, not {content}", self.content)));
		}
		let ours = identity.recipient();
		if self.to != ours {
			let reason = format!(
				"it is encrypted to {}, and your key is {ours}: give the other key with --identity, or have the file made for \
				 this one",
				self.to
			);
			return Err(Error::input(place, reason));
		}
		let changed = || Error::input(&place, "it was changed or cut on its way: ask its sender for it again");
		let key = EncappedKey::from_bytes(&self.encapsulated).map_err(|_| changed())?;
		let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
			&OpModeR::Base,
			&identity.0,
			&key,
			FORMAT.as_bytes(),
			&self.sealed,
			&header(content, &self.to),
		)
		.map_err(|_| changed())?;
		serde_json::from_slice(&plain).map_err(|e| Error::input(&place, format!("inside the envelope: {e}")))
	}

	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<()> {
		let text = serde_json::to_string_pretty(self).map_err(|e| Error::input(path.display(), e))?;
		files::write_new(path, text.as_bytes())
	}

	pub fn read(path: &Path) -> Result<Self> {
		let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
		let envelope: Self = serde_json::from_str(&text)
			.map_err(|e| Error::input(path.display(), format!("this is not an encrypted file of lingnan: {e}")))?;
		match envelope.format == FORMAT {
			true => Ok(envelope),
			false => Err(Error::input(
				path.display(),
				format!("its format is {:?}; this program reads {FORMAT:?}", envelope.format),
			)),
		}
	}
}

/// What is readable is authenticated all the same.
fn header(content: Content, to: &Recipient) -> Vec<u8> {
	let kind: &[u8] = match content {
		Content::Openings => b"openings",
		Content::Disclosure => b"disclosure",
	};
	[kind, &to.0[..]].concat()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, Value};

	fn sealed(to: &Identity) -> Envelope {
		Envelope::seal(Content::Openings, &to.recipient(), &json!({ "figure": 7 })).unwrap()
	}

	fn opened(envelope: &Envelope, identity: &Identity) -> Result<Value> {
		envelope.open(Content::Openings, identity, Path::new("f.json"))
	}

	#[test]
	fn the_recipient_reads_it_and_nobody_else() {
		let (firm, other) = (Identity::new(), Identity::new());
		let envelope = sealed(&firm);
		assert_eq!(opened(&envelope, &firm).unwrap(), json!({ "figure": 7 }));
		let error = opened(&envelope, &other).unwrap_err().to_string();
		assert!(error.contains(&firm.recipient().to_string()) && error.contains("--identity"), "{error}");
		// Not even when the file says that it is for him.
		let claimed = Envelope { to: other.recipient(), ..envelope };
		assert!(opened(&claimed, &other).unwrap_err().to_string().contains("changed or cut"));
	}

	#[test]
	fn every_change_is_seen() {
		let firm = Identity::new();
		let envelope = sealed(&firm);
		for place in 0..envelope.sealed.len() {
			let mut changed = envelope.clone();
			changed.sealed[place] ^= 1;
			assert!(opened(&changed, &firm).is_err(), "{place}");
		}
		let cut = Envelope { sealed: envelope.sealed[1..].to_vec(), ..envelope.clone() };
		let short = Envelope { encapsulated: vec![1; 31], ..envelope.clone() };
		let relabelled = Envelope { content: Content::Disclosure, ..envelope.clone() };
		assert!(opened(&cut, &firm).is_err() && opened(&short, &firm).is_err());
		assert!(opened(&relabelled, &firm).unwrap_err().to_string().contains("a disclosure, not openings"));
		let relabelled: Result<Value> = relabelled.open(Content::Disclosure, &firm, Path::new("f.json"));
		assert!(relabelled.unwrap_err().to_string().contains("changed or cut"));
	}

	#[test]
	fn its_length_tells_little() {
		let firm = Identity::new();
		let length =
			|document: Value| Envelope::seal(Content::Openings, &firm.recipient(), &document).unwrap().sealed.len();
		assert_eq!(length(json!(1)), length(json!(1_000_000_000)));
		assert_eq!(length(json!(1)), PAGE + 16);
	}

	#[test]
	fn a_mistyped_or_worthless_recipient_is_refused() {
		let text = Identity::new().recipient().to_string();
		assert_eq!(text.parse::<Recipient>().unwrap().to_string(), text);
		let flipped = if text.ends_with('0') { '1' } else { '0' };
		let typo = format!("{}{flipped}", &text[..text.len() - 1]);
		assert!(typo.parse::<Recipient>().unwrap_err().contains("typing error"));
		for bad in ["", "x25519:", "x25519:00", &text[7..]] {
			assert!(bad.parse::<Recipient>().is_err(), "{bad}");
		}
		// The point of order one: anybody could read what is encrypted to it.
		assert!(Envelope::seal(Content::Openings, &Recipient([0; 32]), &json!(1)).is_err());
	}

	#[test]
	fn a_key_survives_its_file_which_is_private_and_never_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("firm.key");
		let identity = Identity::new();
		identity.write(&path).unwrap();
		assert_eq!(Identity::read(&path).unwrap().recipient(), identity.recipient());
		assert!(Identity::new().write(&path).unwrap_err().to_string().contains("is there already"));
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
			std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
			assert!(Identity::read(&path).err().unwrap().to_string().contains("chmod 600"));
		}
		let other = folder.path().join("other");
		files::write_new(&other, b"x25519-secret:12").unwrap();
		assert!(Identity::read(&other).err().unwrap().to_string().contains("lingnan key encryption"));
	}

	#[test]
	fn an_envelope_survives_its_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("openings.json");
		let firm = Identity::new();
		sealed(&firm).write(&path).unwrap();
		assert_eq!(opened(&Envelope::read(&path).unwrap(), &firm).unwrap(), json!({ "figure": 7 }));
		let text = std::fs::read_to_string(&path).unwrap().replace(FORMAT, "lingnan-envelope-9");
		std::fs::write(&path, text).unwrap();
		assert!(Envelope::read(&path).unwrap_err().to_string().contains("lingnan-envelope-9"));
	}
}
