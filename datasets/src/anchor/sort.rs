//! An external sort by registration number: runs that fit into memory, sorted and written down, then merged.

use super::record::{Key, Row, KEY};
use crate::error::{Error, Result};
use std::{
	cmp::Reverse,
	collections::BinaryHeap,
	fs::File,
	io::{BufReader, BufWriter, Read, Write},
	path::{Path, PathBuf},
};

/// Bytes of a run's record besides the value: key and line.
const HEAD: usize = KEY + 8;
/// Buffered per run while merging.
const BUFFER: usize = 1 << 17;

/// The rows of one run: sorted as a whole, values beside.
pub struct Run {
	rows: Vec<(Key, u64, u32)>,
	values: Vec<u8>,
	/// Bytes of a value.
	width: usize,
	capacity: usize,
}

impl Run {
	/// As many rows as fit into `bytes`, at least 1,024.
	pub fn new(bytes: usize, width: usize) -> Self {
		let capacity = (bytes / (size_of::<(Key, u64, u32)>() + width)).clamp(1_024, u32::MAX as usize);
		Self { rows: Vec::with_capacity(capacity), values: Vec::with_capacity(capacity * width), width, capacity }
	}

	/// Takes a row whose value has the run's width.
	pub fn push(&mut self, row: &Row) {
		let place = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
		self.rows.push((row.key, row.line, place));
		self.values.extend(&row.value);
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
			let mut out = BufWriter::with_capacity(BUFFER, File::create(&fresh)?);
			for (key, line, place) in &self.rows {
				let at = *place as usize * self.width;
				out.write_all(&key.0)?;
				out.write_all(&line.to_le_bytes())?;
				out.write_all(&self.values[at..at + self.width])?;
			}
			out.into_inner()?.sync_all()?;
			std::fs::rename(&fresh, path)
		};
		write().map_err(|e| Error::input(path.display(), e))?;
		self.rows.clear();
		self.values.clear();
		Ok(())
	}
}

/// All runs as one sequence in the order of keys, then of lines.
pub struct Merge {
	runs: Vec<Reader>,
	/// The next key and line of each run that is not at its end.
	heads: BinaryHeap<Reverse<(Key, u64, usize)>>,
}

struct Reader {
	path: PathBuf,
	file: BufReader<File>,
	left: u64,
	record: Vec<u8>,
}

impl Reader {
	fn open(path: PathBuf, width: usize) -> Result<Self> {
		let bad = |e| Error::input(path.display(), e);
		let file = File::open(&path).map_err(bad)?;
		let length = file.metadata().map_err(bad)?.len();
		let record = vec![0; HEAD + width];
		let left = length / record.len() as u64;
		Ok(Self { file: BufReader::with_capacity(BUFFER, file), left, record, path })
	}

	/// The next record's key and line.
	fn advance(&mut self) -> Result<Option<(Key, u64)>> {
		if self.left == 0 {
			return Ok(None);
		}
		self.left -= 1;
		self.file.read_exact(&mut self.record).map_err(|e| Error::input(self.path.display(), e))?;
		let (mut key, mut line) = (Key([0; KEY]), [0; 8]);
		key.0.copy_from_slice(&self.record[..KEY]);
		line.copy_from_slice(&self.record[KEY..HEAD]);
		Ok(Some((key, u64::from_le_bytes(line))))
	}
}

impl Merge {
	pub fn open(paths: impl IntoIterator<Item = PathBuf>, width: usize) -> Result<Self> {
		let runs = paths.into_iter().map(|path| Reader::open(path, width)).collect::<Result<Vec<_>>>()?;
		let mut merge = Self { runs, heads: BinaryHeap::new() };
		for run in 0..merge.runs.len() {
			merge.pull(run)?;
		}
		Ok(merge)
	}

	/// The next key, its line, and its value in `value`.
	pub fn next_into(&mut self, value: &mut Vec<u8>) -> Result<Option<(Key, u64)>> {
		let Some(Reverse((key, line, run))) = self.heads.pop() else { return Ok(None) };
		value.clear();
		value.extend(&self.runs[run].record[HEAD..]);
		self.pull(run)?;
		Ok(Some((key, line)))
	}

	fn pull(&mut self, run: usize) -> Result<()> {
		if let Some((key, line)) = self.runs[run].advance()? {
			self.heads.push(Reverse((key, line, run)));
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
				let mut run = Run::new(0, 4);
				for number in part {
					line += 1;
					let key = Key::read(&format!("MO:{number}")).unwrap();
					run.push(&Row { line, key, value: number.to_le_bytes().to_vec() });
					all.push((key, line, number.to_le_bytes().to_vec()));
				}
				let path = folder.path().join(n.to_string());
				run.write(&path).unwrap();
				paths.push(path);
			}
			all.sort();
			let (mut merge, mut value, mut merged) = (Merge::open(paths, 4).unwrap(), Vec::new(), Vec::new());
			while let Some((key, line)) = merge.next_into(&mut value).unwrap() {
				merged.push((key, line, value.clone()));
			}
			prop_assert_eq!(merged, all);
		}
	}

	#[test]
	fn a_run_holds_what_fits() {
		let run = Run::new(1 << 20, 9);
		assert!((20_000..30_000).contains(&run.capacity), "{}", run.capacity);
		assert_eq!(Run::new(0, 9).capacity, 1_024);
	}
}
