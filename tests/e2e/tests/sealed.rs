//! Sealed credit on a real node: what agencies seal in Hong Kong and Macao is nowhere, and openings are checked. The whole journey
//! in Guangdong, searched for figures, is in `journey.rs`.

use lingnan_client::{
	audience::Nobody,
	calls::{
		attestations::AttestMany,
		enterprise_registry::{AcceptControl, OfferControl, Register},
	},
	keys, Client, Stage,
};
use lingnan_demo::{self as demo, Backstage, Figures};
use lingnan_e2e::{
	differences::{Commitments, Known},
	door::Door,
	everything::{answers, at_the_door, beside_the_chain, files, on_the_chain, records, Subjects},
	planted::{planted, Planted},
	search::{Hit, Search},
	Chain,
};
use lingnan_sealing::{
	disclosure::Disclosure,
	envelope::{Content, Envelope, Identity},
};
use lingnan_test_support::{free_port, wait, Process};
use lingnan_types::{date_of, CardHolder};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	fs,
	net::TcpStream,
	path::Path,
	process::{Output as Ran, Stdio},
	time::Duration,
};
use subxt::utils::H256;

/// A network outside Guangdong, and what its story needs.
struct Place {
	name: &'static str,
	agencies: &'static str,
	indicators: &'static str,
	registrar: &'static str,
	firm: &'static str,
}

const HONG_KONG: Place = Place {
	name: "hong-kong",
	agencies: include_str!("../../../chain-spec/hong-kong/agencies.json"),
	indicators: include_str!("../../../chain-spec/hong-kong/indicators.json"),
	registrar: "companies-registry",
	firm: "HK:12345678",
};

const MACAO: Place = Place {
	name: "macao",
	agencies: include_str!("../../../chain-spec/macao/agencies.json"),
	indicators: include_str!("../../../chain-spec/macao/indicators.json"),
	registrar: "commercial-registry",
	firm: "MO:SO 12345",
};

