//! Encrypted key files as wallets write them: polkadot-js' JSON, version 3.
//!
//! `encoded` is, in base64: 32 bytes of salt, N, p and r of scrypt (32 bits each, little-endian), 24 bytes of nonce, and
//! the box (xsalsa20-poly1305 under scrypt of the password) around the pair in PKCS #8: 16 bytes of heading, the secret
//! key of 64 bytes as Ed25519 expands it, 5 bytes of divider, the public key of 32.

use super::{Key, Password};
use crate::error::{Error, Result};
use base64::{engine::general_purpose::STANDARD, Engine};
use crypto_secretbox::{
	aead::{Aead, KeyInit},
	XSalsa20Poly1305,
};
use schnorrkel::{
	derive::{ChainCode, Derivation},
	ExpansionMode, MiniSecretKey, SecretKey,
};
use serde::Deserialize;
use serde_json::json;
use std::str::FromStr;
use subxt_signer::{bip39::Mnemonic, polkadot_js_compat, sr25519::Keypair, DeriveJunction, ExposeSecret, SecretUri};
use zeroize::Zeroizing;

const CONTENT: [&str; 2] = ["pkcs8", "sr25519"];
const TYPE: [&str; 2] = ["scrypt", "xsalsa20-poly1305"];
const VERSION: &str = "3";

/// N = 32 768: what @polkadot/keyring 14 writes (131 072) older wallets refuse under the same version.
const LOG_N: u8 = 15;
const R: u32 = 8;
const P: u32 = 1;

const SALT: usize = 32;
const NONCE: usize = 24;
/// Salt, three parameters, nonce.
const HEADER: usize = SALT + 12 + NONCE;
/// What the box adds.
const TAG: usize = 16;

const PKCS8_HEADER: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const PKCS8_DIVIDER: [u8; 5] = [161, 35, 3, 33, 0];

#[derive(Deserialize)]
struct Form {
	encoded: String,
	encoding: Encoding,
}

#[derive(Deserialize)]
struct Encoding {
	content: Vec<String>,
	r#type: Vec<String>,
	version: String,
}

/// Whether a file's text is meant as a key file and not as a secret.
pub fn is_one(text: &str) -> bool {
	text.trim_start().starts_with('{')
}

/// The key in a key file.
pub fn open(place: &str, text: &str, password: &Password) -> Result<Key> {
	let refuse = |reason: String| Error::input(place, reason);
	let form: Form = serde_json::from_str(text).map_err(|_| {
		refuse("this JSON is not a key file: export one from the wallet, or make one with `lingnan key`".into())
	})?;
	let Encoding { content, r#type, version } = &form.encoding;
	if r#type.iter().any(|t| t == "none") {
		return Err(refuse("this key file is not encrypted: export it again with a password".into()));
	}
	if version != VERSION || *content != CONTENT || *r#type != TYPE {
		return Err(refuse(format!(
			"a key file of version {version} with {} in {} is not read: only sr25519 keys in version 3 are",
			content.join(", "),
			r#type.join(", ")
		)));
	}
	let length = STANDARD.decode(&form.encoded).map_or(0, |bytes| bytes.len());
	if length < HEADER + TAG {
		return Err(refuse("the key file is damaged: its content is cut or no base64".into()));
	}
	let password = password.of(place)?;
	use polkadot_js_compat::Error as Fault;
	polkadot_js_compat::decrypt_json(text, &password).map_err(|fault| match fault {
		Fault::Secretbox(_) => refuse("the password is wrong, or the key file is damaged".into()),
		Fault::UnsupportedScryptParameters { n, p, r } => {
			refuse(format!("scrypt with N {n}, p {p}, r {r} is not what wallets write: refused"))
		},
		_ => refuse("the key in it is damaged: its parts do not belong together".into()),
	})
}

/// A secret that can be written into a key file.
pub struct Secret(SecretKey);

impl Secret {
	/// Twelve new words.
	pub fn new_words() -> Result<Zeroizing<String>> {
		let mut entropy = Zeroizing::new([0; 16]);
		getrandom::fill(&mut *entropy).map_err(no_randomness)?;
		let words = Mnemonic::from_entropy(&*entropy).map_err(|e| Error::input("words", e))?;
		Ok(Zeroizing::new(words.to_string()))
	}

