//! A chain as the relayer sees it: one of its nodes, what its state holds and proves, and transactions under one name.

use crate::{config, names::Key as StateKey};
use bp_header_chain::justification::GrandpaJustification;
use codec::{Decode, DecodeAll, Encode};
use lingnan_client::{
	keys::{self, Key},
	Block, Client, Encoded, Error, Stage,
};
use lingnan_types::Jurisdiction;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use sp_core::H256;
use sp_runtime::{generic, traits::BlakeTwo256};
use std::{sync::atomic::AtomicUsize, sync::atomic::Ordering, time::Duration};
use tokio::sync::Mutex;

pub type Header = generic::Header<u32, BlakeTwo256>;
pub type Hash = H256;
/// The nodes of a trie that prove what it holds.
pub type Proof = Vec<Vec<u8>>;

/// For a transaction to come into a block.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lanes of a corridor at most; there is one today.
const MOST_LANES: u32 = 16;

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
	/// No node of the chain answers, or the one that did broke off.
	#[error("{place:?}: no node answers: {reason}")]
	Away { place: Jurisdiction, reason: String },
	/// Somebody else did the same first, or the pool holds something of ours.
	#[error("{place:?}: {call} was not needed any more: {reason}")]
	Overtaken { place: Jurisdiction, call: String, reason: String },
	/// The pool or the chain refused the call.
	#[error("{place:?}: {reason}")]
	Refused { place: Jurisdiction, reason: String },
	/// The chain has a new runtime, by whose metadata the call must be written again.
	#[error("{place:?}: its runtime went from version {before} to {now}; it is read again")]
	Upgraded { place: Jurisdiction, before: u32, now: u32 },
	/// An answer that a node of this software does not give.
	#[error("{place:?}: {what}")]
	Unexpected {
		place: Jurisdiction,
		what: String,
		/// The node's number for it, if the node said it.
		code: Option<i32>,
	},
}

impl Trouble {
	/// Whether a new connection is made before anything else is asked.
	fn ends_the_connection(&self) -> bool {
		matches!(self, Self::Away { .. } | Self::Upgraded { .. })
	}
}

pub type Result<T> = std::result::Result<T, Trouble>;

/// A finality proof as a node gives it: for a block, the votes, and headers that lead up to it.
#[derive(Decode)]
struct FinalityProof {
	block: Hash,
	justification: Vec<u8>,
	_unknown_headers: Vec<Header>,
}

pub struct Chain {
	pub place: Jurisdiction,
	urls: Vec<String>,
	next_url: AtomicUsize,
	key: Key,
	/// The node in use, and the chain's first block once it is known.
	node: Mutex<(Option<Client>, Option<Hash>)>,
}

impl Chain {
	pub fn new(place: Jurisdiction, chain: &config::Chain) -> std::result::Result<Self, String> {
		Ok(Self {
			place,
			urls: chain.urls.clone(),
			next_url: AtomicUsize::new(0),
			key: chain.signer()?,
			node: Mutex::new((None, None)),
		})
	}

	/// The account that signs here.
	pub fn account(&self) -> [u8; 32] {
		keys::account(&self.key).0
	}

	pub fn odd(&self, what: impl Into<String>) -> Trouble {
		Trouble::Unexpected { place: self.place, what: what.into(), code: None }
	}

	fn away(&self, reason: impl ToString) -> Trouble {
		Trouble::Away { place: self.place, reason: reason.to_string().lines().next().unwrap_or_default().into() }
	}

	/// The node in use; another one if that is gone. It must be of this place, and of the chain that it was before.
	pub async fn client(&self) -> Result<Client> {
		let mut node = self.node.lock().await;
		if let Some(client) = &node.0 {
			return Ok(client.clone());
		}
		let url = &self.urls[self.next_url.fetch_add(1, Ordering::Relaxed) % self.urls.len()];
		let place = self.place;
		let client = Client::connect(url).await.map_err(|e| self.away(e))?;
		let client = client.telling(move |news| tracing::info!(chain = ?place, "{news}"));
		let properties: Value = client.rpc("system_properties", Value::Null).await.map_err(|e| self.away(e))?;
		let said = serde_json::from_value::<Jurisdiction>(properties["jurisdiction"].clone());
		if said.as_ref().ok() != Some(&self.place) {
			let said = &properties["jurisdiction"];
			return Err(self.odd(format!("{url} is a node of {said}: correct its address in the configuration")));
		}
		let genesis = Hash::from(client.genesis_hash().0);
		if node.1.is_some_and(|known| known != genesis) {
			return Err(
				self.odd(format!("{url} is a node of a chain that begins with {genesis:?}, not of the one before"))
			);
		}
		tracing::info!(chain = ?self.place, %url, "connected");
		*node = (Some(client.clone()), Some(genesis));
		Ok(client)
	}

