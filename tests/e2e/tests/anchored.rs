//! An anchored dataset of a figure on a real node: built and sealed, anchored, proved, served with what opens it, materialised, taken
//! back, anchored again; and in none of it the figure.

use lingnan_client::{
	calls::enterprise_registry::{AcceptControl, OfferControl, Register},
	keys,
	questions::{attestation, credit},
	text, Call, Client,
};
use lingnan_datasets::anchor;
use lingnan_e2e::{
	differences::{telling, Commitments},
	everything::on_the_chain,
	program,
	search::{Place, Search},
	Chain,
};
use lingnan_sealing::{
	envelope::Identity,
	openings::{Held, Sealed},
};
use lingnan_test_support::Process;
use lingnan_types::{IndicatorId, RegistrationNumber};
use serde_json::{json, Value};
use std::{
	fs,
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	path::Path,
	process::{Command, Stdio},
};

const FIRM: &str = "CN:91440300708461136T";
const OWNER: &str = "//enterprise//lychee";
const TAX: &str = "//agency//tax";
/// What the firm has paid: large, and like no other number.
const PAID: i64 = 7_318_264_905_173;

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

/// Whether an indicator counts for the scorecard in force.
async fn counts(client: &Client, indicator: IndicatorId) -> bool {
	let basis = credit::proof_basis(client, &FIRM.parse::<RegistrationNumber>().unwrap()).await.unwrap().unwrap();
	let part = basis.characteristics.iter().find(|part| part.indicator == indicator);
	part.expect("the scorecard looks at it").revision.is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_is_anchored_served_materialised_and_taken_back() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	register(&client).await;
	let firm: RegistrationNumber = FIRM.parse().unwrap();
	let indicators = attestation::indicators(&client).await.unwrap();
	let paid = indicators.iter().find(|i| i.name.as_str() == "Taxes paid in 12 months").unwrap();
	assert!(paid.is_sealed());
	let yesterday = lingnan_types::date_of(client.now().await.unwrap()) - 1;
	assert!(!counts(&client, paid.id).await);

	// The agency builds: a bad row is named by its line, a duplicate refused.
	let at = |name: &str| chain.folder().join(name).to_str().unwrap().to_string();
	let (table, secret, dir, proof) = (at("paid.csv"), at("secret"), at("dataset"), at("proof.json"));
	let (number, period) = (paid.id.to_string(), text::date_text(yesterday));
	lingnan(&chain, 0, &["key", "sealing", "--out", &secret]);
	let anchor_build = ["attestation", "anchor", "build", &table, "--period", &period, "--secret", &secret];
	let build = [&anchor_build[..], &["--indicator", &number, "--out", &dir]].concat();
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},{PAID}\nMO:1,lots\n{FIRM},1\n")).unwrap();
	let refused = lingnan(&chain, 4, &build)["error"]["message"].to_string();
	assert!(refused.contains("line 4, column value"), "{refused}");
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},{PAID}\nMO:1,7\n{FIRM},1\n")).unwrap();
	let refused = lingnan(&chain, 4, &build)["error"]["message"].to_string();
	assert!(refused.contains("stands in line 3 and in line 5"), "{refused}");
	fs::write(&table, format!("number,value\nHK:12345678,5\n{FIRM},{PAID}\nMO:1,7\nMO:2,8\n")).unwrap();
	let built = lingnan(&chain, 0, &build);
	assert_eq!((&built["dataset"]["count"], built["dataset"]["sealed"].is_object()), (&json!(4), true));

	// A machine without a node builds the same from the definition in a file.
	let (definition, again) = (at("taxes.json"), at("again"));
	lingnan(&chain, 0, &["attestation", "anchor", "define", &number, "--out", &definition]);
	let nonce = built["dataset"]["nonce"].as_str().unwrap();
	let from_file = ["--definition", &definition, "--url", "ws://127.0.0.1:1", "--nonce", nonce, "--out", &again];
	let output =
		Command::new(program("lingnan")).args([&anchor_build[..], &from_file, &["--json"]].concat()).output().unwrap();
	let rebuilt: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(rebuilt["dataset"]["root"], built["dataset"]["root"]);
	open_leaves_of_a_figure_are_refused(&chain, &anchor_build, &definition);

	// One transaction for all of it.
	let refused = lingnan(&chain, 5, &["attestation", "anchor", "submit", &dir, "--key", "//agency//customs"]);
	assert_eq!(refused["error"]["refusal"]["name"], "NotAuthorized");
	lingnan(&chain, 0, &["attestation", "anchor", "submit", &dir, "--key", TAX]);
	let again = lingnan(&chain, 5, &["attestation", "anchor", "submit", &dir, "--key", TAX]);
	assert_eq!(again["error"]["refusal"]["name"], "AlreadyAnchored");
	let datasets = lingnan(&chain, 0, &["show", "datasets", &number]);
	assert_eq!((&datasets[0]["count"], &datasets[0]["usable"]), (&json!(4), &json!(true)));

	let identity = at("firm.key");
	the_server_answers_the_controller_alone(&chain, Path::new(&dir), &number, &proof, &identity);

	// The firm brings its value: a wrong one, or one of somebody else, is refused by name.
	let materialise = ["attestation", "materialise", &proof, "--key", OWNER];
	let good: Value = serde_json::from_str(&fs::read_to_string(&proof).unwrap()).unwrap();
	assert_eq!(good["leaf"]["value"]["Sealed"].as_array().unwrap().len(), paid.edges.len(), "one less than bins");
	for (pointer, wrong, error) in [
		("/leaf/value/Sealed/0", good["leaf"]["value"]["Sealed"][1].clone(), "NotInDataset"),
		("/leaf/salt", json!(format!("0x{}", "07".repeat(32))), "NotInDataset"),
		("/place", json!(4), "WrongPlace"),
		("/path", json!([]), "WrongPathLength"),
		("/leaf/enterprise", json!("MO:1"), "NotAuthorized"),
	] {
		let mut forged = good.clone();
		*forged.pointer_mut(pointer).unwrap() = wrong;
		fs::write(&proof, forged.to_string()).unwrap();
		assert_eq!(lingnan(&chain, 5, &materialise)["error"]["refusal"]["name"], error, "{pointer}");
	}
	let mut open = good.clone();
	open["leaf"]["value"] = json!({ "Open": PAID });
	fs::write(&proof, open.to_string()).unwrap();
	let refused = lingnan(&chain, 4, &materialise);
	assert!(refused["error"]["message"].as_str().unwrap().contains("OpenLeaves: "), "{refused}");
	fs::write(&proof, good.to_string()).unwrap();
	lingnan(&chain, 0, &materialise);
	let brought = brought(&client, paid.id).await;
	assert_eq!((brought.dataset.map(u64::from), brought.counts, brought.shown), (Some(0), true, false));
	assert!(counts(&client, paid.id).await);

	// What came with the proof opens what stands on the chain, figure and all.
	let identity = Identity::read(Path::new(&identity)).unwrap();
	let files = [Path::new(&proof).with_extension("openings")];
	let held = Held::read(&files, &identity, client.genesis_hash(), FIRM).unwrap();
	let opened = held.opening(paid, &Sealed::of(&brought).unwrap()).unwrap();
	assert_eq!((opened.value, opened.opening.bin), (PAID, paid.bin_of(PAID)));
	let salt = good["leaf"]["salt"].as_str().unwrap();
	assert_eq!(format!("{:?}", opened.evidence(FIRM)), salt, "the leaf's salt is the figure's fingerprint");

	the_figure_stands_nowhere(&chain, &client, &firm, &[&dir, &proof]).await;

	// The agency takes all of it back.
	lingnan(&chain, 0, &["attestation", "anchor", "revoke", "0", "--key", TAX]);
	assert!(!self::brought(&client, paid.id).await.counts);
	assert!(!counts(&client, paid.id).await);
	assert_eq!(lingnan(&chain, 5, &materialise)["error"]["refusal"]["name"], "DatasetRevoked");

	// It anchors the same period once more, and the same figure is brought: under other blindings, or both would be told.
	let (anew, letters) = (at("anew"), identity.recipient().to_string());
	lingnan(&chain, 0, &[&anchor_build[..], &["--indicator", &number, "--out", &anew]].concat());
	lingnan(&chain, 0, &["attestation", "anchor", "submit", &anew, "--key", TAX]);
	let proved = lingnan(&chain, 0, &["attestation", "anchor", "prove", &anew, FIRM, "--to", &letters]);
	fs::write(&proof, proved.to_string()).unwrap();
	lingnan(&chain, 0, &materialise);
	let second = self::brought(&client, paid.id).await;
	assert!(second.counts && second.period_end == brought.period_end && second.revision != brought.revision);
	let commitments = [&brought, &second].map(|one| Commitments {
		name: format!("revision {}", one.revision),
		stored: Sealed::of(one).unwrap().commitments,
	});
	assert_eq!(telling(&commitments, &[PAID]), Vec::<String>::new());
}

