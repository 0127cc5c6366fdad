use crate::*;
use lingnan_support::{EnterpriseProfile, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// Whether the account controls an enterprise or was offered control of one.
	pub fn is_party(who: &T::AccountId) -> bool {
		Stakes::<T>::contains_key(who)
	}
}

impl<T: Config> lingnan_support::Enterprises<T::AccountId> for Pallet<T> {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		Enterprises::<T>::get(enterprise).map(|record| EnterpriseProfile {
			status: record.status,
			jurisdiction: enterprise.jurisdiction(),
			industry: record.industry,
			division: record.division,
			founded: record.founded,
			registered_capital: record.registered_capital,
			capital_currency: record.capital_currency,
		})
	}

	fn controller(enterprise: &RegistrationNumber) -> Option<T::AccountId> {
		Enterprises::<T>::get(enterprise)?.controller
	}
}
