//! Trade documents: who is about to finance one, and who did.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{
	Consents, Corridor, CorridorMessage, DataClass, DuplicateAnswer, FinancedDocuments, InstitutionId, Jurisdiction,
	Purpose, Timestamp,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim_document(who: T::AccountId, document: H256) -> DispatchResult {
		let institution = Self::ensure_institution(&who)?;
		// Other places may know it by the declaration that it names only, or by another version of the key. The token asked for goes last: lanes keep the order,
		// so that when it is answered the others are.
		for name in T::Documents::names(document) {
			Self::claim(institution, name, document)?;
		}
		Ok(())
	}

	/// `asked_for`: the document, of which the one claimed is a name.
	fn claim(institution: InstitutionId, document: H256, asked_for: H256) -> DispatchResult {
		let now = Self::now();
		let asked = Self::open_for(DataClass::Duplicates);
		ensure!(!asked.is_empty(), Error::<T>::NothingToAsk);
		ensure!(!T::Documents::is_financed(document), Error::<T>::AlreadyFinanced);
		ensure!(Self::known_abroad(document).is_none(), Error::<T>::FinancedAbroad);
		ensure!(!Self::is_held_abroad(document), Error::<T>::ClaimedAbroad);
		let other = Claims::<T>::get(document)
			.is_some_and(|claim| claim.institution != institution && claim.stands(now) && !claim.is_lost());
		ensure!(!other, Error::<T>::AlreadyClaimed);
		Self::ensure_entitled(asked_for, institution)?;
		let since = Self::series_of(document, institution, now);
		let last = days_from(since, SERIES_DAYS);
		ensure!(now < last, Error::<T>::ClaimedTooLong);
		Self::count(institution, asked.len())?;

		let until = days_from(now, CLAIM_DAYS).min(last);
		ClaimSeries::<T>::insert(document, Series { institution, since, until });
		for corridor in &asked {
			Self::send(*corridor, CorridorMessage::DuplicateQuery { document, claimed_at: now, until })?;
		}
		let answers = Answers::truncate_from(asked.into_iter().map(|corridor| (corridor, None)).collect());
		Claims::<T>::insert(document, Claim { institution, claimed_at: now, until, answers });
		Self::deposit_event(Event::DocumentClaimed { document, institution, claimed_at: now, until });
		Ok(())
	}

	/// The document is its creditor's by the word of the agency that issues it, and the creditor consented to this institution
	/// or gave it the first lien. So nobody holds up a document whose token he merely saw.
	fn ensure_entitled(document: H256, institution: InstitutionId) -> DispatchResult {
		let holder = T::Documents::holder_of(document).ok_or(Error::<T>::NotConfirmed)?;
		let first = T::Documents::first_lien_of(document) == Some(institution);
		let entitled = first || T::Consents::may_use(&holder, institution, Purpose::Assessment, &[]).is_ok();
		ensure!(entitled, Error::<T>::NotEntitled);
		Ok(())
	}

	/// Since when an institution has claimed a document without a rest between.
	fn series_of(document: H256, institution: InstitutionId, now: Timestamp) -> Timestamp {
		ClaimSeries::<T>::get(document)
			.filter(|series| series.institution == institution && now < days_from(series.until, REST_DAYS))
			.map_or(now, |series| series.since)
	}

	/// Somebody at the other end is about to finance a document: says what is known here, and holds it for him if nothing
	/// stands against it.
	pub(crate) fn answer_query(
		corridor: Corridor,
		other_end: Jurisdiction,
		document: H256,
		theirs: HeldClaim,
	) -> DispatchResult {
		let now = Self::now();
		// Nobody there can hold a document for longer than anybody here.
		let until = theirs.until.min(days_from(now, CLAIM_DAYS));
		ensure!(now < until, Error::<T>::Expired);
		let answer = if T::Documents::is_financed(document) {
			DuplicateAnswer::Financed
		} else if T::Documents::is_reserved(document)
			|| Self::stands_against(corridor, other_end, document, theirs.claimed_at)
		{
			DuplicateAnswer::Claimed
		} else {
			Self::note_answer(corridor, document, DuplicateAnswer::Claimed);
			Held::<T>::insert(document, corridor, HeldClaim { until, ..theirs });
			DuplicateAnswer::Clear
		};
		let claimed_at = theirs.claimed_at;
		Self::queue(corridor, CorridorMessage::DuplicateReply { document, claimed_at, answer });
		Ok(())
	}

	/// Whether a claim made here goes before one from the other end.
	fn stands_against(corridor: Corridor, other_end: Jurisdiction, document: H256, claimed_at: Timestamp) -> bool {
		let (Some(claim), Some(home)) = (Claims::<T>::get(document), Home::<T>::get()) else { return false };
		let granted = claim.answer(corridor) == Some(DuplicateAnswer::Clear);
		let first = precedes((claim.claimed_at, home), (claimed_at, other_end));
		claim.stands(Self::now()) && !claim.is_lost() && (granted || first)
	}

	/// What the other end answered to a claim that was made here.
	pub(crate) fn take_reply(
		corridor: Corridor,
		document: H256,
		claimed_at: Timestamp,
		answer: DuplicateAnswer,
	) -> DispatchResult {
		let claim = Claims::<T>::get(document).ok_or(Error::<T>::NotAsked)?;
		let asked = claim.answers.iter().any(|(other, answer)| *other == corridor && answer.is_none());
		ensure!(asked && claim.claimed_at == claimed_at, Error::<T>::NotAsked);
		Self::note_answer(corridor, document, answer);
		Ok(())
	}

	/// A document was financed at the other end.
	pub(crate) fn take_notice(corridor: Corridor, document: H256, notice: FinancedElsewhere) {
		if !FinancedAbroad::<T>::contains_key(document, corridor) {
			SimilarAbroad::<T>::mutate(notice.similar, |count| *count = count.saturating_add(1));
			FinancedAbroad::<T>::insert(document, corridor, notice);
		}
		Held::<T>::remove(document, corridor);
		Self::note_answer(corridor, document, DuplicateAnswer::Financed);
	}

	fn note_answer(corridor: Corridor, document: H256, answer: DuplicateAnswer) {
		Claims::<T>::mutate(document, |claim| {
			if let Some(claim) = claim {
				for (_, known) in claim.answers.iter_mut().filter(|(other, _)| *other == corridor) {
					*known = Some(answer);
				}
			}
		});
	}

	/// The first corridor that may be heard on it and said that the document is financed at its other end.
	pub(crate) fn known_abroad(document: H256) -> Option<(Corridor, Timestamp)> {
		Self::open_for(DataClass::Duplicates).into_iter().find_map(|corridor| {
			FinancedAbroad::<T>::get(document, corridor).map(|elsewhere| (corridor, elsewhere.financed_at))
		})
	}

	/// Whether somebody at another end, who may be heard, has the document held here.
	pub(crate) fn is_held_abroad(document: H256) -> bool {
		let now = Self::now();
		let held = |corridor| Held::<T>::get(document, corridor).is_some_and(|held| now < held.until);
		Self::open_for(DataClass::Duplicates).into_iter().any(held)
	}

	/// Whether an institution's claim, if one is needed, lets money move.
	pub(crate) fn clearance(document: H256, institution: InstitutionId) -> Result<(), Error<T>> {
		if Self::known_abroad(document).is_some() {
			return Err(Error::FinancedAbroad);
		}
		let needed = Self::open_for(DataClass::Duplicates);
		if needed.is_empty() {
			return Ok(());
		}
		let claim = Claims::<T>::get(document)
			.filter(|claim| claim.institution == institution && claim.stands(Self::now()))
			.ok_or(Error::NotClaimed)?;
		let answered = |answer| needed.iter().any(|corridor| claim.answer(*corridor) == Some(answer));
		if answered(DuplicateAnswer::Financed) {
			return Err(Error::FinancedAbroad);
		}
		if answered(DuplicateAnswer::Claimed) {
			return Err(Error::ClaimedAbroad);
		}
		for corridor in needed {
			let asked = claim.answers.iter().any(|(other, _)| *other == corridor);
			match claim.answer(corridor) {
				_ if Self::is_halted(corridor) => return Err(Error::Halted),
				None if asked => return Err(Error::ClaimPending),
				None => return Err(Error::NotClaimed),
				Some(_) => {},
			}
		}
		Ok(())
	}
}
