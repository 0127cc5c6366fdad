//! Scorecards that less than two thirds stopped: for a time, after which they come back as what they were.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get, weights::Weight, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use lingnan_support::{ScorecardId, StoppedBy};
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_suspend_scorecard(id: ScorecardId, by: StoppedBy) -> DispatchResult {
		let status = Self::scorecard(id)?.status;
		match (status, by) {
			(Status::Active | Status::Stopped, StoppedBy::All) => {
				Self::forget_stop(id);
				Self::suspend(id, None);
				Ok(())
			},
			(Status::Active, _) => Self::stop_for_a_time(id, by),
			(Status::Stopped, StoppedBy::Most) => {
				let until = Self::hold(id);
				Stopped::<T>::mutate(|stopped| {
					stopped.iter_mut().filter(|one| one.scorecard == id).for_each(|one| one.until = until);
				});
				Self::deposit_event(Event::ScorecardStopped { scorecard: id, until });
				Ok(())
			},
			_ => Err(Error::<T>::WrongStatus.into()),
		}
	}

	fn stop_for_a_time(id: ScorecardId, by: StoppedBy) -> DispatchResult {
		let rested = RestsUntil::<T>::get(id) <= frame_system::Pallet::<T>::block_number();
		ensure!(by != StoppedBy::Few || rested, Error::<T>::Resting);
		Stopped::<T>::try_mutate(|stopped| {
			let stands_in = stopped.iter().any(|one| one.role == Role::Champion);
			let role = if stands_in { Role::Former } else { Role::Champion };
			let card = StoppedCard { scorecard: id, until: Self::hold(id), role };
			stopped.try_push(card).map_err(|_| Error::<T>::TooManyStopped)?;
			Self::deposit_event(Event::ScorecardStopped { scorecard: id, until: card.until });
			Ok::<_, Error<T>>(())
		})?;
		Self::stop(id, Status::Stopped);
		Self::step_in(id);
		Ok(())
	}

	/// Until when a stop from now on lasts; afterwards the scorecard rests.
	fn hold(id: ScorecardId) -> BlockNumberFor<T> {
		let until = frame_system::Pallet::<T>::block_number().saturating_add(T::StopDuration::get());
		RestsUntil::<T>::insert(id, until.saturating_add(T::StopRest::get()));
		until
	}

	pub(crate) fn do_resume_scorecard(id: ScorecardId) -> DispatchResult {
		Self::scorecard(id)?;
		let stopped = Stopped::<T>::get().into_iter().find(|one| one.scorecard == id).ok_or(Error::<T>::WrongStatus)?;
		let now = frame_system::Pallet::<T>::block_number();
		RestsUntil::<T>::insert(id, now.saturating_add(T::StopRest::get()));
		Self::forget_stop(id);
		Self::come_back(id, stopped.role);
		Ok(())
	}

	/// Has those come back whose time is over; answers what it used.
	pub(crate) fn come_back_by(now: BlockNumberFor<T>) -> Weight {
		let stopped = Stopped::<T>::get();
		let (due, left): (alloc::vec::Vec<_>, alloc::vec::Vec<_>) =
			stopped.into_iter().partition(|one| one.until <= now);
		let look = T::DbWeight::get().reads(1);
		if due.is_empty() {
			return look;
		}
		Stopped::<T>::put(BoundedVec::truncate_from(left));
		due.iter().for_each(|one| Self::come_back(one.scorecard, one.role));
		let each = T::WeightInfo::resume_scorecard();
		look.saturating_add(each.saturating_mul(u64::try_from(due.len()).unwrap_or(u64::MAX)))
	}

	/// The end of a stop. A card that its own loans refute by now is suspended.
	fn come_back(id: ScorecardId, role: Role) {
		let Some(card) = Scorecards::<T>::get(id).filter(|card| card.status == Status::Stopped) else { return };
		let (record, month) = (Records::<T>::get(id), Self::this_month());
		if let Some(finding) = record.judge(&card.spec.default_probabilities, month, &Self::rules()).refuted {
			Self::stop(id, Status::Suspended);
			Self::deposit_event(Event::ScorecardSuspended { scorecard: id, refuted: Some(finding) });
			return;
		}
		Self::stop(id, Status::Validated);
		Self::deposit_event(Event::ScorecardResumed { scorecard: id });
		let former = Champion::<T>::get();
		match role {
			Role::Former if former.is_some() => Self::remember(id),
			Role::Champion | Role::Former => {
				if let Some(former) = former {
					Self::give_way(former);
				}
				Self::enter_force(id);
				Self::deposit_event(Event::ChampionActivated { scorecard: id, former });
			},
		}
	}

	/// Governance decided on another champion: nobody comes back in its place.
	pub(crate) fn no_champion_comes_back() {
		Stopped::<T>::mutate(|stopped| {
			for one in stopped.iter_mut().filter(|one| one.role == Role::Champion) {
				one.role = Role::Former;
			}
		});
	}

	/// It does not come back.
	pub(crate) fn forget_stop(id: ScorecardId) {
		Stopped::<T>::mutate(|stopped| stopped.retain(|one| one.scorecard != id));
	}
}
