//! One account, one queue: all that a program sends with one key takes its nonces here.

use std::{
	collections::{BTreeSet, HashMap},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use subxt::utils::AccountId32;

/// The queues of a program's accounts on one chain.
#[derive(Default)]
pub(super) struct Queues(Mutex<HashMap<[u8; 32], Arc<Queue>>>);

impl Queues {
	pub fn of(&self, account: &AccountId32) -> Arc<Queue> {
		let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		queues.entry(account.0).or_default().clone()
	}
}

/// The nonces of one account that are on their way.
#[derive(Default)]
pub(super) struct Queue {
	/// Held while a nonce is chosen and handed in, so that they reach the pool in order.
	pub turn: tokio::sync::Mutex<()>,
	held: Mutex<BTreeSet<u64>>,
}

impl Queue {
	fn held(&self) -> MutexGuard<'_, BTreeSet<u64>> {
		self.held.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// The lowest nonce on its way.
	pub fn first(&self) -> Option<u64> {
		self.held().first().copied()
	}

	/// The highest nonce on its way.
	pub fn last(&self) -> Option<u64> {
		self.held().last().copied()
	}

	pub fn hold(self: &Arc<Self>, nonce: u64) -> Hold {
		self.held().insert(nonce);
		Hold { queue: self.clone(), nonce }
	}
}

/// A nonce on its way, until this is dropped.
pub(super) struct Hold {
	pub queue: Arc<Queue>,
	pub nonce: u64,
}

impl Drop for Hold {
	fn drop(&mut self) {
		self.queue.held().remove(&self.nonce);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_nonce_is_held_until_its_transaction_is_done() {
		let queues = Queues::default();
		let (one, other) = (AccountId32([1; 32]), AccountId32([2; 32]));
		let queue = queues.of(&one);
		let (first, second) = (queue.hold(7), queue.hold(9));
		assert_eq!((queues.of(&one).first(), queues.of(&one).last()), (Some(7), Some(9)));
		assert_eq!(queues.of(&other).first(), None);
		drop(first);
		assert_eq!(queue.first(), Some(9));
		drop(second);
		assert_eq!(queue.last(), None);
	}
}
