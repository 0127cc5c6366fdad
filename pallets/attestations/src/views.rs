use crate::*;
use lingnan_support::{
	AgencyId, IndicatorId, IndicatorInfo, Page, Paging, RegistrationNumber, StoredPage, MOST_LISTED,
};

impl<T: Config> Pallet<T> {
	/// The agencies, by number.
	pub fn agencies(page: Paging) -> Page<AgencyView<T::AccountId>> {
		Page::of_numbers(NextAgency::<T>::get(), page, MOST_LISTED, |id: AgencyId| {
			let Agency { spec, suspended } = Agencies::<T>::get(id)?;
			Some(AgencyView {
				id,
				name: spec.name,
				jurisdiction: spec.jurisdiction,
				key: spec.key,
				rights: spec.rights.into_inner(),
				suspended,
			})
		})
	}

	/// The indicators, by number.
	pub fn indicators(page: Paging) -> Page<IndicatorView> {
		Page::of_numbers(NextIndicator::<T>::get(), page, MOST_LISTED, |id: IndicatorId| {
			let Indicator { spec, retired } = Indicators::<T>::get(id)?;
			Some(IndicatorView {
				id,
				name: spec.name,
				unit: spec.unit,
				owner: spec.owner,
				edges: spec.edges.into_inner(),
				direction: spec.direction,
				validity_days: spec.validity_days,
				class: spec.class,
				retired,
			})
		})
	}

	/// The last attestation of each indicator about an enterprise, by indicator.
	pub fn attestations(enterprise: &RegistrationNumber, page: Paging) -> Page<AttestationView> {
		Page::of_keys::<Latest<T>, _, _, _>(enterprise.clone(), page, MOST_LISTED, |indicator: IndicatorId| {
			Self::attestation(enterprise, indicator)
		})
	}

	/// The last attestations of an agency, about whatever enterprise and indicator, in no order that means something.
	/// So many are looked at as the page may hold: it may be empty, and not the last.
	pub fn attestations_by(agency: AgencyId, page: Paging) -> Page<AgencyAttestationView> {
		Page::of_all_pairs::<Latest<T>, _, _, _>(page, MOST_LISTED, |enterprise, indicator: IndicatorId| {
			let owner = Indicators::<T>::get(indicator)?.spec.owner;
			if owner != agency {
				return None;
			}
			let attestation = Self::attestation(&enterprise, indicator)?;
			Some(AgencyAttestationView { enterprise, attestation })
		})
	}

	/// The attestations of an agency that are disputed, in no order that means something. A page may hold few of them,
	/// even none, and yet not be the last.
	pub fn disputes_at(agency: AgencyId, page: Paging) -> Page<DisputeView> {
		let now = Self::now();
		Page::of_hashed_keys::<DisputesAt<T>, _, (RegistrationNumber, IndicatorId), _>(
			agency,
			page,
			MOST_LISTED,
			|(enterprise, indicator)| {
				let Attestation { standing, revision, .. } = Latest::<T>::get(&enterprise, indicator)?;
				let Standing::Disputed { reason, at, deadline } = standing else { return None };
				let name = Indicators::<T>::get(indicator)?.spec.name;
				Some(DisputeView {
					enterprise,
					indicator,
					name,
					revision,
					reason,
					at,
					deadline,
					missed: now > deadline,
				})
			},
		)
	}

	fn attestation(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<AttestationView> {
		let attestation = Latest::<T>::get(enterprise, indicator)?;
		let Indicator { spec, retired } = Indicators::<T>::get(indicator)?;
		let counts = Self::counts(&attestation, Self::now()) && !retired;
		let info = IndicatorInfo { owner: spec.owner, edges: spec.edges.into_inner(), direction: spec.direction };
		Some(AttestationView {
			indicator,
			name: spec.name,
			unit: spec.unit,
			agency: spec.owner,
			agency_suspended: Agencies::<T>::get(spec.owner).is_some_and(|agency| agency.suspended),
			bin: match attestation.value {
				Value::Open(value) => Some(info.bin_of(value)),
				Value::Sealed(_) => None,
			},
			value: attestation.value,
			period_end: attestation.period_end,
			expires: attestation.expires,
			made_at: attestation.made_at,
			evidence: attestation.evidence,
			revision: attestation.revision,
			standing: attestation.standing,
			dataset: attestation.dataset,
			counts,
			shown: attestation.shown,
		})
	}
}
