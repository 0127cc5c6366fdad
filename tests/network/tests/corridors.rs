//! Three chains and the real relayer: whatever happens to them, every message arrives once, in order, and its sender knows.

use bp_messages::{HashedLaneId, InboundLaneData, OutboundLaneData};
use lingnan_client::{
	audience::Nobody,
	calls::{attestations::AttestMany, consents::Give, cross_border},
	keys::{self, Key},
	questions::{attestation as stated, financing},
	Call, Client, Stage,
};
use lingnan_demo::{self as demo, Backstage, Figures, Holder};
use lingnan_e2e::{
	planted::planted,
	search::{Place as Where, Search},
};
use lingnan_network_tests::{bay::Bay, documents::prepare, PATIENCE};
use lingnan_relayer::{chain::Chain, config, names::Pallets};
use lingnan_test_support::wait_for;
use lingnan_types::{
	attestation::{self, AttestationSpec},
	consent::{ConsentSpec, Scope},
	date_of, Corridor, IndicatorId, Jurisdiction, Purpose, RegistrationNumber,
};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, H256};
use std::{
	process::Command,
	time::{Duration, Instant},
};

/// What a register publishes of a firm's age, to be found nowhere but at home.
const AGE: i64 = 8_431_907_226_541;

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
		let call = cross_border::ClaimDocument { document: H256::repeat_byte(document) }.into();
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

	let at_home: Vec<u8> = (1..=9).chain([30, 32]).collect();
	prepare(&guangdong.client, "market-regulation", &["ccb", "icbc"], &at_home).await;
	prepare(&hong_kong.client, "companies-registry", &["boc-hk"], &[20, 31]).await;
	prepare(&macao.client, "commercial-registry", &["bnu"], &[33]).await;

	// One question and its answers, through two corridors.
	guangdong.ask_about("ccb", 1).await;
	let time = until_confirmed(&guangdong, &hong_kong, north, 1).await;
	println!("from sent to confirmed: {:.1} s", time.as_secs_f64());
	assert!(time < Duration::from_secs(60), "it took {time:?}");
	until_confirmed(&guangdong, &macao, west, 1).await;
	until_confirmed(&hong_kong, &guangdong, north, 1).await;
	until_confirmed(&macao, &guangdong, west, 1).await;

	// The three stories, as `lingnan demo` plays them, over planted figures, and what a register publishes while they go on.
	let people = tempfile::tempdir().unwrap();
	let figures: Figures = planted("guangdong").into_iter().map(|planted| (planted.code, planted.value)).collect();
	let backstage = Backstage { folder: people.path(), figures: &figures };
	let (home, east, south_west) = (&guangdong.client, &hong_kong.client, &macao.client);
	let seen = demo::play_across(home, east, south_west, &Nobody, backstage).await.unwrap();
	println!("{}", seen.to_json());
	assert_eq!(seen.outcomes, ["Match", "Mismatch"]);
	assert_eq!(seen.refusal, "CrossBorder.FinancedAbroad");
	age_and_its_document(&guangdong, &hong_kong, &seen.holder).await;

	// Nobody carries while messages are sent and the voters of Hong Kong change.
	relayer.kill();
	let before = hong_kong.lane(north).await.1.last_delivered_nonce();
	let answered = guangdong.lane(north).await.1.last_delivered_nonce();
	for document in 2..=9 {
		guangdong.ask_about("ccb", document).await;
	}
	hong_kong.ask_about("boc-hk", 20).await;
	let set = set_id(&hong_kong).await;
	let command = ["validator", "set-keys", "--key", "//Bob", "--url", &urls[1]];
	let output = Command::new(lingnan_e2e::program("lingnan")).args(command).output().unwrap();
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	let changed = wait_for(PATIENCE, async || (set_id(&hong_kong).await != set).then_some(()));
	changed.await.expect("the voters of Hong Kong change");

	// A relayer that brings them one by one, killed in the middle and started again.
	let mut slow = bay.relayer(0, 1);
	slow.start();
	let arrived = wait_for(PATIENCE, async || {
		Some(hong_kong.lane(north).await.1.last_delivered_nonce() - before).filter(|arrived| *arrived >= 2)
	});
	assert!(arrived.await.is_some_and(|arrived| arrived < 8), "it was not seen in the middle");
	slow.kill();
	relayer.start();
	until_confirmed(&guangdong, &hong_kong, north, before + 8).await;
	until_confirmed(&hong_kong, &guangdong, north, answered + 8).await;
	until_confirmed(&hong_kong, &macao, south, 1).await;

	// Macao's node is killed with messages on their way to it, and comes back.
	guangdong.ask_about("ccb", 30).await;
	bay.nodes[2].kill();
	hong_kong.ask_about("boc-hk", 31).await;
	let goal = bay.nodes[0].best() + 4;
	bay.nodes[0].wait("the others go on", || (bay.nodes[0].best() >= goal).then_some(()));
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

	// What stands open stands on the chain where it was attested and on no other; what is sealed on none, and its commitments at
	// home alone.
	let (home, abroad) = (blocks(&guangdong).await, [blocks(&hong_kong).await, blocks(&macao).await].concat());
	let (mut open, mut sealed, mut commitments) = (Search::default(), Search::default(), Search::default());
	open.figure("age", AGE);
	for planted in planted("guangdong").iter().filter(|planted| planted.sealed) {
		sealed.figure(&planted.name, planted.value);
	}
	for attestation in stated::list(&guangdong.client, &seen.holder.enterprise).await.unwrap() {
		for point in attestation.value.commitments() {
			commitments.bytes(attestation.name.as_str(), &point.0);
		}
	}
	for search in [&open, &commitments] {
		assert!(!search.hits(&home).is_empty(), "the search finds what is there");
		assert_eq!(search.hits(&abroad), []);
	}
	assert_eq!((sealed.hits(&home), sealed.hits(&abroad)), (vec![], vec![]));

	// Each once, in order, on every lane.
	for (one, other, corridor) in ways {
		for (from, to) in [(one, other), (other, one)] {
			let sent = from.lane(corridor).await.0.latest_generated_nonce;
			assert_eq!(to.arrivals(corridor).await, (1..=sent).collect::<Vec<_>>(), "{corridor:?}");
		}
	}
	println!("{}", relayer.log());
}

