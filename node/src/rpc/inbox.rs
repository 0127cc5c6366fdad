//! An institution's inbox as a stream. However many follow it, the runtime is asked once for each best block, and off the
//! threads that serve everybody else.

use super::{Ask, Error};
use crate::{
	service::{Block, Hash},
	turns::Asker,
};
use futures::{future::Either, FutureExt, StreamExt};
use jsonrpsee::{core::SubscriptionResult, PendingSubscriptionSink, SubscriptionMessage};
use lingnan_runtime::{AccountId, BlockNumber};
use lingnan_support::{ApplicationId, InstitutionId, Paging, MOST_LISTED};
use pallet_financing::{runtime_api::FinancingApi, ApplicationView};
use sc_client_api::BlockchainEvents;
use serde::Serialize;
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Header as _;
use std::{
	collections::BTreeMap,
	pin::pin,
	sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::watch;

/// What happened in an inbox with one block, 1,000 of each kind at most: the rest follows at once. The first ones hold
/// everything that is open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InboxUpdate {
	pub block: Hash,
	pub number: BlockNumber,
	/// Open applications that are new or have changed.
	pub open: Vec<ApplicationView>,
	/// Applications that are not open any more.
	pub closed: Vec<ApplicationId>,
	/// The same block brought more, which follows.
	pub more: bool,
}

/// The open applications of an institution, shared by all who follow it.
type Open = Arc<BTreeMap<ApplicationId, ApplicationView>>;

/// An inbox after a block; nothing before the first answer.
type Feed = watch::Sender<Option<(Hash, BlockNumber, Open)>>;

/// The inboxes that somebody follows. A feed ends with the last of its followers.
#[derive(Clone, Default)]
pub struct Inboxes(Arc<Mutex<BTreeMap<InstitutionId, Weak<Feed>>>>);

impl Inboxes {
	/// Whether somebody follows this inbox.
	pub fn is_followed(&self, institution: InstitutionId) -> bool {
		let feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		feeds.get(&institution).is_some_and(|feed| feed.strong_count() > 0)
	}

	/// The feed of an institution, begun for the first who follows it.
	fn feed<C>(&self, ask: &Ask<C>, institution: InstitutionId) -> Arc<Feed>
	where
		C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>
			+ HeaderBackend<Block>
			+ BlockchainEvents<Block>
			+ 'static,
	{
		let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(feed) = feeds.get(&institution).and_then(Weak::upgrade) {
			return feed;
		}
		feeds.retain(|_, feed| feed.strong_count() > 0);
		let feed = Arc::new(watch::Sender::new(None));
		feeds.insert(institution, Arc::downgrade(&feed));
		tokio::spawn(keep(ask.clone(), Arc::downgrade(&feed), institution));
		feed
	}

	pub async fn follow<C>(
		&self,
		ask: &Ask<C>,
		pending: PendingSubscriptionSink,
		institution: InstitutionId,
	) -> SubscriptionResult
	where
		C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>
			+ HeaderBackend<Block>
			+ BlockchainEvents<Block>
			+ 'static,
	{
		let feed = self.feed(ask, institution);
		let mut news = feed.subscribe();
		let sink = pending.accept().await?;
		let mut seen: Option<Open> = None;
		loop {
			let now = news.borrow_and_update().clone();
			if let Some((block, number, open)) = now {
				for (open, closed, more) in parts(changes(seen.as_ref(), &open)) {
					let update = InboxUpdate { block, number, open, closed, more };
					sink.send(SubscriptionMessage::from_json(&update)?).await?;
				}
				seen = Some(open);
			}
			match futures::future::select(pin!(sink.closed()), pin!(news.changed())).await {
				Either::Right((Ok(()), _)) => {},
				_ => return Ok(()),
			}
		}
	}
}

