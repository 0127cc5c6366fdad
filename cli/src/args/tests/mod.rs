//! The command line as it is typed: one file for each question about it.

mod former;
mod help;
mod read;
mod refused;

use super::{program, Cli};
use std::ffi::OsString;

fn words(line: &str) -> Vec<OsString> {
	std::iter::once("lingnan").chain(line.split(' ')).map(OsString::from).collect()
}

fn parse(line: &str) -> Result<Cli, clap::Error> {
	Cli::read(&words(line))
}

#[test]
fn the_command_line_is_consistent() {
	program().debug_assert();
}
