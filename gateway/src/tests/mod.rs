//! A door before a node that is made up: two firms, two banks, two agencies, and blocks that are final or not.

mod boxes;
mod pages;
mod proofs;
mod serving;

use crate::{
	audit::Audit,
	chain::Chain,
	door::{Door, Note, Request},
	finality::OLDEST,
	query::{Nonce, Party, Query, SignedQuery},
	refusal::Refusal,
};
use lingnan_client::{
	keys::{self, Key},
	Error, Result,
};
use lingnan_types::{AgencyId, CardHolder, InstitutionId};
use serde_json::{json, Value};
use std::{
	io::Write,
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc, Mutex,
	},
	time::Duration,
};
use subxt::utils::H256;

const FIRM: &str = "CN:91440300708461136T";
const OTHER_FIRM: &str = "CN:91420000737944946L";
const NODE: &str = "12D3KooWThisNode";
/// A figure that the node answers and no log may hold.
const FIGURE: u64 = 987_654_321;
/// Bank 0 has a usable consent of the firm, bank 2 an open application, bank 4 a loan, bank 6 a loan that is repaid; the others
/// have nothing.
const RIVAL: u32 = 1;
/// A bank with consents to some indicators.
const SCANT: u32 = 10;
/// A bank that is suspended.
const BARRED: u32 = 8;

/// The last final block when the door opens, and from when on it is asked.
const START: u32 = 100;

struct Fake {
	last: AtomicU32,
	asked: Mutex<Vec<(String, Value)>>,
	down: Mutex<bool>,
	/// It has attestations of several indicators.
	many: Mutex<bool>,
	/// The method that it never answers.
	silent: Mutex<&'static str>,
	/// What it answers to a method instead.
	given: Mutex<Option<(&'static str, Value)>>,
	/// Transactions of blocks.
	written: Mutex<Vec<(H256, Vec<String>)>>,
}

fn hash(number: u32) -> H256 {
	let mut bytes = [9; 32];
	bytes[..4].copy_from_slice(&number.to_le_bytes());
	H256(bytes)
}

/// A block of that number which did not become final.
fn fork(number: u32) -> H256 {
	let mut hash = hash(number);
	hash.0[31] = 1;
	hash
}

fn key(of: &str) -> Key {
	keys::development(of)
}

fn account(of: &str) -> String {
	keys::account(&key(of)).to_string()
}

fn page(items: Value) -> Value {
	json!({ "items": items, "next": null })
}

impl Fake {
	/// How often it was asked, but for which block is the last: on a slow machine that is asked again.
	fn asked_of_parties(&self) -> usize {
		self.asked.lock().unwrap().iter().filter(|(method, _)| !method.starts_with("chain_")).count()
	}

