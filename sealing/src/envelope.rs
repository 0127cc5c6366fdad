//! Files that one party alone can read: JSON around a box.

use crate::{
	boxes::{self, PrivateKey},
	error::{Error, Result},
	files,
	values::fingerprint,
};
use lingnan_types::{
	card::{CardView, Suite},
	CardVersion,
};
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path, str::FromStr};
use subxt::utils::H256;

const FORMAT: &str = "lingnan-envelope-2";
const CHECKSUM: usize = 4;
/// Files are filled up to a multiple of this, so that their length tells little.
const PAGE: usize = 1_024;

/// Who may read: a public key and its suite. In letters `x25519:` or `xwing:`, the key's digits, and 8 more that catch typing
/// errors.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Recipient {
	suite: Suite,
	key: Vec<u8>,
	/// Version of the card from which the key was taken; 0: from none.
	card: CardVersion,
}

impl Recipient {
	/// Of a card on the chain. Nothing of one whose key is not kept.
	pub fn of_card(card: &CardView) -> Option<Self> {
		let (suite, key) = (Suite::from_byte(card.suite)?, card.key.as_ref()?.as_bytes().to_vec());
		(key.len() == suite.key_bytes()).then_some(Self { suite, key, card: card.version })
	}

	/// The same key, taken from a card of this version.
	pub fn of_version(self, card: CardVersion) -> Self {
		Self { card, ..self }
	}

	pub fn suite(&self) -> Suite {
		self.suite
	}

	/// The public key.
	pub fn bytes(&self) -> &[u8] {
		&self.key
	}

	/// Version of the card from which the key was taken; 0: from none.
	pub fn card(&self) -> CardVersion {
		self.card
	}

	/// By what the key is known on the chain.
	pub fn key_hash(&self) -> H256 {
		fingerprint(&self.key)
	}

	/// Short enough for a sentence: the suite and how the key's hash begins.
	pub fn name(&self) -> String {
		named(self.suite, self.key_hash())
	}
}

fn named(suite: Suite, key_hash: H256) -> String {
	format!("{} 0x{}", suite.name(), hex::encode(&key_hash.0[..8]))
}

fn checksum(key: &[u8]) -> [u8; CHECKSUM] {
	let hash = fingerprint(&[&b"lingnan recipient"[..], key].concat());
	let mut sum = [0; CHECKSUM];
	sum.copy_from_slice(&hash.0[..CHECKSUM]);
	sum
}

impl fmt::Display for Recipient {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{}:{}{}", self.suite.name(), hex::encode(&self.key), hex::encode(checksum(&self.key)))
	}
}

impl fmt::Debug for Recipient {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.name())
	}
}

impl FromStr for Recipient {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let unread = || String::from("a recipient is written x25519: and 72 hexadecimal digits, or xwing: and 2,440");
		let (name, digits) = text.trim().split_once(':').ok_or_else(unread)?;
		let suite = Suite::ALL.into_iter().find(|suite| suite.name() == name).ok_or_else(unread)?;
		let bytes = hex::decode(digits).ok().filter(|bytes| bytes.len() == suite.key_bytes() + CHECKSUM);
		let mut key = bytes.ok_or_else(unread)?;
		let sum = key.split_off(suite.key_bytes());
		match checksum(&key)[..] == sum {
			true => Ok(Self { suite, key, card: 0 }),
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
	/// Of X-Wing: what is encrypted today may be kept until there are quantum computers.
	pub fn new() -> Self {
		Self::of(Suite::XWing)
	}

	pub fn of(suite: Suite) -> Self {
		Self(PrivateKey::new(suite))
	}

	pub fn recipient(&self) -> Recipient {
		Recipient { suite: self.0.suite(), key: self.0.public(), card: 0 }
	}

	/// Writes it to a new file that its owner alone can read.
	pub fn write(&self, path: &Path) -> Result<()> {
		let (recipient, secret) = (self.recipient(), hex::encode(self.0.to_bytes()));
		let text = format!(
			"# What is encrypted to {} is opened with this key.\n{}-secret:{secret}\n",
			recipient.name(),
			recipient.suite.name()
		);
		files::write_new(path, text.as_bytes())
	}

	/// Reads a file that [`Identity::write`] wrote. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		files::insist_private(path)?;
		let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
		let line = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'));
		let key = line.and_then(|line| {
			let (name, digits) = line.split_once("-secret:")?;
			let suite = Suite::ALL.into_iter().find(|suite| suite.name() == name)?;
			PrivateKey::from_bytes(suite, &hex::decode(digits).ok()?)
		});
		key.map(Self).ok_or_else(|| {
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

impl Content {
	/// What its boxes are bound to.
	const fn label(self) -> &'static [u8] {
		match self {
			Self::Openings => b"openings",
			Self::Disclosure => b"disclosure",
		}
	}
}

impl fmt::Display for Content {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Openings => "openings",
			Self::Disclosure => "a disclosure",
		})
	}
}

