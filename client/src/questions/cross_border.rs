//! What passes between the three chains.

use super::Ask;
use crate::Result;
use lingnan_types::{claim::DocumentView, voucher::VoucherView, Corridor, CorridorView, RegistrationNumber};
use serde_json::json;
use subxt::utils::{AccountId32, H256};

pub type PassportsView = lingnan_types::passport::PassportsView<AccountId32>;

/// This side's corridors: what passes, how far messages are, which scorecards are recognised.
pub async fn corridors(ask: impl Into<Ask<'_>>) -> Result<Vec<CorridorView>> {
	ask.into().one("crossBorder_corridors", json!([])).await
}

/// What was sent of an enterprise from here, and what arrived.
pub async fn passport(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<PassportsView> {
	ask.into().one("crossBorder_passport", json!([enterprise])).await
}

/// The vouchers of a number, with their checks: each end counts its own, so at most two.
pub async fn voucher(ask: impl Into<Ask<'_>>, corridor: Corridor, number: u64) -> Result<Vec<VoucherView>> {
	ask.into().one("crossBorder_voucher", json!([corridor, number])).await
}

/// Claims and answers about a trade document, and where it is financed.
pub async fn document(ask: impl Into<Ask<'_>>, exact: H256, coarse: H256) -> Result<DocumentView> {
	ask.into().one("crossBorder_document", json!([exact, coarse])).await
}
