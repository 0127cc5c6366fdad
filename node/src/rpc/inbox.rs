//! An institution's inbox as a stream.

use super::{Ask, Error};
use crate::service::{Block, Hash};
use futures::{future::Either, StreamExt};
use jsonrpsee::{core::SubscriptionResult, PendingSubscriptionSink, SubscriptionMessage, SubscriptionSink};
use lingnan_runtime::{AccountId, BlockNumber};
use lingnan_support::{ApplicationId, InstitutionId};
use pallet_financing::{runtime_api::FinancingApi, ApplicationView};
use sc_client_api::BlockchainEvents;
use serde::Serialize;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Header as _;
use std::{collections::BTreeMap, pin::pin};

/// What happened in an inbox with one block. The first one holds everything that is open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InboxUpdate {
	pub block: Hash,
	pub number: BlockNumber,
	/// Open applications that are new or have changed.
	pub open: Vec<ApplicationView>,
	/// Applications that are not open any more.
	pub closed: Vec<ApplicationId>,
}

/// What the subscriber knows: each open application as it was sent.
#[derive(Default)]
pub struct Seen(BTreeMap<ApplicationId, ApplicationView>);

impl Seen {
	/// The difference between what the subscriber knows and `open`.
	fn changes(&mut self, open: Vec<ApplicationView>) -> (Vec<ApplicationView>, Vec<ApplicationId>) {
		let now: BTreeMap<_, _> = open.into_iter().map(|application| (application.id, application)).collect();
		let changed = now.iter().filter(|(id, application)| self.0.get(id) != Some(application));
		let changed = changed.map(|(_, application)| application.clone()).collect();
		let closed = self.0.keys().filter(|id| !now.contains_key(id)).copied().collect();
		self.0 = now;
		(changed, closed)
	}
}

pub async fn follow<C>(ask: Ask<C>, pending: PendingSubscriptionSink, institution: InstitutionId) -> SubscriptionResult
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>
		+ HeaderBackend<Block>
		+ BlockchainEvents<Block>
		+ 'static,
{
	// Subscribed to blocks before the first answer, so that no block falls between.
	let mut blocks = ask.0.import_notification_stream();
	let sink = pending.accept().await?;
	let mut seen = Seen::default();
	let best = ask.0.info();
	tell(&ask, &sink, institution, &mut seen, (best.best_hash, best.best_number), true).await?;
	loop {
		let block = match futures::future::select(pin!(sink.closed()), blocks.next()).await {
			Either::Right((Some(block), _)) => block,
			_ => return Ok(()),
		};
		if block.is_new_best {
			tell(&ask, &sink, institution, &mut seen, (block.hash, *block.header.number()), false).await?;
		}
	}
}

/// Sends what changed, and nothing when nothing did.
async fn tell<C>(
	ask: &Ask<C>,
	sink: &SubscriptionSink,
	institution: InstitutionId,
	seen: &mut Seen,
	(block, number): (Hash, BlockNumber),
	always: bool,
) -> SubscriptionResult
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	let open = ask.ask::<dyn FinancingApi<Block, AccountId>, _>(Some(block), |api, at| api.inbox(at, institution));
	let open = match open {
		Ok(open) => open,
		// A block that was retracted and pruned meanwhile: the next best block tells the same.
		Err(Error::UnknownBlock(_) | Error::PrunedBlock(_)) => return Ok(()),
		Err(error) => return Err(error.to_string().into()),
	};
	let (open, closed) = seen.changes(open);
	if always || !open.is_empty() || !closed.is_empty() {
		let update = InboxUpdate { block, number, open, closed };
		sink.send(SubscriptionMessage::from_json(&update)?).await?;
	}
	Ok(())
}
