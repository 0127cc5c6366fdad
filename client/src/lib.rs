#![doc = include_str!("../README.md")]

//! What has no struct yet is written as JSON, and its answers are read as JSON.
//!
//! ```no_run
//! # async fn example() -> lingnan_client::Result<()> {
//! use lingnan_client::{keys, Call, Client};
//! use serde_json::{json, Value};
//!
//! let client = Client::connect("ws://127.0.0.1:9944").await?;
//! let give = Call::new("Consents", "pause", json!({ "consent": 7 }));
//! match client.submit(&give, &keys::read("//Alice")?).await {
//! 	Ok(receipt) => println!("{}", receipt.require("Consents", "Paused")?),
//! 	Err(error) if error.is_refusal("Consents", "NotFound") => println!("there is no such consent"),
//! 	Err(error) => return Err(error),
//! }
//! let rating: Value = client.rpc("credit_rating", json!(["CN:91440300708461136T"])).await?;
//! let loans: Vec<Value> = client.list("financing_loansOf", json!(["CN:91440300708461136T"]), None).await?;
//! # Ok(())
//! # }
//! ```

pub mod acts;
pub mod agenda;
mod allowance;
pub mod audience;
#[cfg(feature = "csv")]
pub mod bad_row;
mod blocks;
mod call;
pub mod calls;
pub mod clock;
pub mod conditions;
mod courier;
pub mod error;
pub mod files;
mod flight;
#[cfg(feature = "csv")]
pub mod forms;
pub mod governance;
pub mod keys;
mod landing;
pub mod lines;
pub mod offers;
pub mod packing;
mod pages;
pub mod questions;
mod queue;
pub mod ranges;
mod receipt;
pub mod register;
pub mod scale;
pub mod sheet;
pub mod stops;
#[cfg(feature = "csv")]
pub mod table;
mod teller;
pub mod terms;
pub mod text;
pub mod units;
mod unpaid;
pub mod values;
mod verdict;
mod words;
#[cfg(feature = "csv")]
mod workbook;

pub use allowance::{seconds_of, Allowance};
pub use call::{Call, Encoded};
pub use error::{Error, Refusal, Result};
use flight::Patience;
pub use flight::{Flight, Sent};
pub use landing::{Landing, Standing};
pub use receipt::{refusal_in_event, Event, Receipt};

use blocks::Blocks;
use courier::Letter;
use jsonrpsee_ws_client::WsClientBuilder;
use keys::Key;
use pages::Pages;
use queue::Queues;
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::{json, Value};
use std::{
	net::IpAddr,
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	backend::LegacyBackend,
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::DefaultExtrinsicParamsBuilder,
	events::Phase,
	metadata::{ArcMetadata, Metadata},
	rpcs::{client::RpcParams, RpcClient},
	transactions::SubmittableTransaction,
	utils::{AccountId32, H256},
	OnlineClient, SubstrateConfig,
};
use teller::Teller;
use verdict::Rejection;

pub type AtBlock = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;
type Signed = SubmittableTransaction<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// Bytes of an answer at most: twice what a node gives unless it is told otherwise, so that it is the node that says that
/// something is too big. Beyond its own bound this end breaks off, with all that is on its way.
const LARGEST_ANSWER: u32 = 32 * 1024 * 1024;

/// Messages of a subscription that wait to be read.
const UNREAD: usize = 4_096;

/// For how many blocks a signed transaction stays valid.
const MORTAL_FOR: u64 = 256;

/// A block of the best chain that lies so far back is not exchanged for another any more.
const SETTLED: u64 = 32;

/// How far a transaction must have come before `submit_until` returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
	/// In the best block: quick, enough for a rehearsal.
	InBlock,
	/// In a finalised block: nothing can undo it.
	Finalised,
}

/// A block of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
	pub number: u32,
	pub hash: H256,
}

/// From which block the time of transactions counts that are signed now.
#[derive(Clone)]
struct Birth {
	asked: Instant,
	at: AtBlock,
	number: u64,
	hash: H256,
}

