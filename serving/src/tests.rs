//! Each limit, over real connections to a service that answers what it was sent.

use crate::{client_of, Answer, Bounds, Limits, Method, Refused, Request, Server, Service, StatusCode};
use serde_json::json;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpSocket, TcpStream},
};

/// Answers the length of what it was sent, and spends a minute's worth of it.
struct Echo;

impl Service for Echo {
	const HEADERS: &'static [(&'static str, &'static str)] = &[("x-service", "echo")];

	async fn answer(&self, mut request: Request) -> Answer {
		match (request.method.clone(), request.path.as_str()) {
			(Method::GET, "/") => Answer::new(StatusCode::OK, json!({ "here": true })),
			(Method::POST, "/length") => match request.body().await {
				Ok(body) => Answer::new(StatusCode::OK, json!({ "length": body.len() })),
				Err(refused) => refused.into(),
			},
			(Method::POST, "/ten") => match request.spend(9) {
				Ok(()) => Answer::new(StatusCode::OK, json!({ "spent": 10 })),
				Err(refused) => refused.into(),
			},
			(Method::GET, "/file") => match request.header("x-key") {
				Some(key) => Answer::file("text/csv", format!("key\r\n{key}\r\n")).with("x-more", "yes"),
				None => Answer::refusal(StatusCode::UNAUTHORIZED, "key", "send x-key"),
			},
			(_, "/length" | "/ten") => Answer::not_allowed("POST", "POST /length, POST /ten"),
			_ => Answer::refusal(StatusCode::NOT_FOUND, "path", "there are /, /length and /ten"),
		}
	}
}

fn bounds(per_minute: u32, connections: usize) -> Bounds {
	Bounds::new(Limits { per_minute: per_minute.try_into().unwrap(), connections }, 1_000)
}

async fn open(bounds: Bounds) -> SocketAddr {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	tokio::spawn(Arc::new(Server::new(Echo, bounds, None)).run(listener));
	at
}

/// What comes back on a connection until it is closed.
async fn rest(stream: &mut TcpStream) -> String {
	let mut answer = Vec::new();
	let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap();
	String::from_utf8(answer).unwrap()
}

/// One request over a connection of its own: the status, and the whole answer.
async fn ask(at: SocketAddr, request: &str) -> (u16, String) {
	let mut stream = TcpStream::connect(at).await.unwrap();
	stream.write_all(request.as_bytes()).await.unwrap();
	let answer = rest(&mut stream).await;
	(answer.split(' ').nth(1).unwrap_or("0").parse().unwrap(), answer)
}

fn get(path: &str) -> String {
	format!("GET {path} HTTP/1.1\r\nHost: here\r\n\r\n")
}

