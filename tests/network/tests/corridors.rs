//! Three chains and the real relayer: whatever befalls them, every message arrives once, in order, and its sender knows.

use bp_messages::{HashedLaneId, InboundLaneData, OutboundLaneData};
use lingnan_cli::{client::Stage, keys, Call, Client};
use lingnan_network_tests::{bay::Bay, PATIENCE};
use lingnan_relayer::{chain::Chain, config, names::Pallets};
use lingnan_support::{Corridor, Jurisdiction};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, H256};
use std::{
	process::Command,
	time::{Duration, Instant},
};

/// A chain as the test sees it.
struct Place {
	client: Client,
	chain: Chain,
}

impl Place {
	async fn at(place: Jurisdiction, url: String) -> Self {
		let client = Client::connect(&url).await.unwrap();
		let chain = Chain::new(place, &config::Chain { urls: vec![url], key: "//Alice".into() }).unwrap();
		Self { client, chain }
	}

	async fn lane(&self, corridor: Corridor) -> (OutboundLaneData, InboundLaneData<AccountId32>) {
		let pallets = Pallets::of(corridor);
		let at = self.chain.best().await.unwrap();
		let keys = self.chain.keys(&pallets.lanes(), at).await.unwrap();
		let lane: HashedLaneId = pallets.lane(&keys[0]).unwrap();
		let sent = self.chain.state(&pallets.outbound(&lane), at).await.unwrap().unwrap();
		let arrived = self.chain.state(&pallets.inbound(&lane), at).await.unwrap().unwrap();
		(sent, arrived)
	}

	/// A bank asks the other places about a document: a message through each of this place's corridors, and one back.
	async fn ask_about(&self, bank: &str, document: u8) {
		let call = Call::new("CrossBorder", "claim_document", json!({ "document": H256::repeat_byte(document) }));
		self.client.submit_until(Stage::InBlock, &call, &keys::institution(bank)).await.unwrap();
	}

	/// The numbers of the messages that arrived through a corridor, in the order of the blocks.
	async fn arrivals(&self, corridor: Corridor) -> Vec<u64> {
		let pallet = Pallets::of(corridor).messages;
		let mut nonces = Vec::new();
		for number in 1..=self.client.best_number().await.unwrap() {
			for event in self.client.events_at(number).await.unwrap().unwrap_or_default() {
				if event.pallet == pallet && event.name == "MessagesReceived" {
					nonces.extend(dispatched(&event.fields));
				}
			}
		}
		nonces
	}
}

/// The numbers of the messages that the event says were taken in.
fn dispatched(fields: &Value) -> Vec<u64> {
	let found = match fields {
		Value::Object(object) => object.get("receiveResults").or_else(|| object.values().next()),
		Value::Array(items) => items.first(),
		_ => None,
	};
	match found {
		Some(Value::Array(results)) if results.first().is_some_and(Value::is_array) => {
			let taken = results.iter().filter(|result| result[1].get("Dispatched").is_some());
			taken.map(|result| result[0].as_u64().unwrap()).collect()
		},
		Some(inner) => dispatched(inner),
		None => Vec::new(),
	}
}