	/// What a secret URI derives.
	pub fn of(uri: &str) -> Result<Self> {
		let not_a_key = || Error::input("--key", super::NOT_A_KEY);
		let parsed = SecretUri::from_str(uri).map_err(|_| not_a_key())?;
		let derived = derive(&parsed).ok_or_else(not_a_key)?;
		// The library that signs derives for itself: both must come to the same account.
		let signs = Keypair::from_uri(&parsed).map_err(|_| not_a_key())?;
		match derived.to_public().to_bytes() == signs.public_key().0 {
			true => Ok(Self(derived)),
			false => Err(Error::input("--key", "this key cannot be written into a key file")),
		}
	}

	/// A key file with this name in it.
	pub fn encrypt(&self, name: &str, password: &str) -> Result<String> {
		let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
		getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut nonce)).map_err(no_randomness)?;
		self.encrypt_with(name, password, salt, nonce)
	}

	fn encrypt_with(&self, name: &str, password: &str, salt: [u8; SALT], nonce: [u8; NONCE]) -> Result<String> {
		let fault = |e: String| Error::input("the key file", e);
		let public = self.0.to_public().to_bytes();
		let mut pair = Zeroizing::new(PKCS8_HEADER.to_vec());
		pair.extend(*Zeroizing::new(self.0.to_ed25519_bytes()));
		pair.extend(PKCS8_DIVIDER);
		pair.extend(public);

		let parameters = scrypt::Params::new(LOG_N, R, P, 32).map_err(|e| fault(e.to_string()))?;
		let mut key = Zeroizing::new([0; 32]);
		scrypt::scrypt(password.as_bytes(), &salt, &parameters, &mut *key).map_err(|e| fault(e.to_string()))?;
		let cipher = XSalsa20Poly1305::new((&*key).into());
		let sealed = cipher.encrypt((&nonce).into(), pair.as_slice()).map_err(|e| fault(e.to_string()))?;

		let mut encoded = salt.to_vec();
		for number in [1 << LOG_N, P, R] {
			encoded.extend(u32::to_le_bytes(number));
		}
		encoded.extend(nonce);
		encoded.extend(sealed);
		let form = json!({
			"encoded": STANDARD.encode(encoded),
			"encoding": { "content": CONTENT, "type": TYPE, "version": VERSION },
			"address": subxt::utils::AccountId32(public).to_string(),
			"meta": { "name": name },
		});
		serde_json::to_string_pretty(&form).map_err(|e| fault(e.to_string()))
	}

	/// The account that it signs for.
	pub fn account(&self) -> subxt::utils::AccountId32 {
		subxt::utils::AccountId32(self.0.to_public().to_bytes())
	}
}

fn no_randomness(e: getrandom::Error) -> Error {
	Error::input("randomness", e)
}

/// The secret key of a URI, as Substrate derives it.
fn derive(uri: &SecretUri) -> Option<SecretKey> {
	let phrase = uri.phrase.expose_secret();
	let seed = match phrase.strip_prefix("0x") {
		Some(digits) => MiniSecretKey::from_bytes(&Zeroizing::new(hex::decode(digits).ok()?)).ok()?,
		None => {
			let (entropy, length) = Mnemonic::from_str(phrase).ok()?.to_entropy_array();
			let entropy = Zeroizing::new(entropy);
			let password = uri.password.as_ref().map_or("", |p| p.expose_secret());
			substrate_bip39::mini_secret_from_entropy(entropy.get(..length)?, password).ok()?
		},
	};
	let root = seed.expand(ExpansionMode::Ed25519);
	Some(uri.junctions.iter().fold(root, |parent, junction| match junction {
		DeriveJunction::Soft(code) => parent.derived_key_simple(ChainCode(*code), b"").0,
		DeriveJunction::Hard(code) => {
			parent.hard_derive_mini_secret_key(Some(ChainCode(*code)), b"").0.expand(ExpansionMode::Ed25519)
		},
	}))
}

#[cfg(test)]
mod tests {
	use super::{super::account, *};
	use serde_json::Value;
	use std::io::Write;

