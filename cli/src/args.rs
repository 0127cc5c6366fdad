//! The command line.

pub use crate::nouns::Command;
use crate::{error::Error, spelling, values};
use clap::{
	builder::TypedValueParser,
	error::{ContextKind, ContextValue, ErrorKind},
	Arg, Args, Command as Program, CommandFactory, FromArgMatches, Parser,
};
use std::{
	ffi::{OsStr, OsString},
	path::PathBuf,
};

/// How things are written, and what a program hears.
const FORMS: &str = "\
Amounts 1,500,000.00, rates 3.85%, dates 2026-11-24, firms by number and place (CN:…, HK:…, MO:…)
Exit codes: 0 done, 1 connection failed, 2 wrong command line, 3 no node answers, 4 unreadable file,
key or value, 5 refused by the chain, 6 not found, 7 partly done, 8 a number differs that must not,
9 what was opened does not hold";

/// What stands below the help of each verb and each noun.
const EVERY_COMMAND: &str = "Options of every command, such as --url, --key and --json: lingnan --help";

/// Bank credit for small firms in Guangdong, Hong Kong and Macao, based on what agencies attest
#[derive(Debug, Parser)]
#[command(name = "lingnan", version, arg_required_else_help = true, after_help = FORMS)]
pub struct Cli {
	#[command(flatten)]
	pub global: Global,
	#[command(subcommand)]
	pub command: Command,
}

impl Cli {
	/// What to tell whoever writes a command line in former words.
	pub fn notice(words: &[OsString]) -> Option<String> {
		today(&program(), words).notice
	}

	/// Reads a command line, the program's own name first.
	pub fn read(words: &[OsString]) -> Result<Self, clap::Error> {
		let mut program = program();
		let words = today(&program, words).words;
		let matches = program.try_get_matches_from_mut(words).map_err(|error| with_tip(error, &program))?;
		Self::from_arg_matches(&matches).map_err(|error| error.format(&mut program))
	}
}

/// The command line as it is read. Every option takes a negative number, so that its own reader says why there is none.
/// What every command takes is read everywhere and shown once, in the help of the program itself.
fn program() -> Program {
	fn take_negatives(program: Program) -> Program {
		program
			.mut_args(|arg| match arg.get_action().takes_values() {
				true => arg.allow_negative_numbers(true),
				false => arg,
			})
			.mut_args(meant)
			.mut_subcommands(take_negatives)
	}
	fn shown_once(program: Program, everywhere: &[Arg]) -> Program {
		program
			.args(everywhere)
			.after_help(EVERY_COMMAND)
			.disable_help_subcommand(true)
			.mut_subcommands(|part| shown_once(part, everywhere))
	}
	let program = take_negatives(Cli::command());
	let everywhere: Vec<Arg> = of_every_command(&program).map(|arg| arg.clone().hide(true)).collect();
	program.mut_subcommands(|part| shown_once(part, &everywhere))
}

/// What an argument is that many commands take, where none of them says it itself.
const MEANINGS: &[(&str, &str)] = &[
	("account", "The account: its address, or a development path"),
	("act", "Hash of the act, from `lingnan govern show`"),
	("agency", "The agency's number, or its name"),
	("amount", "Amount, such as 1,500,000.00"),
	("application", "The application's number"),
	("asset", "The asset's number"),
	("below", "The number of the lien to step behind"),
	("coarse_token", "Token of what stays when a copy is altered, from `lingnan document token`"),
	("consent", "The consent's number"),
	("corridor", "Which two places it joins"),
	("creditor", "The number of the enterprise that is owed the money"),
	("currency", "CNY, HKD, MOP or USD"),
	("dir", "The dataset's folder"),
	("due", "Day on which it is due"),
	("duties", "What the officer may do, separated by commas"),
	("encumbrance", "What stands against it"),
	("exact_token", "The document's token, from `lingnan document token`"),
	("expires", "Day on which the right ends"),
	("face_value", "The document's amount"),
	("fee", "Arrangement fee"),
	("fee_paid_until", "Day until which its fees are paid"),
	("file", "A JSON file"),
	("finding", "Whether the payment was made"),
	("founded", "Day of founding"),
	("id", "Its number"),
	("indicator", "The indicator's number, or its name"),
	("institution", "The institution's number, or its name"),
	("invalidation_pending", "Somebody has asked to have it declared invalid"),
	("issued", "Day of issue"),
	("kind", "Which kind"),
	("lien", "The lien's number"),
	("line", "The line's number"),
	("loan", "The loan's number"),
	("method", "How it is repaid"),
	("motion", "Hash of the motion, from `lingnan govern show`"),
	("name", "Legal name"),
	("number", "The enterprise's number, with its place: CN:…, HK:… or MO:…"),
	("officer", "The officer's account"),
	("owner", "The owner's number, with its place"),
	("owners", "The owners' numbers, separated by commas"),
	("pledgor", "The number of the enterprise that owns the asset"),
	("product", "The product's number"),
	("purpose", "What the data are used for"),
	("reason", "The reason, in a few words"),
	("scorecard", "The scorecard's number"),
	("status", "The status from now on"),
	("successor", "The number of the enterprise in its place"),
	("title", "What the right is called"),
	("track", "Which way it goes, as told above"),
	("until", "Last day"),
	("value", "What it is worth"),
	("valued_on", "Day of the appraisal"),
	("voucher", "The voucher's number"),
];

