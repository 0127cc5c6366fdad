//! Does help say what everything is, on one screen?

use super::parse;
use crate::{args::program, spelling};
use clap::Command as Program;

/// Every noun and every verb with its `--help`.
fn helps() -> Vec<(String, String)> {
	fn words_of(program: &Program, words: String, found: &mut Vec<String>) {
		program.get_subcommands().for_each(|part| words_of(part, format!("{words}{} ", part.get_name()), found));
		found.push(words);
	}
	let mut all = Vec::new();
	words_of(&program(), String::new(), &mut all);
	all.into_iter()
		.map(|words| {
			let help = parse(&format!("{words}--help")).unwrap_err().to_string();
			(words, help)
		})
		.collect()
}

#[test]
fn every_argument_says_what_it_is() {
	fn silent(program: &Program, words: &str) -> Vec<String> {
		let own = program.get_arguments().filter(|arg| arg.get_help().is_none());
		let own = own.map(|arg| format!("{words}: {}", arg.get_id()));
		own.chain(program.get_subcommands().flat_map(|part| silent(part, &format!("{words} {}", part.get_name()))))
			.collect()
	}
	let silent = silent(&program(), "lingnan");
	assert!(silent.is_empty(), "no help for\n{}", silent.join("\n"));
}

#[test]
fn help_fits_a_screen_and_has_none_of_the_former_words() {
	/// Lines of a window on a small laptop.
	const SCREEN: usize = 48;
	/// Of the program's own help, which lists what a bank's whole trade has.
	const TOP: usize = 60;
	/// Words at the top.
	const NOUNS: usize = 36;
	let helps = helps();
	for (words, help) in &helps {
		let lines = help.lines().count();
		assert!(lines <= if words.is_empty() { TOP } else { SCREEN }, "{words} --help has {lines} lines:\n{help}");
		assert!(
			help.lines().all(|line| line.starts_with("Usage: ") || line.chars().count() <= 110),
			"{words} --help is too wide:\n{help}"
		);
		assert_eq!(help.contains("--well-known-key"), words.is_empty(), "{words}");
	}
	let (_, top) = helps.last().unwrap();
	let nouns = program().get_subcommands().filter(|part| part.get_name() != "help").count();
	assert!(nouns <= NOUNS, "{nouns} words at the top");
	for (former, _) in spelling::former().filter(|(former, _)| !former.contains(' ')) {
		assert!(!top.lines().any(|line| line.trim_start().starts_with(&format!("{former} "))), "{former} in\n{top}");
	}
}
