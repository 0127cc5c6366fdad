//! What banks think of their loans.

use super::Ask;
use crate::Result;
use lingnan_types::{
	loan_class::{ClassRuleView, ClassificationView},
	LoanId,
};
use serde_json::json;

/// The class of a loan today; nothing if none of this number runs.
pub async fn get(ask: impl Into<Ask<'_>>, loan: LoanId) -> Result<Option<ClassificationView>> {
	ask.into().one("classification_get", json!([loan])).await
}

/// What each place demands.
pub async fn rules(ask: impl Into<Ask<'_>>) -> Result<Vec<ClassRuleView>> {
	ask.into().one("classification_rules", json!([])).await
}