/// Waits until everything sent from `one` to `other`, at least `count`, arrived and is confirmed.
async fn until_confirmed(one: &Place, other: &Place, corridor: Corridor, count: u64) -> Duration {
	let start = Instant::now();
	loop {
		let (sent, _) = one.lane(corridor).await;
		let (_, arrived) = other.lane(corridor).await;
		let last = sent.latest_generated_nonce;
		if last >= count && arrived.last_delivered_nonce() == last && sent.latest_received_nonce == last {
			return start.elapsed();
		}
		assert!(
			start.elapsed() < PATIENCE,
			"{corridor:?}: {last} sent, {} arrived, {} confirmed",
			arrived.last_delivered_nonce(),
			sent.latest_received_nonce
		);
		tokio::time::sleep(Duration::from_millis(250)).await;
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_arrives_once_whatever_befalls_the_chains_and_the_relayer() {
	let mut bay = Bay::start();
	for node in &bay.nodes {
		node.wait_for_finalised(2);
	}
	let mut relayer = bay.relayer(0, 64);
	assert_eq!(relayer.rehearse().lines().count(), 6, "three corridors have six ends");
	assert_eq!(relayer.rehearse(), "", "what is open stays as it is");
	relayer.start();
	let urls: Vec<_> = bay.nodes.iter().map(|node| node.url()).collect();
	let guangdong = Place::at(Jurisdiction::Guangdong, urls[0].clone()).await;
	let hong_kong = Place::at(Jurisdiction::HongKong, urls[1].clone()).await;
	let macao = Place::at(Jurisdiction::Macao, urls[2].clone()).await;
	let (north, west, south) = (Corridor::GuangdongHongKong, Corridor::GuangdongMacao, Corridor::HongKongMacao);

	// One question and its answers, through two corridors.
	guangdong.ask_about("ccb", 1).await;
	let time = until_confirmed(&guangdong, &hong_kong, north, 1).await;
	println!("from sent to confirmed: {:.1} s", time.as_secs_f64());
	assert!(time < Duration::from_secs(60), "it took {time:?}");
	until_confirmed(&guangdong, &macao, west, 1).await;
	until_confirmed(&hong_kong, &guangdong, north, 1).await;
	until_confirmed(&macao, &guangdong, west, 1).await;

	// Nobody carries while messages are sent and the voters of Hong Kong change.
	relayer.kill();
	for document in 2..=9 {
		guangdong.ask_about("ccb", document).await;
	}
	hong_kong.ask_about("boc-hk", 20).await;
	let set = set_id(&hong_kong).await;
	let command = ["validator", "set-keys", "--key", "//Bob", "--url", &urls[1]];
	let output = Command::new(lingnan_e2e::program("lingnan")).args(command).output().unwrap();
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	let start = Instant::now();
	while set_id(&hong_kong).await == set {
		assert!(start.elapsed() < PATIENCE, "the voters of Hong Kong do not change");
		tokio::time::sleep(Duration::from_millis(500)).await;
	}

	// A relayer that brings them one by one, killed in the middle and started again.
	let mut slow = bay.relayer(0, 1);
	slow.start();
	let start = Instant::now();
	loop {
		let (_, arrived) = hong_kong.lane(north).await;
		if (3..9).contains(&arrived.last_delivered_nonce()) {
			break;
		}
		assert!(arrived.last_delivered_nonce() < 9 && start.elapsed() < PATIENCE, "it was not seen in the middle");
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	slow.kill();
	relayer.start();
	until_confirmed(&guangdong, &hong_kong, north, 9).await;
	until_confirmed(&hong_kong, &guangdong, north, 10).await;
	until_confirmed(&hong_kong, &macao, south, 1).await;

	// Macao's node is killed with messages on their way to it, and comes back.
	guangdong.ask_about("ccb", 30).await;
	bay.nodes[2].kill();
	hong_kong.ask_about("boc-hk", 31).await;
	tokio::time::sleep(Duration::from_secs(4)).await;
	bay.nodes[2].restart();
	let macao = Place::at(Jurisdiction::Macao, urls[2].clone()).await;

	// From here on two relayers.
	let mut second = bay.relayer(1, 64);
	second.start();
	guangdong.ask_about("icbc", 32).await;
	macao.ask_about("bnu", 33).await;
	let ways = [(&guangdong, &hong_kong, north), (&guangdong, &macao, west), (&hong_kong, &macao, south)];
	for (one, other, corridor) in ways {
		until_confirmed(one, other, corridor, 3).await;
		until_confirmed(other, one, corridor, 2).await;
	}

	// Each once, in order, on every lane.
	for (one, other, corridor) in ways {
		for (from, to) in [(one, other), (other, one)] {
			let sent = from.lane(corridor).await.0.latest_generated_nonce;
			assert_eq!(to.arrivals(corridor).await, (1..=sent).collect::<Vec<_>>(), "{corridor:?}");
		}
	}
	println!("{}", relayer.log());
}

async fn set_id(place: &Place) -> u64 {
	place.client.storage("Grandpa", "CurrentSetId").await.unwrap().and_then(|id| id.as_u64()).unwrap_or_default()
}
