//! One transaction on its way: its status is watched, its nonce is looked for in the chain's state, and what the node's pool
//! has lost is handed in again.
//!
//! Nothing acts twice: all that is handed in for one transaction carries the same nonce, and a chain takes each nonce of an
//! account once.

use super::{
	blocks::{unknown, Blocks},
	queue::Queue,
	teller::{Kind, Teller},
	Stage,
};
use crate::{
	error::{Error, Result},
	verdict::{self, Rejection},
};
use codec::Decode;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::{
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use subxt::{
	rpcs::{
		self,
		client::{RpcParams, RpcSubscription},
		RpcClient,
	},
	utils::{AccountId32, H256},
};

/// Silence after which the chain itself is asked what has become of a transaction: two blocks as they usually come.
const SILENCE: Duration = Duration::from_secs(4);

/// After the pool has given a transaction up, and while it makes up its mind.
const BREATH: Duration = Duration::from_millis(300);

/// Looks in which a nonce that nobody uses stays missing before it is filled.
const GAP_LOOKS: u32 = 3;

/// Looks that may fail one after the other for another reason than the connection.
const MOST_FAILURES: u32 = 20;

/// Looks after which the user is told what a transaction waits for.
const QUIET_LOOKS: u32 = 5;

/// A transaction, signed.
#[derive(Clone, Debug)]
pub(super) struct Letter {
	pub bytes: Vec<u8>,
	/// Number of the block of its birth: it is in a later one, or in none.
	pub born: u64,
	/// Number of the last block that may hold it.
	pub dies: u64,
}

impl Letter {
	pub fn hex(&self) -> String {
		format!("0x{}", hex::encode(&self.bytes))
	}

	pub fn hash(&self) -> H256 {
		crate::values::fingerprint(&self.bytes)
	}
}

/// What the pool answers to a transaction that is handed in.
pub(super) enum Answer {
	Taken(Watch),
	/// It has it.
	Known,
	/// It takes these bytes no more for half an hour, whatever they are worth.
	Banned,
	/// It has another transaction of the same nonce.
	Outbid(Rejection),
	/// It is full.
	Full,
	Refused(Rejection),
}

/// News of a transaction. The lock is never taken: it lets those who follow be shared between threads.
pub(super) struct Watch(Mutex<RpcSubscription<Value>>);

impl Watch {
	async fn next(&mut self) -> Option<std::result::Result<Value, rpcs::Error>> {
		self.0.get_mut().unwrap_or_else(PoisonError::into_inner).next().await
	}
}

/// What has become of a transaction.
#[derive(Debug, PartialEq)]
pub(super) enum Fate {
	Landed {
		block: H256,
		transaction: H256,
		/// Its place in the block.
		place: u32,
	},
	/// A final block holds another transaction of the same nonce: this one acts never.
	Overtaken,
	/// The blocks in which it may stand are final and do not hold it, and its nonce is unused.
	Died,
	/// The pool does not take these bytes any more: sign again, with the same nonce.
	Banned,
	/// It waits for this nonce, which nobody of this program sent.
	Gap(u64),
	Refused(Rejection),
}

enum Status {
	InBlock(H256),
	Final(H256),
	/// The node will say no more.
	Ended,
	Quiet,
	Other,
}

/// What the chain shows of an account at one moment.
struct Sight {
	best: u64,
	last_final: u64,
	/// Nonces of the account's next transaction after the two blocks.
	after_best: u64,
	after_final: u64,
	/// The first nonce that neither the best chain nor the pool's ready transactions hold.
	missing: u64,
}

/// One request. The node's refusals are told from a broken connection.
pub(super) async fn request<T: DeserializeOwned>(rpc: &RpcClient, method: &str, params: Value) -> Result<T> {
	rpc.request(method, positional(method, params)?).await.map_err(|e| fault(method, e))
}

fn positional(method: &str, params: Value) -> Result<RpcParams> {
	let mut list = RpcParams::new();
	let items = match params {
		Value::Array(items) => items,
		Value::Null => Vec::new(),
		one => vec![one],
	};
	for item in items {
		list.push(item).map_err(|e| Error::usage(format!("{method}: {e}")))?;
	}
	Ok(list)
}

fn fault(method: &str, error: rpcs::Error) -> Error {
	match error {
		rpcs::Error::User(e) => Error::Rpc {
			method: method.into(),
			code: e.code,
			message: e.message,
			data: e.data.map(|d| d.get().trim_matches('"').to_string()),
		},
		other => Error::Connection(format!("{method}: {other}")),
	}
}

/// Hands a transaction to the pool. An error is a broken connection.
pub(super) async fn hand_in(rpc: &RpcClient, letter: &Letter) -> Result<Answer> {
	const METHOD: &str = "author_submitAndWatchExtrinsic";
	let params = positional(METHOD, json!([letter.hex()]))?;
	match rpc.subscribe::<Value>(METHOD, params, "author_unwatchExtrinsic").await {
		Ok(watch) => Ok(Answer::Taken(Watch(Mutex::new(watch)))),
		Err(error) => answer(fault(METHOD, error)),
	}
}

/// The pool's errors by their numbers, which `sc-rpc-api` fixes.
fn answer(error: Error) -> Result<Answer> {
	let rejection = Rejection::of(error)?;
	Ok(match rejection.code {
		verdict::BANNED => Answer::Banned,
		verdict::KNOWN => Answer::Known,
		verdict::OUTBID => Answer::Outbid(rejection),
		verdict::DROPPED => Answer::Full,
		_ => Answer::Refused(rejection),
	})
}

/// Follows one transaction.
pub(super) struct Courier {
	pub rpc: RpcClient,
	pub queue: Arc<Queue>,
	pub teller: Arc<Teller>,
	pub blocks: Arc<Blocks>,
	pub account: AccountId32,
	pub nonce: u64,
	/// All that was handed in for it; the last is handed in again.
	pub letters: Vec<Letter>,
	pub watch: Option<Watch>,
	/// Between two looks.
	pub silence: Duration,
	looks: u32,
	failures: u32,
	gap: Option<(u64, u32)>,
}

/// A transaction that was handed in.
pub(super) struct Delivery {
	pub rpc: RpcClient,
	pub queue: Arc<Queue>,
	pub teller: Arc<Teller>,
	pub blocks: Arc<Blocks>,
	pub account: AccountId32,
	pub nonce: u64,
	pub letter: Letter,
	pub watch: Option<Watch>,
}

impl From<Delivery> for Courier {
	fn from(delivery: Delivery) -> Self {
		let Delivery { rpc, queue, teller, blocks, account, nonce, letter, watch } = delivery;
		let letters = vec![letter];
		Self {
			rpc,
			queue,
			teller,
			blocks,
			account,
			nonce,
			letters,
			watch,
			silence: SILENCE,
			looks: 0,
			failures: 0,
			gap: None,
		}
	}
}

impl Courier {
	/// Waits until the transaction has come to `stage`, or until its sender has to do something.
	pub async fn follow(&mut self, stage: Stage) -> Result<Fate> {
		let mut look_now = self.watch.is_none();
		loop {
			let status = if look_now { Status::Ended } else { self.status().await };
			look_now = false;
			let said = match status {
				Status::InBlock(block) if stage == Stage::InBlock => Some(block),
				Status::Final(block) => Some(block),
				Status::Ended | Status::Quiet => None,
				_ => continue,
			};
			let outcome = match said {
				Some(block) => self.landed_in(block).await,
				None => self.look(stage).await,
			};
			match outcome {
				Ok(Some(fate)) => return Ok(fate),
				Ok(None) => self.failures = 0,
				// The node is up, and does not know a block or a state that it spoke of: it may in a moment.
				Err(error @ Error::Rpc { .. }) => {
					self.failures += 1;
					if self.failures > MOST_FAILURES {
						return Err(Error::Connection(error.to_string()));
					}
				},
				Err(error) => return Err(error),
			}
		}
	}

	async fn status(&mut self) -> Status {
		let Some(watch) = &mut self.watch else {
			tokio::time::sleep(self.silence).await;
			return Status::Quiet;
		};
		let Ok(next) = tokio::time::timeout(self.silence, watch.next()).await else { return Status::Quiet };
		let status = match next {
			Some(Ok(status)) => read_status(&status),
			_ => Status::Ended,
		};
		if matches!(status, Status::Ended) {
			self.watch = None;
			tokio::time::sleep(BREATH.min(self.silence)).await;
		}
		status
	}

	/// Asks the chain, and hands in again what neither chain nor pool has.
	async fn look(&mut self, stage: Stage) -> Result<Option<Fate>> {
		self.looks += 1;
		let sight = self.sight().await?;
		let born = self.letters.iter().map(|l| l.born).min().unwrap_or_default();
		if sight.after_final > self.nonce {
			return Ok(Some(self.search(born, sight.last_final).await?.unwrap_or(Fate::Overtaken)));
		}
		if sight.after_best > self.nonce {
			// In a block that is not final: this transaction, or another of the same nonce.
			let found = match stage {
				Stage::InBlock => self.search(born.max(sight.last_final), sight.best).await?,
				Stage::Finalised => None,
			};
			if found.is_none() && self.looks.is_multiple_of(QUIET_LOOKS) {
				self.tell(Kind::Finality, format!("{} is in a block and waits until that is final", self.name()));
			}
			return Ok(found);
		}
		let Some(letter) = self.letters.last().cloned() else { return Ok(Some(Fate::Died)) };
		if sight.last_final >= letter.dies {
			return Ok(Some(Fate::Died));
		}
		if sight.best >= letter.dies {
			return Ok(None);
		}
		if sight.missing > self.nonce {
			self.gap = None;
			if self.looks.is_multiple_of(QUIET_LOOKS) {
				let before = self.nonce.saturating_sub(sight.after_best);
				self.tell(Kind::Pool, format!("{} waits in the node's pool, {before} before it", self.name()));
			}
			return Ok(None);
		}
		if let Some(fate) = self.hand_in_again(&letter).await? {
			return Ok(Some(fate));
		}
		Ok(self.gap_before(sight.missing))
	}

	/// The same bytes again. Nothing if the pool has them now, or has something else of that nonce.
	async fn hand_in_again(&mut self, letter: &Letter) -> Result<Option<Fate>> {
		match hand_in(&self.rpc, letter).await? {
			Answer::Taken(watch) => {
				self.watch = Some(watch);
				self.teller.sent_again();
			},
			Answer::Known | Answer::Outbid(_) => {},
			Answer::Banned => return Ok(Some(Fate::Banned)),
			Answer::Full => self.tell(Kind::Full, "the node's pool is full: waits until there is room".into()),
			Answer::Refused(reason) => {
				// It may have come into a block since the look.
				tokio::time::sleep(BREATH.min(self.silence)).await;
				if self.sight().await?.after_best <= self.nonce {
					return Ok(Some(Fate::Refused(reason)));
				}
			},
		}
		Ok(None)
	}

	/// The nonce for which this transaction waits, if nobody of this program will send it.
	fn gap_before(&mut self, missing: u64) -> Option<Fate> {
		if missing >= self.nonce {
			self.gap = None;
			return None;
		}
		self.tell(Kind::Gap, format!("{} waits behind number {missing}, which is missing", self.name()));
		if self.queue.first() != Some(self.nonce) {
			return None;
		}
		let looks = match self.gap {
			Some((at, looks)) if at == missing => looks + 1,
			_ => 1,
		};
		self.gap = Some((missing, looks));
		(looks >= GAP_LOOKS).then_some(Fate::Gap(missing))
	}

	async fn sight(&self) -> Result<Sight> {
		let (best, last_final) = futures::try_join!(
			request::<H256>(&self.rpc, "chain_getBlockHash", Value::Null),
			request::<H256>(&self.rpc, "chain_getFinalizedHead", Value::Null),
		)?;
		let (best, last_final, after_best, after_final, missing) = futures::try_join!(
			self.number(best),
			self.number(last_final),
			self.nonce_after(best),
			self.nonce_after(last_final),
			request::<u64>(&self.rpc, "system_accountNextIndex", json!([self.account.to_string()])),
		)?;
		Ok(Sight { best, last_final, after_best, after_final, missing })
	}

	async fn number(&self, block: H256) -> Result<u64> {
		let header: Value = request(&self.rpc, "chain_getHeader", json!([block])).await?;
		super::number_of(&header).map(u64::from)
	}

	async fn nonce_after(&self, block: H256) -> Result<u64> {
		nonce_after(&self.rpc, &self.account, block).await
	}

	/// Looks for the transaction in the blocks after `born`, the newest first.
	async fn search(&self, born: u64, newest: u64) -> Result<Option<Fate>> {
		for number in (born + 1..=newest).rev() {
			let block: Option<H256> = request(&self.rpc, "chain_getBlockHash", json!([number])).await?;
			let block = block.ok_or_else(|| unknown(number))?;
			if let Some(fate) = self.landed_in(block).await? {
				return Ok(Some(fate));
			}
		}
		Ok(None)
	}

	async fn landed_in(&self, block: H256) -> Result<Option<Fate>> {
		let ours: Vec<H256> = self.letters.iter().map(Letter::hash).collect();
		let found = self.blocks.find(&self.rpc, block, &ours).await?;
		Ok(found.map(|(transaction, place)| Fate::Landed { block, transaction, place }))
	}

	/// As users are told of it.
	fn name(&self) -> String {
		format!("transaction {} of {}", self.nonce, self.account)
	}

	fn tell(&self, kind: Kind, text: String) {
		self.teller.tell(kind, &text);
	}
}

/// The nonce of the account's next transaction after a block.
pub(super) async fn nonce_after(rpc: &RpcClient, account: &AccountId32, block: H256) -> Result<u64> {
	let account = format!("0x{}", hex::encode(account.0));
	let params = json!(["AccountNonceApi_account_nonce", account, block]);
	let answer: String = request(rpc, "state_call", params).await?;
	let bytes = hex::decode(answer.trim_start_matches("0x")).unwrap_or_default();
	let nonce = match bytes.len() {
		4 => u32::decode(&mut &bytes[..]).map(u64::from),
		_ => u64::decode(&mut &bytes[..]),
	};
	nonce.map_err(|e| Error::Connection(format!("AccountNonceApi_account_nonce: {e}")))
}

fn read_status(status: &Value) -> Status {
	let block = |name: &str| serde_json::from_value::<H256>(status[name].clone()).ok();
	if let Some(hash) = block("inBlock") {
		return Status::InBlock(hash);
	}
	if let Some(hash) = block("finalized") {
		return Status::Final(hash);
	}
	let ended = status == "dropped" || status == "invalid";
	match ended || status.get("usurped").is_some() || status.get("finalityTimeout").is_some() {
		true => Status::Ended,
		false => Status::Other,
	}
}

#[cfg(test)]
pub(crate) mod tests;
