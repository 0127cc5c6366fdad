//! To whom files for a party are encrypted.

use super::Ask;
use crate::Result;
use lingnan_types::{
	card::{CardState, CardView},
	CardHolder,
};
use serde_json::json;

/// The cards of a party that are remembered, the newest first.
pub async fn list(ask: impl Into<Ask<'_>>, holder: &CardHolder) -> Result<Vec<CardView>> {
	ask.into().one("card_list", json!([holder])).await
}

/// The card to which files for a party are encrypted now; nothing if none is in force.
pub async fn in_force(ask: impl Into<Ask<'_>>, holder: &CardHolder) -> Result<Option<CardView>> {
	Ok(list(ask, holder).await?.into_iter().find(|card| card.state == CardState::InForce))
}
