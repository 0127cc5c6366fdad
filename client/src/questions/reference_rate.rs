//! What floating rates follow.

use super::Ask;
use crate::Result;
use lingnan_types::{
	reference_rate::{ReferenceQuote, ReferenceRateView},
	ReferenceRateId,
};
use serde_json::json;

/// All reference rates, each with its last quote.
pub async fn list(ask: impl Into<Ask<'_>>) -> Result<Vec<ReferenceRateView>> {
	ask.into().one("referenceRate_list", json!([])).await
}

/// What a reference rate stood at, the oldest quote that is kept first.
pub async fn quotes(ask: impl Into<Ask<'_>>, reference: ReferenceRateId) -> Result<Vec<ReferenceQuote>> {
	ask.into().one("referenceRate_quotes", json!([reference])).await
}
