use crate::*;
use alloc::vec::Vec;
use lingnan_support::{ConsentId, InstitutionId, RegistrationNumber};

/// The most that one answer lists.
pub const MAX_LISTED: usize = 1_000;

impl<T: Config> Pallet<T> {
	/// The consents that an enterprise gave, the 1,000 oldest, oldest first.
	pub fn consents_of(enterprise: &RegistrationNumber) -> Vec<ConsentView> {
		let now = Self::now();
		let mut ids: Vec<ConsentId> = GivenBy::<T>::iter_key_prefix(enterprise).collect();
		ids.sort_unstable();
		ids.truncate(MAX_LISTED);
		ids.into_iter()
			.filter_map(|id| {
				let consent = Consents::<T>::get(id)?;
				Some(ConsentView {
					id,
					uses_left: consent.uses_left(),
					usable: consent.allows(consent.terms.purpose, &[], now),
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
					standing: consent.standing,
					last_used: consent.last_used,
					deletion: consent.deletion,
				})
			})
			.collect()
	}

	/// The consents whose retention time is over without the institution's word that it deleted: the 1,000 oldest.
	pub fn overdue_deletions(institution: InstitutionId) -> Vec<ConsentId> {
		let now = Self::now();
		let mut ids: Vec<ConsentId> = Owed::<T>::iter_key_prefix(institution).collect();
		ids.sort_unstable();
		ids.into_iter()
			.filter(|id| Consents::<T>::get(id).is_some_and(|consent| consent.is_overdue(now)))
			.take(MAX_LISTED)
			.collect()
	}

	/// Each use of a consent, first to last.
	pub fn receipts(consent: ConsentId) -> Vec<ReceiptView> {
		let Some(record) = Consents::<T>::get(consent) else { return Vec::new() };
		(1..=record.used)
			.filter_map(|number| {
				let receipt = Receipts::<T>::get(consent, number)?;
				Some(ReceiptView {
					number,
					at: receipt.at,
					institution: record.terms.institution,
					purpose: record.terms.purpose,
					indicators: receipt.indicators,
				})
			})
			.collect()
	}
}
