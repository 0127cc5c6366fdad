use crate::*;
use alloc::vec::Vec;
use lingnan_support::RegistrationNumber;

impl<T: Config> Pallet<T> {
	/// An enterprise as the register knows it.
	pub fn enterprise(number: RegistrationNumber) -> Option<EnterpriseView<T::AccountId>> {
		let record = Enterprises::<T>::get(&number)?;
		Some(EnterpriseView {
			jurisdiction: number.jurisdiction(),
			control_offered_to: Offers::<T>::get(&number),
			number,
			legal_name: record.legal_name,
			industry: record.industry,
			division: record.division,
			founded: record.founded,
			registered_capital: record.registered_capital,
			capital_currency: record.capital_currency,
			lei: record.lei,
			outer_check_mismatch: record.outer_check_mismatch,
			status: record.status,
			controller: record.controller,
			registrar: record.registrar,
			registered_at: record.registered_at,
			successor: record.successor,
		})
	}

	/// What an account controls, in the order of the numbers.
	pub fn enterprises_of(account: &T::AccountId) -> Vec<RegistrationNumber> {
		let mut numbers: Vec<_> = ControlledBy::<T>::iter_key_prefix(account).collect();
		numbers.sort_unstable();
		numbers
	}
}