type Births = tokio::sync::Mutex<Option<Birth>>;

/// A connection to one node. Cheap to clone.
#[derive(Clone)]
pub struct Client {
	url: Arc<str>,
	rpc: RpcClient,
	online: OnlineClient<SubstrateConfig>,
	metadata: ArcMetadata,
	/// Version of the runtime whose metadata these are.
	version: u32,
	queues: Arc<Queues>,
	blocks: Arc<Blocks>,
	births: Arc<Births>,
	teller: Arc<Teller>,
}

impl Client {
	/// Connects by WebSocket, for example `ws://127.0.0.1:9944`.
	pub async fn connect(url: &str) -> Result<Self> {
		let unreachable =
			|reason: &dyn std::fmt::Display| Error::Unreachable { url: url.into(), reason: reason.to_string() };
		if !url.starts_with("ws://") && !url.starts_with("wss://") {
			return Err(Error::usage(format!("--url {url}: a node's address begins with ws:// or wss://")));
		}
		let rpc = connection(url).await.map_err(|e| unreachable(&e))?;
		let backend = LegacyBackend::builder().build(rpc.clone());
		let online =
			OnlineClient::<SubstrateConfig>::from_backend(Arc::new(backend)).await.map_err(|e| unreachable(&e))?;
		let at = online.at_current_block().await.map_err(|e| unreachable(&e))?;
		let (metadata, version) = (at.metadata(), at.spec_version());
		let (queues, blocks, births, teller) = Default::default();
		Ok(Self { url: url.into(), rpc, online, metadata, version, queues, blocks, births, teller })
	}

	/// The same connection, which tells what it waits for: a gap of nonces, a full pool, an allowance.
	pub fn telling(self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
		Self { teller: Arc::new(Teller::new(tell)), ..self }
	}

	/// How many transactions the node lost, so that they were sent again.
	pub fn times_sent_again(&self) -> u64 {
		self.teller.times_sent_again()
	}

	pub fn url(&self) -> &str {
		&self.url
	}

	/// What the chain says of its own calls, types and errors.
	pub fn metadata(&self) -> &Metadata {
		&self.metadata
	}

	pub fn genesis_hash(&self) -> H256 {
		self.online.genesis_hash()
	}

	/// One JSON-RPC request. `params` is a list, by position. A question of ours that the node does not know is answered by its
	/// runtime's API.
	pub async fn rpc<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T> {
		questions::ask(&self.rpc, method, params).await
	}

	/// Every entry of a list that the node answers by the page, all of one block: `at`, else the best one. `params` are those
	/// before the block.
	pub async fn list<T: DeserializeOwned>(&self, method: &str, params: Value, at: Option<H256>) -> Result<Vec<T>> {
		let unreadable = |e: serde_json::Error| Error::Connection(format!("{method}: {e}"));
		serde_json::from_value(self.whole(method, params, at).await?).map_err(unreadable)
	}

	/// The answer to a question. If it comes by the page, all of them, as one list.
	pub async fn whole(&self, method: &str, params: Value, at: Option<H256>) -> Result<Value> {
		pages::walk(&self.rpc, method, params, at).await
	}

	/// Hands the entries of each page of a list to `take`. A list of more than the most pages is not read to its end, and that
	/// is an error: for lists that may be too long to be kept whole.
	pub async fn each_page<T: DeserializeOwned>(&self, pages: Pages<'_>, take: impl FnMut(Vec<T>)) -> Result<()> {
		pages::each(&self.rpc, pages, take).await
	}

	/// The next message of a subscription without parameters; nothing if the node ends it.
	pub async fn next_of<T: DeserializeOwned>(&self, subscribe: &str, unsubscribe: &str) -> Result<Option<T>> {
		let mut messages = self.rpc.subscribe::<T>(subscribe, RpcParams::new(), unsubscribe).await?;
		Ok(messages.next().await.transpose()?)
	}

