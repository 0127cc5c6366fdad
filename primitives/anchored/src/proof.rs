use crate::{node_hash, root_hash, Hash};

/// The longest path that a tree can have: no tree has more than `u32::MAX` leaves.
pub const MAX_PATH: u32 = 32;

/// Why a proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
	/// The tree has no leaf at this place.
	WrongPlace,
	/// A path from this place to the top has another length.
	WrongLength,
	/// The path does not lead to this root.
	WrongRoot,
}

/// Hashes in the path from a place to the top of a tree of `count` leaves; `None` if the tree has no such place.
pub fn path_length(count: u32, place: u32) -> Option<u32> {
	(place < count).then(|| neighbours(count, place).count() as u32)
}

/// All that is kept of a dataset by who only verifies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
	/// Of its tree.
	pub root: Hash,
	/// How many leaves the tree has.
	pub count: u32,
}

impl Anchor {
	/// Whether a leaf stands at a place of the tree. Hashes at most [`MAX_PATH`] + 1 times, and not at all when the path's length
	/// is wrong.
	pub fn verify(&self, place: u32, leaf: Hash, path: &[Hash]) -> Result<(), Flaw> {
		let Self { root, count } = *self;
		let length = path_length(count, place).ok_or(Flaw::WrongPlace)?;
		if usize::try_from(length) != Ok(path.len()) {
			return Err(Flaw::WrongLength);
		}
		let top = neighbours(count, place).zip(path).fold(leaf, |hash, (beside, neighbour)| match beside.is_right() {
			true => node_hash(&hash, neighbour),
			false => node_hash(neighbour, &hash),
		});
		match root_hash(count, &top) == root {
			true => Ok(()),
			false => Err(Flaw::WrongRoot),
		}
	}
}

/// Where a hash of the path stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Neighbour {
	/// 0 for the leaves.
	pub level: u32,
	/// Counted from 0 on its level.
	pub place: u32,
}

impl Neighbour {
	/// To the right of the way to the top.
	fn is_right(self) -> bool {
		self.place % 2 == 1
	}
}

/// What stands beside the way from a place to the top of a tree of `count` leaves, lowest first.
pub fn neighbours(count: u32, place: u32) -> impl Iterator<Item = Neighbour> {
	let up = |(place, width): &(u32, u32)| Some((place / 2, width.div_ceil(2)));
	let levels = core::iter::successors(Some((place, count)), up).take_while(|(_, width)| *width > 1);
	let beside = |(level, (place, width)): (u32, (u32, u32))| {
		let neighbour = Neighbour { level, place: place ^ 1 };
		(neighbour.place < width).then_some(neighbour)
	};
	(0..).zip(levels).filter_map(beside)
}
