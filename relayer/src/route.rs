//! One way through a corridor: everything that comes from one chain and is brought to the other. Headers, so that the
//! other end knows what is final; messages; and word of what arrived. Nothing is remembered: each step begins with what
//! the two chains hold.

use crate::{
	chain::{Chain, Hash, Result, Trouble},
	confirmation, delivery,
	finality::{self, LightClient},
	metrics::Metrics,
	names::Pallets,
};
use bp_messages::{HashedLaneId, InboundLaneData, OutboundLaneData};
use bp_runtime::HeaderId;
use lingnan_client::{Block, Encoded};
use lingnan_types::Corridor;
use sp_core::crypto::AccountId32;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};

pub type Inbound = InboundLaneData<AccountId32>;

/// The longest pause after trouble.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// For so long somebody else's transaction to the same end may lie in the pool: three blocks.
const COURTESY: Duration = Duration::from_secs(6);

pub struct Route {
	pub corridor: Corridor,
	pub pallets: Pallets,
	pub from: Arc<Chain>,
	pub to: Arc<Chain>,
	pub metrics: Metrics,
	/// Between two looks.
	pub poll: Duration,
	/// For so long another relayer may act first.
	pub standby: Duration,
	/// Messages in a delivery at most.
	pub batch: u64,
}

/// How much may wait on a lane for its confirmation.
#[derive(Clone, Copy, Debug, codec::Decode)]
pub struct Limits {
	pub entries: u64,
	pub messages: u64,
}

/// A lane as both chains show it: messages from `from` to `to`, and those that go the other route.
pub struct Lane {
	pub id: HashedLaneId,
	/// Sent here, in the last final block.
	pub sent: OutboundLaneData,
	/// Arrived here, in the last final block.
	pub arrived: Inbound,
	/// Sent there, in the best block.
	pub sent_there: OutboundLaneData,
	/// Arrived there, in the best block.
	pub arrived_there: Inbound,
}

impl Lane {
	/// Messages of this end that did not arrive.
	pub fn undelivered(&self) -> u64 {
		self.sent.latest_generated_nonce.saturating_sub(self.arrived_there.last_delivered_nonce())
	}

	/// Messages of the other end that arrived here, which it does not know.
	pub fn unconfirmed(&self) -> u64 {
		self.arrived.last_delivered_nonce().saturating_sub(self.sent_there.latest_received_nonce)
	}
}

/// What the two chains hold at one moment.
pub struct View {
	pub final_here: Block,
	pub best_there: Hash,
	pub client: LightClient,
	pub lanes: Vec<Lane>,
}

impl Route {
	/// Steps for ever. Trouble is told once, and makes the pauses longer.
	pub async fn run(self) {
		let mut told = String::new();
		let mut pause = self.poll;
		let mut waiting: Option<Instant> = None;
		loop {
			match self.step(&mut waiting).await {
				Ok(done) => {
					if !told.is_empty() {
						tracing::info!(route = %self, "goes on");
						told.clear();
					}
					pause = self.poll;
					if done {
						continue;
					}
				},
				Err(Trouble::Overtaken { call, reason, .. }) => {
					self.metrics.overtaken(&self);
					tracing::debug!(route = %self, %call, %reason, "another was first");
					// Or the corridor is halted there: then this goes on, and there is no hurry.
					pause = (pause * 2).min(LONGEST_PAUSE);
				},
				Err(trouble @ Trouble::Upgraded { .. }) => tracing::info!(route = %self, "{trouble}"),
				Err(trouble) => {
					self.metrics.trouble(&self);
					let text = trouble.to_string();
					if text != told {
						tracing::warn!(route = %self, "{text}; tried again until it passes");
						told = text;
					}
					pause = (pause * 2).min(LONGEST_PAUSE);
				},
			}
			tokio::time::sleep(pause).await;
		}
	}

