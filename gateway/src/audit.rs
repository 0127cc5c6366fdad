//! One line for each question: when, who, by which account, what, about whom by hash, and how it ended. No figure, no parameter in
//! clear and no answer is in it.

use crate::door::Note;
use serde_json::json;
use std::{
	io::Write,
	sync::{Mutex, PoisonError},
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Where the lines go.
pub struct Audit(Mutex<Box<dyn Write + Send>>);

impl Audit {
	pub fn new(to: impl Write + Send + 'static) -> Self {
		Self(Mutex::new(Box::new(to)))
	}

	/// Writes a line of JSON. `took`: from the request to the answer.
	pub fn write(&self, note: &Note, verdict: &str, took: Duration) {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
		let line = json!({
			"at": now,
			"who": note.who,
			"account": note.account.as_ref().map(ToString::to_string),
			"method": note.method,
			"subject": note.subject,
			"verdict": verdict,
			"ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
		});
		let mut to = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		// A full disk must not silence the door, nor be silent itself.
		if let Err(error) = writeln!(to, "{line}").and_then(|()| to.flush()) {
			eprintln!("lingnan gateway: the audit log cannot be written: {error}");
		}
	}
}
