//! Asking an issuer's service: what leaves this machine is blinded, what comes back is checked against the key that is known.

use crate::{
	error::{Error, Result},
	key::PublicKey,
	oprf::{self, Evaluation, MAX_BATCH},
	Token,
};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	body::Bytes,
	client::conn::http1,
	header::{ACCEPT, CONTENT_TYPE, HOST},
	Method, Request, StatusCode, Uri,
};
use hyper_util::rt::TokioIo;
use lingnan_documents::Form;
use rustls::{pki_types::ServerName, ClientConfig, RootCertStore};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::TcpStream,
};
use tokio_rustls::TlsConnector;

/// Bytes of an answer: the largest has some 2,300.
const MAX_BODY: usize = 16_384;
/// For an answer to arrive, from the first look for the address on.
const PATIENCE: Duration = Duration::from_secs(20);

/// An issuer's service, and the key that it must answer with.
#[derive(Clone, Debug)]
pub struct Issuer {
	pub url: String,
	pub version: u16,
	pub key: PublicKey,
}

impl Issuer {
	/// The tokens of documents, in their order. The service learns how many were asked for, and nothing of any.
	pub async fn tokens(&self, forms: &[Form]) -> Result<Vec<Token>> {
		let mut tokens = Vec::with_capacity(forms.len());
		for forms in forms.chunks(MAX_BATCH) {
			let (asked, request) = oprf::ask(forms, self.version)?;
			let body = serde_json::to_vec(&request).map_err(|e| Error::input("the request", e))?;
			let answer = self::request(&self.url, "/evaluate", Some(body), MAX_BODY)
				.await?
				.map_err(|refused| Error::NotFound(format!("{} refuses: {}", self.url, refused.message)))?;
			let answer: Evaluation = serde_json::from_value(answer)
				.map_err(|e| Error::input(&self.url, format!("this is not the answer of an issuer: {e}")))?;
			tokens.extend(asked.finish(&answer, &self.key)?);
		}
		Ok(tokens)
	}
}

fn silent(url: &str, reason: String) -> Error {
	Error::Service { url: url.to_string(), reason }
}

/// What a service says where it refuses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
	/// For programs.
	pub word: String,
	pub message: String,
}

/// One request to a service that answers JSON, on a connection of its own, encrypted where the address begins with https: a GET, or
/// with a body a POST. `most`: bytes of the answer.
pub async fn request(url: &str, path: &str, body: Option<Vec<u8>>, most: usize) -> Result<Result<Value, Refused>> {
	let answered = tokio::time::timeout(PATIENCE, send(url, path, body, most)).await;
	let (status, body) = answered.map_err(|_| silent(url, "no answer came in time".into()))??;
	let value: Value = serde_json::from_slice(&body).unwrap_or_default();
	if status.is_success() {
		return Ok(Ok(value));
	}
	let told = |field: &str| value[field].as_str().map(str::to_string);
	let message = told("message").unwrap_or_else(|| status.to_string());
	Ok(Err(Refused { word: told("error").unwrap_or_default(), message }))
}

async fn send(url: &str, path: &str, body: Option<Vec<u8>>, most: usize) -> Result<(StatusCode, Bytes)> {
	let failed = |reason: String| silent(url, reason);
	let uri: Uri = url.parse().map_err(|e| Error::input(url, e))?;
	let host = uri.host().ok_or_else(|| Error::input(url, "write http://… or https://…"))?.to_string();
	let encrypted = match uri.scheme_str() {
		Some("https") => true,
		Some("http") => false,
		_ => return Err(Error::input(url, "write http://… or https://…")),
	};
	let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
	let bare = host.trim_start_matches('[').trim_end_matches(']');
	let stream = TcpStream::connect((bare, port)).await.map_err(|e| failed(e.to_string()))?;
	let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
	let path = format!("{}{path}", uri.path().trim_end_matches('/'));
	let request = Request::builder()
		.method(if body.is_some() { Method::POST } else { Method::GET })
		.uri(path)
		.header(HOST, authority)
		.header(ACCEPT, "application/json")
		.header(CONTENT_TYPE, "application/json")
		.body(Full::new(Bytes::from(body.unwrap_or_default())))
		.map_err(|e| Error::input(url, e))?;
	if encrypted {
		let name = ServerName::try_from(bare.to_string()).map_err(|e| Error::input(url, e))?;
		let stream = tls()?.connect(name, stream).await.map_err(|e| failed(e.to_string()))?;
		exchange(stream, request, most).await
	} else {
		exchange(stream, request, most).await
	}
	.map_err(failed)
}

async fn exchange(
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
fn tls() -> Result<TlsConnector> {
	let mut roots = RootCertStore::empty();
	roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
	let provider = Arc::new(rustls::crypto::ring::default_provider());
	let config = ClientConfig::builder_with_provider(provider)
		.with_safe_default_protocol_versions()
		.map_err(|e| Error::input("TLS", e))?
		.with_root_certificates(roots)
		.with_no_client_auth();
	Ok(TlsConnector::from(Arc::new(config)))
}