async fn brought(client: &Client, indicator: IndicatorId) -> lingnan_types::attestation::AttestationView {
	let all = attestation::list(client, &FIRM.parse::<RegistrationNumber>().unwrap()).await.unwrap();
	all.into_iter().find(|one| one.indicator == indicator).unwrap()
}

/// Built with a definition that says that all may see the figures: neither anchored nor served.
fn open_leaves_of_a_figure_are_refused(chain: &Chain, build: &[&str], definition: &str) {
	let at = |name: &str| chain.folder().join(name).to_str().unwrap().to_string();
	let (forged, dir) = (at("forged.json"), at("open"));
	let mut said: Value = serde_json::from_str(&fs::read_to_string(definition).unwrap()).unwrap();
	said["indicator"]["class"] = json!("Register");
	fs::write(&forged, said.to_string()).unwrap();
	lingnan(chain, 0, &[build, &["--definition", &forged, "--out", &dir]].concat());
	for command in [["submit", &dir], ["serve", &dir]] {
		let refused = lingnan(chain, 4, &[&["attestation", "anchor"], &command[..], &["--key", TAX]].concat());
		assert!(refused["error"]["message"].as_str().unwrap().contains("OpenLeaves: "), "{refused}");
	}
}

/// In no leaf, path, file of the chain, answer or log; the agency's own table has it.
async fn the_figure_stands_nowhere(chain: &Chain, client: &Client, firm: &RegistrationNumber, files: &[&str; 2]) {
	let mut places = on_the_chain(client).await;
	let list: Value = client.rpc("attestation_list", json!([firm])).await.unwrap();
	let [dir, proof] = files;
	let read = |path: &str| fs::read(path).unwrap();
	places.extend(
		[
			("attestation_list", list.to_string().into_bytes()),
			("the node's log", chain.log().into_bytes()),
			("the node's metrics", chain.figures().into_bytes()),
			("the proof and the box beside it", read(proof)),
			("the tree", read(&format!("{dir}/tree"))),
			("dataset.json", read(&format!("{dir}/dataset.json"))),
		]
		.map(|(name, bytes)| Place { name: name.into(), bytes }),
	);
	let mut search = Search::default();
	search.figure("what the firm has paid", PAID);
	assert_eq!(search.hits(&places), Vec::new());
	let leaves = [Place { name: "leaves".into(), bytes: read(&format!("{dir}/leaves")) }];
	assert!(!search.hits(&leaves).is_empty(), "the search finds what is there");
}

