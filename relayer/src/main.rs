//! `lingnan-relayer`.

use anyhow::Context;
use clap::{Parser, Subcommand};
use lingnan_relayer::{chains, check, config::Config, opening, run};
use lingnan_types::{Corridor, Jurisdiction};
use std::{io::IsTerminal, path::PathBuf, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Carries headers, messages and confirmations between the chains of Lingnan
#[derive(Parser)]
#[command(version)]
struct Args {
	/// The configuration: see relayer/README.md
	#[arg(long, env = "LINGNAN_RELAYER_CONFIG")]
	config: PathBuf,
	#[command(subcommand)]
	command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
	/// Carry messages until stopped (the default)
	Run,
	/// Read the configuration and ask every chain whether it answers
	Check,
	/// Print the call by which a motion initialises the light client at one end of a corridor
	Opening {
		#[arg(value_parser = corridor)]
		corridor: Corridor,
		/// The chain on which the motion is moved
		#[arg(long, value_parser = place)]
		at: Jurisdiction,
		/// For a light client that was initialised before
		#[arg(long)]
		again: bool,
	},
	/// Open every corridor of the configuration by motions with well-known keys, on rehearsal networks
	Rehearse {
		/// Set the light clients of this place again instead, after its voters were changed by force
		#[arg(long, value_parser = place)]
		again: Option<Jurisdiction>,
	},
}

fn corridor(text: &str) -> Result<Corridor, String> {
	Corridor::ALL
		.into_iter()
		.find(|corridor| format!("{corridor:?}") == text)
		.ok_or_else(|| format!("one of {:?} expected", Corridor::ALL))
}

fn place(text: &str) -> Result<Jurisdiction, String> {
	let all = [Jurisdiction::Guangdong, Jurisdiction::HongKong, Jurisdiction::Macao];
	all.into_iter().find(|place| format!("{place:?}") == text).ok_or_else(|| format!("one of {all:?} expected"))
}

#[tokio::main]
async fn main() -> ExitCode {
	let filter =
		EnvFilter::try_from_env("LINGNAN_RELAYER_LOG").unwrap_or_else(|_| EnvFilter::new("lingnan_relayer=info"));
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_target(false)
		.with_ansi(std::io::stderr().is_terminal())
		.with_writer(std::io::stderr)
		.init();
	match act(Args::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		},
	}
}

async fn act(args: Args) -> anyhow::Result<()> {
	let config = Config::read(&args.config)?;
	match args.command.unwrap_or(Command::Run) {
		Command::Run => tokio::select! {
			ended = run(config) => ended,
			_ = tokio::signal::ctrl_c() => Ok(()),
		},
		Command::Check => {
			for line in check(&config).await? {
				println!("{line}");
			}
			Ok(())
		},
		Command::Opening { corridor, at, again } => {
			let (one, other) = corridor.ends();
			let from = [one, other].into_iter().find(|end| *end != at);
			let from = from.filter(|_| [one, other].contains(&at));
			let from =
				from.with_context(|| format!("{corridor:?} does not end at {at:?}: it joins {one:?} and {other:?}"))?;
			let chains = chains(&config)?;
			let chain =
				|place| chains.get(&place).with_context(|| format!("chains.{place:?} is missing in the configuration"));
			let call = match again {
				true => opening::set_again(corridor, chain(from)?).await?,
				false => opening::initialise(corridor, chain(from)?).await?,
			};
			println!("{}", call.into_value());
			Ok(())
		},
		Command::Rehearse { again } => {
			let chains = chains(&config)?;
			let news = match again {
				Some(place) => opening::rehearse_again(&config, &chains, place).await?,
				None => opening::rehearse(&config, &chains).await?,
			};
			for line in news {
				println!("{line}");
			}
			Ok(())
		},
	}
}
