//! Secrets that an operator keeps in files.

use lingnan_client::{files, Error, Result};
use std::path::Path;

/// Characters of a secret at least.
const SHORTEST: usize = 32;

/// A secret from a file that its owner alone can read: its first line that is no comment.
pub fn read_secret(path: &Path) -> Result<String> {
	files::insist_private(path)?;
	let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
	let secret =
		text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
	match secret.len() >= SHORTEST && secret.bytes().all(|byte| byte.is_ascii_graphic()) {
		true => Ok(secret.to_string()),
		false => Err(Error::input(
			path.display(),
			format!("a secret of {SHORTEST} characters at least is expected, such as `openssl rand -hex 32` writes"),
		)),
	}
}
