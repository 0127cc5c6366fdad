//! What became of a transaction. A gateway gives no subscription, so who sent one asks; it is told of its own alone.

use crate::{
	chain::Chain,
	finality::OLDEST,
	refusal::{Name, Refusal},
};
use lingnan_client::values::fingerprint;
use serde_json::{json, Value};
use std::collections::{BTreeMap, HashMap};
use subxt::utils::H256;
use tokio::sync::Mutex;

/// Blocks of the best chain in which a transaction is looked for: 128 s at 2 s a block.
pub const LOOKED_THROUGH: u32 = OLDEST;

/// Where a transaction stands in a block, and who signed it.
type Place = (u32, [u8; 32]);

struct Held {
	hash: H256,
	places: HashMap<H256, Place>,
}

/// A transaction that was found.
pub struct Found {
	pub block: H256,
	pub number: u32,
	pub place: u32,
	pub signer: [u8; 32],
}

/// Signed transactions of the newest blocks, by number. Each block is read once, whoever asks.
#[derive(Default)]
pub struct Outcomes(Mutex<BTreeMap<u32, Held>>);

impl Outcomes {
	/// Where a transaction stands now. Nothing if it is in none of the newest blocks.
	pub async fn find(&self, chain: &impl Chain, transaction: H256) -> Result<Option<Found>, Refusal> {
		let mut held = self.0.lock().await;
		read(chain, &mut held).await?;
		Ok(held.iter().rev().find_map(|(number, block)| {
			let (place, signer) = *block.places.get(&transaction)?;
			Some(Found { block: block.hash, number: *number, place, signer })
		}))
	}
}

/// Reads from the best block back to one that is known already. Nothing is noted before all is read: who does not wait for his
/// answer would leave a gap into which nobody looks any more.
async fn read(chain: &impl Chain, held: &mut BTreeMap<u32, Held>) -> Result<(), Refusal> {
	let best = chain.ask("chain_getBlockHash", json!([])).await?;
	let mut hash: H256 = serde_json::from_value(best).map_err(|_| unread())?;
	let mut fresh = BTreeMap::new();
	loop {
		if held.values().any(|block| block.hash == hash) {
			break;
		}
		let block = chain.ask("chain_getBlock", json!([hash])).await?;
		let header = &block["block"]["header"];
		let digits = header["number"].as_str().and_then(|number| number.strip_prefix("0x"));
		let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or_else(unread)?;
		fresh.insert(number, Held { hash, places: places(&block["block"]["extrinsics"]) });
		let best = fresh.last_key_value().map_or(number, |(best, _)| *best);
		if number == 0 || best.saturating_sub(number) >= LOOKED_THROUGH {
			break;
		}
		hash = serde_json::from_value(header["parentHash"].clone()).map_err(|_| unread())?;
	}
	if let Some((lowest, _)) = fresh.first_key_value() {
		// What stood there and above was undone.
		drop(held.split_off(lowest));
		held.append(&mut fresh);
	}
	let last = held.last_key_value().map_or(0, |(number, _)| *number);
	*held = held.split_off(&last.saturating_sub(LOOKED_THROUGH));
	Ok(())
}

fn places(transactions: &Value) -> HashMap<H256, Place> {
	let all = transactions.as_array().into_iter().flatten();
	let places = (0_u32..).zip(all).filter_map(|(place, one)| {
		let bytes = hex::decode(one.as_str()?.strip_prefix("0x")?).ok()?;
		Some((fingerprint(&bytes), (place, signer(&bytes)?)))
	});
	places.collect()
}

/// The account that signed a transaction of version 4; nothing of what a block's author states.
fn signer(transaction: &[u8]) -> Option<[u8; 32]> {
	const SIGNED: u8 = 0x84;
	const ACCOUNT: u8 = 0;
	let mut rest = transaction;
	<codec::Compact<u32> as codec::Decode>::decode(&mut rest).ok()?;
	match rest {
		[SIGNED, ACCOUNT, rest @ ..] => rest.get(..32)?.try_into().ok(),
		_ => None,
	}
}

fn unread() -> Refusal {
	Refusal::new(Name::NodeDown, "the node behind this gateway answers what is no block")
}
