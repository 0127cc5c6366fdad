//! What a node's blocks and its cheap answers suffer while many follow inboxes and others ask the dearest question without
//! pause. Measures the same node idle and loaded in one run, and prints ratios: absolute times are the machine's.
//!
//! `scripts/benchmark-questions` starts a node of its own and runs it.

use clap::{Parser, ValueEnum};
use lingnan_client::{calls::enterprise_registry::Register, keys, Client, Error, Result, Stage};
use lingnan_types::error_code::BUSY;
use serde_json::{json, value::RawValue, Value};
use std::{
	io::{BufRead, BufReader},
	process::{Child, ChildStdout, Command, Stdio},
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};
use subxt::rpcs::{self, client::RpcParams, RpcClient};
use tokio::task::JoinSet;

/// The firm that products are matched for.
const FIRM: &str = "CN:91440300708461136T";

/// How much dearer a cheap read may become, in the 99th of 100.
const MOST_DEARER: f64 = 3.0;

/// How much longer a block may take on average.
const MOST_LATER: f64 = 1.1;

#[derive(Parser)]
struct Args {
	/// The node. A development chain: the firm is registered with its well-known keys
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	url: String,

	/// For how long each part is measured
	#[arg(long, default_value_t = 60)]
	seconds: u64,

	/// Who follow inboxes, each by a connection of its own, all institutions in turn
	#[arg(long, default_value_t = 200)]
	subscribers: u64,

	/// Who ask the dearest question, each by a connection of its own
	#[arg(long, default_value_t = 20)]
	askers: u64,

	/// Be the clients that ask and follow, until standard input ends
	#[arg(long, hide = true)]
	load: Option<Question>,
}

/// What is asked without pause.
#[derive(Clone, Copy, ValueEnum)]
enum Question {
	/// The longest list that everybody may ask.
	Products,
	/// A page of products by `state_call`.
	ProductsByName,
}

impl Question {
	fn asked(self) -> (&'static str, Value) {
		match self {
			Self::Products => ("financing_products", json!([])),
			Self::ProductsByName => ("state_call", json!(["FinancingApi_products", "0x0000"])),
		}
	}

	/// Asks it again and again, without pause.
	async fn insist(self, rpc: RpcClient, counts: Arc<Counts>, ends: Arc<AtomicBool>) {
		let (method, params) = self.asked();
		while !ends.load(Ordering::Relaxed) {
			let count = match rpc.request::<Box<RawValue>>(method, list(&params)).await {
				Ok(_) => &counts.answered,
				Err(rpcs::Error::User(refusal)) if is_busy(&refusal) => &counts.busy,
				Err(_) => &counts.failed,
			};
			count.fetch_add(1, Ordering::Relaxed);
		}
	}
}

/// What the clients got.
#[derive(Default)]
struct Counts {
	answered: AtomicU64,
	busy: AtomicU64,
	failed: AtomicU64,
	items: AtomicU64,
}

/// One part of the run.
struct Part {
	/// Seconds between blocks.
	blocks: Vec<f64>,
	/// Milliseconds for a cheap read.
	reads: Vec<f64>,
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	if let Some(question) = args.load {
		return make_busy(&args, question).await;
	}
	register(&args.url).await?;
	let length = Duration::from_secs(args.seconds);
	let idle = measure(&args.url, length).await?;
	println!("{:<24} {}", "idle", told(&idle, None));

	let mut holds = true;
	let mut failed = 0;
	for (name, question) in [("loaded", Question::Products), ("loaded, by state_call", Question::ProductsByName)] {
		let load = Load::start(&args, question)?;
		let part = measure(&args.url, length).await?;
		let counts = load.end()?;
		println!("{name:<24} {}", told(&part, Some(&idle)));
		println!(
			"{:<24} {} answers, {} refused as busy ({BUSY}); {} subscribers were told {} items; {} failed otherwise",
			"", counts["answered"], counts["busy"], args.subscribers, counts["items"], counts["failed"],
		);
		holds &= ratio(mean(&part.blocks), mean(&idle.blocks)) <= MOST_LATER;
		holds &= ratio(percentile(&part.reads, 99), percentile(&idle.reads, 99)) <= MOST_DEARER;
		failed += counts["failed"].as_u64().unwrap_or(1);
	}
	match holds && failed == 0 {
		true => Ok(()),
		false => Err(Error::Different(format!(
			"blocks may take {MOST_LATER} times as long, and the 99th cheap read of 100 {MOST_DEARER} times"
		))),
	}
}

