use crate::*;
use lingnan_support::{ConsentId, InstitutionId, Page, Paging, RegistrationNumber, StoredPage, MOST_LISTED};

impl<T: Config> Pallet<T> {
	/// The consents that an enterprise gave.
	pub fn consents_of(enterprise: &RegistrationNumber, page: Paging) -> Page<ConsentView> {
		Page::of_keys::<GivenBy<T>, _, _, _>(enterprise.clone(), page, MOST_LISTED, Self::consent)
	}

	/// The consents that an institution was given.
	pub fn consents_to(institution: InstitutionId, page: Paging) -> Page<ConsentView> {
		Page::of_keys::<GivenTo<T>, _, _, _>(institution, page, MOST_LISTED, Self::consent)
	}

	/// The consents under which an institution learnt something and has not stated its deletion, due or not.
	pub fn deletions_owed(institution: InstitutionId, page: Paging) -> Page<ConsentView> {
		Page::of_keys::<Owed<T>, _, _, _>(institution, page, MOST_LISTED, Self::consent)
	}

	fn consent(id: ConsentId) -> Option<ConsentView> {
		let now = Self::now();
		let consent = Consents::<T>::get(id)?;
		let standing = consent.stands(now);
		Some(ConsentView {
			id,
			uses_left: consent.uses_left(),
			standing,
			usable: standing == ConsentStanding::InForce,
			delete_by: consent.delete_by(),
			deletion_overdue: consent.is_overdue(now),
			enterprise: consent.enterprise,
			institution: consent.terms.institution,
			purpose: consent.terms.purpose,
			scope: consent.terms.scope,
			from: consent.terms.from,
			until: consent.terms.until,
			uses: consent.terms.uses,
			retention_days: consent.terms.retention_days,
			given_at: consent.given_at,
			last_used: consent.last_used,
			deletion: consent.deletion,
		})
	}

	/// The consents whose retention time is over without the institution's word that it deleted. So many are looked at as the
	/// page may hold: it may be empty, and not the last.
	pub fn overdue_deletions(institution: InstitutionId, page: Paging) -> Page<ConsentId> {
		let now = Self::now();
		Page::of_keys::<Owed<T>, _, _, _>(institution, page, MOST_LISTED, |id: ConsentId| {
			Consents::<T>::get(id).is_some_and(|consent| consent.is_overdue(now)).then_some(id)
		})
	}

	/// Each use of a consent, first to last.
	pub fn receipts(consent: ConsentId, page: Paging) -> Page<ReceiptView> {
		let Some(record) = Consents::<T>::get(consent) else { return Page::default() };
		let told = Disclosures::<T>::get(consent);
		Page::of_places(1..=record.used, page, MOST_LISTED).then(|number| {
			let receipt = Receipts::<T>::get(consent, number)?;
			Some(ReceiptView {
				number,
				at: receipt.at,
				institution: record.terms.institution,
				purpose: record.terms.purpose,
				indicators: receipt.indicators,
				disclosure: told.iter().find(|one| one.number == number).map(|one| one.hash),
			})
		})
	}
}
