//! What a page in a browser asks: in the chain's own bytes, about its own account before it knows of whom it speaks, and what became
//! of what it sent.

use super::*;
use crate::query::Own;
use codec::{Decode, Encode};
use lingnan_types::{
	attestation::{AttestationView, Standing, Value as Stated},
	AgencyId, IndicatorId, Page, Paging, RegistrationNumber,
};

fn data(arguments: impl Encode) -> Value {
	json!(format!("0x{}", hex::encode(arguments.encode())))
}

fn attestations(firm: &str) -> Value {
	json!(["AttestationsApi_attestations", data((firm.parse::<RegistrationNumber>().unwrap(), Paging::FIRST))])
}

fn own() -> Party {
	Party::Own(Own::Account)
}

#[tokio::test]
async fn what_is_asked_in_bytes_is_judged_and_written_down_as_the_method() {
	let scene = scene().await;
	let signed = SignedQuery::sign(&query(firm(), "state_call", attestations(FIRM)), &key("//firm")).unwrap();
	let (answer, note) = scene.send("query", json!([signed])).await;
	assert!(answer.is_ok());
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	let asked = attestations(FIRM);
	assert_eq!(last, ("state_call".into(), json!([asked[0], asked[1], hash(START + 10)])), "at the block of the query");
	let signed = SignedQuery::sign(&query(firm(), "attestation_list", json!([FIRM])), &key("//firm")).unwrap();
	let (_, as_method) = scene.send("query", json!([signed])).await;
	assert_eq!(note, as_method, "the log says the same of both");
}

/// The attack: bytes get what the method refuses.
#[tokio::test]
async fn rival_asks_in_bytes() {
	let scene = scene().await;
	let ask = |party: CardHolder, signer: &'static str, params: Value| scene.ask(party, signer, "state_call", params);
	assert_eq!(ask(bank(RIVAL), "//bank//1", attestations(FIRM)).await, "NoRelation");
	assert_eq!(ask(firm(), "//firm", attestations(OTHER_FIRM)).await, "NoRelation");
	for function in ["Core_version", "AccountNonceApi_account_nonce", "PeersApi_peers", "CorridorsApi_limits", ""] {
		assert_eq!(ask(firm(), "//firm", json!([function, "0x"])).await, "MethodClosed", "{function}");
	}
	let [function, bytes] = attestations(FIRM).as_array().unwrap().clone().try_into().unwrap();
	for bad in [
		json!([function]),
		json!([function, bytes, hash(1)]),
		json!([function, [bytes]]),
		json!([function, "0x00"]),
		json!([function, format!("{}00", bytes.as_str().unwrap())]),
	] {
		assert_eq!(ask(firm(), "//firm", bad.clone()).await, "Malformed", "{bad}");
	}
	let asked = scene.node.asked.lock().unwrap();
	assert!(asked.iter().all(|(method, _)| method != "state_call"), "{asked:?}");
}

#[tokio::test]
async fn of_a_list_bytes_hold_what_the_asker_may_see() {
	let scene = scene().await;
	let one = |indicator: u32| AttestationView {
		indicator: IndicatorId(indicator),
		name: "Overdue taxes".parse().unwrap(),
		unit: "CNY fen".parse().unwrap(),
		agency: AgencyId(1),
		agency_suspended: false,
		value: Stated::Open(7),
		shown: false,
		bin: Some(1),
		period_end: 20_000,
		expires: 1_800_000_000,
		made_at: 1_700_000_000,
		evidence: H256([3; 32]),
		revision: 2,
		standing: Standing::InForce,
		dataset: None,
		counts: true,
	};
	let whole = Page { items: (1..8).map(one).collect::<Vec<_>>(), next: None };
	*scene.node.given.lock().unwrap() = Some(("attestation_list", serde_json::to_value(&whole).unwrap()));
	let signed = SignedQuery::sign(&query(bank(SCANT), "state_call", attestations(FIRM)), &key("//bank//10")).unwrap();
	let answer = scene.send("query", json!([signed])).await.0.unwrap();
	let bytes = hex::decode(answer.as_str().unwrap().trim_start_matches("0x")).unwrap();
	let seen = Page::<AttestationView>::decode(&mut &bytes[..]).unwrap();
	assert_eq!(seen.items, [2, 5, 6].map(one));
}

