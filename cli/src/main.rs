use lingnan_cli::{
	args::{asks_for_json, misread, stumbled_on_negative, Cli},
	commands,
	output::Output,
};
use std::{ffi::OsString, process::ExitCode};

#[tokio::main]
async fn main() -> ExitCode {
	let words: Vec<OsString> = std::env::args_os().collect();
	if let Some(notice) = Cli::notice(&words) {
		eprintln!("lingnan: {notice}");
	}
	let cli = match Cli::read(&words) {
		Ok(cli) => cli,
		Err(error) => return refused(&error, &words),
	};
	let output = Output { json: cli.global.json };
	match commands::run(cli).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			output.error(&error);
			ExitCode::from(error.exit_code())
		},
	}
}

/// Help, or what is wrong with the command line.
fn refused(error: &clap::Error, words: &[OsString]) -> ExitCode {
	if !error.use_stderr() {
		let _ = error.print();
		return ExitCode::SUCCESS;
	}
	let output = Output { json: asks_for_json(words) };
	let told = misread(error, words);
	match output.json || stumbled_on_negative(error, words) {
		true => output.error(&told),
		// With its colours.
		false => drop(error.print()),
	}
	ExitCode::from(told.exit_code())
}
