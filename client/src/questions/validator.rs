//! Who makes blocks.

use super::Ask;
use crate::Result;
use serde_json::json;
use subxt::utils::AccountId32;

pub type ValidatorView = lingnan_types::validator::ValidatorView<AccountId32>;

/// All validators: blocks, missed sessions, last block.
pub async fn list(ask: impl Into<Ask<'_>>) -> Result<Vec<ValidatorView>> {
	ask.into().list("validator_list", json!([])).await
}
