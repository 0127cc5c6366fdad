//! `lingnan attestation import` on a real node: bad rows are named by line, good ones go through, nothing is done twice and nothing is
//! lost, whoever is killed on the way.

use lingnan_client::{
	calls::system::RemarkWithEvent,
	keys::{self, Key},
	values::fingerprint,
	Call, Client, Flight, Stage,
};
use lingnan_e2e::Chain;
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	fs,
	path::{Path, PathBuf},
	process::{Output, Stdio},
	time::{Duration, Instant},
};

const CSV: &str = "\
id,firm,tax
A-1,First Trading,100000
A-2,Second Trading,not a number
A-3,Third Trading,250000
A-4,,1
A-1,First Again,5
";

fn mapping() -> Value {
	serde_json::from_str(include_str!("mapping.json")).expect("the mapping is JSON")
}

/// Attestations of the agency that registers: one key does both.
fn own_mapping() -> Value {
	let mut mapping = mapping();
	mapping["indicators"] =
		json!([{ "indicator": "Months since first registration", "column": "tax", "numerator": 1, "denominator": 1 }]);
	mapping
}

/// One file to be imported.
struct File {
	csv: PathBuf,
	map: PathBuf,
	arguments: Vec<String>,
}

impl File {
	fn new(chain: &Chain, name: &str, csv: &str, mapping: &Value) -> Self {
		let (path, map) = (chain.folder().join(name), chain.folder().join(format!("{name}.mapping.json")));
		fs::write(&path, csv).unwrap();
		fs::write(&map, mapping.to_string()).unwrap();
		Self { csv: path, map, arguments: Vec::new() }
	}

	fn with(mut self, arguments: &[&str]) -> Self {
		self.arguments.extend(arguments.iter().map(|a| a.to_string()));
		self
	}

	fn all_arguments(&self) -> Vec<&str> {
		let (csv, map) = (self.csv.to_str().unwrap(), self.map.to_str().unwrap());
		let mut all =
			vec!["attestation", "import", csv, "--mapping", map, "--key", "//agency//market-regulation", "--json"];
		all.extend(self.arguments.iter().map(String::as_str));
		all
	}

	fn state(&self) -> PathBuf {
		let mut name = self.csv.clone().into_os_string();
		name.push(".import.json");
		name.into()
	}

	fn import(&self, chain: &Chain) -> (Option<i32>, Value) {
		read(&chain.lingnan(&self.all_arguments()))
	}
}

/// The exit code and the report, which comes before the error that says that rows were left out.
fn read(output: &Output) -> (Option<i32>, Value) {
	let text = String::from_utf8_lossy(&output.stdout).into_owned();
	let mut values = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
	let report = values.find(|value| value["registered"].is_u64()).unwrap_or_else(|| {
		panic!("no report: {text} {}", String::from_utf8_lossy(&output.stderr));
	});
	(output.status.code(), report)
}

fn lines(report: &Value) -> Vec<u64> {
	report["bad"].as_array().unwrap().iter().map(|bad| bad["line"].as_u64().unwrap()).collect()
}

/// Rows of the cells id, firm, tax.
fn rows(mark: &str, count: usize) -> String {
	let rows = (0..count).map(|i| format!("{mark}-{i},Firm {i} of {mark},{}\n", i % 200));
	std::iter::once("id,firm,tax\n".to_string()).chain(rows).collect()
}

#[test]
fn good_rows_go_through_and_nothing_is_done_twice() {
	let chain = Chain::start();
	let file = File::new(&chain, "firms.csv", CSV, &mapping()).with(&["--attester", "//agency//tax"]);
	let (code, first) = file.import(&chain);
	assert_eq!(code, Some(7), "an incomplete import has an exit code of its own");
	assert_eq!(first["registered"], 2, "{first}");
	let bad = lines(&first);
	assert!(bad.contains(&3) && bad.contains(&5), "bad rows are named by line: {first}");

	let shown = chain.lingnan(&["show", "enterprise", "MO:A-3", "--json"]);
	let firm: Value = serde_json::from_slice(&shown.stdout).unwrap();
	assert_eq!(firm["legalName"], "Third Trading");

	let (_, second) = file.import(&chain);
	assert_eq!(second["registered"], 0, "nothing is registered twice: {second}");
	assert_eq!(second["attested"], 0, "nothing is attested twice: {second}");
	assert_eq!(lines(&second), bad, "{second}");

	a_lost_state_is_said(&chain, &file);
	a_mended_file_keeps_its_salt(&chain, &file);
	what_has_expired_is_named_before_anything_is_sent(&chain);
	rows_that_only_the_chain_refuses_are_named_in_seconds(&chain);
}

