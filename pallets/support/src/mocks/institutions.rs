//! Institutions, their keys, and the deadlines that they missed.

use super::with;
use crate::*;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Table {
	known: BTreeMap<InstitutionId, (u64, bool)>,
	missed: BTreeMap<InstitutionId, u32>,
}

pub fn set_institution(id: InstitutionId, key: u64, active: bool) {
	with(|t| t.institutions.known.insert(id, (key, active)));
}

/// Deadlines that an institution missed, as they were counted.
pub fn missed_deadlines(id: InstitutionId) -> u32 {
	with(|t| t.institutions.missed.get(&id).copied().unwrap_or(0))
}

pub struct MockInstitutions;

impl Institutions<u64> for MockInstitutions {
	fn institution_of(who: &u64) -> Option<InstitutionId> {
		with(|t| t.institutions.known.iter().find(|(_, (key, active))| key == who && *active).map(|(id, _)| *id))
	}
	fn is_active(institution: InstitutionId) -> bool {
		with(|t| t.institutions.known.get(&institution).is_some_and(|(_, active)| *active))
	}
	fn key_of(institution: InstitutionId) -> Option<u64> {
		with(|t| t.institutions.known.get(&institution).map(|(key, _)| *key))
	}
	fn count_missed_deadline(institution: InstitutionId) -> u32 {
		with(|t| {
			let missed = t.institutions.missed.entry(institution).or_default();
			*missed += 1;
			*missed
		})
	}
}
