//! An agent proves the grades of fifty firms on a real node, in as few transactions as it takes.

use lingnan_client::{
	calls::enterprise_registry::{AcceptControl, OfferControl, RegisterMany, SetMandate},
	keys, Call, Client, Flight, Stage,
};
use lingnan_e2e::{
	planted::{planted, Planted},
	Chain,
};
use lingnan_types::{date_of, mandate::MandateSpec, RegistrationNumber};
use serde_json::{json, Value};
use std::{collections::BTreeMap, fs};

const PLACE: &str = "macao";
const OWNER: &str = "//enterprise//many";
const AGENT: &str = "//agent//books";
const SPONSOR: &str = "//institution//bnu";
/// By the best range of every sealed indicator and nothing of the open ones: 400 + 258 points by Macao's card, and an A from 640.
const GRADE: &str = "A";

fn number(n: usize) -> String {
	format!("MO:SO {n}")
}

/// Of the fifty firms one gave the agent no mandate; of two more the table names one that is not registered and one without openings.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_firms_are_proved_in_a_few_transactions_and_each_is_told() {
	const FIRMS: usize = 50;
	const WITHOUT_MANDATE: usize = 17;
	let chain = Chain::start_at(PLACE);
	let client = Client::connect(&chain.url).await.unwrap();
	let folder = chain.folder().join("files");
	fs::create_dir(&folder).unwrap();
	let path = |name: &str| folder.join(name).display().to_string();
	let run = |arguments: &[&str]| {
		let ran = chain.lingnan(&[arguments, &["--json"][..]].concat());
		let text = String::from_utf8_lossy(&ran.stdout);
		let first = text.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
		let told = || format!("{arguments:?}: {text}{}", String::from_utf8_lossy(&ran.stderr));
		(first.unwrap_or_else(|| panic!("{}", told())), ran.status.code(), told())
	};
	let done = |arguments: &[&str]| {
		let (answer, code, told) = run(arguments);
		assert_eq!(code, Some(0), "{told}");
		answer
	};

	let agent = keys::account(&keys::development(AGENT));
	registered(&client, FIRMS + 1).await;
	let mandate = MandateSpec {
		duties: serde_json::from_value(json!(["Consent"])).unwrap(),
		limits: Default::default(),
		until: date_of(client.now().await.unwrap()) + 30,
	};
	let given = (1..=FIRMS).filter(|n| *n != WITHOUT_MANDATE);
	let enterprise = |n: usize| -> RegistrationNumber { number(n).parse().unwrap() };
	let mandates = given
		.map(|n| SetMandate { enterprise: enterprise(n), officer: agent.clone(), mandate: mandate.clone() }.into());
	fly(&client, OWNER, mandates.collect()).await;
	done(&["sponsor", "give", AGENT, "--budget", "20000", "--key", SPONSOR]);

	// Each firm's openings come to the agent's key.
	done(&["key", "encryption", "--out", &path("agent.key")]);
	for n in 1..=FIRMS {
		let (firm, card) = (number(n), path(&format!("{n}.card")));
		done(&["key", "card", &path("agent.key"), "--enterprise", &firm, "--out", &card, "--key", OWNER]);
	}
	let planted = planted(PLACE);
	for (agency, figures) in sealed_by_agency(&planted) {
		let mut csv = String::from("enterprise,indicator,value,recipient\n");
		for n in 1..=FIRMS {
			for one in &figures {
				csv.push_str(&format!("{},\"{}\",{},{}\n", number(n), one.name, one.value, path(&format!("{n}.card"))));
			}
		}
		let (file, secret, out) =
			(path(&format!("{agency}.csv")), path(&format!("{agency}.secret")), path(&format!("openings/{agency}")));
		fs::write(&file, csv).unwrap();
		done(&["key", "sealing", "--out", &secret]);
		let key = format!("//agency//{agency}");
		done(&["attestation", "seal", "--csv", &file, "--out", &out, "--key", &key, "--secret", &secret, "--quick"]);
	}

	let mut table = String::from("name,number\n");
	for n in 1..=FIRMS + 2 {
		table.push_str(&format!("Firm {n},{}\n", number(n)));
	}
	fs::write(path("firms.csv"), table).unwrap();
	let mut from = vec!["rating".to_string(), "prove-many".into(), "--firms".into(), path("firms.csv")];
	for agency in sealed_by_agency(&planted).keys() {
		from.extend(["--openings".into(), path(&format!("openings/{agency}"))]);
	}
	from.extend(["--identity", &path("agent.key"), "--key", AGENT].map(String::from));
	let from: Vec<&str> = from.iter().map(String::as_str).collect();
	let (tried, code, told) = run(&[&from[..], &["--dry-run"]].concat());
	assert_eq!(code, Some(7), "{told}");
	let graded = tried.as_array().unwrap().iter().filter(|row| row["grade"] == GRADE && row["proved"] == false);
	assert_eq!(graded.count(), FIRMS, "{told}");
	let before = client.best_number().await.unwrap();
	let ran = chain.lingnan(&[&from[..], &["--csv"]].concat());
	let (text, errors) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
	assert_eq!(ran.status.code(), Some(7), "{text}{errors}");
	let rows: BTreeMap<String, Vec<String>> = text
		.lines()
		.skip(1)
		.map(|line| line.split(',').map(String::from).collect::<Vec<_>>())
		.map(|row| (row[0].clone(), row))
		.collect();
	assert_eq!(rows.len(), FIRMS + 2, "{text}");
	for n in 1..=FIRMS + 2 {
		let row = &rows[&number(n)];
		let rating: Value = match n {
			_ if n <= FIRMS + 1 => client.rpc("credit_rating", json!([number(n)])).await.unwrap(),
			_ => Value::Null,
		};
		let graded = &rating["champion"]["grade"];
		match n {
			WITHOUT_MANDATE => {
				assert_eq!((&row[1][..], &row[2][..]), (GRADE, "false"), "{row:?}");
				assert!(row[4..].concat().contains("NotAuthorized") && graded.is_null(), "{row:?} {rating}");
			},
			_ if n > FIRMS => assert!(row[1].is_empty() && row[2] == "false" && !row[4].is_empty(), "{row:?}"),
			_ => assert_eq!((&row[1][..], &row[2][..], graded), (GRADE, "true", &json!(GRADE)), "{row:?} {rating}"),
		}
	}
	let blocks: std::collections::BTreeSet<&String> =
		rows.values().map(|row| &row[3]).filter(|b| !b.is_empty()).collect();
	println!("{} blocks, {} went by", blocks.len(), client.best_number().await.unwrap() - before);
	assert!((2..=10).contains(&blocks.len()), "fifty proofs with their forms take a few blocks: {blocks:?}");
}

