//! `lingnan attestation import` on a real node: bad rows are named by line, good ones go through, figures sealed and others open,
//! nothing is done twice and nothing is lost, whoever is killed on the way; every figure can be opened again.

use lingnan_client::{
	audience::{Audience, Bar, Progress},
	calls::system::RemarkWithEvent,
	keys::{self, Key},
	questions::attestation,
	values::fingerprint,
	Call, Client, Flight, Stage,
};
use lingnan_datasets::import::{default_path, Import, Mapping};
use lingnan_e2e::{
	differences::{telling, Commitments},
	everything::on_the_chain,
	search::{Place, Search},
	Chain,
};
use lingnan_sealing::{
	openings::Opened,
	records::Records,
	secret::{records_beside, SealingSecret},
};
use lingnan_types::attestation as said;
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	fs,
	path::{Path, PathBuf},
	process::{Output, Stdio},
	sync::{Arc, Mutex},
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

const TAXES: &str = "Taxes paid in 12 months";
const MONTHS: &str = "Months since first registration";
const REGISTRAR: &str = "//agency//market-regulation";

/// Of a figure of the tax service.
fn mapping() -> Value {
	serde_json::from_str(include_str!("mapping.json")).expect("the mapping is JSON")
}

/// What is public by law, of the agency that registers: one key does both. Their evidence is proved by the state's salt.
fn open_mapping() -> Value {
	let mut mapping = mapping();
	mapping["indicators"] = json!([{ "indicator": MONTHS, "column": "tax", "numerator": 1, "denominator": 1 }]);
	mapping
}

/// Both: the figure is a hundred times the cell.
fn both_mapping() -> Value {
	let mut both = open_mapping();
	both["indicators"].as_array_mut().unwrap().push(mapping()["indicators"][0].clone());
	both
}

/// For [`both_mapping`].
const BOTH: [&str; 4] = ["--attester", REGISTRAR, "--attester", "//agency//tax"];

/// One file to be imported.
struct File {
	csv: PathBuf,
	map: PathBuf,
	secret: PathBuf,
	arguments: Vec<String>,
}

impl File {
	/// All files of a chain have one secret.
	fn new(chain: &Chain, name: &str, csv: &str, mapping: &Value) -> Self {
		let (path, map) = (chain.folder().join(name), chain.folder().join(format!("{name}.mapping.json")));
		fs::write(&path, csv).unwrap();
		fs::write(&map, mapping.to_string()).unwrap();
		let secret = chain.folder().join("seal.secret");
		if !secret.exists() {
			SealingSecret::new().write(&secret).unwrap();
		}
		Self { csv: path, map, secret, arguments: Vec::new() }
	}

	fn with(mut self, arguments: &[&str]) -> Self {
		self.arguments.extend(arguments.iter().map(|a| a.to_string()));
		self
	}