/// What the server gives the controller is written to `proof`; what opens it is in a box for the firm's key, `identity`.
fn the_server_answers_the_controller_alone(chain: &Chain, dir: &Path, indicator: &str, proof: &str, identity: &str) {
	let server = Server::start(chain, dir, "12");
	let (status, about) = server.ask("GET", "/dataset", "");
	assert_eq!((status, &about["count"], &about["sealed"]), (200, &json!(4), &json!(true)));
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

	// Nothing is opened to anybody before the firm has said to which key.
	server.refuses(&signed, 409, "noCard");
	lingnan(chain, 0, &["key", "encryption", "--out", identity]);
	let publish = ["card", "publish", identity, "--enterprise", FIRM, "--key", OWNER, "--json"];
	assert!(chain.lingnan(&publish).status.success(), "it is in a final block");
	let signed = ask(FIRM, OWNER);
	let (status, answer) = server.ask("POST", "/proof", &signed.to_string());
	assert_eq!(status, 200, "{answer}");
	assert_eq!(answer["leaf"]["enterprise"], FIRM);
	let recipient = Identity::read(Path::new(identity)).unwrap().recipient();
	assert_eq!(answer["openings"]["to"], json!(recipient.key_hash()));
	fs::write(proof, answer.to_string()).unwrap();
	// The agency's own command says the same, to the card on the chain and, without a node, to a key in letters.
	let prove = ["attestation", "anchor", "prove", dir.to_str().unwrap(), FIRM];
	let letters = recipient.to_string();
	for arguments in [&prove[..], &[&prove[..], &["--to", &letters]].concat()] {
		let proved = lingnan(chain, 0, arguments);
		for field in ["leaf", "place", "path", "root", "count"] {
			assert_eq!(proved[field], answer[field], "{field}");
		}
		assert_eq!(proved["openings"]["to"], answer["openings"]["to"]);
	}

	// Twelve may come at once, and one more every five seconds.
	let more = (0..20).map(|_| server.ask("POST", "/proof", &signed.to_string()));
	let too_many = more.filter(|(status, answer)| *status == 429 && answer["error"] == "tooManyRequests");
	assert!(too_many.count() >= 1);
}
