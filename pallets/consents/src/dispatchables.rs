use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{
	date_of, Act, ConsentId, Enterprises, Institutions, OnConsentRevoked, RegistrationNumber, Timestamp,
};
use sp_core::H256;
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_give(who: T::AccountId, enterprise: RegistrationNumber, terms: ConsentSpec) -> DispatchResult {
		let now = Self::now();
		Self::ensure_may(&who, &enterprise, Act::Consent)?;
		ensure!(T::Institutions::is_active(terms.institution), Error::<T>::InstitutionNotActive);
		ensure!(terms.from < terms.until && now < terms.until, Error::<T>::Expired);
		ensure!((1..=MAX_USES).contains(&terms.uses), Error::<T>::LimitExceeded);
		ensure!((1..=MAX_RETENTION_DAYS).contains(&terms.retention_days), Error::<T>::LimitExceeded);
		Self::ensure_scope(&terms.scope)?;

		let given = GivenToday::<T>::get(&enterprise).one_more(date_of(now), MAX_GIVEN_A_DAY);
		let given = given.ok_or(Error::<T>::TooManyToday)?;
		let id = NextConsent::<T>::get();
		Open::<T>::try_mutate(&enterprise, terms.institution, |open| {
			open.retain(|id| Consents::<T>::get(id).is_some_and(|consent| !consent.is_over(now)));
			open.try_push(id).map_err(|_| Error::<T>::TooManyOpen)
		})?;
		GivenToday::<T>::insert(&enterprise, given);
		NextConsent::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
		GivenBy::<T>::insert(&enterprise, id, ());
		GivenTo::<T>::insert(terms.institution, id, ());
		Consents::<T>::insert(
			id,
			Consent {
				enterprise: enterprise.clone(),
				terms: terms.clone(),
				given_at: now,
				standing: Standing::InForce,
				used: 0,
				last_used: None,
				deletion: None,
			},
		);
		Self::deposit_event(Event::Given { consent: id, enterprise, terms, given_at: now });
		Ok(())
	}

	pub(crate) fn do_pause(who: T::AccountId, id: ConsentId) -> DispatchResult {
		Self::change_standing(&who, id, Act::Daily, |standing| match standing {
			Standing::InForce => Ok(Standing::Paused),
			Standing::Paused => Err(Error::<T>::AlreadyPaused),
			Standing::Revoked => Err(Error::<T>::AlreadyRevoked),
		})?;
		Self::deposit_event(Event::Paused { consent: id });
		Ok(())
	}

	pub(crate) fn do_resume(who: T::AccountId, id: ConsentId) -> DispatchResult {
		Self::change_standing(&who, id, Act::Consent, |standing| match standing {
			Standing::Paused => Ok(Standing::InForce),
			Standing::InForce => Err(Error::<T>::NotPaused),
			Standing::Revoked => Err(Error::<T>::AlreadyRevoked),
		})?;
		Self::deposit_event(Event::Resumed { consent: id });
		Ok(())
	}

	pub(crate) fn do_revoke(who: T::AccountId, id: ConsentId) -> DispatchResult {
		let consent = Self::change_standing(&who, id, Act::Daily, |standing| match standing {
			Standing::InForce | Standing::Paused => Ok(Standing::Revoked),
			Standing::Revoked => Err(Error::<T>::AlreadyRevoked),
		})?;
		Self::close(&consent, id);
		T::OnRevoked::revoked(id, &consent.enterprise);
		Self::deposit_event(Event::Revoked { consent: id });
		Ok(())
	}

	pub(crate) fn do_state_deletion(who: T::AccountId, id: ConsentId, evidence: H256) -> DispatchResult {
		let now = Self::now();
		let mut consent = Consents::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let institution = consent.terms.institution;
		ensure!(T::Institutions::key_of(institution) == Some(who), Error::<T>::NotAuthorized);
		let due = consent.delete_by().ok_or(Error::<T>::NothingToDelete)?;
		ensure!(consent.deletion.is_none(), Error::<T>::NothingToDelete);

		let statement = DeletionStatement { at: now, evidence, late: now > due };
		consent.deletion = Some(statement);
		Consents::<T>::insert(id, consent);
		Owed::<T>::remove(institution, id);
		Disclosures::<T>::remove(id);
		Self::deposit_event(Event::DeletionStated { consent: id, institution, statement });
		Ok(())
	}

	pub(crate) fn do_record_disclosure(who: T::AccountId, id: ConsentId, hash: H256) -> DispatchResult {
		let consent = Consents::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let (enterprise, institution) = (consent.enterprise.clone(), consent.terms.institution);
		Self::ensure_may(&who, &enterprise, Act::Daily)?;
		match consent.stands(Self::now()) {
			ConsentStanding::InForce => {},
			ConsentStanding::Revoked => return Err(Error::<T>::AlreadyRevoked.into()),
			ConsentStanding::Paused => return Err(Error::<T>::AlreadyPaused.into()),
			ConsentStanding::Expired => return Err(Error::<T>::Expired.into()),
			ConsentStanding::Upcoming | ConsentStanding::UsedUp => return Err(Error::<T>::NoConsent.into()),
		}
		ensure!(T::Institutions::is_active(institution), Error::<T>::InstitutionNotActive);

		Disclosures::<T>::try_mutate(id, |told| {
			ensure!(told.iter().all(|one| one.hash != hash), Error::<T>::AlreadyRecorded);
			let number = consent.used.saturating_add(1);
			// As many as it has uses: there is room for each.
			told.try_push(Disclosure { number, hash }).map_err(|_| Error::<T>::NoConsent)
		})?;
		Self::burn(id, consent, 0);
		Self::deposit_event(Event::DisclosureRecorded { consent: id, enterprise, institution, hash });
		Ok(())
	}

	/// Takes a consent off the list of those that may still be used.
	pub(crate) fn close(consent: &Consent, id: ConsentId) {
		Open::<T>::mutate_exists(&consent.enterprise, consent.terms.institution, |open| {
			if let Some(list) = open {
				list.retain(|other| *other != id);
				if list.is_empty() {
					*open = None;
				}
			}
		});
	}

	fn change_standing(
		who: &T::AccountId,
		id: ConsentId,
		act: Act,
		change: impl FnOnce(Standing) -> Result<Standing, Error<T>>,
	) -> Result<Consent, DispatchError> {
		let mut consent = Consents::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		Self::ensure_may(who, &consent.enterprise, act)?;
		consent.standing = change(consent.standing)?;
		Consents::<T>::insert(id, &consent);
		Ok(consent)
	}

	fn ensure_may(who: &T::AccountId, enterprise: &RegistrationNumber, act: Act) -> DispatchResult {
		ensure!(T::Enterprises::exists(enterprise), Error::<T>::NotFound);
		ensure!(T::Enterprises::may(who, enterprise, act)?, Error::<T>::NotAuthorized);
		Ok(())
	}

	fn ensure_scope(scope: &Scope) -> DispatchResult {
		if let Scope::Only(indicators) = scope {
			let mut sorted = indicators.to_vec();
			sorted.sort_unstable();
			sorted.dedup();
			ensure!(!sorted.is_empty() && sorted.len() == indicators.len(), Error::<T>::InvalidScope);
		}
		Ok(())
	}
}
