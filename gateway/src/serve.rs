//! The door over HTTP. Behind a proxy that ends TLS, the proxy is the client: it must limit its own clients.

use crate::{
	audit::Audit,
	chain::Chain,
	door::{Door, Note, Request},
	refusal::{Name, Refusal},
};
use lingnan_serving::{Answer, Bounds, Method, Refused, Service, StatusCode};
use serde_json::{json, Value};
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::net::TcpListener;

pub use lingnan_serving::{tls, Limits, TlsAcceptor};

/// Bytes of a request's body: a transaction of a hundred attestations, and none of a runtime.
const LARGEST_BODY: usize = 512 * 1024;
/// For the node to answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// A door that is open.
pub struct Server<C> {
	door: Door<C>,
	audit: Audit,
	/// What one client may have.
	pub(crate) bounds: Bounds,
	/// For the node.
	pub(crate) longest_answer: Duration,
	tls: Option<TlsAcceptor>,
}

/// As JSON-RPC says it.
fn answer(status: StatusCode, id: &Value, answer: Result<Value, Refusal>) -> Answer {
	let body = match answer {
		Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
		Err(refusal) => json!({ "jsonrpc": "2.0", "id": id, "error": refusal.to_json() }),
	};
	Answer::new(status, body)
}

fn refused(status: StatusCode, name: Name, message: impl Into<String>) -> Answer {
	answer(status, &Value::Null, Err(Refusal::new(name, message)))
}

fn malformed(status: StatusCode, message: impl Into<String>) -> Answer {
	refused(status, Name::Malformed, message)
}

impl<C: Chain> Server<C> {
	pub fn new(door: Door<C>, audit: Audit, limits: Limits, tls: Option<TlsAcceptor>) -> Self {
		let bounds = Bounds::new(limits, LARGEST_BODY);
		Self { door, audit, bounds, longest_answer: LONGEST_ANSWER, tls }
	}

	pub fn door(&self) -> &Door<C> {
		&self.door
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) {
		let server = lingnan_serving::Server::new(self.clone(), self.bounds, self.tls.clone());
		let minutes = async {
			loop {
				tokio::time::sleep(Duration::from_secs(60)).await;
				self.audit.tell_limited();
				self.door.forget_old_boxes();
			}
		};
		tokio::select! {
			() = Arc::new(server).run(listener) => (),
			() = minutes => (),
		}
	}

	async fn asked(&self, mut http: lingnan_serving::Request) -> Result<Request, Answer> {
		match (&http.method, http.path.as_str()) {
			(&Method::POST, "/") => {
				let body = http.body().await.map_err(|why| malformed(why.status(), why.to_string()))?;
				let unread =
					|e: serde_json::Error| malformed(StatusCode::BAD_REQUEST, format!("one JSON-RPC request: {e}"));
				serde_json::from_slice(&body).map_err(unread)
			},
			(&Method::GET, "/") => Ok(Request { id: Value::Null, method: "gateway_info".into(), params: Value::Null }),
			(_, "/") => {
				let refusal = malformed(StatusCode::METHOD_NOT_ALLOWED, "POST a JSON-RPC request to /");
				Err(Answer { allow: Some("GET, POST, OPTIONS"), ..refusal })
			},
			_ => Err(malformed(StatusCode::NOT_FOUND, "there is / alone")),
		}
	}
}

impl<C: Chain> Service for Server<C> {
	// A page of any origin may ask: a signature tells who asks, and no cookie.
	const HEADERS: &'static [(&'static str, &'static str)] = &[
		("access-control-allow-origin", "*"),
		("access-control-allow-methods", "GET, POST"),
		("access-control-allow-headers", "content-type"),
	];

	async fn answer(&self, http: lingnan_serving::Request) -> Answer {
		// Browsers ask before they ask.
		if (&http.method, http.path.as_str()) == (&Method::OPTIONS, "/") {
			return Answer::new(StatusCode::OK, Value::Null);
		}
		let began = Instant::now();
		let mut note = Note { who: "stranger".into(), method: "none".into(), ..Note::default() };
		let request = match self.asked(http).await {
			Ok(request) => request,
			Err(answer) => {
				self.audit.write(&note, Name::Malformed.name(), began.elapsed());
				return answer;
			},
		};
		let answered = tokio::time::timeout(self.longest_answer, self.door.answer_noting(&request, &mut note)).await;
		let answered = answered.unwrap_or_else(|_| {
			Err(Refusal::new(Name::NodeDown, "the node behind this gateway does not answer in time: try again"))
		});
		let verdict = answered.as_ref().map_or_else(|refusal| refusal.verdict(), |_| "Answered");
		self.audit.write(&note, verdict, began.elapsed());
		answer(StatusCode::OK, &request.id, answered)
	}

	fn limited(&self, why: Refused) -> Answer {
		self.audit.limited();
		let name = if why == Refused::Busy { Name::Busy } else { Name::TooManyRequests };
		Answer { after: why.after(), ..refused(why.status(), name, why.to_string()) }
	}
}