/// An encrypted file: readable are its kind, its suite, whose key opens it, and of openings the enterprise that they are about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Envelope {
	format: String,
	content: Content,
	/// BLAKE2b-256 of the public key, as a card on the chain names it.
	to: H256,
	/// Registration number of the enterprise that openings are about, for who carries them. It is believed only after it was compared
	/// with what is inside.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	enterprise: Option<String>,
	/// The box: its suite and the card's version stand in front.
	#[serde(with = "crate::files::digits")]
	sealed: Vec<u8>,
}

impl Envelope {
	/// Encrypts a JSON document.
	pub fn seal(content: Content, to: &Recipient, document: &impl Serialize) -> Result<Self> {
		let mut plain = serde_json::to_vec(document).map_err(|e| Error::input(content, e))?;
		plain.resize(plain.len().next_multiple_of(PAGE), b' ');
		let sealed = boxes::seal(content.label(), to.suite, to.card, &to.key, &plain);
		let sealed = sealed.ok_or_else(|| {
			Error::input(to.name(), "nothing can be encrypted to this key: ask its owner for another")
		})?;
		Ok(Self { format: FORMAT.into(), content, to: to.key_hash(), enterprise: None, sealed })
	}

	/// The same with the enterprise's number on it, in clear.
	pub fn of(self, enterprise: &str) -> Self {
		Self { enterprise: Some(enterprise.into()), ..self }
	}

	/// What stands on it in clear: nobody has checked it.
	pub fn enterprise(&self) -> Option<&str> {
		self.enterprise.as_deref()
	}

	/// Hash of the key, and version of the card, that it was made for; 0: for no card.
	pub fn addressee(&self, place: &Path) -> Result<(H256, CardVersion)> {
		let (_, card) = boxes::read_head(&self.sealed).map_err(|why| Error::input(place.display(), why))?;
		Ok((self.to, card))
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
		if self.to != ours.key_hash() {
			let suite = boxes::read_head(&self.sealed).map_err(|why| Error::input(&place, why))?.0;
			let reason = format!(
				"OtherKey: it is encrypted to {}, and your key is {}: give the other key with --identity, or have the file made \
				 for this one",
				named(suite, self.to),
				ours.name()
			);
			return Err(Error::input(place, reason));
		}
		let plain = boxes::open(content.label(), &self.sealed, &identity.0).map_err(|why| match why {
			// The key is the right one, by its hash.
			boxes::Refusal::OtherKeyOrChanged => {
				Error::input(&place, "Changed: it was changed or cut on its way: ask its sender for it again")
			},
			other => Error::input(&place, other),
		})?;
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
		for suite in Suite::ALL {
			let (firm, other) = (Identity::of(suite), Identity::new());
			let envelope = sealed(&firm);
			assert_eq!(opened(&envelope, &firm).unwrap(), json!({ "figure": 7 }));
			let error = opened(&envelope, &other).unwrap_err().to_string();
			assert!(error.contains("OtherKey: ") && error.contains(&firm.recipient().name()), "{error}");
			assert!(error.contains("--identity"), "{error}");
			// Not even when the file says that it is for him.
			let claimed = Envelope { to: other.recipient().key_hash(), ..envelope };
			assert!(opened(&claimed, &other).is_err());
		}
	}

	/// The key to which a file is encrypted was destroyed; its owner has the next one.
	#[test]
	fn what_was_encrypted_to_a_destroyed_key_is_opened_by_no_other() {
		let destroyed = sealed(&Identity::new());
		let error = opened(&destroyed, &Identity::new()).unwrap_err().to_string();
		assert!(error.contains("OtherKey: "), "{error}");
	}

