//! What an agency has sealed: a file that is only added to, a line of JSON for each figure. With the secret it is all that openings
//! are made from again.
//!
//! A line is on the disk before its attestation is sent, so no figure can stand on the chain that the file does not know. A program
//! that was ended while it wrote may leave half a line: nothing of it was sent, so it is told and cut off. A line of a transaction
//! that was refused stays, and opens nothing.

use crate::{
	error::{Error, Result},
	files,
};
use lingnan_types::{Date, IndicatorId, Revision};
use serde::{Deserialize, Serialize};
use std::{
	collections::HashMap,
	fs::{File, OpenOptions},
	io::{Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};

/// One figure that was sealed. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
	/// Registration number, with its place.
	pub enterprise: String,
	pub indicator: IndicatorId,
	/// Last day of the period that the figure is about, days since 1970.
	pub period_end: Date,
	/// The revision that its blindings are derived for. What lies in an anchored dataset has no record: its openings hang on the
	/// dataset's own key.
	pub revision: Revision,
	/// In the indicator's unit.
	pub value: i64,
}

/// What a record says, without of whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
	pub indicator: IndicatorId,
	pub period_end: Date,
	pub revision: Revision,
	pub value: i64,
}

/// Bytes of half a line that were found at the end of the file and cut off; 0 if there were none.
pub type Torn = u64;

/// Adds lines, which are on the disk when this returns. A new file its owner alone can read.
pub fn append(path: &Path, records: &[Record]) -> Result<Torn> {
	let place = |e: std::io::Error| Error::input(path.display(), e);
	let mut options = OpenOptions::new();
	options.create(true).read(true).append(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(path).map_err(place)?;
	files::insist_private(path)?;
	// Two programs of one agency may seal at a time. The lock ends with the file.
	#[cfg(unix)]
	rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive).map_err(|e| place(e.into()))?;
	let torn = cut(&mut file).map_err(place)?;
	let mut text = Vec::new();
	for record in records {
		serde_json::to_writer(&mut text, record).map_err(|e| Error::input(path.display(), e))?;
		text.push(b'\n');
	}
	file.write_all(&text).and_then(|()| file.sync_all()).map_err(place)?;
	// The name of a new file, too.
	if let Some(folder) = path.parent() {
		let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
		File::open(folder).and_then(|folder| folder.sync_all()).map_err(place)?;
	}
	Ok(torn)
}

/// Cuts off what stands behind the last whole line.
fn cut(file: &mut File) -> std::io::Result<Torn> {
	const STEP: u64 = 4_096;
	let length = file.metadata()?.len();
	let mut end = length;
	let mut buffer = Vec::new();
	while end > 0 {
		let from = end.saturating_sub(STEP);
		buffer.resize(usize::try_from(end - from).unwrap_or_default(), 0);
		file.seek(SeekFrom::Start(from))?;
		file.read_exact(&mut buffer)?;
		if let Some(place) = buffer.iter().rposition(|byte| *byte == b'\n') {
			end = from + place as u64 + 1;
			break;
		}
		end = from;
	}
	if end < length {
		file.set_len(end)?;
	}
	Ok(length - end)
}

/// What is said of half a line.
pub fn torn_text(path: &Path, torn: Torn) -> Option<String> {
	(torn > 0).then(|| {
		format!(
			"{}: the last line was cut short, by a program that ended while it wrote: nothing of it was sent, and it is not \
			 counted",
			path.display()
		)
	})
}

/// All records of a file, by enterprise.
pub struct Records {
	path: PathBuf,
	by_enterprise: HashMap<String, Vec<Entry>>,
	count: usize,
	/// Bytes of whole lines that were read.
	read: u64,
	torn: Torn,
}

