//! Lists by the page: no answer grows with what others have stored.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Entries of a page at most.
pub const MOST_LISTED: u32 = 1_000;

/// Entries of a page at most where each holds lists of its own: a loan its schedule, a scorecard its characteristics.
pub const MOST_LONG: u32 = 100;

/// Which part of a list is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Paging {
	/// The number that was `next` of the page before. Null: the first page.
	pub after: Option<u64>,
	/// Entries at most, from 1. Null, or more than a page holds: as many as a page holds.
	pub limit: Option<u32>,
}

impl Paging {
	pub const FIRST: Self = Self { after: None, limit: None };

	/// The page that follows one whose `next` this is.
	pub const fn after(next: u64) -> Self {
		Self { after: Some(next), limit: None }
	}

	/// How many entries the page holds where `most` fit.
	pub fn room(&self, most: u32) -> usize {
		let limit = self.limit.unwrap_or(most).clamp(1, most.max(1));
		usize::try_from(limit).unwrap_or(usize::MAX)
	}
}

/// A part of a list. It may hold fewer entries than were asked for, even none, and yet not be the last.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
	/// The entries, each in its own unit; at most a page's number of them.
	pub items: Vec<T>,
	/// There is more: ask with this as `after`, at the same block. Null: this was the last page.
	pub next: Option<u64>,
}

impl<T> Default for Page<T> {
	fn default() -> Self {
		Self { items: Vec::new(), next: None }
	}
}

impl<T> Page<T> {
	/// Of what is numbered from 0 to before `end`. `limit` counts the numbers that are looked at, with or without an entry.
	pub fn of_numbers<N: TryFrom<u64>>(
		end: impl Into<u64>,
		paging: Paging,
		most: u32,
		view: impl FnMut(N) -> Option<T>,
	) -> Self {
		let first = paging.after.map_or(0, |last| last.saturating_add(1));
		Self::of((first..end.into()).map(|number| (number, number)), paging.room(most), |numbers| {
			numbers.into_iter().filter_map(|number| N::try_from(number).ok()).filter_map(view).collect()
		})
	}

	/// Of a list that is at hand, by the place in it.
	pub fn of_places(all: impl IntoIterator<Item = T>, paging: Paging, most: u32) -> Self {
		let skipped = paging.after.map_or(0, |last| usize::try_from(last).unwrap_or(usize::MAX).saturating_add(1));
		let places = (0u64..).zip(all).skip(skipped);
		Self::of(places, paging.room(most), |items| items)
	}

	/// With something else in the place of each entry, or nothing.
	pub fn then<U>(self, view: impl FnMut(T) -> Option<U>) -> Page<U> {
		Page { items: self.items.into_iter().filter_map(view).collect(), next: self.next }
	}

	/// Of numbered things in any order. A page's entries stand in the order of their numbers, the pages follow each other as
	/// `keys` does: so that a page costs the same however long the list is.
	pub fn of_unsorted<K: Copy + Ord + Into<u64>>(
		keys: impl Iterator<Item = K>,
		paging: Paging,
		most: u32,
		view: impl FnMut(K) -> Option<T>,
	) -> Self {
		Self::of(keys.map(|key| (key.into(), key)), paging.room(most), |mut keys| {
			keys.sort_unstable();
			keys.into_iter().filter_map(view).collect()
		})
	}

	/// The first `room` of these, each with what follows it; one more is looked at, to see whether there is more.
	fn of<E>(all: impl Iterator<Item = (u64, E)>, room: usize, read: impl FnOnce(Vec<E>) -> Vec<T>) -> Self {
		let mut taken: Vec<(u64, E)> = all.take(room.saturating_add(1)).collect();
		let more = taken.len() > room;
		taken.truncate(room);
		let next = taken.last().map(|(place, _)| *place).filter(|_| more);
		Self { items: read(taken.into_iter().map(|(_, one)| one).collect()), next }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

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
	fn nobody_asks_for_more_than_a_page_or_for_nothing() {
		let page = |paging| Page::<u32>::of_numbers(5_000u32, paging, 100, Some);
		assert_eq!(page(limited(None, u32::MAX)).items.len(), 100);
		assert_eq!(page(limited(None, 0)).items, [0]);
		assert_eq!(page(Paging::FIRST).next, Some(99));
		assert_eq!(page(Paging::after(99)).items[0], 100);
		for beyond in [4_999, 5_000, u64::MAX] {
			assert_eq!(page(Paging::after(beyond)), Page::default());
		}
		assert_eq!(Page::of_places([1, 2, 3], Paging::after(u64::MAX), 10), Page::default());
	}

	#[test]
	fn a_page_of_numbers_without_entries_says_that_there_is_more() {
		let page = |paging| Page::<u32>::of_numbers(30u32, paging, 10, |id| (id == 25).then_some(id));
		assert_eq!(page(Paging::FIRST), Page { items: Vec::new(), next: Some(9) });
		assert_eq!(walk(10, page).concat(), [25]);
	}

	#[test]
	fn a_list_at_hand_is_walked_by_places() {
		let pages = walk(4, |paging| Page::of_places("abcdefghij".chars(), paging, 4));
		assert_eq!(pages.concat().into_iter().collect::<String>(), "abcdefghij");
		assert_eq!(pages.len(), 3);
		assert_eq!(walk(5, |paging| Page::of_places("abcdefghij".chars(), paging, 5)).len(), 2, "no empty last page");
	}

	#[test]
	fn json_has_cursor_and_limit_or_neither() {
		let read = |text: &str| serde_json::from_str::<Paging>(text);
		assert_eq!(read("{}").unwrap(), Paging::FIRST);
		assert_eq!(read(r#"{"after": 7}"#).unwrap(), Paging::after(7));
		assert_eq!(read(r#"{"after": null, "limit": 5}"#).unwrap(), limited(None, 5));
		for bad in [r#"{"from": 7}"#, r#"{"after": -1}"#, r#"{"limit": "all"}"#] {
			assert!(read(bad).is_err(), "{bad}");
		}
		let page = Page { items: [1, 2].to_vec(), next: Some(2) };
		assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"items":[1,2],"next":2}"#);
	}
}
