//! What this side lets through, and from whom.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
};
use frame_system::pallet_prelude::BlockNumberFor;
use lingnan_support::{
	date_of, Corridor, DataClass, InstitutionId, Institutions, Jurisdiction, ScorecardId, StoppedBy, Timestamp, WHOLE,
};
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_open_class(corridor: Corridor, class: DataClass) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(!Self::lets_through(corridor, class), Error::<T>::AlreadyOpen);
		if Self::is_closed_for_a_time(corridor, class) {
			Self::rest(corridor, Some(class), Self::block());
		}
		Open::<T>::insert(corridor, class, Self::block());
		Self::deposit_event(Event::ClassOpened { corridor, class });
		Ok(())
	}

	pub(crate) fn do_close_class(corridor: Corridor, class: DataClass, by: StoppedBy) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(Open::<T>::contains_key(corridor, class), Error::<T>::ClassClosed);
		ensure!(by != StoppedBy::Few || Self::lets_through(corridor, class), Error::<T>::ClassClosed);
		let until = Self::stop(corridor, Some(class), by)?;
		Open::<T>::set(corridor, class, until);
		Self::deposit_event(Event::ClassClosed { corridor, class, until });
		Ok(())
	}

	pub(crate) fn do_halt(corridor: Corridor, by: StoppedBy) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		let without_end = Halted::<T>::get(corridor) == Some(None);
		ensure!(!without_end, Error::<T>::Halted);
		ensure!(by != StoppedBy::Few || !Self::is_halted(corridor), Error::<T>::Halted);
		let until = Self::stop(corridor, None, by)?;
		Halted::<T>::insert(corridor, until);
		Self::deposit_event(Event::CorridorHalted { corridor, until });
		Ok(())
	}

	pub(crate) fn do_resume(corridor: Corridor) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(Self::is_halted(corridor), Error::<T>::NotHalted);
		if let Some(Some(_)) = Halted::<T>::take(corridor) {
			Self::rest(corridor, None, Self::block());
		}
		Self::deposit_event(Event::CorridorResumed { corridor });
		Ok(())
	}

	/// Until when a stop by so many lasts. What a third stops must have rested, and rests afterwards.
	fn stop(
		corridor: Corridor,
		class: Option<DataClass>,
		by: StoppedBy,
	) -> Result<Option<BlockNumberFor<T>>, DispatchError> {
		let rested = RestsUntil::<T>::get((corridor, class)) <= Self::block();
		ensure!(by != StoppedBy::Few || rested, Error::<T>::Resting);
		if by == StoppedBy::All {
			return Ok(None);
		}
		let until = Self::block().saturating_add(T::StopDuration::get());
		Self::rest(corridor, class, until);
		Ok(Some(until))
	}

	/// From the end of a stop on.
	fn rest(corridor: Corridor, class: Option<DataClass>, end: BlockNumberFor<T>) {
		RestsUntil::<T>::insert((corridor, class), end.saturating_add(T::StopRest::get()));
	}

	fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Whether nothing passes through a corridor now.
	pub fn is_halted(corridor: Corridor) -> bool {
		Halted::<T>::get(corridor).is_some_and(|until| until.is_none_or(|until| Self::block() < until))
	}

	/// Whether this side lets a class through now, as long as the corridor is not halted.
	pub fn lets_through(corridor: Corridor, class: DataClass) -> bool {
		Open::<T>::get(corridor, class).is_some_and(|from| from <= Self::block())
	}

	/// Whether a class opens by itself.
	pub(crate) fn is_closed_for_a_time(corridor: Corridor, class: DataClass) -> bool {
		Open::<T>::get(corridor, class).is_some_and(|from| Self::block() < from)
	}

	pub(crate) fn do_recognise_scorecard(
		corridor: Corridor,
		scorecard: ScorecardId,
		probabilities: Option<Probabilities>,
	) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		let known = Recognised::<T>::contains_key(corridor, scorecard);
		match &probabilities {
			Some(table) => {
				let rises = table.windows(2).all(|pair| pair.first() <= pair.last());
				ensure!(rises && table.iter().all(|one| *one <= WHOLE), Error::<T>::InvalidProbabilities);
				let others = Recognised::<T>::iter_key_prefix(corridor).filter(|other| *other != scorecard).count();
				ensure!(others < MAX_RECOGNISED, Error::<T>::TooManyScorecards);
			},
			None => ensure!(known, Error::<T>::NotFound),
		}
		Recognised::<T>::set(corridor, scorecard, probabilities);
		Self::deposit_event(Event::ScorecardRecognised { corridor, scorecard, probabilities });
		Ok(())
	}

	/// The place at the other end.
	pub(crate) fn ensure_ours(corridor: Corridor) -> Result<Jurisdiction, DispatchError> {
		let home = Home::<T>::get().ok_or(Error::<T>::NotOurCorridor)?;
		corridor.other_end(home).ok_or_else(|| Error::<T>::NotOurCorridor.into())
	}

	/// A corridor of ours that is not halted and lets this class through.
	pub(crate) fn ensure_open(corridor: Corridor, class: DataClass) -> Result<Jurisdiction, DispatchError> {
		let other_end = Self::ensure_ours(corridor)?;
		ensure!(!Self::is_halted(corridor), Error::<T>::Halted);
		ensure!(Self::lets_through(corridor, class), Error::<T>::ClassClosed);
		Ok(other_end)
	}

	/// The corridors of this place.
	pub(crate) fn corridors() -> Vec<Corridor> {
		Home::<T>::get().map(|home| Corridor::of(home)).unwrap_or_default()
	}

	/// The corridors of this place that let a class through.
	pub(crate) fn open_for(class: DataClass) -> Vec<Corridor> {
		Self::corridors().into_iter().filter(|corridor| Self::lets_through(*corridor, class)).collect()
	}

	/// The institution that the key signs for, unless it is suspended.
	pub(crate) fn ensure_institution(who: &T::AccountId) -> Result<InstitutionId, DispatchError> {
		T::Institutions::institution_of(who).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	/// Counts messages against what an institution may cause in a day.
	pub(crate) fn count(institution: InstitutionId, messages: usize) -> DispatchResult {
		let today = date_of(Self::now());
		let (day, sent) = SentToday::<T>::get(institution);
		let before = if day == today { sent } else { 0 };
		let after = before.saturating_add(u32::try_from(messages).unwrap_or(u32::MAX));
		ensure!(after <= T::DailyMessages::get(), Error::<T>::LimitExceeded);
		SentToday::<T>::insert(institution, (today, after));
		Ok(())
	}
}