/// The clients that make the node busy. They are a process of their own that runs where nobody else wants a core and gives it up
/// at once: where nodes serve, they are other machines, and what they do with an answer keeps no node from anything.
struct Load {
	process: Child,
	words: BufReader<ChildStdout>,
}

impl Load {
	/// Starts them, and waits until all are connected.
	fn start(args: &Args, question: Question) -> Result<Self> {
		let this = std::env::current_exe().map_err(|e| Error::input("this program", e))?;
		let mut process = Command::new("chrt")
			.args(["--idle", "0"])
			.arg(this)
			.args(["--url", &args.url, "--load", question.to_possible_value().expect("none is skipped").get_name()])
			.args(["--subscribers", &args.subscribers.to_string(), "--askers", &args.askers.to_string()])
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.spawn()
			.map_err(|e| Error::input("the clients' process", e))?;
		let words =
			process.stdout.take().map(BufReader::new).ok_or_else(|| Error::input("the clients' process", "mute"))?;
		let mut load = Self { process, words };
		load.line()?;
		Ok(load)
	}

	/// Ends them, and answers what they got.
	fn end(mut self) -> Result<Value> {
		drop(self.process.stdin.take());
		let said = self.line()?;
		self.process.wait().map_err(|e| Error::input("the clients' process", e))?;
		serde_json::from_str(&said).map_err(|e| Error::input("the clients' counts", e))
	}

	fn line(&mut self) -> Result<String> {
		let mut line = String::new();
		self.words.read_line(&mut line).map_err(|e| Error::input("the clients' process", e))?;
		Ok(line)
	}
}

/// Follows and asks until standard input ends, then says what it got.
async fn make_busy(args: &Args, question: Question) -> Result<()> {
	let (counts, ends) = (Arc::new(Counts::default()), Arc::new(AtomicBool::new(false)));
	let mut clients = JoinSet::new();
	let banks = banks(&args.url).await?;
	for number in 0..args.subscribers {
		let followed = follow(connect(&args.url).await?, number % banks.max(1), counts.clone());
		clients.spawn(followed);
	}
	let mut askers = JoinSet::new();
	for _ in 0..args.askers {
		let asked = question.insist(connect(&args.url).await?, counts.clone(), ends.clone());
		askers.spawn(asked);
	}
	println!("ready");
	let waited = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await;
	waited.map_err(|e| Error::input("standard input", e))?.map_err(|e| Error::input("standard input", e))?;
	ends.store(true, Ordering::Relaxed);
	askers.join_all().await;
	clients.shutdown().await;
	let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
	let Counts { answered, busy, failed, items } = &*counts;
	let said = json!({
		"answered": count(answered), "busy": count(busy), "failed": count(failed), "items": count(items),
	});
	println!("{said}");
	Ok(())
}

fn told(part: &Part, idle: Option<&Part>) -> String {
	let against = |mine: f64, theirs: Option<f64>| {
		theirs.map_or_else(String::new, |theirs| format!(" ({:.2} x idle)", ratio(mine, theirs)))
	};
	let (block, longest) = (mean(&part.blocks), percentile(&part.blocks, 99));
	let (half, most) = (percentile(&part.reads, 50), percentile(&part.reads, 99));
	format!(
		"{} blocks, {block:.2} s each{}, at most {longest:.2} s; {} cheap reads, p50 {half:.1} ms{}, p99 {most:.1} ms{}",
		part.blocks.len(),
		against(block, idle.map(|idle| mean(&idle.blocks))),
		part.reads.len(),
		against(half, idle.map(|idle| percentile(&idle.reads, 50))),
		against(most, idle.map(|idle| percentile(&idle.reads, 99))),
	)
}

fn ratio(mine: f64, theirs: f64) -> f64 {
	mine / theirs.max(f64::MIN_POSITIVE)
}

