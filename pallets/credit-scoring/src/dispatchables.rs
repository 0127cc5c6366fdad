//! A scorecard's life.

use crate::{points::Flaw, *};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{date_of, Agencies, Attestations, Institutions, ScorecardId, Timestamp, WHOLE};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_propose_scorecard(author: T::AccountId, spec: ScorecardSpec) -> DispatchResult {
		let may = T::Agencies::agency_of(&author).is_some() || T::Institutions::institution_of(&author).is_some();
		ensure!(may, Error::<T>::NotAuthorized);
		Self::ensure_sound(&spec)?;
		let drafts = Drafts::<T>::get(&author);
		ensure!(drafts < MAX_DRAFTS, Error::<T>::TooManyDrafts);
		let proposed = ProposedToday::<T>::get(&author).one_more(date_of(Self::now()), MAX_PROPOSED_A_DAY);
		let proposed = proposed.ok_or(Error::<T>::TooManyToday)?;

		ProposedToday::<T>::insert(&author, proposed);
		Drafts::<T>::insert(&author, drafts.saturating_add(1));
		let id = Self::enter(spec.clone(), Some(author.clone()), Status::Draft)?;
		Self::deposit_event(Event::ScorecardProposed { scorecard: id, author, spec });
		Ok(())
	}

	pub(crate) fn do_validate_scorecard(
		validator: T::AccountId,
		id: ScorecardId,
		validation: Validation,
	) -> DispatchResult {
		let mut card = Self::scorecard(id)?;
		ensure!(T::Agencies::agency_of(&validator).is_some(), Error::<T>::NotAuthorized);
		ensure!(card.author.as_ref() != Some(&validator), Error::<T>::AuthorCannotValidate);
		let today = date_of(Self::now());
		let is_over = card.status == Status::Validated && Self::is_validation_over(id);
		ensure!(matches!(card.status, Status::Draft | Status::Suspended) || is_over, Error::<T>::WrongStatus);
		let last = today.saturating_add(MAX_VALIDITY_DAYS);
		ensure!((today..=last).contains(&validation.valid_until), Error::<T>::LimitExceeded);

		if card.status == Status::Suspended {
			Records::<T>::mutate(id, |record| {
				*record = Record { round: record.round.saturating_add(1), ..Default::default() };
			});
		}
		Self::leave_drafts(&card);
		card.status = Status::Validated;
		card.validator = Some(validator.clone());
		Scorecards::<T>::insert(id, card);
		Validations::<T>::insert(id, validation);
		let Validation { report, valid_until } = validation;
		Self::deposit_event(Event::ScorecardValidated { scorecard: id, validator, report, valid_until });
		Ok(())
	}

	/// Whether the last validation of a scorecard has ended. One of which no report is known does not end.
	fn is_validation_over(id: ScorecardId) -> bool {
		Validations::<T>::get(id).is_some_and(|validation| validation.valid_until < date_of(Self::now()))
	}

	pub(crate) fn do_activate_champion(id: ScorecardId) -> DispatchResult {
		let former = Champion::<T>::get();
		let card = Self::scorecard(id)?;
		ensure!(card.status == Status::Validated, Error::<T>::WrongStatus);
		ensure!(!Self::is_validation_over(id), Error::<T>::ValidationExpired);

		if let Some(former) = former {
			Self::give_way(former);
		}
		Self::no_champion_comes_back();
		Self::enter_force(id);
		Self::deposit_event(Event::ChampionActivated { scorecard: id, former });
		Ok(())
	}

	pub(crate) fn do_retire_scorecard(id: ScorecardId) -> DispatchResult {
		let card = Self::scorecard(id)?;
		ensure!(card.status != Status::Retired, Error::<T>::WrongStatus);
		Self::leave_drafts(&card);
		let was_champion = Champion::<T>::get() == Some(id);
		Self::forget_stop(id);
		Self::stop(id, Status::Retired);
		Self::deposit_event(Event::ScorecardRetired { scorecard: id });
		if was_champion {
			Self::step_in(id);
		}
		Ok(())
	}

	pub(crate) fn enter_champion(spec: ScorecardSpec) -> DispatchResult {
		Self::ensure_sound(&spec)?;
		let id = Self::enter(spec, None, Status::Active)?;
		Champion::<T>::put(id);
		Ok(())
	}

	fn leave_drafts(card: &Scorecard<T::AccountId>) {
		let Some(author) = card.author.as_ref().filter(|_| card.status == Status::Draft) else { return };
		Drafts::<T>::mutate_exists(author, |drafts| {
			*drafts = drafts.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
	}

	/// Makes room for another champion.
	pub(crate) fn give_way(id: ScorecardId) {
		Self::set_status(id, Status::Validated);
		Self::remember(id);
	}

	/// Makes a scorecard the champion.
	pub(crate) fn enter_force(id: ScorecardId) {
		FormerChampions::<T>::mutate(|former| former.retain(|one| *one != id));
		Champion::<T>::put(id);
		Self::set_status(id, Status::Active);
	}

	/// Keeps in mind who was champion, each once, the last at the end.
	pub(crate) fn remember(id: ScorecardId) {
		FormerChampions::<T>::mutate(|former| {
			former.retain(|one| *one != id);
			if former.is_full() {
				former.remove(0);
			}
			// There is room now.
			let _ = former.try_push(id);
		});
	}

	/// Takes a scorecard out of force.
	pub(crate) fn stop(id: ScorecardId, status: Status) {
		if Champion::<T>::get() == Some(id) {
			Champion::<T>::kill();
		}
		Self::set_status(id, status);
	}

	pub(crate) fn scorecard(id: ScorecardId) -> Result<Scorecard<T::AccountId>, DispatchError> {
		Scorecards::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	fn enter(spec: ScorecardSpec, author: Option<T::AccountId>, status: Status) -> Result<ScorecardId, DispatchError> {
		let id = NextScorecard::<T>::get();
		NextScorecard::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
		Scorecards::<T>::insert(id, Scorecard { spec, author, validator: None, status });
		Ok(id)
	}

	fn set_status(id: ScorecardId, status: Status) {
		Scorecards::<T>::mutate(id, |card| {
			if let Some(card) = card {
				card.status = status;
			}
		});
	}

	fn ensure_sound(spec: &ScorecardSpec) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		ensure!(spec.minimum_coverage <= WHOLE, Error::<T>::LimitExceeded);
		ensure!((1..=MAX_VALIDITY_DAYS).contains(&spec.validity_days), Error::<T>::LimitExceeded);
		points::check(spec, T::Attestations::indicator).map_err(|flaw| match flaw {
			Flaw::Characteristics => Error::<T>::InvalidCharacteristics,
			Flaw::Bins => Error::<T>::InvalidBins,
			Flaw::NotMonotone => Error::<T>::NotMonotone,
			Flaw::Missing => Error::<T>::MissingTooGood,
			Flaw::Reference => Error::<T>::InvalidReference,
			Flaw::Range => Error::<T>::TotalOutOfRange,
			Flaw::CutOffs => Error::<T>::InvalidCutOffs,
			Flaw::Probabilities => Error::<T>::InvalidProbabilities,
		})?;
		Ok(())
	}
}
