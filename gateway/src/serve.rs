//! HTTP and TLS, with limits. Behind a proxy that ends TLS, the proxy is the client: it must limit its own clients.

use crate::{
	audit::Audit,
	chain::Chain,
	door::{Door, Note, Request},
	refusal::{Name, Refusal},
};
use governor::{clock::Clock, DefaultKeyedRateLimiter, Quota, RateLimiter};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
	body::{Bytes, Incoming},
	header::{self, HeaderValue},
	server::conn::http1,
	service::service_fn,
	Method, Request as HttpRequest, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use lingnan_client::{files, Error, Result};
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	convert::Infallible,
	net::{IpAddr, SocketAddr},
	num::NonZeroU32,
	path::Path,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::TcpListener,
	sync::Semaphore,
};
use tokio_rustls::{
	rustls::{
		crypto::ring,
		pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer},
		ServerConfig,
	},
	TlsAcceptor,
};

/// Bytes of a request's body: a transaction of a hundred attestations, and none of a runtime.
const LARGEST_BODY: usize = 512 * 1024;
/// Addresses that are remembered at a time; beyond them strangers wait.
const MOST_ADDRESSES: usize = 65_536;
/// For a request, or a handshake, to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// For a connection, from its first byte to the last of the answer: who does not read must not hold it.
const LIFETIME: Duration = Duration::from_secs(60);
/// Connections of one address at a time; further ones are closed.
const MOST_OF_ONE_ADDRESS: usize = 16;
/// For the node to answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// What one gateway bears.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Requests from one address in a minute; as many may come at once.
	pub per_minute: NonZeroU32,
	/// Connections at a time.
	pub connections: usize,
}

/// A door that is open.
pub struct Server<C> {
	door: Door<C>,
	audit: Audit,
	limiter: DefaultKeyedRateLimiter<IpAddr>,
	connections: Arc<Semaphore>,
	/// How many of them each address has.
	open: Open,
	/// For one connection.
	pub(crate) lifetime: Duration,
	/// For the node.
	pub(crate) longest_answer: Duration,
	tls: Option<TlsAcceptor>,
}

/// Connections by address.
#[derive(Clone, Default)]
struct Open(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One of an address's connections, until it is dropped.
struct Place {
	open: Open,
	from: IpAddr,
}

impl Open {
	fn held(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Nothing if the address has as many as one may.
	fn enter(&self, from: IpAddr) -> Option<Place> {
		let mut held = self.held();
		let count = held.entry(from).or_default();
		if *count >= MOST_OF_ONE_ADDRESS {
			return None;
		}
		*count += 1;
		Some(Place { open: self.clone(), from })
	}
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut held = self.open.held();
		if let Some(count) = held.get_mut(&self.from) {
			*count -= 1;
			if *count == 0 {
				held.remove(&self.from);
			}
		}
	}
}

/// Reads a certificate with its chain and its private key, both in PEM. A key that others can read is refused.
pub fn tls(certificate: &Path, key: &Path) -> Result<TlsAcceptor> {
	let bad = |path: &Path, reason: &dyn std::fmt::Display| Error::input(path.display(), reason);
	let chain = CertificateDer::pem_file_iter(certificate).map_err(|e| bad(certificate, &e))?;
	let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|e| bad(certificate, &e))?;
	files::insist_private(key)?;
	let secret = PrivateKeyDer::from_pem_file(key).map_err(|e| bad(key, &e))?;
	let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
		.with_safe_default_protocol_versions()
		.map_err(|e| bad(certificate, &e))?
		.with_no_client_auth()
		.with_single_cert(chain, secret)
		.map_err(|e| bad(certificate, &e))?;
	Ok(TlsAcceptor::from(Arc::new(config)))
}

/// What is sent back.
struct Answer {
	status: StatusCode,
	body: Value,
	/// Seconds to wait.
	after: Option<u64>,
}

impl Answer {
	fn new(status: StatusCode, id: &Value, answer: Result<Value, Refusal>) -> Self {
		let body = match answer {
			Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
			Err(refusal) => json!({ "jsonrpc": "2.0", "id": id, "error": refusal.to_json() }),
		};
		Self { status, body, after: None }
	}

	fn refused(status: StatusCode, name: Name, message: impl Into<String>) -> Self {
		Self::new(status, &Value::Null, Err(Refusal::new(name, message)))
	}
}

impl<C: Chain> Server<C> {
	pub fn new(door: Door<C>, audit: Audit, limits: Limits, tls: Option<TlsAcceptor>) -> Self {
		Self {
			door,
			audit,
			limiter: RateLimiter::keyed(Quota::per_minute(limits.per_minute)),
			connections: Arc::new(Semaphore::new(limits.connections)),
			open: Open::default(),
			lifetime: LIFETIME,
			longest_answer: LONGEST_ANSWER,
			tls,
		}
	}

	pub fn door(&self) -> &Door<C> {
		&self.door
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) {
		let told = self.clone();
		let minutes = async move {
			loop {
				tokio::time::sleep(Duration::from_secs(60)).await;
				told.audit.tell_limited();
			}
		};
		tokio::select! {
			() = self.accept(listener) => (),
			() = minutes => (),
		}
	}

