//! Reads rows ahead, on a thread of its own: so many as a transaction takes at a time, and no more of them than the next ones.

use super::{
	mapping::Mapping,
	rows::{Row, Rows},
	rules,
};
use crate::{
	bad_row::BadRow,
	error::{Error, Result},
	table::Layout,
};
use lingnan_types::{Date, RegistrationNumber, Timestamp};
use std::{
	collections::{BTreeMap, VecDeque},
	io::Read,
	path::PathBuf,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
};
use tokio::sync::mpsc::{self, Receiver};

/// What one call of `register_many` takes.
pub(super) const BATCH: usize = 500;
/// Lots on their way to blocks: as many as several blocks hold, so that none is made of less than there is to do.
pub(super) const AHEAD: usize = 24;
/// Lots that wait to be taken.
const WAITING: usize = 2;
/// Rows among which an enterprise may stand once: no lot on its way tells of one that another tells of, not even if half of
/// the rows between them are bad.
const REMEMBERED: usize = 2 * BATCH * AHEAD;

/// Rows that go together.
#[derive(Debug, Default)]
pub(super) struct Lot {
	pub rows: Vec<Row>,
	/// Rows among them that cannot be used.
	pub bad: Vec<BadRow>,
	/// The last line that was read.
	pub line: u64,
	/// How far the file has been read, in bytes.
	pub position: u64,
	/// Rows up to there that the filter left out.
	pub skipped: u64,
	/// Nothing comes after it.
	pub is_last: bool,
}

/// What to read.
pub(super) struct Reading {
	pub file: PathBuf,
	pub layout: Layout,
	pub mapping: Mapping,
	pub today: Date,
	/// Lines up to this one are done.
	pub after: u64,
	/// The chain's time.
	pub clock: Arc<AtomicU64>,
}

impl Reading {
	/// Begins. The last lot may be empty: it tells what came after the last row.
	pub fn start(self) -> Receiver<Result<Lot>> {
		let (lots, taken) = mpsc::channel(WAITING);
		std::thread::spawn(move || {
			let mut rows = match Rows::open_at(&self.file, &self.layout, &self.mapping, self.today) {
				Ok(rows) => rows,
				Err(error) => return drop(lots.blocking_send(Err(error))),
			};
			let mut recent = Recent::default();
			loop {
				let lot = self.lot(&mut rows, &mut recent);
				let is_last = lot.as_ref().map_or(true, |lot| lot.is_last);
				// Nobody takes it: the import has ended.
				if lots.blocking_send(lot).is_err() || is_last {
					return;
				}
			}
		});
		taken
	}

	/// Fails if the file cannot be read to its end: what was not read is no bad row, for then the import would be done with it.
	fn lot<R: Read>(&self, rows: &mut Rows<'_, R>, recent: &mut Recent) -> Result<Lot> {
		let mut lot = Lot { line: self.after, ..Lot::default() };
		while lot.rows.len() < BATCH && lot.bad.len() < BATCH {
			let bad = match rows.next_row() {
				None => {
					lot.is_last = true;
					break;
				},
				Some(Ok(row)) => match recent.line_of(&row) {
					// Done by an earlier run.
					None if row.line <= self.after => continue,
					None => match rules::registration(&row, &self.mapping, self.now()) {
						None => {
							lot.line = row.line;
							lot.rows.push(row);
							continue;
						},
						Some(bad) => bad,
					},
					Some(first) => BadRow {
						line: row.line,
						column: None,
						reason: format!("{} stands in line {first} already", row.number),
					},
				},
				Some(Err(bad)) if rows.is_broken() => return Err(Error::input(self.file.display(), bad)),
				Some(Err(bad)) => bad,
			};
			// Those of an earlier run are on the report already.
			if bad.line > self.after {
				lot.line = bad.line;
				lot.bad.push(bad);
			}
		}
		lot.position = rows.position();
		lot.skipped = rows.skipped;
		Ok(lot)
	}

	fn now(&self) -> Timestamp {
		self.clock.load(Ordering::Relaxed)
	}
}

/// The enterprises of the last rows, with their lines. Of two rows about one the first counts.
#[derive(Default)]
pub(super) struct Recent {
	lines: BTreeMap<RegistrationNumber, u64>,
	order: VecDeque<RegistrationNumber>,
}

impl Recent {
	/// The earlier line about the row's enterprise; the row is remembered if there is none.
	pub fn line_of(&mut self, row: &Row) -> Option<u64> {
		if let Some(line) = self.lines.get(&row.number) {
			return Some(*line);
		}
		self.lines.insert(row.number.clone(), row.line);
		self.order.push_back(row.number.clone());
		if self.order.len() > REMEMBERED {
			self.order.pop_front().map(|oldest| self.lines.remove(&oldest));
		}
		None
	}
}