	fn answer(&self, method: &str, params: &Value) -> Value {
		let first = &params[0];
		if let Some((given, answer)) = &*self.given.lock().unwrap() {
			if *given == method {
				return answer.clone();
			}
		}
		let of_firm = |items: Value| page(if first == FIRM { items } else { json!([]) });
		match method {
			"system_localPeerId" => json!(NODE),
			"system_chain" => json!("Made up"),
			"chain_getFinalizedHead" => json!(hash(self.last.load(Ordering::Relaxed))),
			"chain_getBlockHash" if first.is_null() => json!(hash(self.last.load(Ordering::Relaxed) + 2)),
			"chain_getBlock" => {
				let block: H256 = serde_json::from_value(first.clone()).unwrap();
				let number = u32::from_le_bytes(block.0[..4].try_into().unwrap());
				let header = json!({ "number": format!("0x{number:x}"), "parentHash": hash(number - 1) });
				let written = self.written.lock().unwrap();
				let written =
					written.iter().find(|(of, _)| *of == block).map(|(_, all)| all.clone()).unwrap_or_default();
				json!({ "block": { "header": header, "extrinsics": written } })
			},
			"chain_getBlockHash" => json!(hash(first.as_u64().unwrap() as u32)),
			"chain_getHeader" => {
				let block: H256 = serde_json::from_value(first.clone()).unwrap();
				let number = u32::from_le_bytes(block.0[..4].try_into().unwrap());
				match block == hash(number) || block == fork(number) {
					true => json!({ "number": format!("0x{number:x}") }),
					false => Value::Null,
				}
			},
			"enterprise_get" if first == FIRM => json!({ "controller": account("//firm") }),
			"enterprise_get" if first == OTHER_FIRM => {
				json!({ "controller": account("//other-firm"), "controlOfferedTo": account("//heir") })
			},
			"enterprise_get" => Value::Null,
			"financing_institutions" => {
				// On two pages.
				let bank =
					|id: u32| json!({ "id": id, "key": account(&format!("//bank//{id}")), "suspended": id == BARRED });
				match params[1]["after"].as_u64() {
					None => json!({ "items": [bank(0), bank(1), bank(2)], "next": 2 }),
					Some(_) => json!({ "items": [bank(4), bank(6), bank(BARRED), bank(SCANT)], "next": null }),
				}
			},
			"attestation_agencies" => page(json!([
				{ "id": 0, "key": account("//regulator"), "rights": ["Registrar", "Regulator"], "suspended": false },
				{ "id": 1, "key": account("//tax"), "rights": [], "suspended": false },
				{ "id": 2, "key": account("//former"), "rights": ["Regulator"], "suspended": true },
			])),
			"consent_list" => of_firm(json!([
				{ "id": 7, "institution": 0, "usable": true, "scope": "All" },
				{ "id": 8, "institution": RIVAL, "usable": false, "scope": "All" },
				{ "id": 9, "institution": SCANT, "usable": true, "scope": { "Only": [2, 5] } },
				{ "id": 10, "institution": SCANT, "usable": true, "scope": { "Only": [5, 6] } },
				{ "id": 11, "institution": SCANT, "usable": false, "scope": "All" },
			])),
			"consent_to" => page(json!(if *first == json!(0) { vec![json!({ "id": 7 })] } else { vec![] })),
			"financing_applicationsOf" => of_firm(json!([
				{ "id": 1, "institution": 2, "now": { "Disbursed": { "at": 1 } } },
				{ "id": 2, "institution": RIVAL, "now": "Withdrawn" },
			])),
			"financing_loansOf" => of_firm(json!([
				{ "id": 3, "institution": 4, "state": "Active" },
				{ "id": 4, "institution": 6, "state": "Closed" },
				{ "id": 5, "institution": 0, "state": "Closed" },
			])),
			"financing_loan" if *first == json!(3) => {
				json!({ "id": 3, "enterprise": FIRM, "institution": 4, "payoff": FIGURE })
			},
			"financing_loan" => Value::Null,
			"line_get" if *first == json!(3) => {
				json!({ "id": 3, "enterprise": FIRM, "institution": 4, "limit": FIGURE })
			},
			"line_get" => Value::Null,
			"attestation_list" if *self.many.lock().unwrap() => {
				page((1..8).map(|id| json!({ "indicator": id, "figure": FIGURE })).collect())
			},
			"collateral_status" => {
				let lien = json!({ "lien": { "institution": 6 } });
				json!({ "id": first, "right": { "owners": [FIRM] }, "receivable": null, "liens": [lien] })
			},
			_ => json!({ "items": [{ "figure": FIGURE }], "next": null }),
		}
	}
}

impl Chain for Arc<Fake> {
	async fn ask(&self, method: &str, params: Value) -> Result<Value> {
		self.asked.lock().unwrap().push((method.into(), params.clone()));
		let silent = *self.silent.lock().unwrap() == method;
		if silent {
			std::future::pending::<()>().await;
		}
		match *self.down.lock().unwrap() {
			true => Err(Error::Connection("gone".into())),
			false => Ok(self.answer(method, &params)),
		}
	}

	async fn justification(&self) -> Result<Value> {
		self.asked.lock().unwrap().push(("justification".into(), json!([])));
		Ok(json!("0x0123"))
	}

