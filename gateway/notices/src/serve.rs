//! The service over HTTP, and what it does by itself.

use crate::{book::Book, chain::Chain, door::Door, journal::Journal, refusal::Fault, send::Ways, watch::Watch};
use lingnan_client::{Error, Result};
use lingnan_gateway::{
	audit::Audit,
	door::{Note, Request},
	finality::Finality,
	memory::Memory,
	Name, Refusal,
};
use lingnan_serving::{Answer, Bounds, Folder, Limits, Method, Refused, Service, StatusCode, TlsAcceptor};
use serde_json::{json, Value};
use std::{
	fs::File,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::net::TcpListener;

/// Bytes of a request's body: a signed query, twice escaped, has fewer.
const LARGEST_BODY: usize = 32 * 1_024;
/// For the node to answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);
/// Between two looks for new final blocks.
const LOOK: Duration = Duration::from_secs(2);

/// Unix time in seconds, by this machine's clock.
pub(crate) fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// What an operator says.
pub struct Settings {
	/// Where subscriptions, notices and the place in the chain are kept.
	pub state: PathBuf,
	pub ways: Ways,
	/// Endpoints of web push may be of http and at private addresses.
	pub inside: bool,
	pub limits: Limits,
	pub tls: Option<TlsAcceptor>,
	pub audit: Audit,
}

/// The service.
pub struct Server<C> {
	pub(crate) door: Door<C>,
	pub(crate) watch: Watch<C>,
	pub(crate) bounds: Bounds,
	audit: Audit,
	tls: Option<TlsAcceptor>,
	/// Held as long as the service is there.
	_alone: File,
}

impl<C: Chain> Server<C> {
	pub async fn new(chain: Arc<C>, settings: Settings) -> Result<Self> {
		let Settings { state, ways, inside, limits, tls, audit } = settings;
		let folder = Folder::open(&state)?;
		let _alone = folder.alone()?;
		let journal = Arc::new(Journal::open(&state, now())?);
		let book = Arc::new(Book::open(&folder)?);
		let unread = |what: &str| Error::Connection(format!("the node does not say {what}"));
		let node = chain.ask("system_localPeerId", json!([])).await?;
		let node = node.as_str().map(str::to_string).ok_or_else(|| unread("its peer id"))?;
		let genesis = serde_json::from_value(chain.ask("chain_getBlockHash", json!([0])).await?);
		let genesis = genesis.map_err(|_| unread("its first block"))?;
		let finality = Finality::new(&*chain).await.map_err(|_| unread("its last final block"))?;
		let (finality, memory) = (Arc::new(finality), Arc::new(Memory::default()));
		let watch = Watch::new(chain.clone(), book.clone(), journal.clone(), finality.clone(), memory.clone());
		let ways = Arc::new(ways);
		let door = Door { chain, node, genesis, finality, memory, book, journal, ways, inside };
		Ok(Self { door, watch, bounds: Bounds::new(limits, LARGEST_BODY), audit, tls, _alone })
	}

	/// The peer id that queries name.
	pub fn node(&self) -> &str {
		&self.door.node
	}

	/// Answers, makes notices and sends them, until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) {
		let server = lingnan_serving::Server::new(self.clone(), self.bounds, self.tls.clone());
		let minutes = async {
			loop {
				tokio::time::sleep(Duration::from_secs(60)).await;
				self.audit.tell_limited();
			}
		};
		let watching = async {
			loop {
				if let Err(error) = self.watch.round().await {
					eprintln!("lingnan notices: the chain is read again in a moment: {error}");
				}
				tokio::time::sleep(LOOK).await;
			}
		};
		tokio::select! {
			() = Arc::new(server).run(listener) => (),
			() = minutes => (),
			() = watching => (),
			() = self.door.ways.deliver(&self.door.book, &self.door.journal) => (),
		}
	}

	async fn asked(&self, http: &mut lingnan_serving::Request) -> Result<Request, Answer> {
		match (&http.method, http.path.as_str()) {
			(&Method::POST, "/") => {
				let body = http.body().await.map_err(|why| malformed(why.status(), why.to_string()))?;
				serde_json::from_slice(&body)
					.map_err(|e| malformed(StatusCode::BAD_REQUEST, format!("one JSON-RPC request: {e}")))
			},
			(&Method::GET, "/") => Ok(Request { id: Value::Null, method: "notices_info".into(), params: Value::Null }),
			(_, "/") => {
				let refusal = malformed(StatusCode::METHOD_NOT_ALLOWED, "POST a JSON-RPC request to /");
				Err(Answer { allow: Some("GET, POST, OPTIONS"), ..refusal })
			},
			_ => Err(malformed(StatusCode::NOT_FOUND, "there is / alone, and what a mail names")),
		}
	}

	/// Ends the subscription that a mail named (RFC 8058). A program that only looks at links must end nothing.
	fn stop(&self, http: &lingnan_serving::Request) -> Option<Answer> {
		let word = http.path.strip_prefix("/stop/")?;
		if http.method != Method::POST {
			return Some(Answer::not_allowed(
				"POST",
				"a mail program ends a subscription by POST; the portal does it, too",
			));
		}
		Some(match self.door.book.stop(word) {
			Ok(true) => Answer::new(StatusCode::OK, json!({ "ended": true })),
			Ok(false) => {
				Answer::refusal(StatusCode::NOT_FOUND, "notFound", "this subscription has ended, or never was")
			},
			Err(error) => {
				eprintln!("lingnan notices: {error}");
				Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, "busy", "the service cannot write to its disk")
			},
		})
	}
}

