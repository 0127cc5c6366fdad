//! Who may look at an enterprise's data.

use super::Ask;
use crate::Result;
use lingnan_types::{
	consent::{ConsentView, ReceiptView},
	ConsentId, InstitutionId, RegistrationNumber,
};
use serde_json::json;

/// The consents that an enterprise gave, with what is left of them.
pub async fn list(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<ConsentView>> {
	ask.into().list("consent_list", json!([enterprise])).await
}

/// What was done with a consent, first to last.
pub async fn receipts(ask: impl Into<Ask<'_>>, consent: ConsentId) -> Result<Vec<ReceiptView>> {
	ask.into().list("consent_receipts", json!([consent])).await
}

/// The consents whose data an institution should have deleted by now and has not said so.
pub async fn overdue_deletions(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ConsentId>> {
	ask.into().list("consent_overdueDeletions", json!([institution])).await
}

/// The consents that an institution was given.
pub async fn to(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ConsentView>> {
	ask.into().list("consent_to", json!([institution])).await
}

/// The consents under which an institution learnt something and has not stated the deletion.
pub async fn deletions_owed(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ConsentView>> {
	ask.into().list("consent_deletionsOwed", json!([institution])).await
}