	async fn events_of(&self, _: H256, place: u32) -> Result<Vec<Vec<u8>>> {
		Ok(vec![vec![0, 0, u8::try_from(place).unwrap()]])
	}

	async fn parameters(&self) -> Result<Value> {
		Ok(json!([{ "Cards": { "CardDays": 300 } }]))
	}
}

struct Scene {
	node: Arc<Fake>,
	door: Door<Arc<Fake>>,
}

async fn scene() -> Scene {
	let node = Arc::new(Fake {
		last: AtomicU32::new(START),
		asked: Mutex::default(),
		down: Mutex::new(false),
		many: Mutex::new(false),
		silent: Mutex::default(),
		given: Mutex::default(),
		written: Mutex::default(),
	});
	let door = Door::new(node.clone(), None).await.map_err(|refusal| refusal.verdict()).unwrap();
	node.last.store(START + 10, Ordering::Relaxed);
	Scene { node, door }
}

/// A good query: the firm's attestations, asked by a party of this door's node at the last final block.
fn query(party: impl Into<Party>, method: &str, params: Value) -> Query {
	Query {
		r#as: party.into(),
		method: method.into(),
		params: params.as_array().unwrap().clone(),
		node: NODE.into(),
		block: hash(START + 10),
		nonce: Nonce::new().unwrap(),
	}
}

fn firm() -> CardHolder {
	CardHolder::Enterprise(FIRM.parse().unwrap())
}

fn bank(id: u32) -> CardHolder {
	CardHolder::Institution(InstitutionId(id))
}

impl Scene {
	async fn send(&self, method: &str, params: Value) -> (std::result::Result<Value, Refusal>, Note) {
		self.door.answer(&Request { id: json!(1), method: method.into(), params }).await
	}

	/// The name of the refusal; nothing of an answer.
	async fn sent(&self, signed: &SignedQuery) -> &'static str {
		self.send("query", json!([signed])).await.0.map_or_else(|refusal| refusal.verdict(), |_| "")
	}

	async fn asked(&self, query: &Query, signer: &str) -> &'static str {
		self.sent(&SignedQuery::sign(query, &key(signer)).unwrap()).await
	}

	async fn ask(&self, party: impl Into<Party>, signer: &str, method: &str, params: Value) -> &'static str {
		self.asked(&query(party, method, params), signer).await
	}
}

#[tokio::test]
async fn the_answer_is_the_node_s_at_the_block_of_the_query() {
	let scene = scene().await;
	let asked = query(firm(), "attestation_list", json!([FIRM]));
	let signed = SignedQuery::sign(&asked, &key("//firm")).unwrap();
	let (answer, _) = scene.send("query", json!([signed])).await;
	assert_eq!(answer.unwrap(), json!({ "items": [{ "figure": FIGURE }], "next": null }));
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	assert_eq!(last, ("attestation_list".into(), json!([FIRM, asked.block])));
	// The next page of it.
	let page = json!([FIRM, { "after": 5 }]);
	assert_eq!(scene.ask(firm(), "//firm", "attestation_list", page).await, "");
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	assert_eq!(last.1, json!([FIRM, hash(START + 10), { "after": 5 }]));
	// A block of its own choice would be one that nobody looked at.
	let block = json!([FIRM, hash(1), {}]);
	assert_eq!(scene.ask(firm(), "//firm", "attestation_list", block).await, "Malformed");
}

/// The attack: who saw a query sends it again.
#[tokio::test]
async fn query_replayed() {
	let scene = scene().await;
	let first = query(firm(), "attestation_list", json!([FIRM]));
	let signed = SignedQuery::sign(&first, &key("//firm")).unwrap();
	assert_eq!(scene.sent(&signed).await, "");
	assert_eq!(scene.sent(&signed).await, "Replayed");
	// Its nonce in another query, too.
	let other = Query { method: "consent_list".into(), ..first };
	assert_eq!(scene.asked(&other, "//firm").await, "Replayed");
	assert_eq!(scene.asked(&query(firm(), "consent_list", json!([FIRM])), "//firm").await, "");
	// Once its block is too old, its nonce is forgotten and its age is known.
	scene.node.last.store(START + 10 + OLDEST + 1, Ordering::Relaxed);
	tokio::time::sleep(Duration::from_millis(600)).await;
	assert_eq!(scene.sent(&signed).await, "TooOld");
}

