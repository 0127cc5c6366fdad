use super::{
	receipt::{failed, Event},
	Call, Client, Receipt, Stage, Status,
};
use crate::{
	error::{Error, Result},
	keys::{self, Key},
};
use futures::{stream::FuturesOrdered, StreamExt};
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	transactions::{TransactionInBlock, TransactionProgress},
	OnlineClient, SubstrateConfig,
};

/// Seconds for which a flight waits until there is room for its next transaction.
const LONGEST_WAIT: u64 = 3_600;

/// A transaction on its way.
pub struct Sent {
	pub(super) call: String,
	pub(super) online: OnlineClient<SubstrateConfig>,
	pub(super) progress: TransactionProgress<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>,
}

impl Sent {
	/// Waits until the transaction has come to `stage`, and reads what it did.
	pub async fn landed(mut self, stage: Stage) -> Result<Receipt> {
		let lost = |reason: String| Error::NotTaken {
			call: self.call.clone(),
			reason,
			advice: "It may still be included. Look before sending it again.".into(),
		};
		loop {
			let status = self.progress.next().await;
			match status.ok_or_else(|| lost("the node stopped reporting on it".into()))?? {
				Status::InBestBlock(block) if stage == Stage::InBlock => {
					return receipt(&self.online, &self.call, block).await
				},
				Status::InFinalizedBlock(block) => return receipt(&self.online, &self.call, block).await,
				Status::Error { message } | Status::Invalid { message } | Status::Dropped { message } => {
					return Err(lost(message));
				},
				_ => {},
			}
		}
	}
}

/// Reads what a transaction did.
async fn receipt(
	online: &OnlineClient<SubstrateConfig>,
	call: &str,
	block: TransactionInBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>,
) -> Result<Receipt> {
	let metadata = online.at_block(block.block_hash()).await?.metadata();
	let events = block.fetch_events().await?;
	let mut read = Vec::new();
	for event in events.iter() {
		let event = event?;
		if let Some(refusal) = failed(call, &event, metadata.clone()) {
			return Err(refusal);
		}
		read.push(Event::read(&event, &metadata)?);
	}
	Ok(Receipt { block: block.block_hash(), transaction: block.extrinsic_hash(), events: read })
}

/// Many transactions of one account, several on their way at a time, with nonces counted here.
pub struct Flight<'a> {
	client: &'a Client,
	signer: &'a Key,
	/// How many may be on their way at a time.
	pub window: usize,
	pub stage: Stage,
}

impl<'a> Flight<'a> {
	pub fn new(client: &'a Client, signer: &'a Key) -> Self {
		Self { client, signer, window: 16, stage: Stage::InBlock }
	}

	/// Sends the calls in their order and hands each outcome over, in the same order. Stops sending at the first that
	/// `each` returns as an error; those already on their way may still land.
	pub async fn send(
		&self,
		calls: impl IntoIterator<Item = Call>,
		mut each: impl FnMut(usize, Result<Receipt>) -> Result<()>,
	) -> Result<()> {
		let mut nonce = self.client.nonce(&keys::account(self.signer)).await?;
		let mut calls = calls.into_iter();
		let mut under_way = FuturesOrdered::new();
		let mut done = 0;
		loop {
			while under_way.len() < self.window {
				let Some(call) = calls.next() else { break };
				let sent = self.send_when_there_is_room(&call, nonce).await?;
				nonce += 1;
				under_way.push_back(sent.landed(self.stage));
			}
			let Some(outcome) = under_way.next().await else { return Ok(()) };
			each(done, outcome)?;
			done += 1;
		}
	}

	/// An allowance that is used up comes back: what is long to send waits for it, up to an hour at a time.
	async fn send_when_there_is_room(&self, call: &Call, nonce: u64) -> Result<Sent> {
		loop {
			match self.client.send(call, self.signer, nonce).await {
				Err(Error::UsedUp { wait: Some(seconds), .. }) if seconds <= LONGEST_WAIT => {
					tokio::time::sleep(Duration::from_secs(seconds.max(1))).await;
				},
				outcome => return outcome,
			}
		}
	}
}
