//! Two of four validators are gone for good, and a third would not do to finalise. By the runbook's commands the two that are left
//! go on without them, and the corridor to Macao with them: what was final stays, what was sent arrives.

use bp_messages::{HashedLaneId, InboundLaneData, OutboundLaneData};
use lingnan_client::{calls::cross_border, keys, Client, Stage};
use lingnan_network_tests::{
	assert_agree,
	bay::Relayer,
	documents::prepare,
	shell::{blocks, Block, Shell},
	Network, Node, PATIENCE,
};
use lingnan_relayer::{chain::Chain, config, names::Pallets};
use lingnan_types::{Corridor, Jurisdiction};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, H256};
use std::time::{Duration, Instant};

const PAGE: &str = "finality-lost.md";

/// Of Guangdong's 26 agencies, and of Macao's ten.
const TWO_THIRDS: usize = 18;
const TWO_THIRDS_OF_MACAO: usize = 7;

/// The runbook's blocks of a tag, in order.
fn tagged(tag: &str) -> Vec<Block> {
	let found: Vec<_> = blocks(PAGE).into_iter().filter(|block| block.tag == tag).collect();
	assert!(!found.is_empty(), "{PAGE} has no block of {tag:?}");
	found
}

fn run(shell: &mut Shell, tag: &str) {
	for block in tagged(tag) {
		shell.must(&block.script);
	}
}

/// A corridor's end.
struct End {
	client: Client,
	chain: Chain,
}

impl End {
	async fn at(place: Jurisdiction, node: &Node) -> Self {
		let client = Client::connect(&node.url()).await.unwrap();
		let chain = Chain::new(place, &config::Chain { urls: vec![node.url()], key: "//Alice".into() }).unwrap();
		Self { client, chain }
	}

	/// A bank asks abroad about a document.
	async fn ask_about(&self, bank: &str, document: u8) {
		let call = cross_border::ClaimDocument { document: H256::repeat_byte(document) }.into();
		self.client.submit_until(Stage::InBlock, &call, &keys::institution(bank)).await.unwrap();
	}

	async fn lane(&self) -> (OutboundLaneData, InboundLaneData<AccountId32>) {
		let pallets = Pallets::of(Corridor::GuangdongMacao);
		let at = self.chain.best().await.unwrap();
		let keys = self.chain.keys(&pallets.lanes(), at).await.unwrap();
		let lane: HashedLaneId = pallets.lane(&keys[0]).unwrap();
		let sent = self.chain.state(&pallets.outbound(&lane), at).await.unwrap().unwrap();
		let arrived = self.chain.state(&pallets.inbound(&lane), at).await.unwrap().unwrap();
		(sent, arrived)
	}

	/// Waits until the other end has so many messages of this one, and this one knows.
	async fn until_confirmed(&self, other: &Self, count: u64) {
		let start = Instant::now();
		loop {
			let (sent, _) = self.lane().await;
			let (_, arrived) = other.lane().await;
			if arrived.last_delivered_nonce() == count && sent.latest_received_nonce == count {
				return;
			}
			assert!(start.elapsed() < PATIENCE, "{count} awaited: {sent:?}, {arrived:?}");
			tokio::time::sleep(Duration::from_millis(250)).await;
		}
	}
}

/// How many validators were silent for three sessions.
fn silent(node: &Node) -> usize {
	let list = node.ask("validator_list", json!([]));
	let missed = |validator: &&Value| validator["missed"].as_u64().is_some_and(|sessions| sessions >= 3);
	list["items"].as_array().into_iter().flatten().filter(missed).count()
}

/// The number of the set of voters, as the node counts it and as the chain does.
fn set_numbers(node: &Node) -> (Value, Value) {
	let key = format!("0x{}", hex::encode(lingnan_relayer::names::item("Grandpa", "CurrentSetId")));
	(node.ask("grandpa_roundState", json!([]))["setId"].clone(), node.ask("state_getStorage", json!([key])))
}