/// The attack: a query is sent again while another one makes its nonce forgotten, and the node tells an older final block.
#[tokio::test]
async fn query_replayed_while_another_prunes() {
	let scene = scene().await;
	let signed = SignedQuery::sign(&query(firm(), "attestation_list", json!([FIRM])), &key("//firm")).unwrap();
	assert_eq!(scene.sent(&signed).await, "");
	let last = START + 10 + OLDEST + 1;
	scene.node.last.store(last, Ordering::Relaxed);
	tokio::time::sleep(Duration::from_millis(600)).await;
	let later = Query { block: hash(last), ..query(firm(), "attestation_list", json!([FIRM])) };
	assert_eq!(scene.asked(&later, "//firm").await, "");
	scene.node.last.store(START + 10, Ordering::Relaxed);
	tokio::time::sleep(Duration::from_millis(600)).await;
	assert_eq!(scene.sent(&signed).await, "TooOld");
}

/// The attack: a gateway, or who sits in it, hands a query on to another member's.
#[tokio::test]
async fn query_for_another_node() {
	let scene = scene().await;
	let good = query(firm(), "attestation_list", json!([FIRM]));
	let other = Query { node: "12D3KooWAnotherNode".into(), ..good.clone() };
	assert_eq!(scene.asked(&other, "//firm").await, "OtherNode");
	// Nor is the node's name changed on the way.
	let mut signed = SignedQuery::sign(&other, &key("//firm")).unwrap();
	signed.query = signed.query.replace("12D3KooWAnotherNode", NODE);
	assert_eq!(scene.sent(&signed).await, "WrongSignature");
	assert_eq!(scene.asked(&good, "//firm").await, "");
}

