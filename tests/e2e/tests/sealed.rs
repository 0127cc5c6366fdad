//! Sealed credit on a real node: a loan on a proved grade, no figure anywhere on the chain, and openings that are checked.

use lingnan_client::{audience::Nobody, Client};
use lingnan_demo::{self as demo, Figures, Played};
use lingnan_e2e::{
	search::{find, forms, Place},
	Chain,
};
use lingnan_sealing::{
	disclosure::Disclosure,
	envelope::{Content, Envelope, Identity},
	openings::Openings,
};
use serde_json::{json, Value};
use std::{fs, path::Path, process::Output as Ran};

const INDICATORS: &str = include_str!("../../../chain-spec/guangdong/indicators.json");
const SCORECARD: &str = include_str!("../../../chain-spec/guangdong/scorecard.json");

/// A figure planted in an indicator: large, and like no other number.
struct Planted {
	name: String,
	value: i64,
}

/// One for every indicator of the scorecard of which more is better, by code.
fn planted() -> Vec<(String, Planted)> {
	let indicators: Vec<Value> = serde_json::from_str(INDICATORS).unwrap();
	let card: Value = serde_json::from_str(SCORECARD).unwrap();
	let rated = |i: &Value| card["characteristics"].as_array().unwrap().iter().any(|c| c["indicator"] == i["code"]);
	let higher = indicators.iter().filter(|i| i["direction"] == "HigherIsBetter" && rated(i));
	let text = |i: &Value, field: &str| i[field].as_str().unwrap().to_string();
	let plant = |(place, i): (i64, &Value)| {
		let value = 7_318_264_905_173 + place * 104_729_611_953;
		(text(i, "code"), Planted { name: text(i, "name"), value })
	};
	(0..).zip(higher).map(plant).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loan_is_granted_on_a_proved_grade_and_no_figure_is_on_the_chain() {
	let chain = Chain::start_on("dev-sealed-quick");
	let client = Client::connect(&chain.url).await.unwrap();
	let figures: Figures = planted().into_iter().map(|(code, planted)| (code, planted.value)).collect();
	let folder = chain.folder().join("files");
	let seen = demo::play_sealed(&client, &Nobody, &folder, &figures).await.unwrap();

	let loan: Value = client.rpc("financing_loan", json!([seen.loan])).await.unwrap();
	assert_eq!(loan["state"], "Active", "{loan}");
	let rating = client.rpc::<Value>("credit_rating", json!([seen.enterprise])).await.unwrap()["champion"].clone();
	assert_eq!((&rating["form"], &rating["grade"]), (&json!("Sealed"), &json!(seen.grade)), "{rating}");
	let basis: Value = client.rpc("credit_proofBasis", json!([seen.enterprise])).await.unwrap();
	let least: Vec<u64> = serde_json::from_value(basis["leastPoints"].clone()).unwrap();
	let points = rating["points"].as_u64().unwrap();
	assert!(least.contains(&points) && rating["reasons"] == json!([]), "the rating tells a cut-off alone: {rating}");

	let places = everything(&client).await;
	let indicators: Vec<Value> = client.list("attestation_indicators", json!([]), None).await.unwrap();
	let (mut hidden, mut shown) = (0, 0);
	for (_, planted) in planted() {
		let indicator = indicators.iter().find(|i| i["name"] == json!(planted.name)).unwrap();
		let found: Vec<&str> = forms(planted.value).iter().flat_map(|form| find(&places, &form.bytes)).collect();
		match indicator["visibility"] == "Sealed" {
			true => {
				hidden += 1;
				assert!(found.is_empty(), "{} = {} stands in {found:?}", planted.name, planted.value);
			},
			false => {
				shown += 1;
				for place in ["state", "body", "events"] {
					let there = found.iter().any(|name| name.starts_with(place));
					assert!(there, "the search misses an open figure in {place}: {found:?}");
				}
			},
		}
	}
	assert!(hidden > 0 && shown > 0, "{hidden} sealed figures were looked for, {shown} open ones found");
	nothing_secret(&seen, &places);
}

/// Nor does anything stand on the chain that opens a commitment.
fn nothing_secret(seen: &Played, places: &[Place]) {
	let identity = Identity::read(&seen.identity).unwrap();
	let mut secrets = 0;
	for entry in fs::read_dir(&seen.openings).unwrap() {
		let path = entry.unwrap().path();
		let openings: Openings = Envelope::read(&path).unwrap().open(Content::Openings, &identity, &path).unwrap();
		for opened in openings.attestations {
			let salt = opened.salt.0;
			for secret in opened.opening.blindings.iter().chain([&salt]) {
				secrets += 1;
				// Half of it would do to be suspicious.
				let hex: String = secret[..16].iter().map(|b| format!("{b:02x}")).collect();
				let found = [&secret[..16], hex.as_bytes()].map(|form| find(places, form).len());
				assert_eq!(found, [0, 0], "a blinding or salt of indicator {} stands on the chain", opened.indicator);
			}
		}
	}
	assert!(secrets > seen.sealed, "{secrets} secrets of {} sealed attestations", seen.sealed);
}

/// Keys and values of the whole state, and body and events of every block.
async fn everything(client: &Client) -> Vec<Place> {
	let bytes = |text: &str| -> Vec<u8> {
		let digits = text.trim_start_matches("0x").as_bytes();
		digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
	};
	let head = client.finalised_block().await.unwrap();
	let mut places = Vec::new();
	let mut last = Value::Null;
	loop {
		let page: Vec<String> = client.rpc("state_getKeysPaged", json!(["0x", 500, last, head.hash])).await.unwrap();
		let Some(end) = page.last() else { break };
		last = json!(end);
		let sets: Vec<Value> = client.rpc("state_queryStorageAt", json!([page, head.hash])).await.unwrap();
		for change in sets.iter().flat_map(|set| set["changes"].as_array().unwrap()) {
			let (key, value) = (change[0].as_str().unwrap(), change[1].as_str().unwrap());
			places.push(Place { name: format!("state, key {key}"), bytes: bytes(key) });
			places.push(Place { name: format!("state, value of {key}"), bytes: bytes(value) });
		}
	}
	// twox_128 of System and of Events.
	let events = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";
	for number in 0..=head.number {
		let hash: String = client.rpc("chain_getBlockHash", json!([number])).await.unwrap();
		let block: Value = client.rpc("chain_getBlock", json!([hash])).await.unwrap();
		for extrinsic in block["block"]["extrinsics"].as_array().unwrap() {
			places.push(Place { name: format!("body of block {number}"), bytes: bytes(extrinsic.as_str().unwrap()) });
		}
		if let Some(value) = client.rpc::<Option<String>>("state_getStorage", json!([events, hash])).await.unwrap() {
			places.push(Place { name: format!("events of block {number}"), bytes: bytes(&value) });
		}
	}
	let size: usize = places.iter().map(|place| place.bytes.len()).sum();
	println!("{} places with {size} bytes, up to block {}", places.len(), head.number);
	places
}

/// What a command said, for programs, and how it ended.
fn said(ran: &Ran) -> (Value, i32) {
	let text = String::from_utf8_lossy(&ran.stdout);
	let last = text.lines().rev().find_map(|line| serde_json::from_str(line).ok());
	(
		last.unwrap_or_else(|| panic!("no JSON: {text}{}", String::from_utf8_lossy(&ran.stderr))),
		ran.status.code().unwrap(),
	)
}

#[test]
fn openings_hold_as_long_as_their_attestations_do() {
	let chain = Chain::start_on("dev-sealed-quick");
	let folder = chain.folder().join("files");
	let path = |name: &str| folder.join(name).display().to_string();
	let run = |arguments: &[&str]| said(&chain.lingnan(&[arguments, &["--json"][..]].concat()));
	let (seen, code) = run(&["demo", "--sealed", "--files", folder.to_str().unwrap()]);
	assert_eq!(code, 0, "{seen}");
	let text = |field: &str| seen[field].as_str().unwrap().to_string();
	let (firm, openings, file) = (text("enterprise"), text("openings"), text("disclosure"));
	let (firm_key, bank_key, bank) = (text("identity"), text("bankIdentity"), seen["institution"].to_string());
	let controller = format!("//enterprise//{firm}");
	let check = |file: &str, key: &str, bank: &str| {
		run(&["attestation", "check-disclosure", file, "--identity", key, "--institution", bank])
	};

	// Good: two ranges, no figures.
	let (checked, code) = check(&file, &bank_key, &bank);
	assert_eq!((code, &checked["holds"]), (0, &json!(true)), "{checked}");
	let items = checked["indicators"].as_array().unwrap();
	assert!(items.len() == 2 && items.iter().all(|i| i["value"] == Value::Null && i["bin"].is_u64()), "{checked}");
	// The agency by its name on the chain, as the bank knows it.
	let (agencies, _) = run(&["show", "agencies"]);
	let named = |item: &Value| {
		let agency = agencies.as_array().unwrap().iter().find(|agency| agency["id"] == item["agency"]).unwrap();
		item["agencyName"] == agency["name"]
	};
	assert!(items.iter().all(named), "{checked}");

	// Wrong institution, wrong key, changed on its way, changed before it was encrypted.
	let (refused, code) = check(&file, &bank_key, "1000");
	assert_eq!((code, &refused["error"]["name"]), (9, &json!("WrongInstitution")), "{refused}");
	let (refused, code) = check(&file, &firm_key, &bank);
	assert_eq!(code, 4, "{refused}");
	assert!(
		refused["error"]["message"].as_str().unwrap().contains("OtherKey: it is encrypted to xwing 0x"),
		"{refused}"
	);
	let tampered = path("tampered");
	fs::write(&tampered, flipped(&fs::read_to_string(&file).unwrap())).unwrap();
	let (refused, code) = check(&tampered, &bank_key, &bank);
	assert!(code == 4 && refused["error"]["message"].as_str().unwrap().contains("changed or cut"), "{refused}");
	forge(Path::new(&file), Path::new(&bank_key), &folder.join("forged"));
	let (refused, code) = check(&path("forged"), &bank_key, &bank);
	assert_eq!((code, &refused["error"]["name"]), (9, &json!("Tampered")), "{refused}");

	// A card says to whom; the figure itself can be opened, as the agency fingerprinted it.
	let (card, code) = run(&[
		"key",
		"card",
		&bank_key,
		"--institution",
		&bank,
		"--out",
		&path("bank.card"),
		"--key",
		"//institution//ccb",
	]);
	assert_eq!(code, 0, "{card}");
	let indicator = items[0]["indicator"].to_string();
	let (given, code) = run(&[
		"consent",
		"give",
		&firm,
		"--institution",
		&bank,
		"--until",
		"2099-12-31",
		"--uses",
		"5",
		"--key",
		&controller,
	]);
	assert_eq!(code, 0, "{given}");
	let (consents, _) = run(&["show", "consents", &firm]);
	let consent =
		consents.as_array().unwrap().iter().rev().find(|one| one["usable"] == true).unwrap()["id"].to_string();
	let disclose = |indicator: &str, out: &str| {
		run(&[
			"attestation",
			"disclose",
			&firm,
			"--institution",
			&bank,
			"--consent",
			&consent,
			"--to",
			&path("bank.card"),
			"--indicators",
			indicator,
			"--figures",
			"--openings",
			&openings,
			"--identity",
			&firm_key,
			"--out",
			out,
			"--key",
			&controller,
		])
	};
	let with_figure = path("figure.disclosure");
	let (made, code) = disclose(&indicator, &with_figure);
	assert_eq!(code, 0, "{made}");
	let (checked, code) = check(&with_figure, &bank_key, &bank);
	assert!(code == 0 && checked["indicators"][0]["value"].is_i64(), "{checked}");

	// A grade that is not reached is refused here, and nothing is sent.
	let secrets = ["--openings", openings.as_str(), "--identity", firm_key.as_str()];
	let prove = |more: &[&str]| {
		run(&[&["rating", "prove", firm.as_str(), "--key", controller.as_str()][..], &secrets, more].concat())
	};
	let (possible, code) = prove(&["--dry-run"]);
	assert_eq!((code, &possible["grade"]), (0, &seen["grade"]), "{possible}");
	let (explained, code) = run(&[&["rating", "explain", firm.as_str()][..], &secrets].concat());
	assert_eq!((code, &explained["points"]), (0, &possible["points"]), "{explained}");

	// The tax service seals worse figures of a newer period, many at a time, for the firm's card.
	let (card, code) =
		run(&["key", "card", &firm_key, "--enterprise", &firm, "--out", &path("firm.card"), "--key", &controller]);
	assert_eq!(code, 0, "{card}");
	let owner = items[0]["agency"].as_u64().unwrap();
	let shown: Vec<Value> = serde_json::from_slice(&chain.lingnan(&["show", "indicators", "--json"]).stdout).unwrap();
	let worst = |i: &&Value| i["owner"] == json!(owner) && i["visibility"] == "Sealed" && i["direction"] != "None";
	let mut csv = String::from("enterprise,indicator,value,recipient\n");
	let mut sealed_anew = 0;
	for indicator in shown.iter().filter(worst) {
		let edges: Vec<i64> = serde_json::from_value(indicator["edges"].clone()).unwrap();
		let value = if indicator["direction"] == "HigherIsBetter" { edges[0] - 1 } else { edges[edges.len() - 1] };
		csv.push_str(&format!("{firm},{},{value},firm.card\n", indicator["id"]));
		sealed_anew += 1;
	}
	fs::write(path("figures.csv"), &csv).unwrap();
	fs::write(path("bad.csv"), csv.replace("firm.card", "bank.card")).unwrap();
	let agency = agency_key(&chain, owner);
	let seal =
		|csv: &str| run(&["attestation", "seal", "--csv", &path(csv), "--out", &path("newer"), "--key", &agency]);
	let (refused, code) = seal("bad.csv");
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(
		code == 4 && message.contains("line 2, column recipient") && message.contains("nothing was sealed"),
		"{refused}"
	);
	let (sealed, code) = seal("figures.csv");
	assert_eq!((code, &sealed["attestations"]), (0, &json!(sealed_anew)), "{sealed}");

	// The disclosure is stale, and so are the openings until the new file is there.
	let (refused, code) = check(&file, &bank_key, &bank);
	assert_eq!((code, &refused["error"]["name"]), (9, &json!("Superseded")), "{refused}");
	let (refused, code) = prove(&[]);
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(code == 4 && message.contains("outdated") && message.contains("revision 2"), "{refused}");
	let newer = path("newer");
	let (refused, code) = prove(&["--openings", &newer, "--grade", seen["grade"].as_str().unwrap()]);
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(code == 6 && message.contains("is not reached") && message.contains("Nothing was sent"), "{refused}");
	// A second proof of the day, paid by the firm's own allowance.
	let (proved, code) = prove(&["--openings", &newer]);
	assert_eq!(code, 0, "a lower grade is proved: {proved}");

	// What is revoked is opened to nobody any more, and what was opened before does not hold.
	let third = shown.iter().find(|i| i["visibility"] == "Sealed" && i["owner"] != json!(owner)).unwrap();
	let (id, other) = (third["id"].to_string(), third["owner"].as_u64().unwrap());
	let before = path("before.disclosure");
	assert_eq!(disclose(&id, &before).1, 0);
	assert_eq!(
		run(&["attestation", "retract", &firm, &id, "--reason", "Mistaken", "--key", &agency_key(&chain, other)]).1,
		0
	);
	let (refused, code) = check(&before, &bank_key, &bank);
	assert_eq!((code, &refused["error"]["name"]), (9, &json!("Revoked")), "{refused}");
	let (refused, code) = disclose(&id, &path("after.disclosure"));
	assert!(code == 6 && refused["error"]["message"].as_str().unwrap().contains("revoked"), "{refused}");
}

/// The same file with one digit of its ciphertext changed.
fn flipped(file: &str) -> String {
	let mut envelope: Value = serde_json::from_str(file).unwrap();
	let sealed = envelope["sealed"].as_str().unwrap();
	let digit = if sealed.ends_with('0') { '1' } else { '0' };
	envelope["sealed"] = json!(format!("{}{digit}", &sealed[..sealed.len() - 1]));
	envelope.to_string()
}

/// A disclosure in which the bank itself put another bin, encrypted again.
fn forge(file: &Path, key: &Path, out: &Path) {
	let identity = Identity::read(key).unwrap();
	let mut disclosure: Disclosure = Envelope::read(file).unwrap().open(Content::Disclosure, &identity, file).unwrap();
	let bin = &mut disclosure.statement.items[0].opening.bin;
	*bin = if *bin == 0 { 1 } else { *bin - 1 };
	Envelope::seal(Content::Disclosure, &identity.recipient(), &disclosure).unwrap().write(out).unwrap();
}

/// The development key of an agency, by its number: agencies are numbered as they stand in the file.
fn agency_key(chain: &Chain, id: u64) -> String {
	let shown: Value = serde_json::from_slice(&chain.lingnan(&["show", "agencies", "--json"]).stdout).unwrap();
	let name = &shown.as_array().unwrap().iter().find(|a| a["id"] == json!(id)).unwrap()["name"];
	let files: Vec<Value> = serde_json::from_str(include_str!("../../../chain-spec/guangdong/agencies.json")).unwrap();
	let code = files.iter().find(|a| a["name"] == *name).unwrap()["code"].as_str().unwrap();
	format!("//agency//{code}")
}
