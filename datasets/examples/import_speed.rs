//! What an import brings of what the node takes: the same batches signed beforehand and fed to it as they are, then imported as
//! people import, by default and with `--quick`, and fed once more, all until the last is final. Of rows by the second, and as
//! parts of the feeder's.
//!
//! `cargo run -p lingnan-datasets --example import_speed [ROWS] [URL]`, beside a development node; `scripts/benchmark-credit`
//! starts one.

use lingnan_client::{
	audience::Nobody,
	calls::{attestations::AttestMany, enterprise_registry::RegisterMany},
	keys::{self, Key},
	questions::attestation,
	Call, Client, Error, Result, Stage,
};
use lingnan_datasets::import::{default_path, Import, Mapping, Rows};
use lingnan_types::{
	attestation::{AttestationSpec, Value},
	IndicatorId,
};
use serde_json::json;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use subxt::utils::H256;

const ROWS: usize = 40_000;
const BATCH: usize = 500;
/// Each is public by law, and each another agency's.
const MONTHS: &str = "Months since first registration";
const PATENTS: &str = "Patents in force";

#[tokio::main]
async fn main() -> Result<()> {
	let mut arguments = std::env::args().skip(1);
	let rows = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(ROWS);
	let url = arguments.next().unwrap_or_else(|| "ws://127.0.0.1:9944".into());
	let folder = std::env::temp_dir().join(format!("lingnan-import-{}", std::process::id()));
	std::fs::create_dir_all(&folder).map_err(|e| Error::input(folder.display(), e))?;
	let measured = measure(&url, &folder, rows).await;
	std::fs::remove_dir_all(&folder).map_err(|e| Error::input(folder.display(), e))?;
	measured
}

async fn measure(url: &str, folder: &Path, rows: usize) -> Result<()> {
	let first = fed(&Client::connect(url).await?, &csv(folder, "F", rows)?).await?;
	let default = imported(&Client::connect(url).await?, csv(folder, "D", rows)?, Stage::Finalised).await?;
	let quick = imported(&Client::connect(url).await?, csv(folder, "Q", rows)?, Stage::InBlock).await?;
	let last = fed(&Client::connect(url).await?, &csv(folder, "G", rows)?).await?;
	let feeder = (first + last) / 2;
	let speed = |time: Duration| rows as f64 / time.as_secs_f64();
	let part = |time: Duration| feeder.as_secs_f64() / time.as_secs_f64();
	println!("{rows} rows, two attestations each, until the last is final");
	println!("  a bare feeder, before and after: {:.0} and {:.0} rows a second", speed(first), speed(last));
	println!("  import:         {:.0} rows a second, {:.2} of the feeder", speed(default), part(default));
	println!("  import --quick: {:.0} rows a second, {:.2} of the feeder", speed(quick), part(quick));
	Ok(())
}

fn csv(folder: &Path, mark: &str, rows: usize) -> Result<PathBuf> {
	let path = folder.join(format!("{mark}.csv"));
	// A chain may have been measured before.
	let run = std::process::id();
	let body: String = (0..rows).map(|i| format!("{mark}{run}-{i},Firm {i},{},{}\n", i % 200, i % 40)).collect();
	std::fs::write(&path, format!("id,firm,months,patents\n{body}")).map_err(|e| Error::input(path.display(), e))?;
	Ok(path)
}

fn mapping() -> Result<Mapping> {
	let indicator = |name: &str, column: &str| json!({ "indicator": name, "column": column });
	let mapping = json!({
		"registration": {
			"number": { "kind": "macao", "prefix": "", "column": "id" },
			"legalName": { "column": "firm" },
			"industry": { "value": "F51" },
			"founded": { "value": "2015-03-01" },
			"capital": { "value": 0, "currency": "MOP" },
		},
		"periodEnd": { "value": "2026-06-30" },
		"indicators": [indicator(MONTHS, "months"), indicator(PATENTS, "patents")],
	});
	Mapping::parse(&mapping.to_string(), "the mapping of the measurement")
}

fn registrar() -> Key {
	keys::agency("market-regulation")
}

fn patent_office() -> Key {
	keys::agency("intellectual-property")
}

