//! What is to be sent, on disk until it was taken, and what was sent, so that nothing goes twice.
//!
//! A notice is on the disk before the place in the chain moves past its block; that it was taken is on the disk before it is
//! forgotten. A crash in between makes it again under the same number, which is known by then. Between the taking and the note of
//! it lies one moment in which a crash sends it again: its number is the same, by which the other side knows it.

use crate::{kind::Kind, subscription::Subscription};
use lingnan_client::{Error, Result};
use lingnan_serving::Folder;
use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeMap, HashMap},
	fs::{self, File, OpenOptions},
	io::Write,
	path::{Path, PathBuf},
	sync::{Mutex, MutexGuard, PoisonError},
};

/// Seconds to the second attempt; doubled each time.
const FIRST_WAIT: u64 = 10;
/// Seconds between two attempts at most.
const LONGEST_WAIT: u64 = 3_600;
/// Attempts before a notice is given up: in all some nine hours.
pub const ATTEMPTS: u32 = 16;
/// Notices that wait at a time. Beyond them none are made until some were taken.
pub const MOST_WAITING: usize = 500_000;
/// Days for which it is known what was sent: longer than any deadline is told ahead.
const REMEMBERED: u64 = 120;
/// Seconds.
const DAY: u64 = 86_400;
/// The file that says up to which block notices were made.
const PLACE: &str = "place";

/// What is sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
	Notice(Kind),
	/// A code that shows that somebody gets what is sent there.
	Confirmation {
		code: String,
	},
}

/// Something that is to be sent to one subscriber.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
	/// The same however often it is sent.
	pub id: String,
	/// To whom.
	pub subscription: String,
	pub what: What,
	/// When it was noticed. Unix time in seconds.
	pub at: u64,
	pub attempts: u32,
	/// Not before. Unix time in seconds.
	pub due: u64,
	/// What came of the last attempt.
	pub last: Option<String>,
}

/// What came of an attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
	Taken,
	/// It may go well later.
	Later(String),
	/// It will never go well.
	Never(String),
	/// There is nobody any more.
	Gone,
}

struct Held {
	waiting: BTreeMap<String, Delivery>,
	/// By number, on which day it was taken or given up.
	done: HashMap<String, u64>,
	log: File,
	/// Until which day what was sent is forgotten.
	forgotten: u64,
}

/// What waits, and what was sent.
pub struct Journal {
	state: Folder,
	waiting: Folder,
	log: PathBuf,
	held: Mutex<Held>,
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
	move |error| Error::input(path.display(), error)
}

impl Journal {
	/// `path`: the state's folder; `now`: Unix time in seconds.
	pub fn open(path: &Path, now: u64) -> Result<Self> {
		let state = Folder::open(path)?;
		let waiting = state.inside("waiting")?;
		let log = path.join("sent.log");
		let done = read_log(&log, now)?;
		let kept: String = done.iter().map(|(id, day)| format!("{day} {id}\n")).collect();
		let half = path.join("sent.log.half");
		let mut file = private(OpenOptions::new().write(true).create(true).truncate(true), &half)?;
		file.write_all(kept.as_bytes()).and_then(|()| file.sync_all()).map_err(at(&half))?;
		fs::rename(&half, &log).map_err(at(&log))?;
		let file = private(OpenOptions::new().append(true), &log)?;
		let mut found = BTreeMap::new();
		for name in waiting.names()? {
			match waiting.get::<Delivery>(&name)? {
				// It was taken, and the program ended before the file went.
				Some(one) if done.contains_key(&one.id) => waiting.remove(&name)?,
				Some(one) => {
					found.insert(one.id.clone(), one);
				},
				None => (),
			}
		}
		Ok(Self {
			state,
			waiting,
			log,
			held: Mutex::new(Held { waiting: found, done, log: file, forgotten: first_day(now) }),
		})
	}

