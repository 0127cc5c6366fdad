use crate::{
	dataset::DatasetView,
	types::{AgencyView, AttestationView, IndicatorView},
};
use codec::Codec;
use lingnan_support::{IndicatorId, Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask about agencies and what they say.
	#[api_version(2)]
	pub trait AttestationsApi<AccountId: Codec> {
		/// The agencies, by number.
		fn agencies(page: Paging) -> Page<AgencyView<AccountId>>;
		/// The indicators, by number.
		fn indicators(page: Paging) -> Page<IndicatorView>;
		/// The last statement of each indicator about an enterprise, by indicator.
		fn attestations(enterprise: RegistrationNumber, page: Paging) -> Page<AttestationView>;
		/// The datasets that were anchored for an indicator, by number.
		fn datasets(indicator: IndicatorId, page: Paging) -> Page<DatasetView>;
	}
}
