//! Everything that the runtime takes and answers, as clients send it and the command shows it.

use lingnan_client::{self as client, calls, questions, ranges, units};
use lingnan_runtime::Runtime;
use std::time::Duration;

fn metadata() -> Vec<u8> {
	// What an account is where there is none begins at a nonce that the chain knows.
	let metadata = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(15));
	metadata.expect("the runtime has metadata of version 15").to_vec()
}

/// A sample of each answer, event and call of our own, with every variant of every enum in it. A number that is told here
/// has neither a type with a unit nor a line in the tables of `client/src/units.rs`: give it one of them.
#[test]
fn no_number_is_shown_without_its_unit() {
	let without = units::without_unit(&metadata()).expect("the command reads the runtime's metadata");
	assert!(without.is_empty(), "without a unit:\n{}", without.join("\n"));
}

/// What a refusal is explained by names arguments that the runtime's calls have.
#[test]
fn ranges_are_of_arguments_that_calls_have() {
	let strays = ranges::strays(&metadata());
	assert_eq!(strays.expect("the command reads the runtime's metadata"), Vec::<String>::new());
}

/// Every call of this repository's pallets has a struct in `client/src/calls`, and each struct is the call that it says: the
/// same arguments, by name and type, in the same order.
#[test]
fn every_call_of_ours_has_its_struct_and_every_struct_its_call() {
	let metadata = client::read_metadata(&metadata()).expect("the client reads the runtime's metadata");
	let types = metadata.types();
	let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pallets");
	let is_ours = |calls: Option<u32>| {
		let call = calls.and_then(|id| types.resolve(id));
		let name = call.and_then(|call| call.path.segments.first()?.strip_prefix("pallet_"));
		name.is_some_and(|name| home.join(name.replace('_', "-")).is_dir())
	};
	let known: Vec<&calls::Known> = calls::known().collect();
	let mut wrong = Vec::new();
	let mut ours = 0;
	for pallet in metadata.pallets() {
		for call in pallet.call_variants().unwrap_or_default() {
			let found: Vec<_> =
				known.iter().filter(|one| pallet.name().ends_with(one.pallet) && one.call == call.name).collect();
			if is_ours(pallet.call_ty_id()) {
				ours += 1;
				if found.is_empty() {
					wrong.push(format!("{}.{} has no struct", pallet.name(), call.name));
				}
			}
			let stands: Vec<(String, String)> = call
				.fields
				.iter()
				.map(|f| (f.name.clone().unwrap_or_default(), plain(f.type_name.as_deref().unwrap_or_default())))
				.collect();
			for one in found {
				let said: Vec<(String, String)> =
					one.arguments.iter().map(|(name, ty)| (name.to_string(), plain(ty))).collect();
				let is_same = |(said, stands): (&(String, String), &(String, String))| {
					let is_free =
						!is_ours(pallet.call_ty_id()) || one.records.iter().any(|record| said.1.contains(record));
					said.0 == stands.0 && (is_free || said.1 == stands.1)
				};
				if said.len() != stands.len() || !said.iter().zip(&stands).all(is_same) {
					wrong.push(format!("{}.{}: {said:?} here, {stands:?} there", pallet.name(), call.name));
				}
			}
		}
	}
	for one in &known {
		let mut found = metadata.pallets().filter(|pallet| pallet.name().ends_with(one.pallet));
		if !found.any(|pallet| pallet.call_variant_by_name(one.call).is_some()) {
			wrong.push(format!("there is no {}.{}", one.pallet, one.call));
		}
	}
	assert!(ours > 100, "the calls of ours were found: {ours}");
	assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A type's name, as both sides write it.
fn plain(name: &str) -> String {
	let name = name.replace("T::AccountId", "AccountId32").replace("T::Hash", "H256");
	let name = name.replace("BlockNumberFor<T>", "u32").replace("SessionIndex", "u32").replace("SetId", "u64");
	let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
	let name = match name.strip_prefix("Box<").and_then(|inner| inner.strip_suffix('>')) {
		Some(_) => String::from("Call"),
		None => name,
	};
	// A bounded list is a list.
	match name.strip_prefix("BoundedVec<").and_then(|inner| inner.split(',').next()) {
		Some(item) => format!("Vec<{item}>"),
		None => name,
	}
}

/// What a node without our methods is asked by, the runtime has, with as many arguments.
#[test]
fn every_question_has_its_runtime_api() {
	let metadata = client::read_metadata(&metadata()).expect("the client reads the runtime's metadata");
	let mut wrong = Vec::new();
	for route in questions::routes() {
		let found = route.api.split_once("Api_").and_then(|(api, question)| {
			metadata.runtime_api_trait_by_name(&format!("{api}Api"))?.method_by_name(question)
		});
		let arguments = route.arguments + usize::from(route.paged);
		match found {
			Some(method) if method.inputs().len() == arguments => {},
			Some(method) => wrong.push(format!("{} takes {} arguments", route.api, method.inputs().len())),
			None => wrong.push(format!("there is no {}", route.api)),
		}
	}
	assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Waits are told from the network's own time between blocks, which its genesis may have chosen.
#[test]
fn the_time_between_blocks_is_the_chains_own() {
	let told = |slot: Option<u64>| {
		let metadata = sp_io::TestExternalities::default().execute_with(|| {
			// As the genesis writes it.
			let key = ["BusinessClock", "Slot"].map(|part| sp_io::hashing::twox_128(part.as_bytes())).concat();
			if let Some(slot) = slot {
				sp_io::storage::set(&key, &slot.to_le_bytes());
			}
			Runtime::metadata_at_version(15)
		});
		let metadata = metadata.expect("the runtime has metadata of version 15");
		client::block_time(&client::read_metadata(&metadata).expect("the command reads the runtime's metadata"))
	};
	assert_eq!(told(None), Duration::from_secs(2));
	assert_eq!(told(Some(500)), Duration::from_millis(500));
	assert_eq!(told(Some(6_000)), Duration::from_secs(6));
}
