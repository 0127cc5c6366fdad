//! A desk before a node that is made up: an agency that has sealed for one firm and not for another, and who asks.

use super::*;
use crate::{
	envelope::{Content, Identity},
	indicators::tests::{sealed_indicator, taxes},
	openings::{
		tests::{stands, CHAIN, FIRM},
		Held,
	},
	records::{self, Record},
	secret::SealingSecret,
};
use lingnan_client::{
	keys::{self, Key},
	Error,
};
use lingnan_types::{card::CardState, InstitutionId, Revision};
use std::{
	io::Write,
	path::Path,
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
};

const OTHER_FIRM: &str = "CN:91420000737944946L";
/// A figure that no answer and no log may hold in clear.
const FIGURE: i64 = 7_318_264_905_173;
/// The last final block when the desk opens, and from when on it is asked.
const START: u32 = 100;

fn hash(number: u32) -> H256 {
	match number {
		0 => CHAIN,
		_ => {
			let mut bytes = [9; 32];
			bytes[..4].copy_from_slice(&number.to_le_bytes());
			H256(bytes)
		},
	}
}

fn key(of: &str) -> Key {
	keys::development(of)
}

#[derive(Default)]
struct State {
	last: AtomicU32,
	attestations: Mutex<Vec<AttestationView>>,
	card: Mutex<Option<CardView>>,
	down: Mutex<bool>,
}

#[derive(Clone, Default)]
struct Fake(Arc<State>);

impl std::ops::Deref for Fake {
	type Target = State;

	fn deref(&self) -> &State {
		&self.0
	}
}

impl Fake {
	fn answer(&self, method: &str, params: &Value) -> Value {
		let first = &params[0];
		let controller = |of: &str| json!({ "controller": keys::account(&key(of)).to_string() });
		let page = |items: Value| json!({ "items": items, "next": null });
		match method {
			"chain_getFinalizedHead" => json!(hash(self.last.load(Ordering::Relaxed))),
			"chain_getBlockHash" => json!(hash(first.as_u64().unwrap() as u32)),
			"chain_getHeader" => {
				let block: H256 = serde_json::from_value(first.clone()).unwrap();
				let number = u32::from_le_bytes(block.0[..4].try_into().unwrap());
				match block == hash(number) {
					true => json!({ "number": format!("0x{number:x}") }),
					false => Value::Null,
				}
			},
			"enterprise_get" if first == FIRM => controller("//firm"),
			"enterprise_get" if first == OTHER_FIRM => controller("//other-firm"),
			"enterprise_get" => Value::Null,
			"card_list" => json!(held(&self.card).iter().collect::<Vec<_>>()),
			"attestation_indicators" => page(json!([taxes(), sealed_indicator(IndicatorId(5), "Exports", &[1])])),
			"attestation_list" if first == FIRM => page(json!(*held(&self.attestations))),
			"attestation_list" => page(json!([])),
			other => panic!("{other} was asked"),
		}
	}
}

impl Chain for Fake {
	async fn ask(&self, method: &str, params: Value) -> lingnan_client::Result<Value> {
		match *held(&self.down) {
			true => Err(Error::Connection("gone".into())),
			false => Ok(self.answer(method, &params)),
		}
	}

	async fn events_of(&self, _: subxt::utils::H256, _: u32) -> lingnan_client::Result<Vec<Vec<u8>>> {
		Ok(vec![])
	}

	async fn justification(&self) -> lingnan_client::Result<Value> {
		Ok(Value::Null)
	}

	async fn parameters(&self) -> lingnan_client::Result<Value> {
		Ok(json!([]))
	}
}

/// Where a log is written in a test.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		held(&self.0).extend_from_slice(bytes);
		Ok(bytes.len())
	}

	fn flush(&mut self) -> std::io::Result<()> {
		Ok(())
	}
}

struct Scene {
	node: Fake,
	desk: Desk<Fake>,
	identity: Identity,
	secret: BlindingSecret,
	log: Log,
	folder: tempfile::TempDir,
}

