use crate::*;
use lingnan_support::{InstitutionId, Members as _};

impl<T: Config> Pallet<T> {
	/// Whether the account signs for an institution, suspended or not.
	pub fn is_party(who: &T::AccountId) -> bool {
		InstitutionByKey::<T>::contains_key(who)
	}
}

impl<T: Config> lingnan_support::Institutions<T::AccountId> for Pallet<T> {
	fn institution_of(who: &T::AccountId) -> Option<InstitutionId> {
		Self::member_of(who)
	}

	fn is_active(institution: InstitutionId) -> bool {
		Self::is_in_good_standing(institution)
	}

	fn key_of(institution: InstitutionId) -> Option<T::AccountId> {
		Institutions::<T>::get(institution).map(|institution| institution.spec.key)
	}

	fn count_missed_deadline(institution: InstitutionId) -> u32 {
		Institutions::<T>::mutate(institution, |record| {
			record.as_mut().map_or(0, |record| {
				record.missed_deadlines = record.missed_deadlines.saturating_add(1);
				record.missed_deadlines
			})
		})
	}
}
