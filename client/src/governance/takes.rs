//! Which tracks take a call. A call on another track makes a motion that comes to nothing: it is refused before it is moved.
//!
//! The chain alone decides. What stands here is compared with the runtime by `tests/network/tests/acts.rs`, and a call that this
//! program does not know, of a newer runtime or of the SDK, is moved as it is asked for.

use super::Track::{self, AtOnce, General, Prolong, Stop, Upgrade};
use crate::{calls, Call, Error, Result};
use serde_json::Value;

/// Whoever may do it with fewer votes or less time may do it with more.
const STOPS: &[Track] = &[Stop, Prolong, AtOnce, General, Upgrade];
const PROLONGS: &[Track] = &[Prolong, AtOnce, General, Upgrade];
const HASTES: &[Track] = &[AtOnce, General, Upgrade];
const ORDINARY: &[Track] = &[General, Upgrade];
const ROOTS: &[Track] = &[Upgrade];
/// What two thirds decide, and no act afterwards.
const DECISIONS: &[Track] = &[AtOnce];
/// What the other council decides.
const VETOES: &[Track] = &[];

/// Every call that governance makes, and the tracks that take it.
pub const TAKEN: &[(&str, &[Track])] = &[
	("Attestations.define_indicator", ORDINARY),
	("Attestations.register_agency", ORDINARY),
	("Attestations.reinstate_agency", ORDINARY),
	("Attestations.rekey_agency", ORDINARY),
	("Attestations.retire_indicator", ORDINARY),
	("Attestations.suspend_agency", HASTES),
	("Calendars.set_year", ORDINARY),
	("Classification.set_rule", ORDINARY),
	("Collateral.license_appraiser", ORDINARY),
	("Collateral.release", ORDINARY),
	("Collateral.withdraw_licence", ORDINARY),
	("CreditScoring.activate_champion", ORDINARY),
	("CreditScoring.resume_scorecard", HASTES),
	("CreditScoring.retire_scorecard", ORDINARY),
	("CreditScoring.suspend_scorecard", STOPS),
	("CrossBorder.close_class", STOPS),
	("CrossBorder.halt", STOPS),
	("CrossBorder.open_class", ORDINARY),
	("CrossBorder.recognise_scorecard", ORDINARY),
	("CrossBorder.resume", HASTES),
	("Financing.approve_compensation", ORDINARY),
	("Financing.decide_dispute", ORDINARY),
	("Financing.set_compensation", ORDINARY),
	("Guarantees.register", ORDINARY),
	("Guarantees.reinstate", ORDINARY),
	("Guarantees.rekey", ORDINARY),
	("Guarantees.suspend", ORDINARY),
	("Institutions.register", ORDINARY),
	("Institutions.reinstate", ORDINARY),
	("Institutions.rekey", ORDINARY),
	("Institutions.suspend", ORDINARY),
	("Parameters.set_parameter", ORDINARY),
	("Peers.admit", ORDINARY),
	("Peers.close", ORDINARY),
	("Peers.open", ORDINARY),
	("Peers.remove", HASTES),
	("ReferenceRates.assign", ORDINARY),
	("ReferenceRates.define", ORDINARY),
	("ReferenceRates.retire", ORDINARY),
	("SafeMode.force_enter", STOPS),
	("SafeMode.force_exit", HASTES),
	("SafeMode.force_extend", PROLONGS),
	("System.authorize_upgrade", ROOTS),
	("Timelock.cancel", DECISIONS),
	("Timelock.lift", HASTES),
	("Timelock.prolong", PROLONGS),
	("Timelock.schedule", DECISIONS),
	("Timelock.stop", STOPS),
	("Timelock.veto", VETOES),
	("TxPause.pause", HASTES),
	("TxPause.unpause", HASTES),
	("Validators.invite", ORDINARY),
	("Validators.remove", ORDINARY),
	("Validators.restore_finality", HASTES),
];

/// The SDK's pallets of whose calls this program has structs: anybody makes some of them, and Root others.
const OF_THE_SDK: &[&str] = &["Parameters", "Session", "System", "Utility"];

/// Refuses calls that the track does not take, by name and with the tracks that do.
pub(super) fn ensure_taken(track: Track, calls: &[Call]) -> Result<()> {
	calls.iter().try_for_each(|call| ensure_one(track, &call.pallet, &call.call, &call.args))
}

fn ensure_one(track: Track, pallet: &str, call: &str, args: &Value) -> Result<()> {
	let name = format!("{pallet}.{call}");
	match takers(pallet, call, args) {
		Some(tracks) if !tracks.contains(&track) => return Err(not_taken(&name, track, tracks)),
		_ => {},
	}
	// An act waits for its own track, and each call of a batch is made as the batch is.
	if let (Some(act), Some(own)) = (args.get("act").filter(|_| name == "Timelock.schedule"), args["track"].as_str()) {
		let own = [General, Upgrade].into_iter().find(|one| one.name() == own);
		return own.map_or(Ok(()), |own| ensure_inner(own, act));
	}
	let inner = args["calls"].as_array().filter(|_| pallet == "Utility");
	inner.into_iter().flatten().try_for_each(|one| ensure_inner(track, one))
}

/// A call inside another, as [`Call::into_value`] writes it. What is written otherwise is left to the chain.
fn ensure_inner(track: Track, call: &Value) -> Result<()> {
	match (call["pallet"].as_str(), call["call"].as_str()) {
		(Some(pallet), Some(name)) => ensure_one(track, pallet, name, &call["args"]),
		_ => Ok(()),
	}
}

