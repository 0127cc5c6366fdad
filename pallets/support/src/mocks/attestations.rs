//! Indicators, what is attested by them, and disputes.

use super::{now, with};
use crate::{attestation::ProvedAttestation, *};
use alloc::vec::Vec;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	indicators: BTreeMap<IndicatorId, IndicatorInfo>,
	live: BTreeMap<(RegistrationNumber, IndicatorId), LiveAttestation>,
	revisions: BTreeMap<(RegistrationNumber, IndicatorId), Revision>,
	disputes_told: Vec<(RegistrationNumber, IndicatorId, Revision)>,
	made_at: BTreeMap<(RegistrationNumber, IndicatorId), Timestamp>,
	disputed: BTreeSet<(RegistrationNumber, IndicatorId)>,
	evidence: BTreeMap<(RegistrationNumber, IndicatorId), H256>,
}

pub fn set_indicator(id: IndicatorId, info: IndicatorInfo) {
	with(|t| t.attestations.indicators.insert(id, info));
}

/// What counts of an indicator, or that nothing does any more: the last revision stays known.
pub fn set_attestation(enterprise: &RegistrationNumber, id: IndicatorId, attestation: Option<LiveAttestation>) {
	let key = (enterprise.clone(), id);
	with(|t| match attestation {
		Some(s) => {
			t.attestations.revisions.insert(key.clone(), s.revision);
			t.attestations.made_at.insert(key.clone(), now());
			t.attestations.live.insert(key, s)
		},
		None => t.attestations.live.remove(&key),
	});
}

/// The evidence behind an indicator's attestation.
pub fn set_evidence(enterprise: &RegistrationNumber, id: IndicatorId, evidence: H256) {
	with(|t| t.attestations.evidence.insert((enterprise.clone(), id), evidence));
}

pub fn disputes_told() -> Vec<(RegistrationNumber, IndicatorId, Revision)> {
	with(|t| t.attestations.disputes_told.clone())
}

/// Whether the last attestation of an indicator is disputed.
pub fn set_disputed(enterprise: &RegistrationNumber, id: IndicatorId, disputed: bool) {
	let key = (enterprise.clone(), id);
	with(|t| if disputed { t.attestations.disputed.insert(key) } else { t.attestations.disputed.remove(&key) });
}

pub struct MockAttestations;

impl Attestations for MockAttestations {
	fn indicator(indicator: IndicatorId) -> Option<IndicatorInfo> {
		with(|t| t.attestations.indicators.get(&indicator).cloned())
	}
	fn live(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<LiveAttestation> {
		with(|t| t.attestations.live.get(&(enterprise.clone(), indicator)).cloned())
	}
	fn reliance(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) -> Reliance {
		let key = (enterprise.clone(), indicator);
		if with(|t| t.attestations.disputed.contains(&key)) {
			return Reliance::Disputed;
		}
		match Self::live(enterprise, indicator) {
			None => Reliance::Revoked,
			Some(live) if live.revision == revision => Reliance::Stands,
			Some(live) => Reliance::Superseded {
				bin: match live.value {
					Stated::Open(value) => Self::indicator(indicator).map(|info| info.bin_of(value)),
					Stated::Sealed { .. } => None,
				},
				since: with(|t| t.attestations.made_at.get(&key).copied().unwrap_or_default()),
				again: live.revision > revision.saturating_add(1),
			},
		}
	}
	fn last_revision(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<Revision> {
		with(|t| t.attestations.revisions.get(&(enterprise.clone(), indicator)).copied())
	}
	fn evidence(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<H256> {
		Self::live(enterprise, indicator)?;
		with(|t| t.attestations.evidence.get(&(enterprise.clone(), indicator)).copied())
	}
	fn mark_shown(enterprise: &RegistrationNumber, now_shown: &[ProvedAttestation]) {
		for attestation in now_shown {
			let key = (enterprise.clone(), attestation.indicator);
			with(|t| {
				if let Some(Stated::Sealed { shown, .. }) =
					t.attestations.live.get_mut(&key).map(|live| &mut live.value)
				{
					*shown = true;
				}
			});
		}
	}
}

pub struct MockOnDispute;

impl OnDispute for MockOnDispute {
	fn disputed(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) {
		with(|t| t.attestations.disputes_told.push((enterprise.clone(), indicator, revision)));
	}
}
