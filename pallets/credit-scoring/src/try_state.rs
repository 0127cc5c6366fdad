use crate::{points, *};
use frame_support::ensure;
use lingnan_support::WHOLE;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Active are the champion and the challengers and nobody else; every rating is what its card makes of its bins.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let (champion, challengers) = (Champion::<T>::get(), Challengers::<T>::get());
		ensure!(!champion.is_some_and(|id| challengers.contains(&id)), "the champion challenges itself");
		for (id, card) in Scorecards::<T>::iter() {
			ensure!(id < NextScorecard::<T>::get(), "a scorecard has a number that was not given out");
			let in_force = champion == Some(id) || challengers.contains(&id);
			ensure!(in_force == (card.status == Status::Active), "active is who is not in force, or the reverse");
			ensure!(card.validator.is_none() || card.validator != card.author, "an author validated his own card");
		}
		for ratings in Ratings::<T>::iter_values() {
			ensure!(
				ratings.windows(2).all(|pair| matches!(pair, [older, newer] if older.made_at <= newer.made_at)),
				"ratings are out of order"
			);
			ratings.iter().try_for_each(Self::ensure_recomputes)?;
		}
		for ratings in ShadowRatings::<T>::iter_values() {
			ratings.iter().try_for_each(Self::ensure_recomputes)?;
		}
		Ok(())
	}

	/// Computes a rating again from the bins it used.
	fn ensure_recomputes(rating: &Rating) -> Result<(), TryRuntimeError> {
		let card = Scorecards::<T>::get(rating.scorecard).ok_or("a rating is by no scorecard")?.spec;
		let bins: alloc::vec::Vec<Option<u8>> = card
			.characteristics
			.iter()
			.map(|spec| rating.used.iter().find(|used| used.indicator == spec.indicator).map(|used| used.bin))
			.collect();
		let again = points::assess(&card, &bins);
		ensure!(
			again.points == rating.points
				&& again.grade == rating.grade
				&& again.default_probability == rating.default_probability
				&& again.coverage == rating.coverage
				&& again.reasons == rating.reasons.to_vec(),
			"a rating is not what its card makes of its bins"
		);
		ensure!(rating.coverage >= card.minimum_coverage && rating.coverage <= WHOLE, "a rating covers too little");
		Ok(())
	}
}
