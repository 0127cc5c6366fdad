//! The runbooks' commands, run in order by an operator who joins three validators, rotates keys, loses a machine and moves
//! to a new one.

use lingnan_network_tests::{
	shell::{blocks, Block, Shell},
	Network,
};
use serde_json::Value;

/// The operator's account: `//operator`.
const KEY: &str = "//operator";

/// Of 26 agencies.
const ONE_THIRD: usize = 9;
const TWO_THIRDS: usize = 18;

/// Runs every block of a page that has no word of its own.
fn run(shell: &mut Shell, page: &str) {
	for block in blocks(page).into_iter().filter(|block| block.tag.is_empty()) {
		shell.must(&block.script);
	}
}

fn json(shell: &mut Shell, command: &str) -> Value {
	let printed = shell.must(command);
	serde_json::from_str(&printed).unwrap_or_else(|e| panic!("{command}: {e}: {printed}"))
}

#[test]
fn an_operator_joins_rotates_keys_and_replaces_a_machine_by_the_runbooks() {
	let mut network = Network::quick(3);
	let nodes = network.start_validators(3);
	nodes[0].wait_for_finalised(2);

	let mut shell = Shell::open();
	let folder = network.folder().join("operator");
	let name = |part: &str| folder.join(part).display().to_string();
	std::fs::create_dir_all(folder.join("first")).expect("the folder can be made");
	std::fs::create_dir_all(folder.join("second")).expect("the folder can be made");
	shell.set("CHAIN", &network.spec().display().to_string());
	shell.set("NAME", "operator");
	shell.set("LINGNAN_KEY", KEY);
	shell.set("LINGNAN_URL", &nodes[0].url());
	let account = json(&mut shell, "lingnan key account \"$LINGNAN_KEY\" --json");
	let account = account["account"].as_str().or(account["address"].as_str()).unwrap_or_default().to_string();
	shell.set("ACCOUNT", &account);
	// On this network nobody needs it.
	shell.set("MEMBER", &account);

	// A machine, then joining page by page.
	let first = network.options_of_a_newcomer();
	shell.set("BASE", &name("first"));
	shell.set("URL", &first.url);
	shell.set("OPTIONS", &first.options);
	for block in blocks("join.md") {
		match block.tag.as_str() {
			// This network is open, and could be closed now.
			"peer" => shell.pass(&block.script, TWO_THIRDS),
			"motion" => {
				shell.pass(&block.script, TWO_THIRDS);
				// Only who is invited is told that he has no keys.
				shell.must("until lingnan validator join 2>&1 | grep -q NoKeys; do sleep 1; done");
			},
			"seat" => {
				// There is time until the seat comes.
				replace_a_council_key(&mut shell);
				nodes[0].wait("the operator has a seat", || (nodes[0].authors().len() == 4).then_some(()));
				let list = shell.must(&block.script);
				assert!(list.contains(&account), "{list}");
			},
			// Four must remain, so this is what the page says about a refusal.
			_ if block.script.contains("validator leave") => {
				let (code, printed) = shell.run(&block.script);
				assert!(code == 5 && printed.contains("TooFewValidators"), "{code}: {printed}");
			},
			_ => drop(shell.must(&block.script)),
		}
	}

	run(&mut shell, "upgrade.md");
	shell.set("BACKUP", &name("backup.tar"));
	shell.set("NEW_BASE", &name("restored"));
	run(&mut shell, "backup.md");
	let keys = "find -path '*/keystore/*' | sort";
	let saved = shell.must(&format!("(cd \"$BASE\" && {keys})"));
	assert!(saved.lines().count() >= 2, "{saved}");
	assert_eq!(saved, shell.must(&format!("(cd \"$NEW_BASE\" && {keys})")), "the keys come back");

	let before = nodes[0].authors();
	run(&mut shell, "rotate-keys.md");
	pause(&mut shell);
	nodes[0].wait("new keys count", || (nodes[0].authors() != before).then_some(()));
	assert_eq!(nodes[0].authors().len(), 4);

	// The machine dies; another takes its place with keys of its own.
	shell.must("kill -9 $(jobs -p); wait || true");
	let before = nodes[0].authors();
	let second = network.options_of_a_newcomer();
	shell.set("BASE", &name("second"));
	shell.set("URL", &second.url);
	shell.set("OPTIONS", &second.options);
	run(&mut shell, "replace-a-machine.md");
	nodes[0].wait("the new machine has the seat", || (nodes[0].authors() != before).then_some(()));
	assert_eq!(nodes[0].authors().len(), 4);
	shell.must("until grep -q 'Prepared block for proposing' \"$BASE/node.log\"; do sleep 1; done");
}