/// The attack: a bank asks about a firm with which it has nothing to do, or about another bank's business.
#[tokio::test]
async fn query_by_a_rival() {
	let scene = scene().await;
	let rival = || bank(RIVAL);
	for method in ["attestation_list", "credit_rating", "credit_proofBasis", "financing_exposure", "enterprise_get"] {
		assert_eq!(scene.ask(rival(), "//bank//1", method, json!([FIRM])).await, "NoRelation", "{method}");
		// By a consent, an application, a loan.
		for related in [0, 2, 4] {
			let signer = format!("//bank//{related}");
			assert_eq!(scene.ask(bank(related), &signer, method, json!([FIRM])).await, "", "{method} by {related}");
		}
		// A loan that is repaid is over.
		assert_eq!(scene.ask(bank(6), "//bank//6", method, json!([FIRM])).await, "NoRelation", "{method}");
	}
	for method in ["consent_list", "financing_loansOf", "financing_applicationsOf"] {
		assert_eq!(scene.ask(rival(), "//bank//1", method, json!([FIRM])).await, "NoRelation", "{method}");
	}
	// What others would lend to a firm is told to the firm alone.
	for method in ["financing_headroom", "financing_ownHeadroom"] {
		assert_eq!(scene.ask(firm(), "//firm", method, json!([FIRM])).await, "");
		for (related, signer) in [(0, "//bank//0"), (4, "//bank//4")] {
			assert_eq!(scene.ask(bank(related), signer, method, json!([FIRM])).await, "NoRelation");
		}
	}
	for (method, subject) in [("financing_inbox", 0), ("financing_loansBy", 0), ("line_by", 0), ("consent_to", 0)] {
		assert_eq!(scene.ask(rival(), "//bank//1", method, json!([subject])).await, "NoRelation", "{method}");
		assert_eq!(scene.ask(rival(), "//bank//1", method, json!([RIVAL])).await, "", "{method}");
	}
	for method in ["financing_loan", "financing_statement", "line_get"] {
		assert_eq!(scene.ask(rival(), "//bank//1", method, json!([3])).await, "NoRelation", "{method}");
		assert_eq!(scene.ask(bank(4), "//bank//4", method, json!([3])).await, "", "{method}");
		assert_eq!(scene.ask(firm(), "//firm", method, json!([3])).await, "", "{method}");
		// There is no loan or line 9; nobody but the regulator learns that.
		assert_eq!(scene.ask(bank(4), "//bank//4", method, json!([9])).await, "NoRelation", "{method}");
	}
	// What the bank thinks of its loan is told to itself and the regulator, not to the firm.
	let classes = "classification_get";
	assert_eq!(scene.ask(rival(), "//bank//1", classes, json!([3])).await, "NoRelation");
	assert_eq!(scene.ask(bank(4), "//bank//4", classes, json!([3])).await, "");
	assert_eq!(scene.ask(firm(), "//firm", classes, json!([3])).await, "NoRelation");
	let regulator = CardHolder::Agency(AgencyId(0));
	assert_eq!(scene.ask(regulator, "//regulator", classes, json!([3])).await, "");
	assert_eq!(scene.ask(rival(), "//bank//1", "consent_receipts", json!([7])).await, "NoRelation");
	assert_eq!(scene.ask(bank(0), "//bank//0", "consent_receipts", json!([7])).await, "");
	assert_eq!(scene.ask(rival(), "//bank//1", "collateral_status", json!([1])).await, "NoRelation");
	assert_eq!(scene.ask(bank(0), "//bank//0", "collateral_status", json!([1])).await, "", "by a consent of its owner");
	assert_eq!(scene.ask(bank(6), "//bank//6", "collateral_status", json!([1])).await, "", "by a lien");
	// In another's name.
	assert_eq!(scene.ask(bank(0), "//bank//1", "attestation_list", json!([FIRM])).await, "NotTheParty");
	assert_eq!(scene.ask(firm(), "//bank//1", "attestation_list", json!([FIRM])).await, "NotTheParty");
}

/// Of a list of a firm's, a bank sees what is its own.
#[tokio::test]
async fn a_bank_sees_no_other_banks_entries() {
	let scene = scene().await;
	for (method, numbers) in
		[("consent_list", vec![7]), ("financing_loansOf", vec![5]), ("financing_applicationsOf", vec![])]
	{
		let signed = SignedQuery::sign(&query(bank(0), method, json!([FIRM])), &key("//bank//0")).unwrap();
		let answer = scene.send("query", json!([signed])).await.0.unwrap();
		let seen: Vec<u64> = answer["items"].as_array().unwrap().iter().filter_map(|one| one["id"].as_u64()).collect();
		assert_eq!(seen, numbers, "{method}");
	}
	let signed = SignedQuery::sign(&query(firm(), "financing_loansOf", json!([FIRM])), &key("//firm")).unwrap();
	assert_eq!(scene.send("query", json!([signed])).await.0.unwrap()["items"].as_array().unwrap().len(), 3);
}

/// The attack: a query is kept and sent when its asker has no right any more, or is made for a block that others do not have.
#[tokio::test]
async fn query_too_old() {
	let scene = scene().await;
	scene.node.last.store(START + 10 + OLDEST, Ordering::Relaxed);
	let at = |block| Query { block, ..query(firm(), "attestation_list", json!([FIRM])) };
	let last = START + 10 + OLDEST;
	for (block, name) in [
		(hash(last), ""),
		(hash(START + 10), ""),
		(hash(START + 9), "TooOld"),
		// Before this gateway began, which knows nothing of what was answered then.
		(hash(START), "TooOld"),
		(hash(last + 1), "NotFinal"),
		(fork(last), "NotFinal"),
		(H256([5; 32]), "UnknownBlock"),
	] {
		assert_eq!(scene.asked(&at(block), "//firm").await, name, "{block:?}");
	}
}

