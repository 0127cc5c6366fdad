//! How far the chain is final, asked once for all that wait for it.

use crate::{
	client::{Block, Client},
	error::Result,
};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

pub(super) struct Finality {
	client: Client,
	/// Between two questions.
	pace: Duration,
	seen: Mutex<Option<(Instant, Block)>>,
}

impl Finality {
	pub fn new(client: Client) -> Self {
		let pace = client.block_time() / 4;
		Self { client, pace, seen: Mutex::default() }
	}

	/// The last final block, as of a moment ago.
	pub async fn last(&self) -> Result<Block> {
		let mut seen = self.seen.lock().await;
		if let Some((_, block)) = seen.filter(|(asked, _)| asked.elapsed() < self.pace) {
			return Ok(block);
		}
		let asked = Instant::now();
		let block = self.client.finalised_block().await?;
		*seen = Some((asked, block));
		Ok(block)
	}

	/// Waits until a block of that number is final; the last final one then.
	pub async fn reached(&self, number: u32) -> Result<Block> {
		loop {
			let last = self.last().await?;
			if last.number >= number {
				return Ok(last);
			}
			self.wait().await;
		}
	}

	pub async fn wait(&self) {
		tokio::time::sleep(self.pace).await;
	}
}