impl Records {
	/// Reads a file. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		if !path.exists() {
			let reason = "there is no such file of what was sealed: name the right one with --records, or put it back from its copy; \
			              sealing the first figure makes it";
			return Err(Error::input(path.display(), reason));
		}
		files::insist_private(path)?;
		let (by_enterprise, path) = (HashMap::new(), path.to_path_buf());
		let mut records = Self { path, by_enterprise, count: 0, read: 0, torn: 0 };
		records.refresh()?;
		Ok(records)
	}

	/// Reads what was added meanwhile.
	pub fn refresh(&mut self) -> Result<()> {
		let path = self.path.clone();
		let place = |e: std::io::Error| Error::input(path.display(), e);
		let mut file = File::open(&path).map_err(place)?;
		let length = file.metadata().map_err(place)?.len();
		if length < self.read {
			let reason = "it is shorter than it was: records are only added to. Put the whole file back";
			return Err(Error::input(path.display(), reason));
		}
		self.torn = 0;
		if length == self.read {
			return Ok(());
		}
		file.seek(SeekFrom::Start(self.read)).map_err(place)?;
		let mut added = Vec::new();
		file.read_to_end(&mut added).map_err(place)?;
		let whole = added.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
		let (lines, rest) = added.split_at(whole);
		for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
			let record: Record = serde_json::from_slice(line).map_err(|_| {
				// Not what stands there: it may be a figure.
				let reason =
					format!("line {} is no record: the file was changed. Put the whole file back", self.count + 1);
				Error::input(path.display(), reason)
			})?;
			self.count += 1;
			let Record { enterprise, indicator, period_end, revision, value } = record;
			let entry = Entry { indicator, period_end, revision, value };
			self.by_enterprise.entry(enterprise).or_default().push(entry);
		}
		self.read += whole as u64;
		self.torn = rest.len() as u64;
		Ok(())
	}

	/// What was sealed of an enterprise, the oldest first.
	pub fn of(&self, enterprise: &str) -> &[Entry] {
		self.by_enterprise.get(enterprise).map(Vec::as_slice).unwrap_or_default()
	}

	/// How many there are.
	pub fn len(&self) -> usize {
		self.count
	}

	pub fn is_empty(&self) -> bool {
		self.count == 0
	}

	/// Bytes of half a line at the end: left by a program that was ended, or of one that writes now.
	pub fn torn(&self) -> Torn {
		self.torn
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	const FIRM: &str = "CN:91440300708461136T";
	const OTHER: &str = "CN:91420000737944946L";

	fn record(enterprise: &str, indicator: u32, revision: Revision, value: i64) -> Record {
		Record { enterprise: enterprise.into(), indicator: IndicatorId(indicator), period_end: 20_000, revision, value }
	}

	fn refusal<T>(answer: Result<T>) -> String {
		answer.err().map(|e| e.to_string()).unwrap_or_default()
	}

	fn values(records: &Records, firm: &str) -> Vec<i64> {
		records.of(firm).iter().map(|one| one.value).collect()
	}

	#[test]
	fn what_is_added_is_found_by_its_enterprise() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("records");
		let missing = refusal(Records::read(&path));
		assert!(missing.contains("no such file of what was sealed") && missing.contains("--records"), "{missing}");
		assert_eq!(append(&path, &[record(FIRM, 4, 1, 50), record(OTHER, 4, 1, 7)]).unwrap(), 0);
		assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		let mut records = Records::read(&path).unwrap();
		assert_eq!((records.len(), values(&records, FIRM), values(&records, OTHER)), (2, vec![50], vec![7]));
		// Another program seals meanwhile.
		append(&path, &[record(FIRM, 4, 2, -51)]).unwrap();
		records.refresh().unwrap();
		assert_eq!((records.len(), values(&records, FIRM)), (3, vec![50, -51]));
		let text = std::fs::read_to_string(&path).unwrap();
		let first = r#"{"enterprise":"CN:91440300708461136T","indicator":4,"periodEnd":20000,"revision":1,"value":50}"#;
		assert_eq!(text.lines().next(), Some(first));
	}

	#[test]
	fn half_a_line_after_a_crash_is_told_and_cut_off() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("records");
		let all = [record(FIRM, 4, 1, 50), record(FIRM, 5, 1, 60)];
		append(&path, &all).unwrap();
		let whole = std::fs::read(&path).unwrap();
		let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
		// Ended at each byte of the second line.
		for length in first..whole.len() {
			std::fs::write(&path, &whole[..length]).unwrap();
			let torn = (length - first) as u64;
			let records = Records::read(&path).unwrap();
			assert_eq!((values(&records, FIRM), records.torn()), (vec![50], torn), "{length}");
			assert_eq!(torn_text(&path, torn).is_some(), torn > 0);
			assert_eq!(append(&path, &[record(FIRM, 6, 1, 70)]).unwrap(), torn, "{length}");
			let records = Records::read(&path).unwrap();
			assert_eq!((values(&records, FIRM), records.torn()), (vec![50, 70], 0), "{length}");
		}
		// Of the first line, too.
		std::fs::write(&path, &whole[..5]).unwrap();
		assert_eq!(append(&path, &all).unwrap(), 5);
		assert_eq!(std::fs::read(&path).unwrap(), whole);
	}

	#[test]
	fn a_file_that_was_changed_or_that_others_can_read_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("records");
		append(&path, &[record(FIRM, 4, 1, 987_654), record(FIRM, 5, 1, 60)]).unwrap();
		let mut records = Records::read(&path).unwrap();
		let text = std::fs::read_to_string(&path).unwrap();
		std::fs::write(&path, text.replacen("\"value\"", "\"valve\"", 1)).unwrap();
		let says = refusal(Records::read(&path));
		assert!(says.contains("line 1 is no record") && !says.contains("987654"), "no figure in an error: {says}");
		std::fs::write(&path, &text.as_bytes()[..20]).unwrap();
		assert!(refusal(records.refresh()).contains("shorter than it was"));
		std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
		assert!(refusal(Records::read(&path)).contains("chmod 600"));
		assert!(refusal(append(&path, &[])).contains("chmod 600"));
	}
}
