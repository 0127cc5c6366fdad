//! Consents and their end.

use super::with;
use crate::*;
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, weights::Weight};
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	uses: BTreeMap<(RegistrationNumber, InstitutionId), u32>,
	revoked: BTreeSet<ConsentId>,
	revocations_told: Vec<ConsentId>,
}

/// Lets an institution use `uses` consents of an enterprise, for any purpose and indicator.
pub fn set_consent(enterprise: &RegistrationNumber, institution: InstitutionId, uses: u32) {
	with(|t| t.consents.uses.insert((enterprise.clone(), institution), uses));
}

pub fn uses_left(enterprise: &RegistrationNumber, institution: InstitutionId) -> u32 {
	with(|t| t.consents.uses.get(&(enterprise.clone(), institution)).copied().unwrap_or(0))
}

pub fn set_revoked(consent: ConsentId) {
	with(|t| t.consents.revoked.insert(consent));
}

pub fn revocations_told() -> Vec<ConsentId> {
	with(|t| t.consents.revocations_told.clone())
}

pub struct MockConsents;

impl Consents for MockConsents {
	fn use_consent(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> Result<ConsentId, DispatchError> {
		Self::may_use(enterprise, institution, purpose, indicators)?;
		with(|t| {
			if let Some(uses) = t.consents.uses.get_mut(&(enterprise.clone(), institution)) {
				*uses -= 1;
			}
		});
		Ok(ConsentId(0))
	}
	fn may_use(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		_: Purpose,
		_: &[IndicatorId],
	) -> DispatchResult {
		if uses_left(enterprise, institution) > 0 {
			Ok(())
		} else {
			Err(DispatchError::Other("no consent"))
		}
	}
	fn is_revoked(consent: ConsentId) -> bool {
		with(|t| t.consents.revoked.contains(&consent))
	}
}

pub struct MockOnConsentRevoked;

impl OnConsentRevoked for MockOnConsentRevoked {
	fn revoked(consent: ConsentId, _: &RegistrationNumber) {
		with(|t| t.consents.revocations_told.push(consent));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}
