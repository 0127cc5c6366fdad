//! How long blocks take beside the weight that they declare: whether weights are true, and whether a machine keeps up.

use crate::service::{self, Block, Hash};
use clap::Parser;
use codec::Decode;
use frame_support::{
	dispatch::{DispatchClass, PerDispatchClass},
	weights::Weight,
};
use lingnan_runtime::configs::system::RuntimeBlockWeights;
use rustix::time::{clock_gettime, ClockId};
use sc_cli::{CliConfiguration, ImportParams, SharedParams};
use sc_client_api::{BlockBackend, StorageProvider};
use sc_service::{Configuration, PartialComponents};
use sp_api::{ApiExt, Core, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_core::{storage::StorageKey, traits::CallContext};
use sp_runtime::{generic::DigestItem, traits::Header as _};
use std::{
	path::Path,
	time::{Duration, Instant},
};

/// A block is full if it declares so much of what ordinary transactions may: the next one did not fit.
const FULL: f64 = 0.9;

#[derive(Debug, Parser)]
pub struct MeasureBlocksCmd {
	/// The first block; 1 if not said. Its parent's state must be there: `--state-pruning archive` keeps all
	#[arg(long, value_name = "NUMBER", default_value_t = 1)]
	pub from: u32,

	/// The last block; the best one if not said
	#[arg(long, value_name = "NUMBER")]
	pub to: Option<u32>,

	/// How often each block is run after the first time, which may find nothing in the caches. Of these the processor time of the
	/// thread counts, so that what else the machine does hardly matters
	#[arg(long, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1_000))]
	pub repeat: u32,

	#[allow(missing_docs)]
	#[clap(flatten)]
	pub shared_params: SharedParams,

	#[allow(missing_docs)]
	#[clap(flatten)]
	pub import_params: ImportParams,
}

impl CliConfiguration for MeasureBlocksCmd {
	fn shared_params(&self) -> &SharedParams {
		&self.shared_params
	}

	fn import_params(&self) -> Option<&ImportParams> {
		Some(&self.import_params)
	}
}

/// One block.
struct Measured {
	declared: Duration,
	again: Duration,
	is_full: bool,
}

impl Measured {
	fn ratio(&self) -> f64 {
		self.again.as_secs_f64() / self.declared.as_secs_f64()
	}
}

impl MeasureBlocksCmd {
	/// Prints a line of CSV for each block, and of all full ones the median and the highest part.
	pub fn run(&self, config: &Configuration, compiled: Option<&Path>) -> sc_cli::Result<()> {
		let PartialComponents { client, .. } = service::new_partial(config, compiled)?;
		let best = client.info().best_number;
		let to = self.to.unwrap_or(best);
		if self.from == 0 || self.from > to || to > best {
			return Err(format!("say blocks from 1 to {best}, the first before the last").into());
		}
		println!("block,transactions,declared ms,first ms,again ms,again of declared,full");
		let mut full = Vec::new();
		for number in self.from..=to {
			let measured = self.measure(&client, number)?;
			if measured.is_full {
				full.push(measured.ratio());
			}
		}
		full.sort_by(f64::total_cmp);
		match (full.get(full.len() / 2), full.last()) {
			(Some(median), Some(highest)) => {
				println!("# {} full blocks: median {median:.2} of what they declare, highest {highest:.2}", full.len());
			},
			_ => println!("# no block is full"),
		}
		Ok(())
	}

	fn measure(&self, client: &service::Client, number: u32) -> sc_cli::Result<Measured> {
		let no_block = || format!("block {number} is not in the database");
		let hash = client.hash(number)?.ok_or_else(no_block)?;
		let mut header = client.header(hash)?.ok_or_else(no_block)?;
		let body = client.block_body(hash)?.ok_or_else(no_block)?;
		// What the author puts on the block when it is made, and the runtime does not see.
		header.digest_mut().logs.retain(|item| !matches!(item, DigestItem::Seal(..)));
		let parent = *header.parent_hash();
		let block = Block { header, extrinsics: body };
		let transactions = block.extrinsics.len();
		let run = || -> sc_cli::Result<(Duration, Duration)> {
			let mut api = client.runtime_api();
			api.set_call_context(CallContext::Onchain { import: true });
			let block = block.clone().into();
			let (start, start_of_thread) = (Instant::now(), processor_time());
			api.execute_block(parent, block).map_err(|e| {
				format!("block {number} cannot be run again: {e}. Is its parent's state gone? --state-pruning archive keeps all")
			})?;
			Ok((start.elapsed(), processor_time().saturating_sub(start_of_thread)))
		};
		let (first, _) = run()?;
		let mut again = (0..self.repeat).map(|_| Ok(run()?.1)).collect::<sc_cli::Result<Vec<_>>>()?;
		again.sort();
		let (declared, is_full) = declared(client, hash)?;
		let again = again[again.len() / 2];
		let measured = Measured { declared, again, is_full };
		let ms = |time: Duration| time.as_secs_f64() * 1e3;
		println!(
			"{number},{transactions},{:.2},{:.2},{:.2},{:.3},{is_full}",
			ms(declared),
			ms(first),
			ms(again),
			measured.ratio()
		);
		Ok(measured)
	}
}

/// What this thread has used of a processor.
fn processor_time() -> Duration {
	let time = clock_gettime(ClockId::ThreadCPUTime);
	Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// What the block's calls declared in the end, and whether ordinary transactions filled it.
fn declared(client: &service::Client, hash: Hash) -> sc_cli::Result<(Duration, bool)> {
	let key = [sp_io::hashing::twox_128(b"System"), sp_io::hashing::twox_128(b"BlockWeight")].concat();
	let stored = client.storage(hash, &StorageKey(key))?.map(|data| data.0).unwrap_or_default();
	let weights = PerDispatchClass::<Weight>::decode(&mut &stored[..])
		.map_err(|e| format!("the weight of block {hash} is not as this program knows it: {e}"))?;
	let most = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap_or(Weight::MAX);
	let normal = weights.get(DispatchClass::Normal).ref_time();
	// A picosecond is a unit of weight.
	let declared = Duration::from_nanos(weights.total().ref_time() / 1_000);
	Ok((declared, normal as f64 >= FULL * most.ref_time() as f64))
}
