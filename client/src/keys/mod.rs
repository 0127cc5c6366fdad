//! Who signs: a file that holds a secret, a secret itself, or a development path.

mod keystore;
mod password;
mod well_known;

pub use keystore::Secret;
pub use password::Password;
pub use well_known::WellKnown;

use crate::{
	error::{Error, Result},
	files,
};
use std::{path::Path, str::FromStr};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, DeriveJunction, ExposeSecret, SecretUri, DEV_PHRASE};
use zeroize::Zeroizing;

/// An sr25519 key pair.
pub type Key = Keypair;

/// A key as somebody gave it.
pub struct Given {
	pub key: Key,
	/// Everybody has it: it comes from the development phrase, which is printed in every manual.
	pub well_known: bool,
}

/// Reads a key as [`given`] does, with the password that the environment names, and takes well-known ones too.
pub fn read(key: &str) -> Result<Key> {
	given(key, &Password::from_environment()).map(|given| given.key)
}

/// Reads `--key`.
///
/// - the path of a file that its owner alone can read: an encrypted key file (polkadot-js' JSON, version 3), or a secret
///   URI in its first line that is not empty;
/// - a secret URI: a mnemonic or `0x` and 64 digits (with a path, if any), or a path alone such as `//agency//tax`, which
///   is derived from the development phrase.
///
/// Whatever else is refused: a mistyped name of a file is no key.
pub fn given(key: &str, password: &Password) -> Result<Given> {
	let key = key.trim();
	if is_file(key) {
		return from_file(Path::new(key), password);
	}
	match looks_like_a_secret(key) {
		true => from_secret(key),
		false => Err(no_such_key(key)),
	}
}

/// The key of a file, with whatever of it can be written into another.
fn from_file(path: &Path, password: &Password) -> Result<Given> {
	let place = path.display();
	let text = text_of(path)?;
	if keystore::is_one(&text) {
		let key = keystore::open(&place.to_string(), &text, password)?;
		return Ok(Given { well_known: is_well_known(&key), key });
	}
	let line = secret_line(&place.to_string(), &text)?;
	from_secret(line).map_err(|_| Error::input(&place, NOT_A_KEY))
}

/// The secret that `--key` names, to be written into another file.
pub fn secret(key: &str) -> Result<(Given, Secret)> {
	let key = key.trim();
	if !is_file(key) {
		let given = if looks_like_a_secret(key) { from_secret(key) } else { Err(no_such_key(key)) }?;
		return Ok((given, Secret::of(key)?));
	}
	let text = text_of(Path::new(key))?;
	if keystore::is_one(&text) {
		return Err(Error::input(key, "this is an encrypted key file already: copy it"));
	}
	let line = secret_line(key, &text)?;
	let not_a_key = |_| Error::input(key, NOT_A_KEY);
	Ok((from_secret(line).map_err(not_a_key)?, Secret::of(line).map_err(not_a_key)?))
}

fn is_file(key: &str) -> bool {
	std::fs::metadata(key).is_ok_and(|found| !found.is_dir())
}

fn text_of(path: &Path) -> Result<Zeroizing<String>> {
	files::insist_private(path)?;
	std::fs::read_to_string(path).map(Zeroizing::new).map_err(|e| Error::input(path.display(), e))
}

fn secret_line<'t>(place: &str, text: &'t str) -> Result<&'t str> {
	let line = text.lines().map(str::trim).find(|l| !l.is_empty());
	let line = line.ok_or_else(|| Error::input(place, format!("the key file is empty: {NOT_A_KEY}")))?;
	match looks_like_a_secret(line) {
		true => Ok(line),
		false => Err(Error::input(place, NOT_A_KEY)),
	}
}

/// Words, a seed or a development path. A name of a file looks otherwise.
fn looks_like_a_secret(text: &str) -> bool {
	text.starts_with("//") || text.starts_with("0x") || text.contains(' ')
}

const NOT_A_KEY: &str =
	"write a 12 or 24 word mnemonic, 0x and 64 digits, or, on a development chain, a path such as //agency//tax";

/// Why this is no key. What may be a secret is not repeated.
fn no_such_key(key: &str) -> Error {
	if key.is_empty() {
		return Error::input("--key", format!("it is empty: name a key file, or {NOT_A_KEY}"));
	}
	if key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit()) {
		return Error::input("--key", "64 digits are a seed only with 0x before them");
	}
	if std::fs::metadata(key).is_ok() {
		return Error::input("--key", format!("{key} is a folder: name the key file in it"));
	}
	let development = match NAMES.iter().find(|name| name.eq_ignore_ascii_case(key)) {
		Some(name) => format!(" If the development account is meant, write //{name}."),
		None => String::new(),
	};
	let advice =
		format!("there is no file {key:?}. Look for a mistyped name; for a key that is not a file, {NOT_A_KEY}.");
	Error::input("--key", advice + &development)
}

/// The key pair of a secret URI. The URI never appears in an error.
pub fn from_uri(uri: &str) -> Result<Key> {
	from_secret(uri).map(|given| given.key)
}

