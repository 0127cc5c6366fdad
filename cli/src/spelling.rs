//! The words of the last release. They are still read, and stand in no help; they go with the next release.

use std::ffi::OsString;

/// What was written before, and what is written now.
pub const FORMER: &[(&str, &str)] = &[
	("register", "enterprise register"),
	("amend", "enterprise amend"),
	("status", "enterprise status"),
	("succession", "enterprise succession"),
	("control", "enterprise control"),
	("mandate", "enterprise mandate"),
	("guardian", "enterprise guardian"),
	("attest", "attestation state"),
	("seal", "attestation seal"),
	("retract", "attestation retract"),
	("dispute", "attestation dispute"),
	("import", "attestation import"),
	("anchor", "attestation anchor"),
	("materialise", "attestation materialise"),
	("disclose", "attestation disclose"),
	("check-disclosure", "attestation check-disclosure"),
	("rate", "rating rate"),
	("explain", "rating explain"),
	("prove", "rating prove"),
	("match", "product match"),
	("apply", "application apply"),
	("withdraw", "application withdraw"),
	("decline", "application decline"),
	("offer", "application offer"),
	("accept", "application accept"),
	("refuse", "application refuse"),
	("expire", "application expire"),
	("disburse", "loan disburse"),
	("confirm", "loan confirm"),
	("start", "loan start"),
	("dispute-payment", "loan dispute-payment"),
	("answer-dispute", "loan answer-dispute"),
	("decide-dispute", "loan decide-dispute"),
	("repay", "loan repay"),
	("reverse", "loan reverse"),
	("claim-payment", "loan claim-payment"),
	("refuse-claim", "loan refuse-claim"),
	("charge", "loan charge"),
	("note-arrears", "loan note-arrears"),
	("default", "loan default"),
	("ask-compensation", "loan ask-compensation"),
	("approve-compensation", "loan approve-compensation"),
	("write-off", "loan write-off"),
	("exposure-limit", "institution exposure-limit"),
	("pledge", "asset pledge"),
	("calendar", "clock"),
	("business-clock", "clock"),
	("account", "key account"),
	("show statements", "show attestations"),
	// Where somebody may look for it.
	("rating match", "product match"),
];

/// A command line in today's words. `with_value`: the options of every command that take a value, as `--url`.
pub fn of_today(words: &[OsString], with_value: &[String]) -> Vec<OsString> {
	let places = command_words(words, with_value);
	let word = |n: usize| places.get(n).and_then(|place| words[*place].to_str());
	let from = usize::from(word(0) == Some("help"));
	let written = |former: &str| former.split(' ').enumerate().all(|(n, part)| word(from + n) == Some(part));
	let Some((former, now)) = FORMER.iter().find(|(former, _)| written(former)) else { return words.to_vec() };
	let replaced = &places[from..from + former.split(' ').count()];
	let mut line = Vec::with_capacity(words.len() + 1);
	for (place, word) in words.iter().enumerate() {
		if place == replaced[0] {
			line.extend(now.split(' ').map(OsString::from));
		} else if !replaced.contains(&place) {
			line.push(word.clone());
		}
	}
	line
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
		read.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
	}

	#[test]
	fn former_words_are_read_wherever_they_stand() {
		for (former, now) in [
			("lingnan rate CN:1 --json", "lingnan rating rate CN:1 --json"),
			("lingnan --url ws://x:1 --json rate CN:1", "lingnan --url ws://x:1 --json rating rate CN:1"),
			("lingnan --url=ws://x:1 rate CN:1", "lingnan --url=ws://x:1 rating rate CN:1"),
			("lingnan --key rate control offer CN:1 //A", "lingnan --key rate enterprise control offer CN:1 //A"),
			("lingnan help rate", "lingnan help rating rate"),
			("lingnan calendar --days 3", "lingnan clock --days 3"),
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
			"lingnan rating rate CN:1",
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
}
