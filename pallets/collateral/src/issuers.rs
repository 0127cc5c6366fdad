//! Keys by which the agencies that issue documents make tokens: the public halves, by version.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{Agencies, AgencyId, AgencyRight};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_token_version(who: T::AccountId, key: H256) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		// A point of the group other than the neutral one, as commitments are.
		ensure!(lingnan_sealed::is_commitment(&key.0), Error::<T>::InvalidKey);
		let mut keys = IssuerKeys::<T>::get(agency);
		ensure!(!keys.iter().any(|known| known.key == key), Error::<T>::AlreadyExists);
		let last = keys.last().map_or(0, |known| known.version);
		let version = last.checked_add(1).ok_or(Error::<T>::TooManyVersions)?;
		if keys.is_full() {
			let retired = keys.iter().position(|known| known.retired_on.is_some());
			keys.remove(retired.ok_or(Error::<T>::TooManyVersions)?);
		}
		let opened = IssuerKey { version, key, opened_on: Self::today(), retired_on: None };
		keys.try_push(opened).map_err(|_| Error::<T>::TooManyVersions)?;
		IssuerKeys::<T>::insert(agency, keys);
		Self::deposit_event(Event::TokenVersionOpened { agency, version, key });
		Ok(())
	}

	pub(crate) fn do_retire_token_version(who: T::AccountId, version: u16) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		let today = Self::today();
		IssuerKeys::<T>::try_mutate(agency, |keys| {
			let known = keys.iter_mut().find(|known| known.version == version).ok_or(Error::<T>::NotFound)?;
			ensure!(known.retired_on.is_none(), Error::<T>::TokenVersionRetired);
			known.retired_on = Some(today);
			Ok::<(), DispatchError>(())
		})?;
		Self::deposit_event(Event::TokenVersionRetired { agency, version });
		Ok(())
	}

	pub(crate) fn ensure_issuer(who: &T::AccountId) -> Result<AgencyId, DispatchError> {
		T::Agencies::with_right(who, AgencyRight::Customs).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	/// Tokens under this version of the agency's key are taken.
	pub(crate) fn ensure_in_force(agency: AgencyId, version: u16) -> DispatchResult {
		let keys = IssuerKeys::<T>::get(agency);
		let known = keys.iter().find(|known| known.version == version).ok_or(Error::<T>::InvalidTokenVersion)?;
		ensure!(known.retired_on.is_none(), Error::<T>::TokenVersionRetired);
		Ok(())
	}
}
