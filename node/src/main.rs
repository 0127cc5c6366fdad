//! The Lingnan node.

mod chain_spec;
mod cli;
mod command;
mod equivocation;
mod executor;
mod genesis;
mod measure;
mod metrics;
mod network;
mod peers;
mod rpc;
mod service;
mod turns;
mod yielding;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			// What was typed or written wrong is one line by itself; the SDK would put "Invalid input" before it.
			match error {
				sc_cli::Error::Input(line) => eprintln!("Error: {line}"),
				other => eprintln!("Error: {other}"),
			}
			ExitCode::FAILURE
		},
	}
}
