use crate::*;
use lingnan_support::{Currency, InstitutionId, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// Whether the account signs for an institution, suspended or not.
	pub fn is_party(who: &T::AccountId) -> bool {
		InstitutionByKey::<T>::contains_key(who)
	}

	/// What matching must know of an institution.
	pub(crate) fn lender(
		institution: InstitutionId,
		enterprise: &RegistrationNumber,
		currency: Currency,
	) -> matching::Lender {
		let active = <Self as lingnan_support::Institutions<T::AccountId>>::is_active(institution);
		matching::Lender { active, headroom: Self::headroom_at(institution, enterprise, currency) }
	}
}

impl<T: Config> lingnan_support::Institutions<T::AccountId> for Pallet<T> {
	fn institution_of(who: &T::AccountId) -> Option<InstitutionId> {
		let id = InstitutionByKey::<T>::get(who)?;
		Institutions::<T>::get(id).filter(|institution| !institution.suspended).map(|_| id)
	}

	fn is_active(institution: InstitutionId) -> bool {
		Institutions::<T>::get(institution).is_some_and(|institution| !institution.suspended)
	}

	fn key_of(institution: InstitutionId) -> Option<T::AccountId> {
		Institutions::<T>::get(institution).map(|institution| institution.spec.key)
	}
}
