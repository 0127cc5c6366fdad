//! An anchored dataset on a real node: built, anchored, proved, served, materialised, rated with, taken back.

use lingnan_client::{
	calls::{
		attestations::AttestMany,
		credit_scoring::Rate,
		enterprise_registry::{AcceptControl, OfferControl, Register},
	},
	keys, text, values, Call, Client, Stage,
};
use lingnan_datasets::anchor;
use lingnan_e2e::{program, Chain};
use lingnan_test_support::Process;
use lingnan_types::attestation::{self, AttestationSpec};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	fs,
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	path::Path,
	process::{Command, Stdio},
};

const FIRM: &str = "CN:91440300708461136T";
const OWNER: &str = "//enterprise//lychee";
const TAX: &str = "//agency//tax";

/// `lingnan attestation anchor serve`, ended with the story.
struct Server {
	/// Ends with it.
	_process: Process,
	at: String,
}

impl Server {
	fn start(chain: &Chain, dir: &Path, per_minute: &str) -> Self {
		let mut command = Command::new(program("lingnan"));
		command
			.args([
				"attestation",
				"anchor",
				"serve",
				dir.to_str().unwrap(),
				"--listen",
				"127.0.0.1:0",
				"--per-minute",
				per_minute,
			])
			.args(["--json", "--url", &chain.url])
			.stdout(Stdio::piped());
		let mut process = Process::start(&mut command);
		let mut line = String::new();
		BufReader::new(process.output().unwrap()).read_line(&mut line).expect("it says where it listens");
		let answer: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{line:?}: {e}"));
		Self { _process: process, at: answer["listening"].as_str().unwrap().to_string() }
	}

	fn ask(&self, verb: &str, path: &str, body: &str) -> (u16, Value) {
		let mut stream = TcpStream::connect(&self.at).expect("the server is there");
		let length = body.len();
		write!(
			stream,
			"{verb} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
		)
		.unwrap();
		let mut text = String::new();
		stream.read_to_string(&mut text).unwrap();
		let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{text}"));
		let body = text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
		(status, serde_json::from_str(body).unwrap_or_else(|e| panic!("{text}: {e}")))
	}

	#[track_caller]
	fn refuses(&self, body: &Value, status: u16, error: &str) {
		let (got, answer) = self.ask("POST", "/proof", &body.to_string());
		assert_eq!((got, answer["error"].as_str()), (status, Some(error)), "{answer}");
		assert!(answer["message"].as_str().is_some_and(|text| text.len() > 10), "{answer}");
	}
}

