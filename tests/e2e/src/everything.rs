//! All that a chain and the programs beside it hold: its state, the bodies and events of its blocks, what it answers to everybody,
//! its log, its metrics, the files of the command, and what a gateway answers.

use crate::{door::Door, search::Place, Chain};
use lingnan_client::{keys::Key, Client};
use lingnan_gateway::{client::Asked, Party};
use lingnan_types::{
	conditions::{Conditions, Rate},
	product::RepaymentMethod,
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs, path::Path};
use subxt::utils::H256;

/// twox_128 of System and of Events.
const EVENTS: &str = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

fn bytes(text: &str) -> Vec<u8> {
	let digits = text.trim_start_matches("0x").as_bytes();
	let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("digits are ASCII"), 16);
	digits.chunks(2).map(|pair| byte(pair).expect("it is hexadecimal")).collect()
}

/// Keys and values of the whole state, and body and events of every block.
pub async fn on_the_chain(client: &Client) -> Vec<Place> {
	let head = client.finalised_block().await.expect("the node answers");
	let mut places = state(client, head.hash).await;
	for number in 0..=head.number {
		let hash: String = client.rpc("chain_getBlockHash", json!([number])).await.expect("the node answers");
		let block: Value = client.rpc("chain_getBlock", json!([hash])).await.expect("the node answers");
		for extrinsic in block["block"]["extrinsics"].as_array().expect("a block has a body") {
			let bytes = bytes(extrinsic.as_str().expect("it is hexadecimal"));
			places.push(Place { name: format!("body of block {number}"), bytes });
		}
		let events = client.rpc::<Option<String>>("state_getStorage", json!([EVENTS, hash])).await;
		if let Some(value) = events.expect("the node answers") {
			places.push(Place { name: format!("events of block {number}"), bytes: bytes(&value) });
		}
	}
	let size: usize = places.iter().map(|place| place.bytes.len()).sum();
	println!("{} places with {size} bytes, up to block {}", places.len(), head.number);
	places
}

/// Keys and values of the state at a block.
pub async fn state(client: &Client, block: H256) -> Vec<Place> {
	let mut places = Vec::new();
	let mut last = Value::Null;
	loop {
		let page = client.rpc::<Vec<String>>("state_getKeysPaged", json!(["0x", 500, last, block])).await;
		let page = page.expect("the node answers");
		let Some(end) = page.last() else { return places };
		last = json!(end);
		let sets = client.rpc::<Vec<Value>>("state_queryStorageAt", json!([page, block])).await;
		for set in sets.expect("the node answers") {
			for change in set["changes"].as_array().expect("it lists changes") {
				let (key, value) = (change[0].as_str().expect("a key"), change[1].as_str().expect("a value"));
				places.push(Place { name: format!("state, key {key}"), bytes: bytes(key) });
				places.push(Place { name: format!("state, value of {key}"), bytes: bytes(value) });
			}
		}
	}
}

/// Of whom and of what a chain is asked.
pub struct Subjects {
	/// Registration numbers.
	pub firms: Vec<String>,
	/// What is numbered is asked for up to this number: agencies, indicators, institutions, consents, loans, assets.
	pub up_to: u32,
}

/// What our own methods answer about them, at a block or at the best one. Fails where the node has a method that is not asked here.
pub async fn answers(client: &Client, subjects: &Subjects, at: Option<H256>) -> Vec<Place> {
	let mut places = Vec::new();
	for (method, all) in questions(client, subjects).await {
		for params in all {
			// Some are refused: a corridor that does not begin here, a number that nobody has. That is an answer, too.
			let answer = match client.whole(method, params.clone(), at).await {
				Ok(answer) => answer.to_string(),
				Err(error) => error.to_string(),
			};
			places.push(Place { name: format!("answer to {method} {params}"), bytes: answer.into_bytes() });
		}
	}
	places
}

/// What a gateway answers to everybody, and to a party that signs: all that it may ask, of those subjects.
pub async fn at_the_door(client: &Client, door: &Door, subjects: &Subjects, (party, key): (Party, &Key)) -> Vec<Place> {
	let info = door.ask("gateway_info", json!([]))["result"].clone();
	let listed = |list: &str, method: &str| {
		info[list].as_array().expect("it lists methods").iter().any(|one| one.as_str() == Some(method))
	};
	let (url, mut places, mut told) = (door.url(), Vec::new(), 0);
	let asked = Asked::new(&url, party.clone(), key);
	for (method, all) in questions(client, subjects).await {
		// What a number has is asked of a few: the gateway is no wider than the node behind it, which was asked of all.
		for params in all.into_iter().take(3) {
			let answer = match (listed("public", method), listed("signed", method)) {
				(true, _) => door.ask(method, params.clone()).to_string(),
				(_, true) => match asked.ask(method, params.as_array().cloned().unwrap_or_default(), None).await {
					Ok(answer) => {
						told += 1;
						answer.to_string()
					},
					Err(error) => error.to_string(),
				},
				_ => continue,
			};
			let name = format!("answer of the gateway to {party}: {method} {params}");
			places.push(Place { name, bytes: answer.into_bytes() });
		}
	}
	println!("{} answers of the gateway, {told} of them to {party}", places.len());
	places
}