/// The salt of what landed is gone: the next run counted it as superseded, and exited as if all were well.
fn a_lost_state_is_said(chain: &Chain, file: &File) {
	let kept = chain.folder().join("kept.json");
	fs::rename(file.state(), &kept).unwrap();
	for _ in 0..2 {
		let output = chain.lingnan(&file.all_arguments());
		let (code, report) = read(&output);
		assert_eq!((code, &report["unprovedRows"]), (Some(7), &json!(2)), "{report}");
		assert_eq!(report["unproved"], json!([[2, 2], [4, 4]]));
		assert!(String::from_utf8_lossy(&output.stdout).contains("cannot be proved"), "{output:?}");
	}
	fs::rename(&kept, file.state()).unwrap();
	let (_, report) = file.import(chain);
	assert_eq!((&report["resumed"], &report["unprovedRows"]), (&json!(2), &json!(0)), "{report}");
	fs::write(file.state(), "{ \"salt\":").unwrap();
	let output = chain.lingnan(&file.all_arguments());
	assert_eq!(output.status.code(), Some(4));
	assert!(String::from_utf8_lossy(&output.stdout).contains("can then not be proved"), "{output:?}");
	fs::remove_file(file.state()).unwrap();
}

/// A corrected file was a new import, whose salt took the place of the one that proves the first run.
fn a_mended_file_keeps_its_salt(chain: &Chain, file: &File) {
	let file = File::new(chain, "mended.csv", &CSV.replace("A-", "M-"), &mapping())
		.with(&file.arguments.iter().map(String::as_str).collect::<Vec<_>>());
	let salt = || serde_json::from_slice::<Value>(&fs::read(file.state()).unwrap()).unwrap()["salt"].clone();
	file.import(chain);
	let before = salt();
	fs::write(&file.csv, CSV.replace("A-", "M-").replace("not a number", "7")).unwrap();
	let (_, report) = file.import(chain);
	assert_eq!((&report["registered"], &report["attested"], &report["present"]), (&json!(1), &json!(1), &json!(2)));
	assert_eq!((salt(), &report["unprovedRows"]), (before, &json!(0)), "{report}");
}

/// Ten rows of which one had expired took two minutes: halved, each part after the other.
fn what_has_expired_is_named_before_anything_is_sent(chain: &Chain) {
	let mut mapping = mapping();
	mapping["indicators"][0]["periodEnd"] = json!({ "column": "day" });
	let days = |i: usize| if i == 6 { "2020-01-01".into() } else { today() };
	let rows = (0..10).map(|i| format!("X-{i},Firm {i},5,{}\n", days(i)));
	let csv: String = std::iter::once("id,firm,tax,day\n".to_string()).chain(rows).collect();
	let file = File::new(chain, "expired.csv", &csv, &mapping).with(&["--attester", "//agency//tax"]);
	let start = Instant::now();
	let (code, report) = file.import(chain);
	assert_eq!((code, lines(&report)), (Some(7), vec![8]), "{report}");
	assert_eq!((&report["registered"], &report["attested"]), (&json!(10), &json!(9)));
	assert!(report["bad"][0]["reason"].as_str().unwrap().contains("expired"), "{report}");
	println!("ten rows, one of them expired: {:?}", start.elapsed());
	assert!(start.elapsed() < Duration::from_secs(45));
}

fn today() -> String {
	let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
	// The day before, so that no test stumbles over midnight.
	lingnan_client::text::date_text(lingnan_types::date_of(seconds) - 1)
}

/// Firms of Macao have no division of the mainland: the chain refuses every row, and every batch.
fn rows_that_only_the_chain_refuses_are_named_in_seconds(chain: &Chain) {
	let count = number("LINGNAN_BAD_ROWS", 1_000);
	let mut mapping = own_mapping();
	mapping["registration"]["division"] = json!({ "value": "440300" });
	let file = File::new(chain, "refused.csv", &rows("D", count), &mapping);
	let start = Instant::now();
	let (code, report) = file.import(chain);
	assert_eq!((code, &report["registered"], lines(&report).len()), (Some(7), &json!(0), count));
	assert!(report["bad"][0]["reason"].as_str().unwrap().contains("InvalidDivision"), "{}", report["bad"][0]);
	println!("{count} rows, all refused: {:?}", start.elapsed());
	assert!(start.elapsed() < Duration::from_secs(30 + count as u64 / 50));
}

