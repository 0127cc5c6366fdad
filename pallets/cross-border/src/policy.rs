//! What this side lets through, and from whom.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
};
use lingnan_support::{
	date_of, Corridor, DataClass, InstitutionId, Institutions, Jurisdiction, ScorecardId, Timestamp, WHOLE,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_open_class(corridor: Corridor, class: DataClass) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(!Open::<T>::contains_key(corridor, class), Error::<T>::AlreadyOpen);
		Open::<T>::insert(corridor, class, ());
		Self::deposit_event(Event::ClassOpened { corridor, class });
		Ok(())
	}

	pub(crate) fn do_close_class(corridor: Corridor, class: DataClass) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(Open::<T>::contains_key(corridor, class), Error::<T>::ClassClosed);
		Open::<T>::remove(corridor, class);
		Self::deposit_event(Event::ClassClosed { corridor, class });
		Ok(())
	}

	pub(crate) fn do_halt(corridor: Corridor) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(!Halted::<T>::contains_key(corridor), Error::<T>::Halted);
		Halted::<T>::insert(corridor, ());
		Self::deposit_event(Event::CorridorHalted { corridor });
		Ok(())
	}

	pub(crate) fn do_resume(corridor: Corridor) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(Halted::<T>::contains_key(corridor), Error::<T>::NotHalted);
		Halted::<T>::remove(corridor);
		Self::deposit_event(Event::CorridorResumed { corridor });
		Ok(())
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
		ensure!(!Halted::<T>::contains_key(corridor), Error::<T>::Halted);
		ensure!(Open::<T>::contains_key(corridor, class), Error::<T>::ClassClosed);
		Ok(other_end)
	}

	/// The corridors of this place.
	pub(crate) fn corridors() -> Vec<Corridor> {
		Home::<T>::get().map(|home| Corridor::of(home).to_vec()).unwrap_or_default()
	}

	/// The corridors of this place that let a class through.
	pub(crate) fn open_for(class: DataClass) -> Vec<Corridor> {
		Self::corridors().into_iter().filter(|corridor| Open::<T>::contains_key(corridor, class)).collect()
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
