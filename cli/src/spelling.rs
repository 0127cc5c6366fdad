//! The words of the last release. They are still read, with a notice of today's, and stand in no help; they go with the next
//! release.

use std::ffi::OsString;

/// Verbs that stood alone, by the noun that they stand under now.
const MOVED: &[(&str, &[&str])] = &[
	("enterprise", &["register", "amend", "status", "succession", "control", "mandate", "guardian"]),
	("attestation", &["seal", "retract", "dispute", "import", "anchor", "materialise", "disclose", "check-disclosure"]),
	("rating", &["explain", "prove"]),
	("product", &["match"]),
	("application", &["apply", "withdraw", "decline", "offer", "accept", "refuse", "expire"]),
	(
		"loan",
		&[
			"disburse",
			"confirm",
			"start",
			"dispute-payment",
			"answer-dispute",
			"decide-dispute",
			"repay",
			"reverse",
			"claim-payment",
			"refuse-claim",
			"charge",
			"note-arrears",
			"default",
			"ask-compensation",
			"approve-compensation",
			"write-off",
		],
	),
	("institution", &["exposure-limit"]),
	("asset", &["pledge"]),
	("key", &["account"]),
];

/// What was called otherwise.
const RENAMED: &[(&str, &str)] = &[
	("attest", "attestation state"),
	("business-clock", "clock"),
	("show statements", "show attestations"),
	// Where somebody may look for it.
	("rating match", "product match"),
	("offer sheet", "application sheet"),
];

/// What was written before, and what is written now.
pub fn former() -> impl Iterator<Item = (&'static str, String)> {
	let moved = MOVED.iter().flat_map(|(noun, verbs)| verbs.iter().map(move |verb| (*verb, format!("{noun} {verb}"))));
	// Of two words first: one that stood alone may begin them.
	RENAMED.iter().map(|(former, now)| (*former, now.to_string())).chain(moved)
}

/// A command line in today's words, and what to tell whoever wrote it in former ones.
pub struct Line {
	pub words: Vec<OsString>,
	pub notice: Option<String>,
}

/// `with_value`: the options of every command that take a value, as `--url`.
pub fn of_today(words: &[OsString], with_value: &[String]) -> Line {
	let places = command_words(words, with_value);
	let word = |n: usize| places.get(n).and_then(|place| words[*place].to_str());
	let from = usize::from(word(0) == Some("help"));
	let written = |former: &str| former.split(' ').enumerate().all(|(n, part)| word(from + n) == Some(part));
	let Some((former, now)) = former().find(|(former, _)| written(former)) else {
		return Line { words: words.to_vec(), notice: None };
	};
	let replaced = &places[from..from + former.split(' ').count()];
	let mut line = Vec::with_capacity(words.len() + 1);
	for (place, word) in words.iter().enumerate() {
		if place == replaced[0] {
			line.extend(now.split(' ').map(OsString::from));
		} else if !replaced.contains(&place) {
			line.push(word.clone());
		}
	}
	let notice = format!("`lingnan {former}` is `lingnan {now}` now; the old spelling goes with the next release");
	Line { words: line, notice: Some(notice) }
}

/// The commands whose last word is nearest to what was written, at most three. `commands`: all, such as `loan repay`.
pub fn nearest(written: &str, commands: impl Iterator<Item = String>) -> Vec<String> {
	/// Letters that may be wrong, left out, too many or exchanged.
	const SLIPS: usize = 2;
	let slips = |command: &String| {
		let last = command.rsplit(' ').next().unwrap_or_default();
		strsim::damerau_levenshtein(last, &written.to_lowercase())
	};
	let most = SLIPS.min(written.chars().count() / 3);
	let near = commands.map(|command| (slips(&command), command)).filter(|(slips, _)| *slips <= most);
	let mut near: Vec<(usize, String)> = near.collect();
	near.sort();
	let best = near.first().map(|(slips, _)| *slips);
	near.into_iter().filter(|(slips, _)| Some(*slips) == best).map(|(_, command)| command).take(3).collect()
}

/// Where the first words stand that are neither options of every command nor their values.
fn command_words(words: &[OsString], with_value: &[String]) -> Vec<usize> {
	/// `help`, and two words of a former spelling.
	const MOST: usize = 3;
	let mut places = Vec::new();
	let mut is_value = false;
	for (place, word) in words.iter().enumerate().skip(1) {
		let text = word.to_str().unwrap_or_default();
		if text == "--" || places.len() == MOST {
			break;
		}
		match std::mem::take(&mut is_value) {
			true => {},
			false if text.starts_with('-') => is_value = with_value.iter().any(|option| option == text),
			false => places.push(place),
		}
	}
	places
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(line: &str) -> String {
		let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
		let read = of_today(&words, &["--url".into(), "--key".into()]);
		assert_eq!(read.notice.is_some(), read.words != words, "whoever writes the old words is told the new ones");
		read.words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
	}

	#[test]
	fn former_words_are_read_wherever_they_stand() {
		for (former, now) in [
			("lingnan explain CN:1 --json", "lingnan rating explain CN:1 --json"),
			("lingnan --url ws://x:1 --json explain CN:1", "lingnan --url ws://x:1 --json rating explain CN:1"),
			("lingnan --url=ws://x:1 explain CN:1", "lingnan --url=ws://x:1 rating explain CN:1"),
			("lingnan --key rate control offer CN:1 //A", "lingnan --key rate enterprise control offer CN:1 //A"),
			("lingnan help explain", "lingnan help rating explain"),
			("lingnan business-clock --days 3", "lingnan clock --days 3"),
			("lingnan show statements CN:1", "lingnan show attestations CN:1"),
			("lingnan show --json statements CN:1", "lingnan show attestations --json CN:1"),
		] {
			assert_eq!(read(former), now);
		}
	}

	#[test]
	fn what_is_no_former_word_is_left_alone() {
		for line in [
			"lingnan",
			"lingnan --json",
			"lingnan rating explain CN:1",
			"lingnan show rating CN:1",
			"lingnan show statement 3",
			"lingnan key rate",
			"lingnan enterprise control offer CN:1 //A",
			"lingnan -- rate",
			"lingnan help",
		] {
			assert_eq!(read(line), line);
		}
	}

	#[test]
	fn former_words_are_told_with_those_of_today() {
		let words = ["lingnan", "repay", "3"].map(OsString::from);
		let told = of_today(&words, &[]).notice.unwrap();
		assert!(told.starts_with("`lingnan repay` is `lingnan loan repay` now") && !told.contains('\n'), "{told}");
	}

	#[test]
	fn a_slip_of_the_fingers_finds_the_command_that_is_meant() {
		let near = |written: &str| {
			let all = [
				"loan",
				"loan repay",
				"application apply",
				"rating explain",
				"product withdraw",
				"application withdraw",
			];
			nearest(written, all.into_iter().map(String::from))
		};
		assert_eq!(near("reapy"), ["loan repay"]);
		assert_eq!(near("Repay"), ["loan repay"]);
		assert_eq!(near("laon"), ["loan"]);
		assert_eq!(near("withdrw"), ["application withdraw", "product withdraw"]);
		assert!(near("dance").is_empty() && near("x").is_empty());
	}
}
