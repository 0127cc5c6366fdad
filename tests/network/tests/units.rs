//! Everything that the runtime answers, as the command shows it.

use lingnan_cli::output::units;
use lingnan_runtime::Runtime;

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
