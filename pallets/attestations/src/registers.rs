//! Agencies and indicators: what governance enters.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{AgencyId, IndicatorId, Member, MemberRefusal, Members};
use sp_runtime::ArithmeticError;

impl<T: Config> Members<T> for Pallet<T> {
	type All = Agencies<T>;
	type ByKey = AgencyByKey<T>;
	type Id = AgencyId;
	type Member = Agency<T::AccountId>;
	type Next = NextAgency<T>;
	type Seats = T::Seats;
}

impl<AccountId> Member<AccountId> for Agency<AccountId> {
	fn key(&mut self) -> &mut AccountId {
		&mut self.spec.key
	}
	fn suspended(&mut self) -> &mut bool {
		&mut self.suspended
	}
}

impl<T> From<MemberRefusal> for Error<T> {
	fn from(refusal: MemberRefusal) -> Self {
		match refusal {
			MemberRefusal::NotFound => Self::NotFound,
			MemberRefusal::AlreadyExists => Self::AlreadyExists,
			MemberRefusal::Suspended => Self::Suspended,
			MemberRefusal::NotSuspended => Self::NotSuspended,
			MemberRefusal::CouncilFull => Self::CouncilFull,
			MemberRefusal::LastSeat => Self::LastSeat,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn enter_agency(spec: AgencySpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		let mut rights = spec.rights.to_vec();
		rights.sort_unstable();
		rights.dedup();
		ensure!(rights.len() == spec.rights.len(), Error::<T>::InvalidRights);
		let record = Agency { spec: spec.clone(), suspended: false };
		let agency = Self::enter_member(record).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::AgencyRegistered { agency, spec });
		Ok(())
	}

	pub(crate) fn do_suspend_agency(agency: AgencyId) -> DispatchResult {
		Self::suspend_member(agency).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::AgencySuspended { agency });
		Ok(())
	}

	pub(crate) fn do_reinstate_agency(agency: AgencyId) -> DispatchResult {
		Self::reinstate_member(agency).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::AgencyReinstated { agency });
		Ok(())
	}

	pub(crate) fn do_rekey_agency(agency: AgencyId, to: T::AccountId) -> DispatchResult {
		let from = Self::rekey_member(agency, to.clone()).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::AgencyRekeyed { agency, from, to });
		Ok(())
	}

	pub(crate) fn enter_indicator(spec: IndicatorSpec) -> DispatchResult {
		ensure!(spec.name.is_valid() && spec.unit.is_valid(), Error::<T>::InvalidName);
		ensure!(!spec.personal, Error::<T>::PersonalData);
		ensure!(Agencies::<T>::contains_key(spec.owner), Error::<T>::NotFound);
		let ascending = spec.edges.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
		// There is one bin more than edges.
		let is_few = spec.class == Class::Register || spec.edges.len() < MAX_BINS as usize;
		ensure!(!spec.edges.is_empty() && ascending && is_few, Error::<T>::InvalidEdges);
		ensure!((1..=MAX_VALIDITY_DAYS).contains(&spec.validity_days), Error::<T>::LimitExceeded);

		let id = NextIndicator::<T>::get();
		NextIndicator::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
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
}