	async fn forget_node(&self) {
		self.node.lock().await.0 = None;
	}

	async fn rpc<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T> {
		let answer = self.client().await?.rpc(method, params).await;
		match answer {
			Ok(answer) => Ok(answer),
			Err(Error::Rpc { code, message, data, .. }) => {
				let what = format!("{method}: {message} {}", data.unwrap_or_default());
				Err(Trouble::Unexpected { place: self.place, what, code: Some(code) })
			},
			Err(error) => {
				self.forget_node().await;
				Err(self.away(error))
			},
		}
	}

	pub async fn finalised(&self) -> Result<Block> {
		let hash: Hash = self.rpc("chain_getFinalizedHead", Value::Null).await?;
		Ok(Block { number: self.header(hash).await?.number, hash: hash.0.into() })
	}

	pub async fn best(&self) -> Result<Hash> {
		self.rpc("chain_getBlockHash", Value::Null).await
	}

	pub async fn header(&self, hash: Hash) -> Result<Header> {
		let header: Option<Header> = self.rpc("chain_getHeader", json!([hash])).await?;
		header.ok_or_else(|| self.odd(format!("no header {hash:?}")))
	}

	/// What the state holds under a key after a block.
	pub async fn state<T: Decode>(&self, key: &StateKey, at: Hash) -> Result<Option<T>> {
		let answer: Option<String> = self.rpc("state_getStorage", json!([hexadecimal(key), at])).await?;
		answer.map(|text| self.read(&text)).transpose()
	}

	/// Keys that begin like this.
	pub async fn keys(&self, prefix: &StateKey, at: Hash) -> Result<Vec<StateKey>> {
		let params = json!([hexadecimal(prefix), MOST_LANES, null, at]);
		let keys: Vec<String> = self.rpc("state_getKeysPaged", params).await?;
		keys.iter().map(|key| self.bytes(key)).collect()
	}

	pub async fn proof(&self, keys: &[StateKey], at: Hash) -> Result<Proof> {
		let keys: Vec<_> = keys.iter().map(|key| hexadecimal(key)).collect();
		let answer: Value = self.rpc("state_getReadProof", json!([keys, at])).await?;
		let nodes = answer["proof"].as_array().ok_or_else(|| self.odd("state_getReadProof: no proof"))?;
		nodes.iter().map(|node| self.bytes(node.as_str().unwrap_or_default())).collect()
	}

	/// What the runtime answers.
	pub async fn ask<T: Decode>(&self, function: &str, params: impl Encode, at: Hash) -> Result<T> {
		let answer: String = self.rpc("state_call", json!([function, hexadecimal(&params.encode()), at])).await?;
		self.read(&answer)
	}

	/// The votes that made final the last block of the set of authorities that `number` belongs to, or the newest final
	/// block if that set is still in office: the block's hash, and the votes as they are encoded.
	pub async fn finality_proof(&self, number: u32) -> Result<Option<(Hash, Vec<u8>)>> {
		let answer: Option<String> = self.rpc("grandpa_proveFinality", json!([number])).await?;
		let Some(text) = answer else { return Ok(None) };
		let FinalityProof { block, justification, .. } = self.read(&text)?;
		Ok(Some((block, justification)))
	}

	/// The same for the next block that becomes final, from the moment of asking.
	pub async fn next_finality_proof(&self) -> Result<(Hash, Vec<u8>)> {
		let client = self.client().await?;
		let next = client.next_of::<String>("grandpa_subscribeJustifications", "grandpa_unsubscribeJustifications");
		match tokio::time::timeout(PATIENCE, next).await {
			Ok(Ok(Some(text))) => {
				let votes = self.bytes(&text)?;
				let target = GrandpaJustification::<Header>::decode(&mut &votes[..]);
				let target = target.map_err(|e| self.odd(format!("a finality proof cannot be read: {e}")))?;
				Ok((target.commit.target_hash, votes))
			},
			Ok(Ok(None)) => Err(self.odd("the node reported no further final blocks")),
			Ok(Err(error)) => {
				self.forget_node().await;
				Err(self.away(error))
			},
			Err(_) => Err(self.odd(format!("no block became final for {} s", PATIENCE.as_secs()))),
		}
	}

