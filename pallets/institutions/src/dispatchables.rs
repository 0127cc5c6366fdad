use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{InstitutionId, NoSeat, Seats as _};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(spec: InstitutionSpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		ensure!(!InstitutionByKey::<T>::contains_key(&spec.key), Error::<T>::AlreadyExists);
		Self::change_seats(None, Some(&spec.key))?;

		let id = NextInstitution::<T>::get();
		NextInstitution::<T>::put(id.saturating_add(1));
		Self::grant_key(id, &spec.key);
		Institutions::<T>::insert(id, Institution { spec: spec.clone(), suspended: false, missed_deadlines: 0 });
		Self::deposit_event(Event::Registered { institution: id, spec });
		Ok(())
	}

	pub(crate) fn do_suspend(id: InstitutionId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(!institution.suspended, Error::<T>::Suspended);
		Self::change_seats(Some(&institution.spec.key), None)?;
		institution.suspended = true;
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::Suspended { institution: id });
		Ok(())
	}

	pub(crate) fn do_reinstate(id: InstitutionId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(institution.suspended, Error::<T>::NotSuspended);
		Self::change_seats(None, Some(&institution.spec.key))?;
		institution.suspended = false;
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::Reinstated { institution: id });
		Ok(())
	}

	pub(crate) fn do_rekey(id: InstitutionId, key: T::AccountId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(!InstitutionByKey::<T>::contains_key(&key), Error::<T>::AlreadyExists);
		if !institution.suspended {
			Self::change_seats(Some(&institution.spec.key), Some(&key))?;
		}

		let from = core::mem::replace(&mut institution.spec.key, key.clone());
		InstitutionByKey::<T>::remove(&from);
		frame_system::Pallet::<T>::dec_sufficients(&from);
		Self::grant_key(id, &key);
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::Rekeyed { institution: id, from, to: key });
		Ok(())
	}

	fn institution(id: InstitutionId) -> Result<Institution<T::AccountId>, DispatchError> {
		Institutions::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// The key signs for the institution, and needs no coins for it.
	fn grant_key(id: InstitutionId, key: &T::AccountId) {
		InstitutionByKey::<T>::insert(key, id);
		frame_system::Pallet::<T>::inc_sufficients(key);
	}

	/// Keeps the council in step: a seat for each key that speaks for an institution in good standing.
	fn change_seats(outgoing: Option<&T::AccountId>, incoming: Option<&T::AccountId>) -> DispatchResult {
		T::Seats::change(outgoing, incoming).map_err(|refusal| match refusal {
			NoSeat::Full => Error::<T>::CouncilFull.into(),
			NoSeat::Last => Error::<T>::LastSeat.into(),
		})
	}
}
