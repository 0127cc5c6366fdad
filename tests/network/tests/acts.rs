//! What governance can do, and an example of each call in `docs/acts`.

use codec::Decode;
use frame_support::{
	instances::{Instance1, Instance2},
	traits::{GetCallMetadata, PalletsInfoAccess, UnfilteredDispatchable},
};
use lingnan_client::{self as client, acts::EXAMPLES, Call};
use lingnan_runtime::{AllPalletsWithSystem, Runtime, RuntimeCall, RuntimeOrigin, System};
use pallet_collective::RawOrigin as Council;
use serde_json::Value;
use sp_runtime::{AccountId32, DispatchError};
use std::collections::BTreeSet;

/// Pallets of the SDK's whose calls are acts that somebody would propose. What else Root can do (write storage, mint coins) is done
/// by an upgrade.
const OF_THE_SDK: [&str; 3] = ["Parameters", "SafeMode", "TxPause"];

/// Calls that governance could make, and that make no sense: nobody deposits anything for safe mode here.
const NO_ACTS: [&str; 2] = ["SafeMode.force_release_deposit", "SafeMode.force_slash_deposit"];

/// As whom a call is made on each track, with the councils of the development chain.
fn origins() -> Vec<(&'static str, RuntimeOrigin)> {
	let agencies = |ayes| RuntimeOrigin::from(Council::<AccountId32, Instance1>::Members(ayes, 26));
	vec![
		("stop", agencies(9)),
		("prolong", agencies(14)),
		("at-once", agencies(18)),
		("general", pallet_timelock::Origin::General.into()),
		("upgrade", RuntimeOrigin::root()),
		("veto", Council::<AccountId32, Instance2>::Members(65, 129).into()),
	]
}

fn name(call: &RuntimeCall) -> String {
	let name = call.get_call_metadata();
	format!("{}.{}", name.pallet_name, name.function_name)
}

/// Whether the call may be made by this one. What it does is undone.
fn may(call: &RuntimeCall, origin: RuntimeOrigin) -> bool {
	let call = call.clone();
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		let done = call.dispatch_bypass_filter(origin);
		done.map_err(|failed| failed.error).err() != Some(DispatchError::BadOrigin)
	})
}

/// One of each call of our own pallets, and of those of the SDK's that are acts, of zeros.
fn calls() -> Vec<RuntimeCall> {
	let mut found = Vec::new();
	for pallet in AllPalletsWithSystem::infos() {
		if !OWN.contains(&pallet.module_name) && !OF_THE_SDK.contains(&pallet.name) {
			continue;
		}
		for index in 0..=u8::MAX {
			let mut bytes = vec![0; 4_096];
			bytes[..2].copy_from_slice(&[pallet.index as u8, index]);
			found.extend(RuntimeCall::decode(&mut &bytes[..]).ok());
		}
	}
	found
}

/// Crates of ours, as the runtime names them.
const OWN: &[&str] = &[
	"pallet_allowances",
	"pallet_attestations",
	"pallet_business_clock",
	"pallet_calendars",
	"pallet_cards",
	"pallet_classification",
	"pallet_collateral",
	"pallet_consents",
	"pallet_credit_lines",
	"pallet_credit_scoring",
	"pallet_cross_border",
	"pallet_enterprise_registry",
	"pallet_financing",
	"pallet_guarantees",
	"pallet_institutions",
	"pallet_peers",
	"pallet_policies",
	"pallet_products",
	"pallet_reference_rates",
	"pallet_timelock",
	"pallet_validators",
];

/// A new call of governance without an example fails here: put one into docs/acts and name it in client/src/acts.rs.
#[test]
fn every_act_has_an_example() {
	let governed = calls().into_iter().filter(|call| origins().into_iter().any(|(_, origin)| may(call, origin)));
	let mut wanted: BTreeSet<String> = governed.map(|call| name(&call)).collect();
	NO_ACTS.iter().for_each(|name| assert!(wanted.remove(*name), "{name} is no call of governance any more"));
	wanted.insert("System.authorize_upgrade".into());
	let there: BTreeSet<String> = EXAMPLES.iter().map(|(name, _)| name.to_string()).collect();
	let missing: Vec<_> = wanted.difference(&there).collect();
	let gone: Vec<_> = there.difference(&wanted).collect();
	assert!(missing.is_empty() && gone.is_empty(), "without an example: {missing:?}; no act: {gone:?}");
}

/// Every pallet of ours is in the list above.
#[test]
fn no_pallet_of_ours_is_forgotten() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pallets");
	let folders = std::fs::read_dir(folder).expect("the pallets are there").map(|entry| entry.expect("a folder"));
	let names = folders.map(|entry| format!("pallet_{}", entry.file_name().to_string_lossy().replace('-', "_")));
	let ours: BTreeSet<String> = names.filter(|name| name != "pallet_support").collect();
	assert_eq!(ours, OWN.iter().map(|name| name.to_string()).collect());
}

/// Each example: its name, its call as `lingnan govern propose --file` writes it, and its track.
fn examples() -> Vec<(&'static str, RuntimeCall, String)> {
	let metadata = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(15));
	let metadata = client::read_metadata(&metadata.expect("the runtime has metadata of version 15"));
	let metadata = metadata.expect("the command reads the runtime's metadata");
	let read = |(file, text): &(&'static str, &str)| {
		let read: Value = serde_json::from_str(text).expect("JSON");
		let (pallet, call) = file.split_once('.').expect("Pallet.call");
		let bytes = Call::new(pallet, call, read["args"].clone()).bytes(&metadata);
		let bytes = bytes.unwrap_or_else(|e| panic!("{file}: {e}"));
		let call = RuntimeCall::decode(&mut &bytes[..]).expect("the runtime reads what the command wrote");
		assert_eq!(name(&call), *file);
		(*file, call, read["track"].as_str().expect("its track").to_string())
	};
	EXAMPLES.iter().map(read).collect()
}

/// The shape of each fits the chain's metadata, and its track can make it.
#[test]
fn every_example_can_be_proposed_on_its_track() {
	for (file, call, track) in examples() {
		let by = origins().into_iter().find(|(name, _)| *name == track).map(|(_, origin)| origin);
		assert!(may(&call, by.unwrap_or_else(|| panic!("{file}: no track {track}"))), "{file} on the track {track}");
	}
}

/// The client refuses before it is moved what the runtime would refuse when it is done, and nothing else.
#[test]
fn a_call_is_refused_on_the_tracks_that_do_not_take_it() {
	for (file, call, _) in examples() {
		let taken = client::governance::TAKEN.iter().find(|(name, _)| *name == file).map(|(_, tracks)| *tracks);
		let taken = taken.unwrap_or_else(|| panic!("{file} is missing in client/src/governance/takes.rs"));
		for track in client::governance::Track::ALL {
			let by = origins().into_iter().find(|(name, _)| *name == track.spelled()).map(|(_, origin)| origin);
			let may = may(&call, by.expect("every track has its origin"));
			assert_eq!(taken.contains(&track), may, "{file} on the track {}", track.spelled());
		}
	}
}
