use crate::*;
use lingnan_support::{InstitutionId, Page, Paging, MOST_LISTED};

impl<T: Config> Pallet<T> {
	/// The institutions, by number.
	pub fn institutions(page: Paging) -> Page<InstitutionView<T::AccountId>> {
		Page::of_numbers(NextInstitution::<T>::get(), page, MOST_LISTED, |id: InstitutionId| {
			let Institution { spec, suspended, missed_deadlines } = Institutions::<T>::get(id)?;
			let InstitutionSpec { name, kind, jurisdiction, key } = spec;
			Some(InstitutionView { id, name, kind, jurisdiction, key, suspended, missed_deadlines })
		})
	}
}
