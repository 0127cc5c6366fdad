//! Salts: derived for each leaf from a secret that the agency keeps, so that none is stored and each can be made again.

use super::Key;
use crate::error::{Error, Result};
use lingnan_anchored::Salt;
use lingnan_types::IndicatorId;
use std::{
	fs::OpenOptions,
	io::{ErrorKind, Write},
	path::Path,
};

/// Tells one building from another: a period anchored a second time gets other salts, because those of the first may have
/// been shown.
pub type Nonce = [u8; 16];

/// What all salts of an agency come from. It stays with the agency.
pub struct Secret([u8; 32]);

impl Secret {
	/// A new secret in a file that only its owner can read.
	pub fn create(path: &Path) -> Result<()> {
		write_private(path, &random::<32>()?)
	}

	pub fn read(path: &Path) -> Result<Self> {
		read_private(path, "make one with `lingnan attestation anchor new-secret FILE`").map(Self)
	}

	/// The key of one dataset: keyed BLAKE2b-256 over a name, indicator, period end and nonce.
	pub fn dataset(&self, indicator: IndicatorId, period_end: u32, nonce: &Nonce) -> DatasetKey {
		let mut text = b"lingnan/anchored/dataset".to_vec();
		text.extend(indicator.0.to_le_bytes());
		text.extend(period_end.to_le_bytes());
		text.extend(nonce);
		DatasetKey(keyed(&self.0, &text))
	}
}

/// What the salts of one dataset come from. Anyone who serves proofs holds it, and none of the other datasets'.
pub struct DatasetKey([u8; 32]);

impl DatasetKey {
	/// Keyed BLAKE2b-256 over the SCALE form of a registration number.
	pub fn salt(&self, key: &Key) -> Salt {
		keyed(&self.0, key.scale())
	}

	pub fn write(&self, path: &Path) -> Result<()> {
		write_private(path, &self.0)
	}

	pub fn read(path: &Path) -> Result<Self> {
		read_private(path, "it belongs to the dataset: build that again").map(Self)
	}
}

pub fn nonce() -> Result<Nonce> {
	random()
}

fn keyed(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
	let mut hash = [0; 32];
	hash.copy_from_slice(blake2b_simd::Params::new().hash_length(32).key(key).hash(text).as_bytes());
	hash
}

fn random<const N: usize>() -> Result<[u8; N]> {
	let mut bytes = [0; N];
	getrandom::fill(&mut bytes).map_err(|e| Error::input("the system's random numbers", e))?;
	Ok(bytes)
}

fn write_private(path: &Path, bytes: &[u8; 32]) -> Result<()> {
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(path).map_err(|e| match e.kind() {
		ErrorKind::AlreadyExists => {
			Error::input(path.display(), "there is a file already, and a secret is never overwritten")
		},
		_ => Error::input(path.display(), e),
	})?;
	writeln!(file, "{}", hex::encode(bytes)).map_err(|e| Error::input(path.display(), e))
}

/// The secret never appears in an error.
fn read_private(path: &Path, advice: &str) -> Result<[u8; 32]> {
	let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), format!("{e}; {advice}")))?;
	let bytes = hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
	bytes.ok_or_else(|| Error::input(path.display(), format!("a secret has 64 hexadecimal digits; {advice}")))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_secret_survives_its_file_and_is_never_written_over() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("secret");
		assert!(Secret::read(&path).err().unwrap().to_string().contains("new-secret"));
		Secret::create(&path).unwrap();
		let first = Secret::read(&path).unwrap();
		assert!(Secret::create(&path).unwrap_err().to_string().contains("overwritten"));
		assert_eq!(Secret::read(&path).unwrap().0, first.0);
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		}
		std::fs::write(&path, "not a secret at all").unwrap();
		assert!(!Secret::read(&path).err().unwrap().to_string().contains("at all"));
	}

	#[test]
	fn salts_differ_by_everything() {
		let (one, other) = (Secret([1; 32]), Secret([2; 32]));
		let (a, b) = (Key::read("HK:12345678").unwrap(), Key::read("HK:12345679").unwrap());
		let salt = one.dataset(IndicatorId(3), 18_261, &[0; 16]).salt(&a);
		assert_eq!(salt, one.dataset(IndicatorId(3), 18_261, &[0; 16]).salt(&a));
		for differs in [
			one.dataset(IndicatorId(3), 18_261, &[0; 16]).salt(&b),
			one.dataset(IndicatorId(4), 18_261, &[0; 16]).salt(&a),
			one.dataset(IndicatorId(3), 18_262, &[0; 16]).salt(&a),
			one.dataset(IndicatorId(3), 18_261, &[1; 16]).salt(&a),
			other.dataset(IndicatorId(3), 18_261, &[0; 16]).salt(&a),
		] {
			assert_ne!(salt, differs);
		}
	}
}
