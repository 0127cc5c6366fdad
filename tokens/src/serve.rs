//! An issuer's service over HTTP: it answers blinded forms, and never learns which documents were asked for.
//!
//! It writes nothing down. Numbers can be tried out by asking, so each client has so many forms a minute. Behind a proxy that
//! ends TLS, the proxy is the client: it must limit its own clients.

use crate::{
	error::Result,
	key::Secret,
	oprf::{Request, MAX_BATCH},
};
use governor::{clock::Clock, DefaultKeyedRateLimiter, Quota, RateLimiter};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	body::{Bytes, Incoming},
	header::{HeaderValue, ALLOW, CONTENT_TYPE, RETRY_AFTER},
	server::conn::http1,
	service::service_fn,
	Method, Request as HttpRequest, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{json, Value};
use std::{
	convert::Infallible,
	net::{IpAddr, SocketAddr},
	num::NonZeroU32,
	sync::Arc,
	time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore};

/// Bytes of a request's body: the largest request, and room for blanks.
const MAX_BODY: usize = 4_096;
/// Addresses that are remembered at a time; beyond them strangers wait.
const MAX_CLIENTS: usize = 65_536;
/// For a request to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// For a connection, from its first byte to the last of the answer: who does not read must not hold it.
const LIFETIME: Duration = Duration::from_secs(60);

/// What one server bears.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Forms from one address in a minute; as many may come at once.
	pub per_minute: NonZeroU32,
	/// Connections at a time.
	pub connections: usize,
}

/// An issuer that answers, under each version of its key that is in force.
pub struct Server {
	secrets: Vec<Secret>,
	limiter: DefaultKeyedRateLimiter<IpAddr>,
	connections: Arc<Semaphore>,
}

/// An answer that holds no tokens.
struct Refusal {
	status: StatusCode,
	/// One word for programs.
	error: &'static str,
	message: String,
	/// Seconds to wait.
	after: Option<u64>,
}

fn refuse(status: StatusCode, error: &'static str, message: impl Into<String>) -> Refusal {
	Refusal { status, error, message: message.into(), after: None }
}

impl Server {
	pub fn new(secrets: Vec<Secret>, limits: Limits) -> Self {
		Self {
			secrets,
			limiter: RateLimiter::keyed(Quota::per_minute(limits.per_minute)),
			connections: Arc::new(Semaphore::new(limits.connections)),
		}
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) -> Result<()> {
		loop {
			let Ok(permit) = self.connections.clone().acquire_owned().await else { return Ok(()) };
			let (stream, from) = match listener.accept().await {
				Ok(connection) => connection,
				// Out of file handles and the like: others may end.
				Err(_) => {
					tokio::time::sleep(Duration::from_millis(50)).await;
					continue;
				},
			};
			let server = self.clone();
			tokio::spawn(async move {
				let answer = |request| {
					let server = server.clone();
					async move { Ok::<_, Infallible>(server.answer(from, request).await) }
				};
				let mut http = http1::Builder::new();
				// One request for each connection: nobody keeps one by asking again, nor by being refused.
				http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
				let served = http.serve_connection(TokioIo::new(stream), service_fn(answer));
				// What goes wrong on a connection is its client's affair.
				let _ = tokio::time::timeout(LIFETIME, served).await;
				drop(permit);
			});
		}
	}

	async fn answer(&self, from: SocketAddr, request: HttpRequest<Incoming>) -> Response<Full<Bytes>> {
		match self.outcome(client_of(from.ip()), request).await {
			Ok(value) => respond(StatusCode::OK, &value),
			Err(refusal) => {
				let Refusal { status, error, message, after } = refusal;
				let mut response = respond(status, &json!({ "error": error, "message": message }));
				if status == StatusCode::METHOD_NOT_ALLOWED {
					response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
				}
				if let Some(seconds) = after {
					response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
				}
				response
			},
		}
	}

	async fn outcome(&self, client: IpAddr, request: HttpRequest<Incoming>) -> Result<Value, Refusal> {
		// One of the minute's forms is spent by whatever is asked; the others when they are counted.
		self.limit(client, 1)?;
		match (request.method(), request.uri().path()) {
			(&Method::GET, "/keys") => Ok(self.keys()),
			(&Method::POST, "/evaluate") => self.evaluate(client, request.into_body()).await,
			(_, "/keys" | "/evaluate") => {
				Err(refuse(StatusCode::METHOD_NOT_ALLOWED, "method", "GET /keys, POST /evaluate"))
			},
			_ => Err(refuse(StatusCode::NOT_FOUND, "path", "there are GET /keys and POST /evaluate")),
		}
	}

	fn limit(&self, client: IpAddr, forms: u32) -> Result<(), Refusal> {
		let Some(forms) = NonZeroU32::new(forms) else { return Ok(()) };
		if self.limiter.len() >= MAX_CLIENTS {
			self.limiter.retain_recent();
			if self.limiter.len() >= MAX_CLIENTS {
				return Err(refuse(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many clients: try again in a minute"));
			}
		}
		let taken = self.limiter.check_key_n(&client, forms);
		let taken = taken.map_err(|_| {
			let message = "more forms in one request than this issuer answers in a minute: ask for fewer at a time";
			refuse(StatusCode::TOO_MANY_REQUESTS, "tooManyForms", message)
		})?;
		taken.map_err(|until| {
			let wait = until.wait_time_from(governor::clock::DefaultClock::default().now()).as_secs() + 1;
			let message = format!("too many forms were asked for from this address: try again in {wait} s");
			Refusal { after: Some(wait), ..refuse(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", message) }
		})
	}

	fn keys(&self) -> Value {
		let keys = self.secrets.iter().map(|secret| json!({ "version": secret.version(), "key": secret.public() }));
		json!({ "suite": "ristretto255-SHA512", "mode": "VOPRF", "maxForms": MAX_BATCH, "keys": keys.collect::<Vec<_>>() })
	}

	async fn evaluate(&self, client: IpAddr, body: Incoming) -> Result<Value, Refusal> {
		let bad = |message: String| refuse(StatusCode::BAD_REQUEST, "malformed", message);
		let body = tokio::time::timeout(PATIENCE, Limited::new(body, MAX_BODY).collect()).await;
		let body = body.map_err(|_| refuse(StatusCode::REQUEST_TIMEOUT, "slow", "the body did not come in time"))?;
		let body = body.map_err(|e| match e.is::<http_body_util::LengthLimitError>() {
			true => refuse(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", format!("a body has at most {MAX_BODY} bytes")),
			false => bad(e.to_string()),
		})?;
		let request: Request = serde_json::from_slice(&body.to_bytes()).map_err(|e| bad(e.to_string()))?;
		request.check().map_err(bad)?;
		// The largest request has 32.
		self.limit(client, u32::try_from(request.blinded.len()).unwrap_or(u32::MAX).saturating_sub(1))?;
		let secret = self.secrets.iter().find(|secret| secret.version() == request.version).ok_or_else(|| {
			let message = format!("no key of version {} is in force here: GET /keys lists them", request.version);
			refuse(StatusCode::NOT_FOUND, "unknownVersion", message)
		})?;
		Ok(json!(secret.evaluate(&request).map_err(bad)?))
	}
}

/// Whom the limit counts: an address, or a network of 64 bits, which one household can have.
fn client_of(address: IpAddr) -> IpAddr {
	match address.to_canonical() {
		IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
		v4 => v4,
	}
}

fn respond(status: StatusCode, value: &Value) -> Response<Full<Bytes>> {
	let mut response = Response::new(Full::new(Bytes::from(value.to_string())));
	*response.status_mut() = status;
	response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
	response
}
