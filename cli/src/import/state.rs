//! How far an import has come, so that an interrupted one goes on where it stopped.

use crate::{
	bad_row::BadRow,
	error::{Error, Result},
	values::fingerprint,
};
use lingnan_support::Date;
use serde::{Deserialize, Serialize};
use std::{
	fs::File,
	hash::{BuildHasher, Hasher},
	io::{ErrorKind, Read},
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Kept in a file beside the CSV file. The salt proves the statements' evidence: keep the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
	/// Fingerprint of the mapping and of the file's content: a mended file starts anew.
	pub input: H256,
	pub genesis: H256,
	/// A block that holds some of the work. A chain that does not know it has been started anew.
	pub block: Option<(u32, H256)>,
	/// The day that stands for "today" in the mapping.
	pub today: Date,
	pub salt: String,
	/// Rows up to this line are done.
	pub line: u64,
	/// How many they are.
	pub rows: u64,
	/// Those up to this line that were left out.
	pub bad: Vec<BadRow>,
	pub finished: bool,
}

impl State {
	pub fn new(input: H256, genesis: H256, today: Date) -> Self {
		Self { input, genesis, block: None, today, salt: salt(), line: 0, rows: 0, bad: Vec::new(), finished: false }
	}

	pub fn read(path: &Path) -> Result<Option<Self>> {
		match std::fs::read_to_string(path) {
			Ok(text) => serde_json::from_str(&text).map(Some).map_err(|e| {
				Error::input(
					path.display(),
					format!("{e}. This is no state of an import: move the file away to start anew"),
				)
			}),
			Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
			Err(e) => Err(Error::input(path.display(), e)),
		}
	}

	/// Replaces the file at once, so that a crash leaves the old or the new one.
	pub fn write(&self, path: &Path) -> Result<()> {
		let place = || path.display();
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder).map_err(|e| Error::input(place(), e))?;
		}
		let text = serde_json::to_string_pretty(self).map_err(|e| Error::input(place(), e))?;
		let fresh = path.with_extension("new");
		std::fs::write(&fresh, text)
			.and_then(|()| std::fs::rename(&fresh, path))
			.map_err(|e| Error::input(place(), format!("{e}. Name a place that can be written with --state")))
	}

	/// What holds of an older state for this import: all of it, its salt, or nothing.
	pub fn resume(self, fresh: Self, uses_today: bool) -> Self {
		let same_work = self.input == fresh.input && self.genesis == fresh.genesis;
		if !same_work {
			return fresh;
		}
		if self.finished && uses_today && self.today != fresh.today {
			return Self { salt: self.salt, ..fresh };
		}
		self
	}
}

/// Fingerprint of a file's content, read in pieces: each is hashed after the hash of those before.
pub fn fingerprint_of(path: &Path) -> Result<H256> {
	const PIECE: u64 = 1 << 20;
	let fault = |e| Error::input(path.display(), e);
	let mut file = File::open(path).map_err(fault)?;
	let mut hash = H256::zero();
	loop {
		let mut piece = hash.0.to_vec();
		if (&mut file).take(PIECE).read_to_end(&mut piece).map_err(fault)? == 0 {
			return Ok(hash);
		}
		hash = fingerprint(&piece);
	}
}

/// `FILE.csv.import.json`.
pub fn default_path(csv: &Path) -> PathBuf {
	let mut name = csv.as_os_str().to_owned();
	name.push(".import.json");
	name.into()
}

/// 128 random bits: the standard library seeds its hashers from the system.
fn salt() -> String {
	let word = || std::collections::hash_map::RandomState::new().build_hasher().finish();
	format!("{:016x}{:016x}", word(), word())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn state() -> State {
		let bad = vec![BadRow { line: 3, column: Some("tax".into()), reason: "no number".into() }];
		State { line: 501, bad, ..State::new(H256([1; 32]), H256([2; 32]), 20_000) }
	}

	#[test]
	fn a_state_survives_its_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("deep/f.csv.import.json");
		assert_eq!(State::read(&path).unwrap(), None);
		let state = state();
		state.write(&path).unwrap();
		assert_eq!(State::read(&path).unwrap(), Some(state));
		std::fs::write(&path, "{}").unwrap();
		assert!(State::read(&path).unwrap_err().to_string().contains("move the file away"));
		assert_eq!(default_path(Path::new("a/f.csv")), Path::new("a/f.csv.import.json"));
	}

	#[test]
	fn only_the_same_work_is_resumed() {
		let old = state();
		let fresh = |today| State::new(H256([1; 32]), H256([2; 32]), today);
		assert_eq!(old.clone().resume(fresh(20_000), true), old);
		// The day may change while an import is interrupted: its statements keep their period.
		assert_eq!(old.clone().resume(fresh(20_001), true), old);
		let finished = State { finished: true, ..old.clone() };
		assert_eq!(finished.clone().resume(fresh(20_001), false), finished);
		let again = finished.clone().resume(fresh(20_001), true);
		assert_eq!((again.line, again.today, again.finished, again.salt), (0, 20_001, false, finished.salt));
		let other = State::new(H256([3; 32]), H256([2; 32]), 20_000);
		assert_eq!(old.resume(other.clone(), true), other);
	}

	#[test]
	fn a_file_that_was_mended_in_place_is_another_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.csv");
		let of = |text: &[u8]| {
			std::fs::write(&path, text).unwrap();
			fingerprint_of(&path).unwrap()
		};
		let (first, second) = (of(b"a,1\n"), of(b"a,2\n"));
		assert_ne!(first, second, "the length alone does not tell");
		assert_eq!(of(b"a,1\n"), first);
		let long = vec![b'x'; (1 << 20) + 1];
		assert_ne!(of(&long), of(&long[..1 << 20]), "nothing after the first piece is left out");
	}

	#[test]
	fn salts_differ() {
		assert_ne!(salt(), salt());
	}
}