#[tokio::test(flavor = "multi_thread")]
async fn what_agencies_of_hong_kong_seal_is_nowhere() {
	what_agencies_seal_is_nowhere(&HONG_KONG).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_agencies_of_macao_seal_is_nowhere() {
	what_agencies_seal_is_nowhere(&MACAO).await;
}

/// Every agency of the place seals by the command what it knows of a firm, for two periods with the same figures; one corrects an
/// attestation of the second period, with the same figure again. The firm fetches its openings at a gateway, has some made anew, and
/// proves its grade. Then all is searched, and all differences of commitments.
async fn what_agencies_seal_is_nowhere(place: &Place) {
	let chain = Chain::start_at(place.name);
	let client = Client::connect(&chain.url).await.unwrap();
	let folder = chain.folder().join("files");
	// What agencies know stands in files of theirs, in clear, which are not searched.
	let own = chain.folder().join("own");
	for folder in [&folder, &own] {
		fs::create_dir(folder).unwrap();
	}
	let path = |name: &str| folder.join(name).display().to_string();
	let run = |arguments: &[&str]| {
		let (answer, code) = said(&chain.lingnan(&[arguments, &["--json"][..]].concat()));
		assert_eq!(code, 0, "{arguments:?}: {answer}");
		answer
	};
	register(&client, place).await;
	run(&["key", "encryption", "--out", &path("firm.key")]);
	let (firm, owner) = (place.firm, OWNER);
	run(&["key", "card", &path("firm.key"), "--enterprise", firm, "--out", &path("firm.card"), "--key", owner]);

	let planted = planted(place.name);
	let today = date_of(client.now().await.unwrap());
	state_in_the_open(&client, place, &planted, today).await;
	let mut points: BTreeMap<u64, Vec<Commitments>> = BTreeMap::new();
	for period in [today - 1, today] {
		for (agency, sealed) in figures_by_agency(place, &planted) {
			let mut csv = String::from("enterprise,indicator,value,recipient,periodEnd\n");
			for figure in sealed {
				let date = lingnan_client::text::date_text(period);
				csv.push_str(&format!("{firm},\"{}\",{},{},{date}\n", figure.name, figure.value, path("firm.card")));
			}
			let file = own.join(format!("{agency}-{period}.csv"));
			fs::write(&file, csv).unwrap();
			let secret = path(&format!("{agency}.secret"));
			if !Path::new(&secret).exists() {
				run(&["key", "sealing", "--out", &secret]);
			}
			let (file, key) = (file.display().to_string(), format!("//agency//{agency}"));
			let out = path(&format!("openings/{agency}"));
			run(&["attestation", "seal", "--csv", &file, "--out", &out, "--key", &key, "--secret", &secret, "--quick"]);
		}
		for (indicator, commitments) in commitments(&client, firm).await {
			points.entry(indicator).or_default().push(commitments);
		}
	}
	let corrected = corrects(place, &planted, &run, &path);
	let after = commitments(&client, firm).await;
	let (indicator, commitments) =
		after.into_iter().find(|(_, one)| one.name == "revision 3").expect("it is corrected");
	points.entry(indicator).or_default().push(commitments);

	run(&["card", "publish", &path("firm.key"), "--enterprise", firm, "--key", OWNER]);
	let door = Door::open(&chain, &path("gateway.audit"), &["--boxes", &path("boxes")]);
	what_was_sealed_is_fetched(place, &planted, &door, &run, &path);
	let _desk = one_agency_makes_openings_anew(&chain, place, &planted, &run, &path);
	let secrets = ["--openings", &path("fetched"), "--identity", &path("firm.key")];
	run(&[&["rating", "prove", firm, "--key", owner][..], &secrets].concat());
	let rating: Value = client.rpc("credit_rating", json!([firm])).await.unwrap();
	let champion = &rating["champion"];
	assert_eq!((&champion["grade"], &champion["current"]), (&json!("AAA"), &json!(true)), "{rating}");
	run(&[&["rating", "explain", firm][..], &secrets].concat());

	let subjects = Subjects { firms: vec![firm.into()], up_to: 20 };
	let mut places = on_the_chain(&client).await;
	places.extend(answers(&client, &subjects, None).await);
	places.extend(beside_the_chain(&chain));
	let party = CardHolder::Enterprise(firm.parse().unwrap());
	places.extend(at_the_door(&client, &door, &subjects, (party.into(), &keys::development(OWNER))).await);
	// Their audit logs, and boxes that lie at the gateway.
	places.extend(files(&folder));
	for part in ["gateway.audit", "desk.audit", "/boxes/"] {
		assert!(places.iter().any(|place| place.name.contains(part) && !place.bytes.is_empty()), "{part} is searched");
	}
	let (mut hidden, mut shown) = (Search::default(), Search::default());
	for one in &planted {
		let search = if one.sealed { &mut hidden } else { &mut shown };
		search.figure(&one.name, one.value);
	}
	assert_eq!(hidden.hits(&places), []);
	// What is looked for is found where it is: sealed figures in the agencies' own records, the others in the open and at the gateway.
	let (kept, found) = (hidden.hits(&records(&folder)), shown.hits(&places));
	for one in &planted {
		let stands = |hits: &[Hit], at: &str| {
			hits.iter().any(|(subject, place)| subject.starts_with(&one.name) && place.starts_with(at))
		};
		match one.sealed {
			true => assert!(stands(&kept, "file"), "the search misses {} in the records", one.name),
			false => {
				for at in ["state", "body", "answer to", "answer of the gateway"] {
					assert!(stands(&found, at), "the search misses {} in: {at}", one.name);
				}
			},
		}
	}

	let known = Known::of(&planted.iter().map(|one| one.value).collect::<Vec<_>>());
	assert_eq!(points.len(), planted.iter().filter(|one| one.sealed).count());
	for (indicator, of) in points {
		// Two periods; and of one indicator two revisions of one period, which the revision alone tells apart.
		assert_eq!(of.len(), if indicator == corrected { 3 } else { 2 }, "indicator {indicator}");
		assert_eq!(known.telling(&of), Vec::<String>::new(), "indicator {indicator}");
	}
}

/// What the command answers to these arguments.
type Run<'a> = &'a dyn Fn(&[&str]) -> Value;
/// A file of the story by its name.
type At<'a> = &'a dyn Fn(&str) -> String;

/// The firm disputes an attestation, and its agency seals the same figure again for the same period. Answers the indicator.
fn corrects(place: &Place, planted: &[Planted], run: Run<'_>, path: At<'_>) -> u64 {
	let one = corrected(planted);
	let agency = owner_of(place, &one.code);
	let reason = format!("0x{}", "07".repeat(32));
	run(&["attestation", "dispute", "raise", place.firm, &one.name, "--reason", &reason, "--key", OWNER]);
	let out = path(&format!("openings/{agency}/{CORRECTED}"));
	let (secret, key, card) = (path(&format!("{agency}.secret")), format!("//agency//{agency}"), path("firm.card"));
	let seal = ["attestation", "seal", "--correct", "--out", &out, "--secret", &secret, "--to", &card, "--key", &key];
	run(&[&seal[..], &[place.firm, &one.name, &one.value.to_string()]].concat());
	let indicators = run(&["show", "indicators"]);
	let indicators = indicators.as_array().unwrap();
	indicators.iter().find(|indicator| indicator["name"] == json!(one.name)).unwrap()["id"].as_u64().unwrap()
}

/// Every agency leaves what it sealed at the gateway, where the firm fetches it. One box is left again, and lies there.
fn what_was_sealed_is_fetched(place: &Place, planted: &[Planted], door: &Door, run: Run<'_>, path: At<'_>) {
	door.now();
	let url = door.url();
	let push = |agency: &str, what: &str| {
		let (id, key) = (number_of(place, agency, run), format!("//agency//{agency}"));
		let to = ["--gateway", &url, "--enterprise", place.firm, "--agency", &id, "--key", &key];
		run(&[&["openings", "push", what][..], &to].concat())["kept"].as_u64().unwrap()
	};
	let agencies = figures_by_agency(place, planted);
	let kept: u64 = agencies.keys().map(|agency| push(agency, &path(&format!("openings/{agency}")))).sum();
	assert_eq!(kept, 2 * agencies.len() as u64 + 1, "two periods and a correction");
	let fetched = path("fetched");
	let fetched = run(&["openings", "fetch", place.firm, "--gateway", &url, "--out", &fetched, "--key", OWNER]);
	assert_eq!(fetched["files"].as_array().unwrap().len() as u64, kept);
	let agency = owner_of(place, &corrected(planted).code);
	assert_eq!(push(&agency, &path(&format!("openings/{agency}/{CORRECTED}"))), 1);
}

/// An agency's service of which the firm asks its openings.
fn one_agency_makes_openings_anew(
	chain: &Chain,
	place: &Place,
	planted: &[Planted],
	run: Run<'_>,
	path: At<'_>,
) -> Process {
	let agency = owner_of(place, &corrected(planted).code);
	let (id, listen) = (number_of(place, &agency, run), format!("127.0.0.1:{}", free_port()));
	let (audit, secret) = (path("desk.audit"), path(&format!("{agency}.secret")));
	let serve = ["openings", "serve", "--agency", &id, "--secret", &secret, "--listen", &listen, "--audit", &audit];
	let desk = Process::start(chain.command(&serve).stdout(Stdio::null()));
	wait(Duration::from_secs(60), || TcpStream::connect(&listen).ok()).expect("the service answers");
	let (service, identity, anew) = (format!("http://{listen}"), path("firm.key"), path("anew"));
	let ask = ["openings", "ask", "--service", &service, "--identity", &identity, "--out", &anew];
	let handed = run(&[&ask[..], &["--enterprise", place.firm, "--key", OWNER]].concat());
	assert!(handed["openings"].as_u64().unwrap() > 0, "{handed}");
	desk
}

/// The number that the chain gave to an agency of the place.
fn number_of(place: &Place, agency: &str, run: Run<'_>) -> String {
	let agencies = list(place.agencies);
	let name = &agencies.iter().find(|one| one["code"] == json!(agency)).unwrap()["name"];
	let known = run(&["show", "agencies"]);
	known.as_array().unwrap().iter().find(|one| one["name"] == *name).unwrap()["id"].to_string()
}

/// The indicator of which an attestation is corrected.
fn corrected(planted: &[Planted]) -> &Planted {
	planted.iter().find(|one| one.sealed).unwrap()
}

/// Where its new opening lies.
const CORRECTED: &str = "corrected.openings";

/// Who controls the firm of Hong Kong's and of Macao's story.
const OWNER: &str = "//enterprise//sealed";

async fn register(client: &Client, place: &Place) {
	let registration = json!({
		"number": place.firm, "legalName": "Harbour Instruments", "industry": "C40", "division": null, "founded": 16_000,
		"registeredCapital": 1, "capitalCurrency": "HKD", "lei": null, "acceptOuterCheckMismatch": false,
	});
	let registration = serde_json::from_value(registration).unwrap();
	let (registrar, owner) = (keys::agency(place.registrar), keys::development(OWNER));
	let enterprise: lingnan_types::RegistrationNumber = place.firm.parse().unwrap();
	let (offered, to) = (enterprise.clone(), keys::account(&owner));
	let in_block = Stage::InBlock;
	client.submit_until(in_block, &Register { registration }.into(), &registrar).await.unwrap();
	client.submit_until(in_block, &OfferControl { enterprise: offered, to }.into(), &registrar).await.unwrap();
	// Final: who controls it signs its card next.
	client.submit(&AcceptControl { enterprise }.into(), &owner).await.unwrap();
}

fn list(text: &str) -> Vec<Value> {
	serde_json::from_str(text).unwrap()
}

/// The agency that owns an indicator, by its code.
fn owner_of(place: &Place, code: &str) -> String {
	let own = list(place.indicators).into_iter().find(|one| one["code"] == code).unwrap();
	let owner = own["owner"].as_str().unwrap();
	assert!(list(place.agencies).iter().any(|agency| agency["code"] == owner));
	owner.into()
}

fn figures_by_agency<'p>(place: &Place, planted: &'p [Planted]) -> BTreeMap<String, Vec<&'p Planted>> {
	let mut by_agency = BTreeMap::<String, Vec<_>>::new();
	for one in planted.iter().filter(|one| one.sealed) {
		by_agency.entry(owner_of(place, &one.code)).or_default().push(one);
	}
	by_agency
}

