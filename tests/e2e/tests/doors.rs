//! Cards and a gateway on a real node: keys that the chain names, and a door that asks who is there.

use lingnan_e2e::{door::Door, Chain};
use lingnan_sealing::{
	envelope::{Content, Envelope, Identity},
	openings::Openings,
};
use lingnan_test_support::hex;
use serde_json::{json, Value};
use std::path::Path;

const BANK: &str = "//institution//ccb";
const RIVAL: &str = "//institution//icbc";

/// What the command answers in JSON, and its exit code.
fn run(chain: &Chain, arguments: &[&str]) -> (Value, i32) {
	let ran = chain.lingnan(&[arguments, &["--json"]].concat());
	let text = if ran.stdout.is_empty() { &ran.stderr } else { &ran.stdout };
	let said = String::from_utf8_lossy(text);
	(serde_json::from_str(&said).unwrap_or_else(|_| json!(said)), ran.status.code().unwrap_or_default())
}

#[test]
fn a_card_is_its_party_s_and_files_go_to_the_one_in_force() {
	let chain = Chain::start();
	let path = |name: &str| chain.folder().join(name).to_string_lossy().into_owned();
	for (suite, file) in [("xwing", "bank.key"), ("x25519", "next.key"), ("xwing", "thief.key")] {
		let (made, code) = run(&chain, &["key", "encryption", "--suite", suite, "--out", &path(file)]);
		assert_eq!(code, 0, "{made}");
	}
	let publish =
		|file: &str, key: &str| run(&chain, &["card", "publish", &path(file), "--institution", "0", "--key", key]);
	let states = || {
		let (shown, code) = run(&chain, &["card", "show", "--institution", "0"]);
		assert_eq!(code, 0, "{shown}");
		let cards = shown.as_array().unwrap().clone();
		cards.iter().map(|card| (card["version"].as_u64().unwrap(), card["state"].clone())).collect::<Vec<_>>()
	};
	assert_eq!(run(&chain, &["card", "show", "--institution", "0"]).1, 6);

	// Somebody else's key under the bank's name.
	let (refused, code) = publish("thief.key", RIVAL);
	assert_eq!(code, 5, "{refused}");
	assert!(refused.to_string().contains("NotAuthorized"), "{refused}");
	let (published, code) = publish("bank.key", BANK);
	assert_eq!(code, 0, "{published}");
	assert_eq!(states(), [(1, json!("InForce"))]);

	let (published, code) = publish("next.key", BANK);
	assert_eq!(code, 0, "{published}");
	assert_eq!(states(), [(2, json!("InForce")), (1, json!("Superseded"))]);
	let destroyed = |card: &str| run(&chain, &["card", "destroyed", card, "--institution", "0", "--key", BANK]);
	let (refused, code) = destroyed("2");
	assert!(code == 5 && refused.to_string().contains("StillInForce"), "{refused}");
	assert_eq!(destroyed("1").1, 0);
	assert_eq!(run(&chain, &["card", "withdraw", "2", "--institution", "0", "--key", BANK]).1, 0);
	assert_eq!(states(), [(2, json!("Withdrawn")), (1, json!("Destroyed"))]);
}

#[test]
fn a_gateway_answers_who_may_know_and_nobody_else() {
	let chain = Chain::start();
	let audit = chain.folder().join("audit.log").to_string_lossy().into_owned();
	let door = Door::open(&chain, &audit, &[]);
	let (node, block) = door.now();
	let signed = |method: &str, params: &str, institution: &str, key: &str, node: &str| {
		let arguments = ["gateway", "sign", method, params, "--institution", institution, "--node", node];
		let (request, code) = run(&chain, &[&arguments[..], &["--block", block.as_str(), "--key", key]].concat());
		assert_eq!(code, 0, "{request}");
		request
	};
	let name = |answer: &Value| answer["error"]["data"].clone();

	let products = door.ask("financing_products", json!([]));
	assert!(products["result"]["items"].as_array().is_some_and(|items| items.len() > 100), "{products}");
	for (method, why) in [("financing_inbox", "SignatureRequired"), ("chain_getBlock", "MethodClosed")] {
		assert_eq!(name(&door.ask(method, json!([0]))), why);
	}
	let good = signed("financing_inbox", "[0]", "0", BANK, &node);
	let answer = door.post(&good);
	assert_eq!(answer["result"], json!({ "items": [], "next": null }), "{answer}");
	assert_eq!(name(&door.post(&good)), "Replayed");
	assert_eq!(name(&door.post(&signed("financing_inbox", "[0]", "1", RIVAL, &node))), "NoRelation");
	assert_eq!(name(&door.post(&signed("financing_inbox", "[0]", "0", RIVAL, &node))), "NotTheParty");
	assert_eq!(name(&door.post(&signed("financing_inbox", "[0]", "0", BANK, "12D3KooWOther"))), "OtherNode");

	let log = std::fs::read_to_string(&audit).unwrap();
	let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	let of = |verdict: &str| {
		lines.iter().filter(|line| line["verdict"] == verdict && line["method"] == "financing_inbox").count()
	};
	assert_eq!(["Answered", "Replayed", "NoRelation", "NotTheParty", "OtherNode"].map(of), [1; 5], "{log}");
}

