//! How far an import has come, so that an interrupted one goes on where it stopped.

use super::{lines::Lines, mapping::Days};
use crate::{
	anchor::private,
	bad_row::BadRow,
	error::{Error, Result},
	values::fingerprint,
};
use lingnan_types::Date;
use serde::{Deserialize, Serialize};
use std::{
	fs::File,
	hash::{BuildHasher, Hasher},
	io::{ErrorKind, Read, Write},
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Kept in a file beside the CSV file, from before the first transaction on. The salt proves the attestations' evidence: keep
/// the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
	/// Fingerprint of the mapping and of the file's content: a corrected file starts from the beginning.
	pub input: H256,
	pub genesis: H256,
	/// A final block that holds some of the work. A chain that does not know it was started again from nothing.
	pub block: Option<(u32, H256)>,
	/// The day that stands for "today" in the mapping.
	pub today: Date,
	pub salt: String,
	/// Rows up to this line are done, in final blocks.
	pub line: u64,
	/// How many they are.
	pub rows: u64,
	/// Those up to this line that were left out.
	pub bad: Vec<BadRow>,
	/// Those up to this line of which an attestation stands whose evidence this salt does not prove.
	#[serde(default)]
	pub unproved: Lines,
	pub finished: bool,
}

impl State {
	pub fn new(input: H256, genesis: H256, today: Date) -> Self {
		Self {
			input,
			genesis,
			block: None,
			today,
			salt: salt(),
			line: 0,
			rows: 0,
			bad: Vec::new(),
			unproved: Lines::default(),
			finished: false,
		}
	}

	pub fn read(path: &Path) -> Result<Option<Self>> {
		match std::fs::read_to_string(path) {
			Ok(text) => serde_json::from_str(&text).map(Some).map_err(|e| {
				Error::input(
					path.display(),
					format!(
						"{e}. This is no state of an import. Its salt proves the evidence of what was attested: put a copy of \
						 the state in its place. If there is none, move the file away to start again; what stands on the chain \
						 already can then not be proved, and the import counts it"
					),
				)
			}),
			Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
			Err(e) => Err(Error::input(path.display(), e)),
		}
	}

	/// Replaces the file at once, so that a crash leaves the old or the new one. Its owner alone can read it: bad rows may repeat what
	/// stands in a cell.
	pub fn write(&self, path: &Path) -> Result<()> {
		let place = || path.display();
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder).map_err(|e| Error::input(place(), e))?;
		}
		let text = serde_json::to_string_pretty(self).map_err(|e| Error::input(place(), e))?;
		let fresh = path.with_extension("new");
		let put = || {
			let mut file = private(&fresh)?;
			file.write_all(text.as_bytes())?;
			// On the disk before it takes the old one's place.
			file.sync_all()?;
			std::fs::rename(&fresh, path)?;
			settle(path);
			Ok(())
		};
		put().map_err(|e: std::io::Error| {
			Error::input(place(), format!("{e}. Name a place that can be written with --state"))
		})
	}

	/// What holds of an older state of the same chain for this import: all of it, or its salt. The salt is never given up:
	/// it proves what a former import of this file attested, before the file was corrected.
	pub fn resume(self, fresh: Self, days: Days) -> Self {
		let is_another_day = self.finished && days == Days::OfTheImport && self.today != fresh.today;
		match self.input == fresh.input && !is_another_day {
			true => self,
			false => Self { salt: self.salt, ..fresh },
		}
	}
}

/// Moves a state out of the way, to a name beside it that is free: it proves what stands on another chain.
pub fn set_aside(path: &Path) -> Result<PathBuf> {
	let beside = |number: u32| {
		let mut name = path.as_os_str().to_owned();
		name.push(format!(".{number}"));
		PathBuf::from(name)
	};
	let free = (1..).map(beside).find(|name| !name.exists()).unwrap_or_else(|| beside(0));
	std::fs::rename(path, &free).map_err(|e| Error::input(path.display(), e))?;
	settle(path);
	Ok(free)
}

/// Lets the folder's entries reach the disk, where the system can.
fn settle(path: &Path) {
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
	let _ = File::open(folder).and_then(|folder| folder.sync_all());
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
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		}
		std::fs::write(&path, "{}").unwrap();
		let error = State::read(&path).unwrap_err().to_string();
		assert!(error.contains("move the file away") && error.contains("can then not be proved"), "{error}");
		assert_eq!(default_path(Path::new("a/f.csv")), Path::new("a/f.csv.import.json"));
	}

	#[test]
	fn only_the_same_work_is_resumed() {
		let old = state();
		let fresh = |today| State::new(H256([1; 32]), H256([2; 32]), today);
		assert_eq!(old.clone().resume(fresh(20_000), Days::OfTheImport), old);
		// The day may change while an import is interrupted: its attestations keep their period.
		assert_eq!(old.clone().resume(fresh(20_001), Days::OfTheImport), old);
		let finished = State { finished: true, ..old.clone() };
		assert_eq!(finished.clone().resume(fresh(20_001), Days::OfTheFile), finished);
		let again = finished.clone().resume(fresh(20_001), Days::OfTheImport);
		assert_eq!((again.line, again.today, again.finished, again.salt), (0, 20_001, false, finished.salt));
	}

	/// What was attested from the file before it was corrected is proved by the salt of then.
	#[test]
	fn a_mended_file_starts_anew_with_the_same_salt() {
		let old = state();
		let mended = old.clone().resume(State::new(H256([3; 32]), H256([2; 32]), 20_000), Days::OfTheImport);
		assert_eq!((mended.line, mended.input, &mended.salt), (0, H256([3; 32]), &old.salt));
	}

	#[test]
	fn a_state_of_another_chain_is_kept_beside() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("f.csv.import.json");
		let names = [1, 2].map(|_| {
			state().write(&path).unwrap();
			set_aside(&path).unwrap()
		});
		assert_ne!(names[0], names[1]);
		assert!(names.iter().all(|name| name.is_file()) && !path.exists());
	}

	/// States of before name no unproved lines.
	#[test]
	fn an_older_state_is_read() {
		let mut value = serde_json::to_value(state()).unwrap();
		value.as_object_mut().unwrap().remove("unproved");
		assert_eq!(serde_json::from_value::<State>(value).unwrap().salt.len(), 32);
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