/// So many firms, handed to their owner.
async fn registered(client: &Client, count: usize) {
	let registration = |n: usize| {
		let one = json!({
			"number": number(n), "legalName": "A firm of many", "industry": "C40", "division": null, "founded": 16_000,
			"registeredCapital": 1, "capitalCurrency": "MOP", "lei": null, "acceptOuterCheckMismatch": false,
		});
		serde_json::from_value(one).unwrap()
	};
	let enterprise = |n: usize| -> RegistrationNumber { number(n).parse().unwrap() };
	let to = keys::account(&keys::development(OWNER));
	let mut calls = vec![Call::from(RegisterMany { registrations: (1..=count).map(registration).collect() })];
	calls.extend((1..=count).map(|n| OfferControl { enterprise: enterprise(n), to: to.clone() }.into()));
	fly(client, "//agency//commercial-registry", calls).await;
	fly(client, OWNER, (1..=count).map(|n| AcceptControl { enterprise: enterprise(n) }.into()).collect()).await;
}

/// Sends all with one key, and waits until they are final.
async fn fly(client: &Client, key: &str, calls: Vec<Call>) {
	let signer = keys::development(key);
	let mut flight = Flight::new(client, &signer);
	flight.stage = Stage::Finalised;
	flight.send(calls, |_, outcome| outcome.map(drop)).await.unwrap();
}

/// Figures that are sealed, by the agency that owns them.
fn sealed_by_agency(planted: &[Planted]) -> BTreeMap<String, Vec<&Planted>> {
	let list: Vec<Value> = serde_json::from_str(include_str!("../../../chain-spec/macao/indicators.json")).unwrap();
	let mut by_agency = BTreeMap::<String, Vec<&Planted>>::new();
	for one in planted.iter().filter(|one| one.sealed) {
		let own = list.iter().find(|indicator| indicator["code"] == json!(one.code)).unwrap();
		by_agency.entry(own["owner"].as_str().unwrap().into()).or_default().push(one);
	}
	by_agency
}
