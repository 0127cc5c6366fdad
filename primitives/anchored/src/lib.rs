#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod hash;
mod leaf;
mod proof;
#[cfg(test)]
mod tests;
mod tree;

pub use hash::{blake2_256, leaf_hash, node_hash, root_hash, Hash};
pub use leaf::{Leaf, Salt};
pub use proof::{neighbours, path_length, Anchor, Flaw, Neighbour, MAX_PATH};
pub use tree::{raise, Tree};