fn post(path: &str, body: &str) -> String {
	format!("POST {path} HTTP/1.1\r\nHost: here\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

async fn from_another_address(at: SocketAddr) -> TcpStream {
	let other = TcpSocket::new_v4().unwrap();
	other.bind("127.0.0.2:0".parse().unwrap()).unwrap();
	other.connect(at).await.unwrap()
}

#[tokio::test]
async fn an_answer_is_json_that_nobody_keeps_and_closes_the_connection() {
	let at = open(bounds(100, 4)).await;
	// It does not say that it goes: the server closes after its answer.
	let (status, answer) = ask(at, &get("/")).await;
	assert!(status == 200 && answer.ends_with(r#"{"here":true}"#), "{answer}");
	for header in ["content-type: application/json", "cache-control: no-store", "x-service: echo"] {
		assert!(answer.contains(header), "{header}: {answer}");
	}
	let (status, answer) = ask(at, &get("/length")).await;
	assert!(status == 405 && answer.contains("allow: POST") && answer.contains(r#""error":"method""#), "{answer}");
	assert_eq!(ask(at, &get("/x")).await.0, 404);
}

#[tokio::test]
async fn a_file_has_its_own_kind_and_a_request_its_headers() {
	let at = open(bounds(100, 4)).await;
	let (status, answer) = ask(at, "GET /file HTTP/1.1\r\nHost: here\r\nX-Key: seven\r\n\r\n").await;
	assert!(status == 200 && answer.ends_with("key\r\nseven\r\n"), "{answer}");
	assert!(answer.contains("content-type: text/csv") && answer.contains("x-more: yes"), "{answer}");
	assert_eq!(ask(at, &get("/file")).await.0, 401);
}

/// The attack: a stranger sends a body without end.
#[tokio::test]
async fn stranger_sends_too_long_a_body() {
	let at = open(bounds(100, 4)).await;
	let (status, answer) = ask(at, &post("/length", &"x".repeat(1_000))).await;
	assert!(status == 200 && answer.ends_with(r#"{"length":1000}"#), "{answer}");
	let (status, answer) = ask(at, &post("/length", &"x".repeat(1_001))).await;
	assert!(status == 413 && answer.contains("tooLarge") && answer.contains("1000 bytes"), "{answer}");
	// Nor piece by piece, without saying how long it is.
	let chunk = format!("200\r\n{}\r\n", "x".repeat(512));
	let head = "POST /length HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
	let (status, answer) = ask(at, &format!("{head}{chunk}{chunk}0\r\n\r\n")).await;
	assert!(status == 413 && answer.contains("tooLarge"), "{answer}");
}

/// The attack: an address asks again and again.
#[tokio::test]
async fn stranger_asks_without_pause() {
	let at = open(bounds(3, 4)).await;
	for _ in 0..3 {
		assert_eq!(ask(at, &get("/")).await.0, 200);
	}
	let (status, answer) = ask(at, &get("/")).await;
	assert!(status == 429 && answer.contains("tooManyRequests"), "{answer}");
	let after = answer.split("retry-after: ").nth(1).and_then(|rest| rest.split('\r').next()).unwrap();
	assert!((1..=61).contains(&after.parse::<u64>().unwrap()), "{after}");
	let mut other = from_another_address(at).await;
	other.write_all(get("/").as_bytes()).await.unwrap();
	assert!(rest(&mut other).await.starts_with("HTTP/1.1 200"), "others are let in");
}

#[tokio::test]
async fn a_request_can_cost_more_than_one() {
	let at = open(bounds(12, 4)).await;
	assert_eq!(ask(at, &post("/ten", "")).await.0, 200);
	let (status, answer) = ask(at, &post("/ten", "")).await;
	assert!(status == 429 && answer.contains("tooManyRequests"), "{answer}");
	let narrow = open(bounds(5, 4)).await;
	let (status, answer) = ask(narrow, &post("/ten", "")).await;
	assert!(status == 429 && answer.contains("tooManyAtOnce"), "waiting does not help: {answer}");
}

/// The attack: ever new addresses fill the memory.
#[tokio::test]
async fn strangers_of_ever_new_addresses() {
	let at = open(Bounds { addresses: 1, ..bounds(2, 4) }).await;
	assert_eq!(ask(at, &get("/")).await.0, 200);
	let mut other = from_another_address(at).await;
	other.write_all(get("/").as_bytes()).await.unwrap();
	let answer = rest(&mut other).await;
	assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("busy"), "{answer}");
}

/// The attack: one address opens connections and says nothing, so that nobody else gets in.
#[tokio::test]
async fn stranger_holds_all_connections() {
	let at = open(bounds(100, 17)).await;
	let mut held = Vec::new();
	for _ in 0..40 {
		held.push(TcpStream::connect(at).await.unwrap());
	}
	let mut other = from_another_address(at).await;
	other.write_all(get("/").as_bytes()).await.unwrap();
	assert!(rest(&mut other).await.starts_with("HTTP/1.1 200"));
	// The seventeenth of the address was closed, and its first ones wait on.
	assert_eq!(rest(&mut held.pop().unwrap()).await, "");
	held[0].write_all(get("/").as_bytes()).await.unwrap();
	assert!(rest(&mut held[0]).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn connections_beyond_the_total_wait_for_one_that_ends() {
	let at = open(bounds(100, 1)).await;
	let first = TcpStream::connect(at).await.unwrap();
	// The server has taken it before it takes the next.
	tokio::time::sleep(Duration::from_millis(100)).await;
	let mut second = from_another_address(at).await;
	second.write_all(get("/").as_bytes()).await.unwrap();
	let mut answer = [0; 12];
	let early = tokio::time::timeout(Duration::from_millis(300), second.read(&mut answer)).await;
	assert!(early.is_err(), "it was answered beside another");
	drop(first);
	assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
}

/// The attack: a head, a body, or a whole connection that comes by drops.
#[tokio::test]
async fn stranger_dawdles() {
	let short = Duration::from_millis(300);
	let hasty = open(Bounds { patience: short, ..bounds(100, 4) }).await;
	let mut head = TcpStream::connect(hasty).await.unwrap();
	head.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
	// What comes, if anything, is no answer to a question that was never asked.
	assert!(!rest(&mut head).await.contains("200 OK"), "a head without an end");
	let mut body = TcpStream::connect(hasty).await.unwrap();
	body.write_all(b"POST /length HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nx").await.unwrap();
	let answer = rest(&mut body).await;
	assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("slow"), "{answer}");
	let brief = open(Bounds { lifetime: short, ..bounds(100, 4) }).await;
	let mut whole = TcpStream::connect(brief).await.unwrap();
	whole.write_all(b"POST /length HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nx").await.unwrap();
	assert_eq!(rest(&mut whole).await, "", "its life is over before its patience");
}

#[test]
fn a_client_is_an_address_or_a_network() {
	let client = |text: &str| client_of(text.parse().unwrap()).to_string();
	assert_eq!(client("10.1.2.3"), "10.1.2.3");
	assert_eq!(client("::ffff:10.1.2.3"), "10.1.2.3");
	assert_eq!(client("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
}

#[test]
fn each_refusal_has_its_word() {
	let all = [
		Refused::TooManyRequests { after: 3 },
		Refused::TooManyAtOnce,
		Refused::Busy,
		Refused::Slow,
		Refused::TooLarge { most: 7 },
		Refused::Broken("gone".into()),
	];
	let words: std::collections::BTreeSet<&str> = all.iter().map(Refused::word).collect();
	assert_eq!(words.len(), all.len());
	assert_eq!(Answer::from(all[0].clone()).after, Some(3));
}

#[test]
fn a_certificate_that_is_none_is_told_with_its_file() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("c.pem");
	let told = || crate::tls(&file, &file).err().map(|error| error.to_string()).unwrap();
	assert!(told().contains("c.pem"), "{}", told());
	std::fs::write(&file, "nothing").unwrap();
	assert!(told().contains("c.pem"), "{}", told());
}

#[cfg(unix)]
#[test]
fn a_private_key_that_others_can_read_is_refused() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
	std::fs::write(&certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
	std::fs::write(&key, "nothing").unwrap();
	let told = || crate::tls(&certificate, &key).err().map(|error| error.to_string()).unwrap();
	std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
	assert!(told().contains("chmod 600"), "{}", told());
	std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
	assert!(!told().contains("chmod 600") && told().contains("k.pem"), "{}", told());
}

/// The accident: one service started twice on one folder.
#[test]
fn a_folder_belongs_to_one_service_at_a_time() {
	let folder = tempfile::tempdir().unwrap();
	let first = crate::Folder::open(folder.path()).unwrap();
	let held = first.alone().unwrap();
	let refused = crate::Folder::open(folder.path()).unwrap().alone().unwrap_err();
	assert!(refused.to_string().contains("another service works with this folder"), "{refused}");
	drop(held);
	first.alone().unwrap();
}