/// The market regulator attests an age that can be recognised; the firm proves its grade anew with it, whose form is shown
/// already, and the grade and the document behind the age are checked abroad.
async fn age_and_its_document(home: &Place, abroad: &Place, holder: &Holder) {
	let enterprise: RegistrationNumber = holder.enterprise.clone();
	let firm = keys::development(&format!("//enterprise//{enterprise}"));
	let act = |place: &Place, key: Key, call: Call| {
		let client = place.client.clone();
		async move { client.submit_until(Stage::InBlock, &call, &key).await.unwrap() }
	};
	let now = home.client.now().await.unwrap();
	let attestation = AttestationSpec {
		enterprise: enterprise.clone(),
		indicator: IndicatorId(0),
		value: attestation::Value::Open(AGE),
		period_end: date_of(now),
		evidence: H256::repeat_byte(0xe7),
	};
	let attested = AttestMany { attestations: vec![attestation] };
	act(home, keys::agency("market-regulation"), attested.into()).await;
	let (_, proof) = holder.proof(&home.client, None).await.unwrap();
	assert_eq!(proof.args["proof"]["form"], Value::Null, "all was shown before");
	act(home, firm.clone(), proof).await;
	let banks = financing::institutions(&home.client).await.unwrap();
	let bank = banks.iter().find(|b| b.name.as_str() == "China Construction Bank Guangdong Branch").unwrap();
	let consent = ConsentSpec {
		institution: bank.id,
		purpose: Purpose::CrossBorderVerification,
		scope: Scope::All,
		from: now - 60,
		until: now + 86_400,
		uses: 2,
		retention_days: 30,
	};
	act(home, firm, Give { enterprise: enterprise.clone(), consent }.into()).await;
	let corridor = Corridor::GuangdongHongKong;
	let (ccb, lender) = (keys::institution("ccb"), keys::institution("boc-hk"));
	let passport = cross_border::SendPassport { corridor, enterprise: enterprise.clone() };
	act(home, ccb.clone(), passport.into()).await;
	let voucher = cross_border::SendVoucher { corridor, enterprise, indicator: IndicatorId(0) };
	let sent = act(home, ccb, voucher.into()).await;
	let voucher = sent.require("CrossBorder", "VoucherSent").unwrap()["number"].as_u64().unwrap();
	let north = corridor;
	until_confirmed(home, abroad, north, 1).await;
	let check = cross_border::CheckVoucher { corridor, voucher, fingerprint: H256::repeat_byte(0xe7) };
	act(abroad, lender, check.into()).await;
	until_confirmed(abroad, home, north, 1).await;
	until_confirmed(home, abroad, north, 1).await;
}

/// All that a chain's blocks hold: what was sent into them and what it caused.
async fn blocks(place: &Place) -> Vec<Where> {
	let events = lingnan_relayer::names::item("System", "Events");
	let bytes = |text: &str| hex::decode(text.trim_start_matches("0x")).unwrap();
	let mut places = Vec::new();
	for number in 0..=place.client.best_number().await.unwrap() {
		let hash: Value = place.client.rpc("chain_getBlockHash", json!([number])).await.unwrap();
		let block: Value = place.client.rpc("chain_getBlock", json!([hash])).await.unwrap();
		for extrinsic in block["block"]["extrinsics"].as_array().unwrap() {
			let bytes = bytes(extrinsic.as_str().unwrap());
			places.push(Where { name: format!("{:?}, body of block {number}", place.chain.place), bytes });
		}
		let key = format!("0x{}", hex::encode(&events));
		let value: Option<String> = place.client.rpc("state_getStorage", json!([key, hash])).await.unwrap();
		let bytes = bytes(&value.unwrap_or_default());
		places.push(Where { name: format!("{:?}, events of block {number}", place.chain.place), bytes });
	}
	places
}

async fn set_id(place: &Place) -> u64 {
	place.client.storage("Grandpa", "CurrentSetId").await.unwrap().and_then(|id| id.as_u64()).unwrap_or_default()
}