/// Runs `lingnan` and answers what it prints as JSON; `code` is how it must end.
#[track_caller]
fn lingnan(chain: &Chain, code: i32, arguments: &[&str]) -> Value {
	let output = chain.lingnan(&[arguments, &["--json", "--quick"]].concat());
	let text = String::from_utf8_lossy(&output.stdout);
	assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text} {}", String::from_utf8_lossy(&output.stderr));
	serde_json::from_str(text.lines().last().unwrap_or_default()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Registers the firm and hands it to its owner.
async fn register(client: &Client) {
	let registration = json!({
		"number": FIRM, "legalName": "Lychee Electronics", "industry": "C3911", "division": null, "founded": 16_000,
		"registeredCapital": 1, "capitalCurrency": "CNY", "lei": null, "acceptOuterCheckMismatch": false,
	});
	let (regulator, owner) = (keys::agency("market-regulation"), keys::development(OWNER));
	let register = Register { registration: serde_json::from_value(registration).unwrap() };
	let offer = OfferControl { enterprise: FIRM.parse().unwrap(), to: keys::account(&owner) };
	let accept = AcceptControl { enterprise: FIRM.parse().unwrap() };
	client.submit(&Call::all(vec![register.into(), offer.into()]), &regulator).await.unwrap();
	client.submit(&accept.into(), &owner).await.unwrap();
}

/// Good values of everything that the champion looks at, except one indicator. Each agency states its own at once.
async fn attest_the_rest(client: &Client, left_out: u64, period_end: u64) {
	let cards: Vec<Value> = client.list("credit_scorecards", json!([]), None).await.unwrap();
	let indicators: Vec<Value> = client.list("attestation_indicators", json!([]), None).await.unwrap();
	let agencies: Vec<Value> =
		serde_json::from_str(include_str!("../../../chain-spec/guangdong/agencies.json")).unwrap();
	let mut by_owner: BTreeMap<usize, Vec<AttestationSpec>> = BTreeMap::new();
	for characteristic in cards[0]["characteristics"].as_array().unwrap() {
		let about = indicators.iter().find(|i| i["id"] == characteristic["indicator"]).unwrap();
		let edges: Vec<i64> = serde_json::from_value(about["edges"].clone()).unwrap();
		let best = if about["direction"] == "LowerIsBetter" { edges[0] - 1 } else { edges[edges.len() - 1] };
		if about["id"] != left_out {
			by_owner.entry(about["owner"].as_u64().unwrap() as usize).or_default().push(AttestationSpec {
				enterprise: FIRM.parse().unwrap(),
				indicator: serde_json::from_value(about["id"].clone()).unwrap(),
				value: attestation::Value::Open(best),
				period_end: u32::try_from(period_end).unwrap(),
				evidence: values::fingerprint(b"paper"),
			});
		}
	}
	let mut sent = Vec::new();
	for (owner, attestations) in by_owner {
		let signer = keys::agency(agencies[owner]["code"].as_str().unwrap());
		let call = AttestMany { attestations }.into();
		let nonce = client.nonce(&keys::account(&signer)).await.unwrap();
		sent.push(client.send(&call, &signer, nonce).await.unwrap());
	}
	for one in sent {
		one.landed(Stage::InBlock).await.unwrap();
	}
}

/// Rates the firm and answers whether an indicator counted.
async fn counts_in_a_rating(client: &Client, indicator: u64) -> bool {
	let rate = Rate { enterprise: FIRM.parse().unwrap() }.into();
	client.submit_until(Stage::InBlock, &rate, &keys::development(OWNER)).await.unwrap();
	let ratings: Value = client.rpc("credit_rating", json!([FIRM])).await.unwrap();
	ratings["champion"]["used"].as_array().unwrap().iter().any(|used| used["indicator"] == indicator)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_is_anchored_served_materialised_and_taken_back() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	register(&client).await;
	let indicators: Vec<Value> = client.list("attestation_indicators", json!([]), None).await.unwrap();
	let paid = indicators.iter().find(|i| i["name"] == "Taxes paid in 12 months").unwrap()["id"].as_u64().unwrap();
	let yesterday = u64::from(lingnan_types::date_of(client.now().await.unwrap())) - 1;
	attest_the_rest(&client, paid, yesterday).await;
	assert!(!counts_in_a_rating(&client, paid).await);

	// The agency builds: a bad row is named by its line, a duplicate refused.
	let at = |name: &str| chain.folder().join(name).to_str().unwrap().to_string();
	let (table, secret, dir, proof) = (at("paid.csv"), at("secret"), at("dataset"), at("proof.json"));
	let number = paid.to_string();
	let period = text::date_text(yesterday as u32);
	lingnan(&chain, 0, &["attestation", "anchor", "new-secret", &secret]);
	let build = [
		"attestation",
		"anchor",
		"build",
		&table,
		"--indicator",
		&number,
		"--period",
		&period,
		"--secret",
		&secret,
		"--out",
		&dir,
	];
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},5000000\nMO:1,lots\n{FIRM},1\n")).unwrap();
	let refused = lingnan(&chain, 4, &build)["error"]["message"].to_string();
	assert!(refused.contains("line 4, column value"), "{refused}");
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},5000000\nMO:1,7\n{FIRM},1\n")).unwrap();
	let refused = lingnan(&chain, 4, &build)["error"]["message"].to_string();
	assert!(refused.contains("stands in line 3 and in line 5"), "{refused}");
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},5000000\nMO:1,7\nMO:2,8\n")).unwrap();
	assert_eq!(lingnan(&chain, 0, &build)["dataset"]["count"], 4);

	// One transaction for all of it.
	let refused = lingnan(&chain, 5, &["attestation", "anchor", "submit", &dir, "--key", "//agency//customs"]);
	assert_eq!(refused["error"]["refusal"]["name"], "NotAuthorized");
	lingnan(&chain, 0, &["attestation", "anchor", "submit", &dir, "--key", TAX]);
	let again = lingnan(&chain, 5, &["attestation", "anchor", "submit", &dir, "--key", TAX]);
	assert_eq!(again["error"]["refusal"]["name"], "AlreadyAnchored");
	let datasets = lingnan(&chain, 0, &["show", "datasets", &number]);
	assert_eq!((&datasets[0]["count"], &datasets[0]["usable"]), (&json!(4), &json!(true)));

	the_server_answers_the_controller_alone(&chain, Path::new(&dir), &number, &proof);

	// The firm brings its value: a wrong one, or one of somebody else, is refused by name.
	let materialise = ["attestation", "materialise", &proof, "--key", OWNER];
	let good: Value = serde_json::from_str(&fs::read_to_string(&proof).unwrap()).unwrap();
	for (pointer, wrong, error) in [
		("/leaf/value/Open", json!(50_000_000), "NotInDataset"),
		("/place", json!(4), "WrongPlace"),
		("/path", json!([]), "WrongPathLength"),
		("/leaf/enterprise", json!("MO:1"), "NotAuthorized"),
	] {
		let mut forged = good.clone();
		*forged.pointer_mut(pointer).unwrap() = wrong;
		fs::write(&proof, forged.to_string()).unwrap();
		assert_eq!(lingnan(&chain, 5, &materialise)["error"]["refusal"]["name"], error, "{pointer}");
	}
	fs::write(&proof, good.to_string()).unwrap();
	lingnan(&chain, 0, &materialise);
	let attestations: Vec<Value> = client.list("attestation_list", json!([FIRM]), None).await.unwrap();
	let brought = attestations.iter().find(|attestation| attestation["indicator"] == paid).unwrap();
	assert_eq!(
		(&brought["value"]["Open"], &brought["dataset"], &brought["counts"]),
		(&json!(5_000_000), &json!(0), &json!(true))
	);
	assert!(counts_in_a_rating(&client, paid).await);

	// The agency takes all of it back.
	lingnan(&chain, 0, &["attestation", "anchor", "revoke", "0", "--key", TAX]);
	let attestations: Vec<Value> = client.list("attestation_list", json!([FIRM]), None).await.unwrap();
	assert_eq!(attestations.iter().find(|attestation| attestation["indicator"] == paid).unwrap()["counts"], false);
	assert!(!counts_in_a_rating(&client, paid).await);
	assert_eq!(lingnan(&chain, 5, &materialise)["error"]["refusal"]["name"], "DatasetRevoked");
}

