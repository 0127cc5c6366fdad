use crate::{checks::LastCheck, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{date_of, Agencies, AgencyId, AgencyRight, EnterpriseStatus, RegistrationNumber, Timestamp};

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_register(who: T::AccountId, registration: RegistrationSpec) -> DispatchResult {
		let registrar = Self::ensure_registrar(&who)?;
		Self::enter(registrar, registration, Self::now())
	}

	pub(crate) fn do_register_many(who: T::AccountId, registrations: Vec<RegistrationSpec>) -> DispatchResult {
		let registrar = Self::ensure_registrar(&who)?;
		ensure!(!registrations.is_empty(), Error::<T>::EmptyBatch);
		let now = Self::now();
		registrations.into_iter().try_for_each(|registration| Self::enter(registrar, registration, now))
	}

	pub(crate) fn do_change_status(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		to: EnterpriseStatus,
	) -> DispatchResult {
		let mut record = Self::record(&enterprise)?;
		Self::keeper(&who, &record).ok_or(Error::<T>::NotAuthorized)?;
		let from = record.status;
		ensure!(from != to, Error::<T>::StatusUnchanged);
		ensure!(from != EnterpriseStatus::Deregistered, Error::<T>::AlreadyDeregistered);

		record.status = to;
		Enterprises::<T>::insert(&enterprise, record);
		Self::deposit_event(Event::StatusChanged { enterprise, from, to });
		Ok(())
	}

	pub(crate) fn do_record_succession(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		successor: RegistrationNumber,
	) -> DispatchResult {
		let mut record = Self::record(&enterprise)?;
		Self::keeper(&who, &record).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(record.successor.is_none(), Error::<T>::AlreadySucceeded);
		ensure!(enterprise != successor, Error::<T>::InvalidSuccessor);
		ensure!(Self::record(&successor)?.successor.is_none(), Error::<T>::InvalidSuccessor);

		record.successor = Some(successor.clone());
		Enterprises::<T>::insert(&enterprise, record);
		Self::deposit_event(Event::Succeeded { enterprise, successor });
		Ok(())
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		amendment: AmendmentSpec,
	) -> DispatchResult {
		let mut record = Self::record(&enterprise)?;
		Self::keeper(&who, &record).ok_or(Error::<T>::NotAuthorized)?;
		Self::ensure_description(&amendment.legal_name, &amendment.industry, amendment.registered_capital)?;

		record.division = Self::division_for(&enterprise, amendment.division)?;
		record.legal_name = amendment.legal_name.clone();
		record.industry = amendment.industry.clone();
		record.registered_capital = amendment.registered_capital;
		Enterprises::<T>::insert(&enterprise, record);
		Self::deposit_event(Event::Amended { enterprise, amendment });
		Ok(())
	}

	/// Checks one enterprise and enters it in a registrar's name.
	pub(crate) fn enter(registrar: AgencyId, registration: RegistrationSpec, now: Timestamp) -> DispatchResult {
		let RegistrationSpec { number, legal_name, industry, founded, registered_capital, .. } = &registration;
		let mismatch = registration.accept_outer_check_mismatch;
		Self::ensure_number(number, if mismatch { LastCheck::Fails } else { LastCheck::Holds })?;
		ensure!(!Enterprises::<T>::contains_key(number), Error::<T>::AlreadyExists);
		Self::ensure_description(legal_name, industry, *registered_capital)?;
		ensure!(registration.lei.as_ref().is_none_or(|lei| lei.is_valid()), Error::<T>::InvalidLei);
		ensure!(*founded <= date_of(now), Error::<T>::InvalidDate);
		let division = Self::division_for(number, registration.division)?;

		Enterprises::<T>::insert(
			number,
			Enterprise {
				legal_name: legal_name.clone(),
				industry: industry.clone(),
				division,
				founded: *founded,
				registered_capital: *registered_capital,
				capital_currency: registration.capital_currency,
				lei: registration.lei,
				outer_check_mismatch: registration.accept_outer_check_mismatch,
				status: EnterpriseStatus::Active,
				controller: None,
				term: 0,
				registrar,
				registered_at: now,
				successor: None,
			},
		);
		Self::deposit_event(Event::Registered { enterprise: number.clone(), registrar, registration });
		Ok(())
	}

	pub(crate) fn record(enterprise: &RegistrationNumber) -> Result<Enterprise<T::AccountId>, DispatchError> {
		Enterprises::<T>::get(enterprise).ok_or_else(|| Error::<T>::NotFound.into())
	}

	fn ensure_registrar(who: &T::AccountId) -> Result<AgencyId, DispatchError> {
		T::Agencies::with_right(who, AgencyRight::Registrar).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}
}
