use crate::{neighbours, node_hash, root_hash, Hash};
use alloc::{vec, vec::Vec};

/// A tree that is held in memory, level by level. For few leaves, or for the upper part of many.
pub struct Tree(Vec<Vec<Hash>>);

impl Tree {
	/// The tree over these leaf hashes.
	pub fn new(leaves: Vec<Hash>) -> Self {
		let mut levels = vec![leaves];
		while let Some(above) = levels.last().filter(|level| level.len() > 1).map(|level| raise(level)) {
			levels.push(above);
		}
		Self(levels)
	}

	/// The topmost hash: not the root, which the count is part of. Zeros for a tree without leaves.
	pub fn top(&self) -> Hash {
		self.0.last().and_then(|level| level.first()).copied().unwrap_or_default()
	}

	/// How many leaves there are.
	pub fn count(&self) -> u32 {
		self.0.first().map_or(0, |leaves| u32::try_from(leaves.len()).unwrap_or(u32::MAX))
	}

	/// What is anchored.
	pub fn root(&self) -> Hash {
		root_hash(self.count(), &self.top())
	}

	/// The hashes beside the way from a leaf to the top, lowest first; `None` if there is no such leaf.
	pub fn path(&self, place: u32) -> Option<Vec<Hash>> {
		if place >= self.count() {
			return None;
		}
		let hash = |level: u32, place: u32| self.0.get(level as usize)?.get(place as usize).copied();
		neighbours(self.count(), place).map(|beside| hash(beside.level, beside.place)).collect()
	}
}

/// The level above: neighbours are paired from the left, a last one without a neighbour rises as it is.
pub fn raise(level: &[Hash]) -> Vec<Hash> {
	let pair = |pair: &[Hash]| match pair {
		[left, right] => Some(node_hash(left, right)),
		[last] => Some(*last),
		_ => None,
	};
	level.chunks(2).filter_map(pair).collect()
}
