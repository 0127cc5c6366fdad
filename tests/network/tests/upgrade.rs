//! An upgrade of the runtime, rehearsed on four validators while loans live: by the runbook's commands, over a short and a
//! long migration, with the whole state judged before and after.

use lingnan_client::{
	audience::Nobody,
	calls::{parameters::SetParameter, system::Remark},
	governance, keys, Call, Client, Error, Event, Stage,
};
use lingnan_demo::{self as demo, Backstage, Figures};
use lingnan_network_tests::{
	assert_agree,
	shell::{blocks, Shell},
	state, Network,
};
use lingnan_runtime_101::WASM_BINARY;
use lingnan_types::loan::LoanState;
use serde_json::json;

const OUTPUT: &Nobody = &Nobody;

/// Two thirds of 26 agencies.
const TWO_THIRDS: usize = 18;

/// How many blocks anything may take.
const PATIENCE: u32 = 100;

/// A call that does nothing.
fn remark() -> Call {
	Remark { remark: "0x".into() }.into()
}

async fn event(client: &Client, from: u32, pallet: &str, name: &str) {
	let wanted = |event: &Event| event.pallet == pallet && event.name == name;
	client.wait_for(from, PATIENCE, wanted).await.unwrap_or_else(|e| panic!("{pallet}.{name}: {e}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_migrates_the_state_of_a_running_network_with_loans() {
	let code = WASM_BINARY.expect("the tests are built without SKIP_WASM_BUILD");
	let mut network = Network::quick(4);
	let nodes = network.start_validators(4);
	nodes[0].wait_for_finalised(2);

	let client = Client::connect(&nodes[0].url()).await.unwrap();
	let people = network.folder().join("people");
	let backstage = Backstage { folder: &people, figures: &Figures::new() };
	let lending = demo::lend(&client, OUTPUT, backstage).await.unwrap();
	let set = SetParameter { key_value: json!({ "CreditScoring": { "Confidence": [null, 9_950] } }) };
	let councillors = demo::councillors().unwrap();
	governance::enact(&client, vec![set.into()], &councillors).await.unwrap();

	let best = nodes[0].best();
	nodes[0].wait_for_finalised(best);
	let mut before = state::of(&nodes[0], &nodes[0].hash(best));
	state::assert_sound(&mut before);
	assert_eq!(state::confidence(&mut before), 9_950);
	let attestations = state::attestations(&mut before);
	assert!(
		attestations.values().sum::<u32>() > 32,
		"enough for several blocks of the long migration: {attestations:?}"
	);
	// A transaction signed before the upgrade, to arrive after it.
	let water = keys::agency("water");
	let nonce = client.nonce(&keys::account(&water)).await.unwrap();
	let held = client.signed(&remark(), &water, nonce).await.unwrap();

	let file = network.folder().join("runtime.wasm");
	std::fs::write(&file, code).unwrap();
	let mut shell = Shell::open();
	shell.set("LINGNAN_URL", &nodes[0].url());
	shell.set("LINGNAN_KEY", "//agency//tax");
	shell.set("CODE", &file.display().to_string());
	let start = client.best_number().await.unwrap();
	for block in blocks("upgrade.md") {
		match block.tag.as_str() {
			"motion" => {
				shell.pass(&block.script, TWO_THIRDS);
				event(&client, start, "System", "UpgradeAuthorized").await;
			},
			"code" => drop(shell.must(&block.script)),
			_ => {},
		}
	}
	for node in &nodes {
		node.wait("the new runtime counts", || (node.runtime_version() == 101).then_some(()));
	}

	// Who read the old runtime is told so, and what was signed for it is not taken.
	let code_sent = nodes[0].best();
	nodes[0].wait_for_finalised(code_sent);
	let old = client.submit_until(Stage::InBlock, &remark(), &keys::agency("water")).await.unwrap_err();
	assert!(matches!(old, Error::Upgraded { before: 100, now: 101 }), "{old}");
	let late = client.send_signed("System.remark", &held).await.unwrap_err();
	assert!(late.to_string().contains("a version of the runtime that this chain has left behind"), "{late}");

	// The long migration has taken blocks of its own, in which nothing else was done.
	let client = Client::connect(&nodes[0].url()).await.unwrap();
	event(&client, start, "MultiBlockMigrations", "MigrationAdvanced").await;
	event(&client, start, "MultiBlockMigrations", "UpgradeCompleted").await;
	let goal = nodes[0].best();
	for node in &nodes {
		node.wait_for_finalised(goal);
	}
	assert_agree(&nodes.iter().collect::<Vec<_>>(), goal);
	let mut after = state::of(&nodes[3], &nodes[3].hash(goal));
	state::assert_sound(&mut after);
	assert_eq!(state::confidence(&mut after), 995_000, "in millionths");
	assert_eq!(state::attestations(&mut after), attestations, "none changed");
	assert_eq!(state::census(&mut after), attestations, "each was counted once");

	// The loans live on, to their end.
	let loan = demo::pay_one(&client, OUTPUT, &lending).await.unwrap();
	assert_eq!(loan.state, LoanState::Closed, "{loan:?}");
}
