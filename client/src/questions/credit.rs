//! Scorecards and ratings.

use super::Ask;
use crate::Result;
use lingnan_types::{
	rating::{ProofBasis, RatingsView},
	scorecard::ScorecardView,
	RegistrationNumber,
};
use serde_json::json;

/// An enterprise's ratings: the one that counts, and the last eight.
pub async fn rating(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<RatingsView> {
	ask.into().one("credit_rating", json!([enterprise])).await
}

/// What a proof of an enterprise's grade is made from. Nothing while no scorecard is in force.
pub async fn proof_basis(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Option<ProofBasis>> {
	ask.into().one("credit_proofBasis", json!([enterprise])).await
}

/// All scorecards, with what became of their loans.
pub async fn scorecards(ask: impl Into<Ask<'_>>) -> Result<Vec<ScorecardView>> {
	ask.into().list("credit_scorecards", json!([])).await
}
