use crate::*;
use alloc::vec::Vec;
use lingnan_support::{Page, Paging, RegistrationNumber, MOST_LISTED};

impl<T: Config> Pallet<T> {
	/// An enterprise as the register knows it.
	pub fn enterprise(number: RegistrationNumber) -> Option<EnterpriseView<T::AccountId>> {
		let record = Enterprises::<T>::get(&number)?;
		let freeze = Freezes::<T>::get(&number).unwrap_or_default();
		let now = Self::now();
		let mut officers: Vec<_> = Mandates::<T>::iter_prefix(&number)
			.map(|(officer, mandate)| OfficerView {
				in_force: Self::in_force(&mandate, &record),
				officer,
				duties: mandate.spec.duties.into_inner(),
				limits: mandate.spec.limits.into_inner(),
				until: mandate.spec.until,
			})
			.collect();
		officers.sort_unstable_by(|a, b| a.officer.cmp(&b.officer));
		Some(EnterpriseView {
			recovery: Recoveries::<T>::get(&number),
			frozen_by_controller: freeze.by_controller,
			frozen_until: (now < freeze.until).then_some(freeze.until),
			officers,
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

	/// What an account controls, each page in the order of the numbers.
	pub fn enterprises_of(account: &T::AccountId, page: Paging) -> Page<RegistrationNumber> {
		let mut page = Page::of_places(ControlledBy::<T>::iter_key_prefix(account), page, MOST_LISTED);
		page.items.sort_unstable();
		page
	}
}