	fn all_arguments(&self) -> Vec<&str> {
		let (csv, map) = (self.csv.to_str().unwrap(), self.map.to_str().unwrap());
		let mut all = vec!["attestation", "import", csv, "--mapping", map, "--key", REGISTRAR, "--json"];
		all.extend(["--secret", self.secret.to_str().unwrap()]);
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
	let rows =
		cells(mark, count).into_iter().enumerate().map(|(i, (id, tax))| format!("{id},Firm {i} of {mark},{tax}\n"));
	std::iter::once("id,firm,tax\n".to_string()).chain(rows).collect()
}

/// Of these rows the cells id and tax.
fn cells(mark: &str, count: usize) -> Vec<(String, i64)> {
	(0..count).map(|i| (format!("{mark}-{i}"), i as i64 % 200)).collect()
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

	a_lost_state_loses_no_figure(&chain, &file);
	another_secret_is_said(&chain, &file);
	without_a_secret_nothing_is_sent(&chain);
	a_lost_state_is_said(&chain);
	a_mended_file_keeps_its_salt(&chain);
	another_figure_for_the_same_period_is_refused(&chain);
	what_has_expired_is_named_before_anything_is_sent(&chain);
	rows_that_only_the_chain_refuses_are_named_in_seconds(&chain);
}

/// Figures are recognised by what the secret gives: who lost the state lost nothing.
fn a_lost_state_loses_no_figure(chain: &Chain, file: &File) {
	let kept = chain.folder().join("kept.json");
	fs::rename(file.state(), &kept).unwrap();
	let (_, report) = file.import(chain);
	assert_eq!(
		(&report["attested"], &report["present"], &report["unprovedRows"]),
		(&json!(0), &json!(2), &json!(0)),
		"{report}"
	);
	fs::remove_file(file.state()).unwrap();
	fs::rename(&kept, file.state()).unwrap();
}

/// What was sealed with another secret says nothing to this one: it can be opened by the other alone.
fn another_secret_is_said(chain: &Chain, file: &File) {
	let kept = chain.folder().join("kept.json");
	fs::rename(file.state(), &kept).unwrap();
	let other = chain.folder().join("other.secret");
	SealingSecret::new().write(&other).unwrap();
	let stranger =
		File { csv: file.csv.clone(), map: file.map.clone(), secret: other, arguments: file.arguments.clone() };
	for _ in 0..2 {
		let output = chain.lingnan(&stranger.all_arguments());
		let (code, report) = read(&output);
		assert_eq!((code, &report["unprovedRows"]), (Some(7), &json!(2)), "{report}");
		assert_eq!(report["unproved"], json!([[2, 2], [4, 4]]));
		assert!(String::from_utf8_lossy(&output.stdout).contains("another secret"), "{output:?}");
	}
	fs::remove_file(file.state()).unwrap();
	fs::rename(&kept, file.state()).unwrap();
}

fn without_a_secret_nothing_is_sent(chain: &Chain) {
	let file =
		File::new(chain, "bare.csv", &CSV.replace("A-", "B-"), &mapping()).with(&["--attester", "//agency//tax"]);
	let arguments = file.all_arguments();
	let at = arguments.iter().position(|argument| *argument == "--secret").unwrap();
	let output = chain.lingnan(&[&arguments[..at], &arguments[at + 2..]].concat());
	let text = String::from_utf8_lossy(&output.stdout);
	assert_eq!(output.status.code(), Some(4), "{text}");
	assert!(text.contains("--secret") && text.contains("lingnan key sealing"), "{text}");
	assert!(!file.state().exists());
}

/// The salt of what landed is gone: the next run counted it as superseded, and exited as if all were well.
fn a_lost_state_is_said(chain: &Chain) {
	let file = File::new(chain, "open.csv", &CSV.replace("A-", "O-"), &open_mapping());
	file.import(chain);
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
fn a_mended_file_keeps_its_salt(chain: &Chain) {
	let csv = CSV.replace("A-", "M-");
	let file = File::new(chain, "mended.csv", &csv, &both_mapping()).with(&BOTH);
	let salt = || serde_json::from_slice::<Value>(&fs::read(file.state()).unwrap()).unwrap()["salt"].clone();
	file.import(chain);
	let before = salt();
	fs::write(&file.csv, csv.replace("not a number", "7")).unwrap();
	let (_, report) = file.import(chain);
	assert_eq!((&report["registered"], &report["attested"], &report["present"]), (&json!(1), &json!(2), &json!(4)));
	assert_eq!((salt(), &report["unprovedRows"]), (before, &json!(0)), "{report}");
	every_row_is_there_once(
		chain,
		&file,
		&[("M-1", 100_000), ("M-2", 7), ("M-3", 250_000)].map(|(id, tax)| (id.into(), tax)),
	);
}

/// The chain shows no figure, not even to say that two are the same: the secret tells, in the same bin and in another.
fn another_figure_for_the_same_period_is_refused(chain: &Chain) {
	let tax = ["--attester", "//agency//tax"];
	let first = File::new(chain, "first.csv", "id,firm,tax\nS-1,One,3000\nS-2,Two,3000\nS-3,Three,3000\n", &mapping())
		.with(&tax);
	assert_eq!(first.import(chain).1["attested"], 3);
	let second = File::new(chain, "second.csv", "id,firm,tax\nS-1,One,3001\nS-2,Two,30\nS-3,Three,3000\n", &mapping())
		.with(&tax);
	let (code, report) = second.import(chain);
	assert_eq!((code, lines(&report), &report["present"]), (Some(7), vec![2, 3], &json!(1)), "{report}");
	let reason = |place: usize| report["bad"][place]["reason"].as_str().unwrap();
	assert!(reason(0).contains("says 300000, and this row says 300100") && reason(0).contains("--correct"), "{report}");
	assert!(reason(1).contains("says 300000, and this row says 3000:"), "{report}");
	// Asked to, it corrects them; then the file and the chain agree.
	let second = second.with(&["--correct"]);
	let (code, report) = second.import(chain);
	assert_eq!((code, &report["corrected"], &report["present"]), (Some(0), &json!(2), &json!(1)), "{report}");
	fs::remove_file(second.state()).unwrap();
	let (code, report) = second.import(chain);
	assert_eq!((code, &report["corrected"], &report["present"]), (Some(0), &json!(0), &json!(3)), "{report}");
	a_corrected_name_is_told_and_amended(chain);
}

/// "1 were there already", and the old name stayed.
fn a_corrected_name_is_told_and_amended(chain: &Chain) {
	let tax = ["--attester", "//agency//tax"];
	let first = File::new(chain, "name.csv", "id,firm,tax\nR-1,Old Trading,5\nR-2,Same,5\n", &mapping()).with(&tax);
	assert_eq!(first.import(chain).1["registered"], 2);
	let csv = "id,firm,tax\nR-1,New Trading,5\nR-2,Same,5\n";
	let second = File::new(chain, "name-2.csv", csv, &mapping()).with(&tax);
	let (code, report) = second.import(chain);
	assert_eq!((code, lines(&report), &report["known"]), (Some(7), vec![2], &json!(2)), "{report}");
	let reason = report["bad"][0]["reason"].as_str().unwrap();
	assert!(
		reason.contains("Old Trading") && reason.contains("New Trading") && reason.contains("--correct"),
		"{report}"
	);
	let (code, report) = second.with(&["--correct"]).import(chain);
	assert_eq!((code, &report["amended"]), (Some(0), &json!(1)), "{report}");
	let shown = chain.lingnan(&["show", "enterprise", "MO:R-1", "--json"]);
	let firm: Value = serde_json::from_slice(&shown.stdout).unwrap();
	assert_eq!(firm["legalName"], "New Trading");
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
	let mut mapping = both_mapping();
	mapping["registration"]["division"] = json!({ "value": "440300" });
	let file = File::new(chain, "refused.csv", &rows("D", count), &mapping).with(&BOTH);
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
	let file = File::new(&chain, "one-key.csv", &rows("K", 3_000), &both_mapping()).with(&BOTH);
	let start = Instant::now();
	let (code, report) = file.import(&chain);
	println!("3,000 rows, what is public with the key that registers, and a figure: {:?}", start.elapsed());
	assert_eq!((code, &report["registered"], &report["attested"]), (Some(0), &json!(3_000), &json!(6_000)), "{report}");
	every_row_is_there_once(&chain, &file, &cells("K", 3_000));

	// Another process with the same key meanwhile: neither is in the other's way.
	let (one, other) = (
		File::new(&chain, "a.csv", &rows("L", 1_200), &both_mapping()).with(&BOTH),
		File::new(&chain, "b.csv", &rows("N", 1_200), &both_mapping()).with(&BOTH),
	);
	let mut running = [&one, &other].map(|file| {
		chain.command(&file.all_arguments()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
	});
	let done = running.each_mut().map(|child| child.wait().unwrap());
	assert!(done.iter().all(|status| status.success()), "{done:?}");
	every_row_is_there_once(&chain, &one, &cells("L", 1_200));
	every_row_is_there_once(&chain, &other, &cells("N", 1_200));
}

/// Where a bar is, and up to which line the state says that all is done then.
struct Gauge {
	state: PathBuf,
	seen: Arc<Mutex<Vec<(u64, u64)>>>,
	notes: Arc<Mutex<Vec<String>>>,
}

impl Bar for Gauge {
	fn set(&self, done: u64) {
		let state: Value = serde_json::from_slice(&fs::read(&self.state).unwrap()).unwrap();
		self.seen.lock().unwrap().push((done, state["line"].as_u64().unwrap()));
	}

	fn advance(&self, _: u64) {}

	fn note(&self, text: &str) {
		self.notes.lock().unwrap().push(text.into());
	}

	fn remark(&self, _: &str) {}

	fn end(&self) {}
}

struct Watcher {
	state: PathBuf,
	seen: Arc<Mutex<Vec<(u64, u64)>>>,
	notes: Arc<Mutex<Vec<String>>>,
}

impl Audience for Watcher {
	fn is_person(&self) -> bool {
		false
	}

	fn say(&self, _: &str) {}

	fn progress(&self, _: u64, _: &str) -> Progress {
		let Self { state, seen, notes } = self;
		Progress::new(Gauge { state: state.clone(), seen: seen.clone(), notes: notes.clone() })
	}
}

/// It showed how far the file was read, which is long before any of it is done.
#[tokio::test(flavor = "multi_thread")]
async fn the_bar_shows_what_is_done_and_noted() {
	let chain = Chain::start();
	let csv = rows("B", 4_000);
	let File { csv: path, map, .. } = File::new(&chain, "bar.csv", &csv, &open_mapping());
	let state = default_path(&path);
	let watcher = Watcher { state: state.clone(), seen: Arc::default(), notes: Arc::default() };
	let import = Import {
		client: &Client::connect(&chain.url).await.unwrap(),
		mapping: &Mapping::read(&map).unwrap(),
		csv: path,
		layout: Default::default(),
		state,
		registrar: keys::agency("market-regulation"),
		attesters: vec![keys::agency("market-regulation")],
		names: Default::default(),
		sealing: None,
		correct: false,
		stage: Stage::Finalised,
		output: &watcher,
	};
	assert_eq!(import.run().await.unwrap().attested, 4_000);
	let (seen, notes) = (watcher.seen.lock().unwrap(), watcher.notes.lock().unwrap());
	let ends: Vec<usize> = csv.match_indices('\n').map(|(end, _)| end + 1).collect();
	for (position, line) in seen.iter() {
		assert_eq!(*position as usize, ends[*line as usize - 1], "the bar is where line {line} ends");
	}
	assert!(seen.len() > 1 && seen.is_sorted(), "{seen:?}");
	assert_eq!(seen.last(), Some(&(csv.len() as u64, 4_001)));
	assert!(notes[0].contains("on their way") && notes.last().unwrap() == "4,000 rows done", "{notes:?}");
}

/// Rows in a second, figures beside what stands open: the same rows, one attestation each. It prints and compares nothing, for
/// other work keeps the machine busy: `cargo test -p lingnan-e2e --test import -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn how_fast_figures_are_imported() {
	let chain = Chain::start();
	let count = number("LINGNAN_ROWS", 10_000);
	for (name, mark, mapping) in
		[("open", "P", open_mapping()), ("sealed", "Q", mapping()), ("open again", "R", open_mapping())]
	{
		let attester = if name == "sealed" { "//agency//tax" } else { REGISTRAR };
		let csv = rows(mark, count);
		let file = File::new(&chain, &format!("{mark}.csv"), &csv, &mapping).with(&["--attester", attester, "--quick"]);
		let start = Instant::now();
		let (code, report) = file.import(&chain);
		assert_eq!((code, &report["attested"]), (Some(0), &json!(count)), "{report}");
		println!("{name}: {:.0} rows a second", count as f64 / start.elapsed().as_secs_f64());
	}
}

/// Large figures, each like no other number.
#[test]
fn two_hundred_firms_and_no_figure_in_the_clear() {
	let chain = Chain::start();
	let figure = |i: i64| 731_826_490_517 + i * 1_000_003;
	let csv: String = std::iter::once("id,firm,tax\n".to_string())
		.chain((0..200).map(|i| format!("T-{i},Firm {i},{}\n", figure(i))))
		.collect();
	let file = File::new(&chain, "figures.csv", &csv, &mapping()).with(&["--attester", "//agency//tax"]);
	let output = chain.lingnan(&file.all_arguments());
	let (code, report) = read(&output);
	assert_eq!((code, &report["registered"], &report["attested"]), (Some(0), &json!(200), &json!(200)), "{report}");
	let firms: Vec<(String, i64)> = (0..200).map(|i| (format!("T-{i}"), figure(i))).collect();
	every_row_is_there_once(&chain, &file, &firms);

	let runtime = tokio::runtime::Runtime::new().unwrap();
	let (mut places, sealed) = runtime.block_on(async {
		let client = Client::connect(&chain.url).await.unwrap();
		let (mut places, mut sealed) = (on_the_chain(&client).await, Vec::new());
		for (id, _) in &firms {
			let list: Value = client.rpc("attestation_list", json!([format!("MO:{id}")])).await.unwrap();
			places.push(Place { name: format!("attestation_list of {id}"), bytes: list.to_string().into_bytes() });
			for there in attestation::list(&client, &format!("MO:{id}").parse().unwrap()).await.unwrap() {
				let stored = there.value.commitments().iter().map(|point| point.0).collect();
				sealed.push(Commitments { name: id.clone(), stored });
			}
		}
		(places, sealed)
	});
	// Nor does the difference of two commitments tell one, of some firms: each is compared with each.
	let figures: Vec<i64> = firms.iter().map(|(_, cell)| cell * 100).collect();
	assert_eq!(telling(&sealed[..20], &figures), Vec::<String>::new());
	places.extend(
		[
			("what the command printed", output.stdout),
			("what it said on the error stream", output.stderr),
			("the state of the import", fs::read(file.state()).unwrap()),
			("the node's log", chain.log().into_bytes()),
			("the node's metrics", chain.figures().into_bytes()),
		]
		.map(|(name, bytes)| Place { name: name.into(), bytes }),
	);
	let mut search = Search::default();
	for (id, cell) in &firms {
		search.figure(&format!("figure of {id}"), cell * 100);
		search.figure(&format!("cell of {id}"), *cell);
	}
	assert_eq!(search.hits(&places), Vec::new());
	// The agency's records hold them, and are hers alone: the search finds what is there.
	let records = records_beside(&file.secret);
	let held = [Place { name: "records".into(), bytes: fs::read(&records).unwrap() }];
	assert!(search.hits(&held).len() >= firms.len());
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		assert_eq!(fs::metadata(&records).unwrap().permissions().mode() & 0o777, 0o600);
	}
}

/// The register has each enterprise, and of each indicator of the mapping one attestation about it: the state's salt proves what
/// stands open, and what is sealed is opened again from secret and records.
fn every_row_is_there_once(chain: &Chain, file: &File, firms: &[(String, i64)]) {
	let state: Value = serde_json::from_slice(&fs::read(file.state()).unwrap()).unwrap();
	assert_eq!(state["finished"], json!(true));
	let salt = state["salt"].as_str().unwrap().to_string();
	let csv = fs::read_to_string(&file.csv).unwrap();
	// A number that stands there again is a bad row: the first counts.
	let mut rows: HashMap<&str, Vec<&str>> = HashMap::new();
	for cells in csv.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>()) {
		rows.entry(cells[0]).or_insert(cells);
	}
	let mapped: Value = serde_json::from_slice(&fs::read(&file.map).unwrap()).unwrap();
	let mapped = mapped["indicators"].as_array().unwrap().len();
	let secret = SealingSecret::read(&file.secret).unwrap().blindings();
	let records = Records::read(&records_beside(&file.secret)).unwrap();
	let runtime = tokio::runtime::Runtime::new().unwrap();
	runtime.block_on(async {
		let client = Client::connect(&chain.url).await.unwrap();
		let indicators = attestation::indicators(&client).await.unwrap();
		for (id, tax) in firms {
			let number: lingnan_types::RegistrationNumber = format!("MO:{id}").parse().unwrap();
			let attestations = attestation::list(&client, &number).await.unwrap();
			assert_eq!(attestations.len(), mapped, "{number}");
			let cells = &rows[id.as_str()];
			for there in attestations {
				assert_eq!(there.revision, 1, "{number}: attested once");
				let indicator = indicators.iter().find(|one| one.id == there.indicator).unwrap();
				if let said::Value::Open(value) = there.value {
					let evidence = fingerprint(&[salt.as_bytes(), &[0x1f], cells.join("\u{1f}").as_bytes()].concat());
					assert_eq!((value, there.evidence), (*tax, evidence), "{number}: the state proves it");
					assert_eq!(indicator.name.as_str(), MONTHS);
					continue;
				}
				assert_eq!(indicator.name.as_str(), TAXES);
				let opens = records.of(&number.to_string()).iter().find(|record| {
					let (value, period_end, revision) = (record.value, record.period_end, record.revision);
					let genesis = client.genesis_hash();
					let opened =
						Opened::seal(&secret, genesis, &number, indicator, value, period_end, revision).unwrap();
					let again = (opened.commitments().unwrap(), opened.evidence(&number.to_string()));
					record.indicator == there.indicator && again == (there.value.clone(), there.evidence)
				});
				let record = opens.unwrap_or_else(|| panic!("{number}: secret and records do not open it"));
				assert_eq!((record.value, record.revision), (tax * 100, there.revision), "{number}");
			}
			let firm: Value = client.rpc("enterprise_get", json!([number.to_string()])).await.unwrap();
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
		let file = File::new(&chain, &format!("{files}.csv"), &rows(&format!("F{files}"), ROWS), &both_mapping())
			.with(&BOTH)
			.with(quick);
		let report = loop {
			if let Some(report) = run_or_kill(&mut chain, &file, &mut dice, &mut left) {
				break report;
			}
		};
		let count = |name: &str| report[name].as_u64().unwrap() as usize;
		let resumed = count("resumed");
		assert_eq!(count("registered") + count("known") + resumed, ROWS, "{report}");
		assert_eq!(count("attested") + count("present") + 2 * resumed, 2 * ROWS, "{report}");
		every_row_is_there_once(&chain, &file, &cells(&format!("F{files}"), ROWS));
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
