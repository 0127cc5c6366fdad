//! Notices on a real node: three loans are lent while a bank listens by a webhook, an agency by mail and a firm by web push; the
//! service is killed in the middle. Each is told what concerns it, each thing once, and no figure, name or number goes out.

use lingnan_client::{audience::Nobody, keys, Client};
use lingnan_demo::{self as demo, Backstage, Figures};
use lingnan_e2e::{
	planted::planted,
	search::{Place, Search},
	Chain,
};
use lingnan_gateway::{query::Nonce, Query, SignedQuery};
use lingnan_test_support::{free_port, wait, Browser, Process};
use lingnan_types::{AgencyId, CardHolder, InstitutionId};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	path::PathBuf,
	process::Stdio,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex,
	},
	time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(120);
const BORROWER: &str = "Lychee Optics";
const SECRET: &str = "fedcba9876543210fedcba9876543210";

/// What one end of the service heard.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<Vec<u8>>>>);

impl Heard {
	fn all(&self) -> Vec<Vec<u8>> {
		self.0.lock().expect("nobody panics here").clone()
	}

	fn keep(&self, bytes: Vec<u8>) {
		self.0.lock().expect("nobody panics here").push(bytes);
	}
}

/// An end that takes what comes, or says that it cannot now.
#[derive(Clone, Default)]
struct End {
	taken: Heard,
	refused: Heard,
	/// Refuses all but confirmations while it is set.
	closed: Arc<AtomicBool>,
}

impl End {
	fn hear(&self, bytes: Vec<u8>, confirms: bool) -> bool {
		let takes = confirms || !self.closed.load(Ordering::SeqCst);
		if takes { &self.taken } else { &self.refused }.keep(bytes);
		takes
	}

	/// A server of HTTP. Head and body are kept as they came.
	fn http(&self) -> u16 {
		let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
		let port = listener.local_addr().expect("it has one").port();
		let end = self.clone();
		std::thread::spawn(move || {
			for stream in listener.incoming().flatten() {
				let end = end.clone();
				std::thread::spawn(move || end.one_request(stream));
			}
		});
		port
	}

	fn one_request(&self, mut stream: TcpStream) {
		let mut bytes = Vec::new();
		let mut part = [0; 4_096];
		loop {
			let read = stream.read(&mut part).unwrap_or_default();
			bytes.extend(&part[..read]);
			let whole = split(&bytes).is_some_and(|(head, body)| {
				let length = head
					.to_ascii_lowercase()
					.split("content-length: ")
					.nth(1)
					.and_then(|rest| rest.split('\r').next().and_then(|digits| digits.parse::<usize>().ok()));
				body.len() >= length.unwrap_or_default()
			});
			if whole || read == 0 {
				break;
			}
		}
		let confirms = String::from_utf8_lossy(&bytes).contains("\"confirmation\"");
		let status = if self.hear(bytes, confirms) { "204 No Content" } else { "503 Service Unavailable" };
		let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
		let _ = stream.write_all(answer.as_bytes());
	}

	/// A relay for mail. All that it is told is kept.
	fn smtp(&self) -> u16 {
		let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
		let port = listener.local_addr().expect("it has one").port();
		let end = self.clone();
		std::thread::spawn(move || {
			for stream in listener.incoming().flatten() {
				let end = end.clone();
				std::thread::spawn(move || end.one_mail(stream));
			}
		});
		port
	}

	fn one_mail(&self, stream: TcpStream) {
		let mut writer = stream.try_clone().expect("it is open");
		let mut say = move |text: &str| writer.write_all(format!("{text}\r\n").as_bytes()).is_ok();
		let mut all = Vec::new();
		let mut in_data = false;
		say("220 relay");
		for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
			all.extend(&line);
			all.push(b'\n');
			let line = String::from_utf8_lossy(&line).trim_end().to_string();
			let told = match (in_data, line.as_str()) {
				(true, ".") => {
					in_data = false;
					let confirms = decoded(&all).contains("Enter this code");
					match self.hear(std::mem::take(&mut all), confirms) {
						true => say("250 taken"),
						false => say("451 not now"),
					}
				},
				(true, _) => continue,
				(false, "DATA") => {
					in_data = true;
					say("354 go on")
				},
				(false, "QUIT") => say("221 bye"),
				(false, words) if words.starts_with("EHLO") => say("250-relay\r\n250 8BITMIME"),
				(false, _) => say("250 well"),
			};
			if !told {
				return;
			}
		}
	}
}

