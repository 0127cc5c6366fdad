//! An issuer's service over HTTP: it answers blinded forms, and never learns which documents were asked for.
//!
//! It writes nothing down. Numbers can be tried out by asking, so each client has so many forms a minute. Behind a proxy that
//! ends TLS, the proxy is the client: it must limit its own clients.

use crate::{
	error::Result,
	key::Secret,
	oprf::{Request, MAX_BATCH},
};
use lingnan_serving::{Answer, Bounds, Method, Refused, Service, StatusCode};
use serde_json::{json, Value};
use std::sync::Arc;
use tokio::net::TcpListener;

/// What one server bears: `per_minute` counts forms.
pub use lingnan_serving::Limits;

/// Bytes of a request's body: the largest request, and room for blanks.
const MAX_BODY: usize = 4_096;

/// An issuer that answers, under each version of its key that is in force.
pub struct Server {
	secrets: Vec<Secret>,
	limits: Limits,
}

fn refuse(status: StatusCode, error: &str, message: impl Into<String>) -> Answer {
	Answer::refusal(status, error, message)
}

/// What the server counts are forms.
fn limited(refused: Refused) -> Answer {
	match refused {
		Refused::TooManyAtOnce => {
			let message = "more forms in one request than this issuer answers in a minute: ask for fewer at a time";
			refuse(StatusCode::TOO_MANY_REQUESTS, "tooManyForms", message)
		},
		Refused::TooManyRequests { after } => {
			let message = format!("too many forms were asked for from this address: try again in {after} s");
			Answer { after: Some(after), ..refuse(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", message) }
		},
		refused => refused.into(),
	}
}

impl Server {
	pub fn new(secrets: Vec<Secret>, limits: Limits) -> Self {
		Self { secrets, limits }
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) -> Result<()> {
		let bounds = Bounds::new(self.limits, MAX_BODY);
		Arc::new(lingnan_serving::Server::new(self, bounds, None)).run(listener).await;
		Ok(())
	}

	async fn outcome(&self, request: lingnan_serving::Request) -> Result<Value, Answer> {
		match (&request.method, request.path.as_str()) {
			(&Method::GET, "/keys") => Ok(self.keys()),
			(&Method::POST, "/evaluate") => self.evaluate(request).await,
			(_, "/keys" | "/evaluate") => Err(Answer::not_allowed("GET, POST", "GET /keys, POST /evaluate")),
			_ => Err(refuse(StatusCode::NOT_FOUND, "path", "there are GET /keys and POST /evaluate")),
		}
	}

	fn keys(&self) -> Value {
		let keys = self.secrets.iter().map(|secret| json!({ "version": secret.version(), "key": secret.public() }));
		json!({ "suite": "ristretto255-SHA512", "mode": "VOPRF", "maxForms": MAX_BATCH, "keys": keys.collect::<Vec<_>>() })
	}

	async fn evaluate(&self, mut http: lingnan_serving::Request) -> Result<Value, Answer> {
		let bad = |message: String| refuse(StatusCode::BAD_REQUEST, "malformed", message);
		let body = http.body().await?;
		let request: Request = serde_json::from_slice(&body).map_err(|e| bad(e.to_string()))?;
		request.check().map_err(bad)?;
		// One of the minute's forms is spent by whatever is asked; the others now. The largest request has 32.
		let more = u32::try_from(request.blinded.len()).unwrap_or(u32::MAX).saturating_sub(1);
		http.spend(more).map_err(limited)?;
		let secret = self.secrets.iter().find(|secret| secret.version() == request.version).ok_or_else(|| {
			let message = format!("no key of version {} is in force here: GET /keys lists them", request.version);
			refuse(StatusCode::NOT_FOUND, "unknownVersion", message)
		})?;
		Ok(json!(secret.evaluate(&request).map_err(bad)?))
	}
}

impl Service for Server {
	async fn answer(&self, request: lingnan_serving::Request) -> Answer {
		self.outcome(request).await.map_or_else(|refusal| refusal, |value| Answer::new(StatusCode::OK, value))
	}

	fn limited(&self, refused: Refused) -> Answer {
		limited(refused)
	}
}