fn mean(all: &[f64]) -> f64 {
	all.iter().sum::<f64>() / all.len().max(1) as f64
}

fn percentile(all: &[f64], of_100: usize) -> f64 {
	let mut sorted = all.to_vec();
	sorted.sort_by(f64::total_cmp);
	let place = (sorted.len() * of_100).div_ceil(100).saturating_sub(1);
	sorted.get(place).copied().unwrap_or_default()
}

async fn connect(url: &str) -> Result<RpcClient> {
	RpcClient::from_insecure_url(url).await.map_err(|e| Error::Connection(e.to_string()))
}

/// The firm is on the register: else the dearest question would be answered at once.
async fn register(url: &str) -> Result<()> {
	let client = Client::connect(url).await?;
	if !client.rpc::<Value>("enterprise_get", json!([FIRM])).await?.is_null() {
		return Ok(());
	}
	let registration = json!({
		"number": FIRM, "legalName": "Lychee Electronics", "industry": "C3911", "division": null, "founded": 16_000,
		"registeredCapital": 100_000_000, "capitalCurrency": "CNY", "lei": null, "acceptOuterCheckMismatch": false,
	});
	let registration = serde_json::from_value(registration).map_err(|e| Error::input("the registration", e))?;
	let call = Register { registration }.into();
	client.submit_until(Stage::InBlock, &call, &keys::agency("market-regulation")).await.map(drop)
}

async fn banks(url: &str) -> Result<u64> {
	let client = Client::connect(url).await?;
	Ok(client.list::<Value>("financing_institutions", json!([]), None).await?.len() as u64)
}

/// Watches blocks and reads what is cheap, each by a connection of its own.
async fn measure(url: &str, length: Duration) -> Result<Part> {
	let (rpc, reader) = (connect(url).await?, connect(url).await?);
	let until = tokio::time::Instant::now() + length;
	let blocks = async {
		let mut heads =
			rpc.subscribe::<Value>("chain_subscribeNewHeads", RpcParams::new(), "chain_unsubscribeNewHeads").await?;
		let (mut spans, mut last) = (Vec::new(), None);
		while let Ok(Some(head)) = tokio::time::timeout_at(until, heads.next()).await {
			head?;
			let now = Instant::now();
			spans.extend(last.replace(now).map(|before| now.duration_since(before).as_secs_f64()));
		}
		Ok::<_, rpcs::Error>(spans)
	};
	let reads = async {
		let mut times = Vec::new();
		for (method, params) in [
			("chain_getHeader", json!([])),
			("enterprise_get", json!([FIRM])),
			("financing_loan", json!([0])),
			("credit_rating", json!([FIRM])),
		]
		.iter()
		.cycle()
		{
			if tokio::time::Instant::now() >= until {
				break;
			}
			let start = Instant::now();
			reader.request::<Value>(method, list(params)).await?;
			times.push(start.elapsed().as_secs_f64() * 1_000.0);
			tokio::time::sleep(Duration::from_millis(20)).await;
		}
		Ok::<_, rpcs::Error>(times)
	};
	let (blocks, reads) = tokio::try_join!(blocks, reads).map_err(|e| Error::Connection(e.to_string()))?;
	Ok(Part { blocks, reads })
}

/// Follows an inbox until the end.
async fn follow(rpc: RpcClient, institution: u64, counts: Arc<Counts>) {
	let follow = rpc.subscribe::<Value>(
		"financing_subscribeApplications",
		list(&json!([institution])),
		"financing_unsubscribeApplications",
	);
	let Ok(mut items) = follow.await else {
		counts.failed.fetch_add(1, Ordering::Relaxed);
		return;
	};
	while let Some(Ok(_)) = items.next().await {
		counts.items.fetch_add(1, Ordering::Relaxed);
	}
}

fn is_busy(refusal: &rpcs::UserError) -> bool {
	let data = refusal.data.as_ref().map(|data| data.get()).unwrap_or_default();
	refusal.code == BUSY || refusal.message.contains("wait for their turn") || data.contains("wait for their turn")
}

fn list(params: &Value) -> RpcParams {
	let mut list = RpcParams::new();
	for param in params.as_array().into_iter().flatten() {
		list.push(param).expect("a parameter is JSON");
	}
	list
}
