use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{Amount, Division, Industry, RegistrationIssue, RegistrationNumber, Text, MAX_AMOUNT};

/// What a registrar says of the last check character of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastCheck {
	Holds,
	/// It fails, and the registrar stands for the number.
	Fails,
}

impl<T: Config> Pallet<T> {
	/// Every published rule of a number. The last check character alone may fail, when the registrar stands for it.
	pub(crate) fn ensure_number(number: &RegistrationNumber, last_check: LastCheck) -> DispatchResult {
		match number.check() {
			Ok(()) => ensure!(last_check == LastCheck::Holds, Error::<T>::NoMismatchToAccept),
			Err(RegistrationIssue::OuterCheck) => {
				ensure!(last_check == LastCheck::Fails, Error::<T>::OuterCheckFailed)
			},
			Err(RegistrationIssue::OrganisationCodeCheck) => return Err(Error::<T>::OrganisationCodeCheckFailed.into()),
			Err(_) => return Err(Error::<T>::InvalidNumber.into()),
		}
		Ok(())
	}

	pub(crate) fn ensure_description(name: &Text<128>, industry: &Industry, capital: Amount) -> DispatchResult {
		ensure!(name.is_valid(), Error::<T>::InvalidName);
		ensure!(industry.is_valid(), Error::<T>::InvalidIndustry);
		ensure!(capital <= MAX_AMOUNT, Error::<T>::LimitExceeded);
		Ok(())
	}

	/// The division to enter: on the mainland the one named or else the one inside the number, which a code of
	/// the national register (100000) does not have; elsewhere none.
	pub(crate) fn division_for(
		number: &RegistrationNumber,
		named: Option<Division>,
	) -> Result<Option<Division>, Error<T>> {
		let division = match number {
			RegistrationNumber::Mainland(_) => named.or(number.division().map(Division)),
			_ if named.is_some() => return Err(Error::<T>::InvalidDivision),
			_ => None,
		};
		match division {
			Some(division) if !division.is_valid() => Err(Error::<T>::InvalidDivision),
			division => Ok(division),
		}
	}
}
