//! Consents to some indicators, proofs of reading, and programs that the operator named.

use super::*;
use crate::{query::Role, readable};
use codec::Encode;
use lingnan_types::{Corridor, RegistrationNumber};

/// The key of a record about a firm, and of one of its indicators.
fn of_firm(pallet: &str, item: &str, firm: &str, indicator: Option<u32>) -> Value {
	let firm = firm.parse::<RegistrationNumber>().unwrap().encode();
	let mut key = [readable::prefix(pallet, item), sp_crypto_hashing::blake2_128(&firm).to_vec(), firm].concat();
	if let Some(indicator) = indicator.map(|id| id.encode()) {
		key.extend(sp_crypto_hashing::twox_64(&indicator));
		key.extend(indicator);
	}
	json!(format!("0x{}", hex::encode(key)))
}

fn of_number(pallet: &str, item: &str, number: u64) -> Value {
	let number = number.encode();
	let key = [readable::prefix(pallet, item), sp_crypto_hashing::twox_64(&number).to_vec(), number].concat();
	json!(format!("0x{}", hex::encode(key)))
}

fn of_item(pallet: &str, item: &str) -> Value {
	json!(format!("0x{}", hex::encode(readable::prefix(pallet, item))))
}

/// The attack: a bank with a consent to two indicators asks for the others, or for what rests on all of them.
#[tokio::test]
async fn a_consent_to_some_indicators_gives_no_others() {
	let scene = scene().await;
	*scene.node.many.lock().unwrap() = true;
	let seen = |party: CardHolder, signer: &'static str| {
		let scene = &scene;
		async move {
			let signed = SignedQuery::sign(&query(party, "attestation_list", json!([FIRM])), &key(signer)).unwrap();
			let answer = scene.send("query", json!([signed])).await.0.unwrap();
			let items = answer["items"].as_array().unwrap().clone();
			items.iter().map(|one| one["indicator"].as_u64().unwrap()).collect::<Vec<_>>()
		}
	};
	assert_eq!(seen(bank(SCANT), "//bank//10").await, [2, 5, 6], "what its usable consents name");
	assert_eq!(seen(bank(0), "//bank//0").await.len(), 7);
	assert_eq!(seen(firm(), "//firm").await.len(), 7);
	let ask = |method: &'static str, params: Value| scene.ask(bank(SCANT), "//bank//10", method, params);
	for method in
		["credit_rating", "credit_proofBasis", "financing_exposure", "collateral_assetsOf", "crossBorder_passport"]
	{
		assert_eq!(ask(method, json!([FIRM])).await, "NoRelation", "{method}");
	}
	assert_eq!(ask("collateral_status", json!([1])).await, "NoRelation");
	// Who the firm is, and its own entries, it sees.
	for method in ["enterprise_get", "consent_list", "financing_loansOf"] {
		assert_eq!(ask(method, json!([FIRM])).await, "", "{method}");
	}
	// Nor by a proof.
	let proved = |indicator| json!([[of_firm("Attestations", "Latest", FIRM, Some(indicator))]]);
	assert_eq!(ask("state_getReadProof", proved(5)).await, "");
	assert_eq!(ask("state_getReadProof", proved(4)).await, "NoRelation");
	assert_eq!(
		ask("state_getReadProof", json!([[of_firm("CreditScoring", "Ratings", FIRM, None)]])).await,
		"NoRelation"
	);
}