fn meant(arg: Arg) -> Arg {
	let meaning = MEANINGS.iter().find(|(name, _)| arg.get_id() == name).map(|(_, meaning)| *meaning);
	let arg = match (arg.get_help(), meaning) {
		(None, Some(meaning)) => arg.help(meaning),
		_ => arg,
	};
	// In one line: with a line for each word a page of help is longer than a screen.
	let words: Vec<String> = arg.get_possible_values().iter().map(|word| word.get_name().into()).collect();
	match arg.get_help().filter(|_| !words.is_empty() && arg.get_action().takes_values()) {
		Some(help) => {
			let help = format!("{help} [possible values: {}]", words.join(", "));
			arg.hide_possible_values(true).help(help)
		},
		None => arg,
	}
}

fn of_every_command(program: &Program) -> impl Iterator<Item = &Arg> {
	program.get_arguments().filter(|arg| arg.is_global_set())
}

/// The words of the last release are read too.
fn today(program: &Program, words: &[OsString]) -> spelling::Line {
	let with_value = of_every_command(program).filter(|arg| arg.get_action().takes_values());
	let with_value: Vec<String> = with_value.filter_map(|arg| arg.get_long().map(|name| format!("--{name}"))).collect();
	spelling::of_today(words, &with_value)
}

/// A word that is no command is answered with the nearest one, under whichever noun it stands.
fn with_tip(mut error: clap::Error, program: &Program) -> clap::Error {
	fn commands(program: &Program, before: &str) -> Vec<String> {
		let parts = program.get_subcommands().filter(|part| part.get_name() != "help");
		let named = parts.flat_map(|part| {
			let name = format!("{before}{}", part.get_name());
			let inside = commands(part, &format!("{name} "));
			std::iter::once(name).chain(inside)
		});
		named.collect()
	}
	let written = match error.get(ContextKind::InvalidSubcommand) {
		Some(ContextValue::String(written)) if error.get(ContextKind::SuggestedSubcommand).is_none() => written.clone(),
		_ => return error,
	};
	let near = spelling::nearest(&written, commands(program, "").into_iter());
	if !near.is_empty() {
		let near = near.iter().map(|command| format!("lingnan {command}")).collect();
		error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(near));
	}
	error
}

/// Reads a figure of an indicator. One that cannot be read is not repeated: it may be a figure that is to be sealed.
#[derive(Clone, Copy, Debug)]
pub struct Figure;

impl TypedValueParser for Figure {
	type Value = i64;

	fn parse_ref(&self, program: &Program, _: Option<&Arg>, written: &OsStr) -> Result<i64, clap::Error> {
		written.to_str().and_then(|text| text.trim().parse().ok()).ok_or_else(|| {
			let said = "the value: write a whole number in the indicator's unit, with no comma, point or sign for percent; a share \
			            is written in basis points, 100 to the percent (`lingnan show indicators` tells units)\n";
			clap::Error::raw(ErrorKind::ValueValidation, said).with_cmd(program)
		})
	}
}

/// Whether JSON is asked for on a command line that cannot be read.
pub fn asks_for_json(words: &[OsString]) -> bool {
	words.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// What is wrong with a command line, as an error like all others.
pub fn misread(error: &clap::Error, words: &[OsString]) -> Error {
	// What was typed may be a figure, and is not told back.
	if stumbled_on_negative(error, words) {
		return Error::usage(
			"a number begins with a minus: amounts, rates, numbers and dates are never negative here. Write it without the \
			 sign. Only the figure of an indicator can be negative: a whole number, without separators.",
		);
	}
	let text = error.render().to_string();
	Error::usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end())
}

/// Whether a negative number was taken for an option.
pub fn stumbled_on_negative(error: &clap::Error, words: &[OsString]) -> bool {
	let unread = [ErrorKind::UnknownArgument, ErrorKind::InvalidValue, ErrorKind::WrongNumberOfValues];
	let mut words = words.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str());
	unread.contains(&error.kind()) && words.any(values::is_negative)
}

#[derive(Debug, Args)]
pub struct Global {
	/// Address of the node
	#[arg(long, global = true, env = "LINGNAN_URL", default_value = "ws://127.0.0.1:9944")]
	pub url: String,
	/// Who signs: a key file that you alone can read, or on a development chain a path such as //agency//tax
	#[arg(long, global = true, env = "LINGNAN_KEY", hide_env_values = true)]
	pub key: Option<String>,
	/// File with its password, else asked for
	#[arg(long, global = true, env = "LINGNAN_PASSWORD_FILE", value_name = "FILE")]
	pub password_file: Option<PathBuf>,
	/// The same from an open file descriptor, such as 3
	#[arg(long, global = true, conflicts_with = "password_file", value_name = "N")]
	pub password_fd: Option<u32>,
	/// Take keys that everybody has, such as //Alice, on every chain
	#[arg(long, global = true)]
	pub well_known_key: bool,
	/// Print one JSON value instead of text
	#[arg(long, global = true)]
	pub json: bool,
	/// Return when the transaction is in a block, before it is final
	#[arg(long, global = true)]
	pub quick: bool,
}

#[cfg(test)]
mod tests;
