//! What secures loans.

use super::Ask;
use crate::Result;
use lingnan_types::{
	asset::AssetView,
	receivable::{DocumentStatus, IssuerKey},
	AgencyId, AssetId, RegistrationNumber,
};
use serde_json::json;
use subxt::utils::H256;

/// An asset with its liens and its valuation.
pub async fn status(ask: impl Into<Ask<'_>>, asset: AssetId) -> Result<Option<AssetView>> {
	ask.into().one("collateral_status", json!([asset])).await
}

/// The assets that an enterprise owns.
pub async fn assets_of(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<AssetId>> {
	ask.into().list("collateral_assetsOf", json!([enterprise])).await
}

/// The keys by which an agency's documents are known, the earliest first.
pub async fn issuer_keys(ask: impl Into<Ask<'_>>, agency: AgencyId) -> Result<Vec<IssuerKey>> {
	ask.into().one("collateral_issuerKeys", json!([agency])).await
}

/// What the register knows of a trade document, by its two tokens.
pub async fn document_status(ask: impl Into<Ask<'_>>, exact: H256, coarse: H256) -> Result<DocumentStatus> {
	ask.into().one("collateral_documentStatus", json!([exact, coarse])).await
}