/// Reads an inbox after each best block for as long as somebody follows it.
async fn keep<C>(ask: Ask<C>, feed: Weak<Feed>, institution: InstitutionId)
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>
		+ HeaderBackend<Block>
		+ BlockchainEvents<Block>
		+ 'static,
{
	// Subscribed to blocks before the first answer, so that no block falls between.
	let mut blocks = ask.client.import_notification_stream();
	let best = ask.client.info();
	let mut next = Some((best.best_hash, best.best_number));
	loop {
		if let Some((block, number)) = next.take() {
			let inbox = move |api: ApiRef<C::Api>, at| read::<C>(api, at, institution);
			match ask.ask_in_turn::<dyn FinancingApi<Block, AccountId>, _>(Asker::Node, Some(block), inbox).await {
				Ok(open) => {
					let Some(feed) = feed.upgrade() else { return };
					feed.send_modify(|last| {
						let open: BTreeMap<_, _> = open.into_iter().map(|one| (one.id, one)).collect();
						let same = last.as_ref().map(|(_, _, before)| before).filter(|before| ***before == open);
						let open = same.cloned().unwrap_or_else(|| Arc::new(open));
						*last = Some((block, number, open));
					});
				},
				// A block that was retracted and pruned meanwhile: the next best block tells the same.
				Err(Error::UnknownBlock(_) | Error::PrunedBlock(_) | Error::Busy(_)) => {},
				// The feed ends, and its followers with it: they see it and ask again.
				Err(error) => return log::warn!("the inbox of institution {institution} cannot be read: {error}"),
			}
		}
		let Some(block) = blocks.next().await else { return };
		// Whatever came meanwhile: the last best block tells all.
		let waiting = std::iter::from_fn(|| blocks.next().now_or_never().flatten());
		next = std::iter::once(block)
			.chain(waiting)
			.filter(|block| block.is_new_best)
			.map(|block| (block.hash, *block.header.number()))
			.last();
		if feed.strong_count() == 0 {
			return;
		}
	}
}

/// All pages of an inbox.
fn read<C>(api: ApiRef<C::Api>, at: Hash, institution: InstitutionId) -> Result<Vec<ApplicationView>, ApiError>
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>,
{
	let (mut open, mut page) = (Vec::new(), Paging::FIRST);
	loop {
		let answer = api.inbox(at, institution, page)?;
		open.extend(answer.items);
		match answer.next {
			Some(next) => page = Paging::after(next),
			None => return Ok(open),
		}
	}
}

/// Changes in parts that none is too large to be sent, each with whether another follows; none if nothing changed.
fn parts(changed: Option<Changes>) -> Vec<(Vec<ApplicationView>, Vec<ApplicationId>, bool)> {
	let Some((mut open, mut closed)) = changed else { return Vec::new() };
	let most = MOST_LISTED as usize;
	let mut parts = Vec::new();
	loop {
		let rest = (open.split_off(open.len().min(most)), closed.split_off(closed.len().min(most)));
		let more = !rest.0.is_empty() || !rest.1.is_empty();
		parts.push((open, closed, more));
		if !more {
			return parts;
		}
		(open, closed) = rest;
	}
}

/// What is open that is new or changed, and what is not open any more.
type Changes = (Vec<ApplicationView>, Vec<ApplicationId>);

/// What one who knows `seen` must be told of `open`; nothing if it is the same. Who knows nothing is told in any case.
fn changes(seen: Option<&Open>, open: &Open) -> Option<Changes> {
	let Some(seen) = seen else { return Some((open.values().cloned().collect(), Vec::new())) };
	if Arc::ptr_eq(seen, open) {
		return None;
	}
	let changed = open.iter().filter(|(id, application)| seen.get(id) != Some(application));
	let changed: Vec<_> = changed.map(|(_, application)| application.clone()).collect();
	let closed: Vec<_> = seen.keys().filter(|id| !open.contains_key(id)).copied().collect();
	(!changed.is_empty() || !closed.is_empty()).then_some((changed, closed))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_inbox_too_large_for_one_item_comes_in_several() {
		assert!(parts(None).is_empty());
		let closed: Vec<_> = (0..2_500).map(ApplicationId).collect();
		let parts = parts(Some((Vec::new(), closed.clone())));
		let sizes: Vec<_> = parts.iter().map(|(_, closed, more)| (closed.len(), *more)).collect();
		assert_eq!(sizes, [(1_000, true), (1_000, true), (500, false)]);
		assert_eq!(parts.into_iter().flat_map(|(_, closed, _)| closed).collect::<Vec<_>>(), closed);
	}
}
