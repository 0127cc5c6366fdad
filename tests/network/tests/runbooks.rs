//! The runbooks' commands, run in order by an operator who joins three validators, rotates keys, loses a machine and moves
//! to a new one.

use lingnan_network_tests::{
	shell::{blocks, Shell},
	Network,
};
use serde_json::Value;

/// The operator's account: `//operator`.
const KEY: &str = "//operator";

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
#[ignore = "four to five minutes of waiting for sessions, not yet seen to the end on this tree: run it with --run-ignored all"]
fn an_operator_joins_rotates_keys_and_replaces_a_machine_by_the_runbooks() {
	let mut network = Network::new(3);
	let nodes = network.start_validators(3);
	nodes[0].wait_for_finalised(2);

	let mut shell = Shell::new();
	let folder = network.folder().join("operator");
	let name = |part: &str| folder.join(part).display().to_string();
	std::fs::create_dir_all(folder.join("first")).expect("the folder can be made");
	std::fs::create_dir_all(folder.join("second")).expect("the folder can be made");
	shell.set("CHAIN", &network.spec().display().to_string());
	shell.set("NAME", "operator");
	shell.set("LINGNAN_KEY", KEY);
	let account = json(&mut shell, "lingnan account \"$LINGNAN_KEY\" --json");
	let account = account["account"].as_str().or(account["address"].as_str()).unwrap_or_default().to_string();
	shell.set("ACCOUNT", &account);

	// A machine, then joining page by page.
	let first = network.options_of_a_newcomer();
	shell.set("BASE", &name("first"));
	shell.set("URL", &first.url);
	shell.set("OPTIONS", &first.options);
	for block in blocks("join.md") {
		match block.tag.as_str() {
			"motion" => pass(&mut shell, &block.script),
			"seat" => {
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
	run(&mut shell, "lost-council-key.md");
	shell.set("BACKUP", &name("backup.tar"));
	shell.set("NEW_BASE", &name("restored"));
	run(&mut shell, "backup.md");
	let keys = "find -path '*/keystore/*' | sort";
	let saved = shell.must(&format!("(cd \"$BASE\" && {keys})"));
	assert!(saved.lines().count() >= 2, "{saved}");
	assert_eq!(saved, shell.must(&format!("(cd \"$NEW_BASE\" && {keys})")), "the keys come back");

	let before = nodes[0].authors();
	run(&mut shell, "rotate-keys.md");
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

/// Moves what the page says as an agency, and has enough others vote for it.
fn pass(shell: &mut Shell, script: &str) {
	let voters =
		"for code in $(grep -o '\"code\": *\"[^\"]*\"' chain-spec/guangdong/agencies.json | cut -d'\"' -f4 | head -18)";
	let script = script.trim().replace("lingnan govern propose", "lingnan govern propose --key //agency//tax --quick");
	let moved = shell.must(&format!("{script} --url \"$URL\""));
	// The command says itself how to go on.
	let next = |verb: &str| {
		let command = moved.lines().map(str::trim).find(|line| line.starts_with(&format!("lingnan govern {verb}")));
		command.unwrap_or_else(|| panic!("how to {verb} is not said in {moved}")).to_string()
	};
	let (vote, close) = (next("vote"), next("close"));
	shell.must(&format!(
		"voting=()\n{voters}; do {vote} --key //agency//$code --quick --url \"$URL\" >/dev/null & \
		 voting+=($!); done\nfor vote in \"${{voting[@]}}\"; do wait $vote; done"
	));
	shell.must(&format!("{close} --key //agency//tax --url \"$URL\""));
	shell.must("until lingnan show chain --url \"$URL\" >/dev/null && lingnan call Session.purge_keys '{}' --url \"$URL\" 2>&1 \
		| grep -q NoKeys; do sleep 2; done");
}