fn number(name: &str, otherwise: usize) -> usize {
	std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Registering and attesting went on at once, each with nonces of its own: the import never ended.
#[test]
fn a_file_of_3_000_rows_with_one_key_ends() {
	let chain = Chain::start();
	let file = File::new(&chain, "one-key.csv", &rows("K", 3_000), &own_mapping());
	let start = Instant::now();
	let (code, report) = file.import(&chain);
	println!("3,000 rows with one key: {:?}", start.elapsed());
	assert_eq!((code, &report["registered"], &report["attested"]), (Some(0), &json!(3_000), &json!(3_000)), "{report}");
	every_row_is_there_once(&chain, &file, 3_000);

	// Another process with the same key meanwhile: neither is in the other's way.
	let (one, other) = (
		File::new(&chain, "a.csv", &rows("L", 1_200), &own_mapping()),
		File::new(&chain, "b.csv", &rows("N", 1_200), &own_mapping()),
	);
	let mut running = [&one, &other].map(|file| {
		chain.command(&file.all_arguments()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
	});
	let done = running.each_mut().map(|child| child.wait().unwrap());
	assert!(done.iter().all(|status| status.success()), "{done:?}");
	every_row_is_there_once(&chain, &one, 1_200);
	every_row_is_there_once(&chain, &other, 1_200);
}

/// The register has each enterprise, and one attestation about it, whose evidence the state's salt proves.
fn every_row_is_there_once(chain: &Chain, file: &File, count: usize) {
	let state: Value = serde_json::from_slice(&fs::read(file.state()).unwrap()).unwrap();
	assert_eq!((&state["finished"], &state["rows"]), (&json!(true), &json!(count)));
	let salt = state["salt"].as_str().unwrap().to_string();
	let csv = fs::read_to_string(&file.csv).unwrap();
	let runtime = tokio::runtime::Runtime::new().unwrap();
	runtime.block_on(async {
		let client = Client::connect(&chain.url).await.unwrap();
		for row in csv.lines().skip(1) {
			let cells: Vec<&str> = row.split(',').collect();
			let number = format!("MO:{}", cells[0]);
			let attestations: Vec<Value> = client.list("attestation_list", json!([number]), None).await.unwrap();
			assert_eq!(attestations.len(), 1, "{number}");
			let evidence = fingerprint(&[salt.as_bytes(), &[0x1f], cells.join("\u{1f}").as_bytes()].concat());
			assert_eq!(attestations[0]["evidence"], json!(evidence), "{number}: the state proves it");
			assert_eq!(attestations[0]["revision"], 1, "{number}: attested once");
			let firm: Value = client.rpc("enterprise_get", json!([number])).await.unwrap();
			assert_eq!(firm["legalName"], cells[1]);
		}
	});
}

/// Numbers that look random, from a seed that the test tells.
struct Dice(u64);

impl Dice {
	fn new() -> Self {
		let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
		let seed = number("LINGNAN_SEED", now.as_millis() as usize) as u64 | 1;
		println!("LINGNAN_SEED={seed}");
		Self(seed)
	}

	fn below(&mut self, limit: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		self.0 % limit
	}
}

const ROWS: usize = 2_200;
/// Milliseconds after which somebody is killed, at most. `LINGNAN_LATEST_KILL` says otherwise: on a slow machine an import
/// needs longer to come anywhere.
const LATEST_KILL: usize = 12_000;

/// The import, the node or both are killed at any moment. `LINGNAN_KILLS` says how often; a file that is through gives way
/// to the next.
#[test]
fn whoever_is_killed_each_row_is_there_once_and_can_be_proved() {
	let mut chain = Chain::start();
	let (mut dice, mut left) = (Dice::new(), number("LINGNAN_KILLS", 4));
	let mut files = 0;
	while left > 0 {
		files += 1;
		let quick: &[&str] = if files % 2 == 0 { &["--quick"] } else { &[] };
		let file =
			File::new(&chain, &format!("{files}.csv"), &rows(&format!("F{files}"), ROWS), &own_mapping()).with(quick);
		let report = loop {
			if let Some(report) = run_or_kill(&mut chain, &file, &mut dice, &mut left) {
				break report;
			}
		};
		let count = |name: &str| report[name].as_u64().unwrap() as usize;
		let resumed = count("resumed");
		assert_eq!(count("registered") + count("known") + resumed, ROWS, "{report}");
		assert_eq!(count("attested") + count("present") + resumed, ROWS, "{report}");
		every_row_is_there_once(&chain, &file, ROWS);
		println!("file {files}: {report}");
	}
}

/// One run of the import: its report, or nothing if somebody was killed.
fn run_or_kill(chain: &mut Chain, file: &File, dice: &mut Dice, left: &mut usize) -> Option<Value> {
	let mut command = chain.command(&file.all_arguments());
	let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
	let kill_at = Instant::now() + Duration::from_millis(dice.below(number("LINGNAN_LATEST_KILL", LATEST_KILL) as u64));
	loop {
		if child.try_wait().unwrap().is_some() {
			let output = child.wait_with_output().unwrap();
			let (code, report) = read(&output);
			assert_eq!(code, Some(0), "{report} {}", String::from_utf8_lossy(&output.stderr));
			return Some(report);
		}
		if *left > 0 && Instant::now() >= kill_at {
			break;
		}
		std::thread::sleep(Duration::from_millis(10));
	}
	*left -= 1;
	println!("{left} kills left");
	let whom = dice.below(3);
	if whom != 1 {
		child.kill().unwrap();
	}
	if whom != 0 {
		chain.kill_node();
	}
	let output = child.wait_with_output().unwrap();
	if whom != 0 {
		chain.restart_node();
	}
	if whom == 1 {
		// It was told that the chain had refused.
		let text = String::from_utf8_lossy(&output.stdout);
		match output.status.code() {
			Some(0) => return Some(read(&output).1),
			Some(1) => assert!(text.contains("Run the import again"), "{text}"),
			other => assert_eq!(other, Some(3), "{output:?}"),
		}
	}
	if Path::new(&file.state()).exists() {
		let state = fs::read(file.state()).unwrap();
		serde_json::from_slice::<Value>(&state).expect("a state is whole or not there");
	}
	None
}

fn remark(text: &str) -> Call {
	RemarkWithEvent { remark: lingnan_test_support::hex(text.as_bytes()) }.into()
}

const REMARKS: usize = 60;

/// What the pool has taken is taken out of it again, as it loses transactions under load: each acts once all the same.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_pool_loses_is_sent_again_and_acts_once() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let start = client.best_number().await.unwrap();
	let thief = tokio::spawn(steal(Client::connect(&chain.url).await.unwrap()));
	let (tax, customs) = (keys::agency("tax"), keys::agency("customs"));
	let gap = behind_a_gap(&client, &customs);
	let flight = async {
		let calls = (0..REMARKS).map(|i| remark(&format!("remark {i}")));
		let mut flight = Flight::new(&client, &tax);
		flight.stage = Stage::Finalised;
		flight.send(calls, |_, outcome| outcome.map(drop)).await.unwrap();
	};
	tokio::join!(flight, gap);
	thief.abort();
	assert!(client.times_sent_again() > 0, "nothing was lost: the test shows nothing");
	println!("{} sent again", client.times_sent_again());

	let mut seen: HashMap<String, usize> = HashMap::new();
	let mut number = start;
	while let Some(events) = client.events_at(number).await.unwrap() {
		for event in events.iter().filter(|event| event.name == "Remarked") {
			*seen.entry(event.fields["hash"].as_str().unwrap().to_string()).or_default() += 1;
		}
		number += 1;
	}
	assert_eq!(seen.len(), REMARKS + 1);
	assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

/// Takes every tenth transaction that it sees out of the node's pool.
async fn steal(client: Client) {
	let mut dice = Dice::new();
	loop {
		let pending: Vec<String> = client.rpc("author_pendingExtrinsics", json!([])).await.unwrap();
		for extrinsic in pending {
			if dice.below(10) == 0 {
				let _: Result<Value, _> =
					client.rpc("author_removeExtrinsic", json!([[{ "extrinsic": extrinsic }]])).await;
			}
		}
		tokio::time::sleep(Duration::from_millis(400)).await;
	}
}

/// A nonce that nobody sent is filled, and what waits behind it goes on.
async fn behind_a_gap(client: &Client, signer: &Key) {
	let next = client.nonce(&keys::account(signer)).await.unwrap();
	let sent = client.send(&remark("behind a gap"), signer, next + 1).await.unwrap();
	let receipt = tokio::time::timeout(Duration::from_secs(120), sent.landed(Stage::InBlock)).await;
	receipt.expect("the gap is filled").unwrap();
}
