//! What is sent back.

use http_body_util::Full;
use hyper::{
	body::Bytes,
	header::{HeaderValue, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER},
	Response, StatusCode,
};
use serde_json::{json, Value};

/// A status, and JSON.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
	pub status: StatusCode,
	pub body: Value,
	/// Seconds to wait before asking again.
	pub after: Option<u64>,
	/// Of a path that is asked in another way: the methods that it takes.
	pub allow: Option<&'static str>,
	/// What is sent in place of JSON.
	pub file: Option<File>,
	/// Headers of this answer: names in lower case, and values.
	pub headers: Vec<(&'static str, String)>,
}

/// An answer that is no JSON, or JSON of a kind of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
	/// Such as `text/csv`.
	pub media: &'static str,
	pub bytes: Bytes,
}

impl Answer {
	pub fn new(status: StatusCode, body: Value) -> Self {
		Self { status, body, after: None, allow: None, file: None, headers: Vec::new() }
	}

	/// A file.
	pub fn file(media: &'static str, bytes: impl Into<Bytes>) -> Self {
		Self { file: Some(File { media, bytes: bytes.into() }), ..Self::new(StatusCode::OK, Value::Null) }
	}

	/// With one more header. A value that no header can hold is left out.
	pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
		self.headers.push((name, value.into()));
		self
	}

	/// An answer that is none: one word for programs, and a sentence for people.
	pub fn refusal(status: StatusCode, error: &str, message: impl Into<String>) -> Self {
		Self::new(status, json!({ "error": error, "message": message.into() }))
	}

	/// The path is asked in another way.
	pub fn not_allowed(allow: &'static str, message: impl Into<String>) -> Self {
		Self { allow: Some(allow), ..Self::refusal(StatusCode::METHOD_NOT_ALLOWED, "method", message) }
	}

	pub(crate) fn respond(self, more: &'static [(&'static str, &'static str)]) -> Response<Full<Bytes>> {
		let (media, bytes) = match self.file {
			Some(file) => (file.media, file.bytes),
			None => ("application/json", Bytes::from(self.body.to_string())),
		};
		let mut response = Response::new(Full::new(bytes));
		*response.status_mut() = self.status;
		let headers = response.headers_mut();
		headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
		headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
		for (name, value) in more {
			headers.insert(*name, HeaderValue::from_static(value));
		}
		for (name, value) in self.headers {
			if let Ok(value) = HeaderValue::from_str(&value) {
				headers.insert(name, value);
			}
		}
		if let Some(allow) = self.allow {
			headers.insert(ALLOW, HeaderValue::from_static(allow));
		}
		if let Some(seconds) = self.after {
			headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
		}
		response
	}
}

/// Why a request is not looked at, or not to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
	/// The address has used up its minute.
	TooManyRequests {
		/// Seconds to wait.
		after: u64,
	},
	/// One request asks for more than an address has in a minute.
	TooManyAtOnce,
	/// There is no room for more addresses.
	Busy,
	/// The body did not come in time.
	Slow,
	/// The body is too long.
	TooLarge {
		/// Bytes that it may have.
		most: usize,
	},
	/// The body broke off.
	Broken(String),
}

impl Refused {
	pub const fn status(&self) -> StatusCode {
		match self {
			Self::TooManyRequests { .. } | Self::TooManyAtOnce => StatusCode::TOO_MANY_REQUESTS,
			Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
			Self::Slow => StatusCode::REQUEST_TIMEOUT,
			Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
			Self::Broken(_) => StatusCode::BAD_REQUEST,
		}
	}

	/// One word for programs.
	pub const fn word(&self) -> &'static str {
		match self {
			Self::TooManyRequests { .. } => "tooManyRequests",
			Self::TooManyAtOnce => "tooManyAtOnce",
			Self::Busy => "busy",
			Self::Slow => "slow",
			Self::TooLarge { .. } => "tooLarge",
			Self::Broken(_) => "malformed",
		}
	}

	/// Whether the request was refused for what its address asked before, and not for what it is.
	pub const fn is_limit(&self) -> bool {
		matches!(self, Self::TooManyRequests { .. } | Self::TooManyAtOnce | Self::Busy)
	}

	/// Seconds to wait, where waiting helps.
	pub const fn after(&self) -> Option<u64> {
		match self {
			Self::TooManyRequests { after } => Some(*after),
			_ => None,
		}
	}
}

impl std::fmt::Display for Refused {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::TooManyRequests { after } => write!(f, "too many requests: try again in {after} s"),
			Self::TooManyAtOnce => {
				f.write_str("this asks for more at once than an address has in a minute: ask for less at a time")
			},
			Self::Busy => f.write_str("too many clients: try again in a minute"),
			Self::Slow => f.write_str("the body did not come in time"),
			Self::TooLarge { most } => write!(f, "a body has at most {most} bytes"),
			Self::Broken(reason) => write!(f, "the body broke off: {reason}"),
		}
	}
}

impl From<Refused> for Answer {
	fn from(refused: Refused) -> Self {
		let answer = Self::refusal(refused.status(), refused.word(), refused.to_string());
		Self { after: refused.after(), ..answer }
	}
}
