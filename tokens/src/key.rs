//! The key of an issuer: the secret that makes tokens, and the public key that shows with which secret they were made.

use crate::{
	cut, digits,
	error::{Error, Result},
	files,
	oprf::{Evaluation, Request},
	values::fingerprint,
	Suite, Token,
};
use lingnan_documents::Form;
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path, str::FromStr};
use voprf::{BlindedElement, Group, VoprfServer};
use zeroize::Zeroizing;

const SECRET: &str = "document-token-secret:";
/// Binds the key to its use (`info` of RFC 9497, 3.2.1).
const INFO: &[u8] = b"lingnan document tokens";

/// Anybody may know it. It shows that a token was made with the secret behind it, and tells nothing of any document.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PublicKey([u8; 32]);

impl PublicKey {
	/// A point of the group other than the neutral one: with that, every token would be the same for everybody.
	pub fn new(bytes: [u8; 32]) -> Result<Self, String> {
		let point = <Suite as Group>::deserialize_elem(&bytes);
		point.map(|_| Self(bytes)).map_err(|_| "this is not the public key of an issuer".into())
	}

	pub fn bytes(&self) -> [u8; 32] {
		self.0
	}

	/// The point is checked when the key is made.
	pub(crate) fn point(&self) -> Result<<Suite as Group>::Elem> {
		<Suite as Group>::deserialize_elem(&self.0).map_err(|e| Error::input(self, e))
	}
}

impl fmt::Display for PublicKey {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&digits::text(&self.0))
	}
}

impl fmt::Debug for PublicKey {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl FromStr for PublicKey {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		Self::new(digits::read(text.trim())?)
	}
}

impl From<PublicKey> for String {
	fn from(key: PublicKey) -> Self {
		key.to_string()
	}
}

impl TryFrom<String> for PublicKey {
	type Error = String;

	fn try_from(text: String) -> Result<Self, String> {
		text.parse()
	}
}

/// The secret of an issuer, under one version. Whoever has it finds out which numbers are registered and financed, by
/// trying; it signs nothing.
pub struct Secret {
	server: VoprfServer<Suite>,
	version: u16,
}

impl Secret {
	/// A new one, from the system's random numbers.
	pub fn new(version: u16) -> Result<Self> {
		let mut seed = Zeroizing::new([0; 32]);
		getrandom::fill(&mut seed[..]).map_err(|e| Error::input("the system's random numbers", e))?;
		Self::from_seed(&seed, version)
	}

	/// The same for everybody who has the seed. On a rehearsal network, where everybody has every key.
	pub fn from_seed(seed: &[u8; 32], version: u16) -> Result<Self> {
		let server = VoprfServer::new_from_seed(seed, INFO).map_err(|e| Error::input("the seed", e))?;
		Ok(Self { server, version })
	}

	/// The key of an agency of a rehearsal network, as everybody has it.
	pub fn rehearsal(agency: &str, version: u16) -> Result<Self> {
		Self::from_seed(&fingerprint(format!("document tokens of //agency//{agency}").as_bytes()).0, version)
	}

	/// From the 32 bytes of its number, as a key file has them.
	pub fn from_bytes(bytes: &[u8; 32], version: u16) -> Result<Self, String> {
		let server = VoprfServer::new_with_key(bytes).map_err(|_| "this is not the secret of an issuer".to_string())?;
		Ok(Self { server, version })
	}

	/// The number that the chain gave to this key.
	pub fn version(&self) -> u16 {
		self.version
	}

	pub fn public(&self) -> PublicKey {
		PublicKey(<Suite as Group>::serialize_elem(self.server.get_public_key()).into())
	}

	/// The token of a document that the issuer knows: nobody need be asked.
	pub fn token(&self, form: &Form) -> Result<Token> {
		let output = self.server.evaluate(form.as_str().as_bytes()).map_err(|e| Error::input(form, e))?;
		cut(&output).ok_or_else(|| Error::input(form, "the function answered too little"))
	}

	/// Answers a blinded request, with one proof for all of it. What was asked for stays hidden.
	pub fn evaluate(&self, request: &Request) -> Result<Evaluation, String> {
		request.check()?;
		let blinded = request.blinded.iter().map(|bytes| BlindedElement::<Suite>::deserialize(bytes));
		let blinded: Vec<_> =
			blinded.collect::<Result<_, _>>().map_err(|_| "a blinded form is no point of the group")?;
		let answer = self.server.batch_blind_evaluate(&mut OsRng, &blinded).map_err(|e| e.to_string())?;
		Ok(Evaluation {
			version: self.version,
			key: self.public(),
			evaluated: answer.messages.iter().map(|message| message.serialize().into()).collect(),
			proof: answer.proof.serialize().into(),
		})
	}

	/// Writes it to a new file that its owner alone can read.
	pub fn write(&self, path: &Path) -> Result<()> {
		let number = Zeroizing::new(self.server.serialize().to_vec());
		let secret = Zeroizing::new(hex::encode(&number[..32]));
		let (version, public) = (self.version, self.public());
		let text = Zeroizing::new(format!(
			"# Tokens of documents, version {version}, public key {public}: whoever has this secret can try out which numbers are \
			 financed.\n{SECRET}{version}:{}\n",
			*secret
		));
		files::write_new(path, text.as_bytes())
	}

	/// Reads a file that [`Secret::write`] wrote. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		files::insist_private(path)?;
		let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?);
		let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
		let parts = line.and_then(|line| line.strip_prefix(SECRET)).and_then(|rest| rest.split_once(':'));
		let read = parts.and_then(|(version, digits)| {
			let bytes = Zeroizing::new(digits::read::<32>(digits).ok()?);
			Self::from_bytes(&bytes, version.parse().ok()?).ok()
		});
		let advice = "no key for tokens stands in it: make one with `lingnan document key new`";
		read.ok_or_else(|| Error::input(path.display(), advice))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_survives_its_file_which_is_private_and_never_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("customs.key");
		let secret = Secret::new(3).unwrap();
		secret.write(&path).unwrap();
		let read = Secret::read(&path).unwrap();
		assert_eq!((read.version(), read.public()), (3, secret.public()));
		assert!(Secret::new(3).unwrap().write(&path).unwrap_err().to_string().contains("is there already"));
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
			std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
			assert!(Secret::read(&path).err().unwrap().to_string().contains("chmod 600"));
		}
		let zero = format!("{SECRET}1:{}", "00".repeat(32));
		for (name, text) in [("a", "x25519-secret:12"), ("b", zero.as_str()), ("c", "document-token-secret:1:12")] {
			let other = folder.path().join(name);
			files::write_new(&other, text.as_bytes()).unwrap();
			assert!(Secret::read(&other).err().unwrap().to_string().contains("lingnan document key new"), "{text}");
		}
	}

	#[test]
	fn keys_are_random_unless_they_come_from_a_seed() {
		assert_ne!(Secret::new(1).unwrap().public(), Secret::new(1).unwrap().public());
		let seeded = |seed| Secret::from_seed(&[seed; 32], 1).unwrap().public();
		assert_eq!(seeded(1), seeded(1));
		assert_ne!(seeded(1), seeded(2));
	}

	#[test]
	fn a_worthless_public_key_is_refused() {
		let key = Secret::new(1).unwrap().public();
		assert_eq!(key.to_string().parse::<PublicKey>().unwrap(), key);
		// The neutral point, a point that is none, and what is too short.
		for bad in ["00".repeat(32), "ff".repeat(32), "12".into()] {
			assert!(bad.parse::<PublicKey>().is_err(), "{bad}");
		}
	}
}