	fn held(&self) -> MutexGuard<'_, Held> {
		self.held.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Up to which block notices were made.
	pub fn place(&self) -> Result<Option<u32>> {
		self.state.get(PLACE)
	}

	pub fn move_to(&self, block: u32) -> Result<()> {
		self.state.put(PLACE, &block)
	}

	/// Keeps something to be sent, once. Answers whether it is new.
	pub fn put(&self, id: String, to: &Subscription, what: What, now: u64) -> Result<bool> {
		let mut held = self.held();
		if held.waiting.contains_key(&id) || held.done.contains_key(&id) {
			return Ok(false);
		}
		if held.waiting.len() >= MOST_WAITING {
			return Err(Error::Incomplete("too many notices wait to be taken: none are made until some were".into()));
		}
		let subscription = to.id.clone();
		let one = Delivery { id: id.clone(), subscription, what, at: now, attempts: 0, due: 0, last: None };
		self.waiting.put(&id, &one)?;
		held.waiting.insert(id, one);
		Ok(true)
	}

	/// What is to be sent now.
	pub fn due(&self, now: u64) -> Vec<Delivery> {
		self.held().waiting.values().filter(|one| one.due <= now).cloned().collect()
	}

	/// How many wait.
	pub fn waiting(&self) -> usize {
		self.held().waiting.len()
	}

	/// Notes what came of an attempt.
	pub fn note(&self, delivery: &Delivery, outcome: &Outcome, now: u64) -> Result<()> {
		let reason = match outcome {
			Outcome::Taken | Outcome::Gone => return self.close(&delivery.id, now),
			Outcome::Never(reason) => {
				eprintln!("lingnan notices: notice {} is given up: {reason}", delivery.id);
				return self.close(&delivery.id, now);
			},
			Outcome::Later(reason) => reason,
		};
		let attempts = delivery.attempts.saturating_add(1);
		if attempts >= ATTEMPTS {
			eprintln!("lingnan notices: notice {} is given up after {attempts} attempts: {reason}", delivery.id);
			return self.close(&delivery.id, now);
		}
		let wait = FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(LONGEST_WAIT);
		let tried =
			Delivery { attempts, due: now.saturating_add(wait), last: Some(reason.clone()), ..delivery.clone() };
		let mut held = self.held();
		self.waiting.put(&tried.id, &tried)?;
		held.waiting.insert(tried.id.clone(), tried);
		Ok(())
	}

	/// It is not sent again.
	fn close(&self, id: &str, now: u64) -> Result<()> {
		let day = now / DAY;
		let mut held = self.held();
		let line = format!("{day} {id}\n");
		held.log.write_all(line.as_bytes()).and_then(|()| held.log.sync_data()).map_err(at(&self.log))?;
		held.done.insert(id.to_string(), day);
		let first = first_day(now);
		if std::mem::replace(&mut held.forgotten, first) != first {
			// The file is cut when the service begins.
			held.done.retain(|_, day| *day >= first);
		}
		held.waiting.remove(id);
		self.waiting.remove(id)
	}
}

/// What was sent before it is not remembered.
fn first_day(now: u64) -> u64 {
	(now / DAY).saturating_sub(REMEMBERED)
}

fn private(options: &mut OpenOptions, path: &Path) -> Result<File> {
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
	options.open(path).map_err(at(path))
}

