//! A transaction in a block of the best chain, and what final blocks say of it later: who sends many does not wait for finality
//! before sending on.

use super::{
	blocks::Blocks,
	courier::{nonce_after, request},
	flight::Berth,
	Block, Call, Client, Stage,
};
use crate::{
	error::{Error, Result},
	keys::{self, Key},
};
use serde_json::json;
use subxt::{
	rpcs::RpcClient,
	utils::{AccountId32, H256},
};

/// Where a transaction came to stand in the best chain. Another block may still take the place of that one.
#[derive(Clone, Debug)]
pub struct Landing {
	pub block: Block,
	account: AccountId32,
	nonce: u64,
	/// All that was handed in for it.
	letters: Vec<H256>,
	/// Number of the block of its birth, and of the last that may hold it.
	born: u64,
	dies: u64,
}

/// What final blocks say of a transaction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
	/// It acted, in this block.
	Final(Block),
	/// Nothing yet.
	Open,
	/// Its block was undone, and it did not act in another and never will, or it was refused there.
	Undone,
}

impl Client {
	/// Sends, waits for an allowance if need be, and follows the transaction into a block of the best chain: where it stands,
	/// and the chain's refusal if it was refused.
	pub async fn land(&self, call: Call, signer: &Key) -> Result<(Landing, Result<()>)> {
		let call = {
			// As JSON it takes ten times the room, and it may wait long.
			let written = call;
			written.encode(self.metadata())?
		};
		let account = keys::account(signer);
		loop {
			let mut sent = self.post_patiently(&call, signer).await?;
			let berth = sent.berth(Stage::InBlock).await.map_err(|error| match error {
				Error::Connection(reason) => {
					Error::Connection(format!("{reason}\n{} may still be included.", call.name()))
				},
				error => error,
			})?;
			let Some(Berth { block, transaction, place }) = berth else {
				self.overtaken(&account);
				continue;
			};
			let at = self.online.at_block(block).await?;
			let number = u32::try_from(at.block_number()).unwrap_or(u32::MAX);
			let outcome = match self.blocks.succeeded(&at, place).await? {
				true => Ok(()),
				false => self.receipt_of(&call, block, transaction, place).await.map(drop),
			};
			let letters = &sent.courier.letters;
			let landing = Landing {
				block: Block { number, hash: block },
				account,
				nonce: sent.courier.nonce,
				letters: letters.iter().map(|letter| letter.hash()).collect(),
				born: letters.iter().map(|letter| letter.born).min().unwrap_or_default(),
				dies: letters.iter().map(|letter| letter.dies).max().unwrap_or_default(),
			};
			return Ok((landing, outcome));
		}
	}

	/// What the blocks up to the final one `last` say of it.
	pub async fn standing(&self, landing: &Landing, last: Block) -> Result<Standing> {
		Ok(match landing.found(&self.rpc, &self.blocks, last).await? {
			Found::There => Standing::Final(landing.block),
			Found::In(block, place) => {
				let at = self.online.at_block(block.hash).await?;
				match self.blocks.succeeded(&at, place).await? {
					true => Standing::Final(block),
					false => Standing::Undone,
				}
			},
			Found::Nowhere => Standing::Open,
			Found::Never => Standing::Undone,
		})
	}
}

/// Where a transaction stands in final blocks.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Found {
	/// Where it was.
	There,
	/// In another block, at this place: what it did may be another thing.
	In(Block, u32),
	Nowhere,
	/// Nowhere, and it never will.
	Never,
}

impl Landing {
	async fn found(&self, rpc: &RpcClient, blocks: &Blocks, last: Block) -> Result<Found> {
		if last.number < self.block.number {
			return Ok(Found::Nowhere);
		}
		let block_of =
			async |number: u32| -> Result<Option<H256>> { request(rpc, "chain_getBlockHash", json!([number])).await };
		if block_of(self.block.number).await? == Some(self.block.hash) {
			return Ok(Found::There);
		}
		// The pool puts what was undone into a block again by itself.
		for number in (self.born + 1..=u64::from(last.number)).rev() {
			let number = u32::try_from(number).unwrap_or(u32::MAX);
			let Some(hash) = block_of(number).await? else { continue };
			if let Some((_, place)) = blocks.find(rpc, hash, &self.letters).await? {
				return Ok(Found::In(Block { number, hash }, place));
			}
		}
		let is_used = nonce_after(rpc, &self.account, last.hash).await? > self.nonce;
		Ok(match is_used || u64::from(last.number) >= self.dies {
			true => Found::Never,
			false => Found::Nowhere,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		courier::tests::{hash_of, Narrator, Node, ACCOUNT, BEHIND, FIRST},
		values::fingerprint,
	};

	const BYTES: [u8; 2] = [FIRST as u8, 1];

	/// In block 3, which was `hash`.
	fn landing(hash: H256) -> Landing {
		let block = Block { number: 3, hash };
		Landing { block, account: ACCOUNT, nonce: FIRST, letters: vec![fingerprint(&BYTES)], born: 0, dies: 100 }
	}

	/// A chain whose blocks hold these transactions; what it says once that block is final.
	async fn found(blocks: &[&[[u8; 2]]], landing: &Landing, last: usize) -> Found {
		let blocks = blocks.iter().map(|block| block.iter().map(|one| one.to_vec()).collect()).collect();
		let narrator = Narrator::new(Node::with(blocks)).await;
		narrator.make_blocks(BEHIND);
		let last = Block { number: u32::try_from(last).unwrap(), hash: hash_of(last) };
		landing.found(&narrator.rpc, &Blocks::default(), last).await.unwrap()
	}

	#[tokio::test]
	async fn what_landed_is_final_once_its_own_block_is() {
		let chain: &[&[[u8; 2]]] = &[&[], &[], &[], &[BYTES]];
		assert_eq!(found(chain, &landing(hash_of(3)), 2).await, Found::Nowhere);
		assert_eq!(found(chain, &landing(hash_of(3)), 3).await, Found::There);
	}

	/// A number alone would take the block that came in its place for it.
	#[tokio::test]
	async fn a_block_that_was_undone_is_not_taken_for_the_one_in_its_place() {
		let undone = landing(H256::repeat_byte(9));
		let again: &[&[[u8; 2]]] = &[&[], &[], &[], &[], &[BYTES]];
		assert_eq!(found(again, &undone, 3).await, Found::Nowhere);
		assert_eq!(found(again, &undone, 4).await, Found::In(Block { number: 4, hash: hash_of(4) }, 0));
		let other: &[&[[u8; 2]]] = &[&[], &[], &[], &[[FIRST as u8, 2]]];
		assert_eq!(found(other, &undone, 3).await, Found::Never, "another took its nonce");
		let none: &[&[[u8; 2]]] = &[&[], &[], &[], &[]];
		assert_eq!(found(none, &undone, 3).await, Found::Nowhere);
		assert_eq!(found(none, &Landing { dies: 3, ..undone }, 3).await, Found::Never, "no block may hold it any more");
	}
}
