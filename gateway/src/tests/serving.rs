//! Requests over HTTP: how many, how long, and the lines that tell of them.

use super::*;

/// One request over a connection of its own: the status, and the whole answer.
async fn over_http(at: std::net::SocketAddr, request: &str) -> (u16, String) {
	use tokio::io::{AsyncReadExt, AsyncWriteExt};
	let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
	stream.write_all(request.as_bytes()).await.unwrap();
	let mut answer = String::new();
	stream.read_to_string(&mut answer).await.unwrap();
	(answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}

#[tokio::test]
async fn over_http_requests_are_counted_and_what_is_no_request_is_told() {
	use crate::serve::{Limits, Server};
	let scene = scene().await;
	let limits = Limits { per_minute: 5.try_into().unwrap(), connections: 4 };
	let server = Arc::new(Server::new(scene.door, Audit::new(std::io::sink()), limits, None));
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	tokio::spawn(server.run(listener));
	let post = |body: &str| {
		let head = "POST / HTTP/1.1\r\nHost: door\r\nConnection: close";
		format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
	};
	let (status, answer) = over_http(at, &post(r#"{"jsonrpc":"2.0","id":7,"method":"system_chain"}"#)).await;
	assert!(status == 200 && answer.contains(r#""id":7"#) && answer.contains("Made up"), "{answer}");
	assert!(answer.contains("access-control-allow-origin: *"), "{answer}");
	let (status, answer) = over_http(at, &post(r#"[{"method":"system_chain"}]"#)).await;
	assert!(status == 400 && answer.contains("Malformed"), "{answer}");
	let (status, answer) = over_http(at, "GET / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n").await;
	assert!(status == 200 && answer.contains(NODE), "{answer}");
	assert_eq!(over_http(at, "GET /x HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n").await.0, 404);
	assert_eq!(over_http(at, "PUT / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n").await.0, 405);
	let (status, answer) = over_http(at, &post(r#"{"method":"system_chain"}"#)).await;
	assert!(status == 429 && answer.contains("retry-after: ") && answer.contains("TooManyRequests"), "{answer}");
}

/// A door over TCP, with a lifetime of its connections.
async fn open(connections: usize, lifetime: Option<Duration>) -> std::net::SocketAddr {
	use crate::serve::{Limits, Server};
	let limits = Limits { per_minute: 1.try_into().unwrap(), connections };
	let mut server = Server::new(scene().await.door, Audit::new(std::io::sink()), limits, None);
	server.bounds.lifetime = lifetime.unwrap_or(server.bounds.lifetime);
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	tokio::spawn(Arc::new(server).run(listener));
	at
}

/// The attack: one address opens connections and says nothing, so that nobody else gets in.
#[tokio::test]
async fn stranger_holds_all_connections() {
	use tokio::io::{AsyncReadExt, AsyncWriteExt};
	let at = open(17, None).await;
	let mut held = Vec::new();
	for _ in 0..40 {
		held.push(tokio::net::TcpStream::connect(at).await.unwrap());
	}
	let other = tokio::net::TcpSocket::new_v4().unwrap();
	other.bind("127.0.0.2:0".parse().unwrap()).unwrap();
	let mut other = other.connect(at).await.unwrap();
	// It does not say that it goes: the door closes after its answer.
	other.write_all(b"GET / HTTP/1.1\r\nHost: door\r\n\r\n").await.unwrap();
	let mut answer = String::new();
	let read = tokio::time::timeout(Duration::from_secs(5), other.read_to_string(&mut answer)).await;
	assert!(read.is_ok() && answer.contains(NODE), "{answer}");
}

#[tokio::test]
async fn a_refusal_closes_the_connection_and_so_does_its_lifetime() {
	use tokio::io::{AsyncReadExt, AsyncWriteExt};
	let at = open(4, Some(Duration::from_millis(300))).await;
	let ask = "GET / HTTP/1.1\r\nHost: door\r\n\r\n";
	assert_eq!(over_http(at, ask).await.0, 200);
	assert_eq!(over_http(at, ask).await.0, 429);
	let mut slow = tokio::net::TcpStream::connect(at).await.unwrap();
	slow.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
	let closed = tokio::time::timeout(Duration::from_secs(5), slow.read(&mut [0; 64])).await;
	assert!(matches!(closed, Ok(Ok(0) | Err(_))), "{closed:?}");
}

#[test]
fn requests_beyond_the_limit_are_one_line() {
	let paper = Paper::default();
	let audit = Audit::new(paper.clone());
	audit.tell_limited();
	(0..3).for_each(|_| audit.limited());
	audit.tell_limited();
	audit.tell_limited();
	audit.limited();
	drop(audit);
	let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
	let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	let times: Vec<&Value> = lines.iter().map(|line| &line["times"]).collect();
	assert_eq!(times, [3, 1], "{text}");
	assert_eq!(lines[0]["verdict"], "TooManyRequests");
}

#[cfg(unix)]
#[test]
fn the_audit_log_is_its_owner_s_alone() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("audit.log");
	drop(Audit::file(&path).unwrap());
	assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// Who asked what is written down of a question that the node does not answer, too.
#[tokio::test]
async fn a_question_without_an_answer_is_written_down_with_its_asker() {
	use crate::serve::{Limits, Server};
	let scene = scene().await;
	*scene.node.silent.lock().unwrap() = "attestation_list";
	let signed = SignedQuery::sign(&query(firm(), "attestation_list", json!([FIRM])), &key("//firm")).unwrap();
	let body = json!({ "method": "query", "params": [signed] }).to_string();
	let paper = Paper::default();
	let limits = Limits { per_minute: 5.try_into().unwrap(), connections: 4 };
	let mut server = Server::new(scene.door, Audit::new(paper.clone()), limits, None);
	server.longest_answer = Duration::from_millis(500);
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	tokio::spawn(Arc::new(server).run(listener));
	let head = "POST / HTTP/1.1\r\nHost: door";
	let (_, answer) = over_http(at, &format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())).await;
	assert!(answer.contains("NodeDown"), "{answer}");
	let line: Value = serde_json::from_slice(&paper.0.lock().unwrap()).unwrap();
	assert!(line["who"].as_str().is_some_and(|who| who.starts_with("enterprise 0x")), "{line}");
	assert_eq!(line["method"], "attestation_list");
	assert_eq!((&line["account"], &line["verdict"]), (&json!(account("//firm")), &json!("NodeDown")));
}
