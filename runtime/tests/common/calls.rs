//! One of each call that the runtime has.

use codec::Decode;
use frame_support::traits::{GetCallMetadata, PalletsInfoAccess};
use lingnan_runtime::*;
use std::collections::BTreeSet;

/// Of a pallet and its call.
pub type Name = (String, String);

pub fn names(list: &[(&str, &str)]) -> BTreeSet<Name> {
	let of = |(pallet, calls): &(&str, &str)| -> Vec<Name> {
		calls.split_whitespace().map(|call| (pallet.to_string(), call.to_string())).collect()
	};
	list.iter().flat_map(of).collect()
}

/// One of each call, with arguments that are all zeros.
pub fn calls() -> Vec<(Name, RuntimeCall)> {
	let mut found = Vec::new();
	for pallet in AllPalletsWithSystem::infos() {
		for index in 0..=u8::MAX {
			let mut bytes = vec![0; 4_096];
			bytes[..2].copy_from_slice(&[pallet.index as u8, index]);
			let Ok(call) = RuntimeCall::decode(&mut &bytes[..]) else { continue };
			let name = call.get_call_metadata();
			found.push(((name.pallet_name.to_string(), name.function_name.to_string()), call));
		}
	}
	let names: BTreeSet<Name> = found.iter().map(|(name, _)| name.clone()).collect();
	for pallet in RuntimeCall::get_module_names() {
		for call in RuntimeCall::get_call_names(pallet) {
			let name = (pallet.to_string(), call.to_string());
			assert!(names.contains(&name), "{pallet}.{call} cannot be made of zeros: make one here by hand");
		}
	}
	found
}
