use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Get, UnixTime},
};
use lingnan_support::{
	date_of, Act, Agencies, CardHolder, CardVersion, Date, Enterprises, Institutions, Timestamp, SECONDS_PER_DAY,
};
use sp_core::H256;

/// What an account would do with a party's cards.
enum Wish {
	/// Say to whom files are encrypted from now on. A stolen key must not, so a freeze or a suspension forbids it.
	Publish,
	/// Say what is so of a card that is there.
	TakeBack,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	/// Whoever names the key reads what is encrypted: so no officer does, for a firm the controller alone.
	fn ensure_speaks(who: &T::AccountId, holder: &CardHolder, wish: Wish) -> DispatchResult {
		let key = match holder {
			CardHolder::Agency(agency) => T::Agencies::key_of(*agency),
			CardHolder::Institution(institution) => T::Institutions::key_of(*institution),
			CardHolder::Enterprise(enterprise) => T::Enterprises::controller(enterprise),
		};
		ensure!(key.as_ref() == Some(who), Error::<T>::NotAuthorized);
		let may = match (wish, holder) {
			(Wish::TakeBack, _) => true,
			(Wish::Publish, CardHolder::Agency(agency)) => T::Agencies::agency_of(who) == Some(*agency),
			(Wish::Publish, CardHolder::Institution(institution)) => T::Institutions::is_active(*institution),
			// As weighty as a consent: it says who reads.
			(Wish::Publish, CardHolder::Enterprise(enterprise)) => T::Enterprises::may(who, enterprise, Act::Consent)?,
		};
		ensure!(may, Error::<T>::NotAuthorized);
		Ok(())
	}

	pub(crate) fn do_publish(
		who: &T::AccountId,
		holder: CardHolder,
		suite: u8,
		key: CardKey,
		valid_until: Timestamp,
	) -> DispatchResult {
		Self::ensure_speaks(who, &holder, Wish::Publish)?;
		let length = Suite::from_byte(suite).ok_or(Error::<T>::UnknownSuite)?.key_bytes();
		ensure!(key.as_bytes().len() == length, Error::<T>::InvalidKey);
		let published_at = Self::now();
		let longest = u64::from(T::MostDays::get()).saturating_mul(SECONDS_PER_DAY);
		ensure!(valid_until > published_at, Error::<T>::InvalidExpiry);
		ensure!(valid_until.saturating_sub(published_at) <= longest, Error::<T>::InvalidExpiry);

		let Holding { mut cards, .. } = Cards::<T>::get(&holder).unwrap_or_default();
		let key_hash = H256(sp_io::hashing::blake2_256(key.as_bytes()));
		ensure!(!cards.iter().any(|card| card.key_hash == key_hash), Error::<T>::AlreadyExists);
		let last = cards.last().map_or(0, |card| card.version);
		let version = last.checked_add(1).ok_or(Error::<T>::LimitExceeded)?;
		if cards.is_full() {
			let gone = cards.iter().position(|card| card.destroyed_on.is_some());
			cards.remove(gone.ok_or(Error::<T>::LimitExceeded)?);
		}
		let card = Card { version, suite, key_hash, published_at, valid_until, withdrawn_at: None, destroyed_on: None };
		cards.try_push(card).map_err(|_| Error::<T>::LimitExceeded)?;
		Cards::<T>::insert(&holder, Holding { cards, key: key.clone() });
		Self::deposit_event(Event::Published { holder, version, suite, key, valid_until });
		Ok(())
	}

	pub(crate) fn do_withdraw(who: &T::AccountId, holder: CardHolder, version: CardVersion) -> DispatchResult {
		Self::ensure_speaks(who, &holder, Wish::TakeBack)?;
		let now = Self::now();
		Self::change(&holder, version, |card, _| {
			ensure!(card.destroyed_on.is_none(), Error::<T>::AlreadyDestroyed);
			ensure!(card.withdrawn_at.is_none(), Error::<T>::Withdrawn);
			card.withdrawn_at = Some(now);
			Ok(())
		})?;
		Self::deposit_event(Event::Withdrawn { holder, version });
		Ok(())
	}

	pub(crate) fn do_state_destruction(
		who: &T::AccountId,
		holder: CardHolder,
		version: CardVersion,
		on: Date,
	) -> DispatchResult {
		Self::ensure_speaks(who, &holder, Wish::TakeBack)?;
		let now = Self::now();
		Self::change(&holder, version, |card, newest| {
			match card.state(newest.is_some(), now) {
				CardState::Destroyed => return Err(Error::<T>::AlreadyDestroyed),
				CardState::InForce => return Err(Error::<T>::StillInForce),
				CardState::Expired | CardState::Superseded | CardState::Withdrawn => {},
			}
			ensure!((date_of(card.published_at)..=date_of(now)).contains(&on), Error::<T>::InvalidDate);
			card.destroyed_on = Some(on);
			if let Some(key) = newest {
				*key = CardKey::default();
			}
			Ok(())
		})?;
		Self::deposit_event(Event::KeyDestroyed { holder, version, on });
		Ok(())
	}

	/// Changes one card; with the key of the party's newest, if it is that.
	fn change(
		holder: &CardHolder,
		version: CardVersion,
		change: impl FnOnce(&mut Card, Option<&mut CardKey>) -> Result<(), Error<T>>,
	) -> DispatchResult {
		Cards::<T>::try_mutate(holder, |held| {
			let Holding { cards, key } = held.as_mut().ok_or(Error::<T>::NotFound)?;
			let newest = cards.last().is_some_and(|card| card.version == version);
			let card = cards.iter_mut().find(|card| card.version == version).ok_or(Error::<T>::NotFound)?;
			change(card, newest.then_some(key)).map_err(Into::into)
		})
	}
}
