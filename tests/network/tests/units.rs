//! Everything that the runtime answers, as the command shows it.

use lingnan_cli::output::units;
use lingnan_client::{self as client, ranges};
use lingnan_runtime::Runtime;
use std::time::Duration;

/// A sample of each answer, event and call of our own, with every variant of every enum in it. A number that is told here
/// has neither a type with a unit nor a line in the tables of `cli/src/output/units.rs`: give it one of them.
#[test]
fn no_number_is_shown_without_its_unit() {
	// What an account is where there is none begins at a nonce that the chain knows.
	let metadata = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(15));
	let metadata = metadata.expect("the runtime has metadata of version 15");
	let without = units::without_unit(&metadata).expect("the command reads the runtime's metadata");
	assert!(without.is_empty(), "without a unit:\n{}", without.join("\n"));
}

/// What a refusal is explained by names arguments that the runtime's calls have.
#[test]
fn ranges_are_of_arguments_that_calls_have() {
	let metadata = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(15));
	let strays = ranges::strays(&metadata.expect("the runtime has metadata of version 15"));
	assert_eq!(strays.expect("the command reads the runtime's metadata"), Vec::<String>::new());
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
