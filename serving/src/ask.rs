//! Asking a service like ours.

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	body::Bytes,
	client::conn::http1,
	header::{ACCEPT, CONTENT_TYPE, HOST},
	Method, Request, StatusCode, Uri,
};
use hyper_util::rt::TokioIo;
use lingnan_client::{Error, Result};
use std::{sync::Arc, time::Duration};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::TcpStream,
};
use tokio_rustls::{
	rustls::{pki_types::ServerName, ClientConfig, RootCertStore},
	TlsConnector,
};

/// A service at a URL, `http://…` or `https://…`. TLS goes by the certificates that this machine trusts.
#[derive(Clone, Debug)]
pub struct Remote {
	pub url: String,
	/// Bytes of an answer at most.
	pub most: usize,
	/// For an answer to arrive, from the first look for the address on.
	pub patience: Duration,
}

impl Remote {
	/// Sends JSON, and answers what comes back: the status and the body.
	pub async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Result<(StatusCode, Bytes)> {
		self.send_with(method, path, &[], body).await
	}

	/// The same with headers: names in lower case, and values.
	pub async fn send_with(
		&self,
		method: Method,
		path: &str,
		headers: &[(&str, String)],
		body: Vec<u8>,
	) -> Result<(StatusCode, Bytes)> {
		let answer = tokio::time::timeout(self.patience, self.exchange(method, path, headers, body)).await;
		answer.map_err(|_| self.silent("no answer came in time"))?
	}

	/// The service did not answer.
	pub fn silent(&self, reason: impl Into<String>) -> Error {
		Error::Service { url: self.url.clone(), reason: reason.into() }
	}

	async fn exchange(
		&self,
		method: Method,
		path: &str,
		headers: &[(&str, String)],
		body: Vec<u8>,
	) -> Result<(StatusCode, Bytes)> {
		let unread = || Error::input(&self.url, "write http://… or https://…");
		let uri: Uri = self.url.parse().map_err(|e| Error::input(&self.url, e))?;
		let host = uri.host().ok_or_else(unread)?.to_string();
		let encrypted = match uri.scheme_str() {
			Some("https") => true,
			Some("http") => false,
			_ => return Err(unread()),
		};
		let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
		let bare = host.trim_start_matches('[').trim_end_matches(']');
		let stream = TcpStream::connect((bare, port)).await.map_err(|e| self.silent(e.to_string()))?;
		let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
		let path = format!("{}{path}", uri.path().trim_end_matches('/'));
		let mut request = Request::builder();
		for (name, value) in headers {
			request = request.header(*name, value);
		}
		let request = request
			.method(method)
			.uri(path)
			.header(HOST, authority)
			.header(ACCEPT, "application/json")
			.header(CONTENT_TYPE, "application/json")
			.body(Full::new(Bytes::from(body)))
			.map_err(|e| Error::input(&self.url, e))?;
		let answered = if encrypted {
			let name = ServerName::try_from(bare.to_string()).map_err(|e| Error::input(&self.url, e))?;
			let stream = connector()?.connect(name, stream).await.map_err(|e| self.silent(e.to_string()))?;
			converse(stream, request, self.most).await
		} else {
			converse(stream, request, self.most).await
		};
		answered.map_err(|reason| self.silent(reason))
	}
}

async fn converse(
	stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
	request: Request<Full<Bytes>>,
	most: usize,
) -> Result<(StatusCode, Bytes), String> {
	let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
	let driven = tokio::spawn(connection);
	let answer = async {
		let response = sender.send_request(request).await.map_err(|e| e.to_string())?;
		let status = response.status();
		let body = Limited::new(response.into_body(), most).collect().await.map_err(|e| e.to_string())?;
		Ok((status, body.to_bytes()))
	}
	.await;
	driven.abort();
	answer
}

/// TLS with the certificates that this machine trusts.
fn connector() -> Result<TlsConnector> {
	let mut roots = RootCertStore::empty();
	roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
	let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
	let config = ClientConfig::builder_with_provider(provider)
		.with_safe_default_protocol_versions()
		.map_err(|e| Error::input("TLS", e))?
		.with_root_certificates(roots)
		.with_no_client_auth();
	Ok(TlsConnector::from(Arc::new(config)))
}
