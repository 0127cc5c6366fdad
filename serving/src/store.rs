//! Files that are there after the power went.

use lingnan_client::{Error, Result};
use rustix::{
	fs::{flock, FlockOperation},
	io::Errno,
};
use serde::{de::DeserializeOwned, Serialize};
use std::{
	fs::{self, File, OpenOptions},
	io::{ErrorKind, Write},
	path::{Path, PathBuf},
};

/// A folder of JSON files that its owner alone can read.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

fn at(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
	move |error| Error::input(path.display(), error)
}

impl Folder {
	/// The folder, made if it is not there.
	pub fn open(path: impl Into<PathBuf>) -> Result<Self> {
		let path = path.into();
		fs::create_dir_all(&path).map_err(at(&path))?;
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).map_err(at(&path))?;
		}
		Ok(Self(path))
	}

	/// Makes it this program's alone until what is answered is dropped: two that write into one folder undo each other's work.
	pub fn alone(&self) -> Result<File> {
		let path = self.0.join("lock");
		let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(at(&path))?;
		match flock(&file, FlockOperation::NonBlockingLockExclusive) {
			Ok(()) => Ok(file),
			Err(Errno::WOULDBLOCK) => Err(Error::input(
				self.0.display(),
				"another service works with this folder: end it, or name another folder",
			)),
			Err(error) => Err(at(&path)(error.into())),
		}
	}

	/// A folder inside.
	pub fn inside(&self, name: &str) -> Result<Self> {
		Self::open(self.0.join(name))
	}

	fn path(&self, name: &str) -> PathBuf {
		self.0.join(format!("{name}.json"))
	}

	/// Writes a file, in place of what was there. It is whole or it is not there, whenever the machine stops; once this
	/// returns, it stays.
	pub fn put(&self, name: &str, value: &impl Serialize) -> Result<()> {
		let (path, half) = (self.path(name), self.0.join(format!("{name}.half")));
		let bytes = serde_json::to_vec(value).map_err(|e| Error::input(path.display(), e))?;
		let mut options = OpenOptions::new();
		options.write(true).create(true).truncate(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let mut file = options.open(&half).map_err(at(&half))?;
		file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(at(&half))?;
		fs::rename(&half, &path).map_err(at(&path))?;
		self.keep()
	}

	/// What is named so, if it is there.
	pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
		let path = self.path(name);
		match fs::read(&path) {
			Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| Error::input(path.display(), e)),
			Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
			Err(error) => Err(at(&path)(error)),
		}
	}

	pub fn remove(&self, name: &str) -> Result<()> {
		let path = self.path(name);
		match fs::remove_file(&path) {
			Err(error) if error.kind() != ErrorKind::NotFound => Err(at(&path)(error)),
			_ => self.keep(),
		}
	}

	/// What is in it, by name.
	pub fn names(&self) -> Result<Vec<String>> {
		let mut names = Vec::new();
		for entry in fs::read_dir(&self.0).map_err(at(&self.0))? {
			let name = entry.map_err(at(&self.0))?.file_name();
			names.extend(name.to_str().and_then(|name| name.strip_suffix(".json")).map(str::to_string));
		}
		names.sort_unstable();
		Ok(names)
	}

	/// The folder's own entries are on the disk, too.
	fn keep(&self) -> Result<()> {
		File::open(&self.0).and_then(|folder| folder.sync_all()).map_err(at(&self.0))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_was_written_half_is_not_read() {
		let temporary = tempfile::tempdir().unwrap();
		let folder = Folder::open(temporary.path().join("state")).unwrap();
		folder.put("a", &1).unwrap();
		folder.put("a", &2).unwrap();
		fs::write(temporary.path().join("state/b.half"), "{").unwrap();
		assert_eq!(folder.names().unwrap(), ["a"]);
		assert_eq!((folder.get::<u32>("a").unwrap(), folder.get::<u32>("b").unwrap()), (Some(2), None));
		folder.remove("a").unwrap();
		folder.remove("a").unwrap();
		assert!(folder.names().unwrap().is_empty());
	}

	#[cfg(unix)]
	#[test]
	fn others_cannot_read_it() {
		use std::os::unix::fs::PermissionsExt;
		let temporary = tempfile::tempdir().unwrap();
		let path = temporary.path().join("state");
		Folder::open(&path).unwrap().put("a", &1).unwrap();
		let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
		assert_eq!((mode(&path), mode(&path.join("a.json"))), (0o700, 0o600));
	}
}
