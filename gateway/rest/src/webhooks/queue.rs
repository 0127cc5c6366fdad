//! Notices that wait, on disk, until somebody took them; and those that nobody took in the end.

use super::Notice;
use crate::keys::now;
use lingnan_client::Result;
use lingnan_serving::{Folder, Hook};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Seconds to the second attempt; doubled each time.
const FIRST_WAIT: u64 = 10;
/// Seconds between two attempts at most.
const LONGEST_WAIT: u64 = 3_600;
/// Attempts before a notice is put aside: in all some nine hours.
pub const ATTEMPTS: u32 = 16;
/// Between two looks for what is due.
const LOOK: Duration = Duration::from_millis(500);

/// A notice, and how often it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
	pub notice: Notice,
	pub attempts: u32,
	/// Not before. Unix time in seconds.
	pub due: u64,
	/// What came of the last attempt.
	pub last: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Became {
	Taken,
	Waits,
	PutAside,
}

/// Notices that wait.
pub struct Queue {
	waiting: Folder,
	dead: Folder,
}

impl Queue {
	pub fn open(state: &Folder) -> Result<Self> {
		Ok(Self { waiting: state.inside("notices")?, dead: state.inside("dead-letters")? })
	}

	/// Keeps a notice to be sent.
	pub fn put(&self, notice: Notice) -> Result<()> {
		let name = notice.id.clone();
		self.waiting.put(&name, &Delivery { notice, attempts: 0, due: 0, last: None })
	}

	/// Those that wait, in the order of their blocks.
	pub fn waiting(&self) -> Result<Vec<Delivery>> {
		all(&self.waiting)
	}

	/// Those that nobody took.
	pub fn dead(&self) -> Result<Vec<Delivery>> {
		all(&self.dead)
	}

	/// Sends a notice again that nobody took. Answers whether there was one.
	pub fn revive(&self, id: &str) -> Result<bool> {
		// A name of a file of ours, and nothing else.
		if !id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
			return Ok(false);
		}
		let Some(delivery) = self.dead.get::<Delivery>(id)? else { return Ok(false) };
		self.put(delivery.notice)?;
		self.dead.remove(id)?;
		Ok(true)
	}

	/// Notes what came of an attempt.
	pub fn note(&self, delivery: Delivery, outcome: Result<(), String>, at: u64) -> Result<Became> {
		let id = delivery.notice.id.clone();
		let Err(reason) = outcome else {
			self.waiting.remove(&id)?;
			return Ok(Became::Taken);
		};
		let attempts = delivery.attempts.saturating_add(1);
		let wait = FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(LONGEST_WAIT);
		let tried = Delivery { attempts, due: at.saturating_add(wait), last: Some(reason), ..delivery };
		if attempts >= ATTEMPTS {
			self.dead.put(&id, &tried)?;
			self.waiting.remove(&id)?;
			return Ok(Became::PutAside);
		}
		self.waiting.put(&id, &tried)?;
		Ok(Became::Waits)
	}

	/// Sends what is due, until the program ends.
	pub async fn deliver(&self, hook: &Hook) {
		loop {
			if let Err(error) = self.round(hook).await {
				eprintln!("lingnan: notices: {error}");
			}
			tokio::time::sleep(LOOK).await;
		}
	}

	async fn round(&self, hook: &Hook) -> Result<()> {
		for delivery in self.waiting()?.into_iter().filter(|one| one.due <= now()) {
			let outcome = hook.send(&delivery.notice.id, &delivery.notice, now()).await;
			let silent = outcome.is_err();
			let id = delivery.notice.id.clone();
			if self.note(delivery, outcome, now())? == Became::PutAside {
				eprintln!("lingnan: nobody took notice {id}: GET /v1/webhooks/dead-letters");
			}
			// Others would be refused likewise: look again in a moment.
			if silent {
				break;
			}
		}
		Ok(())
	}
}

fn all(folder: &Folder) -> Result<Vec<Delivery>> {
	let mut found = Vec::new();
	for name in folder.names()? {
		found.extend(folder.get::<Delivery>(&name)?);
	}
	found.sort_by_key(|one| one.notice.block);
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn notice(id: &str, block: u32) -> Notice {
		let (id, kind) = (id.to_string(), "financing.applied".to_string());
		Notice { id, kind, at: 1, block, application: Some(7), loan: None }
	}

	#[test]
	fn a_notice_is_sent_ever_more_rarely_and_put_aside_in_the_end() {
		let temporary = tempfile::tempdir().unwrap();
		let queue = Queue::open(&Folder::open(temporary.path()).unwrap()).unwrap();
		queue.put(notice("bb-1", 9)).unwrap();
		queue.put(notice("aa-1", 12)).unwrap();
		assert_eq!(queue.waiting().unwrap()[0].notice.block, 9, "the older one first");
		let mut waits = Vec::new();
		loop {
			let one = queue.waiting().unwrap().remove(0);
			let became = queue.note(one, Err("503".into()), 1_000).unwrap();
			match queue.waiting().unwrap().iter().find(|one| one.notice.id == "bb-1") {
				Some(one) => waits.push(one.due - 1_000),
				None => break assert_eq!(became, Became::PutAside),
			}
		}
		assert_eq!(waits[..5], [10, 20, 40, 80, 160]);
		assert!(waits.len() == 15 && waits.last() == Some(&3_600), "{waits:?}");
		let dead = queue.dead().unwrap();
		assert_eq!((dead.len(), dead[0].attempts, dead[0].last.as_deref()), (1, 16, Some("503")));
		assert!(queue.revive("bb-1").unwrap() && !queue.revive("bb-1").unwrap());
		assert_eq!(queue.waiting().unwrap().iter().map(|one| one.attempts).collect::<Vec<_>>(), [0, 0]);
		let one = queue.waiting().unwrap().remove(0);
		assert_eq!(queue.note(one, Ok(()), 1).unwrap(), Became::Taken);
		assert_eq!(queue.waiting().unwrap().len(), 1);
	}

	/// The attack: a number that is the path of another file.
	#[test]
	fn stranger_asks_for_another_file() {
		let temporary = tempfile::tempdir().unwrap();
		let queue = Queue::open(&Folder::open(temporary.path()).unwrap()).unwrap();
		for id in ["../keys/x", "..", "a/b", "%2e%2e"] {
			assert!(!queue.revive(id).unwrap(), "{id}");
		}
	}
}