fn split(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
	let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
	Some((String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec()))
}

/// A mail as its reader reads it: soft line ends of quoted-printable are gone.
fn decoded(mail: &[u8]) -> String {
	String::from_utf8_lossy(mail).replace("=\r\n", "").replace("=3D", "=")
}

/// The service, and where it is asked.
struct Service {
	process: Process,
	port: u16,
}

impl Service {
	fn start(chain: &Chain, state: &str, ends: &Ends) -> Self {
		let port = free_port();
		let listen = format!("127.0.0.1:{port}");
		let secret = chain.folder().join("webhook-secret");
		std::fs::write(&secret, SECRET).expect("it is written");
		let chmod = std::process::Command::new("chmod").arg("600").arg(&secret).status();
		assert!(chmod.expect("chmod runs").success());
		let log = std::fs::File::options().create(true).append(true).open(chain.folder().join("notices.log"));
		let mut command = chain.command(&[
			"notices",
			"serve",
			"--listen",
			&listen,
			"--state",
			state,
			"--portal",
			"https://portal.example",
			"--push-contact",
			"mailto:operator@bank.example",
			"--push-inside",
			"--webhook",
			&format!("http://127.0.0.1:{}/sms", ends.webhook_port),
			"--webhook-secret-file",
			&secret.to_string_lossy(),
			"--smtp",
			&format!("smtp://127.0.0.1:{}", ends.mail_port),
			"--smtp-without-tls",
			"--mail-from",
			"notices@bank.example",
			"--public-url",
			"https://notices.example",
			"--per-minute",
			"9999",
		]);
		let process = Process::start(command.stdout(Stdio::null()).stderr(log.expect("the log can be written")));
		wait(PATIENCE, || TcpStream::connect(&listen).ok()).expect("the service listens");
		Self { process, port }
	}

	fn post(&self, body: &Value) -> Value {
		let body = body.to_string();
		let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
		let request =
			format!("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
		stream.write_all(request.as_bytes()).expect("it is asked");
		let mut answer = String::new();
		stream.read_to_string(&mut answer).expect("it answers in text");
		let (_, json) = answer.split_once("\r\n\r\n").expect("head and body");
		serde_json::from_str(json).unwrap_or_else(|_| panic!("{answer}"))
	}

	fn info(&self) -> Value {
		self.post(&json!({ "jsonrpc": "2.0", "id": 1, "method": "notices_info" }))["result"].clone()
	}

	/// Asks by a signed query, once there is a block that is later than the service's beginning.
	async fn ask(&self, party: &CardHolder, key: &str, method: &str, params: Value) -> Value {
		let key = keys::development(key);
		for _ in 0..200 {
			let info = self.info();
			let query = Query {
				r#as: party.clone().into(),
				method: method.into(),
				params: params.as_array().expect("parameters are a list").clone(),
				node: info["node"].as_str().expect("it says its node").into(),
				block: serde_json::from_value(info["finalised"]["hash"].clone()).expect("it says its block"),
				nonce: Nonce::new().expect("there is chance"),
			};
			let signed = SignedQuery::sign(&query, &key).expect("it is signed");
			let answer = self.post(&json!({ "jsonrpc": "2.0", "id": 1, "method": "query", "params": [signed] }));
			// Its controller, or the block, is not final yet.
			let early = ["TooOld", "NotTheParty"].iter().any(|name| answer["error"]["data"] == *name);
			if !early {
				return answer;
			}
			tokio::time::sleep(Duration::from_millis(200)).await;
		}
		panic!("{method} is not answered to {party}")
	}

	async fn subscribe(&self, party: &CardHolder, key: &str, way: Value, kinds: Value) -> String {
		let wish = json!({ "way": way, "kinds": kinds, "language": "en" });
		let answer = self.ask(party, key, "notices_subscribe", json!([wish])).await;
		answer["result"]["id"].as_str().unwrap_or_else(|| panic!("{answer}")).into()
	}
}

#[derive(Default)]
struct Ends {
	webhook: End,
	mail: End,
	push: End,
	webhook_port: u16,
	mail_port: u16,
	push_port: u16,
}

impl Ends {
	fn open() -> Self {
		let mut ends = Self::default();
		ends.webhook_port = ends.webhook.http();
		ends.push_port = ends.push.http();
		ends.mail_port = ends.mail.smtp();
		ends
	}

