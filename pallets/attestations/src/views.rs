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
				visibility: spec.visibility,
				personal: spec.personal,
				retired,
			})
		})
	}

	/// The last statement of each indicator about an enterprise, by indicator.
	pub fn attestations(enterprise: &RegistrationNumber, page: Paging) -> Page<AttestationView> {
		let now = Self::now();
		Page::of_keys::<Statements<T>, _, _, _>(enterprise.clone(), page, MOST_LISTED, |indicator: IndicatorId| {
			let statement = Statements::<T>::get(enterprise, indicator)?;
			let Indicator { spec, retired } = Indicators::<T>::get(indicator)?;
			let counts = Self::counts(&statement, now) && !retired;
			let info = IndicatorInfo { owner: spec.owner, edges: spec.edges.into_inner(), direction: spec.direction };
			Some(AttestationView {
				indicator,
				name: spec.name,
				unit: spec.unit,
				agency: spec.owner,
				agency_suspended: Agencies::<T>::get(spec.owner).is_some_and(|agency| agency.suspended),
				bin: match statement.value {
					Value::Open(value) => Some(info.bin_of(value)),
					Value::Sealed(_) => None,
				},
				value: statement.value,
				period_end: statement.period_end,
				expires: statement.expires,
				made_at: statement.made_at,
				evidence: statement.evidence,
				revision: statement.revision,
				standing: statement.standing,
				dataset: statement.dataset,
				counts,
			})
		})
	}
}
