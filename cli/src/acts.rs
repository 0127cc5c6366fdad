//! One example of each call that governance makes, as a file that `lingnan govern propose --file` takes. They are the files of
//! `docs/acts`; `tests/network/tests/acts.rs` compares them with the calls that the runtime lets governance make.

/// The name of a call, and its example in JSON.
macro_rules! examples {
	($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../docs/acts/", $name, ".json")))),+] };
}

/// By name.
pub const EXAMPLES: &[(&str, &str)] = examples![
	"Attestations.define_indicator",
	"Attestations.register_agency",
	"Attestations.reinstate_agency",
	"Attestations.rekey_agency",
	"Attestations.retire_indicator",
	"Attestations.suspend_agency",
	"Collateral.license_appraiser",
	"Collateral.release",
	"Collateral.withdraw_licence",
	"CreditScoring.activate_challenger",
	"CreditScoring.activate_champion",
	"CreditScoring.resume_scorecard",
	"CreditScoring.retire_scorecard",
	"CreditScoring.suspend_scorecard",
	"CrossBorder.close_class",
	"CrossBorder.halt",
	"CrossBorder.open_class",
	"CrossBorder.recognise_scorecard",
	"CrossBorder.resume",
	"Financing.approve_compensation",
	"Financing.decide_dispute",
	"Financing.set_compensation",
	"Institutions.register",
	"Institutions.reinstate",
	"Institutions.rekey",
	"Institutions.suspend",
	"Parameters.set_parameter",
	"SafeMode.force_enter",
	"SafeMode.force_exit",
	"SafeMode.force_extend",
	"System.authorize_upgrade",
	"Timelock.cancel",
	"Timelock.lift",
	"Timelock.prolong",
	"Timelock.schedule",
	"Timelock.stop",
	"Timelock.veto",
	"TxPause.pause",
	"TxPause.unpause",
	"Validators.invite",
	"Validators.remove",
	"Validators.restore_finality",
];

/// The example of a call, whatever the case of its letters.
pub fn example(name: &str) -> Option<&'static str> {
	EXAMPLES.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, text)| *text)
}

/// Names of which a part is meant.
pub fn like(name: &str) -> Vec<&'static str> {
	let lower = name.to_lowercase();
	let words: Vec<&str> = lower.split(['.', '_', ' ']).filter(|word| word.len() > 2).collect();
	let meant = |one: &&str| words.iter().any(|word| one.to_lowercase().contains(word));
	EXAMPLES.iter().map(|(one, _)| *one).filter(meant).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::governance::TAKEN;
	use serde_json::Value;
	use std::{collections::BTreeSet, path::Path};

	#[test]
	fn every_file_is_an_example_and_says_the_call_that_it_is_named_after() {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/acts");
		let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
		let files: BTreeSet<String> = files.filter_map(|file| file.strip_suffix(".json").map(str::to_string)).collect();
		let known: BTreeSet<String> = EXAMPLES.iter().map(|(name, _)| name.to_string()).collect();
		assert_eq!(files, known, "the list in cli/src/acts.rs has what docs/acts has");
		for (name, text) in EXAMPLES {
			let read: Value = serde_json::from_str(text).unwrap();
			assert_eq!(read["call"], *name);
			assert!(read["track"].is_string() && read["args"].is_object(), "{name}");
		}
		let taken: BTreeSet<String> = TAKEN.iter().map(|(name, _)| name.to_string()).collect();
		assert_eq!(taken, known, "client/src/governance/takes.rs says of each which tracks take it");
	}

	#[test]
	fn an_example_is_found_by_its_name_and_near_ones_are_offered() {
		assert!(example("txpause.PAUSE").is_some_and(|text| text.contains(r#""fullName": ["Financing", "disburse"]"#)));
		assert!(example("Timelock.stop").is_some_and(|text| text.contains(r#""call": ["Financing", "disburse"]"#)));
		assert_eq!(example("Financing.suspend"), None);
		assert!(like("suspend_bank").contains(&"Attestations.suspend_agency"));
		assert!(like("xyz").is_empty());
	}
}
