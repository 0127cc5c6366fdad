//! Pages of what is stored under keys.

use crate::{Page, Paging};
use alloc::vec::Vec;
use codec::FullCodec;
use frame_support::storage::{IterableStorageDoubleMap, IterableStorageMap, KeyPrefixIterator};

/// Bytes of a key's hash that a place in a list is known by: a number of so many is exact in JSON for every client.
const PLACE_BYTES: usize = 6;
/// Longer than what follows a place in any key: the first bytes of another place come after it.
const BEYOND: [u8; 256] = [0xff; 256];

/// A page of a map in the storage.
pub trait StoredPage<T>: Sized {
	/// Of the second keys under a first one. A page's entries stand in the order of their keys, the pages follow each other
	/// as the keys lie in the state: so that a page costs the same however long the list is.
	fn of_keys<M, K1, K2, V>(first: K1, paging: Paging, most: u32, view: impl FnMut(K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V>,
		K1: FullCodec + Clone,
		K2: FullCodec + Copy + Ord + TryFrom<u64> + Into<u64>,
		V: FullCodec;

	/// The same of all keys of a map.
	fn of_all_keys<M, K, V>(paging: Paging, most: u32, view: impl FnMut(K) -> Option<T>) -> Self
	where
		M: IterableStorageMap<K, V>,
		K: FullCodec + Copy + Ord + TryFrom<u64> + Into<u64>,
		V: FullCodec;

	/// Of second keys that are no numbers, under a first one, in the order in which they lie in the state. `next` is the
	/// beginning of the last one's hash.
	fn of_hashed_keys<M, K1, K2, V>(first: K1, paging: Paging, most: u32, view: impl FnMut(K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V, PartialKeyIterator = KeyPrefixIterator<K2>>,
		K1: FullCodec,
		K2: FullCodec,
		V: FullCodec;

	/// The same of all keys of a map.
	fn of_all_hashed_keys<M, K, V>(paging: Paging, most: u32, view: impl FnMut(K) -> Option<T>) -> Self
	where
		M: IterableStorageMap<K, V, KeyIterator = KeyPrefixIterator<K>>,
		K: FullCodec,
		V: FullCodec;

	/// The same of all pairs of keys. Those with one first key stand on one page.
	fn of_all_pairs<M, K1, K2, V>(paging: Paging, most: u32, view: impl FnMut(K1, K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V, FullKeyIterator = KeyPrefixIterator<(K1, K2)>>,
		K1: FullCodec,
		K2: FullCodec,
		V: FullCodec;
}

impl<T> StoredPage<T> for Page<T> {
	fn of_keys<M, K1, K2, V>(first: K1, paging: Paging, most: u32, view: impl FnMut(K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V>,
		K1: FullCodec + Clone,
		K2: FullCodec + Copy + Ord + TryFrom<u64> + Into<u64>,
		V: FullCodec,
	{
		let keys = match paging.after.map(K2::try_from) {
			None => M::iter_key_prefix(first),
			Some(Ok(last)) => M::iter_key_prefix_from(first.clone(), M::hashed_key_for(first, last)),
			Some(Err(_)) => return Self::default(),
		};
		Self::of_unsorted(keys, paging, most, view)
	}

	fn of_all_keys<M, K, V>(paging: Paging, most: u32, view: impl FnMut(K) -> Option<T>) -> Self
	where
		M: IterableStorageMap<K, V>,
		K: FullCodec + Copy + Ord + TryFrom<u64> + Into<u64>,
		V: FullCodec,
	{
		let keys = match paging.after.map(K::try_from) {
			None => M::iter_keys(),
			Some(Ok(last)) => M::iter_keys_from(M::hashed_key_for(last)),
			Some(Err(_)) => return Self::default(),
		};
		Self::of_unsorted(keys, paging, most, view)
	}

	fn of_hashed_keys<M, K1, K2, V>(first: K1, paging: Paging, most: u32, view: impl FnMut(K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V, PartialKeyIterator = KeyPrefixIterator<K2>>,
		K1: FullCodec,
		K2: FullCodec,
		V: FullCodec,
	{
		by_place(M::iter_key_prefix(first), paging, most, view)
	}

	fn of_all_hashed_keys<M, K, V>(paging: Paging, most: u32, view: impl FnMut(K) -> Option<T>) -> Self
	where
		M: IterableStorageMap<K, V, KeyIterator = KeyPrefixIterator<K>>,
		K: FullCodec,
		V: FullCodec,
	{
		by_place(M::iter_keys(), paging, most, view)
	}

	fn of_all_pairs<M, K1, K2, V>(paging: Paging, most: u32, mut view: impl FnMut(K1, K2) -> Option<T>) -> Self
	where
		M: IterableStorageDoubleMap<K1, K2, V, FullKeyIterator = KeyPrefixIterator<(K1, K2)>>,
		K1: FullCodec,
		K2: FullCodec,
		V: FullCodec,
	{
		by_place(M::iter_keys(), paging, most, |(first, second)| view(first, second))
	}
}

/// The keys after a place. Two that begin alike stand on one page, so that none is left out and none comes twice.
fn by_place<K, T>(
	mut keys: KeyPrefixIterator<K>,
	paging: Paging,
	most: u32,
	mut view: impl FnMut(K) -> Option<T>,
) -> Page<T> {
	if let Some(after) = paging.after {
		let Some(place) = bytes_of(after) else { return Page::default() };
		let from = [keys.prefix(), &place, &BEYOND].concat();
		keys.set_last_raw_key(from);
	}
	let room = paging.room(most);
	let (mut items, mut looked_at, mut last) = (Vec::new(), 0usize, None);
	while let Some(key) = keys.next() {
		let place = place_of(&keys);
		if looked_at >= room && place != last {
			return Page { items, next: last };
		}
		looked_at = looked_at.saturating_add(1);
		last = place;
		items.extend(view(key));
	}
	Page { items, next: None }
}

/// The place of the last key that was read.
fn place_of<K>(keys: &KeyPrefixIterator<K>) -> Option<u64> {
	let key = keys.last_raw_key().strip_prefix(keys.prefix())?;
	Some(key.iter().take(PLACE_BYTES).fold(0u64, |place, byte| place.wrapping_shl(8) | u64::from(*byte)))
}

/// The first bytes of the keys at a place.
fn bytes_of(place: u64) -> Option<[u8; PLACE_BYTES]> {
	match place.to_be_bytes() {
		[0, 0, rest @ ..] => Some(rest),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::{storage_alias, Blake2_128Concat, Twox64Concat};
	use sp_core::storage::Storage;
	use sp_io::TestExternalities;

	#[storage_alias]
	type Owned = StorageDoubleMap<Test, Blake2_128Concat, u8, Twox64Concat, u64, ()>;
	#[storage_alias]
	type Open = StorageMap<Test, Twox64Concat, u32, ()>;
	#[storage_alias]
	type Named = StorageMap<Test, Blake2_128Concat, Vec<u8>, ()>;
	#[storage_alias]
	type NamedBy = StorageDoubleMap<Test, Twox64Concat, u32, Blake2_128Concat, (Vec<u8>, u32), ()>;
	/// Keys that begin as it is wanted.
	#[storage_alias]
	type Plain = StorageMap<Test, frame_support::Identity, [u8; 8], ()>;

	fn test(check: impl FnOnce()) {
		TestExternalities::new(Storage::default()).execute_with(check);
	}

	fn limited(after: Option<u64>, limit: u32) -> Paging {
		Paging { after, limit: Some(limit) }
	}

	/// All pages of a list.
	fn walk<T>(limit: u32, page: impl Fn(Paging) -> Page<T>) -> Vec<Vec<T>> {
		let (mut pages, mut after) = (Vec::new(), None);
		loop {
			let Page { items, next } = page(limited(after, limit));
			pages.push(items);
			match next {
				Some(_) => after = next,
				None => return pages,
			}
		}
	}

	#[test]
	fn whoever_walks_the_pages_of_a_map_sees_each_entry_once() {
		test(|| {
			for id in 0..2_500u64 {
				Owned::insert(7, id, ());
				Owned::insert(8, id, ());
			}
			for limit in [1_000, 999, 7, 2_500] {
				let pages = walk(limit, |paging| Page::of_keys::<Owned, u8, u64, ()>(7, paging, 2_500, Some));
				assert!(pages.iter().all(|page| page.len() <= limit as usize && page.is_sorted()));
				let mut all: Vec<_> = pages.concat();
				all.sort_unstable();
				assert_eq!(all, (0..2_500).collect::<Vec<_>>(), "{limit}");
			}
			let first = Page::of_keys::<Owned, u8, u64, ()>(7, Paging::FIRST, 1_000, Some);
			assert!(first.items.len() == 1_000 && first.next.is_some());
			assert_eq!(Page::of_keys::<Owned, u8, u64, ()>(9, Paging::FIRST, 10, Some), Page::<u64>::default());
		});
	}

	#[test]
	fn an_entry_that_went_meanwhile_ends_no_walk() {
		test(|| {
			(0..50u32).for_each(|id| Open::insert(id, ()));
			let page = |paging| Page::of_all_keys::<Open, u32, ()>(paging, 10, Some);
			let first = page(Paging::FIRST);
			let last = first.next.unwrap();
			Open::remove(u32::try_from(last).unwrap());
			let rest: usize = walk(10, |paging| page(Paging { after: paging.after.or(Some(last)), ..paging }))
				.iter()
				.map(Vec::len)
				.sum();
			assert_eq!(first.items.len() + rest, 50);
		});
	}

	#[test]
	fn nothing_comes_after_the_last_number() {
		test(|| {
			Open::insert(1, ());
			let beyond = Paging::after(u64::MAX);
			assert_eq!(Page::of_all_keys::<Open, u32, ()>(beyond, 10, Some), Page::<u32>::default());
		});
	}

	#[test]
	fn whoever_walks_names_sees_each_once_and_none_of_another_list() {
		test(|| {
			let name = |n: u32| format!("firm {n}").into_bytes();
			for n in 0..1_500 {
				Named::insert(name(n), ());
				NamedBy::insert(7, (name(n), n), ());
				NamedBy::insert(8, (name(n), n), ());
			}
			for limit in [1, 7, 1_000, 1_500, 2_000] {
				let all = walk(limit, |paging| Page::of_all_hashed_keys::<Named, _, _>(paging, 2_000, Some));
				assert!(all.iter().all(|page| page.len() <= limit as usize), "{limit}");
				let mut all = all.concat();
				all.sort_unstable();
				let mut expected: Vec<_> = (0..1_500).map(name).collect();
				expected.sort_unstable();
				assert_eq!(all, expected, "{limit}");
				let of_one = walk(limit, |paging| {
					Page::of_hashed_keys::<NamedBy, u32, (Vec<u8>, u32), _>(7, paging, 2_000, Some)
				});
				assert_eq!(of_one.concat().len(), 1_500, "{limit}");
			}
			let none = Page::of_hashed_keys::<NamedBy, u32, (Vec<u8>, u32), _>(9, Paging::FIRST, 10, Some);
			assert_eq!(none, Page::default());
		});
	}

	#[test]
	fn keys_that_begin_alike_stand_on_one_page() {
		test(|| {
			let keys = [[1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 2, 2], [1, 1, 1, 1, 1, 2, 0, 0], [255; 8]];
			keys.iter().for_each(|key| Plain::insert(key, ()));
			let page = |paging| Page::of_all_hashed_keys::<Plain, _, _>(paging, 10, Some);
			assert_eq!(page(limited(None, 1)).items, keys[..2]);
			assert_eq!(walk(1, page).concat(), keys);
			// What a client makes up leads nowhere.
			assert_eq!(page(Paging::after(u64::MAX)), Page::default());
			assert_eq!(page(Paging::after((1 << 48) - 1)), Page::default());
		});
	}

	#[test]
	fn pairs_with_one_first_key_stand_on_one_page() {
		test(|| {
			(0..40u8).for_each(|one| (0..5).for_each(|two| Owned::insert(one, two, ())));
			let page = |paging| Page::of_all_pairs::<Owned, u8, u64, _>(paging, 1_000, |one, two| Some((one, two)));
			let pages = walk(7, page);
			assert!(pages.iter().all(|page| page.len() % 5 == 0));
			let mut all = pages.concat();
			all.sort_unstable();
			assert_eq!(all, (0..40).flat_map(|one| (0..5).map(move |two| (one, two))).collect::<Vec<_>>());
		});
	}

	#[test]
	fn a_name_that_went_meanwhile_ends_no_walk() {
		test(|| {
			(0..50u8).for_each(|n| Named::insert(vec![n], ()));
			let page = |paging| Page::of_all_hashed_keys::<Named, Vec<u8>, _>(paging, 10, Some);
			let first = page(Paging::FIRST);
			Named::remove(first.items.last().unwrap());
			let rest = walk(10, |paging| page(Paging { after: paging.after.or(first.next), ..paging }));
			assert_eq!(first.items.len() + rest.concat().len(), 50);
		});
	}
}