	async fn accept(self: Arc<Self>, listener: TcpListener) {
		loop {
			let Ok(permit) = self.connections.clone().acquire_owned().await else { return };
			let (stream, from) = match listener.accept().await {
				Ok(connection) => connection,
				// Out of file handles and the like: others may end.
				Err(_) => {
					tokio::time::sleep(Duration::from_millis(50)).await;
					continue;
				},
			};
			let Some(place) = self.open.enter(address(from.ip())) else { continue };
			// Answers are small and come at once.
			let _ = stream.set_nodelay(true);
			let server = self.clone();
			tokio::spawn(async move {
				match server.tls.clone() {
					None => server.connection(stream, from).await,
					Some(tls) => {
						if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, tls.accept(stream)).await {
							server.connection(stream, from).await;
						}
					},
				}
				drop((place, permit));
			});
		}
	}

	async fn connection(self: Arc<Self>, stream: impl AsyncRead + AsyncWrite + Unpin + Send, from: SocketAddr) {
		let answer = |request| {
			let server = self.clone();
			async move { Ok::<_, Infallible>(respond(server.outcome(from, request).await)) }
		};
		let mut http = http1::Builder::new();
		// One question for each connection: nobody keeps one by asking again, nor by being refused.
		http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
		let served = http.serve_connection(TokioIo::new(stream), service_fn(answer));
		// What goes wrong on a connection is its client's affair.
		let _ = tokio::time::timeout(self.lifetime, served).await;
	}

	async fn outcome(&self, from: SocketAddr, request: HttpRequest<Incoming>) -> Answer {
		let began = Instant::now();
		let nobody = Note { who: "stranger".into(), method: "none".into(), ..Note::default() };
		if let Err(answer) = self.limit(address(from.ip())) {
			self.audit.limited();
			return answer;
		}
		let request = match (request.method(), request.uri().path()) {
			(&Method::POST, "/") => self.read(request.into_body()).await,
			// Browsers ask before they ask.
			(&Method::OPTIONS, "/") => return Answer { status: StatusCode::OK, body: Value::Null, after: None },
			(&Method::GET, "/") => Ok(Request { id: Value::Null, method: "gateway_info".into(), params: Value::Null }),
			(_, "/") => {
				Err(Answer::refused(StatusCode::METHOD_NOT_ALLOWED, Name::Malformed, "POST a JSON-RPC request to /"))
			},
			_ => Err(Answer::refused(StatusCode::NOT_FOUND, Name::Malformed, "there is / alone")),
		};
		let request = match request {
			Ok(request) => request,
			Err(answer) => {
				self.audit.write(&nobody, Name::Malformed.name(), began.elapsed());
				return answer;
			},
		};
		let mut note = nobody;
		let answered = tokio::time::timeout(self.longest_answer, self.door.answer_noting(&request, &mut note)).await;
		let answer = answered.unwrap_or_else(|_| {
			Err(Refusal::new(Name::NodeDown, "the node behind this gateway does not answer in time: try again"))
		});
		let verdict = answer.as_ref().map_or_else(|refusal| refusal.verdict(), |_| "Answered");
		self.audit.write(&note, verdict, began.elapsed());
		Answer::new(StatusCode::OK, &request.id, answer)
	}

	fn limit(&self, from: IpAddr) -> Result<(), Answer> {
		if self.limiter.len() >= MOST_ADDRESSES {
			self.limiter.retain_recent();
			if self.limiter.len() >= MOST_ADDRESSES {
				let message = "too many clients: try again in a minute";
				return Err(Answer::refused(StatusCode::SERVICE_UNAVAILABLE, Name::Busy, message));
			}
		}
		self.limiter.check_key(&from).map_err(|until| {
			let wait = until.wait_time_from(governor::clock::DefaultClock::default().now()).as_secs() + 1;
			let message = format!("too many requests: try again in {wait} s");
			let answer = Answer::refused(StatusCode::TOO_MANY_REQUESTS, Name::TooManyRequests, message);
			Answer { after: Some(wait), ..answer }
		})
	}

	async fn read(&self, body: Incoming) -> Result<Request, Answer> {
		let bad = |status, message: String| Answer::refused(status, Name::Malformed, message);
		let body = tokio::time::timeout(PATIENCE, Limited::new(body, LARGEST_BODY).collect()).await;
		let body = body.map_err(|_| bad(StatusCode::REQUEST_TIMEOUT, "the body did not come in time".into()))?;
		let body = body.map_err(|e| match e.is::<LengthLimitError>() {
			true => bad(StatusCode::PAYLOAD_TOO_LARGE, format!("a body has at most {LARGEST_BODY} bytes")),
			false => bad(StatusCode::BAD_REQUEST, e.to_string()),
		})?;
		let unread = |e: serde_json::Error| bad(StatusCode::BAD_REQUEST, format!("one JSON-RPC request: {e}"));
		serde_json::from_slice(&body.to_bytes()).map_err(unread)
	}
}

/// Whom the limit counts: an address, or a network of 64 bits, which one household can have.
fn address(from: IpAddr) -> IpAddr {
	match from.to_canonical() {
		IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
		v4 => v4,
	}
}

fn respond(answer: Answer) -> Response<Full<Bytes>> {
	let Answer { status, body, after } = answer;
	let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
	*response.status_mut() = status;
	let headers = response.headers_mut();
	headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
	headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	// A page of any origin may ask: a signature tells who asks, and no cookie.
	headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
	headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
	headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
	if status == StatusCode::METHOD_NOT_ALLOWED {
		headers.insert(header::ALLOW, HeaderValue::from_static("GET, POST, OPTIONS"));
	}
	if let Some(seconds) = after {
		headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
	}
	response
}
