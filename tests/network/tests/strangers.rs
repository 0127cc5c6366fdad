//! What a stranger gets from a network of members, whose nodes it can reach: nothing. What is asked is [`Question`]: each of the
//! four, by libp2p of a node of libp2p and by litep2p of one of litep2p (`--network-backend`), by a stranger, who gets nothing,
//! and by a registered member, who gets an answer. Whole nodes are in the last test.
//!
//! A node asks only those with whom it exchanges announcements, and a stranger is shut out of those first. So the strangers
//! here are programs that go straight to the protocols by which blocks, state and proofs are asked for.

use lingnan_client::{
	calls::peers::{Register, Withdraw},
	keys, Client, Stage,
};
use lingnan_network_tests::{peer_id_of, Network, Node};
use lingnan_runtime::{opaque::Block, Hash};
use sc_network::{
	config::{
		FullNetworkConfiguration, MultiaddrWithPeerId, NetworkConfiguration, NodeKeyConfig, NotificationHandshake,
		Params, ProtocolId, Role, Secret, SetConfig,
	},
	service::traits::NetworkService,
	IfDisconnected, Litep2pNetworkBackend, NetworkBackend, NetworkPeers, NetworkRequest, NetworkWorker,
	NotificationMetrics, NotificationService, ProtocolName,
};
use std::{
	str::FromStr,
	sync::Arc,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// For how long one question waits for its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Protobuf's mark before the bytes of the field of this number.
const fn bytes_of(field: u8) -> u8 {
	field << 3 | 2
}

/// What can be asked of a node, by the protocol behind the hash of the genesis.
#[derive(Clone, Copy)]
enum Question {
	Blocks,
	State,
	Warp,
	Light,
}

use Question::{Blocks, Light, State, Warp};

impl Question {
	fn protocol(self) -> &'static str {
		match self {
			Blocks => "sync/2",
			State => "state/2",
			Warp => "sync/warp",
			Light => "light/2",
		}
	}

	/// How long an answer is that holds something: one that says that there is nothing is shorter.
	fn least(self) -> usize {
		match self {
			Blocks | Light => 100,
			State => 10_000,
			// Whether it is complete, and how many proofs follow: a young chain has kept none.
			Warp => 2,
		}
	}

	/// Under which name a node's log tells of a refused one.
	fn in_the_log(self) -> &'static str {
		match self {
			Blocks => "the last for blocks",
			State => "the last for state",
			Warp => "the last for proofs of finality",
			Light => "the last for light clients' proofs",
		}
	}

	/// As the SDK's schemas write it.
	fn bytes(self, genesis: &Hash, finalised: &Hash) -> Vec<u8> {
		let field = |number: u8, content: &[u8]| [[bytes_of(number), content.len() as u8].as_slice(), content].concat();
		match self {
			// Headers and bodies (3 << 24), from the genesis upwards.
			Blocks => [&[1 << 3, 0x80, 0x80, 0x80, 0x18][..], &field(2, &genesis.0)].concat(),
			// Entries and no proof.
			State => [&field(1, &finalised.0)[..], &[3 << 3, 1]].concat(),
			Warp => genesis.0.to_vec(),
			// The wasm of the runtime is too long; the number of the block is there as well.
			Light => {
				let key = ["System", "Number"].map(|part| sp_io::hashing::twox_128(part.as_bytes())).concat();
				field(2, &[field(2, &finalised.0), field(3, &key)].concat())
			},
		}
	}
}

/// A program that speaks to nodes, under a key of its own.
struct Caller {
	network: Arc<dyn NetworkService>,
	genesis: Hash,
	_key: TempDir,
	/// Litep2p makes no connection while one of its protocols is without the end that its user holds.
	_announcements: Box<dyn NotificationService>,
}

impl Caller {
	/// On the SDK's network `N`.
	fn new<N: NetworkBackend<Block, Hash>>(key: [u8; 32], genesis: Hash) -> Self {
		let folder = TempDir::new().expect("a temporary folder");
		let file = folder.path().join("key");
		std::fs::write(&file, key).expect("the key can be written");
		let node_key = NodeKeyConfig::Ed25519(Secret::File(file));
		let config = NetworkConfiguration::new("caller", "1", node_key, None);
		let mut network_config = FullNetworkConfiguration::<Block, Hash, N>::new(&config, None);
		for question in [Blocks, State, Warp, Light] {
			let name = protocol(&genesis, question.protocol());
			let limit = 16 * 1024 * 1024;
			let config = N::request_response_config(name, vec![], limit, limit, PATIENCE, None);
			network_config.add_request_response_protocol(config);
		}
		let metrics = NotificationMetrics::new(None);
		let (block_announce_config, announcements) = N::notification_config(
			protocol(&genesis, "nothing/1"),
			vec![],
			1024,
			// The network insists on one, though nobody is announced to.
			Some(NotificationHandshake::from_bytes(vec![0])),
			SetConfig::default(),
			metrics.clone(),
			network_config.peer_store_handle(),
		);
		tokio::spawn(sc_network::service::traits::PeerStore::run(network_config.take_peer_store()));
		let within = N::new(Params {
			role: Role::Full,
			executor: Box::new(|task| drop(tokio::spawn(task))),
			network_config,
			protocol_id: ProtocolId::from("caller"),
			genesis_hash: genesis,
			fork_id: None,
			metrics_registry: None,
			block_announce_config,
			ipfs_config: None,
			notification_metrics: metrics,
		})
		.expect("a network starts");
		let network = within.network_service();
		tokio::spawn(within.run());
		Self { network, genesis, _key: folder, _announcements: announcements }
	}