#[tokio::test]
async fn a_firm_has_its_own_keys_proved() {
	let scene = scene().await;
	let keys = json!([
		of_firm("Attestations", "Latest", FIRM, Some(3)),
		of_firm("CreditScoring", "Ratings", FIRM, None),
		of_number("Financing", "Loans", 3),
		of_item("Grandpa", "CurrentSetId"),
	]);
	assert_eq!(scene.ask(firm(), "//firm", "state_getReadProof", json!([keys])).await, "");
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	assert_eq!(last, ("state_getReadProof".into(), json!([keys, hash(START + 10)])), "at the block of the query");
	// One of them without its proof, to be shown until that has come.
	let rating = json!([of_firm("CreditScoring", "Ratings", FIRM, None)]);
	assert_eq!(scene.ask(firm(), "//firm", "state_getStorage", rating.clone()).await, "");
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	assert_eq!(last, ("state_getStorage".into(), json!([rating[0], hash(START + 10)])));
	// What makes the block's header believed.
	assert_eq!(scene.ask(firm(), "//firm", "grandpa_proveFinality", json!([110])).await, "");
	// An institution with a relation, and the regulator.
	let rating = json!([[of_firm("CreditScoring", "Ratings", FIRM, None)]]);
	assert_eq!(scene.ask(bank(2), "//bank//2", "state_getReadProof", rating.clone()).await, "");
	let regulator = CardHolder::Agency(AgencyId(0));
	assert_eq!(scene.ask(regulator, "//regulator", "state_getReadProof", rating).await, "");
}

/// The attack: a key of another's is asked beside one's own, or one that no question would answer.
#[tokio::test]
async fn rival_has_a_key_proved() {
	let scene = scene().await;
	let own = of_firm("CreditScoring", "Ratings", FIRM, None);
	let ask = |keys: Value| scene.ask(firm(), "//firm", "state_getReadProof", json!([keys]));
	for other in [
		of_firm("CreditScoring", "Ratings", OTHER_FIRM, None),
		of_number("Financing", "Loans", 9),
		of_number("Consents", "Consents", 3),
		of_item("System", "Events"),
		of_item("CreditScoring", "Ratings"),
		of_item("Financing", "Exposure"),
		json!("0x"),
	] {
		assert_eq!(ask(json!([own, other])).await, "NoRelation", "{other}");
	}
	for bad in [json!([]), json!(own), json!([1]), json!(["00"]), json!(vec![own.clone(); 33])] {
		assert_eq!(ask(bad.clone()).await, "Malformed", "{bad}");
	}
	for other in [of_firm("CreditScoring", "Ratings", OTHER_FIRM, None), of_item("System", "Events"), json!("0x")] {
		assert_eq!(scene.ask(firm(), "//firm", "state_getStorage", json!([other])).await, "NoRelation", "{other}");
	}
	for bad in [json!([[own]]), json!([1]), json!(["00"])] {
		assert_eq!(scene.ask(firm(), "//firm", "state_getStorage", bad.clone()).await, "Malformed", "{bad}");
	}
	let rating = json!([[own]]);
	assert_eq!(scene.ask(bank(RIVAL), "//bank//1", "state_getReadProof", rating.clone()).await, "NoRelation");
	assert_eq!(scene.ask(CardHolder::Agency(AgencyId(1)), "//tax", "state_getReadProof", rating).await, "NoRelation");
	let asked = scene.node.asked.lock().unwrap();
	assert!(
		asked.iter().all(|(method, _)| !["state_getReadProof", "state_getStorage"].contains(&method.as_str())),
		"{asked:?}"
	);
}

fn role(role: Role) -> Party {
	Party::Machine(role)
}

const BAY: Role = Role::Relayer(Corridor::GuangdongHongKong);

async fn with_machines() -> Scene {
	let Scene { node, door } = scene().await;
	let account = |of: &str| keys::account(&key(of));
	let named =
		vec![(BAY, account("//relayer")), (Role::Indexer, account("//indexer")), (Role::Monitor, account("//monitor"))];
	Scene { node, door: door.admitting(named) }
}

