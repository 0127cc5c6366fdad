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
			let answer = tokio::time::timeout(PATIENCE, self.send(Method::POST, "/evaluate", body)).await;
			let answer = answer.map_err(|_| self.silent("no answer came in time".into()))??;
			let answer: Evaluation = serde_json::from_value(answer)
				.map_err(|e| Error::input(&self.url, format!("this is not the answer of an issuer: {e}")))?;
			tokens.extend(asked.finish(&answer, &self.key)?);
		}
		Ok(tokens)
	}

	async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Value> {
		let failed = |reason: String| self.silent(reason);
		let uri: Uri = self.url.parse().map_err(|e| Error::input(&self.url, e))?;
		let host = uri.host().ok_or_else(|| Error::input(&self.url, "write http://… or https://…"))?.to_string();
		let encrypted = match uri.scheme_str() {
			Some("https") => true,
			Some("http") => false,
			_ => return Err(Error::input(&self.url, "write http://… or https://…")),
		};
		let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
		let bare = host.trim_start_matches('[').trim_end_matches(']');
		let stream = TcpStream::connect((bare, port)).await.map_err(|e| failed(e.to_string()))?;
		let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
		let path = format!("{}{path}", uri.path().trim_end_matches('/'));
		let request = Request::builder()
			.method(method)
			.uri(path)
			.header(HOST, authority)
			.header(ACCEPT, "application/json")
			.header(CONTENT_TYPE, "application/json")
			.body(Full::new(Bytes::from(body)))
			.map_err(|e| Error::input(&self.url, e))?;
		let (status, body) = if encrypted {
			let name = ServerName::try_from(bare.to_string()).map_err(|e| Error::input(&self.url, e))?;
			let stream = tls()?.connect(name, stream).await.map_err(|e| failed(e.to_string()))?;
			exchange(stream, request).await
		} else {
			exchange(stream, request).await
		}
		.map_err(failed)?;
		let value: Value = serde_json::from_slice(&body).unwrap_or_default();
		if status.is_success() {
			return Ok(value);
		}
		let message = value["message"].as_str().map_or_else(|| status.to_string(), str::to_string);
		Err(Error::NotFound(format!("{} refuses: {message}", self.url)))
	}

	fn silent(&self, reason: String) -> Error {
		Error::Service { url: self.url.clone(), reason }
	}
}

async fn exchange(
	stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
	request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), String> {
	let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
	let driven = tokio::spawn(connection);
	let answer = async {
		let response = sender.send_request(request).await.map_err(|e| e.to_string())?;
		let status = response.status();
		let body = Limited::new(response.into_body(), MAX_BODY).collect().await.map_err(|e| e.to_string())?;
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
