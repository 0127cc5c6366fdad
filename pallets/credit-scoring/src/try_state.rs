use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::ensure;
use lingnan_support::ScorecardId;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Active is the champion and nobody else; every rating says what its card says of its grade, and no more.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let champion = Champion::<T>::get();
		ensure!(champion.is_none_or(Scorecards::<T>::contains_key), "the champion is no scorecard");
		let mut drafts = BTreeMap::<Vec<u8>, u32>::new();
		for (id, card) in Scorecards::<T>::iter() {
			if let Some(author) = card.author.as_ref().filter(|_| card.status == Status::Draft) {
				let count = drafts.entry(author.encode()).or_default();
				*count = count.saturating_add(1);
			}
			ensure!(id < NextScorecard::<T>::get(), "a scorecard has a number that was not given out");
			let in_force = champion == Some(id);
			ensure!(in_force == (card.status == Status::Active), "active is who is not in force, or the reverse");
			ensure!(card.validator.is_none() || card.validator != card.author, "an author validated his own card");
		}
		ensure!(Validations::<T>::iter_keys().all(Scorecards::<T>::contains_key), "a validation is of no scorecard");
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
			ratings.iter().try_for_each(Self::ensure_sound_rating)?;
		}
		Ok(())
	}

	/// Cohorts are in order, no more default than were granted, and every enterprise counts in one cohort.
	fn ensure_records() -> Result<(), TryRuntimeError> {
		for (id, record) in Records::<T>::iter() {
			ensure!(Scorecards::<T>::contains_key(id), "a record is of no scorecard");
			let in_order = |pair: &[Cohort]| matches!(pair, [older, newer] if older.month < newer.month);
			ensure!(record.cohorts.windows(2).all(in_order), "cohorts are out of order");
			let tallies = record.cohorts.iter().flat_map(|cohort| cohort.proved.iter());
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

	/// A rating says what its card says of the grade, over attestations of its card that cover enough.
	fn ensure_sound_rating(rating: &Rating) -> Result<(), TryRuntimeError> {
		let card = Scorecards::<T>::get(rating.scorecard).ok_or("a rating is by no scorecard")?.spec;
		ensure!(
			card.default_probabilities.get(rating.grade.index()) == Some(&rating.default_probability),
			"a rating has another grade's probability"
		);
		let mut places = rating
			.used
			.iter()
			.map(|used| card.characteristics.iter().position(|spec| spec.indicator == used.indicator));
		let mut last = None;
		ensure!(
			places.all(|place| place.is_some() && core::mem::replace(&mut last, place) < place),
			"a rating uses what its card does not have, or out of its order"
		);
		ensure!(card.coverage(rating.used.len()) == rating.coverage, "a rating covers something else");
		ensure!(rating.coverage >= card.minimum_coverage, "a rating covers too little");
		let bins = rating.used.iter().filter_map(|used| used.bin);
		ensure!(bins.clone().all(|bin| u32::from(bin) <= MAX_STORED), "a rating counts a bin that cannot be");
		Ok(())
	}
}
