//! What stands in the newest blocks, read once for all transactions of a program that stand in them: a block full of batches has
//! megabytes of events.

use super::AtBlock;
use crate::{
	courier::request,
	error::{Error, Result},
	values::fingerprint,
};
use serde_json::{json, Value};
use std::{
	collections::{BTreeSet, HashMap, VecDeque},
	sync::{Arc, Mutex, PoisonError},
};
use subxt::{events::Phase, rpcs::RpcClient, utils::H256};
use tokio::sync::OnceCell;

/// Blocks that are kept.
const KEPT: usize = 32;

#[derive(Default)]
pub(super) struct Blocks(Mutex<VecDeque<(H256, Arc<Held>)>>);

#[derive(Default)]
struct Held {
	/// By the hash of a transaction, its place.
	places: OnceCell<HashMap<H256, u32>>,
	/// Places of those that succeeded.
	succeeded: OnceCell<BTreeSet<u32>>,
}

/// Of a block that the node named and does not have: it may have it in a moment, or it keeps no blocks so old.
pub(super) fn unknown(block: impl std::fmt::Debug) -> Error {
	let message = format!("the node does not have block {block:?}");
	Error::Rpc { method: "chain_getBlock".into(), code: 0, message, data: None }
}

impl Blocks {
	fn held(&self, block: H256) -> Arc<Held> {
		let mut blocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((_, held)) = blocks.iter().find(|(hash, _)| *hash == block) {
			return held.clone();
		}
		if blocks.len() >= KEPT {
			blocks.pop_front();
		}
		let held = Arc::<Held>::default();
		blocks.push_back((block, held.clone()));
		held
	}

	/// The first of these transactions that the block holds, and its place.
	pub async fn find(&self, rpc: &RpcClient, block: H256, wanted: &[H256]) -> Result<Option<(H256, u32)>> {
		let held = self.held(block);
		let places = held.places.get_or_try_init(|| places(rpc, block)).await?;
		Ok(wanted.iter().find_map(|hash| places.get(hash).map(|place| (*hash, *place))))
	}

	/// Whether the transaction at that place of the block did what it was to do.
	pub async fn succeeded(&self, at: &AtBlock, place: u32) -> Result<bool> {
		let held = self.held(at.block_hash());
		Ok(held.succeeded.get_or_try_init(|| succeeded(at)).await?.contains(&place))
	}
}

async fn places(rpc: &RpcClient, block: H256) -> Result<HashMap<H256, u32>> {
	let whole: Value = request(rpc, "chain_getBlock", json!([block])).await?;
	// Not to be taken for a block without the transaction: it would be sent with another nonce.
	let held = whole["block"]["extrinsics"].as_array().ok_or_else(|| unknown(block))?;
	let hash = |one: &Value| {
		let bytes = hex::decode(one.as_str()?.trim_start_matches("0x")).ok()?;
		Some(fingerprint(&bytes))
	};
	Ok((0_u32..).zip(held).filter_map(|(place, one)| Some((hash(one)?, place))).collect())
}

async fn succeeded(at: &AtBlock) -> Result<BTreeSet<u32>> {
	let events = at.events().fetch().await?;
	let mut places = BTreeSet::new();
	for event in events.iter() {
		let event = event?;
		if let Phase::ApplyExtrinsic(place) = event.phase() {
			if (event.pallet_name(), event.event_name()) == ("System", "ExtrinsicSuccess") {
				places.insert(place);
			}
		}
	}
	Ok(places)
}
