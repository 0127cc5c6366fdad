use crate::*;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{
	date_of, Act, Date, Enterprises as _, InstitutionId, Institutions as _, LineId, Text, Timestamp, SECONDS_PER_DAY,
};
use sp_core::H256;
use sp_runtime::ArithmeticError;

/// For so long an offer stands at most, as offers of loans do.
const NINETY_DAYS: Timestamp = SECONDS_PER_DAY.saturating_mul(90);

/// What the enterprise signs.
pub fn hash_of(terms: &LineTerms) -> H256 {
	H256(sp_io::hashing::blake2_256(&terms.encode()))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn today() -> Date {
		date_of(Self::now())
	}

	pub(crate) fn do_offer(who: T::AccountId, spec: LineSpec) -> DispatchResult {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		spec.check().map_err(|flaw| match flaw {
			LineFlaw::Limit | LineFlaw::Rate | LineFlaw::Tenor => Error::<T>::LimitExceeded,
			LineFlaw::Days | LineFlaw::Twice | LineFlaw::DueDays => Error::<T>::InvalidLine,
		})?;
		ensure!(T::Enterprises::is_active(&spec.enterprise), Error::<T>::EnterpriseNotActive);
		let now = Self::now();
		let stands = now < spec.valid_until && spec.valid_until <= now.saturating_add(NINETY_DAYS);
		ensure!(stands && Self::today() <= spec.until, Error::<T>::Expired);
		let offered = OfferedToday::<T>::get(institution).one_more(Self::today(), MAX_OFFERED_A_DAY);
		let offered = offered.ok_or(Error::<T>::TooManyToday)?;

		let line = NextLine::<T>::get();
		NextLine::<T>::put(line.next().ok_or(ArithmeticError::Overflow)?);
		OfferedToday::<T>::insert(institution, offered);
		LinesOf::<T>::insert(&spec.enterprise, line, ());
		LinesBy::<T>::insert(institution, line, ());
		let (enterprise, valid_until) = (spec.enterprise.clone(), spec.valid_until);
		let record = Line {
			institution,
			spec,
			state: LineState::Offered,
			offered_at: now,
			accepted_on: None,
			cancelled_on: None,
			drawn: 0,
			used_up: 0,
			stops: Default::default(),
		};
		let terms_hash = hash_of(&Self::terms(line, &record));
		Lines::<T>::insert(line, record);
		Self::deposit_event(Event::Offered { line, institution, enterprise, terms_hash, valid_until });
		Ok(())
	}

	pub(crate) fn do_accept(who: T::AccountId, id: LineId, terms_hash: H256) -> DispatchResult {
		let mut line = Self::record(id)?;
		let LineSpec { enterprise, currency, limit, until, .. } = &line.spec;
		// Who does not act for the firm learns nothing of where the offer stands.
		ensure!(T::Enterprises::may(&who, enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(line.state == LineState::Offered, Error::<T>::WrongState);
		let today = Self::today();
		ensure!(line.state_at(Self::now(), today) == LineState::Offered && today <= *until, Error::<T>::Expired);
		ensure!(hash_of(&Self::terms(id, &line)) == terms_hash, Error::<T>::TermsMismatch);
		ensure!(T::Enterprises::is_active(enterprise), Error::<T>::EnterpriseNotActive);
		ensure!(T::Institutions::is_active(line.institution), Error::<T>::NotAuthorized);
		let act = Act::Accept(*currency, *limit);
		ensure!(T::Enterprises::may(&who, enterprise, act)?, Error::<T>::NotAuthorized);

		line.state = LineState::InForce;
		line.accepted_on = Some(today);
		Lines::<T>::insert(id, line);
		Self::deposit_event(Event::Accepted { line: id, terms_hash });
		Ok(())
	}

	pub(crate) fn do_freeze(who: T::AccountId, id: LineId, reason: Text<64>) -> DispatchResult {
		let mut line = Self::record(id)?;
		// To lend less is open to a suspended institution too.
		ensure!(T::Institutions::key_of(line.institution) == Some(who), Error::<T>::NotAuthorized);
		Self::ensure_stands(&line, LineState::InForce)?;
		ensure!(reason.is_valid(), Error::<T>::InvalidReason);
		line.state = LineState::Frozen;
		let stop = LineStop { from: Self::today(), to: None };
		if let Err(stop) = line.stops.try_push(stop) {
			// The days between are given to the firm: nothing is kept of them.
			let last = line.stops.last_mut().ok_or(Error::<T>::WrongState)?;
			last.to = stop.to;
		}
		Lines::<T>::insert(id, line);
		Self::deposit_event(Event::Frozen { line: id, reason });
		Ok(())
	}

	pub(crate) fn do_unfreeze(who: T::AccountId, id: LineId) -> DispatchResult {
		let mut line = Self::record(id)?;
		ensure!(Self::is_lender(&who, line.institution), Error::<T>::NotAuthorized);
		Self::ensure_stands(&line, LineState::Frozen)?;
		line.state = LineState::InForce;
		if let Some(stop) = line.stops.last_mut() {
			stop.to = Some(Self::today());
		}
		Lines::<T>::insert(id, line);
		Self::deposit_event(Event::Unfrozen { line: id });
		Ok(())
	}

	pub(crate) fn do_cancel(who: T::AccountId, id: LineId) -> DispatchResult {
		let mut line = Self::record(id)?;
		let by_lender = T::Institutions::key_of(line.institution).as_ref() == Some(&who);
		let LineSpec { enterprise, currency, limit, .. } = &line.spec;
		let act = match line.state {
			// Nothing was agreed, so to refuse binds the firm to nothing.
			LineState::Offered => Act::Daily,
			_ => Act::Accept(*currency, *limit),
		};
		ensure!(by_lender || T::Enterprises::may(&who, enterprise, act)?, Error::<T>::NotAuthorized);
		match line.state {
			LineState::Offered => Self::remove(id, &line),
			LineState::InForce | LineState::Frozen => {
				ensure!(line.drawn == 0, Error::<T>::StillDrawn);
				line.state = LineState::Cancelled;
				line.cancelled_on = Some(Self::today());
				Lines::<T>::insert(id, line);
			},
			LineState::Cancelled | LineState::Expired => return Err(Error::<T>::WrongState.into()),
		}
		Self::deposit_event(Event::Cancelled { line: id, by_lender });
		Ok(())
	}

	pub(crate) fn do_clear(id: LineId) -> DispatchResult {
		let line = Self::record(id)?;
		ensure!(line.state == LineState::Offered, Error::<T>::WrongState);
		ensure!(line.state_at(Self::now(), Self::today()) == LineState::Expired, Error::<T>::NotExpired);
		Self::remove(id, &line);
		Self::deposit_event(Event::OfferCleared { line: id });
		Ok(())
	}

	/// What was offered and nobody accepted leaves no trace but its events.
	fn remove(id: LineId, line: &Line) {
		LinesOf::<T>::remove(&line.spec.enterprise, id);
		LinesBy::<T>::remove(line.institution, id);
		Lines::<T>::remove(id);
	}

	/// In this state, and its last day is not over.
	fn ensure_stands(line: &Line, state: LineState) -> DispatchResult {
		ensure!(line.state == state, Error::<T>::WrongState);
		ensure!(line.state_at(Self::now(), Self::today()) == state, Error::<T>::Expired);
		Ok(())
	}

	fn is_lender(who: &T::AccountId, institution: InstitutionId) -> bool {
		T::Institutions::institution_of(who) == Some(institution)
	}

	pub(crate) fn record(id: LineId) -> Result<Line, DispatchError> {
		Lines::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	pub(crate) fn terms(line: LineId, record: &Line) -> LineTerms {
		LineTerms { line, institution: record.institution, spec: record.spec.clone() }
	}
}