/// What happened before a gateway began again cannot be sent to it a second time.
#[tokio::test]
async fn a_gateway_that_forgot_its_nonces_takes_no_query_of_before() {
	let scene = scene().await;
	let signed = SignedQuery::sign(&query(firm(), "attestation_list", json!([FIRM])), &key("//firm")).unwrap();
	assert_eq!(scene.sent(&signed).await, "");
	let door = Door::new(scene.node.clone(), None).await.map_err(|refusal| refusal.verdict()).unwrap();
	let again = Scene { node: scene.node.clone(), door };
	assert_eq!(again.sent(&signed).await, "TooOld");
}

/// The attack: who is nobody asks a figure, without a signature, or with one of an account that is no party.
#[tokio::test]
async fn stranger_asks_a_figure() {
	let scene = scene().await;
	let refused = |method: &'static str, params: Value| {
		let scene = &scene;
		async move { scene.send(method, params).await.0.map_err(|refusal| refusal.verdict()).unwrap_err() }
	};
	for (method, params) in [
		("attestation_list", json!([FIRM])),
		("credit_rating", json!([FIRM])),
		("credit_proofBasis", json!([FIRM])),
		("enterprise_get", json!([FIRM])),
		("enterprise_list", json!([])),
		("consent_list", json!([FIRM])),
		("financing_loan", json!([3])),
		("financing_inbox", json!([0])),
		("collateral_documentStatus", json!([hash(1), hash(2)])),
		("state_getReadProof", json!([["0x00"]])),
		("state_getStorage", json!(["0x00"])),
		("grandpa_proveFinality", json!([1])),
	] {
		assert_eq!(refused(method, params).await, "SignatureRequired", "{method}");
	}
	for method in [
		"state_getKeysPaged",
		"chain_getBlock",
		"author_pendingExtrinsics",
		"author_rotateKeys",
		"chainHead_v1_call",
		"crossBorder_voucher",
		"system_localPeerId",
		"nonsense",
	] {
		assert_eq!(refused(method, json!([])).await, "MethodClosed", "{method}");
		let signed = query(firm(), method, json!([]));
		assert_eq!(scene.asked(&signed, "//firm").await, "MethodClosed", "{method}");
	}
	assert_eq!(scene.ask(firm(), "//stranger", "attestation_list", json!([FIRM])).await, "NotTheParty");
	let nobody = CardHolder::Enterprise("MO:1".parse().unwrap());
	assert_eq!(scene.ask(nobody, "//stranger", "attestation_list", json!(["MO:1"])).await, "NotTheParty");
	assert_eq!(scene.ask(bank(99), "//stranger", "financing_inbox", json!([99])).await, "NotTheParty");
	for params in [json!([]), json!([1]), json!([{ "query": "{}" }]), json!({}), Value::Null] {
		assert_eq!(refused("query", params.clone()).await, "Malformed", "{params}");
	}
	// The node was asked nothing of a firm but who speaks for it.
	let asked = scene.node.asked.lock().unwrap();
	let known = ["chain_", "system_", "enterprise_get", "financing_institutions"];
	assert!(asked.iter().all(|(method, _)| known.iter().any(|begin| method.starts_with(begin))), "{asked:?}");
}

#[tokio::test]
async fn a_firm_asks_about_itself_alone() {
	let scene = scene().await;
	assert_eq!(scene.ask(firm(), "//firm", "credit_rating", json!([FIRM])).await, "");
	for method in ["attestation_list", "credit_rating", "enterprise_get", "consent_list", "financing_loansOf"] {
		assert_eq!(scene.ask(firm(), "//firm", method, json!([OTHER_FIRM])).await, "NoRelation", "{method}");
	}
	assert_eq!(scene.ask(firm(), "//firm", "enterprise_list", json!([])).await, "NoRelation");
	assert_eq!(scene.ask(firm(), "//firm", "financing_inbox", json!([0])).await, "NoRelation");
	assert_eq!(scene.ask(firm(), "//firm", "allowance_get", json!([account("//firm")])).await, "");
	assert_eq!(scene.ask(firm(), "//firm", "allowance_get", json!([account("//bank//0")])).await, "NoRelation");
	assert_eq!(scene.ask(firm(), "//firm", "card_list", json!([{ "Institution": 0 }])).await, "");
}

