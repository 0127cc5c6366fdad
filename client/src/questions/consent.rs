//! Who may look at an enterprise's data.

use super::Ask;
use crate::Result;
use lingnan_types::{
	consent::{ConsentView, ReceiptView},
	ConsentId, InstitutionId, RegistrationNumber,
};
use serde_json::json;
use subxt::utils::H256;

/// The consents that an enterprise gave, with what is left of them.
pub async fn list(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<ConsentView>> {
	ask.into().list("consent_list", json!([enterprise])).await
}

/// What was done with a consent, first to last.
pub async fn receipts(ask: impl Into<Ask<'_>>, consent: ConsentId) -> Result<Vec<ReceiptView>> {
	ask.into().list("consent_receipts", json!([consent])).await
}

/// The use of a consent by which something was disclosed, by its hash; nothing if none is recorded, if the consent is not this
/// enterprise's to this institution, or if the institution has stated that it deleted what it learnt.
pub async fn disclosed(
	ask: impl Into<Ask<'_>>,
	enterprise: &RegistrationNumber,
	institution: InstitutionId,
	consent: ConsentId,
	hash: H256,
) -> Result<Option<ReceiptView>> {
	let ask = ask.into();
	let given = list(ask, enterprise).await?;
	if !given.iter().any(|one| one.id == consent && one.institution == institution) {
		return Ok(None);
	}
	Ok(receipts(ask, consent).await?.into_iter().find(|receipt| receipt.disclosure == Some(hash)))
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