/// A key is lost, and the agency gets another.
fn replace_a_council_key(shell: &mut Shell) {
	// None of those who vote.
	const AGENCY: usize = 20;
	let account = json(shell, "lingnan key account //another --json")["account"].as_str().map(str::to_string);
	let key = account.expect("a key has an account");
	shell.set("AGENCY", &AGENCY.to_string());
	shell.set("NEW_KEY", &key);
	for block in blocks("lost-council-key.md") {
		match block.tag.as_str() {
			"motion" => shell.pass(&block.script, TWO_THIRDS),
			_ => drop(shell.must(&block.script)),
		}
	}
	shell.must(&format!("until lingnan show agencies --json | grep -q {key}; do sleep 1; done"));
	let agency = &json(shell, "lingnan show agencies --json")[AGENCY];
	assert!(agency["key"] == key && agency["suspended"] == false, "{agency}");
}

/// A call is paused and goes on, then everything but what heals.
fn pause(shell: &mut Shell) {
	let blocks = blocks("pause.md");
	let [stop, lift, enter, exit] = &blocks[..] else { panic!("the page has four blocks") };
	let carry = |shell: &mut Shell, block: &Block, votes| {
		assert_eq!(block.tag, "motion", "{}", block.script);
		shell.carry(&block.script, votes)
	};
	let pass = |shell: &mut Shell, block: &Block, votes, says: &str| {
		let (code, printed) = carry(shell, block, votes);
		assert!(code == 0 && printed.contains(says), "{code}: {printed}");
	};
	let refused = |shell: &mut Shell, says: &[&str]| {
		let (code, printed) = shell.run("lingnan loan disburse 999 NOTHING --quick --key //institution//ccb");
		assert!(code == 5 && says.iter().all(|text| printed.contains(text)), "{code}: {printed}");
	};
	let shows = |shell: &mut Shell, says: &[&str]| {
		let page = shell.must("lingnan govern show");
		assert!(says.iter().all(|text| page.contains(text)), "{says:?} in {page}");
	};
	let stopped =
		"Financing.disburse is stopped by a third or more of the agencies' council (Timelock.stop) until block ";
	shows(shell, &["Stopped now\n  (nothing)"]);
	pass(shell, stop, ONE_THIRD, "Timelock.Stopped: call Financing.disburse, until ");
	refused(shell, &["System.CallFiltered", stopped, " left"]);
	shows(shell, &[stopped]);
	// Somebody has moved the same before, to be carried by all and so by nobody.
	let lifting = "{\"pallet\": \"Timelock\", \"call\": \"lift\", \"args\": {\"call\": [\"Financing\", \"disburse\"]}}";
	shell.must(&format!(
		"lingnan call AgenciesCouncil.propose '{{\"threshold\": 26, \"proposal\": {lifting}, \"lengthBound\": 100}}' --quick \
		 --key //agency//customs"
	));
	pass(shell, lift, TWO_THIRDS, "Timelock.Lifted: call Financing.disburse");
	refused(shell, &["Financing.NotFound"]);
	shows(shell, &["Stopped now\n  (nothing)", "Financing.disburse: until block "]);

	// It rests: the motion is closed, what it was to do is refused, and the command says so.
	let (code, printed) = carry(shell, stop, ONE_THIRD);
	assert!(code == 5 && printed.contains("the chain refused Timelock.stop: Timelock.Resting"), "{code}: {printed}");

	pass(shell, enter, ONE_THIRD, "SafeMode.Entered");
	refused(shell, &["System.CallFiltered", "Only what heals the chain is let through: safe mode is on"]);
	shows(shell, &["safe mode is on, entered by a third or more"]);
	pass(shell, exit, TWO_THIRDS, "SafeMode.Exited");
	refused(shell, &["Financing.NotFound"]);
}
