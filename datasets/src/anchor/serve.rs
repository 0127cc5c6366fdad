//! Proofs over HTTP, to anyone who signs as the account that controls the enterprise. What opens a sealed leaf comes with it, in a
//! box for the enterprise's card.
//!
//! Behind a proxy that ends TLS, the proxy is the client: it must limit its own clients.

use super::{
	request::{clock, Rejection, Request, MAX_AGE},
	Key, Store,
};
use crate::{
	client::Client,
	error::{Error, Result},
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
use lingnan_sealing::{
	card::{self, Party},
	envelope::Recipient,
};
use serde_json::{json, Value};
use std::{
	convert::Infallible,
	net::{IpAddr, SocketAddr},
	num::NonZeroU32,
	sync::Arc,
	time::Duration,
};
use subxt::utils::{AccountId32, H256};
use tokio::{
	net::TcpListener,
	sync::{RwLock, Semaphore},
};

/// Bytes of a request's body.
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
	/// Requests from one address in a minute; as many may come at once.
	pub per_minute: NonZeroU32,
	/// Connections at a time.
	pub connections: usize,
}

/// A dataset that is served.
pub struct Server {
	store: Store,
	client: RwLock<Client>,
	genesis: H256,
	limiter: DefaultKeyedRateLimiter<IpAddr>,
	connections: Arc<Semaphore>,
}