#[tokio::test]
async fn what_is_public_is_answered_in_bytes_without_a_signature() {
	let scene = scene().await;
	let products = json!(["FinancingApi_products", data(Paging::FIRST), hash(5)]);
	let (answer, note) = scene.send("state_call", products.clone()).await;
	assert!(answer.is_ok());
	assert_eq!(note.method, "financing_products");
	assert_eq!(scene.node.asked.lock().unwrap().last().cloned().unwrap(), ("state_call".into(), products));
	let refused = |params: Value| {
		let scene = &scene;
		async move { scene.send("state_call", params).await.0.unwrap_err().verdict() }
	};
	assert_eq!(refused(attestations(FIRM)).await, "SignatureRequired");
	assert_eq!(refused(json!(["TransactionPaymentCallApi_query_call_info", "0x"])).await, "SignatureRequired");
	assert_eq!(refused(json!(["Core_version", "0x"])).await, "MethodClosed");
	assert_eq!(refused(json!(["FinancingApi_products", "0".repeat(1_100)])).await, "Malformed");
	let info = scene.send("gateway_info", Value::Null).await.0.unwrap();
	let calls: Vec<&str> = info["calls"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
	assert!(calls.contains(&"FinancingApi_products") && !calls.contains(&"AttestationsApi_attestations"), "{calls:?}");
}

#[tokio::test]
async fn an_account_asks_what_it_speaks_for() {
	let scene = scene().await;
	let stranger = account("//stranger");
	let ask = |method: &'static str, params: Value| scene.ask(own(), "//stranger", method, params);
	for method in ["enterprise_of", "allowance_get", "system_accountNextIndex"] {
		assert_eq!(ask(method, json!([stranger])).await, "", "{method}");
		assert_eq!(ask(method, json!([account("//firm")])).await, "NoRelation", "{method}");
	}
	for method in ["enterprise_get", "attestation_list", "card_list", "grandpa_proveFinality", "openings_fetch"] {
		assert_eq!(ask(method, json!([FIRM])).await, "MethodClosed", "{method}");
	}
	let signed = SignedQuery::sign(&query(own(), "enterprise_of", json!([stranger])), &key("//stranger")).unwrap();
	assert_eq!(scene.sent(&signed).await, "");
	assert_eq!(scene.sent(&signed).await, "Replayed");
}

/// Who takes a firm over sees first what it is.
#[tokio::test]
async fn who_is_offered_control_sees_the_record_and_no_more() {
	let scene = scene().await;
	let other = || CardHolder::Enterprise(OTHER_FIRM.parse().unwrap());
	let ask = |method: &'static str, params: Value| scene.ask(other(), "//heir", method, params);
	assert_eq!(ask("enterprise_get", json!([OTHER_FIRM])).await, "");
	assert_eq!(ask("card_list", json!([{ "Enterprise": OTHER_FIRM }])).await, "");
	for method in ["attestation_list", "credit_rating", "consent_list", "financing_loansOf"] {
		assert_eq!(ask(method, json!([OTHER_FIRM])).await, "NoRelation", "{method}");
	}
	assert_eq!(ask("enterprise_get", json!([FIRM])).await, "NoRelation");
	assert_eq!(ask("financing_loan", json!([3])).await, "NoRelation");
	assert_eq!(scene.ask(other(), "//stranger", "enterprise_get", json!([OTHER_FIRM])).await, "NotTheParty");
	assert_eq!(scene.ask(other(), "//other-firm", "attestation_list", json!([OTHER_FIRM])).await, "");
}

/// A transaction of an account, and its hash.
fn transaction(of: &str, salt: u8) -> (String, H256) {
	let body = [&[0x84, 0][..], &keys::account(&key(of)).0, &[1], &[salt; 70]].concat();
	let bytes = body.encode();
	(format!("0x{}", hex::encode(&bytes)), lingnan_client::values::fingerprint(&bytes))
}

#[tokio::test]
async fn who_sent_a_transaction_learns_what_became_of_it() {
	let scene = scene().await;
	let ((mine, hash_of_mine), (others, hash_of_others)) = (transaction("//firm", 1), transaction("//other-firm", 2));
	let last = START + 10;
	scene.node.written.lock().unwrap().push((hash(last + 1), vec!["0x0401".into(), others, mine.clone()]));
	let asked = |signer: &'static str, of: H256| {
		let scene = &scene;
		async move {
			let query = query(own(), "transaction_outcome", json!([account(signer), of]));
			let signed = SignedQuery::sign(&query, &key(signer)).unwrap();
			scene.send("query", json!([signed])).await.0.unwrap()
		}
	};
	let there = |number: u32, is_final: bool| json!({ "block": { "number": number, "hash": hash(number) }, "final": is_final, "events": ["0x000002"] });
	assert_eq!(asked("//firm", hash_of_mine).await, there(last + 1, false));
	assert_eq!(asked("//firm", hash_of_others).await, Value::Null, "another's");
	assert_eq!(asked("//firm", hash(1)).await, Value::Null);
	let blocks = || scene.node.asked.lock().unwrap().iter().filter(|(method, _)| method == "chain_getBlock").count();
	let before = blocks();
	assert_eq!(asked("//firm", hash_of_mine).await, there(last + 1, false));
	assert_eq!(blocks(), before, "no block is read twice");
	// Later it is final, and later still it is out of sight.
	scene.node.last.store(last + 1, Ordering::Relaxed);
	tokio::time::sleep(Duration::from_millis(600)).await;
	assert_eq!(asked("//firm", hash_of_mine).await, there(last + 1, true));
	let query = query(own(), "transaction_outcome", json!([account("//firm"), hash_of_mine]));
	assert_eq!(scene.asked(&query, "//stranger").await, "NoRelation", "about the account that signs alone");
}

