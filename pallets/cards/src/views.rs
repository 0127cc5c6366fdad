use crate::*;
use alloc::vec::Vec;
use lingnan_support::CardHolder;

impl<T: Config> Pallet<T> {
	/// The cards of a party that are remembered, the newest first.
	pub fn cards(holder: &CardHolder) -> Vec<CardView> {
		let Some(Holding { cards, key }) = Cards::<T>::get(holder) else { return Vec::new() };
		let (now, newest) = (Self::now(), cards.last().map(|card| card.version));
		let view = |card: Card| {
			let is_newest = newest == Some(card.version);
			let state = card.state(is_newest, now);
			let Card { version, suite, key_hash, published_at, valid_until, withdrawn_at, destroyed_on } = card;
			let key = (is_newest && state != CardState::Destroyed).then(|| key.clone());
			CardView { version, suite, key, key_hash, published_at, valid_until, state, withdrawn_at, destroyed_on }
		};
		cards.into_iter().rev().map(view).collect()
	}
}
