use crate::{
	dataset::DatasetView,
	types::{AgencyAttestationView, AgencyView, AttestationView, DisputeView, IndicatorView},
};
use codec::Codec;
use lingnan_support::{AgencyId, IndicatorId, Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask about agencies and what they say.
	#[api_version(4)]
	pub trait AttestationsApi<AccountId: Codec> {
		/// The agencies, by number.
		fn agencies(page: Paging) -> Page<AgencyView<AccountId>>;
		/// The indicators, by number.
		fn indicators(page: Paging) -> Page<IndicatorView>;
		/// The last attestation of each indicator about an enterprise, by indicator.
		fn attestations(enterprise: RegistrationNumber, page: Paging) -> Page<AttestationView>;
		/// The last attestations of an agency, about whatever enterprise and indicator, in no order that means
		/// something. A page may hold few of them, even none, and yet not be the last.
		fn attestations_by(agency: AgencyId, page: Paging) -> Page<AgencyAttestationView>;
		/// The attestations of an agency that are disputed, in no order that means something. A page may hold few of
		/// them, even none, and yet not be the last.
		fn disputes_at(agency: AgencyId, page: Paging) -> Page<DisputeView>;
		/// The datasets that were anchored for an indicator, by number.
		fn datasets(indicator: IndicatorId, page: Paging) -> Page<DatasetView>;
	}
}
