//! Notices: from blocks to whoever listens.

use super::{
	chain::{event, Fake},
	get, raw, server, TOKEN,
};
use crate::{
	signature,
	webhooks::{Queue, Watch},
	Hook,
};
use lingnan_serving::Folder;
use lingnan_types::InstitutionId;
use serde_json::{json, Value};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpListener,
};

const SECRET: &str = "fedcba9876543210fedcba9876543210";

struct Watched {
	_folder: tempfile::TempDir,
	chain: Fake,
	queue: Queue,
	watch: Watch,
}

impl Watched {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let state = Folder::open(folder.path()).unwrap();
		let chain = Fake::default();
		chain.held().blocks = vec![vec![], vec![event("Applied", json!({ "application": 3, "institution": 5 }))]];
		let queue = Queue::open(&state).unwrap();
		Self { _folder: folder, chain, queue, watch: Watch { institution: InstitutionId(5), state } }
	}

	async fn round(&self) -> Vec<(String, u32)> {
		self.watch.round(&self.chain, &self.queue, &mut HashMap::new()).await.unwrap();
		self.queue.waiting().unwrap().into_iter().map(|one| (one.notice.kind, one.notice.block)).collect()
	}

	fn blocks(&self, more: Vec<Vec<lingnan_client::Event>>) {
		self.chain.held().blocks.extend(more);
	}
}

#[tokio::test]
async fn what_concerns_the_institution_is_noticed_once_and_without_a_figure() {
	let watched = Watched::new();
	assert_eq!(watched.round().await, [], "what was before it began is history");
	watched.blocks(vec![
		vec![
			event("Applied", json!({ "application": 3, "institution": 5, "request": { "amount": 12_345 } })),
			event("Applied", json!({ "application": 4, "institution": 6 })),
			event("LimitSet", json!({ "institution": 5 })),
		],
		vec![
			event("Repaid", json!({ "loan": 3, "amount": 12_345, "reference": "A" })),
			event("Repaid", json!({ "loan": 4, "amount": 12_345 })),
		],
	]);
	let expected = [("financing.applied".to_string(), 2), ("financing.repaid".to_string(), 3)];
	assert_eq!(watched.round().await, expected);
	assert_eq!(watched.round().await, expected, "not again");
	let told = json!(watched.queue.waiting().unwrap());
	assert!(!told.to_string().contains("12345"), "{told}");
	assert_eq!(told[1]["notice"]["loan"], 3);
}

/// The server was away for longer than a node keeps state.
#[tokio::test]
async fn blocks_that_cannot_be_read_any_more_are_told_as_a_gap() {
	let watched = Watched::new();
	watched.round().await;
	watched.blocks(vec![vec![]; 300]);
	watched.blocks(vec![vec![event("OfferRefused", json!({ "application": 3 }))]]);
	watched.chain.held().kept_from = 100;
	let told = watched.round().await;
	assert_eq!(told, [("gap".to_string(), 174), ("financing.offerRefused".to_string(), 302)]);
}

/// Somebody who listens at a port, and answers with these words.
async fn listener(statuses: &'static [&'static str]) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	let (sender, heard) = tokio::sync::mpsc::unbounded_channel();
	tokio::spawn(async move {
		for status in statuses.iter().cycle() {
			let (mut stream, _) = listener.accept().await.unwrap();
			let mut bytes = Vec::new();
			let mut part = [0; 4_096];
			loop {
				let read = stream.read(&mut part).await.unwrap_or_default();
				bytes.extend(&part[..read]);
				let text = String::from_utf8_lossy(&bytes);
				let length = text
					.to_ascii_lowercase()
					.split("content-length: ")
					.nth(1)
					.and_then(|rest| rest.split('\r').next()?.parse::<usize>().ok());
				let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
				if read == 0 || body.zip(length).is_some_and(|(body, length)| body >= length) {
					break;
				}
			}
			let _ = stream
				.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())
				.await;
			let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
		}
	});
	(format!("http://{at}/hooks/lingnan"), heard)
}