	fn close(&self, closed: bool) {
		for end in [&self.webhook, &self.mail, &self.push] {
			end.closed.store(closed, Ordering::SeqCst);
		}
	}
}

/// What each way told, by number: its kind or its words.
#[derive(Default, Debug)]
struct Told(Vec<(String, String)>);

impl Told {
	fn ensure_each_once(&self) {
		let mut times = BTreeMap::<&str, u32>::new();
		self.0.iter().for_each(|(id, _)| *times.entry(id).or_default() += 1);
		assert!(times.values().all(|times| *times == 1), "{times:?}");
	}

	fn count(&self, kind: &str) -> usize {
		self.0.iter().filter(|(_, told)| told == kind).count()
	}
}

fn by_webhook(ends: &Ends) -> Told {
	let read = |bytes: Vec<u8>| {
		let (_, body) = split(&bytes)?;
		let said: Value = serde_json::from_slice(&body).ok()?;
		let text = |name: &str| said[name].as_str().map(str::to_string);
		(said["type"] != "confirmation").then(|| text("id").zip(text("type"))).flatten()
	};
	Told(ends.webhook.taken.all().into_iter().filter_map(read).collect())
}

fn by_push(ends: &Ends, browser: &Browser) -> Told {
	let read = |bytes: Vec<u8>| {
		let (head, body) = split(&bytes).expect("a request is whole");
		assert!(head.contains("authorization: vapid t="), "{head}");
		let said = browser.open(&body).expect("it was encrypted for this browser");
		let said: Value = serde_json::from_slice(&said).expect("it is JSON");
		let text = |name: &str| said[name].as_str().expect("it says it").to_string();
		(text("id"), text("type"))
	};
	Told(ends.push.taken.all().into_iter().map(read).collect())
}

fn by_mail(ends: &Ends) -> Told {
	let read = |bytes: Vec<u8>| {
		let mail = decoded(&bytes);
		let id = mail.split("Message-ID: <").nth(1)?.split('@').next()?.to_string();
		let kind = mail.contains("An enterprise disputes an attestation.").then(|| "disputeOpened".to_string());
		kind.map(|kind| (id, kind))
	};
	Told(ends.mail.taken.all().into_iter().filter_map(read).collect())
}

fn code_in(bytes: &[u8]) -> Option<String> {
	let text = decoded(bytes);
	let digits = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
	text.split(|c: char| !c.is_ascii_alphanumeric()).find(|part| digits(part)).map(str::to_string)
}

async fn confirmed(service: &Service, end: &End, party: &CardHolder, key: &str, id: &str) {
	let code = wait(PATIENCE, || end.taken.all().iter().find_map(|bytes| code_in(bytes))).expect("a code comes");
	let answer = service.ask(party, key, "notices_confirm", json!([id, code])).await;
	assert_eq!(answer["result"]["confirmed"], true, "{answer}");
}

/// Events of a pallet about what is wanted, from a block on.
async fn events(client: &Client, from: u32, wanted: impl Fn(&str, &str, &Value) -> bool) -> usize {
	let last = client.finalised_block().await.expect("the node answers").number;
	let mut count = 0;
	for number in from..=last {
		let events = client.events_at(number).await.expect("the node answers").unwrap_or_default();
		count += events.iter().filter(|one| wanted(&one.pallet, &one.name, &one.fields)).count();
	}
	count
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_once_over_a_crash_and_without_a_figure() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.expect("the node answers");
	let figures: Figures = planted("guangdong").into_iter().map(|planted| (planted.code, planted.value)).collect();
	let people = chain.folder().join("people");
	let backstage = Backstage { folder: &people, figures: &figures };
	let ends = Ends::open();
	let state = chain.folder().join("notices");
	let state_text = state.to_string_lossy().into_owned();
	let mut service = Service::start(&chain, &state_text, &ends);

	// Institutions and agencies are there from the start.
	let banks: Vec<Value> = client.list("financing_institutions", json!([]), None).await.expect("it answers");
	let bank = CardHolder::Institution(InstitutionId(0));
	assert_eq!(banks[0]["id"], 0);
	let id = service
		.subscribe(
			&bank,
			"//institution//ccb",
			json!({ "webhook": { "contact": "desk-1" } }),
			json!(["applicationArrived", "offerAccepted"]),
		)
		.await;
	confirmed(&service, &ends.webhook, &bank, "//institution//ccb", &id).await;
	let tax = CardHolder::Agency(AgencyId(number_of(&client, "//agency//tax").await));
	let id = service
		.subscribe(
			&tax,
			"//agency//tax",
			json!({ "mail": { "address": "desk@tax.example" } }),
			json!(["disputeOpened", "disputeDue"]),
		)
		.await;
	confirmed(&service, &ends.mail, &tax, "//agency//tax", &id).await;

	// While loans are lent the firm asks for notices, nobody takes any, and the service is killed.
	ends.close(true);
	let browser = Browser { secret: [9; 32], auth: [3; 16] };
	let story = async {
		let number = borrower(&client).await;
		let firm = CardHolder::Enterprise(number.parse().expect("it is a number"));
		let (p256dh, auth) = browser.keys();
		let endpoint = format!("http://127.0.0.1:{}/send/abc", ends.push_port);
		let kinds = service.info()["kinds"]["enterprise"].clone();
		let key = format!("//enterprise//{number}");
		service
			.subscribe(&firm, &key, json!({ "push": { "endpoint": endpoint, "p256dh": p256dh, "auth": auth } }), kinds)
			.await;
		let from = client.finalised_block().await.expect("it answers").number + 1;
		let refused = || !ends.push.refused.all().is_empty() && !ends.webhook.refused.all().is_empty();
		let coming = async {
			while !refused() {
				tokio::time::sleep(Duration::from_millis(100)).await;
			}
		};
		tokio::time::timeout(PATIENCE, coming).await.expect("notices come while loans are lent");
		(number, from)
	};
	let lend = demo::lend(&client, &Nobody, backstage);
	let (lending, (number, from)) = tokio::join!(lend, story);
	let _lending = lending.expect("three loans are lent");
	service.process.kill();
	let waited = waiting(&state);
	assert!(waited > 0, "nobody took anything");
	assert!(by_push(&ends, &browser).0.is_empty() && by_webhook(&ends).0.is_empty());
	tokio::time::sleep(Duration::from_secs(2)).await;
	ends.close(false);
	let service = Service::start(&chain, &state_text, &ends);

	// The firm disputes what the tax office says, and the office answers.
	let firm = CardHolder::Enterprise(number.parse().expect("it is a number"));
	let key = format!("//enterprise//{number}");
	let reason = format!("0x{}", "07".repeat(32));
	for (verb, by) in [("raise", key.as_str()), ("uphold", "//agency//tax")] {
		let ran = chain.lingnan(&[
			"attestation",
			"dispute",
			verb,
			&number,
			"Taxes paid in 12 months",
			"--reason",
			&reason,
			"--key",
			by,
		]);
		assert!(ran.status.success(), "{verb}: {}", String::from_utf8_lossy(&ran.stderr));
	}
	// Four weeks on an instalment is near.
	for _ in 0..7 {
		let ran = chain.lingnan(&["clock", "--days", "4"]);
		assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
		tokio::time::sleep(Duration::from_secs(3)).await;
	}

	let last = client.finalised_block().await.expect("it answers").number;
	let done = || {
		let place: Option<u32> = std::fs::read_to_string(state.join("place.json")).ok()?.parse().ok();
		(place? >= last && waiting(&state) == 0).then_some(())
	};
	wait(PATIENCE, done).unwrap_or_else(|| panic!("{} wait: {}", waiting(&state), log(&chain)));

	// What each was told: that of the chain's events, each once.
	let (pushed, hooked, mailed) = (by_push(&ends, &browser), by_webhook(&ends), by_mail(&ends));
	[&pushed, &hooked, &mailed].into_iter().for_each(Told::ensure_each_once);
	let mine: Vec<Value> = client.list("financing_applicationsOf", json!([number]), None).await.expect("it answers");
	let of_firm = |fields: &Value| mine.iter().any(|one| one["id"] == fields["application"]);
	let offered = events(&client, from, |_, name, fields| name == "Offered" && of_firm(fields)).await;
	assert!(offered > 0 && pushed.count("offerArrived") == offered, "{offered}: {pushed:?}");
	let applied = events(&client, 0, |_, name, fields| name == "Applied" && fields["institution"] == 0).await;
	assert!(applied > 0 && hooked.count("applicationArrived") == applied, "{applied}: {hooked:?}");
	let theirs: Vec<Value> = client.list("financing_loansBy", json!([0]), None).await.expect("it answers");
	let accepted = hooked.count("offerAccepted");
	assert!(accepted > 0 && accepted >= theirs.len(), "{theirs:?}: {hooked:?}");
	assert_eq!((mailed.count("disputeOpened"), pushed.count("disputeAnswered")), (1, 1), "{mailed:?} {pushed:?}");
	assert!(pushed.count("instalmentSoon") > 0, "{pushed:?}");

	nothing_of_it_went_out(&client, &chain, &ends, &browser, &figures).await;

	// Who ends it is told nothing more.
	let listed = service.ask(&firm, &key, "notices_list", json!([])).await;
	let id = listed["result"]["subscriptions"][0]["id"].clone();
	let ended = service.ask(&firm, &key, "notices_unsubscribe", json!([id])).await;
	assert_eq!(ended["result"]["ended"], id, "{ended}");
	let thief = service.ask(&bank, "//institution//ccb", "notices_unsubscribe", json!([id])).await;
	assert_eq!(thief["error"]["data"], "NoSubscription", "{thief}");
}

/// Figures that were planted, amounts of loans, names, references and numbers of firms: in nothing that left the service, nor in its
/// own log.
async fn nothing_of_it_went_out(client: &Client, chain: &Chain, ends: &Ends, browser: &Browser, figures: &Figures) {
	let mut search = Search::default();
	for (subject, figure) in figures {
		search.figure(subject, *figure);
	}
	let firms: Vec<Value> = client.list("enterprise_list", json!([]), None).await.expect("it answers");
	for firm in &firms {
		let number = firm["number"].as_str().expect("it has one");
		search.bytes(number, &number.as_bytes()[3..]);
		let name = firm["legalName"].as_str().expect("it has one");
		search.bytes(name, name.as_bytes());
		let loans: Vec<Value> = client.list("financing_loansOf", json!([number]), None).await.expect("it answers");
		for loan in loans {
			let amount = loan["terms"]["conditions"]["amount"].as_u64().expect("it has one").to_string();
			search.bytes("amount", amount.as_bytes());
			for part in loan["schedule"].as_array().expect("it has one") {
				for of in ["principal", "interest"] {
					let digits = part[of].as_u64().unwrap_or_default().to_string();
					if digits.len() > 7 {
						search.bytes(of, digits.as_bytes());
					}
				}
			}
		}
	}
	let mut places = Vec::new();
	for (name, end) in [("webhook", &ends.webhook), ("mail", &ends.mail), ("push", &ends.push)] {
		for bytes in [end.taken.all(), end.refused.all()].concat() {
			if name == "mail" {
				places.push(Place { name: "mail, decoded".into(), bytes: decoded(&bytes).into_bytes() });
			}
			if let Some(opened) = split(&bytes).filter(|_| name == "push").and_then(|(_, body)| browser.open(&body)) {
				places.push(Place { name: "push, opened".into(), bytes: opened });
			}
			places.push(Place { name: name.into(), bytes });
		}
	}
	places.push(Place { name: "log".into(), bytes: log(chain).into_bytes() });
	assert!(places.len() > 10, "{}", places.len());
	assert_eq!(search.hits(&places), []);
	// It is found where it is.
	let planted = [Place { name: "here".into(), bytes: firms[0]["legalName"].as_str().expect("a name").into() }];
	assert_eq!(search.hits(&planted).len(), 1);
}

fn log(chain: &Chain) -> String {
	std::fs::read_to_string(chain.folder().join("notices.log")).unwrap_or_default()
}

fn waiting(state: &PathBuf) -> usize {
	let files = std::fs::read_dir(state.join("waiting")).map(|files| files.flatten().count());
	files.unwrap_or_default()
}

/// The agency for which a key signs.
async fn number_of(client: &Client, key: &str) -> u32 {
	let account = keys::account(&keys::development(key)).to_string();
	let all: Vec<Value> = client.list("attestation_agencies", json!([]), None).await.expect("it answers");
	let found = all.iter().find(|one| one["key"] == account).and_then(|one| one["id"].as_u64());
	u32::try_from(found.expect("it is an agency's key")).expect("a number")
}

/// The number of the firm, once it is controlled.
async fn borrower(client: &Client) -> String {
	loop {
		let all: Vec<Value> = client.list("enterprise_list", json!([]), None).await.expect("it answers");
		if let Some(one) = all.iter().find(|one| one["legalName"] == BORROWER) {
			let number = one["number"].as_str().expect("it has one").to_string();
			let view: Value = client.rpc("enterprise_get", json!([number])).await.expect("it answers");
			if !view["controller"].is_null() {
				return number;
			}
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
}