fn card(identity: &Identity, state: CardState) -> CardView {
	let recipient = identity.recipient();
	CardView {
		version: 3,
		suite: recipient.suite().byte(),
		key: Some(recipient.bytes().to_vec().try_into().unwrap()),
		key_hash: recipient.key_hash(),
		published_at: 0,
		valid_until: 1,
		state,
		withdrawn_at: None,
		destroyed_on: None,
	}
}

fn record(indicator: u32, period_end: u32, revision: Revision, value: i64) -> Record {
	Record { enterprise: FIRM.into(), indicator: IndicatorId(indicator), period_end, revision, value }
}

/// The agency has a new secret and an old one. With the old one it has sealed revision 4 of the taxes, which stands; revision 3, which it corrected; and one that the chain refused.
async fn scene() -> Scene {
	let folder = tempfile::tempdir().unwrap();
	let place = folder.path().join("records");
	let secret = SealingSecret::new().blindings();
	let recorded = [record(4, 20_000, 3, 5), record(4, 20_000, 4, FIGURE), record(4, 20_000, 5, 1)];
	records::append(&place, &recorded).unwrap();
	let stand = Opened::seal(&secret, CHAIN, FIRM, &taxes(), FIGURE, 20_000, 4).unwrap();
	let identity = Identity::new();
	let node = Fake::default();
	node.last.store(START, Ordering::Relaxed);
	*held(&node.attestations) = vec![stands(&stand, 4)];
	*held(&node.card) = Some(card(&identity, CardState::InForce));
	let (new, log) = (folder.path().join("new"), Log::default());
	records::append(&new, &[]).unwrap();
	let shelf = |secret, place: &Path| Shelf { secret, records: Records::read(place).unwrap() };
	let shelves = vec![shelf(SealingSecret::new().blindings(), &new), shelf(secret.clone(), &place)];
	let desk = Desk::open(node.clone(), AgencyId(1), shelves, Audit::new(log.clone())).await;
	let desk = desk.map_err(|refusal| refusal.name()).unwrap();
	node.last.store(START + 10, Ordering::Relaxed);
	Scene { node, desk, identity, secret, log, folder }
}

impl Scene {
	/// A good query.
	async fn query(&self) -> Query {
		let info = self.desk.info().await.map_err(|refusal| refusal.name()).unwrap();
		assert_eq!((info.agency, info.node.as_str(), info.genesis), (AgencyId(1), "agency 1", CHAIN));
		query(&info, FIRM.parse().unwrap(), Nonce::new().unwrap())
	}

	/// Asks and answers as over HTTP, with the name of the refusal.
	async fn ask(&self, signed: &SignedQuery) -> Result<Handed, &'static str> {
		let body = serde_json::to_vec(signed).unwrap();
		let mut note = Note::default();
		let answer = self.desk.hand_over(&body, &mut note).await;
		let verdict = answer.as_ref().map_or_else(Refusal::name, |_| "Answered");
		self.desk.audit.write(&note, verdict, std::time::Duration::ZERO);
		answer.map_err(|refusal| refusal.name())
	}

	async fn refused(&self, query: &Query, by: &str) -> &'static str {
		self.ask(&SignedQuery::sign(query, &key(by)).unwrap()).await.err().unwrap_or("")
	}

	async fn again(&self) -> Result<Handed, &'static str> {
		self.ask(&SignedQuery::sign(&self.query().await, &key("//firm")).unwrap()).await
	}
}

fn opened(handed: &Handed, identity: &Identity) -> Openings {
	handed.openings.open(Content::Openings, identity, Path::new("answer")).unwrap()
}