/// What was sent lately. A last line that was written half is none.
fn read_log(path: &Path, now: u64) -> Result<HashMap<String, u64>> {
	let text = match fs::read_to_string(path) {
		Ok(text) => text,
		Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
		Err(error) => return Err(at(path)(error)),
	};
	let first = first_day(now);
	let read = |line: &str| {
		let (day, id) = line.strip_suffix('\n')?.split_once(' ')?;
		Some((id.to_string(), day.parse().ok()?))
	};
	Ok(text.split_inclusive('\n').filter_map(read).filter(|(_, day)| *day >= first).collect())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		subscription::{Way, Wish},
		texts::Language,
	};
	use lingnan_types::{CardHolder, InstitutionId};

	const NOW: u64 = 1_800_000_000;

	fn somebody() -> Subscription {
		let way = Way::Webhook { contact: "a".into() };
		let wish = Wish { way, kinds: [Kind::DecisionDue].into(), language: Language::English };
		let party = CardHolder::Institution(InstitutionId(0));
		Subscription { id: "s".into(), party, account: "A".into(), wish, made: 1, awaited: None }
	}

	fn put(journal: &Journal, id: &str) -> bool {
		journal.put(id.into(), &somebody(), What::Notice(Kind::DecisionDue), NOW).unwrap()
	}

	#[test]
	fn what_was_taken_is_not_made_again_after_a_restart_and_what_waits_is_there() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path(), NOW).unwrap();
		assert!(put(&journal, "a") && put(&journal, "b") && !put(&journal, "a"));
		let first = journal.due(NOW).remove(0);
		journal.note(&first, &Outcome::Taken, NOW).unwrap();
		journal.move_to(7).unwrap();
		drop(journal);
		let again = Journal::open(folder.path(), NOW).unwrap();
		assert_eq!(again.place().unwrap(), Some(7));
		assert_eq!(again.due(NOW).iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["b"]);
		assert!(!put(&again, "a"), "it was taken");
		let long_after = NOW + (REMEMBERED + 1) * DAY;
		again.note(&again.due(NOW)[0], &Outcome::Taken, long_after).unwrap();
		assert!(put(&again, "a") && !put(&again, "b"), "and forgotten in the end");
		let later = Journal::open(folder.path(), long_after).unwrap();
		assert!(!put(&later, "b"));
	}

	/// The program ended after it had noted that a notice was taken, and before the notice's file went.
	#[test]
	fn a_crash_between_the_note_and_the_file_sends_nothing_twice() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path(), NOW).unwrap();
		put(&journal, "a");
		let file = folder.path().join("waiting/a.json");
		let kept = fs::read(&file).unwrap();
		journal.note(&journal.due(NOW)[0], &Outcome::Taken, NOW).unwrap();
		fs::write(&file, kept).unwrap();
		let again = Journal::open(folder.path(), NOW).unwrap();
		assert!(again.due(NOW).is_empty() && !file.exists());
		// A line that was written half is none: what it would have said is sent again.
		fs::write(folder.path().join("sent.log"), "20833 a\n20833 b").unwrap();
		let half = Journal::open(folder.path(), NOW).unwrap();
		assert!(!put(&half, "a") && put(&half, "b"));
	}

	#[test]
	fn attempts_come_ever_more_rarely_and_end() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path(), NOW).unwrap();
		put(&journal, "a");
		let mut waits = Vec::new();
		let mut now = NOW;
		while let Some(one) = journal.due(now).pop() {
			journal.note(&one, &Outcome::Later("503".into()), now).unwrap();
			assert!(journal.due(now).is_empty(), "not at once");
			let next = (now..now + 2 * LONGEST_WAIT).find(|at| !journal.due(*at).is_empty());
			let Some(next) = next else { break };
			waits.push(next - now);
			now = next;
		}
		assert_eq!(waits[..5], [10, 20, 40, 80, 160]);
		assert!(waits.len() == ATTEMPTS as usize - 1 && waits.last() == Some(&LONGEST_WAIT), "{waits:?}");
		assert!(!put(&journal, "a"), "what was given up is not made again");
	}

	#[cfg(unix)]
	#[test]
	fn others_cannot_read_it() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let state = folder.path().join("state");
		put(&Journal::open(&state, NOW).unwrap(), "a");
		for (name, mode) in [("", 0o700), ("waiting", 0o700), ("waiting/a.json", 0o600), ("sent.log", 0o600)] {
			let found = fs::metadata(state.join(name)).unwrap().permissions().mode() & 0o777;
			assert_eq!(found, mode, "{name}");
		}
	}
}