fn answer(status: StatusCode, id: &Value, answer: Result<Value, Fault>) -> Answer {
	let body = match answer {
		Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
		Err(fault) => json!({ "jsonrpc": "2.0", "id": id, "error": fault.to_json() }),
	};
	Answer::new(status, body)
}

fn malformed(status: StatusCode, message: impl Into<String>) -> Answer {
	answer(status, &Value::Null, Err(Refusal::new(Name::Malformed, message).into()))
}

impl<C: Chain> Service for Server<C> {
	// A page of any origin may ask: a signature tells who asks, and no cookie.
	const HEADERS: &'static [(&'static str, &'static str)] = &[
		("access-control-allow-origin", "*"),
		("access-control-allow-methods", "GET, POST"),
		("access-control-allow-headers", "content-type"),
	];

	async fn answer(&self, mut http: lingnan_serving::Request) -> Answer {
		// Browsers ask before they ask.
		if (&http.method, http.path.as_str()) == (&Method::OPTIONS, "/") {
			return Answer::new(StatusCode::OK, Value::Null);
		}
		if let Some(stopped) = self.stop(&http) {
			return stopped;
		}
		let began = Instant::now();
		let mut note = Note { who: "stranger".into(), method: "none".into(), ..Note::default() };
		let request = match self.asked(&mut http).await {
			Ok(request) => request,
			Err(answer) => {
				self.audit.write(&note, Name::Malformed.name(), began.elapsed());
				return answer;
			},
		};
		let answered = tokio::time::timeout(LONGEST_ANSWER, self.door.answer(&request, &mut note)).await;
		let answered = answered.unwrap_or_else(|_| {
			let message = "the node behind this service does not answer in time: try again";
			Err(Refusal::new(Name::NodeDown, message).into())
		});
		let verdict = answered.as_ref().map_or_else(Fault::verdict, |_| "Answered");
		self.audit.write(&note, verdict, began.elapsed());
		answer(StatusCode::OK, &request.id, answered)
	}

	fn limited(&self, why: Refused) -> Answer {
		self.audit.limited();
		let name = if why == Refused::Busy { Name::Busy } else { Name::TooManyRequests };
		Answer {
			after: why.after(),
			..answer(why.status(), &Value::Null, Err(Refusal::new(name, why.to_string()).into()))
		}
	}
}