#[tokio::test]
async fn openings_that_a_firm_lost_come_back() {
	let scene = scene().await;
	let handed = scene.again().await.unwrap();
	assert_eq!((handed.count, handed.missing.as_slice()), (1, &[][..]));
	assert!(!serde_json::to_string(&handed).unwrap().contains("7318264905173"), "in a box");
	let folder = tempfile::tempdir().unwrap();
	let place = folder.path().join("again.openings");
	handed.openings.write(&place).unwrap();
	let held_again = Held::read(&[place], &scene.identity, CHAIN, FIRM).unwrap();
	let on_chain = Sealed::of(&held(&scene.node.attestations)[0]).unwrap();
	let found = held_again.opening(&taxes(), &on_chain).unwrap();
	assert_eq!((found.value, found.evidence(FIRM)), (FIGURE, held(&scene.node.attestations)[0].evidence));
	assert!(handed.openings.open::<Openings>(Content::Openings, &Identity::new(), Path::new("x")).is_err());
}

/// The newest record of the revision is of the same range, and another figure than the one that stands.
#[tokio::test]
async fn of_two_figures_of_one_range_the_one_that_stands_is_handed_over() {
	let scene = scene().await;
	records::append(&scene.folder.path().join("records"), &[record(4, 20_000, 4, FIGURE + 1)]).unwrap();
	let handed = scene.again().await.unwrap();
	assert_eq!((handed.count, opened(&handed, &scene.identity).attestations[0].value), (1, FIGURE));
}

#[tokio::test]
async fn what_is_sealed_while_the_desk_is_open_is_handed_over_and_what_no_record_opens_is_named() {
	let scene = scene().await;
	let exports = sealed_indicator(IndicatorId(5), "Exports", &[1]);
	let next = Opened::seal(&scene.secret, CHAIN, FIRM, &exports, 7, 20_030, 1).unwrap();
	let mut another = stands(&next, 1);
	(another.indicator, another.period_end) = (IndicatorId(5), 20_030);
	held(&scene.node.attestations).push(another);
	let handed = scene.again().await.unwrap();
	assert_eq!((handed.count, handed.missing.as_slice()), (1, &[IndicatorId(5)][..]));
	records::append(&scene.folder.path().join("records"), &[record(5, 20_030, 1, 7)]).unwrap();
	let handed = scene.again().await.unwrap();
	assert_eq!((handed.count, handed.missing.as_slice()), (2, &[][..]));
	assert_eq!(opened(&handed, &scene.identity).attestations.len(), 2);
}

/// They hang on the dataset's own key, which the desk does not have: it is said where they are to be had.
#[tokio::test]
async fn figures_of_an_anchored_dataset_are_named_with_their_dataset() {
	let scene = scene().await;
	let dataset = SealingSecret::new().blindings();
	let exports = sealed_indicator(IndicatorId(5), "Exports", &[1]);
	let leaf = Opened::seal(&dataset, CHAIN, FIRM, &exports, 55, 20_060, 0).unwrap();
	// Materialised, it has a revision of its own.
	let brought = AttestationView { indicator: IndicatorId(5), dataset: Some(DatasetId(3)), ..stands(&leaf, 9) };
	held(&scene.node.attestations).push(brought.clone());
	let handed = scene.again().await.unwrap();
	let named = InDataset { indicator: IndicatorId(5), dataset: DatasetId(3) };
	assert_eq!((handed.count, handed.missing.as_slice(), handed.in_datasets.as_slice()), (1, &[][..], &[named][..]));
	// Nothing else stands: it is not said that the agency must seal anew.
	*held(&scene.node.attestations) = vec![brought];
	assert_eq!(scene.again().await.err(), Some("InDatasets"));
	let said = Refusal::InDatasets(vec![named]).to_string();
	assert!(said.contains("dataset 3") && said.contains("anchor serve") && !said.contains("anew"), "{said}");
}

