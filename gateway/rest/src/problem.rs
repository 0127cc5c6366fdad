//! Errors as RFC 9457 has them.

use lingnan_client::Error;
use lingnan_serving::{Answer, File, Refused, StatusCode};
use serde_json::json;

/// Why a request was not done, for programs and for people.
#[derive(Clone, PartialEq, Debug)]
pub struct Problem {
	pub status: StatusCode,
	/// One word for programs: it stays.
	pub error: String,
	/// What is wrong, and what to do.
	pub detail: String,
	/// Seconds to wait, where waiting helps.
	pub after: Option<u64>,
}

const MEDIA: &str = "application/problem+json";

impl Problem {
	pub fn new(status: StatusCode, error: impl Into<String>, detail: impl Into<String>) -> Self {
		Self { status, error: error.into(), detail: detail.into(), after: None }
	}

	/// The request cannot be read.
	pub fn malformed(detail: impl Into<String>) -> Self {
		Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
	}

	pub fn not_found(detail: impl Into<String>) -> Self {
		Self::new(StatusCode::NOT_FOUND, "notFound", detail)
	}

	/// It may go well in a moment.
	pub fn later(detail: impl Into<String>) -> Self {
		Self { after: Some(5), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "tryAgain", detail) }
	}

	/// The chain or its node said no, or nothing.
	pub fn of(error: &Error) -> Self {
		match error {
			Error::Refused(refusal) => {
				let name = match &refusal.pallet {
					Some(pallet) => format!("{pallet}.{}", refusal.name),
					None => refusal.name.clone(),
				};
				Self::new(StatusCode::CONFLICT, name, error.to_string())
			},
			Error::NotFound(detail) => Self::not_found(detail),
			Error::Usage(detail) => Self::malformed(detail),
			Error::Input { .. } => Self::malformed(error.to_string()),
			Error::Rpc { .. } => Self::new(StatusCode::BAD_GATEWAY, "node", error.to_string()),
			Error::UsedUp { wait, .. } => Self { after: *wait, ..Self::later(error.to_string()) },
			_ => Self::later(error.to_string()),
		}
	}

	/// Whether the same request may go well later: then nothing is decided yet.
	pub fn passes(&self) -> bool {
		self.status.is_server_error()
	}
}

impl From<Error> for Problem {
	fn from(error: Error) -> Self {
		Self::of(&error)
	}
}

impl From<Refused> for Problem {
	fn from(refused: Refused) -> Self {
		Self { after: refused.after(), ..Self::new(refused.status(), refused.word(), refused.to_string()) }
	}
}

impl From<Problem> for Answer {
	fn from(problem: Problem) -> Self {
		let title = problem.status.canonical_reason().unwrap_or_default();
		let body = json!({
			"type": format!("urn:lingnan:problem:{}", problem.error),
			"title": title,
			"status": problem.status.as_u16(),
			"error": problem.error,
			"detail": problem.detail,
		});
		let file = Some(File { media: MEDIA, bytes: body.to_string().into() });
		let answer = Self { after: problem.after, file, ..Self::new(problem.status, body) };
		match problem.status {
			StatusCode::UNAUTHORIZED => answer.with("www-authenticate", "Bearer"),
			_ => answer,
		}
	}
}
