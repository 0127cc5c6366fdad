use crate::*;
use alloc::vec::Vec;
use frame_support::traits::Get;
use lingnan_support::{
	Enterprises, Grade, IndicatorId, OnDispute, RatingBasis, RatingSummary, Ratings as _, RegistrationNumber, Revision,
	ScorecardId,
};

impl<T: Config> lingnan_support::Ratings for Pallet<T> {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		let champion = Champion::<T>::get()?;
		let now = Self::now();
		let rating = Ratings::<T>::get(enterprise).into_iter().next_back()?;
		(rating.scorecard == champion && now < rating.valid_until).then(|| RatingSummary {
			scorecard: rating.scorecard,
			points: rating.points,
			grade: rating.grade,
			default_probability: rating.default_probability,
			coverage: rating.coverage,
			made_at: rating.made_at,
			valid_until: rating.valid_until,
			institution: rating.institution,
			indicators: rating.used.iter().map(|used| used.indicator).collect(),
		})
	}
}

impl<T: Config> lingnan_support::RatingBases for Pallet<T> {
	fn current_basis(enterprise: &RegistrationNumber) -> Option<RatingBasis> {
		let rating = Self::current(enterprise)?;
		let newest = Ratings::<T>::get(enterprise).into_iter().next_back()?;
		Some(RatingBasis {
			rating,
			at_least: newest.form == Form::Sealed,
			statements: newest.used.iter().map(|used| (used.indicator, used.revision)).collect(),
		})
	}
}

impl<T: Config> lingnan_support::Outcomes for Pallet<T> {
	fn report(enterprise: &RegistrationNumber, scorecard: ScorecardId, grade: Grade, defaulted: bool) {
		if T::Enterprises::profile(enterprise).is_none() {
			return;
		}
		let Some(card) = Scorecards::<T>::get(scorecard) else { return };
		let outcome = Outcomes::<T>::mutate(scorecard, grade, |outcome| {
			let count = if defaulted { &mut outcome.defaulted } else { &mut outcome.repaid };
			*count = count.saturating_add(1);
			*outcome
		});
		Self::deposit_event(Event::OutcomeCounted { scorecard, grade, outcome });

		let loans = outcome.repaid.saturating_add(outcome.defaulted);
		let predicted = card.spec.default_probabilities.get(grade.index()).copied().unwrap_or_default();
		if defaulted
			&& card.status == Status::Active
			&& binomial::refutes(loans, outcome.defaulted, predicted, T::Confidence::get())
		{
			Self::stop(scorecard, Status::Suspended);
			Self::deposit_event(Event::ScorecardSuspended { scorecard, refuted: Some((grade, outcome)) });
		}
	}

	fn retract(enterprise: &RegistrationNumber, scorecard: ScorecardId, grade: Grade, defaulted: bool) {
		if T::Enterprises::profile(enterprise).is_none() || !Scorecards::<T>::contains_key(scorecard) {
			return;
		}
		let outcome = Outcomes::<T>::mutate(scorecard, grade, |outcome| {
			let count = if defaulted { &mut outcome.defaulted } else { &mut outcome.repaid };
			*count = count.saturating_sub(1);
			*outcome
		});
		Self::deposit_event(Event::OutcomeCounted { scorecard, grade, outcome });
	}
}

impl<T: Config> OnDispute for Pallet<T> {
	/// Each institution that had the enterprise rated with the statement is told once.
	fn disputed(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) {
		let mut told = Vec::new();
		for rating in Ratings::<T>::get(enterprise).into_iter().rev() {
			let with_it = rating.used.iter().any(|used| used.indicator == indicator && used.revision == revision);
			let Some(institution) = rating.institution.filter(|_| with_it) else { continue };
			if !told.contains(&institution) {
				told.push(institution);
				Self::deposit_event(Event::RatingDisputed {
					enterprise: enterprise.clone(),
					institution,
					indicator,
					revision,
					made_at: rating.made_at,
				});
			}
		}
	}
}
