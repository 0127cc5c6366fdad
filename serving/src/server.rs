//! Connections, one request each.

use crate::{
	answer::{Answer, Refused},
	limits::{client_of, Bounds, Counter, Open},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{
	body::{Bytes, Incoming},
	header::HeaderMap,
	server::conn::http1,
	service::service_fn,
	Method, Request as HttpRequest,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, future::Future, net::IpAddr, sync::Arc, time::Duration};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::TcpListener,
	sync::Semaphore,
};
use tokio_rustls::TlsAcceptor;

/// What is answered, and how.
pub trait Service: Send + Sync + 'static {
	/// Headers of every answer besides those of JSON: names in lower case, and values.
	const HEADERS: &'static [(&'static str, &'static str)] = &[];

	/// One of the address's minute is spent by then.
	fn answer(&self, request: Request) -> impl Future<Output = Answer> + Send;

	/// The address asked too much: the request was not looked at.
	fn limited(&self, refused: Refused) -> Answer {
		refused.into()
	}
}

impl<S: Service> Service for Arc<S> {
	const HEADERS: &'static [(&'static str, &'static str)] = S::HEADERS;

	fn answer(&self, request: Request) -> impl Future<Output = Answer> + Send {
		S::answer(self, request)
	}

	fn limited(&self, refused: Refused) -> Answer {
		S::limited(self, refused)
	}
}

/// A request whose body has not been read yet.
pub struct Request {
	pub method: Method,
	pub path: String,
	headers: HeaderMap,
	body: Incoming,
	most: usize,
	patience: Duration,
	client: IpAddr,
	counter: Arc<Counter>,
}

impl Request {
	/// A header's value, by its name in lower case.
	pub fn header(&self, name: &str) -> Option<&str> {
		self.headers.get(name).and_then(|value| value.to_str().ok())
	}

	/// The body, within its bounds of time and length. Of a second reading nothing is left.
	pub async fn body(&mut self) -> Result<Bytes, Refused> {
		let limited = Limited::new(&mut self.body, self.most);
		let body = tokio::time::timeout(self.patience, limited.collect()).await.map_err(|_| Refused::Slow)?;
		let body = body.map_err(|e| match e.is::<LengthLimitError>() {
			true => Refused::TooLarge { most: self.most },
			false => Refused::Broken(e.to_string()),
		})?;
		Ok(body.to_bytes())
	}

	/// Takes more of the address's minute than the one that every request takes.
	pub fn spend(&self, more: u32) -> Result<(), Refused> {
		self.counter.spend(self.client, more)
	}
}

/// A service that can be reached.
pub struct Server<S> {
	service: S,
	bounds: Bounds,
	counter: Arc<Counter>,
	connections: Arc<Semaphore>,
	/// How many of them each address has.
	open: Open,
	tls: Option<TlsAcceptor>,
}

impl<S: Service> Server<S> {
	pub fn new(service: S, bounds: Bounds, tls: Option<TlsAcceptor>) -> Self {
		Self {
			service,
			counter: Arc::new(Counter::new(&bounds)),
			connections: Arc::new(Semaphore::new(bounds.limits.connections)),
			open: Open::default(),
			bounds,
			tls,
		}
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) {
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
			let client = client_of(from.ip());
			let Some(place) = self.open.enter(client, self.bounds.of_one_address) else { continue };
			// Answers are small and come at once.
			let _ = stream.set_nodelay(true);
			let server = self.clone();
			tokio::spawn(async move {
				// What goes wrong on a connection is its client's affair.
				let _ = tokio::time::timeout(server.bounds.lifetime, server.encrypted(stream, client)).await;
				drop((place, permit));
			});
		}
	}

	async fn encrypted(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send, client: IpAddr) {
		match &self.tls {
			None => self.connection(stream, client).await,
			Some(tls) => {
				if let Ok(Ok(stream)) = tokio::time::timeout(self.bounds.patience, tls.accept(stream)).await {
					self.connection(stream, client).await;
				}
			},
		}
	}

	async fn connection(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send, client: IpAddr) {
		let answer =
			|request| async move { Ok::<_, Infallible>(self.outcome(client, request).await.respond(S::HEADERS)) };
		let mut http = http1::Builder::new();
		// One request for each connection: nobody keeps one by asking again, nor by being refused.
		http.timer(TokioTimer::new()).header_read_timeout(self.bounds.patience).keep_alive(false);
		let _ = http.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
	}

	async fn outcome(&self, client: IpAddr, request: HttpRequest<Incoming>) -> Answer {
		if let Err(refused) = self.counter.spend(client, 1) {
			return self.service.limited(refused);
		}
		let (head, body) = request.into_parts();
		let request = Request {
			method: head.method,
			path: head.uri.path().to_string(),
			headers: head.headers,
			body,
			most: self.bounds.body,
			patience: self.bounds.patience,
			client,
			counter: self.counter.clone(),
		};
		self.service.answer(request).await
	}
}