	/// Signs, sends, and waits until the call is finalised and has succeeded.
	pub async fn submit(&self, call: &Call, signer: &Key) -> Result<Receipt> {
		self.submit_until(Stage::Finalised, call, signer).await
	}

	/// Signs, sends, and waits until the call has come to `stage` and has succeeded. What the node's pool loses is sent again
	/// with the same nonce, so that it acts once.
	pub async fn submit_until(&self, stage: Stage, call: &Call, signer: &Key) -> Result<Receipt> {
		self.deliver(stage, &call.encode(self.metadata())?, signer, Patience::GivesUp).await
	}

	/// Signs, with a nonce of the caller's choice, what [`Self::send_signed`] sends.
	pub async fn signed(&self, call: &Call, signer: &Key, nonce: u64) -> Result<Vec<u8>> {
		Ok(self.letter(&call.encode(self.metadata())?, signer, nonce).await?.bytes)
	}

	/// Sends a transaction that was signed before, and waits for nothing. `what` is what it does, for the error.
	pub async fn send_signed(&self, what: &str, transaction: &[u8]) -> Result<()> {
		let bytes = format!("0x{}", hex::encode(transaction));
		match self.rpc::<H256>("author_submitExtrinsic", json!([bytes])).await {
			Ok(_) => Ok(()),
			Err(error) => {
				let rejection = Rejection::of(error)?;
				let verdict = rejection.verdict(&self.rpc, transaction).await;
				Err(rejection.error(what, verdict))
			},
		}
	}

	/// The chain now, if its runtime is the one that this connection knows.
	async fn current(&self) -> Result<AtBlock> {
		self.as_connected(self.online.at_current_block().await?)
	}

	async fn letter(&self, call: &Encoded, signer: &Key, nonce: u64) -> Result<Letter> {
		let Birth { at, number, hash, .. } = self.latest_birth().await?;
		let params =
			DefaultExtrinsicParamsBuilder::new().nonce(nonce).mortal_from_unchecked(MORTAL_FOR, number, hash).build();
		let mut signable = at.transactions().create_signable_offline(call, params)?;
		let signed: Signed = signable.sign(signer)?;
		Ok(Letter { bytes: signed.encoded().to_vec(), born: number, dies: number + MORTAL_FOR - 1 })
	}

	/// Asked once in half a block: whoever sends many transactions would ask for each.
	async fn latest_birth(&self) -> Result<Birth> {
		let mut last = self.births.lock().await;
		if let Some(birth) = last.as_ref().filter(|birth| birth.asked.elapsed() < self.block_time() / 2) {
			return Ok(birth.clone());
		}
		let asked = Instant::now();
		let at = self.current().await?;
		let (number, hash) = self.birth(&at).await?;
		Ok(last.insert(Birth { asked, at, number, hash }).clone())
	}

	/// The block from which a transaction's time counts: the last final one; where finality stands still, and the
	/// transaction would soon be too old before it is sent, one of the best chain.
	async fn birth(&self, at: &AtBlock) -> Result<(u64, H256)> {
		let last_final = at.block_number();
		let number = birth(last_final, self.best_number().await?.into());
		if number == last_final {
			return Ok((number, at.block_hash()));
		}
		let hash: Option<H256> = self.rpc("chain_getBlockHash", json!([number])).await?;
		Ok(hash.map_or((last_final, at.block_hash()), |hash| (number, hash)))
	}

	/// The nonce of an account's next transaction, those waiting in the pool counted.
	pub async fn nonce(&self, account: &AccountId32) -> Result<u64> {
		self.rpc("system_accountNextIndex", json!([account.to_string()])).await
	}

	/// The same in the state after a block: what waits in the pool is not counted.
	pub async fn nonce_after(&self, account: &AccountId32, block: H256) -> Result<u64> {
		courier::nonce_after(&self.rpc, account, block).await
	}

	/// Time between two blocks: a slot of this chain. A rehearsal's genesis may have chosen another than usual.
	pub fn block_time(&self) -> Duration {
		block_time(self.metadata())
	}