/// What an agency seals waits at a gateway, which cannot read it, until its firm fetches and opens it; and a firm has its own record proved.
#[test]
fn openings_wait_at_a_gateway_for_their_firm_and_a_record_is_proved() {
	const FIRM: &str = "CN:91440300708461136T";
	const PAID: &str = "Taxes paid in 12 months";
	const VALUE: i64 = 7_318_264_905_173;
	let chain = Chain::start();
	let path = |name: &str| chain.folder().join(name).to_string_lossy().into_owned();
	let done = |arguments: &[&str]| {
		let (answer, code) = run(&chain, arguments);
		assert_eq!(code, 0, "{arguments:?}: {answer}");
		answer
	};
	let registrar = "//agency//market-regulation";
	let firm = ["--name", "Lychee", "--industry", "C39", "--founded", "2015-03-01", "--capital", "1,000.00"];
	done(&[&["enterprise", "register", FIRM][..], &firm, &["--key", registrar]].concat());
	done(&["enterprise", "control", "offer", FIRM, "//Owner", "--key", registrar]);
	done(&["enterprise", "control", "accept", FIRM, "--key", "//Owner"]);
	let door = Door::open(&chain, &path("audit.log"), &["--boxes", &path("boxes")]);
	let (node, block) = door.now();

	// Sealed by the agency for the firm's card.
	done(&["key", "encryption", "--out", &path("firm.key")]);
	done(&["key", "card", &path("firm.key"), "--enterprise", FIRM, "--out", &path("firm.card"), "--key", "//Owner"]);
	done(&["key", "sealing", "--out", &path("tax.secret")]);
	let rows = format!("enterprise,indicator,value,recipient\n{FIRM},\"{PAID}\",{VALUE},{}\n", path("firm.card"));
	std::fs::write(path("figures.csv"), rows).unwrap();
	let seal = ["attestation", "seal", "--csv", &path("figures.csv"), "--out", &path("sealed")];
	done(&[&seal[..], &["--secret", &path("tax.secret"), "--key", "//agency//tax"]].concat());
	let file = std::fs::read_dir(path("sealed")).unwrap().next().unwrap().unwrap().path();
	let (sealed, file) = (std::fs::read_to_string(&file).unwrap(), file.display().to_string());
	let (url, out) = (door.url(), path("fetched"));
	let agencies = done(&["show", "agencies"]);
	let tax = agencies.as_array().unwrap().iter().find(|one| one["name"].as_str().unwrap().contains("Tax")).unwrap();
	let tax = tax["id"].to_string();
	let push = |key: &str| run(&chain, &["openings", "push", &file, "--gateway", &url, "--agency", &tax, "--key", key]);
	let (refused, code) = push(BANK);
	assert!(code == 6 && refused.to_string().contains("NotTheParty"), "{refused}");
	assert_eq!(push("//agency//tax").0, json!({ "kept": 1, "already": 0 }));
	let fetch = |key: &str| run(&chain, &["openings", "fetch", FIRM, "--gateway", &url, "--out", &out, "--key", key]);
	assert_eq!(fetch(BANK).1, 6);
	let (fetched, code) = fetch("//Owner");
	assert_eq!(code, 0, "{fetched}");
	let files = fetched["files"].as_array().unwrap().clone();
	let fetched = Path::new(files[0].as_str().unwrap());
	assert_eq!(std::fs::read_to_string(fetched).unwrap(), sealed);
	let identity = Identity::read(Path::new(&path("firm.key"))).unwrap();
	let openings: Openings = Envelope::read(fetched).unwrap().open(Content::Openings, &identity, fetched).unwrap();
	assert_eq!(openings.attestations.iter().map(|one| one.value).collect::<Vec<_>>(), [VALUE]);
	assert_eq!(fetch("//Owner").0, json!({ "files": [], "unopened": [] }), "it is there no more");

	let record = tokio::runtime::Runtime::new().unwrap().block_on(async {
		let client = lingnan_client::Client::connect(&chain.url).await.unwrap();
		client.entries("EnterpriseRegistry", "Enterprises").await.unwrap().remove(0).0
	});
	let keys = json!([[hex(&record)]]).to_string();
	let sign = |key: &str, whose: [&str; 2]| {
		let arguments = ["gateway", "sign", "state_getReadProof", &keys, whose[0], whose[1], "--node", &node];
		done(&[&arguments[..], &["--block", &block, "--key", key]].concat())
	};
	let proved = door.post(&sign("//Owner", ["--enterprise", FIRM]));
	assert!(proved["result"]["proof"].as_array().is_some_and(|nodes| nodes.len() > 1), "{proved}");
	assert_eq!(proved["result"]["at"], json!(block), "{proved}");
	let rival = door.post(&sign(RIVAL, ["--institution", "1"]));
	assert_eq!(rival["error"]["data"], "NoRelation");
}
