//! Whose nodes others answer.

use super::Ask;
use crate::Result;
use lingnan_types::peer::PeersView;
use serde_json::json;

/// The register of peers.
pub async fn register(ask: impl Into<Ask<'_>>) -> Result<PeersView> {
	ask.into().one("peer_register", json!([])).await
}
