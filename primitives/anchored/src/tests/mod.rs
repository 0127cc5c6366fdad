mod attacks;
mod naive;
mod vectors;

use crate::{leaf_hash, Anchor, Hash, Tree};

/// The hashes of `count` different leaves.
fn leaves(count: u32) -> Vec<Hash> {
	(0..count).map(|n| leaf_hash(&n)).collect()
}

fn tree(count: u32) -> Tree {
	Tree::new(leaves(count))
}

/// The tree's root, said to be one of `count` leaves.
fn anchor(tree: &Tree, count: u32) -> Anchor {
	Anchor { root: tree.root(), count }
}
