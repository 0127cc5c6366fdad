//! Who stands behind loans.

use super::Ask;
use crate::{Error, Result};
use lingnan_types::{
	guarantee::{GuaranteeView, GuarantorView, PoolAccountView},
	GuaranteeId, GuarantorId, LoanId,
};
use serde_json::json;
use subxt::utils::AccountId32;

/// Who can stand behind loans.
pub async fn guarantors(ask: impl Into<Ask<'_>>) -> Result<Vec<GuarantorView<AccountId32>>> {
	ask.into().list("guarantee_guarantors", json!([])).await
}

/// A guarantee that there is.
pub async fn get(ask: impl Into<Ask<'_>>, guarantee: GuaranteeId) -> Result<GuaranteeView> {
	let found: Option<GuaranteeView> = ask.into().one("guarantee_get", json!([guarantee])).await?;
	found.ok_or_else(|| Error::NotFound(format!("there is no guarantee {guarantee}")))
}

/// The guarantees of a loan, or of the application that it will come from.
pub async fn of(ask: impl Into<Ask<'_>>, loan: LoanId) -> Result<Vec<GuaranteeView>> {
	ask.into().one("guarantee_of", json!([loan])).await
}

/// The guarantees of which a guarantor has a part.
pub async fn by(ask: impl Into<Ask<'_>>, guarantor: GuarantorId) -> Result<Vec<GuaranteeView>> {
	ask.into().list("guarantee_by", json!([guarantor])).await
}

/// What each institution used of a guarantor.
pub async fn accounts(ask: impl Into<Ask<'_>>, guarantor: GuarantorId) -> Result<Vec<PoolAccountView>> {
	ask.into().list("guarantee_accounts", json!([guarantor])).await
}