	/// The answer of the node at this address, if it gives one.
	async fn ask(&self, address: &str, question: Question, finalised: &Hash) -> Result<Vec<u8>, String> {
		let node = MultiaddrWithPeerId::from_str(address).expect("it is an address");
		self.network.add_known_address(node.peer_id, node.multiaddr);
		let (name, bytes) = (protocol(&self.genesis, question.protocol()), question.bytes(&self.genesis, finalised));
		let answer = self.network.request(node.peer_id, name, bytes, None, IfDisconnected::TryConnect);
		// A dial that comes to nothing can be told of late.
		let answer = tokio::time::timeout(PATIENCE, answer).await.map_err(|e| e.to_string())?;
		answer.map(|(bytes, _)| bytes).map_err(|e| e.to_string())
	}

	/// A request can be lost while the connection is made: a member asks again.
	async fn is_answered(&self, address: &str, question: Question, finalised: &Hash) {
		let mut last = Ok(vec![]);
		let until = Instant::now() + PATIENCE * 6;
		while Instant::now() < until {
			last = self.ask(address, question, finalised).await;
			if last.as_ref().is_ok_and(|bytes| bytes.len() >= question.least()) {
				return;
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
		}
		let last = last.map(|bytes| format!("{} bytes", bytes.len()));
		panic!("a member is not answered: {last:?}");
	}

	/// It may be lost before it comes to the door, too: the stranger asks until the node's log tells the operator of it.
	async fn is_refused(&self, node: &Node, address: &str, question: Question, finalised: &Hash) {
		let until = Instant::now() + PATIENCE * 6;
		while Instant::now() < until {
			let refused = self.ask(address, question, finalised).await;
			assert!(refused.is_err(), "a stranger was given {} bytes", refused.unwrap_or_default().len());
			if node.log().contains(question.in_the_log()) {
				return;
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
		}
		panic!("no request came to the door; the log:\n{}", node.log());
	}
}

fn protocol(genesis: &Hash, rest: &str) -> ProtocolName {
	format!("/{}/{rest}", hex::encode(genesis)).into()
}

/// The node keys of programs.
const MEMBER: [u8; 32] = [7; 32];
const STRANGER: [u8; 32] = [9; 32];

/// Two nodes of members, one of each network, of which the second has its blocks from the first.
fn members() -> (Network, Vec<Node>) {
	let mut network = Network::of_members(2, &[peer_id_of(&MEMBER)]);
	let alice = network.start("alice", &["--alice", "--network-backend", "libp2p"], None);
	let bob = network.start("bob", &["--network-backend", "litep2p"], None);
	bob.wait_for_finalised(2);
	(network, vec![alice, bob])
}

fn hash(node: &Node, number: u64) -> Hash {
	let text = node.hash(number);
	text.as_str().and_then(|text| text.parse().ok()).expect("a block has a hash")
}

fn in_a_runtime<T>(test: impl std::future::Future<Output = T>) -> T {
	let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
	runtime.block_on(test)
}

/// Each node's door refuses the stranger and lets the member in, both of its own network.
async fn only_members_get(question: Question, network: &Network, nodes: &[Node]) {
	let genesis = hash(&nodes[0], 0);
	let finalised = hash(&nodes[1], nodes[1].finalised());
	let of_libp2p = Caller::new::<NetworkWorker<Block, Hash>>;
	let of_litep2p = Caller::new::<Litep2pNetworkBackend>;
	for (at, caller) in [(0, of_libp2p as fn([u8; 32], Hash) -> Caller), (1, of_litep2p)] {
		let (node, address) = (&nodes[at], &network.addresses()[at]);
		caller(STRANGER, genesis).is_refused(node, address, question, &finalised).await;
		caller(MEMBER, genesis).is_answered(address, question, &finalised).await;
	}
}

#[test]
fn stranger_syncs_blocks() {
	let (mut network, nodes) = members();
	in_a_runtime(only_members_get(Blocks, &network, &nodes));

	// A whole node, under the key of nobody that is registered.
	let mallory = network.start("mallory", &["--sync", "full"], None);
	let reached = nodes[1].finalised() + 8;
	nodes[1].wait_for_finalised(reached);
	assert_eq!((mallory.best(), mallory.peers()), (0, 0), "a stranger's node has blocks of a member's");
	assert!(nodes.iter().all(|node| node.peers() == 1), "the members go on");
}

#[test]
fn stranger_syncs_state() {
	let (network, nodes) = members();
	in_a_runtime(only_members_get(State, &network, &nodes));
}

#[test]
fn stranger_syncs_warp() {
	let (network, nodes) = members();
	in_a_runtime(only_members_get(Warp, &network, &nodes));
}

#[test]
fn stranger_asks_light() {
	let (network, nodes) = members();
	in_a_runtime(only_members_get(Light, &network, &nodes));
}

/// A bank registers its node, which then syncs, and withdraws it, after which it gets nothing more.
#[test]
fn a_bank_registers_its_node_and_withdraws_it() {
	let (mut network, nodes) = members();
	let node = network.start("bank", &["--network-backend", "litep2p"], None);
	let bank = keys::institution("ccb");
	let (peer, proof) = network.proof_of(2, &keys::account(&bank).to_string());
	assert!(network.addresses()[2].ends_with(&peer.to_string()));
	assert_eq!(node.best(), 0);
	in_a_runtime(async {
		let client = Client::connect(&nodes[0].url()).await.unwrap();
		client.submit_until(Stage::Finalised, &Register { peer, proof }.into(), &bank).await.unwrap();
		node.wait_for_finalised(nodes[0].finalised());
		client.submit_until(Stage::Finalised, &Withdraw { peer }.into(), &bank).await.unwrap();
	});
	node.wait("nobody speaks to it any more", || (node.peers() == 0).then_some(()));
	let best = node.best();
	nodes[1].wait_for_finalised(best + 4);
	assert_eq!(node.best(), best);
}
