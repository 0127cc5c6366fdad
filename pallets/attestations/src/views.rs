use crate::*;
use alloc::vec::Vec;
use lingnan_support::{IndicatorInfo, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// Every agency, by number.
	pub fn agencies() -> Vec<AgencyView<T::AccountId>> {
		(0..NextAgency::<T>::get())
			.filter_map(|id| {
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
			.collect()
	}

	/// Every indicator, by number.
	pub fn indicators() -> Vec<IndicatorView> {
		(0..NextIndicator::<T>::get())
			.filter_map(|id| {
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
			.collect()
	}

	/// The last statement of each indicator about an enterprise, by indicator.
	pub fn attestations(enterprise: &RegistrationNumber) -> Vec<AttestationView> {
		let now = Self::now();
		let mut statements: Vec<_> = Statements::<T>::iter_prefix(enterprise).collect();
		statements.sort_by_key(|(indicator, _)| *indicator);
		statements
			.into_iter()
			.filter_map(|(indicator, statement)| {
				let Indicator { spec, retired } = Indicators::<T>::get(indicator)?;
				let counts = Self::counts(&statement, now) && !retired;
				let info =
					IndicatorInfo { owner: spec.owner, edges: spec.edges.into_inner(), direction: spec.direction };
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
			.collect()
	}
}
