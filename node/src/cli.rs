use clap::{Parser, Subcommand};
use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportStateCmd, ImportBlocksCmd, KeySubcommand, PurgeChainCmd,
	RevertCmd, RunCmd,
};
use std::path::PathBuf;

#[derive(Debug, Parser)]
pub struct Cli {
	#[command(subcommand)]
	pub subcommand: Option<Command>,

	#[clap(flatten)]
	pub run: RunCmd,
}

#[derive(Debug, Subcommand)]
pub enum Command {
	/// Print the chain specification of a network
	BuildSpec(BuildSpecCmd),

	/// Check the files of a network and print what they say
	CheckNetwork(CheckNetworkCmd),

	/// Make, inspect and insert keys
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Validate one block again
	CheckBlock(CheckBlockCmd),

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
	/// A directory of network files, `guangdong`, `hong-kong`, `macao`, `dev`, `dev-sealed`, any of them with `-quick`, or a
	/// chain specification
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
