use super::{inbox::Inboxes, Error};
use crate::service::{Block, Hash};
use sp_api::{ApiExt, ApiRef, ProvideRuntimeApi, RuntimeApiInfo};
use sp_blockchain::HeaderBackend;
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	thread::available_parallelism,
};
use tokio::sync::Semaphore;

/// Questions that may wait for their turn; one more is refused.
const MOST_WAITING: usize = 256;

/// Asks the runtime of a block: the best one, unless the caller names another.
pub struct Ask<C> {
	pub client: Arc<C>,
	pub inboxes: Inboxes,
	turns: Arc<Turns>,
}

/// Dear questions take turns: half of the cores are left to blocks and to what is answered at once.
struct Turns {
	free: Arc<Semaphore>,
	waiting: AtomicUsize,
}

impl<C> Clone for Ask<C> {
	fn clone(&self) -> Self {
		Self { client: self.client.clone(), inboxes: self.inboxes.clone(), turns: self.turns.clone() }
	}
}

impl<C> Ask<C> {
	pub fn new(client: Arc<C>) -> Self {
		let turns = available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
		let turns = Turns { free: Arc::new(Semaphore::new(turns)), waiting: AtomicUsize::new(0) };
		Self { client, inboxes: Inboxes::default(), turns: Arc::new(turns) }
	}
}

impl<C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static> Ask<C> {
	/// Puts a question of the runtime API `Api` (`dyn SomeApi<Block>`).
	pub fn ask<Api, R>(
		&self,
		at: Option<Hash>,
		question: impl FnOnce(ApiRef<C::Api>, Hash) -> Result<R, sp_api::ApiError>,
	) -> Result<R, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		C::Api: ApiExt<Block>,
	{
		let at = at.unwrap_or_else(|| self.client.info().best_hash);
		let known = self.client.number(at).map_err(|e| Error::RuntimeFailed(e.to_string()))?;
		if known.is_none() {
			return Err(Error::UnknownBlock(format!("{at:?}")));
		}
		let api = self.client.runtime_api();
		let pruned = |error: sp_api::ApiError| match error {
			sp_api::ApiError::UnknownBlock(_) => Error::PrunedBlock(format!("{at:?}")),
			other => Error::from(other),
		};
		if !api.has_api::<Api>(at).map_err(pruned)? {
			return Err(Error::NotSupported);
		}
		question(api, at).map_err(pruned)
	}

	/// The same for a question whose answer grows with the number of products, firms or applications: in its turn, and off the
	/// threads that serve others.
	pub async fn ask_in_turn<Api, R>(
		&self,
		at: Option<Hash>,
		question: impl FnOnce(ApiRef<C::Api>, Hash) -> Result<R, sp_api::ApiError> + Send + 'static,
	) -> Result<R, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		C::Api: ApiExt<Block>,
		R: Send + 'static,
	{
		let waits = Waits::new(&self.turns.waiting).ok_or(Error::Busy)?;
		let turn = self.turns.free.clone().acquire_owned().await.map_err(|_| Error::Busy)?;
		drop(waits);
		let ask = self.clone();
		let answer = tokio::task::spawn_blocking(move || {
			let _turn = turn;
			ask.ask::<Api, R>(at, question)
		});
		answer.await.map_err(|e| Error::RuntimeFailed(e.to_string()))?
	}
}

/// One of those who wait.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
	fn new(waiting: &'a AtomicUsize) -> Option<Self> {
		let one = Self(waiting);
		(waiting.fetch_add(1, Ordering::Relaxed) < MOST_WAITING).then_some(one)
	}
}

impl Drop for Waits<'_> {
	fn drop(&mut self) {
		self.0.fetch_sub(1, Ordering::Relaxed);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_more_wait_than_there_is_room_for_and_who_leaves_makes_room() {
		let waiting = AtomicUsize::new(0);
		let mut all: Vec<_> = (0..MOST_WAITING).map(|_| Waits::new(&waiting).expect("there is room")).collect();
		assert!(Waits::new(&waiting).is_none());
		all.pop();
		assert!(Waits::new(&waiting).is_some());
		drop(all);
		assert_eq!(waiting.load(Ordering::Relaxed), 0);
	}
}
