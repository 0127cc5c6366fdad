//! The register of enterprises.

use super::Ask;
use crate::Result;
use lingnan_types::{enterprise::EnterpriseLine, RegistrationNumber};
use serde_json::json;
use subxt::utils::AccountId32;

pub type EnterpriseView = lingnan_types::enterprise::EnterpriseView<AccountId32>;

/// The record of an enterprise.
pub async fn get(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Option<EnterpriseView>> {
	ask.into().one("enterprise_get", json!([enterprise])).await
}

/// The enterprises that an account controls.
pub async fn of(ask: impl Into<Ask<'_>>, account: &AccountId32) -> Result<Vec<RegistrationNumber>> {
	ask.into().list("enterprise_of", json!([account])).await
}

/// The whole register, in no order.
pub async fn list(ask: impl Into<Ask<'_>>) -> Result<Vec<EnterpriseLine>> {
	ask.into().list("enterprise_list", json!([])).await
}