/// The tracks that take a call; nothing where that is not known.
fn takers(pallet: &str, call: &str, args: &Value) -> Option<&'static [Track]> {
	let argument = |snake: &str, camel: &str| args.get(snake).or_else(|| args.get(camel)).cloned().unwrap_or_default();
	match (pallet, call) {
		// The times of governance itself are Root's.
		("Parameters", "set_parameter") if !argument("key_value", "keyValue")["Governance"].is_null() => {
			return Some(ROOTS);
		},
		("CrossBorder", "close_class") if args["class"] == "Duplicates" => return Some(ORDINARY),
		_ => {},
	}
	let named = |name: &str| name.split_once('.') == Some((pallet, call));
	if let Some((_, tracks)) = TAKEN.iter().find(|(name, _)| named(name)) {
		return Some(tracks);
	}
	let ours =
		calls::known().any(|known| known.pallet == pallet && known.call == call) && !OF_THE_SDK.contains(&pallet);
	ours.then_some(VETOES)
}

fn not_taken(name: &str, track: Track, tracks: &[Track]) -> Error {
	let spelled: Vec<&str> = tracks.iter().map(|track| track.spelled()).collect();
	let way = match spelled.as_slice() {
		_ if name == "Timelock.veto" => "The institutions veto an act: `lingnan govern veto ACT`.".into(),
		[] => "It is not for governance: who makes it stands in its documentation, and signs it.".into(),
		[one] => format!("The track {one} takes it: `--track {one}`."),
		[.., last] => {
			// The one with the fewest votes, or the least time, is named first.
			let others = spelled[..spelled.len() - 1].join(", ");
			format!("The tracks {others} and {last} take it: `--track {}`.", spelled[0])
		},
	};
	let track = track.spelled();
	Error::usage(format!("the track {track} does not take {name}: the motion would come to nothing. {way}"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn refused(track: Track, call: Call) -> Option<String> {
		ensure_taken(track, &[call]).err().map(|error| error.to_string())
	}

	#[test]
	fn a_call_on_a_track_that_does_not_take_it_is_refused_with_those_that_do() {
		let suspend = || Call::new("Institutions", "suspend", json!({ "institution": 7 }));
		assert_eq!(refused(General, suspend()), None);
		assert_eq!(refused(Upgrade, suspend()), None);
		let said = refused(AtOnce, suspend()).unwrap();
		assert!(said.contains("at-once does not take Institutions.suspend"), "{said}");
		assert!(said.contains("general and upgrade take it: `--track general`"), "{said}");
		let stop = || Call::new("Timelock", "stop", json!({ "call": ["Financing", "disburse"] }));
		assert!(Track::ALL.into_iter().all(|track| refused(track, stop()).is_none()));
		let upgrade = Call::new("System", "authorize_upgrade", json!({}));
		let said = refused(General, upgrade).unwrap();
		assert!(said.ends_with("The track upgrade takes it: `--track upgrade`."), "{said}");
	}

	#[test]
	fn what_is_not_for_governance_is_said_to_be_so() {
		let said = refused(General, Call::new("Financing", "apply", json!({}))).unwrap();
		assert!(said.contains("does not take Financing.apply") && said.contains("not for governance"), "{said}");
		let said = refused(AtOnce, Call::new("Timelock", "veto", json!({}))).unwrap();
		assert!(said.contains("lingnan govern veto"), "{said}");
	}

	#[test]
	fn what_this_program_does_not_know_is_left_to_the_chain() {
		for (pallet, call) in [
			("Financing", "a_call_of_tomorrow"),
			("System", "remark"),
			("Utility", "batch_all"),
			("Balances", "force_set_balance"),
			("GuangdongMacaoGrandpa", "initialize"),
		] {
			assert_eq!(refused(General, Call::new(pallet, call, json!({}))), None, "{pallet}.{call}");
		}
	}

	fn scheduled(track: &str, act: Call) -> Call {
		Call::new("Timelock", "schedule", json!({ "track": track, "act": act.into_value() }))
	}

	#[test]
	fn a_call_is_found_inside_a_batch_and_inside_an_act() {
		let halt = || Call::new("TxPause", "pause", json!({ "fullName": ["Financing", "disburse"] }));
		let all = Call::all(vec![Call::new("System", "remark", json!({ "remark": "0x" })), halt()]);
		assert!(refused(Stop, all.clone()).unwrap().contains("stop does not take TxPause.pause"));
		assert_eq!(refused(AtOnce, all), None);
		let rest = json!({ "keyValue": { "Governance": { "StopRest": [null, 9] } } });
		let times = || Call::new("Parameters", "set_parameter", rest.clone());
		let said = refused(AtOnce, scheduled("General", times())).unwrap();
		assert!(said.contains("general does not take Parameters.set_parameter"), "{said}");
		assert_eq!(refused(AtOnce, scheduled("Upgrade", times())), None);
		let said = refused(General, scheduled("Upgrade", times())).unwrap();
		assert!(said.contains("general does not take Timelock.schedule"), "{said}");
	}

	#[test]
	fn what_an_argument_changes_is_seen() {
		let close = |class| {
			let args = json!({ "corridor": "GuangdongMacao", "class": class });
			Call::new("CrossBorder", "close_class", args)
		};
		assert_eq!(refused(Stop, close("Passports")), None);
		assert!(refused(Stop, close("Duplicates")).unwrap().contains("general and upgrade"));
		let set = |group: &str| Call::new("Parameters", "set_parameter", json!({ "key_value": { group: {} } }));
		assert_eq!(refused(General, set("Financing")), None);
		assert!(refused(General, set("Governance")).unwrap().contains("upgrade"));
	}
}