#[cfg(test)]
mod tests {
	use super::{super::rows::tests::Torn, *};

	const MAPPING: &str = r#"{
		"registration": {
			"number": { "kind": "macao", "prefix": "", "column": "id" }, "legalName": { "column": "firm" },
			"industry": { "value": "F51" }, "founded": { "column": "day" }, "capital": { "value": 0, "currency": "MOP" }
		},
		"periodEnd": { "today": true }
	}"#;

	fn reading(file: PathBuf, after: u64) -> Reading {
		Reading {
			file,
			layout: Layout::default(),
			mapping: Mapping::parse(MAPPING, "m").unwrap(),
			today: 20_000,
			after,
			clock: Arc::new(AtomicU64::new(lingnan_types::start_of(20_000))),
		}
	}

	/// Lots of a file, read after a line.
	fn lots(csv: &str, after: u64) -> Vec<Lot> {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("f.csv");
		std::fs::write(&file, csv).unwrap();
		let mut taken = reading(file, after).start();
		std::iter::from_fn(|| taken.blocking_recv()).map(|lot| lot.unwrap()).collect()
	}

	fn csv(rows: impl IntoIterator<Item = String>) -> String {
		std::iter::once("id,firm,day\n".to_string()).chain(rows).collect()
	}

	fn row(id: usize) -> String {
		format!("A-{id},Firm {id},2015-03-01\n")
	}

	#[test]
	fn rows_come_in_lots_of_a_transaction_and_each_tells_how_far_the_file_is_read() {
		let text = csv((0..1_200).map(row));
		let all = lots(&text, 0);
		let seen: Vec<_> = all.iter().map(|lot| (lot.rows.len(), lot.line, lot.is_last)).collect();
		assert_eq!(seen, [(500, 501, false), (500, 1_001, false), (200, 1_201, true)]);
		assert!(all[0].position > 0 && all[0].position < all[1].position, "{} {}", all[0].position, all[1].position);
		assert_eq!(all[2].position, text.len() as u64);
		let rest = lots(&text, 1_100);
		assert_eq!((rest.len(), rest[0].rows.len(), rest[0].rows[0].line), (1, 101, 1_101));
		let done = lots(&text, 1_201);
		assert_eq!((done.len(), done[0].rows.len(), done[0].line), (1, 0, 1_201), "a file that is through stays so");
	}

	/// The import was finished, with one bad row more, and whoever ran it again was told so.
	#[test]
	fn a_file_that_tears_is_not_read_to_its_end() {
		let reading = reading("f.csv".into(), 0);
		let torn = Torn(b"id,firm,day\nA-1,Firm 1,2015-03-01\n");
		let mut rows = Rows::new(torn, "f.csv", &reading.mapping, reading.today).unwrap();
		let error = reading.lot(&mut rows, &mut Recent::default()).unwrap_err().to_string();
		assert_eq!(error, "f.csv: line 3: the file cannot be read: the disk is gone");
	}

	/// Whoever read a file of faults to its end would keep them all.
	#[test]
	fn a_file_of_bad_rows_comes_in_lots_too() {
		let all = lots(&csv((0..1_100).map(|id| format!("A-{id},,2015-03-01\n"))), 0);
		assert_eq!(all.iter().map(|lot| lot.bad.len()).collect::<Vec<_>>(), [500, 500, 100]);
	}

	#[test]
	fn of_two_rows_about_one_enterprise_the_first_counts_also_where_it_was_done_before() {
		let text = csv((0..3_000).chain([7]).map(row));
		for after in [0, 2_000] {
			let bad: Vec<BadRow> = lots(&text, after).into_iter().flat_map(|lot| lot.bad).collect();
			assert_eq!(bad.len(), 1);
			assert_eq!(bad[0].to_string(), "line 3002: MO:A-7 stands in line 9 already");
		}
		// So far apart that the first is through: another statement, which the chain judges.
		let far = csv((0..REMEMBERED + 1).chain([0]).map(row));
		assert!(lots(&far, 0).iter().all(|lot| lot.bad.is_empty()));
	}

	#[test]
	fn what_the_chain_would_refuse_is_named_before_it_is_sent() {
		let all = lots(&csv([row(1), "A-2,Firm,2030-01-01\n".into()]), 0);
		assert_eq!((all[0].rows.len(), all[0].bad.len(), all[0].line), (1, 1, 3));
		assert!(all[0].bad[0].reason.contains("in the future"), "{:?}", all[0].bad);
	}
}