/// What registers publish.
async fn state_in_the_open(client: &Client, place: &Place, planted: &[Planted], today: u32) {
	let indicators: Vec<Value> = client.list("attestation_indicators", json!([]), None).await.unwrap();
	for one in planted.iter().filter(|one| !one.sealed) {
		let id = &indicators.iter().find(|indicator| indicator["name"] == json!(one.name)).unwrap()["id"];
		let attestation = json!({
			"enterprise": place.firm, "indicator": id, "value": { "Open": one.value }, "periodEnd": today - 1,
			"evidence": H256::repeat_byte(7),
		});
		let call = AttestMany { attestations: vec![serde_json::from_value(attestation).unwrap()] };
		let key = keys::agency(&owner_of(place, &one.code));
		client.submit_until(Stage::InBlock, &call.into(), &key).await.unwrap();
	}
}

/// The commitments that stand of a firm now, by indicator.
async fn commitments(client: &Client, firm: &str) -> BTreeMap<u64, Commitments> {
	let attestations: Vec<Value> = client.list("attestation_list", json!([firm]), None).await.unwrap();
	let sealed = attestations.iter().filter(|one| one["value"]["Sealed"].is_array());
	let read = |one: &Value| {
		let stored: Vec<H256> = serde_json::from_value(one["value"]["Sealed"].clone()).unwrap();
		let stored = stored.into_iter().map(|point| point.0).collect();
		(one["indicator"].as_u64().unwrap(), Commitments { name: format!("revision {}", one["revision"]), stored })
	};
	sealed.map(read).collect()
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

#[tokio::test(flavor = "multi_thread")]
async fn openings_hold_as_long_as_their_attestations_do() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let folder = chain.folder().join("files");
	let path = |name: &str| folder.join(name).display().to_string();
	let run = |arguments: &[&str]| said(&chain.lingnan(&[arguments, &["--json"][..]].concat()));
	let backstage = Backstage { folder: &folder, figures: &Figures::new() };
	let seen = demo::lend(&client, &Nobody, backstage).await.unwrap();
	let (firm, grade) = (seen.holder.enterprise.to_string(), json!(seen.grade));
	let [openings, firm_key, file, bank_key] =
		[&seen.holder.openings, &seen.holder.identity, &seen.disclosed.disclosure, &seen.disclosed.bank_identity]
			.map(|path| path.display().to_string());
	let bank = seen.disclosed.institution.to_string();
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
	// Each disclosure burns a use of a consent, for which there is a receipt.
	let give = ["consent", "give", &firm, "--institution", &bank, "--until", "2099-12-31", "--uses", "5"];
	let (given, code) = run(&[&give[..], &["--key", &controller]].concat());
	assert_eq!(code, 0, "{given}");
	let (consents, _) = run(&["show", "consents", &firm]);
	let usable = consents.as_array().unwrap().iter().rev().find(|one| one["usable"] == true && one["usesLeft"] == 5);
	let consent = usable.unwrap()["id"].to_string();
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
	assert_eq!((code, &possible["grade"]), (0, &grade), "{possible}");
	let (explained, code) = run(&[&["rating", "explain", firm.as_str()][..], &secrets].concat());
	assert_eq!((code, &explained["points"]), (0, &possible["points"]), "{explained}");

	// The tax service seals worse figures of a newer period, many at a time, for the firm's card.
	let (card, code) =
		run(&["key", "card", &firm_key, "--enterprise", &firm, "--out", &path("firm.card"), "--key", &controller]);
	assert_eq!(code, 0, "{card}");
	let owner = items[0]["agency"].as_u64().unwrap();
	let shown: Vec<Value> = serde_json::from_slice(&chain.lingnan(&["show", "indicators", "--json"]).stdout).unwrap();
	let worst = |i: &&Value| i["owner"] == json!(owner) && i["class"] == "Figure" && i["direction"] != "None";
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
	// With the secret that it has sealed with before.
	let secret = path(&format!("agencies/{}.secret", agency.trim_start_matches("//agency//")));
	let seal = |csv: &str| {
		let from = ["attestation", "seal", "--csv", &path(csv), "--out", &path("newer")];
		run(&[&from[..], &["--key", &agency, "--secret", &secret]].concat())
	};
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
	let (refused, code) = prove(&["--openings", &newer, "--grade", grade.as_str().unwrap()]);
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(code == 6 && message.contains("is not reached") && message.contains("Nothing was sent"), "{refused}");
	// A second proof of the day, paid by the firm's own allowance.
	let (proved, code) = prove(&["--openings", &newer]);
	assert_eq!(code, 0, "a lower grade is proved: {proved}");

	// What is revoked is opened to nobody any more, and what was opened before does not hold.
	let third = shown.iter().find(|i| i["class"] == "Figure" && i["owner"] != json!(owner)).unwrap();
	let (id, other) = (third["id"].to_string(), third["owner"].as_u64().unwrap());
	let before = path("before.disclosure");
	let (disclosed, code) = disclose(&id, &before);
	assert_eq!(code, 0, "{disclosed}");
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
