//! Files of calls that governance is asked to make, as `lingnan govern propose --file` takes them, and one example of each such
//! call: the files of `docs/acts`; `tests/network/tests/acts.rs` compares them with the calls that the runtime lets governance make.

use crate::{files::read_json, governance::Track, Call, Error, Result};
use serde::Deserialize;
use serde_json::{json, Value};
use std::path::Path;

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
	"Calendars.set_year",
	"Classification.set_rule",
	"Collateral.license_appraiser",
	"Collateral.release",
	"Collateral.withdraw_licence",
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
	"Guarantees.register",
	"Guarantees.reinstate",
	"Guarantees.rekey",
	"Guarantees.suspend",
	"Institutions.register",
	"Institutions.reinstate",
	"Institutions.rekey",
	"Institutions.suspend",
	"Parameters.set_parameter",
	"Peers.admit",
	"Peers.close",
	"Peers.open",
	"Peers.remove",
	"ReferenceRates.assign",
	"ReferenceRates.define",
	"ReferenceRates.retire",
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

/// The list in a file, which is read once: it may be a pipe.
pub fn list_in(file: &Path) -> Result<Vec<Value>> {
	match read_json(file)? {
		Value::Array(list) if list.is_empty() => Err(Error::input(file.display(), "a list of at least one call")),
		Value::Array(list) => Ok(list),
		one => Ok(vec![one]),
	}
}

/// A call as a file has it.
#[derive(Deserialize)]
struct Item {
	pallet: Option<String>,
	call: String,
	args: Option<Value>,
	track: Option<String>,
}

/// The calls of a file's list, and the track that it names.
pub fn calls_of(file: &Path, list: &[Value]) -> Result<(Vec<Call>, Option<Track>)> {
	let name = file.display().to_string();
	let (mut track, mut calls) = (None, Vec::new());
	for (place, item) in list.iter().enumerate() {
		let place = format!("{name}[{place}]");
		let item = Item::deserialize(item).map_err(|e| {
			let example = "a call is such as Institutions.suspend (`lingnan govern example` lists them)";
			Error::input(&place, format!("{e}: {example}"))
		})?;
		// As the relayer prints it, the pallet stands by itself.
		let call = item.pallet.map_or_else(|| item.call.clone(), |pallet| format!("{pallet}.{}", item.call));
		calls.push(Call::parse(&call, &item.args.unwrap_or_else(|| json!({})).to_string())?);
		let Some(named) = item.track else { continue };
		if named == VETO {
			return Err(Error::input(&name, "an act is vetoed by the institutions: `lingnan govern veto ACT`"));
		}
		let named = named.parse::<Track>().map_err(|e| Error::input(format!("{place}.track"), e))?;
		if track.replace(named).is_some_and(|before| before != named) {
			return Err(Error::input(&name, "its calls are of several tracks: make a file for each"));
		}
	}
	Ok((calls, track))
}

/// The way of what the institutions decide, which is no track.
const VETO: &str = "veto";

#[cfg(test)]
mod tests {
	use super::*;
	use crate::governance::TAKEN;
	use std::collections::BTreeSet;

	#[test]
	fn every_file_is_an_example_and_says_the_call_that_it_is_named_after() {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/acts");
		let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
		let files: BTreeSet<String> = files.filter_map(|file| file.strip_suffix(".json").map(str::to_string)).collect();
		let known: BTreeSet<String> = EXAMPLES.iter().map(|(name, _)| name.to_string()).collect();
		assert_eq!(files, known, "the list in client/src/acts.rs has what docs/acts has");
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

	fn calls_in(file: &Path) -> Result<(Vec<Call>, Option<Track>)> {
		calls_of(file, &list_in(file)?)
	}

	#[test]
	fn calls_are_read_from_a_list_and_as_the_relayer_prints_one() {
		let file = tempfile::NamedTempFile::new().unwrap();
		let read = |text: &str| {
			std::fs::write(file.path(), text).unwrap();
			calls_in(file.path())
		};
		let calls = |text: &str| read(text).unwrap().0;
		let force = Call::new("GuangdongMacaoGrandpa", "force_set_pallet_state", json!({ "newCurrentSetId": 1 }));
		assert_eq!(calls(&force.clone().into_value().to_string()), [force]);
		let list =
			r#"[{ "call": "SafeMode.force_exit" }, { "call": "BusinessClock.advance", "args": { "seconds": 1 } }]"#;
		assert_eq!(calls(list).len(), 2);
		for bad in ["[]", "{}", "[{ \"args\": {} }]", "7"] {
			assert!(read(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn every_example_is_read_with_its_track_and_a_veto_says_its_own_way() {
		let file = tempfile::NamedTempFile::new().unwrap();
		for (name, text) in EXAMPLES {
			std::fs::write(file.path(), text).unwrap();
			match calls_in(file.path()) {
				Ok((calls, Some(_))) => assert_eq!(calls.iter().map(Call::name).collect::<Vec<_>>(), [*name]),
				Err(error) if *name == "Timelock.veto" => assert!(error.to_string().contains("govern veto"), "{error}"),
				other => panic!("{name}: {other:?}"),
			}
		}
		let mixed = r#"[{ "call": "A.b", "track": "stop" }, { "call": "A.b", "track": "general" }]"#;
		std::fs::write(file.path(), mixed).unwrap();
		assert!(calls_in(file.path()).unwrap_err().to_string().contains("several tracks"));
	}
}