#[tokio::test]
async fn an_agency_asks_about_its_attestations_and_the_regulator_about_all() {
	let scene = scene().await;
	let agency = |id| CardHolder::Agency(AgencyId(id));
	assert_eq!(scene.ask(agency(1), "//tax", "attestation_by", json!([1])).await, "");
	assert_eq!(scene.ask(agency(1), "//tax", "attestation_disputes", json!([1])).await, "");
	assert_eq!(scene.ask(agency(1), "//tax", "enterprise_get", json!([FIRM])).await, "");
	assert_eq!(scene.ask(agency(1), "//tax", "attestation_by", json!([0])).await, "NoRelation");
	for method in ["attestation_list", "credit_rating", "consent_list", "financing_loansOf"] {
		assert_eq!(scene.ask(agency(1), "//tax", method, json!([FIRM])).await, "NoRelation", "{method}");
		assert_eq!(scene.ask(agency(0), "//regulator", method, json!([FIRM])).await, "", "{method}");
		// Suspended, its right rests.
		assert_eq!(scene.ask(agency(2), "//former", method, json!([FIRM])).await, "Suspended", "{method}");
	}
	assert_eq!(scene.ask(agency(0), "//regulator", "financing_loan", json!([3])).await, "");
	assert_eq!(scene.ask(agency(0), "//regulator", "financing_inbox", json!([RIVAL])).await, "");
	assert_eq!(scene.ask(agency(0), "//tax", "financing_loan", json!([3])).await, "NotTheParty");
}

#[tokio::test]
async fn a_suspended_bank_is_refused_by_name() {
	let scene = scene().await;
	for (method, params) in [("financing_inbox", json!([BARRED])), ("enterprise_get", json!([FIRM]))] {
		assert_eq!(scene.ask(bank(BARRED), "//bank//8", method, params.clone()).await, "Suspended", "{method}");
		assert_eq!(scene.ask(bank(BARRED), "//stranger", method, params).await, "NotTheParty", "{method}");
	}
}

#[tokio::test]
async fn a_suspended_agency_is_refused_by_name() {
	let scene = scene().await;
	let former = || CardHolder::Agency(AgencyId(2));
	assert_eq!(scene.ask(former(), "//former", "attestation_by", json!([2])).await, "Suspended");
	assert_eq!(scene.ask(former(), "//former", "enterprise_list", json!([])).await, "Suspended");
}

/// The attack: who is nobody makes the node go through a whole list, again and again, by ever new accounts.
#[tokio::test]
async fn stranger_asks_as_nobody_again() {
	let scene = scene().await;
	assert_eq!(scene.ask(bank(99), "//stranger", "financing_inbox", json!([99])).await, "NotTheParty");
	let asked = || scene.node.asked_of_parties();
	let before = asked();
	for signer in ["//stranger", "//another", "//third"] {
		assert_eq!(scene.ask(bank(99), signer, "financing_inbox", json!([99])).await, "NotTheParty");
	}
	assert_eq!(asked(), before, "the node was asked again");
}

#[tokio::test]
async fn what_is_public_needs_no_signature() {
	let scene = scene().await;
	for method in crate::methods::PUBLIC {
		let params = if *method == "chain_getHeader" { json!([hash(1)]) } else { json!([1]) };
		assert!(scene.send(method, params).await.0.is_ok(), "{method}");
	}
	let info = scene.send("gateway_info", Value::Null).await.0.unwrap();
	assert_eq!((&info["node"], &info["genesis"]), (&json!(NODE), &json!(hash(0))));
	assert_eq!(info["finalised"], json!({ "number": START + 10, "hash": hash(START + 10) }));
	let parameters = scene.send("gateway_parameters", Value::Null).await.0.unwrap();
	assert_eq!(parameters, json!([{ "Cards": { "CardDays": 300 } }]));
}

