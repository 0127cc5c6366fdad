//! Files that hold secrets, and files of JSON.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::{
	fmt::Display,
	fs::OpenOptions,
	io::{ErrorKind, Write},
	path::Path,
};
use subxt::utils::H256;

/// Writes a new file that its owner alone can read. What is there already is never overwritten: it may hold the only
/// copy of a secret.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
	let place = || path.display();
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(path).map_err(|e| match e.kind() {
		ErrorKind::AlreadyExists => Error::input(place(), "the file is there already: name another"),
		_ => Error::input(place(), e),
	})?;
	file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| Error::input(place(), e))
}

/// A JSON file. What is wrong in it is named with its place.
pub fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
	let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
	parse_json(path.display(), &text)
}

/// The same of a text that stood at `place`.
pub fn parse_json<T: DeserializeOwned>(place: impl Display, text: &str) -> Result<T> {
	let mut reader = serde_json::Deserializer::from_str(text);
	let read = serde_path_to_error::deserialize(&mut reader).map_err(|e| Error::input(&place, e))?;
	reader.end().map_err(|e| Error::input(&place, e))?;
	Ok(read)
}

/// The SHA-256 of a file, by which a report is named.
pub fn sha256(path: &Path) -> Result<H256> {
	let bytes = std::fs::read(path).map_err(|e| Error::input(path.display(), e))?;
	Ok(sha256_of(&bytes))
}

/// The same of its content.
pub fn sha256_of(bytes: &[u8]) -> H256 {
	H256(Sha256::digest(bytes).into())
}

/// Refuses a file of secrets that others can read.
pub fn insist_private(path: &Path) -> Result<()> {
	#[cfg(unix)]
	{
		let place = path.display();
		let mode = std::fs::metadata(path).map_err(|e| Error::input(&place, e))?;
		if std::os::unix::fs::PermissionsExt::mode(&mode.permissions()) & 0o077 != 0 {
			return Err(Error::input(&place, format!("others can read it, and it holds secrets: chmod 600 {place}")));
		}
	}
	Ok(())
}

/// A new file's folder, made if it is not there.
pub fn ensure_folder(path: &Path) -> Result<()> {
	std::fs::create_dir_all(path).map_err(|e| Error::input(path.display(), e))
}

/// Bytes as hexadecimal digits in JSON.
pub mod digits {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&hex::encode(bytes))
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
		hex::decode(String::deserialize(from)?).map_err(|_| D::Error::custom("hexadecimal digits are expected"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_report_is_named_by_the_hash_that_everybody_can_compute() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("report.html");
		std::fs::write(&file, "abc").unwrap();
		// FIPS 180-2, appendix B.1.
		let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		assert_eq!(hex::encode(sha256(&file).unwrap()), known);
		assert!(sha256(folder.path()).is_err());
	}
}