#[tokio::test]
async fn a_party_is_told_the_votes_for_the_newest_final_block() {
	let scene = scene().await;
	for _ in 0..3 {
		let signed = SignedQuery::sign(&query(firm(), "finality_votes", json!([])), &key("//firm")).unwrap();
		assert_eq!(scene.send("query", json!([signed])).await.0.unwrap(), json!("0x0123"));
	}
	let asked = scene.node.asked.lock().unwrap().iter().filter(|(method, _)| method == "justification").count();
	assert_eq!(asked, 1, "the node was subscribed to once for all who asked");
	assert_eq!(scene.ask(firm(), "//stranger", "finality_votes", json!([])).await, "NotTheParty");
	assert_eq!(scene.ask(own(), "//stranger", "finality_votes", json!([])).await, "MethodClosed");
}

/// What the votes are for may be final since a moment ago.
#[tokio::test]
async fn a_block_that_has_just_become_final_is_no_other() {
	let scene = scene().await;
	assert_eq!(scene.ask(firm(), "//firm", "attestation_list", json!([FIRM])).await, "");
	let next = Query { block: hash(START + 11), ..query(firm(), "attestation_list", json!([FIRM])) };
	assert_eq!(scene.asked(&next, "//firm").await, "NotFinal");
	scene.node.last.store(START + 11, Ordering::Relaxed);
	let next = Query { block: hash(START + 11), ..query(firm(), "attestation_list", json!([FIRM])) };
	assert_eq!(scene.asked(&next, "//firm").await, "", "at once, whatever was known half a second ago");
}
