//! Agencies and indicators: what governance enters.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{AgencyId, IndicatorId, NoSeat, Seats as _};

impl<T: Config> Pallet<T> {
	pub(crate) fn enter_agency(spec: AgencySpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		let mut rights = spec.rights.to_vec();
		rights.sort_unstable();
		rights.dedup();
		ensure!(rights.len() == spec.rights.len(), Error::<T>::InvalidRights);
		ensure!(!AgencyByKey::<T>::contains_key(&spec.key), Error::<T>::AlreadyExists);
		Self::change_seats(None, Some(&spec.key))?;

		let id = NextAgency::<T>::get();
		NextAgency::<T>::put(id.saturating_add(1));
		Self::grant_key(id, &spec.key);
		Agencies::<T>::insert(id, Agency { spec: spec.clone(), suspended: false });
		Self::deposit_event(Event::AgencyRegistered { agency: id, spec });
		Ok(())
	}

	pub(crate) fn do_suspend_agency(id: AgencyId) -> DispatchResult {
		let mut agency = Self::agency(id)?;
		ensure!(!agency.suspended, Error::<T>::Suspended);
		Self::change_seats(Some(&agency.spec.key), None)?;
		agency.suspended = true;
		Agencies::<T>::insert(id, agency);
		Self::deposit_event(Event::AgencySuspended { agency: id });
		Ok(())
	}

	pub(crate) fn do_reinstate_agency(id: AgencyId) -> DispatchResult {
		let mut agency = Self::agency(id)?;
		ensure!(agency.suspended, Error::<T>::NotSuspended);
		Self::change_seats(None, Some(&agency.spec.key))?;
		agency.suspended = false;
		Agencies::<T>::insert(id, agency);
		Self::deposit_event(Event::AgencyReinstated { agency: id });
		Ok(())
	}

	pub(crate) fn do_rekey_agency(id: AgencyId, key: T::AccountId) -> DispatchResult {
		let mut agency = Self::agency(id)?;
		ensure!(!AgencyByKey::<T>::contains_key(&key), Error::<T>::AlreadyExists);
		if !agency.suspended {
			Self::change_seats(Some(&agency.spec.key), Some(&key))?;
		}

		let from = core::mem::replace(&mut agency.spec.key, key.clone());
		AgencyByKey::<T>::remove(&from);
		frame_system::Pallet::<T>::dec_sufficients(&from);
		Self::grant_key(id, &key);
		Agencies::<T>::insert(id, agency);
		Self::deposit_event(Event::AgencyRekeyed { agency: id, from, to: key });
		Ok(())
	}

	pub(crate) fn enter_indicator(spec: IndicatorSpec) -> DispatchResult {
		ensure!(spec.name.is_valid() && spec.unit.is_valid(), Error::<T>::InvalidName);
		ensure!(Agencies::<T>::contains_key(spec.owner), Error::<T>::NotFound);
		let ascending = spec.edges.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
		ensure!(!spec.edges.is_empty() && ascending, Error::<T>::InvalidEdges);
		ensure!((1..=MAX_VALIDITY_DAYS).contains(&spec.validity_days), Error::<T>::LimitExceeded);

		let id = NextIndicator::<T>::get();
		NextIndicator::<T>::put(id.saturating_add(1));
		Indicators::<T>::insert(id, Indicator { spec: spec.clone(), retired: false });
		Self::deposit_event(Event::IndicatorDefined { indicator: id, spec });
		Ok(())
	}

	pub(crate) fn do_retire_indicator(id: IndicatorId) -> DispatchResult {
		let mut indicator = Self::indicator_record(id)?;
		ensure!(!indicator.retired, Error::<T>::Retired);
		indicator.retired = true;
		Indicators::<T>::insert(id, indicator);
		Self::deposit_event(Event::IndicatorRetired { indicator: id });
		Ok(())
	}

	pub(crate) fn agency(id: AgencyId) -> Result<Agency<T::AccountId>, DispatchError> {
		Agencies::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	pub(crate) fn indicator_record(id: IndicatorId) -> Result<Indicator, DispatchError> {
		Indicators::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// The key signs for the agency, and needs no coins for it.
	fn grant_key(id: AgencyId, key: &T::AccountId) {
		AgencyByKey::<T>::insert(key, id);
		frame_system::Pallet::<T>::inc_sufficients(key);
	}

	/// Keeps the council in step: a seat for each key that speaks for an agency in good standing.
	fn change_seats(outgoing: Option<&T::AccountId>, incoming: Option<&T::AccountId>) -> DispatchResult {
		T::Seats::change(outgoing, incoming).map_err(|refusal| match refusal {
			NoSeat::Full => Error::<T>::CouncilFull.into(),
			NoSeat::Last => Error::<T>::LastSeat.into(),
		})
	}
}