#[tokio::test(flavor = "multi_thread")]
async fn finality_comes_back_without_two_of_four_validators_and_the_corridor_with_it() {
	let mut network = Network::quick(4);
	let mut nodes = network.start_validators(4);
	let mut abroad = Network::quickened("macao", &["eve"]);
	let macao = abroad.start("eve", &["--eve"], None);
	nodes[0].wait_for_finalised(2);
	macao.wait_for_finalised(2);

	// A message there, with an answer.
	let mut relayer = Relayer::with(
		network.folder(),
		"relayer",
		"",
		&json!({
			"chains": {
				"Guangdong": { "urls": [nodes[0].url()], "key": "//institution//ccb" },
				"Macao": { "urls": [macao.url()], "key": "//institution//bnu" },
			},
			"corridors": ["GuangdongMacao"],
		}),
	);
	assert_eq!(relayer.rehearse().lines().count(), 2);
	relayer.start();
	let here = End::at(Jurisdiction::Guangdong, &nodes[0]).await;
	let there = End::at(Jurisdiction::Macao, &macao).await;
	prepare(&here.client, "market-regulation", &["icbc"], &[1, 2, 3, 4]).await;
	here.ask_about("icbc", 1).await;
	here.until_confirmed(&there, 1).await;

	// Two are gone. Blocks go on, nothing becomes final; somebody sends another message.
	nodes[2].kill();
	nodes[3].kill();
	here.ask_about("icbc", 2).await;
	// Another validator takes new keys: the chain counts a change of voters that never comes about.
	let (left, lost) = nodes.split_at_mut(2);
	let mut shell = Shell::open();
	shell.must(&format!("lingnan --url {} --key //Bob --quick validator set-keys", left[1].url()));
	left[0].wait("two were silent for three sessions", || (silent(&left[0]) == 2).then_some(()));
	let stopped = left[0].finalised().max(left[1].finalised());
	let kept: Vec<_> = (0..=stopped).map(|number| left[0].hash(number)).collect();

	let counted = (json!(0), json!("0x0100000000000000"));
	left[0].wait("the change of voters is counted", || (set_numbers(&left[0]) == counted).then_some(()));

	shell.set("URL", &left[0].url());
	shell.set("LINGNAN_URL", &left[0].url());
	shell.set("OTHER", &left[1].url());
	let seen = shell.must(&tagged("look")[0].script);
	assert!(seen.contains("finalised block") && seen.contains(&stopped.to_string()), "{seen}");
	// What waits for finality would wait for ever; a motion does not.
	for block in tagged("motion") {
		shell.pass(&block.script, TWO_THIRDS);
	}
	run(&mut shell, "wait");

	// The two agree, on what was final before as well, and count the sets of voters as the chain does.
	let goal = left[0].best();
	for node in left.iter() {
		node.wait_for_finalised(goal);
		assert!(kept.iter().zip(0..).all(|(hash, number)| node.hash(number) == *hash), "a final block was lost");
		assert_eq!(set_numbers(node), (json!(1), json!("0x0100000000000000")));
		assert_eq!(node.authors().len(), 2);
	}

	// The lost come back after all: they follow, and have no seat. One who joins reads the chain from its beginning.
	lost[0].restart();
	lost[1].restart();
	let new = network.start("new", &[], None);
	let all: Vec<_> = nodes.iter().chain([&new]).collect();
	let goal = nodes[0].finalised() + 4;
	for node in &all {
		node.wait_for_finalised(goal);
		assert_eq!(node.authors().len(), 2);
		assert_eq!(set_numbers(node).0, json!(1));
	}
	(0..=goal).for_each(|number| assert_agree(&all, number));

	// Macao does not believe the new voters, until a motion there says who they are.
	assert_eq!(there.lane().await.1.last_delivered_nonce(), 1, "nobody told Macao");
	shell.set("RELAYER", &relayer.config().display().to_string());
	shell.set("CORRIDOR", "GuangdongMacao");
	shell.set("PLACE", "Macao");
	shell.set("OPENING", &network.folder().join("opening.json").display().to_string());
	run(&mut shell, "opening");
	shell.set("LINGNAN_URL", &macao.url());
	for block in tagged("abroad") {
		shell.pass_at("macao", "statistics", &block.script, TWO_THIRDS_OF_MACAO);
	}
	// It pauses for long after trouble that lasted.
	relayer.kill();
	relayer.start();
	here.until_confirmed(&there, 2).await;
	here.ask_about("icbc", 3).await;
	here.until_confirmed(&there, 3).await;

	// The command for rehearsals does the same once more.
	let again = relayer.rehearse_again("Guangdong");
	assert_eq!(again.trim(), "Macao follows Guangdong again");
	here.ask_about("icbc", 4).await;
	here.until_confirmed(&there, 4).await;
}