/// The attack: one request of a stranger makes the node work for thousands.
#[tokio::test]
async fn stranger_asks_for_many_blocks_at_once() {
	let scene = scene().await;
	let many: Vec<u32> = (0..260_000).collect();
	let long = "0".repeat(1_100);
	let asked = || scene.node.asked.lock().unwrap().len();
	let before = asked();
	for (method, params) in [
		("chain_getBlockHash", json!([many])),
		("chain_getBlockHash", json!([[1]])),
		("chain_getBlockHash", json!([{ "List": many }])),
		("financing_products", json!([long])),
		("author_submitExtrinsic", json!([[long]])),
	] {
		assert_eq!(scene.send(method, params).await.0.unwrap_err().verdict(), "Malformed", "{method}");
	}
	assert_eq!(asked(), before, "the node was asked");
	assert!(scene.send("author_submitExtrinsic", json!([long])).await.0.is_ok(), "a transaction is longer");
}

/// A bank's second question about a firm at the same block costs the node no more than a plain one.
#[tokio::test]
async fn what_was_found_at_a_block_is_not_looked_for_again() {
	let scene = scene().await;
	let count = || scene.node.asked_of_parties();
	assert_eq!(scene.ask(bank(0), "//bank//0", "attestation_list", json!([FIRM])).await, "");
	let before = count();
	assert_eq!(scene.ask(bank(0), "//bank//0", "credit_rating", json!([FIRM])).await, "");
	assert_eq!(count() - before, 1, "{:?}", scene.node.asked.lock().unwrap());
}

#[tokio::test]
async fn a_node_that_is_gone_is_told_by_name() {
	let scene = scene().await;
	*scene.node.down.lock().unwrap() = true;
	assert_eq!(scene.send("financing_products", Value::Null).await.0.unwrap_err().verdict(), "NodeDown");
	assert_eq!(scene.ask(firm(), "//firm", "attestation_list", json!([FIRM])).await, "NodeDown");
}

/// What the log is written into, to be read again.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
	fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
		self.0.lock().unwrap().write(bytes)
	}

	fn flush(&mut self) -> std::io::Result<()> {
		Ok(())
	}
}

#[tokio::test]
async fn the_audit_log_says_who_asked_what_and_holds_no_figure() {
	let scene = scene().await;
	let paper = Paper::default();
	let audit = Audit::new(paper.clone());
	let mut verdicts = Vec::new();
	for (party, signer, method, params) in [
		(firm(), "//firm", "attestation_list", json!([FIRM])),
		(bank(4), "//bank//4", "financing_loan", json!([3])),
		(bank(RIVAL), "//bank//1", "attestation_list", json!([FIRM])),
		(firm(), "//firm", "nonsense\nof mine", json!([FIRM])),
	] {
		let signed = SignedQuery::sign(&query(party, method, params), &key(signer)).unwrap();
		let (answer, note) = scene.send("query", json!([signed])).await;
		let verdict = answer.map_or_else(|refusal| refusal.verdict(), |_| "Answered");
		audit.write(&note, verdict, Duration::from_millis(3));
		verdicts.push(verdict);
	}
	assert_eq!(verdicts, ["Answered", "Answered", "NoRelation", "MethodClosed"]);
	let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
	let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	assert_eq!(lines.len(), 4);
	assert_eq!((&lines[1]["who"], &lines[1]["method"]), (&json!("institution 4"), &json!("financing_loan")));
	assert_eq!((&lines[1]["verdict"], &lines[1]["ms"]), (&json!("Answered"), &json!(3)));
	assert_eq!(lines[0]["subject"], lines[2]["subject"], "the same firm, by its hash");
	assert_eq!(lines[0]["account"], json!(account("//firm")));
	assert!(!text.contains(&FIGURE.to_string()) && !text.contains("nonsense"), "{text}");
	let about: Vec<&Value> = lines.iter().map(|line| &line["subject"]).collect();
	assert!(about.iter().all(|subject| !subject.to_string().contains("91440300")), "{about:?}");
}
