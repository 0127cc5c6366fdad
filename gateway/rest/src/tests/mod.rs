//! The server over real connections, on a chain of the tests' own.

mod acts;
mod chain;
mod notices;
mod paths;

use crate::{Hook, Server, Settings};
use chain::Fake;
use lingnan_serving::Limits;
use lingnan_types::InstitutionId;
use serde_json::Value;
use std::{net::SocketAddr, path::Path, sync::Arc};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
};

pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";

pub fn server(chain: Arc<Fake>, state: &Path, hook: Option<Hook>) -> Server<Fake> {
	let settings = Settings {
		institution: InstitutionId(5),
		token: TOKEN.into(),
		state: state.to_path_buf(),
		limits: Limits { per_minute: 1_000.try_into().unwrap(), connections: 16 },
		tls: None,
		hook,
		font: None,
	};
	Server::new(chain, settings).unwrap()
}

pub async fn open(chain: Arc<Fake>, state: &Path) -> SocketAddr {
	running(chain, state).await.0
}

/// The same, and what ends it as a crash does.
pub async fn running(chain: Arc<Fake>, state: &Path) -> (SocketAddr, tokio::task::JoinHandle<()>) {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	(at, tokio::spawn(server(chain, state, None).run(listener)))
}

/// What comes back: status, head, body.
pub async fn raw(at: SocketAddr, request: &str) -> (u16, String, String) {
	let mut stream = TcpStream::connect(at).await.unwrap();
	stream.write_all(request.as_bytes()).await.unwrap();
	let mut answer = Vec::new();
	let _ = stream.read_to_end(&mut answer).await;
	let answer = String::from_utf8_lossy(&answer).into_owned();
	let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
	(head.split(' ').nth(1).unwrap_or("0").parse().unwrap(), head.to_ascii_lowercase(), body.to_string())
}

pub async fn get(at: SocketAddr, path: &str) -> (u16, String, String) {
	raw(at, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\r\n")).await
}

pub async fn post(at: SocketAddr, path: &str, key: &str, body: &Value) -> (u16, String, Value) {
	let body = body.to_string();
	let key = if key.is_empty() { String::new() } else { format!("Idempotency-Key: {key}\r\n") };
	let (status, head, answer) = raw(
		at,
		&format!(
			"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n{key}Content-Length: {}\r\n\r\n{body}",
			body.len()
		),
	)
	.await;
	(status, head, serde_json::from_str(&answer).unwrap_or_default())
}
