use crate::measure::MeasureBlocksCmd;
use clap::{Parser, Subcommand};
use lingnan_runtime::AccountId;
use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportStateCmd, ImportBlocksCmd, KeySubcommand, PurgeChainCmd,
	RevertCmd, RunCmd,
};
use std::path::PathBuf;

/// Room in the pool, ten times the SDK's: a tenth of it is for transactions that wait for one before them, and what that
/// part cannot hold is lost, and nobody is told. `docs/decisions/0100-room-for-what-waits.md` has the measurements.
const POOL_TRANSACTIONS: &str = "81920";
const POOL_KILOBYTES: &str = "204800";

#[derive(Debug, Parser)]
#[command(mut_arg("pool_limit", |arg| arg.default_value(POOL_TRANSACTIONS)))]
#[command(mut_arg("pool_kbytes", |arg| arg.default_value(POOL_KILOBYTES)))]
pub struct Cli {
	#[command(subcommand)]
	pub subcommand: Option<Command>,

	#[clap(flatten)]
	pub run: RunCmd,

	/// Keep compiled runtimes in this folder, so that a later start need not compile. For tests and trials: anyone who can write
	/// there decides what the node runs, and damage to a file is not always noticed
	#[arg(long = "compiled-runtimes", env = "LINGNAN_COMPILED", value_name = "DIR", global = true)]
	pub compiled: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
	/// Print the chain specification of a network
	BuildSpec(BuildSpecCmd),

	/// Check the files of a network and print what they say
	CheckNetwork(CheckNetworkCmd),

	/// Sign with a node's key that the node is a member's, as the register of peers wants it
	ProvePeer(ProvePeerCmd),

	/// Make, inspect and insert keys
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Validate one block again
	CheckBlock(CheckBlockCmd),

	/// Run blocks again and print how long they took, beside the weight that they declare
	MeasureBlocks(MeasureBlocksCmd),

	/// Write blocks to a file
	ExportBlocks(ExportBlocksCmd),

	/// Write the state of a block as a chain specification
	ExportState(ExportStateCmd),

	/// Read blocks from a file
	ImportBlocks(ImportBlocksCmd),

	/// Remove the whole database of a chain
	PurgeChain(PurgeChainCmd),

	/// Take the chain back by some blocks that are not finalised
	Revert(RevertCmd),

	/// Print what the database says of its chain
	ChainInfo(ChainInfoCmd),
}

#[derive(Debug, Parser)]
pub struct BuildSpecCmd {
	/// A directory of network files, `guangdong`, `hong-kong`, `macao`, `dev`, any of them with `-quick`, or a chain
	/// specification
	#[arg(long, value_name = "NETWORK", default_value = "guangdong")]
	pub chain: String,

	/// Print the state itself instead of the genesis configuration
	#[arg(long)]
	pub raw: bool,

	/// Write to this file instead of standard output
	#[arg(long, value_name = "FILE")]
	pub output: Option<PathBuf>,
}

#[derive(Debug, Parser)]
pub struct CheckNetworkCmd {
	/// A directory of network files, or the name of a network that is part of this program
	#[arg(value_name = "NETWORK")]
	pub network: String,
}

#[derive(Debug, Parser)]
pub struct ProvePeerCmd {
	/// The account of the agency or institution that will register the node
	#[arg(long, value_name = "ACCOUNT")]
	pub member: AccountId,

	/// The network: as for the node itself
	#[arg(long, value_name = "NETWORK", default_value = "guangdong")]
	pub chain: String,

	/// Where the node keeps its data, and among them its key
	#[arg(long, value_name = "DIR", required_unless_present = "node_key_file")]
	pub base_path: Option<PathBuf>,

	/// The file of the node's key, if it is elsewhere
	#[arg(long, value_name = "FILE", conflicts_with = "base_path")]
	pub node_key_file: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::{SubstrateCli, TransactionPoolType::*};

	#[test]
	fn the_pool_has_room_for_what_waits_unless_less_is_asked_for() {
		let pool = |args: &[&str]| {
			let args = [&["lingnan-node"][..], args].concat();
			Cli::try_from_iter(args).expect("the options are right").run.pool_config
		};
		for args in [&[][..], &["--dev"], &["--chain", "hong-kong", "--validator"]] {
			let pool = pool(args);
			assert!(matches!(pool.pool_type, ForkAware), "{args:?}");
			assert_eq!((pool.pool_limit, pool.pool_kbytes), (81_920, 204_800), "{args:?}");
		}
		assert_eq!(pool(&["--pool-limit", "9"]).pool_limit, 9);
		assert!(matches!(pool(&["--pool-type", "single-state"]).pool_type, SingleState));
	}
}
