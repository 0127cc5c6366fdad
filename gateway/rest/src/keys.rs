//! Idempotency keys: one key, one act, whatever happens in between.
//!
//! What a key stands for is on the disk before anything is sent. A request with a key that was seen gets the answer that was
//! given; one that says something else under the same key is refused. After a crash, or where the node did not say what became
//! of a transaction, the chain is asked first whether it shows the act; only if not is it sent again. Two transactions of one
//! payment cannot both count: the chain takes each payment reference of a loan once, and each step of an application once.

use crate::{acts::Act, chain::Chain, problem::Problem};
use lingnan_client::{Error, Result};
use lingnan_serving::{Answer, Folder, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
	collections::HashSet,
	sync::{Mutex, PoisonError},
	time::{SystemTime, UNIX_EPOCH},
};

/// Characters of a key.
pub const LONGEST: usize = 255;

/// How long an answer is kept. Seconds.
const KEPT: u64 = 90 * 86_400;

/// What is kept of a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
	/// Of method, path and body.
	request: String,
	act: Act,
	/// Unix time in seconds.
	since: u64,
	answer: Option<Stored>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
	status: u16,
	body: Value,
	/// In place of a body, the problem's word and sentence.
	problem: Option<(String, String)>,
}

/// Keys and their answers.
pub struct Keys {
	folder: Folder,
	/// Those that are being worked on.
	busy: Mutex<HashSet<String>>,
}

/// A key that is being worked on, until this is dropped.
struct Busy<'a> {
	keys: &'a Keys,
	name: String,
}

impl Drop for Busy<'_> {
	fn drop(&mut self) {
		self.keys.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
	}
}

pub fn digest(parts: &[&[u8]]) -> String {
	let mut hash = Sha256::new();
	for part in parts {
		hash.update((part.len() as u64).to_be_bytes());
		hash.update(part);
	}
	hex::encode(hash.finalize())
}

pub fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

impl Keys {
	/// Those of a folder; answers that are too old are forgotten.
	pub fn open(folder: Folder) -> Result<Self> {
		let keys = Self { folder, busy: Mutex::default() };
		let old = now().saturating_sub(KEPT);
		for name in keys.folder.names()? {
			let record: Option<Record> = keys.folder.get(&name)?;
			if record.is_some_and(|record| record.answer.is_some() && record.since < old) {
				keys.folder.remove(&name)?;
			}
		}
		Ok(keys)
	}

	fn enter(&self, name: &str) -> Option<Busy<'_>> {
		let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
		busy.insert(name.to_string()).then(|| Busy { keys: self, name: name.to_string() })
	}

	/// What is known of a key: nothing yet, its answer, or why it cannot be used so.
	pub fn seen(&self, key: &str, request: &str) -> Result<Option<Answer>, Problem> {
		let name = digest(&[key.as_bytes()]);
		let Some(record) = self.folder.get::<Record>(&name)? else { return Ok(None) };
		if record.request != request {
			return Err(Problem::new(
				StatusCode::UNPROCESSABLE_ENTITY,
				"idempotencyKeyReused",
				"this Idempotency-Key was used for another request: use a new key for what is new",
			));
		}
		Ok(record.answer.map(|stored| stored.answer().with("idempotent-replayed", "true")))
	}

	/// Does an act under a key, once.
	pub async fn perform(&self, chain: &impl Chain, key: &str, request: &str, act: Act) -> Answer {
		let name = digest(&[key.as_bytes()]);
		let Some(_busy) = self.enter(&name) else {
			let waits = "a request with this Idempotency-Key is being worked on: ask again for its answer";
			return Problem { after: Some(5), ..Problem::new(StatusCode::CONFLICT, "inProgress", waits) }.into();
		};
		// Somebody may have finished between the first look and now.
		match self.seen(key, request) {
			Ok(None) => {},
			Ok(Some(answer)) => return answer,
			Err(problem) => return problem.into(),
		}
		let known = match self.folder.get::<Record>(&name) {
			Ok(known) => known,
			Err(error) => return Problem::of(&error).into(),
		};
		let resumed = known.is_some();
		let record = known.unwrap_or_else(|| Record { request: request.into(), act, since: now(), answer: None });
		if !resumed {
			if let Err(error) = self.folder.put(&name, &record) {
				return Problem::later(format!("the key cannot be kept, so nothing was sent: {error}")).into();
			}
		}
		self.carry_out(chain, &name, record, resumed).await
	}

	/// Takes up what a crash left, before the first request.
	pub async fn resume(&self, chain: &impl Chain) -> Result<usize> {
		let mut taken_up = 0;
		for name in self.folder.names()? {
			let Some(record) = self.folder.get::<Record>(&name)?.filter(|record| record.answer.is_none()) else {
				continue;
			};
			let Some(_busy) = self.enter(&name) else { continue };
			self.carry_out(chain, &name, record, true).await;
			taken_up += 1;
		}
		Ok(taken_up)
	}

	async fn carry_out(&self, chain: &impl Chain, name: &str, record: Record, resumed: bool) -> Answer {
		let stored = match self.outcome(chain, &record.act, resumed).await {
			Ok(body) => Stored { status: StatusCode::CREATED.as_u16(), body, problem: None },
			Err(error) => {
				let problem = Problem::of(&error);
				// Not decided: the same key takes it up again.
				if problem.passes() {
					return problem.into();
				}
				let told = Some((problem.error, problem.detail));
				Stored { status: problem.status.as_u16(), body: Value::Null, problem: told }
			},
		};
		let answer = stored.answer();
		match self.folder.put(name, &Record { answer: Some(stored), ..record }) {
			Ok(()) => answer,
			// It is done all the same, and the next request finds it on the chain.
			Err(error) => answer.with("warning", format!("199 - \"the answer is not kept: {error}\"")),
		}
	}

	async fn outcome(&self, chain: &impl Chain, act: &Act, resumed: bool) -> Result<Value> {
		if resumed {
			if let Some(shown) = act.shown(chain).await? {
				return Ok(shown);
			}
		}
		match chain.submit(&act.call()).await {
			Ok(receipt) => Ok(act.done(&receipt)),
			// The one that was sent before the crash came into a block meanwhile.
			Err(error @ Error::Refused(_)) if resumed => act.shown(chain).await?.ok_or(error),
			Err(error) => Err(error),
		}
	}
}

impl Stored {
	fn answer(&self) -> Answer {
		let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
		match &self.problem {
			Some((error, detail)) => Problem::new(status, error.clone(), detail.clone()).into(),
			None => Answer::new(status, self.body.clone()),
		}
	}
}