#[tokio::test]
async fn stranger_asks() {
	let scene = scene().await;
	let query = scene.query().await;
	assert_eq!(scene.refused(&query, "//stranger").await, "NotTheParty");
	let signed = SignedQuery::sign(&query, &key("//stranger")).unwrap();
	let claimed = SignedQuery { account: keys::account(&key("//firm")).to_string(), ..signed };
	assert_eq!(scene.ask(&claimed).await.err(), Some("WrongSignature"));
	let nobody =
		Query { r#as: CardHolder::Enterprise("CN:91350211M0000XUF46".parse().unwrap()).into(), ..query.clone() };
	assert_eq!(scene.refused(&nobody, "//stranger").await, "NotTheParty");
	for body in [&b""[..], b"{}", b"[1]", br#"{"query":"{}","account":"","signature":""}"#] {
		let refused = scene.desk.hand_over(body, &mut Note::default()).await.err().unwrap();
		assert_eq!((refused.name(), refused.status()), ("Malformed", StatusCode::BAD_REQUEST));
	}
	assert!(scene.ask(&SignedQuery::sign(&query, &key("//firm")).unwrap()).await.is_ok(), "and the firm is answered");
}

#[tokio::test]
async fn another_firm_asks() {
	let scene = scene().await;
	let query = scene.query().await;
	assert_eq!(scene.refused(&query, "//other-firm").await, "NotTheParty");
	// For itself, of which the agency has sealed nothing.
	let own = Query { r#as: CardHolder::Enterprise(OTHER_FIRM.parse().unwrap()).into(), ..query.clone() };
	assert_eq!(scene.refused(&own, "//other-firm").await, "NothingSealed");
	// Naming the victim beside itself.
	let beside = Query { params: vec![json!(FIRM)], ..own };
	assert_eq!(scene.refused(&beside, "//other-firm").await, "Malformed");
	let bank = Query { r#as: CardHolder::Institution(InstitutionId(0)).into(), ..query.clone() };
	assert_eq!(scene.refused(&bank, "//bank").await, "NoRelation");
}

#[tokio::test]
async fn query_replayed() {
	let scene = scene().await;
	let signed = SignedQuery::sign(&scene.query().await, &key("//firm")).unwrap();
	assert!(scene.ask(&signed).await.is_ok());
	assert_eq!(scene.ask(&signed).await.err(), Some("Replayed"));
	// When its nonce is forgotten, its block is too old; and of a block before the desk opened nothing is known.
	scene.node.last.store(START + 10 + OLDEST + 1, Ordering::Relaxed);
	tokio::time::sleep(std::time::Duration::from_millis(600)).await;
	assert_eq!(scene.ask(&signed).await.err(), Some("TooOld"));
	let before = Query { block: hash(START), ..scene.query().await };
	assert_eq!(scene.refused(&before, "//firm").await, "TooOld");
}

#[tokio::test]
async fn query_for_another_agency_or_another_method() {
	let scene = scene().await;
	let query = scene.query().await;
	let elsewhere = Query { node: node_of(AgencyId(2)), ..query.clone() };
	assert_eq!(scene.refused(&elsewhere, "//firm").await, "OtherNode");
	// One that a gateway was asked.
	let gateways = Query { method: "attestation_list".into(), ..query.clone() };
	assert_eq!(scene.refused(&gateways, "//firm").await, "MethodClosed");
	let unknown = Query { block: H256([3; 32]), ..query };
	assert_eq!(scene.refused(&unknown, "//firm").await, "UnknownBlock");
	assert!(lingnan_gateway::methods::signed(METHOD).is_none(), "no gateway answers it");
}

#[tokio::test]
async fn firm_without_a_card_in_force() {
	let scene = scene().await;
	*held(&scene.node.card) = None;
	assert_eq!(scene.again().await.err(), Some("NoCard"));
	for (state, name) in
		[(CardState::Expired, "Expired"), (CardState::Withdrawn, "Withdrawn"), (CardState::Destroyed, "Destroyed")]
	{
		*held(&scene.node.card) = Some(card(&scene.identity, state));
		assert_eq!(scene.again().await.err(), Some(name));
	}
	let refusal = Refusal::Card(FIRM.parse().unwrap(), card::Refusal::NoCard).to_string();
	assert!(refusal.contains("lingnan card publish"), "{refusal}");
}

#[tokio::test]
async fn nothing_is_handed_over_that_does_not_count_or_is_not_the_agencys() {
	let scene = scene().await;
	let stand = held(&scene.node.attestations)[0].clone();
	for one in [
		AttestationView { counts: false, ..stand.clone() },
		AttestationView { agency: AgencyId(2), ..stand.clone() },
		AttestationView { value: lingnan_types::attestation::Value::Open(5), ..stand.clone() },
	] {
		*held(&scene.node.attestations) = vec![one];
		assert_eq!(scene.again().await.err(), Some("NothingSealed"));
	}
	// Sealed with a secret that the desk does not have.
	let lost = Opened::seal(&SealingSecret::new().blindings(), CHAIN, FIRM, &taxes(), FIGURE, 20_000, 4).unwrap();
	*held(&scene.node.attestations) = vec![stands(&lost, 4)];
	assert_eq!(scene.again().await.err(), Some("NotInRecords"));
	*held(&scene.node.down) = true;
	assert_eq!(scene.desk.list::<Value>("attestation_list", &[]).await.err().map(|e| e.name()), Some("NodeDown"));
}

#[tokio::test]
async fn the_log_says_who_asked_and_holds_no_figure_and_no_number() {
	let scene = scene().await;
	scene.again().await.unwrap();
	scene.refused(&scene.query().await, "//stranger").await;
	let log = String::from_utf8(held(&scene.log.0).clone()).unwrap();
	let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	assert_eq!((&lines[0]["verdict"], &lines[1]["verdict"]), (&json!("Answered"), &json!("NotTheParty")));
	assert!(lines[0]["who"].as_str().unwrap().starts_with("enterprise 0x"), "{log}");
	assert_eq!(lines[1]["who"], "stranger");
	assert!(!log.contains("7318264905173") && !log.contains("91440300708461136T"), "{log}");
}

/// Over HTTP, with its statuses and words.
#[tokio::test]
async fn a_firm_asks_over_http() {
	use lingnan_serving::{Bounds, Limits, Remote, Server};
	let Scene { desk, identity, node: _node, folder: _folder, log, .. } = scene().await;
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let limits = Limits { per_minute: 6.try_into().unwrap(), connections: 4 };
	tokio::spawn(Arc::new(Server::new(desk, Bounds::new(limits, LARGEST_BODY), None)).run(listener));
	let remote = Remote { url, most: 1 << 20, patience: std::time::Duration::from_secs(5) };
	let send = async |method: Method, path: &str, body: Vec<u8>| {
		let (status, answer) = remote.send(method, path, body).await.unwrap();
		(status.as_u16(), serde_json::from_slice::<Value>(&answer).unwrap())
	};
	let (status, info) = send(Method::GET, PATH, vec![]).await;
	let info: Info = serde_json::from_value(info).unwrap();
	assert_eq!((status, info.genesis), (200, CHAIN));
	let query = query(&info, FIRM.parse().unwrap(), Nonce::new().unwrap());
	let signed = |by: &str| serde_json::to_vec(&SignedQuery::sign(&query, &key(by)).unwrap()).unwrap();
	let (status, refused) = send(Method::POST, PATH, signed("//stranger")).await;
	assert_eq!((status, &refused["error"]), (403, &json!("NotTheParty")));
	let (status, answer) = send(Method::POST, PATH, signed("//firm")).await;
	let handed: Handed = serde_json::from_value(answer).unwrap();
	assert_eq!((status, opened(&handed, &identity).attestations[0].value), (200, FIGURE));
	let (status, refused) = send(Method::POST, PATH, signed("//firm")).await;
	assert_eq!((status, &refused["error"]), (409, &json!("Replayed")));
	let (status, refused) = send(Method::POST, PATH, vec![b' '; LARGEST_BODY + 1]).await;
	assert_eq!((status, &refused["error"]), (413, &json!("tooLarge")));
	let log = String::from_utf8(held(&log.0).clone()).unwrap();
	assert!(
		log.lines().last().unwrap().contains(r#""verdict":"tooLarge""#),
		"a body that is not read is in the log: {log}"
	);
	assert_eq!(send(Method::GET, "/keys", vec![]).await.0, 404);
	assert_eq!(send(Method::GET, PATH, vec![]).await.0, 429, "the seventh of the minute");
}
