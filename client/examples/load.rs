//! Fills blocks with the batches of agencies: registers so many firms, or attests a figure of law of each, 500 to a batch, and
//! says how many a second were final. Signed beforehand, a round at a time; sent as fast as the chain takes them.
//!
//! `cargo run -p lingnan-client --example load -- register 1000000`, then `… attest 1000000`, beside a development node;
//! `scripts/benchmark-speed` does it all.

use clap::{Parser, ValueEnum};
use lingnan_client::{
	calls::{attestations::AttestMany, enterprise_registry::RegisterMany},
	keys::{self, Key},
	questions::attestation,
	Call, Client, Error, Result,
};
use lingnan_types::{
	attestation::{AttestationSpec, Value},
	enterprise::RegistrationSpec,
	IndicatorId,
};
use serde_json::json;
use std::time::{Duration, Instant};
use subxt::utils::H256;

/// What a batch holds at most.
const BATCH: usize = 500;

/// Batches that are signed at a time, and wait in the pool.
const ROUND: usize = 64;

/// Public by law.
const INDICATOR: &str = "Months since first registration";

#[derive(Parser)]
struct Args {
	/// What is done
	#[arg(value_enum)]
	kind: Kind,

	/// To how many firms
	firms: usize,

	/// The number of the first
	#[arg(long, default_value_t = 0)]
	from: usize,

	/// The last day of the period that is attested, days since 1970
	#[arg(long, default_value_t = 20_634)]
	period_end: u32,

	/// The node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	url: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
	Register,
	Attest,
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	let client = Client::connect(&args.url).await?;
	let key = keys::agency("market-regulation");
	let indicators = attestation::indicators(&client).await?;
	let indicator = indicators.iter().find(|one| one.name.as_str() == INDICATOR).map(|one| one.id);
	let indicator = indicator.ok_or_else(|| Error::NotFound(format!("this chain has no indicator {INDICATOR}")))?;

	let first = client.nonce_after(&keys::account(&key), client.best().await?).await?;
	let firms: Vec<usize> = (args.from..args.from + args.firms).collect();
	let batches: Vec<&[usize]> = firms.chunks(BATCH).collect();
	let mut next = first;
	let (mut signing, mut sending) = (Duration::ZERO, Duration::ZERO);
	for (round, batches) in batches.chunks(ROUND).enumerate() {
		let start = Instant::now();
		let mut signed = Vec::new();
		for batch in batches {
			let call = args.call(batch, indicator)?;
			signed.push(client.signed(&call, &key, next).await?);
			next += 1;
		}
		signing += start.elapsed();
		let start = Instant::now();
		for one in &signed {
			client.send_signed("a batch", one).await?;
		}
		// The chain works on this round while the next is signed.
		until(&client, &key, next.saturating_sub(ROUND as u64 / 2), false).await?;
		sending += start.elapsed();
		if round % 8 == 0 {
			eprintln!("{} of {} firms", (next - first) as usize * BATCH, args.firms);
		}
	}
	let start = Instant::now();
	until(&client, &key, next, true).await?;
	sending += start.elapsed();
	let all = signing + sending;
	println!(
		"{} firms final in {:.1} s, {:.0} a second ({:.1} s of it signing)",
		args.firms,
		all.as_secs_f64(),
		args.firms as f64 / all.as_secs_f64(),
		signing.as_secs_f64()
	);
	Ok(())
}

impl Args {
	fn call(&self, batch: &[usize], indicator: IndicatorId) -> Result<Call> {
		let number = |firm: &usize| format!("MO:{}", 100_000_000 + firm);
		let bad = |e: serde_json::Error| Error::NotFound(format!("a firm that is none: {e}"));
		Ok(match self.kind {
			Kind::Register => {
				let one = |firm: &usize| -> Result<RegistrationSpec> {
					serde_json::from_value(json!({
						"number": number(firm),
						"legalName": format!("Firm {firm}"),
						"industry": "F51",
						"founded": 16_495,
						"registeredCapital": 2_500_000,
						"capitalCurrency": "MOP",
					}))
					.map_err(bad)
				};
				Call::from(RegisterMany { registrations: batch.iter().map(one).collect::<Result<_>>()? })
			},
			Kind::Attest => {
				let one = |firm: &usize| -> Result<AttestationSpec> {
					Ok(AttestationSpec {
						enterprise: serde_json::from_value(json!(number(firm))).map_err(bad)?,
						indicator,
						value: Value::Open(*firm as i64 % 200),
						period_end: serde_json::from_value(json!(self.period_end)).map_err(bad)?,
						evidence: H256([7; 32]),
					})
				};
				Call::from(AttestMany { attestations: batch.iter().map(one).collect::<Result<_>>()? })
			},
		})
	}
}

/// Waits until the account's next nonce is this, in the best block or in the final one.
async fn until(client: &Client, key: &Key, wanted: u64, is_final: bool) -> Result<()> {
	loop {
		let block = if is_final { client.finalised().await? } else { client.best().await? };
		if client.nonce_after(&keys::account(key), block).await? >= wanted {
			return Ok(());
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
}