	/// Business time: the best block's timestamp, and on a rehearsal network the days that the clock admin let pass.
	pub async fn now(&self) -> Result<u64> {
		let block = self.storage("Timestamp", "Now").await?.and_then(|v| v.as_u64()).unwrap_or_default();
		let ahead = match self.metadata.pallet_by_name("BusinessClock") {
			Some(_) => self.storage("BusinessClock", "Offset").await?.and_then(|v| v.as_u64()).unwrap_or_default(),
			None => 0,
		};
		Ok((block / 1_000).saturating_add(ahead))
	}

	/// Number of the best block.
	pub async fn best_number(&self) -> Result<u32> {
		number_of(&self.rpc("chain_getHeader", Value::Null).await?)
	}

	/// Hash of the best block.
	pub async fn best(&self) -> Result<H256> {
		self.rpc("chain_getBlockHash", json!([])).await
	}

	/// Hash of the last final block.
	pub async fn finalised(&self) -> Result<H256> {
		self.rpc("chain_getFinalizedHead", Value::Null).await
	}

	/// The last final block, with its number.
	pub async fn finalised_block(&self) -> Result<Block> {
		let hash = self.finalised().await?;
		let header: Value = self.rpc("chain_getHeader", json!([hash])).await?;
		Ok(Block { number: number_of(&header)?, hash })
	}

	/// What the transaction at a place of a block led to: each event as the chain writes it, without place and topics.
	pub async fn events_of(&self, block: H256, place: u32) -> Result<Vec<Vec<u8>>> {
		let at = self.online.at_block(block).await?;
		let events = at.events().fetch().await?;
		let mut led_to = Vec::new();
		for event in events.iter() {
			let event = event?;
			if event.phase() == Phase::ApplyExtrinsic(place) {
				led_to.push([&[event.pallet_index(), event.event_index()], event.field_bytes()].concat());
			}
		}
		Ok(led_to)
	}

	/// All events of a block by its number; `None` while there is no such block.
	pub async fn events_at(&self, number: u32) -> Result<Option<Vec<Event>>> {
		let Some(hash) = self.rpc::<Option<H256>>("chain_getBlockHash", json!([number])).await? else {
			return Ok(None);
		};
		let at = self.online.at_block(hash).await?;
		let events = at.events().fetch().await?;
		events.iter().map(|event| Event::read(&event?, at.metadata_ref())).collect::<Result<_>>().map(Some)
	}

	/// Waits, at most `blocks` blocks, for the first event from block `from` on that `wanted` accepts.
	pub async fn wait_for(&self, from: u32, blocks: u32, wanted: impl Fn(&Event) -> bool) -> Result<Event> {
		let mut number = from;
		while number < from.saturating_add(blocks) {
			match self.events_at(number).await? {
				Some(events) => {
					if let Some(event) = events.into_iter().find(&wanted) {
						return Ok(event);
					}
					number += 1;
				},
				None => tokio::time::sleep(Duration::from_millis(200)).await,
			}
		}
		Err(Error::Incomplete(format!("what was awaited did not happen in {blocks} blocks from block {from}")))
	}

	/// A storage item without a key, in JSON; `None` when nothing is stored.
	pub async fn storage(&self, pallet: &str, item: &str) -> Result<Option<Value>> {
		let address = subxt::dynamic::storage::<(), subxt::dynamic::Value>(pallet, item);
		let stored = self.at_best().await?.storage().try_fetch(address, ()).await?.map(|v| v.into_bytes());
		stored.map(|bytes| self.stored(pallet, item, &bytes)).transpose()
	}

	/// The entry of a map by hash, in JSON.
	pub async fn storage_at(&self, pallet: &str, item: &str, key: H256) -> Result<Option<Value>> {
		let stored = self.storage_bytes(pallet, item, key).await?;
		stored.map(|bytes| self.stored(pallet, item, &bytes)).transpose()
	}

