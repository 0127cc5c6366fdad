use crate::*;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use lingnan_support::{
	IndicatorId, OnDispute, RatingBasis, RatingSummary, RegistrationNumber, Revision, ScorecardId, Timestamp,
};

impl<T: Config> lingnan_support::Ratings for Pallet<T> {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		Self::current_rating(enterprise).map(summary)
	}

	fn has_champion(_: &RegistrationNumber) -> bool {
		Champion::<T>::exists()
	}

	fn weight() -> Weight {
		T::WeightInfo::current_rating()
	}
}

impl<T: Config> lingnan_support::RatingBases for Pallet<T> {
	fn current_basis(enterprise: &RegistrationNumber) -> Option<RatingBasis> {
		let rating = Self::current_rating(enterprise)?;
		let attestations = rating.used.iter().map(|used| (used.indicator, used.revision)).collect();
		Some(RatingBasis { rating: summary(rating), attestations })
	}

	fn stands(enterprise: &RegistrationNumber, scorecard: ScorecardId, made_at: Timestamp) -> bool {
		let ratings = Ratings::<T>::get(enterprise);
		let made_then = ratings.iter().rev().find(|one| one.scorecard == scorecard && one.made_at == made_at);
		made_then.is_some_and(|rating| Self::end_for_good(enterprise, rating).is_none())
	}

	fn weight() -> Weight {
		T::WeightInfo::current_rating()
	}
}

fn summary(rating: Rating) -> RatingSummary {
	RatingSummary {
		scorecard: rating.scorecard,
		grade: rating.grade,
		default_probability: rating.default_probability,
		coverage: rating.coverage,
		made_at: rating.made_at,
		valid_until: rating.valid_until,
		institution: rating.institution,
		indicators: rating.used.iter().map(|used| used.indicator).collect(),
	}
}

impl<T: Config> OnDispute for Pallet<T> {
	/// Each institution that had the enterprise rated with the attestation is told once.
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
