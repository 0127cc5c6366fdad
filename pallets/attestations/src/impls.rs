use crate::*;
use lingnan_support::{
	AgencyId, AgencyRight, IndicatorId, IndicatorInfo, LiveAttestation, Members as _, RegistrationNumber, Reliance,
	Revision, Stated,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Whether the account signs for an agency, suspended or not.
	pub fn is_party(who: &T::AccountId) -> bool {
		AgencyByKey::<T>::contains_key(who)
	}
}

impl<T: Config> lingnan_support::Agencies<T::AccountId> for Pallet<T> {
	fn agency_of(who: &T::AccountId) -> Option<AgencyId> {
		Self::member_of(who)
	}

	fn has_right(agency: AgencyId, right: AgencyRight) -> bool {
		Agencies::<T>::get(agency).is_some_and(|agency| !agency.suspended && agency.spec.rights.contains(&right))
	}

	fn key_of(agency: AgencyId) -> Option<T::AccountId> {
		Agencies::<T>::get(agency).map(|agency| agency.spec.key)
	}
}

impl<T: Config> lingnan_support::Attestations for Pallet<T> {
	fn indicator(indicator: IndicatorId) -> Option<IndicatorInfo> {
		let Indicator { spec, retired } = Indicators::<T>::get(indicator)?;
		(!retired).then(|| IndicatorInfo {
			owner: spec.owner,
			edges: spec.edges.into_inner(),
			direction: spec.direction,
		})
	}

	fn live(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<LiveAttestation> {
		let last = Latest::<T>::get(enterprise, indicator).filter(|last| Self::counts_now(last, indicator))?;
		let Attestation { value, period_end, expires, revision, shown, .. } = last;
		let value = match value {
			Value::Open(value) => Stated::Open(value),
			Value::Sealed(commitments) => {
				Stated::Sealed { commitments: commitments.into_iter().map(|point| point.0).collect(), shown }
			},
		};
		Some(LiveAttestation { value, period_end, expires, revision })
	}

	fn reliance(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) -> Reliance {
		let Some(attestation) = Latest::<T>::get(enterprise, indicator) else { return Reliance::Revoked };
		match attestation.standing {
			Standing::Revoked { .. } => return Reliance::Revoked,
			Standing::Disputed { .. } => return Reliance::Disputed,
			Standing::InForce | Standing::Upheld => {},
		}
		let newer = attestation.revision != revision;
		match attestation.dataset.and_then(Datasets::<T>::get).map(|dataset| dataset.standing) {
			Some(DatasetStanding::Revoked { .. }) => return Reliance::Revoked,
			// The next dataset says something of the same thing. What, is not known before its leaf is shown here.
			Some(DatasetStanding::Superseded { by }) => {
				let since = Datasets::<T>::get(by).map(|dataset| dataset.anchored_at).unwrap_or_default();
				return Reliance::Superseded { bin: None, since, again: newer };
			},
			Some(DatasetStanding::InForce) | None => {},
		}
		if !newer {
			return Reliance::Stands;
		}
		let bin = match attestation.value {
			Value::Open(value) => {
				<Self as lingnan_support::Attestations>::indicator(indicator).map(|info| info.bin_of(value))
			},
			Value::Sealed(_) => None,
		};
		let again = attestation.revision > revision.saturating_add(1);
		Reliance::Superseded { bin, since: attestation.made_at, again }
	}

	fn last_revision(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<Revision> {
		Latest::<T>::get(enterprise, indicator).map(|attestation| attestation.revision)
	}

	fn evidence(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<H256> {
		Latest::<T>::get(enterprise, indicator)
			.filter(|attestation| Self::counts(attestation, Self::now()))
			.map(|attestation| attestation.evidence)
	}

	fn mark_shown(enterprise: &RegistrationNumber, shown: &[ProvedAttestation]) {
		Self::note_shown(enterprise, shown);
	}
}