	/// The entry of a map by hash, as it is stored.
	pub async fn storage_bytes(&self, pallet: &str, item: &str, key: H256) -> Result<Option<Vec<u8>>> {
		let address = subxt::dynamic::storage::<([u8; 32],), subxt::dynamic::Value>(pallet, item);
		Ok(self.at_best().await?.storage().try_fetch(address, (key.0,)).await?.map(|v| v.into_bytes()))
	}

	/// Every entry of a map with one key: the key as it is stored, the value in JSON.
	pub async fn entries(&self, pallet: &str, item: &str) -> Result<Vec<(Vec<u8>, Value)>> {
		let address = subxt::dynamic::storage::<(subxt::dynamic::Value,), subxt::dynamic::Value>(pallet, item);
		let at = self.at_best().await?;
		let mut stored = at.storage().iter(address, ()).await?;
		let mut entries = Vec::new();
		while let Some(entry) = stored.next().await {
			let entry = entry?;
			entries.push((entry.key_bytes().to_vec(), self.stored(pallet, item, entry.value().bytes())?));
		}
		Ok(entries)
	}

	/// The bytes that a preimage of that hash and length holds.
	pub async fn preimage(&self, (hash, length): (H256, u32)) -> Result<Option<Vec<u8>>> {
		let address = subxt::dynamic::storage::<(([u8; 32], u32),), subxt::dynamic::Value>("Preimage", "PreimageFor");
		let at = self.at_best().await?;
		let stored = at.storage().try_fetch(address, ((hash.0, length),)).await?.map(|v| v.into_bytes());
		let unreadable = || Error::Connection(format!("Preimage.PreimageFor {hash:?}: it cannot be read"));
		stored.map(|stored| codec::Decode::decode(&mut &stored[..]).map_err(|_| unreadable())).transpose()
	}

	async fn at_best(&self) -> Result<AtBlock> {
		let best: H256 = self.rpc("chain_getBlockHash", Value::Null).await?;
		self.as_connected(self.online.at_block(best).await?)
	}

	/// Calls and storage are read by the metadata of when it connected, so nothing is read or sent after an upgrade.
	fn as_connected(&self, at: AtBlock) -> Result<AtBlock> {
		match at.spec_version() {
			now if now == self.version => Ok(at),
			now => Err(Error::Upgraded { before: self.version, now }),
		}
	}

	fn stored(&self, pallet: &str, item: &str, mut bytes: &[u8]) -> Result<Value> {
		let entry = self.metadata.pallet_by_name(pallet).and_then(|p| p.storage()).and_then(|s| s.entry_by_name(item));
		let entry = entry.ok_or_else(|| Error::NotFound(format!("this chain stores no {pallet}.{item}")))?;
		scale::decode(self.metadata.types(), entry.value_ty(), &mut bytes)
			.map_err(|e| Error::Connection(format!("{pallet}.{item}: {e}")))
	}
}

/// What to say of a connection that others on the way can read and change.
pub fn warning_of_open_line(url: &str) -> Option<String> {
	let authority = url.strip_prefix("ws://")?.split(['/', '?', '#']).next().unwrap_or_default();
	let host = authority.rsplit('@').next().unwrap_or_default();
	let host = match host.strip_prefix('[') {
		Some(rest) => rest.split(']').next().unwrap_or_default(),
		None => host.split(':').next().unwrap_or_default(),
	};
	let here = host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
	(!here).then(|| {
		format!(
			"lingnan: warning: {url} is another machine and the line to it is not encrypted: anyone who sits on it can read and \
			 change what this command is told. Use wss://, or a tunnel to this machine."
		)
	})
}

/// A connection by WebSocket.
async fn connection(url: &str) -> std::result::Result<RpcClient, impl std::fmt::Display> {
	let builder = WsClientBuilder::new().max_response_size(LARGEST_ANSWER).max_buffer_capacity_per_subscription(UNREAD);
	builder.build(url).await.map(RpcClient::new)
}

