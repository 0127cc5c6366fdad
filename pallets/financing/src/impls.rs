use crate::*;
use lingnan_support::{Amount, Currency, InstitutionId, RegistrationNumber};

impl<T: Config> lingnan_support::Limits for Pallet<T> {
	fn headroom(enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		Self::most_in(enterprise, currency).saturating_sub(Exposure::<T>::get(enterprise, currency))
	}

	fn headroom_at(institution: InstitutionId, enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		match ExposureLimits::<T>::get(institution, currency) {
			None => Amount::MAX,
			Some(limit) => limit.saturating_sub(ExposureTo::<T>::get(institution, (enterprise, currency))),
		}
	}
}
