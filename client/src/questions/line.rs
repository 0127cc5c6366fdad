//! Credit lines.

use super::Ask;
use crate::Result;
use lingnan_types::{line::LineView, InstitutionId, LineId, RegistrationNumber};
use serde_json::json;

/// A line, with what is drawn and what can be drawn today.
pub async fn get(ask: impl Into<Ask<'_>>, line: LineId) -> Result<Option<LineView>> {
	ask.into().one("line_get", json!([line])).await
}

/// The lines of an enterprise.
pub async fn of(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<LineView>> {
	ask.into().list("line_of", json!([enterprise])).await
}

/// The lines that an institution gave.
pub async fn by(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<LineView>> {
	ask.into().list("line_by", json!([institution])).await
}
