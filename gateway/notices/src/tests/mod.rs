//! The service on a chain that is made up: a firm, a bank, an agency; and who listens at the other end.

mod ask;
mod chain;
mod relay;
mod tell;

use crate::{Book, Delivery, Journal, Kind, Language, Server, Settings, Way, Ways};
use chain::{account, Fake, BANK, FIRM};
use lingnan_client::Event;
use lingnan_gateway::audit::Audit;
use lingnan_serving::{Folder, Limits};
use lingnan_types::{AgencyId, CardHolder, InstitutionId};
use serde_json::Value;
use std::{
	io::Write,
	path::Path,
	sync::{Arc, Mutex},
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpListener,
};

/// Figures that events and answers hold, and that nothing may hold that goes out or is logged.
const FIGURES: [u64; 3] = [7_318_264_905_173, 987_654_321_012, 45_678_901];
const NAME: &str = "Lychee Trading";

fn firm() -> CardHolder {
	CardHolder::Enterprise(FIRM.parse().unwrap())
}

fn bank() -> CardHolder {
	CardHolder::Institution(InstitutionId(BANK))
}

fn agency() -> CardHolder {
	CardHolder::Agency(AgencyId(1))
}

fn event(pallet: &str, name: &str, fields: Value) -> Event {
	Event { pallet: pallet.into(), name: name.into(), fields }
}

/// What is written to is kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		self.0.lock().unwrap().extend(bytes);
		Ok(bytes.len())
	}

	fn flush(&mut self) -> std::io::Result<()> {
		Ok(())
	}
}

impl Log {
	fn text(&self) -> String {
		String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
	}
}

struct Service {
	chain: Arc<Fake>,
	server: Server<Fake>,
	log: Log,
}

impl Service {
	async fn open(chain: &Arc<Fake>, state: &Path, ways: Ways) -> Self {
		let log = Log::default();
		let settings = Settings {
			state: state.into(),
			ways,
			inside: true,
			limits: Limits { per_minute: 1_000.try_into().unwrap(), connections: 16 },
			tls: None,
			audit: Audit::new(log.clone()),
		};
		let server = Server::new(chain.clone(), settings).await.unwrap();
		// Of blocks before its beginning it answers nothing.
		chain.held().blocks.push(vec![]);
		Self { chain: chain.clone(), server, log }
	}

	fn book(&self) -> &Book {
		&self.server.door.book
	}

	fn journal(&self) -> &Journal {
		&self.server.door.journal
	}

	/// Somebody who is told of these kinds by the operator's systems.
	fn told(&self, party: &CardHolder, of: &str, contact: &str, kinds: &[Kind]) -> String {
		let way = Way::Webhook { contact: contact.into() };
		let wish =
			crate::subscription::Wish { way, kinds: kinds.iter().copied().collect(), language: Language::English };
		let crate::book::Taken::Awaits(one, code) = self.book().take(party, &account(of), wish, 1).unwrap() else {
			panic!("nobody asked whether he gets it")
		};
		self.book().confirm(&one.id, &account(of), &code, 1).unwrap().id
	}

	fn block(&self, events: Vec<Event>) {
		self.chain.held().blocks.push(events);
	}

	async fn round(&self) {
		// The last final block is asked for again after a moment.
		tokio::time::sleep(std::time::Duration::from_millis(550)).await;
		self.server.watch.round().await.unwrap();
	}

	fn waiting(&self) -> Vec<Delivery> {
		self.journal().due(u64::MAX)
	}

	/// Kinds that wait, in their order.
	fn kinds(&self) -> Vec<Kind> {
		let kind = |one: Delivery| match one.what {
			crate::What::Notice(kind) => Some(kind),
			crate::What::Confirmation { .. } => None,
		};
		let mut kinds: Vec<Kind> = self.waiting().into_iter().filter_map(kind).collect();
		kinds.sort_unstable();
		kinds
	}
}

fn state() -> (tempfile::TempDir, std::path::PathBuf) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("state");
	Folder::open(&path).unwrap();
	(folder, path)
}

/// Somebody who listens at a port, answers each request with the next of these words, and shows what came: head and body.
async fn listener(
	statuses: &'static [&'static str],
) -> (String, tokio::sync::mpsc::UnboundedReceiver<(String, Vec<u8>)>) {
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
				let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
					assert!(read > 0, "a head comes whole");
					continue;
				};
				let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
				let length = head
					.to_ascii_lowercase()
					.split("content-length: ")
					.nth(1)
					.and_then(|rest| rest.split('\r').next()?.parse::<usize>().ok());
				let body = bytes[end + 4..].to_vec();
				if read == 0 || body.len() >= length.unwrap_or_default() {
					let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
					let _ = stream.write_all(answer.as_bytes()).await;
					let _ = sender.send((head, body));
					break;
				}
			}
		}
	});
	(format!("http://{at}"), heard)
}

/// Nothing of a record stands in it.
fn ensure_bare(text: &str) {
	for figure in FIGURES {
		assert!(!text.contains(&figure.to_string()), "{figure} in {text}");
	}
	for word in [FIRM, &FIRM[3..], NAME, "CNY"] {
		assert!(!text.contains(word), "{word} in {text}");
	}
}
