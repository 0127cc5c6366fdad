use crate::{points, *};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::ensure;
use lingnan_support::{ScorecardId, WHOLE};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Active are the champion and the challengers and nobody else; every rating is what its card makes of its bins.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let (champion, challengers) = (Champion::<T>::get(), Challengers::<T>::get());
		ensure!(!champion.is_some_and(|id| challengers.contains(&id)), "the champion challenges itself");
		let mut drafts = BTreeMap::<Vec<u8>, u32>::new();
		for (id, card) in Scorecards::<T>::iter() {
			if let Some(author) = card.author.as_ref().filter(|_| card.status == Status::Draft) {
				let count = drafts.entry(author.encode()).or_default();
				*count = count.saturating_add(1);
			}
			ensure!(id < NextScorecard::<T>::get(), "a scorecard has a number that was not given out");
			let in_force = champion == Some(id) || challengers.contains(&id);
			ensure!(in_force == (card.status == Status::Active), "active is who is not in force, or the reverse");
			ensure!(card.validator.is_none() || card.validator != card.author, "an author validated his own card");
		}
		let stopped = Stopped::<T>::get();
		let comes_back = |id: &ScorecardId| stopped.iter().filter(|one| one.scorecard == *id).count();
		for (id, card) in Scorecards::<T>::iter() {
			let times = usize::from(card.status == Status::Stopped);
			ensure!(comes_back(&id) == times, "stopped is who does not come back, or the reverse");
		}
		ensure!(stopped.iter().all(|one| Scorecards::<T>::contains_key(one.scorecard)), "nobody comes back");
		let champions = stopped.iter().filter(|one| one.role == Role::Champion).count();
		ensure!(champions <= 1, "two come back as champion");
		let counted = Drafts::<T>::iter().map(|(author, count)| (author.encode(), count)).collect();
		ensure!(drafts == counted, "drafts are miscounted");
		ensure!(drafts.values().all(|count| *count <= MAX_DRAFTS), "an author has too many drafts");
		ensure!(
			ProposedToday::<T>::iter_values().all(|done| done.count <= MAX_PROPOSED_A_DAY),
			"an author proposed more than a day allows"
		);
		Self::ensure_records()?;
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

	/// Cohorts are in order, no more default than were granted, and every enterprise counts in one cohort.
	fn ensure_records() -> Result<(), TryRuntimeError> {
		for (id, record) in Records::<T>::iter() {
			ensure!(Scorecards::<T>::contains_key(id), "a record is of no scorecard");
			let in_order = |pair: &[Cohort]| matches!(pair, [older, newer] if older.month < newer.month);
			ensure!(record.cohorts.windows(2).all(in_order), "cohorts are out of order");
			let tallies = record.cohorts.iter().flat_map(|cohort| cohort.exact.iter().chain(&cohort.at_least));
			let sound = |tally: &Tally| tally.defaulted <= tally.loans && tally.borrowers <= tally.loans;
			ensure!(tallies.clone().all(sound), "more default, or borrow first, than loans are counted");
			let loans = tallies.fold(0u64, |sum, tally| sum.saturating_add(tally.loans.into()));
			let watched = Watched::<T>::iter().filter(|(_, card, watch)| *card == id && watch.round == record.round);
			let kept = watched.filter(|(.., watch)| {
				let month = monitor::month_of(watch.since);
				record.cohorts.iter().any(|cohort| cohort.month == month)
			});
			let kept = u64::try_from(kept.count()).unwrap_or(u64::MAX);
			ensure!(kept <= loans, "an enterprise is watched that is not counted");
		}
		let former = FormerChampions::<T>::get();
		let again = |id: &ScorecardId| former.iter().filter(|one| *one == id).count() > 1;
		ensure!(!former.iter().any(again), "a former champion is remembered twice");
		ensure!(Champion::<T>::get().is_none_or(|id| !former.contains(&id)), "the champion is its own predecessor");
		Ok(())
	}

	/// Computes a rating again from the bins it used.
	fn ensure_recomputes(rating: &Rating) -> Result<(), TryRuntimeError> {
		let card = Scorecards::<T>::get(rating.scorecard).ok_or("a rating is by no scorecard")?.spec;
		ensure!(rating.coverage >= card.minimum_coverage && rating.coverage <= WHOLE, "a rating covers too little");
		match rating.form {
			Form::Open => Self::ensure_open_recomputes(rating, &card),
			Form::Sealed => Self::ensure_sealed_says_no_more(rating, &card),
		}
	}

	/// A sealed rating says what its grade says, and nothing of the total.
	fn ensure_sealed_says_no_more(rating: &Rating, card: &ScorecardSpec) -> Result<(), TryRuntimeError> {
		ensure!(rating.points == points::least_points(card, rating.grade), "a sealed rating tells more than its grade");
		ensure!(rating.reasons.is_empty(), "a sealed rating has reasons");
		ensure!(
			card.default_probabilities.get(rating.grade.index()) == Some(&rating.default_probability),
			"a sealed rating has another grade's probability"
		);
		ensure!(rating.used.iter().any(|used| used.bin.is_none()), "a sealed rating rests on nothing sealed");
		let bins: alloc::vec::Vec<Option<u8>> = card
			.characteristics
			.iter()
			.map(|spec| rating.used.iter().find(|used| used.indicator == spec.indicator).map(|_| 0))
			.collect();
		ensure!(points::coverage(card, &bins) == rating.coverage, "a sealed rating covers something else");
		Ok(())
	}

	fn ensure_open_recomputes(rating: &Rating, card: &ScorecardSpec) -> Result<(), TryRuntimeError> {
		let bins: alloc::vec::Vec<Option<u8>> = card
			.characteristics
			.iter()
			.map(|spec| rating.used.iter().find(|used| used.indicator == spec.indicator).and_then(|used| used.bin))
			.collect();
		let again = points::assess(card, &bins);
		ensure!(
			again.points == rating.points
				&& again.grade == rating.grade
				&& again.default_probability == rating.default_probability
				&& again.coverage == rating.coverage
				&& again.reasons == rating.reasons.to_vec(),
			"a rating is not what its card makes of its bins"
		);
		Ok(())
	}
}
