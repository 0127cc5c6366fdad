use crate::*;
use frame_support::pallet_prelude::{DispatchError, DispatchResult};
use lingnan_support::{ConsentId, IndicatorId, InstitutionId, Purpose, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// Among the consents that allow this use, the one whose window ends first; among equals, the oldest.
	fn best(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> Option<(ConsentId, Consent)> {
		let now = Self::now();
		Open::<T>::get(enterprise, institution)
			.into_iter()
			.filter_map(|id| Consents::<T>::get(id).map(|consent| (id, consent)))
			.filter(|(_, consent)| consent.allows(purpose, indicators, now))
			.min_by_key(|(id, consent)| (consent.terms.until, *id))
	}

	/// Burns one use of a consent that allows it, for so many indicators.
	pub(crate) fn burn(id: ConsentId, mut consent: Consent, indicators: u32) {
		let (at, institution, purpose) = (Self::now(), consent.terms.institution, consent.terms.purpose);
		let enterprise = consent.enterprise.clone();
		consent.used = consent.used.saturating_add(1);
		consent.last_used = Some(at);
		consent.deletion = None;
		let number = consent.used;
		if consent.uses_left() == 0 {
			Self::close(&consent, id);
		}
		Consents::<T>::insert(id, consent);
		Receipts::<T>::insert(id, number, Receipt { at, indicators });
		Owed::<T>::insert(institution, id, ());
		Self::deposit_event(Event::Used { consent: id, number, enterprise, institution, purpose, indicators, at });
	}
}

impl<T: Config> lingnan_support::Consents for Pallet<T> {
	fn use_consent(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> Result<ConsentId, DispatchError> {
		let (id, consent) = Self::best(enterprise, institution, purpose, indicators).ok_or(Error::<T>::NoConsent)?;
		Self::burn(id, consent, u32::try_from(indicators.len()).unwrap_or(u32::MAX));
		Ok(id)
	}

	fn may_use(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> DispatchResult {
		Self::best(enterprise, institution, purpose, indicators).map(|_| ()).ok_or_else(|| Error::<T>::NoConsent.into())
	}

	fn is_revoked(consent: ConsentId) -> bool {
		Consents::<T>::get(consent).is_some_and(|consent| consent.standing == Standing::Revoked)
	}
}