fn from_secret(text: &str) -> Result<Given> {
	let not_a_key = || Error::input("--key", NOT_A_KEY);
	if text.trim_matches('/').is_empty() {
		return Err(not_a_key());
	}
	let uri = SecretUri::from_str(text).map_err(|_| not_a_key())?;
	let key = Keypair::from_uri(&uri).map_err(|_| not_a_key())?;
	let phrase = uri.phrase.expose_secret();
	let published =
		phrase.split_whitespace().eq(DEV_PHRASE.split_whitespace()) || phrase.eq_ignore_ascii_case(DEV_SEED);
	Ok(Given { well_known: published || is_well_known(&key), key })
}

/// The seed of the development phrase.
const DEV_SEED: &str = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e";

/// The accounts that every Substrate tool has by name.
const NAMES: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two"];

fn is_well_known(key: &Key) -> bool {
	let root = development("");
	let is = |path: &[&str]| root.derive(path.iter().map(|part| DeriveJunction::hard(*part)));
	NAMES.iter().any(|name| [is(&[name]), is(&[name, "stash"])].iter().any(|known| account(known) == account(key)))
}

/// The well-known key of an agency of a development network.
pub fn agency(code: &str) -> Key {
	development(&format!("//agency//{code}"))
}

/// The well-known key of an institution of a development network.
pub fn institution(code: &str) -> Key {
	development(&format!("//institution//{code}"))
}

/// The well-known key of a guarantor of a development network.
pub fn guarantor(code: &str) -> Key {
	development(&format!("//guarantor//{code}"))
}

/// The well-known key of an appraiser of a development network.
pub fn appraiser(code: &str) -> Key {
	development(&format!("//appraiser//{code}"))
}

/// The account that moves the calendar of a rehearsal network.
pub fn clock_admin() -> Key {
	development("//clock-admin")
}

/// A key derived from the development phrase. `path` is written by the program, never by a user.
pub fn development(path: &str) -> Key {
	let uri = SecretUri::from_str(&format!("{DEV_PHRASE}{path}"))
		.expect("a path of letters, digits, dashes and slashes is a secret URI");
	Keypair::from_uri(&uri).expect("the development phrase derives a key")
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
	AccountId32::from_str(text).map_err(|_| {
		let forms = "not an account: write its SS58 address, 0x and the 64 digits of its public key, or, on a development chain, a \
		             path such as //Alice";
		Error::input(text, forms)
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{io::Write, os::unix::fs::PermissionsExt};

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	/// Of the standard's examples: nobody's key, and nobody's secret.
	const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

	fn private_file(text: &str) -> tempfile::NamedTempFile {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "{text}").unwrap();
		file
	}

	#[test]
	fn a_path_a_phrase_and_a_file_give_the_same_key() {
		let file = private_file("\n  //Alice  \n");
		let phrase = format!("{DEV_PHRASE}//Alice");
		for key in ["//Alice", file.path().to_str().unwrap(), &phrase, &format!("{DEV_SEED}//Alice")] {
			assert_eq!(account(&read(key).unwrap()).to_string(), ALICE, "{key}");
			assert!(given(key, &Password::default()).unwrap().well_known, "{key}");
		}
		assert!(!given(WORDS, &Password::default()).unwrap().well_known);
		assert!(!given(&format!("{WORDS}//Alice"), &Password::default()).unwrap().well_known);
		assert!(given(&format!("0x{}", "01".repeat(32)), &Password::default()).is_ok_and(|g| !g.well_known));
	}

	#[test]
	fn a_mistyped_name_of_a_key_file_is_refused_and_no_account_is_made_of_it() {
		for bad in ["ownerkey", "alice", "Alice", "no/such/file", "./owner.key", "owner.json", "~/owner", "owner-key"] {
			let text = read(bad).map(drop).unwrap_err().to_string();
			assert!(text.contains("there is no file") && text.contains(bad), "{bad}: {text}");
		}
		assert!(read("alice").map(drop).unwrap_err().to_string().contains("write //Alice"));
		assert!(!read("ownerkey").map(drop).unwrap_err().to_string().contains("//Ownerkey"));
		let folder = tempfile::tempdir().unwrap();
		let text = read(folder.path().to_str().unwrap()).map(drop).unwrap_err().to_string();
		assert!(text.contains("is a folder"), "{text}");
	}

	#[test]
	fn a_bad_key_is_refused_and_not_repeated() {
		let seed_without_prefix = "ab".repeat(32);
		for bad in ["", "0x1234", "one two three", "//", "/", &seed_without_prefix] {
			assert!(read(bad).is_err(), "{bad}");
		}
		assert!(!read(&seed_without_prefix).map(drop).unwrap_err().to_string().contains(&seed_without_prefix));
		let secret = "very secret words that are no mnemonic";
		assert!(!read(secret).map(drop).unwrap_err().to_string().contains(secret));
		for text in [secret, "ownerkey"] {
			let file = private_file(text);
			let error = read(file.path().to_str().unwrap()).map(drop).unwrap_err().to_string();
			assert!(!error.contains(text) && error.contains("mnemonic"), "{error}");
		}
	}

	#[test]
	fn a_key_file_that_others_can_read_is_refused_with_what_to_run() {
		let file = private_file(WORDS);
		let path = file.path().to_str().unwrap();
		assert!(read(path).is_ok());
		for mode in [0o644, 0o640, 0o604] {
			std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
			for error in [read(path).map(drop), secret(path).map(drop)] {
				let error = error.unwrap_err().to_string();
				assert!(error.contains(&format!("chmod 600 {path}")), "{error}");
			}
		}
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
