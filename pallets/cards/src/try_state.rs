use crate::*;
use frame_support::ensure;
use sp_core::H256;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Versions rise, no key is there twice, each has a suite and a time, and the key that is kept is the newest's until that
	/// was destroyed.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for Holding { cards, key } in Cards::<T>::iter_values() {
			let newest = cards.last().ok_or("a party is known of which no card is remembered")?;
			for (card, next) in cards.iter().zip(cards.iter().skip(1)) {
				ensure!(card.version < next.version, "versions do not rise");
				ensure!(card.published_at <= next.published_at, "a later version is older");
			}
			for (place, card) in cards.iter().enumerate() {
				ensure!(card.version > 0, "a card has no version");
				ensure!(card.published_at < card.valid_until, "a card never held");
				ensure!(Suite::from_byte(card.suite).is_some(), "a card has a suite that nobody knows");
				let again = cards.iter().skip(place.saturating_add(1)).any(|other| other.key_hash == card.key_hash);
				ensure!(!again, "a key is used twice");
			}
			match newest.destroyed_on {
				Some(_) => ensure!(key.as_bytes().is_empty(), "a destroyed key is kept"),
				None => {
					let length = Suite::from_byte(newest.suite).map(Suite::key_bytes);
					ensure!(length == Some(key.as_bytes().len()), "a key is not as long as its suite's");
					ensure!(newest.key_hash == H256(sp_io::hashing::blake2_256(key.as_bytes())), "another key is kept");
				},
			}
		}
		Ok(())
	}
}
