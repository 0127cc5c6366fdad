//! What somebody would try who wants a value that no agency anchored.

use super::{anchor, leaves, tree};
use crate::*;

/// The bytes of an inner node shown as a leaf: its hash would stand in the tree if leaves and nodes were hashed alike.
#[test]
fn second_preimage_a_node_taken_for_a_leaf() {
	let (hashes, tree) = (leaves(4), tree(4));
	let forged = (hashes[0], hashes[1]);
	let node = node_hash(&hashes[0], &hashes[1]);
	assert_ne!(leaf_hash(&forged), node);

	let beside = node_hash(&hashes[2], &hashes[3]);
	assert_eq!(anchor(&tree, 4).verify(0, leaf_hash(&forged), &[beside]), Err(Flaw::WrongLength));
	assert_eq!(anchor(&tree, 2).verify(0, leaf_hash(&forged), &[beside]), Err(Flaw::WrongRoot));
	// Even the node's own hash, which no leaf has, is one level too high for its place or for its count.
	assert_eq!(anchor(&tree, 4).verify(0, node, &[beside]), Err(Flaw::WrongLength));
	assert_eq!(anchor(&tree, 2).verify(0, node, &[beside]), Err(Flaw::WrongRoot));
}

/// The other way round: a leaf whose bytes begin like a node's.
#[test]
fn second_preimage_a_leaf_taken_for_a_node() {
	let (left, right) = (leaves(2)[0], leaves(2)[1]);
	let crafted = leaf_hash(&(1u8, left, right));
	assert_ne!(crafted, node_hash(&left, &right));
	assert_ne!(crafted, root_hash(2, &left));
}

/// Where odd levels are filled by repeating the last leaf, three leaves and four have one root, and a fourth place exists.
#[test]
fn duplicated_leaf_has_another_root_and_no_place() {
	let three = leaves(3);
	let four = [three.clone(), vec![three[2]]].concat();
	let (odd, even) = (Tree::new(three.clone()), Tree::new(four));
	assert_ne!(odd.top(), even.top());
	let path = even.path(3).unwrap();
	assert_eq!(anchor(&odd, 3).verify(3, three[2], &path), Err(Flaw::WrongPlace));
	assert_eq!(anchor(&odd, 4).verify(3, three[2], &path), Err(Flaw::WrongRoot));
	// In the true tree the last of three has one hash in its path: nothing stands beside it on the lowest level.
	assert_eq!(odd.path(2).unwrap().len(), 1);
	assert_eq!(anchor(&odd, 3).verify(2, three[2], &path), Err(Flaw::WrongLength));
}

#[test]
fn lengthened_path_is_refused() {
	let (hashes, tree) = (leaves(5), tree(5));
	for place in 0..5u32 {
		let path = tree.path(place).unwrap();
		for more in [[0; 32], hashes[0], tree.top()] {
			let leaf = hashes[place as usize];
			let behind = [path.clone(), vec![more]].concat();
			let before = [vec![more], path.clone()].concat();
			for long in [behind, before] {
				assert_eq!(anchor(&tree, 5).verify(place, leaf, &long), Err(Flaw::WrongLength), "{place}");
			}
		}
	}
	let endless = vec![[0; 32]; 1_000];
	assert_eq!(anchor(&tree, u32::MAX).verify(0, hashes[0], &endless), Err(Flaw::WrongLength));
}

#[test]
fn shortened_path_is_refused() {
	let (hashes, tree) = (leaves(5), tree(5));
	for place in 0..5u32 {
		let path = tree.path(place).unwrap();
		for keep in 0..path.len() {
			let leaf = hashes[place as usize];
			assert_eq!(anchor(&tree, 5).verify(place, leaf, &path[..keep]), Err(Flaw::WrongLength), "{place}");
			assert_eq!(anchor(&tree, 5).verify(place, leaf, &path[keep + 1..]), Err(Flaw::WrongLength), "{place}");
		}
	}
	// The top itself, shown as the only leaf of a tree of one.
	assert_eq!(anchor(&tree, 1).verify(0, tree.top(), &[]), Err(Flaw::WrongRoot));
}

#[test]
fn wrong_place_is_refused() {
	let (hashes, tree) = (leaves(8), tree(8));
	for place in 0..8u32 {
		let path = tree.path(place).unwrap();
		for other in (0..8u32).filter(|other| *other != place) {
			assert_eq!(anchor(&tree, 8).verify(other, hashes[place as usize], &path), Err(Flaw::WrongRoot));
		}
		for beyond in [8, 9, u32::MAX] {
			assert_eq!(anchor(&tree, 8).verify(beyond, hashes[place as usize], &path), Err(Flaw::WrongPlace));
		}
	}
}

/// Some counts give a place the same path and the same neighbours: the count under the root tells them apart.
#[test]
fn wrong_count_is_refused() {
	for count in 1..40u32 {
		let (hashes, tree) = (leaves(count), tree(count));
		for other in (0..80u32).filter(|other| *other != count) {
			for place in 0..count {
				let path = tree.path(place).unwrap();
				assert!(
					anchor(&tree, other).verify(place, hashes[place as usize], &path).is_err(),
					"{count} as {other}"
				);
			}
		}
	}
}

#[test]
fn a_swapped_neighbour_is_refused() {
	let (hashes, tree) = (leaves(4), tree(4));
	let mut path = tree.path(1).unwrap();
	path.swap(0, 1);
	assert_eq!(anchor(&tree, 4).verify(1, hashes[1], &path), Err(Flaw::WrongRoot));
	// The right leaf shown on the left.
	assert_eq!(anchor(&tree, 4).verify(0, hashes[1], &[hashes[0], path[0]]), Err(Flaw::WrongRoot));
}
