//! Pages of what is stored under keys.

use crate::{Page, Paging};
use codec::FullCodec;
use frame_support::storage::{IterableStorageDoubleMap, IterableStorageMap};

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
}