#[tokio::test]
async fn a_notice_is_signed_and_goes_to_the_path_that_was_named() {
	let (url, mut heard) = listener(&["204 No Content"]).await;
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	chain.held().blocks = vec![vec![]];
	let hook = Hook::new(&url, SECRET.into()).unwrap();
	let served = TcpListener::bind("127.0.0.1:0").await.unwrap();
	tokio::spawn(server(chain.clone(), folder.path(), Some(hook)).run(served));
	tokio::time::sleep(Duration::from_millis(300)).await;
	chain
		.held()
		.blocks
		.push(vec![event("OfferAccepted", json!({ "application": 3, "terms_hash": "0x00", "pay_by": 1 }))]);
	let request = tokio::time::timeout(Duration::from_secs(10), heard.recv()).await.unwrap().unwrap();
	let (head, body) = request.split_once("\r\n\r\n").unwrap();
	assert!(head.starts_with("POST /hooks/lingnan HTTP/1.1"), "{head}");
	let signed = head.lines().find_map(|line| line.strip_prefix("lingnan-signature: ")).unwrap();
	let at: u64 = signed.strip_prefix("t=").and_then(|rest| rest.split(',').next()).unwrap().parse().unwrap();
	assert_eq!(signed, signature(SECRET, at, body.as_bytes()));
	assert_ne!(signed, signature(SECRET, at, body.replace("Accepted", "Refused").as_bytes()));
	let notice: Value = serde_json::from_str(body).unwrap();
	assert_eq!(
		(&notice["type"], &notice["application"], &notice["block"]),
		(&json!("financing.offerAccepted"), &json!(3), &json!(1))
	);
	assert_eq!(notice.as_object().unwrap().len(), 5, "{notice}");
	assert!(head.contains(&format!("lingnan-notice: {}", notice["id"].as_str().unwrap())), "{head}");
}

#[tokio::test]
async fn who_refuses_is_asked_again_and_what_nobody_takes_can_be_sent_anew() {
	let (url, mut heard) = listener(&["503 Service Unavailable"]).await;
	let folder = tempfile::tempdir().unwrap();
	let state = Folder::open(folder.path()).unwrap();
	let queue = Queue::open(&state).unwrap();
	let watched = Watched::new();
	watched.round().await;
	watched.blocks(vec![vec![event("Applied", json!({ "application": 3, "institution": 5 }))]]);
	watched.round().await;
	let one = watched.queue.waiting().unwrap().remove(0);
	queue.put(one.notice).unwrap();
	let hook = Hook::new(&url, SECRET.into()).unwrap();
	for attempt in 1..=crate::webhooks::ATTEMPTS {
		let one = queue.waiting().unwrap().remove(0);
		let outcome = hook.send(&one.notice.id, &one.notice, 1).await;
		assert_eq!(outcome, Err("503 Service Unavailable".to_string()), "{attempt}");
		queue.note(one, outcome, 1).unwrap();
		heard.recv().await.unwrap();
	}
	assert!(queue.waiting().unwrap().is_empty());
	let chain = Arc::new(Fake::default());
	let served = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = served.local_addr().unwrap();
	tokio::spawn(server(chain, folder.path(), None).run(served));
	let (_, _, body) = get(at, "/v1/webhooks/dead-letters").await;
	let dead: Value = serde_json::from_str(&body).unwrap();
	assert_eq!((&dead[0]["attempts"], &dead[0]["last"]), (&json!(16), &json!("503 Service Unavailable")));
	let id = dead[0]["notice"]["id"].as_str().unwrap();
	let retry = |id: &str| {
		format!("POST /v1/webhooks/dead-letters/{id}/retry HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 0\r\n\r\n")
	};
	assert_eq!(raw(at, &retry(id)).await.0, 200);
	assert_eq!(raw(at, &retry(id)).await.0, 404);
	assert_eq!(queue.waiting().unwrap().len(), 1);
}
