use crate::{
	dataset::DatasetView,
	types::{AgencyView, AttestationView, IndicatorView},
};
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::{IndicatorId, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask about agencies and what they say.
	pub trait AttestationsApi<AccountId: Codec> {
		/// Every agency, by number.
		fn agencies() -> Vec<AgencyView<AccountId>>;
		/// Every indicator, by number.
		fn indicators() -> Vec<IndicatorView>;
		/// The last statement of each indicator about an enterprise, by indicator.
		fn attestations(enterprise: RegistrationNumber) -> Vec<AttestationView>;
		/// The datasets that were anchored for an indicator, by number.
		fn datasets(indicator: IndicatorId) -> Vec<DatasetView>;
	}
}
