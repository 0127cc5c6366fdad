use crate::*;
use alloc::vec::Vec;
use lingnan_support::{Page, Paging, RegistrationNumber, StoredPage, Timestamp, MOST_LISTED};

impl<T: Config> Pallet<T> {
	/// An enterprise as the register knows it.
	pub fn enterprise(number: RegistrationNumber) -> Option<EnterpriseView<T::AccountId>> {
		let record = Enterprises::<T>::get(&number)?;
		let freeze = Freezes::<T>::get(&number).unwrap_or_default();
		let now = Self::now();
		let until = |span: Span| span.holds(now).then_some(span.until);
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
		let recovery = Recoveries::<T>::get(&number);
		Some(EnterpriseView {
			recovery_stands: recovery.as_ref().is_some_and(|recovery| Self::leads_on(&number, recovery, now)),
			recovery,
			frozen_by_controller: freeze.by_controller,
			frozen_until: until(freeze.by_registrar),
			frozen_by_guardians_until: until(freeze.by_guardians),
			guardians: Self::guardians_of(&number, now),
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

	fn guardians_of(number: &RegistrationNumber, now: Timestamp) -> Option<GuardiansView<T::AccountId>> {
		let standing = Self::guardianship(number, now);
		if standing == Guardianship::default() {
			return None;
		}
		let words = Self::words(number, &standing, now).into_iter().filter(|word| word.open);
		let words =
			words.map(|word| WordView { until: Self::word_until(&word), guardian: word.guardian, act: word.act });
		Some(GuardiansView {
			words: words.collect(),
			accounts: standing.guardians.accounts.into_inner(),
			threshold: standing.guardians.threshold,
			next: standing.next,
			vetoed_until: (now < standing.vetoed_until).then_some(standing.vetoed_until),
			kept_until: (now < standing.kept_until).then_some(standing.kept_until),
		})
	}

	/// Every enterprise of the register, in no order that means something.
	pub fn enterprises(page: Paging) -> Page<EnterpriseLine> {
		Page::of_all_hashed_keys::<Enterprises<T>, _, _>(page, MOST_LISTED, |number: RegistrationNumber| {
			let record = Enterprises::<T>::get(&number)?;
			Some(EnterpriseLine {
				number,
				legal_name: record.legal_name,
				industry: record.industry,
				division: record.division,
				founded: record.founded,
				status: record.status,
				registered_at: record.registered_at,
			})
		})
	}

	/// What an account controls, each page in the order of the numbers.
	pub fn enterprises_of(account: &T::AccountId, page: Paging) -> Page<RegistrationNumber> {
		let mut page = Page::of_places(ControlledBy::<T>::iter_key_prefix(account), page, MOST_LISTED);
		page.items.sort_unstable();
		page
	}
}