	/// Does what there is to do now; false if there was nothing.
	async fn step(&self, waiting: &mut Option<Instant>) -> Result<bool> {
		let view = self.look().await?;
		self.metrics.saw(self, &view);
		let LightClient::Following(follower) = &view.client else {
			return Err(self.to.odd(view.client.advice(self)));
		};
		let known = follower.known;
		let needed = self.needed_header(&view, known).await?;
		let is_due = needed.is_some() || view.lanes.iter().any(|lane| lane.undelivered() + lane.unconfirmed() > 0);
		match is_due {
			true => *waiting = waiting.or(Some(Instant::now())),
			false => *waiting = None,
		}
		self.metrics.waits(self, waiting.map(|since| since.elapsed()).unwrap_or_default());
		if waiting.is_some_and(|since| since.elapsed() < self.standby) {
			return Ok(false);
		}
		if finality::bring(self, &view, follower, needed).await? {
			return Ok(true);
		}
		let mut done = false;
		for lane in &view.lanes {
			let (delivered, confirmed) =
				tokio::join!(delivery::bring(self, &view, known, lane), confirmation::bring(self, known, lane));
			done |= delivered? | confirmed?;
		}
		Ok(done)
	}

	async fn look(&self) -> Result<View> {
		let (final_here, best_there) = tokio::try_join!(self.from.finalised(), self.to.best())?;
		let here = final_here.hash.0.into();
		let client = LightClient::read(self, best_there).await?;
		let keys = self.to.keys(&self.pallets.lanes(), best_there).await?;
		let mut lanes = Vec::new();
		for id in keys.iter().filter_map(|key| self.pallets.lane(key)) {
			let (outbound, inbound) = (self.pallets.outbound(&id), self.pallets.inbound(&id));
			let (sent, arrived, sent_there, arrived_there) = tokio::try_join!(
				self.from.state(&outbound, here),
				self.from.state(&inbound, here),
				self.to.state(&outbound, best_there),
				self.to.state(&inbound, best_there),
			)?;
			// A lane that is open on one side only is waited for.
			if let (Some(sent), Some(arrived), Some(sent_there), Some(arrived_there)) =
				(sent, arrived, sent_there, arrived_there)
			{
				lanes.push(Lane { id, sent, arrived, sent_there, arrived_there });
			}
		}
		Ok(View { final_here, best_there, client, lanes })
	}

	/// The final block that the other end must know for the work that waits, if the one it knows does not do.
	async fn needed_header(&self, view: &View, known: HeaderId<Hash, u32>) -> Result<Option<u32>> {
		for lane in &view.lanes {
			let shows_messages = || async {
				let sent: Option<OutboundLaneData> = self.known_state(&self.pallets.outbound(&lane.id), known).await;
				sent.is_some_and(|s| s.latest_generated_nonce > lane.arrived_there.last_delivered_nonce())
			};
			let shows_arrivals = || async {
				let arrived: Option<Inbound> = self.known_state(&self.pallets.inbound(&lane.id), known).await;
				arrived.is_some_and(|a| a.last_delivered_nonce() > lane.sent_there.latest_received_nonce)
			};
			if lane.undelivered() > 0 && !shows_messages().await || lane.unconfirmed() > 0 && !shows_arrivals().await {
				return Ok(Some(view.final_here.number));
			}
		}
		Ok(None)
	}

	/// What this chain's state held at the block that the other end knows; nothing if the node has discarded it.
	async fn known_state<T: codec::Decode>(&self, key: &Vec<u8>, known: HeaderId<Hash, u32>) -> Option<T> {
		self.from.state(key, known.1).await.ok().flatten()
	}

	/// Submits a call, unless a transaction in which `mark` stands, and which therefore does the same, is in the pool: then
	/// it waits for that one. Nothing if that one is gone: the next look says whether there is anything left to do.
	pub async fn submit(&self, call: Encoded, mark: &[u8]) -> Result<Option<Hash>> {
		let start = Instant::now();
		let mut gave_way = false;
		while start.elapsed() < COURTESY {
			if !self.to.is_pending(mark).await? {
				if gave_way {
					self.metrics.gave_way(self);
					return Ok(None);
				}
				break;
			}
			gave_way = true;
			tokio::time::sleep(self.poll).await;
		}
		self.to.submit(call).await.map(Some)
	}

	/// Asked each time: an upgrade may change them.
	pub async fn limits(&self, at: Hash) -> Result<Limits> {
		self.to.ask("CorridorsApi_limits", (), at).await
	}
}

impl std::fmt::Display for Route {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		write!(f, "{:?}>{:?}", self.from.place, self.to.place)
	}
}