/// What a corridor needs is told to who carries its messages.
#[tokio::test]
async fn a_relayer_reads_its_corridor_and_nothing_else() {
	let scene = with_machines().await;
	let ask = |method: &'static str, params: Value| scene.ask(role(BAY), "//relayer", method, params);
	let lane = of_item("GuangdongHongKongMessages", "OutboundLanes");
	let known = of_item("GuangdongHongKongGrandpa", "BestFinalized");
	let block = json!(hash(1));
	assert_eq!(ask("grandpa_proveFinality", json!([5])).await, "");
	assert_eq!(ask("state_getReadProof", json!([[lane, known], block])).await, "");
	let last = scene.node.asked.lock().unwrap().last().cloned().unwrap();
	assert_eq!(
		last,
		("state_getReadProof".into(), json!([[lane, known], block])),
		"at the block that the other end knows"
	);
	assert_eq!(ask("state_getStorage", json!([of_item("Grandpa", "CurrentSetId"), block])).await, "");
	assert_eq!(ask("state_getKeysPaged", json!([lane, 100, null, block])).await, "");
	assert_eq!(ask("state_call", json!(["CorridorsApi_limits", "0x", block])).await, "");
	// Another corridor's lanes, firms' records, the runtime's other functions.
	let other = of_item("GuangdongMacaoMessages", "OutboundLanes");
	for key in
		[other.clone(), of_firm("CreditScoring", "Ratings", FIRM, None), of_item("Grandpa", "Stalled"), json!("0x")]
	{
		assert_eq!(ask("state_getStorage", json!([key, block])).await, "NoRelation", "{key}");
		assert_eq!(ask("state_getReadProof", json!([[lane, key], block])).await, "NoRelation", "{key}");
		assert_eq!(ask("state_getKeysPaged", json!([key, 10, null, block])).await, "NoRelation", "{key}");
	}
	assert_eq!(ask("state_getReadProof", json!([[], block])).await, "NoRelation");
	assert_eq!(ask("state_getKeysPaged", json!([lane, 1_000_000, null, block])).await, "NoRelation");
	assert_eq!(ask("state_call", json!(["CreditScoringApi_ratings", "0x", block])).await, "NoRelation");
	for method in ["chain_getBlock", "attestation_list", "system_health", "openings_fetch"] {
		assert_eq!(ask(method, json!([FIRM])).await, "MethodClosed", "{method}");
	}
}

#[tokio::test]
async fn an_indexer_reads_blocks_and_events_and_a_monitor_whether_the_node_is_well() {
	let scene = with_machines().await;
	let ask = |as_role, signer: &'static str, method: &'static str, params: Value| {
		scene.ask(role(as_role), signer, method, params)
	};
	let block = json!(hash(1));
	assert_eq!(ask(Role::Indexer, "//indexer", "chain_getBlock", json!([block])).await, "");
	let events = json!([of_item("System", "Events"), block]);
	assert_eq!(ask(Role::Indexer, "//indexer", "state_getStorage", events).await, "");
	let accounts = json!([of_item("System", "Account"), block]);
	assert_eq!(ask(Role::Indexer, "//indexer", "state_getStorage", accounts).await, "NoRelation");
	assert_eq!(
		ask(Role::Indexer, "//indexer", "state_call", json!(["Core_version", "0x", block])).await,
		"MethodClosed"
	);
	for method in ["system_health", "system_syncState", "grandpa_roundState"] {
		assert_eq!(ask(Role::Monitor, "//monitor", method, json!([])).await, "", "{method}");
	}
	assert_eq!(ask(Role::Monitor, "//monitor", "chain_getBlock", json!([block])).await, "MethodClosed");
}

/// The attack: who was not named, or was for other work, asks as a program of the operator's.
#[tokio::test]
async fn stranger_asks_as_a_program() {
	let scene = with_machines().await;
	let finality = json!([5]);
	for (as_role, signer) in [
		(BAY, "//stranger"),
		(BAY, "//indexer"),
		(Role::Relayer(Corridor::GuangdongMacao), "//relayer"),
		(Role::Indexer, "//relayer"),
		(Role::Indexer, "//firm"),
	] {
		let asked = scene.ask(role(as_role), signer, "grandpa_proveFinality", finality.clone()).await;
		assert_eq!(asked, "NotTheParty", "{as_role} {signer}");
	}
	// Nor does a program's query serve twice.
	let signed = SignedQuery::sign(&query(role(BAY), "grandpa_proveFinality", finality), &key("//relayer")).unwrap();
	assert_eq!(scene.sent(&signed).await, "");
	assert_eq!(scene.sent(&signed).await, "Replayed");
}