/// All that our own methods can be asked, with their parameters.
async fn questions(client: &Client, subjects: &Subjects) -> Vec<(&'static str, Vec<Value>)> {
	let zeros = json!(H256::zero());
	let firms: Vec<Value> = subjects.firms.iter().map(|firm| json!([firm])).collect();
	let numbers: Vec<Value> = (0..subjects.up_to).map(|number| json!([number])).collect();
	let mut controllers = Vec::new();
	for firm in &subjects.firms {
		let firm: Value = client.rpc("enterprise_get", json!([firm])).await.expect("the node answers");
		controllers.push(json!([firm["controller"]]));
	}
	let of_firms = [
		"attestation_list",
		"consent_list",
		"credit_rating",
		"credit_proofBasis",
		"financing_applicationsOf",
		"financing_loansOf",
		"financing_exposure",
		"financing_headroom",
		"financing_ownHeadroom",
		"line_of",
		"collateral_assetsOf",
		"crossBorder_passport",
		"enterprise_get",
	];
	let of_numbers = [
		"attestation_datasets",
		"attestation_by",
		"attestation_disputes",
		"consent_receipts",
		"consent_overdueDeletions",
		"consent_to",
		"consent_deletionsOwed",
		"financing_application",
		"financing_inbox",
		"financing_loansBy",
		"financing_repaidLoansBy",
		"financing_closedApplications",
		"financing_missedDeadlines",
		"financing_overrides",
		"financing_loan",
		"financing_statement",
		"line_get",
		"line_by",
		"policy_get",
		"policy_of",
		"policy_by",
		"collateral_status",
		"collateral_issuerKeys",
	];
	let of_nothing = [
		"enterprise_list",
		"attestation_agencies",
		"attestation_indicators",
		"peer_register",
		"validator_list",
		"credit_scorecards",
		"financing_products",
		"financing_institutions",
		"financing_funds",
		"crossBorder_corridors",
	];
	let mut questions: Vec<(&'static str, Vec<Value>)> = Vec::new();
	questions.extend(of_firms.map(|method| (method, firms.clone())));
	questions.extend(of_numbers.map(|method| (method, numbers.clone())));
	questions.extend(of_nothing.map(|method| (method, vec![json!([])])));
	questions.extend(["allowance_get", "enterprise_of"].map(|method| (method, controllers.clone())));
	questions.push(("card_list", subjects.firms.iter().map(|firm| json!([{ "Enterprise": firm }])).collect()));
	let vouchers =
		|number| ["GuangdongHongKong", "GuangdongMacao", "HongKongMacao"].map(|corridor| json!([corridor, number]));
	questions.push(("crossBorder_voucher", (1..4).flat_map(vouchers).collect()));
	questions.push(("collateral_documentStatus", vec![json!([zeros, zeros])]));
	let conditions = Conditions::plain(100_000_000, 12, RepaymentMethod::EqualInstalments, Rate::basis_points(365));
	questions.push(("financing_quote", vec![json!([0, conditions, 20_787])]));
	questions.push(("crossBorder_document", vec![json!([zeros, zeros])]));
	nothing_is_left_out(client, &questions).await;
	questions
}

/// Every method of ours that the node has is among the questions, but for those that only follow something.
async fn nothing_is_left_out(client: &Client, questions: &[(&str, Vec<Value>)]) {
	let all: Value = client.rpc("rpc_methods", json!([])).await.expect("the node answers");
	let ours: BTreeSet<&str> = questions.iter().filter_map(|(method, _)| method.split('_').next()).collect();
	for method in all["methods"].as_array().expect("it lists methods").iter().filter_map(Value::as_str) {
		let (noun, verb) = method.split_once('_').unwrap_or((method, ""));
		let followed = verb.starts_with("subscribe") || verb.starts_with("unsubscribe");
		let asked = questions.iter().any(|(question, _)| *question == method);
		assert!(!ours.contains(noun) || followed || asked, "{method} is not asked: name it here");
	}
}

/// The node's log and its metrics.
pub fn beside_the_chain(chain: &Chain) -> [Place; 2] {
	[("the node's log", chain.log()), ("Prometheus", chain.figures())]
		.map(|(name, text)| Place { name: name.into(), bytes: text.into_bytes() })
}

/// All files in a folder, but for those that hold secrets: keys, the agencies' secrets, and records of what they sealed.
pub fn files(folder: &Path) -> Vec<Place> {
	files_that(folder, |end| !["key", "secret", "records"].contains(&end))
}

/// The agencies' records in a folder.
pub fn records(folder: &Path) -> Vec<Place> {
	files_that(folder, |end| end == "records")
}

/// All files in a folder whose name ends so.
fn files_that(folder: &Path, wanted: fn(&str) -> bool) -> Vec<Place> {
	let mut places = Vec::new();
	for entry in fs::read_dir(folder).expect("the folder is there") {
		let path = entry.expect("it can be read").path();
		if path.is_dir() {
			places.extend(files_that(&path, wanted));
		} else if wanted(path.extension().and_then(|end| end.to_str()).unwrap_or_default()) {
			let bytes = fs::read(&path).expect("it can be read");
			places.push(Place { name: format!("file {}", path.display()), bytes });
		}
	}
	places
}
