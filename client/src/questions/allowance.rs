//! What accounts may use of the chain without coins.

use super::Ask;
use crate::{Allowance, Result};
use serde_json::json;
use subxt::utils::AccountId32;

/// What an account may use, in nanoseconds of the chain's work.
pub async fn get(ask: impl Into<Ask<'_>>, account: &AccountId32) -> Result<Allowance> {
	ask.into().one("allowance_get", json!([account])).await
}
