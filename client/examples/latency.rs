//! How long a person waits: three calls of one account until each is final, one after the other and sent together, as a consent, a
//! grade's proof and an application are. What a call does makes no difference as long as blocks are not full.
//!
//! `cargo run -p lingnan-client --example latency [ROUNDS] [URL]`, beside a development node.

use lingnan_client::{calls::enterprise_registry::RegisterMany, keys, Call, Client, Error, Result, Stage};
use serde_json::json;
use std::{
	sync::atomic::{AtomicU64, Ordering},
	time::{Duration, Instant, SystemTime},
};

const CALLS: u64 = 3;

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let rounds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(20);
	let url = arguments.next().unwrap_or_else(|| "ws://127.0.0.1:9944".into());
	let client = Client::connect(&url).await?;
	let (mut serial, mut together, mut in_block) = (Vec::new(), Vec::new(), Vec::new());
	for round in 0..rounds {
		// Each round begins elsewhere in a slot.
		tokio::time::sleep(Duration::from_millis(round * 370 % 2_000)).await;
		serial.push(one_after_the_other(&client, Stage::Finalised).await?);
		in_block.push(one_after_the_other(&client, Stage::InBlock).await?);
		together.push(all_at_once(&client).await?);
	}
	println!("{CALLS} calls, seconds: median and longest of {rounds}");
	for (what, mut times) in [
		("one after the other, each in a block", in_block),
		("one after the other, each final", serial),
		("together, final", together),
	] {
		times.sort();
		let seconds = |at: usize| times.get(at).map_or(0.0, Duration::as_secs_f64);
		println!("  {what:<38} {:.2} {:.2}", seconds(times.len() / 2), seconds(times.len() - 1));
	}
	Ok(())
}

/// The registration of one more firm.
fn call() -> Result<Call> {
	static FIRM: AtomicU64 = AtomicU64::new(0);
	let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
	let registration = serde_json::from_value(json!({
		"number": format!("MO:{now}-{}", FIRM.fetch_add(1, Ordering::Relaxed)),
		"legalName": "A firm",
		"industry": "F51",
		"founded": 16_495,
		"registeredCapital": 2_500_000,
		"capitalCurrency": "MOP",
	}));
	let registration = registration.map_err(|e| Error::NotFound(format!("a firm that is none: {e}")))?;
	Ok(RegisterMany { registrations: vec![registration] }.into())
}

async fn one_after_the_other(client: &Client, stage: Stage) -> Result<Duration> {
	let key = keys::agency("market-regulation");
	let start = Instant::now();
	for _ in 0..CALLS {
		client.submit_until(stage, &call()?, &key).await?;
	}
	Ok(start.elapsed())
}

async fn all_at_once(client: &Client) -> Result<Duration> {
	let key = keys::agency("market-regulation");
	let start = Instant::now();
	let calls = (0..CALLS).map(|_| async { client.submit_until(Stage::Finalised, &call()?, &key).await });
	for done in futures::future::join_all(calls).await {
		done?;
	}
	Ok(start.elapsed())
}