async fn imported(client: &Client, csv: PathBuf, stage: Stage) -> Result<Duration> {
	let mapping = mapping()?;
	let start = Instant::now();
	let import = Import {
		client,
		mapping: &mapping,
		state: default_path(&csv),
		csv,
		layout: Default::default(),
		registrar: registrar(),
		attesters: vec![registrar(), patent_office()],
		names: BTreeMap::new(),
		sealing: None,
		correct: false,
		stage,
		output: &Nobody,
	};
	let report = import.run().await?;
	println!("{}", report.summary());
	Ok(start.elapsed())
}

/// The batches that an import would make, signed.
struct Fed {
	registrations: Vec<Vec<u8>>,
	/// Of the other agency: each may go once the registration of the same place is in a block.
	patents: Vec<Vec<u8>>,
}

async fn signed(client: &Client, csv: &Path) -> Result<Fed> {
	let indicators = attestation::indicators(client).await?;
	let id = |name: &str| {
		let found = indicators.iter().find(|one| one.name.as_str() == name);
		found.map(|one| one.id).ok_or_else(|| Error::NotFound(format!("this chain has no indicator {name}")))
	};
	let ids = [id(MONTHS)?, id(PATENTS)?];
	let mapping = mapping()?;
	let mut rows = Rows::open(csv, &mapping, lingnan_types::date_of(client.now().await?))?;
	let mut read = Vec::new();
	while let Some(row) = rows.next_row() {
		read.push(row.map_err(|bad| Error::input(csv.display(), bad))?);
	}
	let (own, other) = (registrar(), patent_office());
	let (mut nonce, mut other_nonce) = (next(client, &own, None).await?, next(client, &other, None).await?);
	let mut fed = Fed { registrations: Vec::new(), patents: Vec::new() };
	for batch in read.chunks(BATCH) {
		let about = |place: usize, indicator: IndicatorId| {
			let of = |row: &lingnan_datasets::import::Row| {
				let (_, value, period_end) = row.attestations[place];
				let enterprise = row.number.clone();
				AttestationSpec {
					enterprise,
					indicator,
					value: Value::Open(value),
					period_end,
					evidence: H256([7; 32]),
				}
			};
			Call::from(AttestMany { attestations: batch.iter().map(of).collect() })
		};
		let registrations = batch.iter().map(|row| row.registration.clone()).collect();
		for call in [Call::from(RegisterMany { registrations }), about(0, ids[0])] {
			fed.registrations.push(client.signed(&call, &own, nonce).await?);
			nonce += 1;
		}
		fed.patents.push(client.signed(&about(1, ids[1]), &other, other_nonce).await?);
		other_nonce += 1;
	}
	Ok(fed)
}

/// Feeds what was signed, and waits until all is final.
async fn fed(client: &Client, csv: &Path) -> Result<Duration> {
	let (own, other) = (registrar(), patent_office());
	let (first, other_first) = (next(client, &own, None).await?, next(client, &other, None).await?);
	let Fed { registrations, patents } = signed(client, csv).await?;
	let start = Instant::now();
	let feed = async {
		for one in &registrations {
			client.send_signed("a registration", one).await?;
		}
		Ok::<_, Error>(())
	};
	let follow = async {
		let mut sent = 0;
		while sent < patents.len() {
			let registered = (next(client, &own, None).await? - first).div_ceil(2) as usize;
			for one in &patents[sent..registered.min(patents.len())] {
				client.send_signed("an attestation", one).await?;
				sent += 1;
			}
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
		Ok(())
	};
	tokio::try_join!(feed, follow)?;
	let (all, all_other) = (first + registrations.len() as u64, other_first + patents.len() as u64);
	loop {
		let last = Some(client.finalised().await?);
		if next(client, &own, last).await? >= all && next(client, &other, last).await? >= all_other {
			return Ok(start.elapsed());
		}
		tokio::time::sleep(Duration::from_millis(200)).await;
	}
}

/// The account's next nonce after a block, else after the best one: what waits in the pool is not counted.
async fn next(client: &Client, key: &Key, block: Option<H256>) -> Result<u64> {
	let block = match block {
		Some(block) => block,
		None => client.best().await?,
	};
	client.nonce_after(&keys::account(key), block).await
}
