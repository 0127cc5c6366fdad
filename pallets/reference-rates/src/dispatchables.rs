use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{date_of, Agencies as _, AgencyId, Date, Rate, ReferenceRateId};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn today() -> Date {
		date_of(T::Clock::now().as_secs())
	}

	pub(crate) fn do_define(spec: ReferenceRateSpec) -> DispatchResult {
		ensure!(spec.name.is_valid() && spec.tenor.is_valid(), Error::<T>::InvalidName);
		ensure!(T::Agencies::key_of(spec.agency).is_some(), Error::<T>::UnknownAgency);
		let number = NextReference::<T>::get();
		ensure!(number.0 < MOST_REFERENCES, Error::<T>::LimitExceeded);
		let same = |one: &Reference| {
			(&one.spec.name, &one.spec.tenor, one.spec.currency) == (&spec.name, &spec.tenor, spec.currency)
		};
		ensure!(!References::<T>::iter_values().any(|one| same(&one)), Error::<T>::AlreadyExists);
		NextReference::<T>::put(number.next().ok_or(ArithmeticError::Overflow)?);
		References::<T>::insert(number, Reference { spec: spec.clone(), retired: false });
		Self::deposit_event(Event::Defined { reference: number, spec });
		Ok(())
	}

	pub(crate) fn do_assign(number: ReferenceRateId, agency: AgencyId) -> DispatchResult {
		let mut reference = Self::in_use(number)?;
		ensure!(T::Agencies::key_of(agency).is_some(), Error::<T>::UnknownAgency);
		ensure!(reference.spec.agency != agency, Error::<T>::AlreadyExists);
		reference.spec.agency = agency;
		References::<T>::insert(number, reference);
		Self::deposit_event(Event::Assigned { reference: number, agency });
		Ok(())
	}

	pub(crate) fn do_retire(number: ReferenceRateId) -> DispatchResult {
		let reference = Self::in_use(number)?;
		References::<T>::insert(number, Reference { retired: true, ..reference });
		Self::deposit_event(Event::ReferenceRetired { reference: number });
		Ok(())
	}

	pub(crate) fn do_publish(who: T::AccountId, number: ReferenceRateId, quote: ReferenceQuote) -> DispatchResult {
		let agency = Self::in_use(number)?.spec.agency;
		ensure!(T::Agencies::agency_of(&who) == Some(agency), Error::<T>::NotAuthorized);
		let today = Self::today();
		ensure!(quote.published <= today, Error::<T>::Future);
		ensure!(today.saturating_sub(quote.published) <= LATEST_DAYS, Error::<T>::TooLate);
		Self::enter(number, agency, quote)
	}

	/// Enters a quote behind the others.
	pub(crate) fn enter(number: ReferenceRateId, agency: AgencyId, quote: ReferenceQuote) -> DispatchResult {
		ensure!(quote.rate <= Rate(Rate::WHOLE), Error::<T>::LimitExceeded);
		Quotes::<T>::try_mutate(number, |quotes| -> Result<(), Error<T>> {
			let later = quotes.last().is_none_or(|last| last.published < quote.published);
			ensure!(later, Error::<T>::NotLater);
			if quotes.is_full() {
				quotes.remove(0);
			}
			quotes.try_push(quote).map_err(|_| Error::<T>::LimitExceeded)
		})?;
		Self::deposit_event(Event::Published { reference: number, agency, quote });
		Ok(())
	}

	/// A reference that is not retired.
	fn in_use(number: ReferenceRateId) -> Result<Reference, DispatchError> {
		let reference = References::<T>::get(number).ok_or(Error::<T>::NotFound)?;
		ensure!(!reference.retired, Error::<T>::Retired);
		Ok(reference)
	}
}