	/// Whether the pool of the node in use holds a transaction in which these bytes stand.
	pub async fn is_pending(&self, mark: &[u8]) -> Result<bool> {
		let pending: Vec<String> = self.rpc("author_pendingExtrinsics", Value::Null).await?;
		let mark = hex::encode(mark);
		Ok(pending.iter().any(|transaction| transaction.contains(&mark)))
	}

	/// Signs, sends, and waits until the call is in a block. `Overtaken` if it had become needless.
	pub async fn submit(&self, call: Encoded) -> Result<Hash> {
		let client = self.client().await?;
		let name = call.name();
		let landed = async {
			let sent = client.post(&call, &self.key).await?;
			// What the pool loses meanwhile is handed in again, with the same nonce.
			sent.landed(Stage::InBlock).await
		};
		let trouble = match tokio::time::timeout(PATIENCE, landed).await {
			Ok(Ok(receipt)) => return Ok(receipt.block.0.into()),
			Ok(Err(error)) => self.not_submitted(error),
			Err(_) => self.odd(format!("{name} came into no block for {} s", PATIENCE.as_secs())),
		};
		if trouble.ends_the_connection() {
			self.forget_node().await;
		}
		Err(trouble)
	}

	/// What it means here that a call was not taken.
	fn not_submitted(&self, error: Error) -> Trouble {
		let place = self.place;
		match error {
			Error::NotTaken { call, reason, .. } if is_needless(&reason) => Trouble::Overtaken { place, call, reason },
			Error::NotTaken { .. } | Error::UsedUp { .. } | Error::Refused(_) => {
				Trouble::Refused { place, reason: one_line(&error) }
			},
			Error::Upgraded { before, now } => Trouble::Upgraded { place, before, now },
			other => self.away(other),
		}
	}

	fn bytes(&self, text: &str) -> Result<Vec<u8>> {
		hex::decode(text.trim_start_matches("0x")).map_err(|e| self.odd(format!("an answer is not hexadecimal: {e}")))
	}

	fn read<T: Decode>(&self, text: &str) -> Result<T> {
		T::decode_all(&mut &self.bytes(text)?[..]).map_err(|e| {
			self.odd(format!(
				"an answer is not {}: {e}: is this relayer of the chain's version?",
				std::any::type_name::<T>()
			))
		})
	}
}

fn hexadecimal(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn one_line(error: &Error) -> String {
	error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the pool's reason is that the same was done, or is about to be.
fn is_needless(reason: &str) -> bool {
	let reason = reason.to_lowercase();
	["outdated", "stale", "usurped", "priority", "already imported", "invalid", "dropped"]
		.iter()
		.any(|word| reason.contains(word))
		&& !["payment", "fees", "balance"].iter().any(|word| reason.contains(word))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_another_relayer_did_first_is_told_from_what_cannot_be_paid() {
		assert!(is_needless("Invalid Transaction (1010): Transaction is outdated"));
		assert!(is_needless("Priority is too low: (1 vs 1)"));
		assert!(!is_needless("Invalid Transaction (1010): Inability to pay some fees"));
		assert!(!is_needless("the node stopped reporting on it"));
	}

	/// The client refuses to sign by metadata of a runtime that is gone. A new connection reads the new ones.
	#[test]
	fn after_an_upgrade_it_connects_anew() {
		let config = config::Chain { urls: vec!["ws://127.0.0.1:9944".into()], key: "//Alice".into() };
		let chain = Chain::new(Jurisdiction::Macao, &config).unwrap();
		let trouble = chain.not_submitted(Error::Upgraded { before: 100, now: 101 });
		assert_eq!(trouble.to_string(), "Macao: its runtime went from version 100 to 101; it is read again");
		assert!(trouble.ends_the_connection());
		let refused = |reason: &str| {
			let (call, advice) = ("System.remark".into(), "Wait.".into());
			chain.not_submitted(Error::NotTaken { call, reason: reason.into(), advice })
		};
		assert!(chain.not_submitted(Error::Connection("closed".into())).ends_the_connection());
		assert!(matches!(refused("Transaction is outdated"), Trouble::Overtaken { .. }));
		assert!(matches!(refused("Inability to pay some fees"), Trouble::Refused { .. }));
		assert!(!refused("Transaction is outdated").ends_the_connection());
	}
}
