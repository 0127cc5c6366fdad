//! What of many transactions comes into the chain. Signs them before it begins, sends them one after another in the
//! order of their nonces, or with some unanswered at a time, and waits until the chain has them or takes no more.
//!
//! `cargo run -p lingnan-client --example pool -- --transactions 4000 --in-flight 64`, or `scripts/test-pool`, which starts
//! a node and busies the machine.

use clap::{Parser, ValueEnum};
use futures::{stream, StreamExt};
use lingnan_client::{
	keys::{self, Key},
	Client, Encoded, Error, Result,
};
use serde_json::{json, Value};
use std::time::{Duration, Instant};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	utils::{AccountId32, H256},
	OnlineClient, SubstrateConfig,
};

/// Blocks in a row that bring none of ours, after which what is missing is lost.
const LOST_AFTER: u32 = 15;

/// For how long a transaction that the node refused is offered again.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Parser)]
struct Args {
	/// The node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	url: String,

	/// Whose transactions
	#[arg(long, default_value = "//agency//market-regulation")]
	key: String,

	/// How many
	#[arg(long, default_value_t = 4_000)]
	transactions: u64,

	/// How many are sent without the answer to the one before
	#[arg(long, default_value_t = 1)]
	in_flight: usize,

	/// What they do, and who pays
	#[arg(long, value_enum, default_value_t = Kind::Remark)]
	kind: Kind,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
	/// A remark, by the allowance of the signer
	Remark,
	/// A remark, paid in coins because it offers a tip
	Tipped,
	/// A coin's smallest part to //Bob, paid in coins because it offers a tip
	Transfer,
}

impl Kind {
	fn call(self, nonce: u64) -> Encoded {
		match self {
			Self::Remark | Self::Tipped => {
				// Eight bytes with their length before them.
				let args = [&[8 << 2][..], &nonce.to_le_bytes()].concat();
				Encoded::new("System", "remark", args)
			},
			Self::Transfer => {
				let bob = keys::account(&keys::read("//Bob").expect("a development key"));
				// MultiAddress::Id, the account, a milliunit as a compact number of four bytes.
				let amount = (1_000_000_000_u32 << 2 | 2).to_le_bytes();
				Encoded::new("Balances", "transfer_keep_alive", [&[0][..], &bob.0, &amount].concat())
			},
		}
	}

	fn tip(self) -> u128 {
		match self {
			Self::Remark => 0,
			Self::Tipped | Self::Transfer => 1,
		}
	}
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	let client = Client::connect(&args.url).await?;
	let key = keys::read(&args.key)?;
	let account = keys::account(&key);
	let first = nonce(&client, &account).await?;
	let signed = sign(&args, &key, first).await?;

	let start = Instant::now();
	let again: usize = stream::iter(&signed)
		.map(|transaction| offer(&client, transaction))
		.buffered(args.in_flight)
		.collect::<Vec<Result<usize>>>()
		.await
		.into_iter()
		.sum::<Result<usize>>()?;
	let sent = start.elapsed();
	let included = arrived(&client, &account, first, args.transactions).await?;
	let whole = start.elapsed();

	let lost = args.transactions.saturating_sub(included);
	let pending = client.rpc::<Vec<Value>>("author_pendingExtrinsics", Value::Null).await?.len();
	println!(
		"{} accepted in {:.1} s ({again} offered again), {included} included in {:.1} s, {lost} lost, {pending} pending",
		args.transactions,
		sent.as_secs_f64(),
		whole.as_secs_f64(),
	);
	if lost > 0 {
		println!(
			"the first that is missing has nonce {}, of {first} to {}",
			first + included,
			first + args.transactions - 1
		);
		std::process::exit(1);
	}
	Ok(())
}

/// All transactions, signed for the block that is final now.
async fn sign(args: &Args, key: &Key, first: u64) -> Result<Vec<String>> {
	let online =
		OnlineClient::<SubstrateConfig>::from_url(&args.url).await.map_err(|e| Error::Connection(e.to_string()))?;
	let at = online.at_current_block().await.map_err(|e| Error::Connection(e.to_string()))?;
	let transactions = at.transactions();
	(first..first + args.transactions)
		.map(|nonce| {
			let params = DefaultExtrinsicParamsBuilder::new()
				.nonce(nonce)
				.tip(args.kind.tip())
				.mortal_from_unchecked(256, at.block_number(), at.block_hash())
				.build();
			let call = args.kind.call(nonce);
			let signed = transactions
				.create_signable_offline(&call, params)
				.and_then(|mut signable| signable.sign(key))
				.map_err(|e| Error::Connection(e.to_string()))?;
			Ok(format!("0x{}", hex::encode(signed.encoded())))
		})
		.collect()
}

/// Offers a transaction until the node takes it; how often it did not.
async fn offer(client: &Client, transaction: &str) -> Result<usize> {
	let start = Instant::now();
	for again in 0.. {
		match client.rpc::<H256>("author_submitExtrinsic", json!([transaction])).await {
			Ok(_) => return Ok(again),
			Err(error) if start.elapsed() > PATIENCE => return Err(error),
			Err(error) => eprintln!("refused: {error}"),
		}
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
	unreachable!("it is offered without end")
}

/// The nonce in the best block, what waits in the pool not counted.
async fn nonce(client: &Client, account: &AccountId32) -> Result<u64> {
	client.nonce_after(account, client.best().await?).await
}

/// Waits until `wanted` transactions are in the chain, or none has come for [`LOST_AFTER`] blocks; how many are.
async fn arrived(client: &Client, account: &AccountId32, first: u64, wanted: u64) -> Result<u64> {
	let mut best = 0;
	let mut since = client.best_number().await?;
	loop {
		let block = client.best_number().await?;
		let here = nonce(client, account).await? - first;
		if here > best {
			(best, since) = (here, block);
		}
		if best >= wanted || block.saturating_sub(since) >= LOST_AFTER {
			return Ok(best);
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
}
