//! Against the recursive definition of RFC 6962: split at the largest power of two below the number of leaves.

use super::{anchor, leaves, tree};
use crate::*;
use proptest::prelude::*;

fn split(count: usize) -> usize {
	count.next_power_of_two() / 2
}

fn top(hashes: &[Hash]) -> Hash {
	match hashes {
		[one] => *one,
		many => {
			let (left, right) = many.split_at(split(many.len()));
			node_hash(&top(left), &top(right))
		},
	}
}

fn path(place: usize, hashes: &[Hash]) -> Vec<Hash> {
	if hashes.len() == 1 {
		return Vec::new();
	}
	let (left, right) = hashes.split_at(split(hashes.len()));
	let (mut below, beside) = match place < left.len() {
		true => (path(place, left), top(right)),
		false => (path(place - left.len(), right), top(left)),
	};
	below.push(beside);
	below
}

#[test]
fn small_trees_are_the_same_in_every_place() {
	for count in 1..=130u32 {
		let (hashes, tree) = (leaves(count), tree(count));
		assert_eq!(tree.top(), top(&hashes), "{count}");
		for place in 0..count {
			let path = path(place as usize, &hashes);
			assert_eq!(path_length(count, place), Some(path.len() as u32), "{place} of {count}");
			assert_eq!(tree.path(place).as_ref(), Some(&path), "{place} of {count}");
			assert_eq!(anchor(&tree, count).verify(place, hashes[place as usize], &path), Ok(()));
		}
		assert_eq!(tree.path(count), None);
		assert_eq!(path_length(count, count), None);
	}
}

#[test]
fn no_path_is_longer_than_the_bound() {
	for count in [1, 2, 3, 11_000_000, u32::MAX - 1, u32::MAX] {
		for place in [0, count / 2, count - 1] {
			let length = path_length(count, place).unwrap();
			assert!(length <= MAX_PATH && length <= u32::BITS - (count - 1).leading_zeros(), "{place} of {count}");
		}
	}
	assert_eq!(path_length(u32::MAX, 0), Some(MAX_PATH));
	assert_eq!((path_length(0, 0), path_length(1, 0), path_length(2, 1)), (None, Some(0), Some(1)));
}

proptest! {
	#[test]
	fn any_tree_is_that_of_the_definition(count in 1u32..2_000, at in any::<prop::sample::Index>()) {
		let (hashes, place) = (leaves(count), at.index(count as usize));
		let tree = tree(count);
		prop_assert_eq!(tree.top(), top(&hashes));
		let path = path(place, &hashes);
		prop_assert_eq!(tree.path(place as u32), Some(path.clone()));
		prop_assert_eq!(anchor(&tree, count).verify(place as u32, hashes[place], &path), Ok(()));
	}

	/// One changed bit anywhere, and the proof is no proof.
	#[test]
	fn one_changed_bit_fails(count in 2u32..200, at in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>()) {
		let place = at.index(count as usize) as u32;
		let (tree, mut leaf) = (tree(count), leaves(count)[place as usize]);
		let (mut root, mut path) = (tree.root(), tree.path(place).unwrap());
		let bit = bit.index((path.len() + 2) * 256);
		let hash = match bit / 256 {
			0 => &mut leaf,
			1 => &mut root,
			step => &mut path[step - 2],
		};
		hash[bit % 256 / 8] ^= 1 << (bit % 8);
		let anchor = Anchor { root, count };
		prop_assert_eq!(anchor.verify(place, leaf, &path), Err(Flaw::WrongRoot));
	}

	/// Whatever comes in: an answer and no panic.
	#[test]
	fn nothing_panics(root: Hash, leaf: Hash, count: u32, place: u32, path in prop::collection::vec(any::<Hash>(), 0..40)) {
		let anchor = Anchor { root, count };
		prop_assert!(anchor.verify(place, leaf, &path).is_err());
	}
}
