use clap::Parser;
use lingnan_cli::{args::Cli, commands, output::Output};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	let cli = Cli::parse();
	let output = Output { json: cli.global.json };
	match commands::run(cli).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			output.error(&error);
			ExitCode::from(error.exit_code())
		},
	}
}