	const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";
	const PASSWORD: &str = "a password for a test";
	/// Written by @polkadot/keyring 14 (`tests/vectors/README.md` says how).
	const THEIRS: &str = include_str!("../../tests/vectors/keyring-14.json");
	/// The same with N = 32 768, as wallets of before.
	const THEIRS_OLDER: &str = include_str!("../../tests/vectors/keyring-12.json");
	/// Written by the portal.
	const PORTALS: &str = include_str!("../../tests/vectors/portal.json");

	fn password(text: &str) -> (Password, tempfile::NamedTempFile) {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "{text}").unwrap();
		(Password { file: Some(file.path().into()), descriptor: None }, file)
	}

	fn holds(text: &str, password: &Password, key: &Key) -> bool {
		open("the key file", text, password).is_ok_and(|found| account(&found) == account(key))
	}

	#[test]
	fn a_key_file_of_a_wallet_opens_with_its_password_alone() {
		let key = super::super::from_uri(WORDS).unwrap();
		let (right, _right) = password(PASSWORD);
		let (wrong, _wrong) = password("another password");
		for theirs in [THEIRS, THEIRS_OLDER, PORTALS] {
			let opened = open("f", theirs, &right).unwrap();
			assert_eq!(account(&opened), account(&key));
			// It signs as the other does.
			let signature = opened.sign(b"message");
			assert!(subxt_signer::sr25519::verify(&signature, b"message", &key.public_key()));
			let refused = open("f", theirs, &wrong).map(drop).unwrap_err().to_string();
			assert!(refused.contains("password is wrong"), "{refused}");
		}
	}

	#[test]
	fn what_is_written_here_opens_again_and_has_the_parameters_that_every_wallet_takes() {
		let (right, _file) = password(PASSWORD);
		for uri in [WORDS.to_string(), format!("{WORDS}//tax/officer///extra"), format!("0x{}//1", "07".repeat(32))] {
			let text = Secret::of(&uri).unwrap().encrypt("Tax office", PASSWORD).unwrap();
			assert!(holds(&text, &right, &super::super::from_uri(&uri).unwrap()), "{uri}");
			assert!(!text.contains("legal") && !text.contains(PASSWORD));
			let form: Value = serde_json::from_str(&text).unwrap();
			let encoded = STANDARD.decode(form["encoded"].as_str().unwrap()).unwrap();
			assert_eq!(encoded[32..44], [0, 128, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0]);
			assert_eq!(encoded.len(), 68 + 16 + 117);
		}
	}

	#[test]
	fn a_damaged_or_foreign_key_file_is_refused_by_name() {
		let (right, _file) = password(PASSWORD);
		let with = |change: &dyn Fn(&mut Value)| {
			let mut form: Value = serde_json::from_str(THEIRS_OLDER).unwrap();
			change(&mut form);
			open("f", &form.to_string(), &right).map(drop).unwrap_err().to_string()
		};
		for (says, change) in [
			("version 4", (&|form: &mut Value| form["encoding"]["version"] = json!("4")) as &dyn Fn(&mut Value)),
			("ed25519", &|form| form["encoding"]["content"] = json!(["pkcs8", "ed25519"])),
			("not encrypted", &|form| form["encoding"]["type"] = json!(["none"])),
			("no base64", &|form| form["encoded"] = json!("!")),
			("cut", &|form| form["encoded"] = json!("AAAA")),
			("is not a key file", &|form| form["encoding"] = json!(1)),
			("do not belong together", &|form| {
				form["address"] = json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
			}),
		] {
			let error = with(change);
			assert!(error.contains(says), "{says}: {error}");
		}
		let costly = with(&|form| {
			let mut bytes = STANDARD.decode(form["encoded"].as_str().unwrap()).unwrap();
			bytes[32..36].copy_from_slice(&(1u32 << 30).to_le_bytes());
			form["encoded"] = json!(STANDARD.encode(bytes));
		});
		assert!(costly.contains("scrypt with N 1073741824"), "{costly}");
	}

	#[test]
	fn new_words_are_twelve_and_never_the_same() {
		let (one, other) = (Secret::new_words().unwrap(), Secret::new_words().unwrap());
		assert_eq!(one.split(' ').count(), 12);
		assert_ne!(*one, *other);
		assert!(Secret::of(&one).is_ok());
	}
}
