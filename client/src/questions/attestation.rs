//! What agencies state.

use super::Ask;
use crate::Result;
use lingnan_types::{
	attestation::{AttestationView, DisputeView},
	dataset::DatasetView,
	indicator::IndicatorView,
	AgencyId, IndicatorId, RegistrationNumber,
};
use serde_json::json;
use subxt::utils::AccountId32;

pub type AgencyView = lingnan_types::agency::AgencyView<AccountId32>;

/// What agencies state about an enterprise.
pub async fn list(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<AttestationView>> {
	ask.into().list("attestation_list", json!([enterprise])).await
}

/// All agencies, by number.
pub async fn agencies(ask: impl Into<Ask<'_>>) -> Result<Vec<AgencyView>> {
	ask.into().list("attestation_agencies", json!([])).await
}

/// All indicators, by number.
pub async fn indicators(ask: impl Into<Ask<'_>>) -> Result<Vec<IndicatorView>> {
	ask.into().list("attestation_indicators", json!([])).await
}

/// The datasets that were anchored for an indicator, by number.
pub async fn datasets(ask: impl Into<Ask<'_>>, indicator: IndicatorId) -> Result<Vec<DatasetView>> {
	ask.into().list("attestation_datasets", json!([indicator])).await
}

/// The disputed attestations of an agency, and which it did not answer in time.
pub async fn disputes(ask: impl Into<Ask<'_>>, agency: AgencyId) -> Result<Vec<DisputeView>> {
	ask.into().list("attestation_disputes", json!([agency])).await
}