	#[test]
	fn every_change_is_seen() {
		let firm = Identity::of(Suite::X25519);
		let envelope = sealed(&firm);
		for place in 0..envelope.sealed.len() {
			let mut changed = envelope.clone();
			changed.sealed[place] ^= 1;
			assert!(opened(&changed, &firm).is_err(), "{place}");
		}
		let cut = Envelope { sealed: envelope.sealed[1..].to_vec(), ..envelope.clone() };
		let short = Envelope { sealed: envelope.sealed[..20].to_vec(), ..envelope.clone() };
		let relabelled = Envelope { content: Content::Disclosure, ..envelope.clone() };
		assert!(opened(&cut, &firm).is_err());
		assert!(opened(&short, &firm).unwrap_err().to_string().contains("TooShort: "));
		assert!(opened(&relabelled, &firm).unwrap_err().to_string().contains("a disclosure, not openings"));
		let relabelled: Result<Value> = relabelled.open(Content::Disclosure, &firm, Path::new("f.json"));
		assert!(relabelled.unwrap_err().to_string().contains("Changed: it was changed or cut"));
	}

	#[test]
	fn it_says_for_which_card_it_was_made() {
		let firm = Identity::new();
		let to = firm.recipient().of_version(7);
		let envelope = Envelope::seal(Content::Openings, &to, &json!(1)).unwrap();
		assert_eq!(envelope.addressee(Path::new("f")).unwrap(), (to.key_hash(), 7));
		assert_eq!(opened(&envelope, &firm).unwrap(), json!(1));
		// The version cannot be changed on the way.
		let mut changed = envelope;
		changed.sealed[1] = 8;
		assert!(opened(&changed, &firm).unwrap_err().to_string().contains("Changed: "));
	}

	#[test]
	fn its_length_tells_little() {
		let firm = Identity::of(Suite::X25519);
		let length =
			|document: Value| Envelope::seal(Content::Openings, &firm.recipient(), &document).unwrap().sealed.len();
		assert_eq!(length(json!(1)), length(json!(1_000_000_000)));
		assert_eq!(length(json!(1)), 5 + 32 + PAGE + 16);
	}

	#[test]
	fn a_mistyped_or_worthless_recipient_is_refused() {
		for suite in Suite::ALL {
			let text = Identity::of(suite).recipient().to_string();
			assert_eq!(text.parse::<Recipient>().unwrap().to_string(), text);
			let flipped = if text.ends_with('0') { '1' } else { '0' };
			let typo = format!("{}{flipped}", &text[..text.len() - 1]);
			assert!(typo.parse::<Recipient>().unwrap_err().contains("typing error"));
			for bad in ["", "x25519:", "x25519:00", "xwing:00", "other:00", &text[7..]] {
				assert!(bad.parse::<Recipient>().is_err(), "{bad}");
			}
		}
		// The point of order one: anybody could read what is encrypted to it.
		let worthless = Recipient { suite: Suite::X25519, key: vec![0; 32], card: 0 };
		assert!(Envelope::seal(Content::Openings, &worthless, &json!(1)).is_err());
	}

	#[test]
	fn a_key_survives_its_file_which_is_private_and_never_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		for suite in Suite::ALL {
			let path = folder.path().join(suite.name());
			let identity = Identity::of(suite);
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

	/// What was written once stays readable, here and in the portal, whose tests open the same file.
	#[test]
	fn envelopes_of_before_still_open() {
		let vectors: Vec<Value> = serde_json::from_str(include_str!("../tests/vectors/envelopes.json")).unwrap();
		assert_eq!(vectors.len(), Suite::ALL.len());
		for (vector, suite) in vectors.into_iter().zip(Suite::ALL) {
			let secret = hex::decode(vector["secret"].as_str().unwrap()).unwrap();
			let firm = Identity(PrivateKey::from_bytes(suite, &secret).unwrap());
			assert_eq!(vector["public"], hex::encode(firm.recipient().bytes()));
			let envelope: Envelope = serde_json::from_value(vector["envelope"].clone()).unwrap();
			assert_eq!(envelope.addressee(Path::new("f")).unwrap(), (firm.recipient().key_hash(), 7));
			assert_eq!(envelope.enterprise(), Some("CN:91440300708461136T"));
			assert_eq!(opened(&envelope, &firm).unwrap(), json!({ "figure": 7 }));
		}
	}
}
