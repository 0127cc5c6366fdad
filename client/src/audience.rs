//! Who follows long work: a person at a terminal, or nobody.

use std::sync::Arc;

/// Is told how far work has come. The command shows sentences, tables and bars; its answer for programs comes at the end.
pub trait Audience: Send + Sync {
	/// Whether a person reads along. A program reads all of it in the answer.
	fn is_person(&self) -> bool;

	/// A sentence, for a person only.
	fn say(&self, text: &str);

	/// A remark that stands beside the answer, for whoever watches.
	fn remark(&self, text: &str) {
		eprintln!("{text}");
	}

	/// Rows under a heading, as they are laid out here.
	fn table(&self, heading: &[&str], rows: Vec<Vec<String>>) -> String {
		let lines = rows.iter().map(|row| row.join("  "));
		std::iter::once(heading.join("  ")).chain(lines).collect::<Vec<_>>().join("\n")
	}

	/// Work of this size begins.
	fn progress(&self, total: u64, what: &str) -> Progress {
		let _ = (total, what);
		Progress::unseen()
	}
}

/// Nobody follows.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl Audience for Nobody {
	fn is_person(&self) -> bool {
		false
	}

	fn say(&self, _: &str) {}
}

/// How a piece of work is shown while it goes on.
pub trait Bar: Send + Sync {
	/// So much is done in all.
	fn set(&self, done: u64);
	/// So much more is done.
	fn advance(&self, done: u64);
	/// What else there is to say of how far it is, in a few words.
	fn note(&self, _: &str) {}
	/// A remark, so that the bar stays whole.
	fn remark(&self, text: &str);
	/// The work is over.
	fn end(&self);
}

/// A piece of work that goes on. Copies stand for the same work.
#[derive(Clone)]
pub struct Progress(Arc<dyn Bar>);

impl Progress {
	pub fn new(bar: impl Bar + 'static) -> Self {
		Self(Arc::new(bar))
	}

	/// Of which only remarks are seen.
	pub fn unseen() -> Self {
		Self::new(Unseen)
	}

	pub fn set(&self, done: u64) {
		self.0.set(done);
	}

	pub fn advance(&self, done: u64) {
		self.0.advance(done);
	}

	pub fn note(&self, text: &str) {
		self.0.note(text);
	}

	pub fn remark(&self, text: &str) {
		self.0.remark(text);
	}

	pub fn end(&self) {
		self.0.end();
	}
}

struct Unseen;

impl Bar for Unseen {
	fn set(&self, _: u64) {}

	fn advance(&self, _: u64) {}

	fn remark(&self, text: &str) {
		eprintln!("{text}");
	}

	fn end(&self) {}
}
