//! The agency's one secret: what all its blindings and salts are derived from, so that an opening which a firm lost is made again.

use crate::{
	error::{Error, Result},
	files,
};
use lingnan_sealed::{
	rand_core::{OsRng, RngCore},
	BlindingSecret,
};
use std::path::{Path, PathBuf};

const BEGINS: &str = "lingnan-sealing-secret:";
/// How one is made, for whoever has none.
pub const MAKE_ONE: &str = "make one with `lingnan key sealing --out FILE`";

/// What an agency seals with. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone)]
pub struct SealingSecret([u8; 32]);

impl SealingSecret {
	/// From the operating system's randomness.
	pub fn new() -> Self {
		let mut bytes = [0; 32];
		OsRng.fill_bytes(&mut bytes);
		Self(bytes)
	}

	/// Writes it to a new file that its owner alone can read.
	pub fn write(&self, path: &Path) -> Result<()> {
		let text = format!(
			"# Whoever has this can open every figure that was sealed with it, and without it no lost opening is made again: keep \
			 it, and a copy in a safe.\n{BEGINS}{}\n",
			hex::encode(self.0)
		);
		files::write_new(path, text.as_bytes())
	}

	/// Reads a file that [`SealingSecret::write`] wrote. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		if !path.exists() {
			return Err(Error::input(path.display(), format!("there is no such file; {MAKE_ONE}")));
		}
		files::insist_private(path)?;
		let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
		let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
		let digits = line.and_then(|line| line.strip_prefix(BEGINS));
		let bytes = digits.and_then(|digits| hex::decode(digits).ok()).and_then(|bytes| bytes.try_into().ok());
		bytes.map(Self).ok_or_else(|| {
			Error::input(
				path.display(),
				format!("no secret to seal with stands in it: give the right file, or {MAKE_ONE}"),
			)
		})
	}

	/// What blindings and salts are derived with.
	pub fn blindings(&self) -> BlindingSecret {
		BlindingSecret::new(self.0)
	}
}

impl Default for SealingSecret {
	fn default() -> Self {
		Self::new()
	}
}

/// Where the records of what is sealed with a secret are kept unless another file is named: beside it, `FILE.records`.
pub fn records_beside(secret: &Path) -> PathBuf {
	let mut name = secret.as_os_str().to_os_string();
	name.push(".records");
	PathBuf::from(name)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	fn refusal<T>(answer: Result<T>) -> String {
		answer.err().map(|e| e.to_string()).unwrap_or_default()
	}

	#[test]
	fn a_secret_is_kept_in_a_file_of_its_owner_alone() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("seal.secret");
		let secret = SealingSecret::new();
		secret.write(&path).unwrap();
		assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		assert!(SealingSecret::read(&path).unwrap().0 == secret.0);
		assert!(SealingSecret::new().0 != secret.0);
		assert!(refusal(secret.write(&path)).contains("there already"), "a secret is never overwritten");
		assert_eq!(records_beside(&path), folder.path().join("seal.secret.records"));

		std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
		assert!(refusal(SealingSecret::read(&path)).contains("chmod 600"));
	}

	#[test]
	fn what_is_no_secret_is_refused_with_the_way_to_make_one() {
		let folder = tempfile::tempdir().unwrap();
		let missing = folder.path().join("none");
		assert!(refusal(SealingSecret::read(&missing)).contains("lingnan key sealing --out"));
		for (name, text) in [("empty", ""), ("other", "xwing-secret:00\n"), ("cut", "lingnan-sealing-secret:00ff\n")] {
			let path = folder.path().join(name);
			files::write_new(&path, text.as_bytes()).unwrap();
			assert!(refusal(SealingSecret::read(&path)).contains("lingnan key sealing --out"), "{name}");
		}
	}
}
