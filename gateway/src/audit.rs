//! One line for each question: when, who, by which account, what, about whom by hash, and how it ended. No figure, no parameter in
//! clear and no answer is in it.

use crate::{door::Note, refusal::Name};
use lingnan_client::{Error, Result};
use serde_json::{json, Value};
use std::{
	fs::OpenOptions,
	io::Write,
	path::Path,
	sync::{
		atomic::{AtomicU64, Ordering},
		Mutex, PoisonError,
	},
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Where the lines go.
pub struct Audit {
	to: Mutex<Box<dyn Write + Send>>,
	/// Requests beyond the limit that no line tells yet.
	limited: AtomicU64,
}

impl Audit {
	pub fn new(to: impl Write + Send + 'static) -> Self {
		Self { to: Mutex::new(Box::new(to)), limited: AtomicU64::new(0) }
	}

	/// A file that is added to; a new one its owner alone can read.
	pub fn file(path: &Path) -> Result<Self> {
		let mut options = OpenOptions::new();
		options.create(true).append(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		options.open(path).map(Self::new).map_err(|e| Error::input(path.display(), e))
	}

	/// Counts a request beyond the limit. Who floods the door must not fill the disk.
	pub fn limited(&self) {
		self.limited.fetch_add(1, Ordering::Relaxed);
	}

	/// Writes one line of all that were counted since the last one, if there were any.
	pub fn tell_limited(&self) {
		let times = self.limited.swap(0, Ordering::Relaxed);
		if times > 0 {
			let verdict = Name::TooManyRequests.name();
			self.line(&json!({ "at": now(), "who": "stranger", "method": "none", "verdict": verdict, "times": times }));
		}
	}

	/// Writes a line of JSON. `took`: from the request to the answer.
	pub fn write(&self, note: &Note, verdict: &str, took: Duration) {
		self.line(&json!({
			"at": now(),
			"who": note.who,
			"account": note.account.as_ref().map(ToString::to_string),
			"method": note.method,
			"subject": note.subject,
			"verdict": verdict,
			"ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
		}));
	}

	fn line(&self, line: &Value) {
		let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
		// A full disk must not silence the door, nor be silent itself.
		if let Err(error) = writeln!(to, "{line}").and_then(|()| to.flush()) {
			eprintln!("lingnan gateway: the audit log cannot be written: {error}");
		}
	}
}

impl Drop for Audit {
	fn drop(&mut self) {
		self.tell_limited();
	}
}

fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
