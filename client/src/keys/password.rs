//! Where the password of a key file comes from.

use crate::{
	error::{Error, Result},
	files,
};
use std::{
	fs::File,
	io::{BufRead, BufReader},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// The environment's name for the file with the password.
pub const FILE: &str = "LINGNAN_PASSWORD_FILE";

/// Characters that a new password has at least.
const SHORTEST: usize = 8;

/// A file, an open file descriptor, or else the terminal.
#[derive(Clone, Debug, Default)]
pub struct Password {
	pub file: Option<PathBuf>,
	pub descriptor: Option<u32>,
}

impl Password {
	/// As a program without a command line of its own has it.
	pub fn from_environment() -> Self {
		Self { file: std::env::var_os(FILE).map(PathBuf::from), descriptor: None }
	}

	/// The password of what is there.
	pub fn of(&self, what: &str) -> Result<Zeroizing<String>> {
		match self.given()? {
			Some(password) => Ok(password),
			None => ask(&format!("Password of {what}: "), what),
		}
	}

	/// A password for what is made now: typed twice.
	pub fn chosen_for(&self, what: &str) -> Result<Zeroizing<String>> {
		let password = match self.given()? {
			Some(password) => password,
			None => {
				let password = ask(&format!("New password of {what}: "), what)?;
				if ask("The same again: ", what)? != password {
					return Err(Error::input(what, "the two passwords differ: nothing was written"));
				}
				password
			},
		};
		match password.chars().count() {
			SHORTEST.. => Ok(password),
			_ => Err(Error::input(what, format!("a password has at least {SHORTEST} characters: nothing was written"))),
		}
	}

	fn given(&self) -> Result<Option<Zeroizing<String>>> {
		if let Some(descriptor) = self.descriptor {
			return first_line(Path::new(&format!("/dev/fd/{descriptor}"))).map(Some);
		}
		let Some(file) = &self.file else { return Ok(None) };
		files::insist_private(file)?;
		first_line(file).map(Some)
	}
}

fn first_line(path: &Path) -> Result<Zeroizing<String>> {
	let unreadable = |e| Error::input(path.display(), format!("the password cannot be read: {e}"));
	let mut line = Zeroizing::new(String::new());
	BufReader::new(File::open(path).map_err(unreadable)?).read_line(&mut line).map_err(unreadable)?;
	let length = line.trim_end_matches(['\r', '\n']).len();
	line.truncate(length);
	Ok(line)
}

/// From the terminal, without showing it.
fn ask(prompt: &str, what: &str) -> Result<Zeroizing<String>> {
	rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| {
		Error::input(
			what,
			format!(
				"it needs a password and there is no terminal: put it in a file named by {FILE}, or give --password-fd"
			),
		)
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{io::Write, os::unix::fs::PermissionsExt};

	#[test]
	fn a_password_is_the_first_line_of_a_file_that_nobody_else_reads() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		write!(file, " with spaces \r\nand a second line\n").unwrap();
		let password = Password { file: Some(file.path().into()), descriptor: None };
		assert_eq!(password.of("x").unwrap().as_str(), " with spaces ");
		std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
		assert!(password.of("x").unwrap_err().to_string().contains("chmod 600"));
	}

	#[test]
	fn a_password_is_read_from_a_descriptor() {
		use std::os::fd::AsRawFd;
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "through a pipe").unwrap();
		let open = File::open(file.path()).unwrap();
		let password = Password { file: None, descriptor: u32::try_from(open.as_raw_fd()).ok() };
		assert_eq!(password.chosen_for("x").unwrap().as_str(), "through a pipe");
		assert!(Password { file: None, descriptor: Some(999_999) }.of("x").is_err());
	}

	#[test]
	fn a_new_password_is_not_short() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "short").unwrap();
		let password = Password { file: Some(file.path().into()), descriptor: None };
		assert!(password.chosen_for("x").unwrap_err().to_string().contains("at least 8"));
	}
}
