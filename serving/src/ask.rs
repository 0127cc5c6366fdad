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
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::{
	io::{AsyncRead, AsyncWrite},
	net::TcpStream,
};
use tokio_rustls::{
	rustls::{pki_types::ServerName, ClientConfig, RootCertStore},
	TlsConnector,
};

/// Which addresses a question may go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
	/// Whatever the name leads to: for URLs that the operator wrote.
	Anywhere,
	/// No machine of a private network, and not this one.
	Public,
}

/// Whether an address can be a machine of the internet, as IANA's registries of special addresses have it.
pub fn is_public(address: IpAddr) -> bool {
	match address.to_canonical() {
		IpAddr::V4(v4) => {
			let [a, b, c, _] = v4.octets();
			let shared = a == 100 && (64..128).contains(&b);
			let reserved = a == 0 || a >= 240 || (a == 198 && (b == 18 || b == 19)) || (a, b, c) == (192, 0, 0);
			!(v4.is_private()
				|| v4.is_loopback()
				|| v4.is_link_local()
				|| v4.is_documentation()
				|| v4.is_multicast()
				|| v4.is_broadcast()
				|| shared || reserved)
		},
		// Global unicast alone, less what carries an IPv4 address or is for documents.
		IpAddr::V6(v6) => {
			let [first, second, ..] = v6.segments();
			let carries = first == 0x2002 || (first, second) == (0x2001, 0);
			first & 0xe000 == 0x2000 && !carries && (first, second) != (0x2001, 0x0db8)
		},
	}
}

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

	/// The same with headers: names in lower case, and values. Where they name the body's type, it is no JSON.
	pub async fn send_with(
		&self,
		method: Method,
		path: &str,
		headers: &[(&str, String)],
		body: Vec<u8>,
	) -> Result<(StatusCode, Bytes)> {
		self.send_within(Reach::Anywhere, method, path, headers, body).await
	}

	/// The same, to an address within reach alone: for URLs that strangers name.
	pub async fn send_within(
		&self,
		reach: Reach,
		method: Method,
		path: &str,
		headers: &[(&str, String)],
		body: Vec<u8>,
	) -> Result<(StatusCode, Bytes)> {
		let answer = tokio::time::timeout(self.patience, self.exchange(reach, method, path, headers, body)).await;
		answer.map_err(|_| self.silent("no answer came in time"))?
	}

	/// The service did not answer.
	pub fn silent(&self, reason: impl Into<String>) -> Error {
		Error::Service { url: self.url.clone(), reason: reason.into() }
	}

	/// Connects to an address that was looked at: a name that is looked up twice can lead to another place the second time.
	async fn connect(&self, reach: Reach, host: &str, port: u16) -> Result<TcpStream> {
		let found = tokio::net::lookup_host((host, port)).await.map_err(|e| self.silent(e.to_string()))?;
		let mut last = self.silent("the name leads nowhere");
		for address in found {
			if reach == Reach::Public && !is_public(address.ip()) {
				last = self.silent("the name leads into a private network");
				continue;
			}
			match TcpStream::connect(address).await {
				Ok(stream) => return Ok(stream),
				Err(error) => last = self.silent(error.to_string()),
			}
		}
		Err(last)
	}

	async fn exchange(
		&self,
		reach: Reach,
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
		let stream = self.connect(reach, bare, port).await?;
		let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
		let path = match uri.path_and_query() {
			// An address that is whole: what stands behind its question mark is part of it, as in push services' endpoints.
			Some(whole) if path.is_empty() => whole.to_string(),
			_ => format!("{}{path}", uri.path().trim_end_matches('/')),
		};
		let mut request = Request::builder();
		for (name, value) in headers {
			request = request.header(*name, value);
		}
		if !headers.iter().any(|(name, _)| *name == "content-type") {
			request = request.header(CONTENT_TYPE, "application/json");
		}
		let request = request
			.method(method)
			.uri(path)
			.header(HOST, authority)
			.header(ACCEPT, "application/json")
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

#[cfg(test)]
mod tests {
	use super::*;

	/// The attack: a name of the stranger's choice that leads to a service of the operator's own network.
	#[tokio::test]
	async fn strangers_url_that_leads_inside() {
		let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
		let port = listener.local_addr().unwrap().port();
		let accepted = tokio::spawn(async move { listener.accept().await.is_ok() });
		let remote = Remote { url: format!("http://localhost:{port}/"), most: 100, patience: Duration::from_secs(5) };
		let sent = remote.send_within(Reach::Public, Method::POST, "", &[], vec![]).await;
		assert!(sent.unwrap_err().to_string().contains("private network"));
		assert!(!accepted.is_finished(), "nobody was called");
		accepted.abort();
	}

	#[test]
	fn private_addresses_are_known() {
		for inside in [
			"127.0.0.1",
			"10.1.2.3",
			"172.16.0.1",
			"192.168.1.1",
			"169.254.169.254",
			"100.64.0.1",
			"0.0.0.0",
			"255.255.255.255",
			"224.0.0.1",
			"198.18.0.1",
			"192.0.0.8",
			"203.0.113.7",
			"::1",
			"::",
			"fe80::1",
			"fc00::1",
			"ff02::1",
			"::ffff:10.0.0.1",
			"64:ff9b::a00:1",
			"2002:a00:1::",
			"2001:db8::1",
			"2001:0:1::",
		] {
			assert!(!is_public(inside.parse().unwrap()), "{inside}");
		}
		for outside in ["8.8.8.8", "100.63.0.1", "100.128.0.1", "172.32.0.1", "2606:4700::1", "2001:4860::8888"] {
			assert!(is_public(outside.parse().unwrap()), "{outside}");
		}
	}
}