/// What the server gives the controller is written to `proof`.
fn the_server_answers_the_controller_alone(chain: &Chain, dir: &Path, indicator: &str, proof: &str) {
	let server = Server::start(chain, dir, "12");
	let (status, about) = server.ask("GET", "/dataset", "");
	assert_eq!((status, &about["count"]), (200, &json!(4)));
	let ask = |number: &str, key: &str| {
		lingnan(chain, 0, &["attestation", "anchor", "request", number, "--indicator", indicator, "--key", key])
	};
	let signed = ask(FIRM, OWNER);
	let with = |field: &str, value: Value| {
		let mut request = signed.clone();
		request[field] = value;
		request
	};
	server.refuses(&with("signature", Value::Null), 401, "unsigned");
	server.refuses(&with("enterprise", json!("MO:1")), 401, "wrongSignature");
	server.refuses(
		&with("account", json!(keys::account(&keys::development("//Bob")).to_string())),
		401,
		"wrongSignature",
	);
	let (genesis, root) = (&about["genesis"], &about["root"]);
	let hash = |value: &Value| serde_json::from_value(value.clone()).unwrap();
	let firm = anchor::Key::read(FIRM).unwrap();
	let old = anchor::clock().unwrap() - anchor::MAX_AGE - 5;
	let asked = anchor::Asked { genesis: hash(genesis), root: hash(root), enterprise: &firm, time: old };
	let stale = asked.sign(&keys::development(OWNER));
	server.refuses(&json!(stale), 401, "stale");
	server.refuses(&ask(FIRM, "//enterprise//other"), 403, "notController");
	server.refuses(&with("enterprise", json!("CN:1")), 400, "malformed");
	server.refuses(&with("colour", json!("red")), 400, "malformed");
	server.refuses(&json!("x".repeat(5_000)), 413, "tooLarge");
	let (status, answer) = server.ask("GET", "/proof", "");
	assert_eq!((status, &answer["error"]), (405, &json!("method")));

	let (status, answer) = server.ask("POST", "/proof", &signed.to_string());
	assert_eq!(status, 200, "{answer}");
	assert_eq!(answer["leaf"]["enterprise"], FIRM);
	fs::write(proof, answer.to_string()).unwrap();
	let proved = lingnan(chain, 0, &["attestation", "anchor", "prove", dir.to_str().unwrap(), FIRM]);
	assert_eq!(proved, answer, "the agency's own command says the same");

	// Twelve may come at once, and one more every five seconds.
	let more = (0..20).map(|_| server.ask("POST", "/proof", &signed.to_string()));
	let too_many = more.filter(|(status, answer)| *status == 429 && answer["error"] == "tooManyRequests");
	assert!(too_many.count() >= 1);
}
