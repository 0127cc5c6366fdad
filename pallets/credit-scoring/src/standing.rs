//! Whether a rating still counts. It is asked, never swept: an attestation that changes costs nothing here.

use crate::*;
use frame_support::traits::Get;
use lingnan_support::{Attestations, RegistrationNumber, Reliance, SECONDS_PER_DAY};

impl<T: Config> Pallet<T> {
	/// The newest rating by the champion, if it still counts.
	pub(crate) fn current_rating(enterprise: &RegistrationNumber) -> Option<Rating> {
		let champion = Champion::<T>::get()?;
		let ratings = Ratings::<T>::get(enterprise);
		let rating = ratings.into_iter().rev().find(|rating| rating.scorecard == champion)?;
		Self::end_of(enterprise, &rating).is_none().then_some(rating)
	}

	/// What ended a rating, if anything did: the first of its attestations in the order of the card decides.
	pub(crate) fn end_of(enterprise: &RegistrationNumber, rating: &Rating) -> Option<RatingEnd> {
		Self::end_under(enterprise, rating, |status| matches!(status, Status::Active | Status::Validated))
	}

	/// The same for who holds a rating and does not decide by it: a stop that ends by itself takes nothing away for good.
	pub(crate) fn end_for_good(enterprise: &RegistrationNumber, rating: &Rating) -> Option<RatingEnd> {
		let stands = |status| matches!(status, Status::Active | Status::Validated | Status::Stopped);
		Self::end_under(enterprise, rating, stands)
	}

	fn end_under(
		enterprise: &RegistrationNumber,
		rating: &Rating,
		stands: impl Fn(Status) -> bool,
	) -> Option<RatingEnd> {
		if Self::now() >= rating.valid_until {
			return Some(RatingEnd::Expired);
		}
		if !Scorecards::<T>::get(rating.scorecard).is_some_and(|card| stands(card.status)) {
			return Some(RatingEnd::ScorecardStopped);
		}
		rating.used.iter().find_map(|used| Self::end_by(enterprise, used))
	}

	/// What an attestation that was used does to its rating now. A newer one in the same bin changes nothing, for the
	/// rating would be the same. One whose bin is not seen leaves days of grace, unless another followed it: then they
	/// began earlier, nobody knows when.
	fn end_by(enterprise: &RegistrationNumber, used: &UsedAttestation) -> Option<RatingEnd> {
		let UsedAttestation { indicator, revision, bin } = *used;
		match T::Attestations::reliance(enterprise, indicator, revision) {
			Reliance::Stands => None,
			Reliance::Revoked => Some(RatingEnd::Revoked { indicator }),
			Reliance::Disputed => Some(RatingEnd::Disputed { indicator }),
			Reliance::Superseded { bin: newer, since, again } => {
				let ended = match (bin, newer) {
					(Some(bin), Some(newer)) => bin != newer,
					_ => {
						let grace = u64::from(T::GraceDays::get()).saturating_mul(SECONDS_PER_DAY);
						again || Self::now() >= since.saturating_add(grace)
					},
				};
				ended.then_some(RatingEnd::Superseded { indicator })
			},
		}
	}
}