/// An answer that is no proof.
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
	pub fn new(store: Store, client: Client, limits: Limits) -> Self {
		Self {
			store,
			genesis: client.genesis_hash(),
			client: RwLock::new(client),
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
		match self.outcome(from, request).await {
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

	/// The cheap questions first: who asks too often costs no signature, who does not sign costs no look at the chain.
	async fn outcome(&self, from: SocketAddr, request: HttpRequest<Incoming>) -> Result<Value, Refusal> {
		self.limit(client_of(from.ip()))?;
		match (request.method(), request.uri().path()) {
			(&Method::GET, "/dataset") => Ok(self.describe()),
			(&Method::POST, "/proof") => self.prove(request.into_body()).await,
			(_, "/dataset" | "/proof") => {
				Err(refuse(StatusCode::METHOD_NOT_ALLOWED, "method", "GET /dataset, POST /proof"))
			},
			_ => Err(refuse(StatusCode::NOT_FOUND, "path", "there are GET /dataset and POST /proof")),
		}
	}

	fn limit(&self, client: IpAddr) -> Result<(), Refusal> {
		if self.limiter.len() >= MAX_CLIENTS {
			self.limiter.retain_recent();
			if self.limiter.len() >= MAX_CLIENTS {
				return Err(refuse(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many clients: try again in a minute"));
			}
		}
		self.limiter.check_key(&client).map_err(|until| {
			let wait = until.wait_time_from(governor::clock::DefaultClock::default().now()).as_secs() + 1;
			let message = format!("too many requests: try again in {wait} s");
			Refusal { after: Some(wait), ..refuse(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", message) }
		})
	}

	fn describe(&self) -> Value {
		let about = &self.store.manifest;
		json!({
			"genesis": self.genesis, "indicator": about.indicator, "periodEnd": about.period_end, "root": about.root,
			"count": about.count, "sealed": about.sealed.is_some(), "maxAge": MAX_AGE,
		})
	}

	async fn prove(&self, body: Incoming) -> Result<Value, Refusal> {
		let bad = |message: String| refuse(StatusCode::BAD_REQUEST, "malformed", message);
		let body = tokio::time::timeout(PATIENCE, Limited::new(body, MAX_BODY).collect()).await;
		let body = body.map_err(|_| refuse(StatusCode::REQUEST_TIMEOUT, "slow", "the body did not come in time"))?;
		let body = body.map_err(|e| match e.is::<http_body_util::LengthLimitError>() {
			true => refuse(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", format!("a body has at most {MAX_BODY} bytes")),
			false => bad(e.to_string()),
		})?;
		let request: Request = serde_json::from_slice(&body.to_bytes()).map_err(|e| bad(e.to_string()))?;
		let enterprise = Key::read(&request.enterprise).map_err(|reason| bad(format!("enterprise: {reason}")))?;
		let now = clock().map_err(|e| refuse(StatusCode::INTERNAL_SERVER_ERROR, "clock", e.to_string()))?;
		let signer = request.signer(self.genesis, self.store.manifest.root, &enterprise, now).map_err(rejected)?;
		if self.controller(&enterprise).await? != Some(signer) {
			let message = "the account that signed does not control the enterprise";
			return Err(refuse(StatusCode::FORBIDDEN, "notController", message));
		}
		let sealed = self.store.manifest.sealed.is_some();
		let recipient = if sealed { Some(self.recipient(&enterprise).await?) } else { None };
		// Some reads of the disk, and commitments of some leaves: other requests need not wait for them.
		let answer = tokio::task::block_in_place(|| self.answer_about(&enterprise, recipient.as_ref()));
		// What is wrong with the files is the agency's affair, and not the caller's to read.
		let answer = answer.map_err(|e| {
			eprintln!("lingnan: {e}");
			refuse(StatusCode::INTERNAL_SERVER_ERROR, "dataset", "the dataset cannot be read: tell the agency")
		})?;
		answer
			.ok_or_else(|| refuse(StatusCode::NOT_FOUND, "notInDataset", "the dataset says nothing of this enterprise"))
	}

	fn answer_about(&self, enterprise: &Key, recipient: Option<&Recipient>) -> Result<Option<Value>> {
		let Some(proof) = self.store.prove(enterprise)? else { return Ok(None) };
		let openings = recipient.map(|to| self.store.envelope(enterprise, to)).transpose()?.flatten();
		Ok(Some(proof.to_json(openings.as_ref())))
	}

	/// To whom openings are encrypted: the key of the enterprise's card on the chain.
	async fn recipient(&self, enterprise: &Key) -> Result<Recipient, Refusal> {
		let client = self.client.read().await.clone();
		let party = Party::Enterprise(enterprise.to_string());
		card::recipient(&client, None, &party).await.map_err(|error| match error {
			// It says of which card, and how one is published.
			Error::Input { .. } | Error::NotFound(_) => refuse(StatusCode::CONFLICT, "noCard", error.to_string()),
			_ => refuse(StatusCode::BAD_GATEWAY, "chain", "the chain does not answer: try again"),
		})
	}

	/// Who controls the enterprise in the last finalised block. A lost connection is made again once.
	async fn controller(&self, enterprise: &Key) -> Result<Option<AccountId32>, Refusal> {
		let number = enterprise.to_string();
		let client = self.client.read().await.clone();
		let found = match controller_of(&client, &number).await {
			Err(Error::Connection(_)) => match Client::connect(client.url()).await {
				Ok(fresh) if fresh.genesis_hash() == self.genesis => {
					*self.client.write().await = fresh.clone();
					controller_of(&fresh, &number).await
				},
				Ok(_) => Err(Error::Connection("another chain answers".into())),
				Err(error) => Err(error),
			},
			found => found,
		};
		found.map_err(|_| refuse(StatusCode::BAD_GATEWAY, "chain", "the chain does not answer: try again"))
	}
}

async fn controller_of(client: &Client, number: &str) -> Result<Option<AccountId32>> {
	let finalised: Value = client.rpc("chain_getFinalizedHead", json!([])).await?;
	let record: Value = client.rpc("enterprise_get", json!([number, finalised])).await?;
	Ok(record["controller"].as_str().and_then(|account| account.parse().ok()))
}

fn rejected(rejection: Rejection) -> Refusal {
	let (error, message) = match rejection {
		Rejection::Unsigned => ("unsigned", "sign the request: `lingnan attestation anchor request` does".into()),
		Rejection::WrongSignature => ("wrongSignature", "the signature is not this account's over this request".into()),
		Rejection::Stale => ("stale", format!("the request's time is off by more than {MAX_AGE} s: sign it again")),
	};
	refuse(StatusCode::UNAUTHORIZED, error, message)
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_client_is_an_address_or_a_network() {
		let client = |text: &str| client_of(text.parse().unwrap()).to_string();
		assert_eq!(client("10.1.2.3"), "10.1.2.3");
		assert_eq!(client("::ffff:10.1.2.3"), "10.1.2.3");
		assert_eq!(client("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
	}
}