/// What a runtime says of itself, as it encodes it.
pub fn read_metadata(bytes: &[u8]) -> Result<Metadata> {
	Metadata::decode_from(bytes).map_err(|e| Error::Connection(format!("the runtime's metadata: {e}")))
}

/// Twice the least time between two blocks, which the chain says in its metadata: half a slot.
pub fn block_time(metadata: &Metadata) -> Duration {
	/// Of a chain that does not say it.
	const USUAL: Duration = Duration::from_secs(2);
	let constant = metadata.pallet_by_name("Timestamp").and_then(|p| p.constant_by_name("MinimumPeriod"));
	let half: Option<u64> = constant.and_then(|c| codec::Decode::decode(&mut c.value()).ok());
	half.filter(|half| *half > 0).map_or(USUAL, |half| Duration::from_millis(half.saturating_mul(2)))
}

/// See [`Client::birth`].
fn birth(last_final: u64, best: u64) -> u64 {
	best.saturating_sub(SETTLED).max(last_final)
}

fn number_of(header: &Value) -> Result<u32> {
	let number = header["number"].as_str().and_then(|n| u32::from_str_radix(n.trim_start_matches("0x"), 16).ok());
	number.ok_or_else(|| Error::Connection("chain_getHeader: no block number".into()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jsonrpsee::{server::Server, RpcModule};
	use subxt::rpcs;

	#[test]
	fn a_transaction_is_young_however_long_nothing_became_final() {
		for (last_final, best) in [(0, 0), (100, 102), (100, 132), (100, 133), (100, 400), (100, 300_000)] {
			let born = birth(last_final, best);
			assert!((last_final..=best).contains(&born) && best - born <= SETTLED, "{last_final}, {best}: {born}");
		}
		assert_eq!(birth(100, 102), 100, "what cannot be undone, as long as it is young");
		const { assert!(SETTLED < MORTAL_FOR / 2) };
	}

	/// What a node's server is set to.
	const NODE_GIVES: u32 = 15 * 1024 * 1024;

	#[tokio::test]
	async fn the_largest_answer_is_read_and_a_larger_one_is_refused_without_breaking_off() {
		let server = Server::builder().max_response_body_size(NODE_GIVES).build("127.0.0.1:0").await.unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		let mut node = RpcModule::new(());
		node.register_method("zeros", |params, _, _| "0".repeat(params.one::<usize>().unwrap_or_default())).unwrap();
		let _running = server.start(node);

		let rpc = connection(&url).await.map_err(|e| e.to_string()).unwrap();
		let zeros = async |count: u32| -> std::result::Result<String, rpcs::Error> {
			let mut params = RpcParams::new();
			params.push(count).unwrap();
			rpc.request("zeros", params).await
		};
		let large = NODE_GIVES - 1_024;
		assert_eq!(zeros(large).await.unwrap().len(), large as usize);
		match zeros(NODE_GIVES).await {
			// The number by which a relayer knows it.
			Err(rpcs::Error::User(refusal)) => {
				assert_eq!(refusal.code, lingnan_types::error_code::TOO_BIG, "{refusal:?}")
			},
			other => panic!("{:?}", other.map(|zeros| zeros.len())),
		}
		assert_eq!(zeros(3).await.unwrap(), "000");
	}

	#[test]
	fn a_line_to_another_machine_that_is_not_encrypted_is_warned_of() {
		for url in [
			"ws://node.example:9944",
			"ws://192.0.2.7",
			"ws://10.0.0.1:9944/path",
			"ws://[2001:db8::1]:9944",
			"ws://localhost.example:9944",
			"ws://127.0.0.1@node.example:9944",
		] {
			assert!(warning_of_open_line(url).is_some_and(|text| text.contains("wss://")), "{url}");
		}
		for url in
			["ws://127.0.0.1:9944", "ws://localhost:9944", "ws://[::1]:9944", "ws://127.8.0.1", "wss://node.example"]
		{
			assert_eq!(warning_of_open_line(url), None, "{url}");
		}
	}
}
