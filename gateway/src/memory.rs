//! What is remembered for as long as a block is recent: nonces that were used, and verdicts.

use crate::{
	query::Nonce,
	refusal::{Name, Refusal},
	relation::Relation,
};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	sync::{Mutex, MutexGuard, PoisonError},
};

/// Nonces of all accounts.
pub const MOST_NONCES: usize = 1_000_000;
/// Nonces of one account.
pub const MOST_OF_ONE: usize = 20_000;
/// Verdicts, and parties. Beyond them the oldest block's go.
const MOST_VERDICTS: usize = 100_000;

type Account = [u8; 32];

/// What is known of a party at a block; of one that there is not, nobody speaks for it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Standing {
	/// The account that speaks for it.
	pub key: Option<Account>,
	/// The account to which control of a firm is offered.
	pub offered: Option<Account>,
	pub suspended: bool,
	/// It has the regulator's right.
	pub regulates: bool,
}

#[derive(Default)]
struct Nonces {
	by_block: BTreeMap<u32, HashMap<Account, HashSet<Nonce>>>,
	count: usize,
	/// Nonces of blocks before it are forgotten, so that none of them is taken any more.
	floor: u32,
}

/// Nonces that were used with blocks that are still recent.
#[derive(Default)]
pub struct Memory {
	nonces: Mutex<Nonces>,
	/// By block and question.
	verdicts: Mutex<BTreeMap<(u32, String), Relation>>,
	/// By block and party.
	parties: Mutex<BTreeMap<(u32, String), Standing>>,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
	lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
	/// Notes a nonce of an account that signed for a block. What came with blocks before `oldest` is forgotten, for good: a
	/// question that was on its way when they were is refused for its age, under the same lock.
	pub fn note(&self, account: Account, nonce: Nonce, block: u32, oldest: u32) -> Result<(), Refusal> {
		let mut nonces = held(&self.nonces);
		nonces.floor = nonces.floor.max(oldest);
		let floor = nonces.floor;
		let recent = nonces.by_block.split_off(&floor);
		let gone = std::mem::replace(&mut nonces.by_block, recent);
		let gone: usize = gone.values().flat_map(HashMap::values).map(HashSet::len).sum();
		nonces.count = nonces.count.saturating_sub(gone);

		if block < floor {
			let message = "the block has become too old meanwhile: sign the query anew at the last final one";
			return Err(Refusal::new(Name::TooOld, message));
		}

		let of_one = || nonces.by_block.values().filter_map(|held| held.get(&account));
		if of_one().any(|used| used.contains(&nonce)) {
			let message = "the account has used this nonce: sign the query with another";
			return Err(Refusal::new(Name::Replayed, message));
		}
		if of_one().map(HashSet::len).sum::<usize>() >= MOST_OF_ONE {
			return Err(Refusal::new(Name::Busy, "too many queries of this account in two minutes: wait"));
		}
		if nonces.count >= MOST_NONCES {
			return Err(Refusal::new(Name::Busy, "too many queries in two minutes: wait"));
		}
		nonces.by_block.entry(block).or_default().entry(account).or_default().insert(nonce);
		nonces.count += 1;
		Ok(())
	}

	/// What was found at a block.
	pub fn verdict(&self, block: u32, question: &str) -> Option<Relation> {
		held(&self.verdicts).get(&(block, question.to_string())).cloned()
	}

	/// What was found of a party at a block.
	pub fn party(&self, block: u32, party: &str) -> Option<Standing> {
		held(&self.parties).get(&(block, party.to_string())).copied()
	}

	pub fn remember_party(&self, block: u32, party: String, standing: Standing) {
		let mut parties = held(&self.parties);
		while parties.len() >= MOST_VERDICTS {
			parties.pop_first();
		}
		parties.insert((block, party), standing);
	}

	pub fn remember(&self, block: u32, question: String, verdict: Relation) {
		let mut verdicts = held(&self.verdicts);
		while verdicts.len() >= MOST_VERDICTS {
			verdicts.pop_first();
		}
		verdicts.insert((block, question), verdict);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn name(noted: Result<(), Refusal>) -> &'static str {
		noted.map_or_else(|refusal| refusal.verdict(), |()| "")
	}

	#[test]
	fn a_nonce_serves_once_and_is_forgotten_with_its_block() {
		let memory = Memory::default();
		let note =
			|account: u8, nonce: u8, block, oldest| name(memory.note([account; 32], Nonce([nonce; 16]), block, oldest));
		assert_eq!(note(1, 1, 100, 36), "");
		assert_eq!(note(1, 1, 100, 36), "Replayed");
		assert_eq!(note(1, 1, 101, 36), "Replayed", "with another block too");
		assert_eq!(note(2, 1, 100, 36), "", "of another account");
		assert_eq!(note(1, 1, 101, 100), "Replayed");
		assert_eq!(note(1, 2, 102, 101), "");
		assert_eq!(held(&memory.nonces).count, 1, "those of block 100 are gone");
		// Who looked at the chain before the others did comes with an older `oldest`.
		assert_eq!(note(1, 1, 100, 36), "TooOld", "what is forgotten is not taken again");
		assert_eq!(note(1, 3, 101, 36), "");
	}

	#[test]
	fn no_account_fills_the_memory() {
		let memory = Memory::default();
		let note = |account: u8, n: usize| {
			let mut nonce = [0; 16];
			nonce[..8].copy_from_slice(&(n as u64).to_le_bytes());
			name(memory.note([account; 32], Nonce(nonce), 7, 0))
		};
		for n in 0..MOST_OF_ONE {
			assert_eq!(note(1, n), "");
		}
		assert_eq!(note(1, MOST_OF_ONE), "Busy");
		assert_eq!(note(2, 0), "", "others are let in");
	}
}
