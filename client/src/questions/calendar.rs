//! On which days banks are open.

use super::Ask;
use crate::Result;
use lingnan_types::{bank_days::CalendarView, Jurisdiction};
use serde_json::json;

/// The calendar of a place's banks, in the years that are known.
pub async fn of(ask: impl Into<Ask<'_>>, place: Jurisdiction) -> Result<CalendarView> {
	ask.into().one("calendar_get", json!([place])).await
}
