//! Who signs: a development name, a secret URI, or a file that holds one.

use crate::error::{Error, Result};
use std::{path::Path, str::FromStr};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

/// An sr25519 key pair.
pub type Key = Keypair;

/// Reads `--key`.
///
/// - `//agency//tax`, `//Alice`, `0x…//path` or a mnemonic (with a path, if any): a secret URI;
/// - the path of a file: its first line that is not empty is the secret URI;
/// - a word: the development account of that name, `alice` for `//Alice`.
pub fn read(key: &str) -> Result<Key> {
	let key = key.trim();
	if key.starts_with("//") || key.starts_with("0x") || key.contains(' ') {
		return from_uri(key);
	}
	if Path::new(key).is_file() {
		let text = std::fs::read_to_string(key).map_err(|e| Error::input(key, e))?;
		let line = text.lines().map(str::trim).find(|l| !l.is_empty());
		let line =
			line.ok_or_else(|| Error::input(key, "the key file is empty: write a secret URI or mnemonic in it"))?;
		return from_uri(line).map_err(|_| Error::input(key, NOT_A_KEY));
	}
	let mut letters = key.chars();
	match letters.next() {
		Some(first) if key.chars().all(char::is_alphanumeric) => {
			from_uri(&format!("//{}{}", first.to_ascii_uppercase(), letters.as_str()))
		},
		_ => Err(Error::input("--key", format!("there is no file {key:?}, and it is no secret URI: {NOT_A_KEY}"))),
	}
}

const NOT_A_KEY: &str = "write a development path such as //agency//tax, a 12 or 24 word mnemonic, or 0x and 64 digits";

/// The key pair of a secret URI. The URI never appears in an error.
pub fn from_uri(uri: &str) -> Result<Key> {
	SecretUri::from_str(uri)
		.ok()
		.and_then(|uri| Keypair::from_uri(&uri).ok())
		.ok_or_else(|| Error::input("--key", NOT_A_KEY))
}

/// The well-known key of an agency of a development network.
pub fn agency(code: &str) -> Key {
	development(&format!("//agency//{code}"))
}

/// The well-known key of an institution of a development network.
pub fn institution(code: &str) -> Key {
	development(&format!("//institution//{code}"))
}

/// The well-known key of an appraiser of a development network.
pub fn appraiser(code: &str) -> Key {
	development(&format!("//appraiser//{code}"))
}

/// The account that moves the calendar of a rehearsal network.
pub fn conductor() -> Key {
	development("//conductor")
}

/// A key derived from the development phrase. `path` is written by the program, never by a user.
pub fn development(path: &str) -> Key {
	from_uri(path).expect("a path of letters, digits, dashes and slashes derives a key")
}

/// The account of a key.
pub fn account(key: &Key) -> AccountId32 {
	key.public_key().to_account_id()
}

/// An account as people give it: SS58, 64 hexadecimal digits, or a development path such as `//Alice`.
pub fn read_account(text: &str) -> Result<AccountId32> {
	if text.starts_with("//") {
		return from_uri(text).map(|key| account(&key));
	}
	if let Some(digits) = text.strip_prefix("0x") {
		let bytes = hex::decode(digits).ok().and_then(|b| <[u8; 32]>::try_from(b).ok());
		return bytes.map(AccountId32).ok_or_else(|| Error::input(text, "an account has 64 hexadecimal digits"));
	}
	AccountId32::from_str(text).map_err(|_| Error::input(text, "not an account: write its SS58 address"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::io::Write;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn a_name_a_path_and_a_file_give_the_same_key() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "\n  //Alice  \n").unwrap();
		for key in ["alice", "Alice", "//Alice", file.path().to_str().unwrap()] {
			assert_eq!(account(&read(key).unwrap()).to_string(), ALICE, "{key}");
		}
		let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice";
		assert_eq!(account(&read(phrase).unwrap()).to_string(), ALICE);
	}

	#[test]
	fn a_bad_key_is_refused_and_not_repeated() {
		for bad in ["", "no/such/file", "0x1234", "one two three", "//"] {
			let error = read(bad);
			assert!(error.is_err() || bad == "//", "{bad}");
		}
		let secret = "very secret words that are no mnemonic";
		assert!(!read(secret).unwrap_err().to_string().contains(secret));
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "{secret}").unwrap();
		let text = read(file.path().to_str().unwrap()).unwrap_err().to_string();
		assert!(!text.contains(secret) && text.contains("mnemonic"), "{text}");
	}

	#[test]
	fn an_account_is_read_in_three_forms() {
		let hex = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
		for text in [ALICE, hex, "//Alice"] {
			assert_eq!(read_account(text).unwrap().to_string(), ALICE);
		}
		for bad in ["5Grwva", "0x12", ""] {
			assert!(read_account(bad).is_err(), "{bad}");
		}
	}
}
