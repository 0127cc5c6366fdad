//! The three hashes. The first byte of what is hashed tells them apart.

use alloc::vec::Vec;
use codec::Encode;

pub type Hash = [u8; 32];

const LEAF: u8 = 0;
const NODE: u8 = 1;
const ROOT: u8 = 2;

/// BLAKE2b with a digest of 32 bytes.
pub fn blake2_256(bytes: &[u8]) -> Hash {
	let mut hash = Hash::default();
	hash.copy_from_slice(blake2b_simd::Params::new().hash_length(32).hash(bytes).as_bytes());
	hash
}

/// The hash of a leaf in its SCALE form.
pub fn leaf_hash(leaf: &impl Encode) -> Hash {
	let mut bytes = Vec::with_capacity(leaf.size_hint().saturating_add(1));
	bytes.push(LEAF);
	leaf.encode_to(&mut bytes);
	blake2_256(&bytes)
}

/// The hash of two neighbours, left and right.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
	let mut bytes = [NODE; 65];
	bytes[1..33].copy_from_slice(left);
	bytes[33..].copy_from_slice(right);
	blake2_256(&bytes)
}

/// The hash that is anchored: the top of the tree under the number of its leaves.
pub fn root_hash(count: u32, top: &Hash) -> Hash {
	let mut bytes = [ROOT; 37];
	bytes[1..5].copy_from_slice(&count.to_le_bytes());
	bytes[5..].copy_from_slice(top);
	blake2_256(&bytes)
}
