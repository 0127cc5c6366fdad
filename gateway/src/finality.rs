//! Whether a block is final and recent.

use crate::{
	chain::Chain,
	refusal::{Name, Refusal},
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};
use subxt::utils::H256;

/// Final blocks by which the block of a query may lie back: 128 s at 2 s a block. Its state is kept for 256.
pub const OLDEST: u32 = 64;

/// For how long the last final block is taken for the last.
const FRESH: Duration = Duration::from_millis(500);

/// For how long votes serve who asks next.
const VOTES_FRESH: Duration = Duration::from_secs(2);

/// A final block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Final {
	pub number: u32,
	pub hash: H256,
}

#[derive(Default)]
struct Seen {
	last: Option<(Final, Instant)>,
	/// Final blocks that were asked for, by number.
	known: BTreeMap<u32, H256>,
}

/// What is known of final blocks.
pub struct Finality {
	seen: Mutex<Seen>,
	/// The last final block when the gateway began: of older queries it does not know which were answered.
	start: u32,
	/// The votes that came last, and when.
	votes: tokio::sync::Mutex<Option<(Instant, Value)>>,
}

impl Finality {
	pub async fn new(chain: &impl Chain) -> Result<Self, Refusal> {
		let start = last(chain).await?;
		Ok(Self { seen: Mutex::default(), start: start.number, votes: Default::default() })
	}

	fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
		self.seen.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// The last final block. It never goes back, whichever answer comes last.
	pub async fn last(&self, chain: &impl Chain) -> Result<Final, Refusal> {
		if let Some((last, at)) = self.seen().last {
			if at.elapsed() < FRESH {
				return Ok(last);
			}
		}
		self.newest(chain).await
	}

	async fn newest(&self, chain: &impl Chain) -> Result<Final, Refusal> {
		let last = last(chain).await?;
		let mut seen = self.seen();
		let last = seen.last.map(|(before, _)| before).filter(|before| before.number > last.number).unwrap_or(last);
		seen.last = Some((last, Instant::now()));
		seen.known.insert(last.number, last.hash);
		seen.known = seen.known.split_off(&oldest(last.number));
		Ok(last)
	}

	/// The votes of the validators for a block that was made final just now. The node proves finality by number only where a set of
	/// validators has ended, and tells all else to who is subscribed: so it is waited for, by one for all who ask meanwhile.
	pub async fn votes(&self, chain: &impl Chain) -> Result<Value, Refusal> {
		let mut held = self.votes.lock().await;
		if let Some((at, votes)) = &*held {
			if at.elapsed() < VOTES_FRESH {
				return Ok(votes.clone());
			}
		}
		let votes = chain.justification().await?;
		*held = Some((Instant::now(), votes.clone()));
		Ok(votes)
	}

	/// The number of a final block at most [`OLDEST`] back, and that of the oldest such.
	pub async fn recent(&self, chain: &impl Chain, block: H256) -> Result<(u32, u32), Refusal> {
		let mut last = self.last(chain).await?;
		let known = self.seen().known.iter().find(|(_, hash)| **hash == block).map(|(number, _)| *number);
		let number = match known {
			Some(number) => number,
			None => {
				let number = number_of(chain, block).await?;
				if number > last.number {
					// Who was just told the votes for a block knows of it before this does.
					last = self.newest(chain).await?;
				}
				if number > last.number {
					return Err(Refusal::new(Name::NotFinal, "the block is not final yet: name the last final one"));
				}
				if number >= oldest(last.number) {
					let there: Value = chain.ask("chain_getBlockHash", json!([number])).await?;
					if there != json!(block) {
						return Err(Refusal::new(Name::NotFinal, "the block is not on the final chain"));
					}
					self.seen().known.insert(number, block);
				}
				number
			},
		};
		let oldest = oldest(last.number);
		if number < oldest {
			let message = format!("the block lies more than {OLDEST} final blocks back: sign the query anew");
			return Err(Refusal::new(Name::TooOld, message));
		}
		if number <= self.start {
			let message = "this gateway began after that block: name a later final one";
			return Err(Refusal::new(Name::TooOld, message));
		}
		Ok((number, oldest))
	}
}

fn oldest(last: u32) -> u32 {
	last.saturating_sub(OLDEST)
}

async fn last(chain: &impl Chain) -> Result<Final, Refusal> {
	let hash = chain.ask("chain_getFinalizedHead", json!([])).await?;
	let hash: H256 = serde_json::from_value(hash).map_err(|_| unread())?;
	Ok(Final { number: number_of(chain, hash).await?, hash })
}

async fn number_of(chain: &impl Chain, block: H256) -> Result<u32, Refusal> {
	let header = chain.ask("chain_getHeader", json!([block])).await?;
	if header.is_null() {
		return Err(Refusal::new(Name::UnknownBlock, "the node does not know the block: name the last final one"));
	}
	let digits = header["number"].as_str().and_then(|number| number.strip_prefix("0x"));
	digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or_else(unread)
}

fn unread() -> Refusal {
	Refusal::new(Name::NodeDown, "the node behind this gateway answers what is no block")
}
