//! An external sort by registration number: runs that fit into memory, sorted and written down, then merged.

use super::record::{Key, Row, KEY, VALUE};
use crate::error::{Error, Result};
use std::{
	cmp::Reverse,
	collections::BinaryHeap,
	fs::{File, OpenOptions},
	io::{BufReader, BufWriter, Read, Write},
	path::{Path, PathBuf},
};

/// Bytes of a run's record: key, line and value.
const RECORD: usize = KEY + 8 + VALUE;
/// Buffered per run while merging.
const BUFFER: usize = 1 << 17;

/// The rows of one run.
pub struct Run {
	rows: Vec<(Key, u64, i64)>,
	capacity: usize,
}

impl Run {
	/// As many rows as fit into `bytes`, at least 1,024.
	pub fn new(bytes: usize) -> Self {
		let capacity = (bytes / size_of::<(Key, u64, i64)>()).max(1_024);
		Self { rows: Vec::with_capacity(capacity), capacity }
	}

	pub fn push(&mut self, row: &Row) {
		self.rows.push((row.key, row.line, row.value));
	}

	pub fn is_full(&self) -> bool {
		self.rows.len() >= self.capacity
	}

	pub fn len(&self) -> usize {
		self.rows.len()
	}

	/// Writes the rows in order and forgets them. The file is there whole or not at all.
	pub fn write(&mut self, path: &Path) -> Result<()> {
		self.rows.sort_unstable();
		let fresh = path.with_extension("new");
		let write = || -> std::io::Result<()> {
			let mut out = BufWriter::with_capacity(BUFFER, private(&fresh)?);
			for (key, line, value) in &self.rows {
				out.write_all(&key.0)?;
				out.write_all(&line.to_le_bytes())?;
				out.write_all(&value.to_le_bytes())?;
			}
			out.into_inner()?.sync_all()?;
			std::fs::rename(&fresh, path)
		};
		write().map_err(|e| Error::input(path.display(), e))?;
		self.rows.clear();
		Ok(())
	}
}

/// An empty file that its owner alone can read, whoever could read one that was there: figures stand in it.
pub fn private(path: &Path) -> std::io::Result<File> {
	let mut options = OpenOptions::new();
	options.write(true).create(true).truncate(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let file = options.open(path)?;
	#[cfg(unix)]
	file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
	Ok(file)
}

/// All runs as one sequence in the order of keys, then of lines.
pub struct Merge {
	runs: Vec<Reader>,
	/// The next row of each run that is not at its end.
	heads: BinaryHeap<Reverse<(Key, u64, i64, usize)>>,
}

struct Reader {
	path: PathBuf,
	file: BufReader<File>,
	left: u64,
}

impl Reader {
	fn open(path: PathBuf) -> Result<Self> {
		let bad = |e| Error::input(path.display(), e);
		let file = File::open(&path).map_err(bad)?;
		let left = file.metadata().map_err(bad)?.len() / RECORD as u64;
		Ok(Self { file: BufReader::with_capacity(BUFFER, file), left, path })
	}

	/// The next row: key, line, value.
	fn advance(&mut self) -> Result<Option<(Key, u64, i64)>> {
		if self.left == 0 {
			return Ok(None);
		}
		self.left -= 1;
		let (mut key, mut line, mut value) = (Key([0; KEY]), [0; 8], [0; VALUE]);
		for part in [&mut key.0[..], &mut line, &mut value] {
			self.file.read_exact(part).map_err(|e| Error::input(self.path.display(), e))?;
		}
		Ok(Some((key, u64::from_le_bytes(line), i64::from_le_bytes(value))))
	}
}

impl Merge {
	pub fn open(paths: impl IntoIterator<Item = PathBuf>) -> Result<Self> {
		let runs = paths.into_iter().map(Reader::open).collect::<Result<Vec<_>>>()?;
		let mut merge = Self { runs, heads: BinaryHeap::new() };
		for run in 0..merge.runs.len() {
			merge.pull(run)?;
		}
		Ok(merge)
	}

	/// The next key, its line and its value.
	pub fn next_row(&mut self) -> Result<Option<(Key, u64, i64)>> {
		let Some(Reverse((key, line, value, run))) = self.heads.pop() else { return Ok(None) };
		self.pull(run)?;
		Ok(Some((key, line, value)))
	}

	fn pull(&mut self, run: usize) -> Result<()> {
		if let Some((key, line, value)) = self.runs[run].advance()? {
			self.heads.push(Reverse((key, line, value, run)));
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(32))]

		/// Whatever the runs: everything comes out once, in order.
		#[test]
		fn merged_runs_are_the_sorted_whole(parts in prop::collection::vec(prop::collection::vec(0u32..500, 0..60), 0..6)) {
			let folder = tempfile::tempdir().unwrap();
			let (mut paths, mut all, mut line) = (Vec::new(), Vec::new(), 0);
			for (n, part) in parts.iter().enumerate() {
				let mut run = Run::new(0);
				for number in part {
					line += 1;
					let (key, value) = (Key::read(&format!("MO:{number}")).unwrap(), i64::from(*number) - 250);
					run.push(&Row { line, key, value });
					all.push((key, line, value));
				}
				let path = folder.path().join(n.to_string());
				run.write(&path).unwrap();
				paths.push(path);
			}
			all.sort();
			let (mut merge, mut merged) = (Merge::open(paths).unwrap(), Vec::new());
			while let Some(row) = merge.next_row().unwrap() {
				merged.push(row);
			}
			prop_assert_eq!(merged, all);
		}
	}

	#[test]
	fn a_run_holds_what_fits() {
		let run = Run::new(1 << 20);
		assert!((20_000..30_000).contains(&run.capacity), "{}", run.capacity);
		assert_eq!(Run::new(0).capacity, 1_024);
	}
}
