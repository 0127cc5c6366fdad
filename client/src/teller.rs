//! Tells the user what a program waits for.

use std::{
	collections::BTreeMap,
	sync::{
		atomic::{AtomicU64, Ordering},
		Mutex, PoisonError,
	},
	time::{Duration, Instant},
};

/// The same kind of news is told again after so long.
const AGAIN: Duration = Duration::from_secs(30);

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
	/// The pool lost something.
	Lost,
	/// A nonce is missing.
	Gap,
	/// A gap was filled.
	Filled,
	/// Waits in the pool.
	Pool,
	/// The pool has no room.
	Full,
	/// Waits for finality.
	Finality,
	/// Waits for its allowance.
	Room,
	/// Another transaction of the account came first.
	Overtaken,
}

type Tell = dyn Fn(&str) + Send + Sync;

/// Hands news on, each kind at most once in half a minute.
pub struct Teller {
	tell: Box<Tell>,
	told: Mutex<BTreeMap<Kind, Instant>>,
	again: AtomicU64,
}

impl Default for Teller {
	fn default() -> Self {
		Self::new(|_| ())
	}
}

impl Teller {
	pub fn new(tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
		Self { tell: Box::new(tell), told: Mutex::default(), again: AtomicU64::new(0) }
	}

	pub fn tell(&self, kind: Kind, text: &str) {
		let now = Instant::now();
		let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
		if told.get(&kind).is_some_and(|last| now.duration_since(*last) < AGAIN) {
			return;
		}
		told.insert(kind, now);
		drop(told);
		(self.tell)(text);
	}

	/// A transaction that the pool had lost was handed in again.
	pub fn sent_again(&self) {
		let count = self.again.fetch_add(1, Ordering::Relaxed) + 1;
		let what = match count {
			1 => "a transaction that the node had lost is sent again".to_string(),
			count => format!("transactions that the node had lost are sent again, {count} so far"),
		};
		self.tell(Kind::Lost, &what);
	}

	/// How many were handed in again.
	pub fn times_sent_again(&self) -> u64 {
		self.again.load(Ordering::Relaxed)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::Arc;

	#[test]
	fn the_same_news_is_not_repeated_at_once() {
		let heard = Arc::new(Mutex::new(Vec::new()));
		let ear = heard.clone();
		let teller = Teller::new(move |text| ear.lock().unwrap().push(text.to_string()));
		teller.tell(Kind::Gap, "a");
		teller.tell(Kind::Gap, "b");
		teller.tell(Kind::Room, "c");
		teller.sent_again();
		teller.sent_again();
		assert_eq!(*heard.lock().unwrap(), ["a", "c", "a transaction that the node had lost is sent again"]);
		assert_eq!(teller.times_sent_again(), 2);
	}
}
