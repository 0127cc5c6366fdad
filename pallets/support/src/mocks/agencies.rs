//! Agencies, their keys and their rights.

use super::with;
use crate::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	known: BTreeMap<AgencyId, (u64, BTreeSet<AgencyRight>)>,
}

pub fn set_agency(id: AgencyId, key: u64, rights: &[AgencyRight]) {
	with(|t| t.agencies.known.insert(id, (key, rights.iter().copied().collect())));
}

pub struct MockAgencies;

impl Agencies<u64> for MockAgencies {
	fn agency_of(who: &u64) -> Option<AgencyId> {
		with(|t| t.agencies.known.iter().find(|(_, (key, _))| key == who).map(|(id, _)| *id))
	}
	fn has_right(agency: AgencyId, right: AgencyRight) -> bool {
		with(|t| t.agencies.known.get(&agency).is_some_and(|(_, rights)| rights.contains(&right)))
	}
	fn key_of(agency: AgencyId) -> Option<u64> {
		with(|t| t.agencies.known.get(&agency).map(|(key, _)| *key))
	}
}
