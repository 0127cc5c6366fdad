//! A network of validators on one machine, each a process of its own that a test can kill, start again or cut off.

pub mod bay;
pub mod documents;
pub mod namespaces;
pub mod rpc;
pub mod shell;
pub mod state;

use lingnan_test_support::{free_port, wait, Process};
use lingnan_types::peer::PeerId;
use namespaces::Namespace;
use serde_json::{json, Value};
use sp_core::{ed25519, Pair, H512};
use std::{
	fs::{self, File},
	net::{IpAddr, Ipv4Addr, SocketAddr},
	path::{Path, PathBuf},
	process::{Command, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(150);

const NAMES: [&str; 8] = ["alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"];

/// The specification of a local network and a folder for its nodes.
pub struct Network {
	folder: TempDir,
	peers: Vec<String>,
}

/// The options of a node that a test does not start itself, and where it will answer.
pub struct Newcomer {
	pub url: String,
	pub options: String,
}

/// A node of the network, running or not.
pub struct Node {
	name: String,
	command: Vec<String>,
	namespace: Option<Namespace>,
	folder: PathBuf,
	address: SocketAddr,
	process: Option<Process>,
}

impl Network {
	/// Guangdong with quick blocks, the keys of so many validators in its genesis, and sessions of 15 blocks.
	pub fn new(validators: usize) -> Self {
		Self::started_from(TempDir::new().expect("a temporary folder"), &format!("local-{validators}-quick"))
	}

	/// Guangdong with quick blocks, the shortest sessions there are, and acts that wait a few blocks.
	pub fn quick(validators: usize) -> Self {
		Self::quickened("guangdong", &NAMES[..validators])
	}

	/// The same of any of the three networks, with these validators, and open to whoever asks.
	pub fn quickened(place: &str, validators: &[&str]) -> Self {
		Self::changed(place, validators, Value::Null)
	}

	/// Guangdong with quick blocks and one validator, whose nodes answer the first so many nodes that the test starts, those
	/// with these peer ids, and nobody else.
	pub fn of_members(nodes: usize, others: &[PeerId]) -> Self {
		let first = (0..nodes).map(|place| peer_id_of(&node_key(place)));
		let registered: Vec<_> = first.chain(others.iter().copied()).collect();
		Self::changed("guangdong", &NAMES[..1], json!({ "inForce": true, "registered": registered }))
	}

	fn changed(place: &str, validators: &[&str], peers: Value) -> Self {
		let folder = TempDir::new().expect("a temporary folder");
		let data = folder.path().join("network");
		let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../chain-spec").join(place);
		fs::create_dir(&data).expect("the folder can be made");
		for file in fs::read_dir(original).expect("the network's files are there").flatten() {
			fs::copy(file.path(), data.join(file.file_name())).expect("a file can be copied");
		}
		let file = data.join("network.json");
		let mut network: Value = serde_json::from_slice(&fs::read(&file).expect("it is there")).expect("it is JSON");
		network["type"] = json!("local");
		network["sessionBlocks"] = json!(5);
		network["blockMilliseconds"] = json!(500);
		network["governance"] = json!({ "motion": 300, "general": 2, "upgrade": 4 });
		network["peers"] = peers;
		network["validators"] = validators.iter().map(|name| json!({ "name": capital(name) })).collect();
		fs::write(&file, network.to_string()).expect("it can be written");
		let chain = data.display().to_string();
		Self::started_from(folder, &chain)
	}

	fn started_from(folder: TempDir, chain: &str) -> Self {
		let network = Self { folder, peers: Vec::new() };
		let spec = network.spec();
		let status = node_command().args(["build-spec", "--raw", "--chain", chain, "--output"]).arg(&spec).status();
		assert!(status.expect("the node runs").success(), "the specification is not written");
		network
	}

	/// Where the specification is.
	pub fn spec(&self) -> PathBuf {
		self.folder.path().join("spec.json")
	}

	/// Where nodes that were started are met, each with its peer id.
	pub fn addresses(&self) -> &[String] {
		&self.peers
	}

	/// What a member of this account registers of the node that was started at this place in the order, as `lingnan-node prove-peer`
	/// has its key sign it.
	pub fn proof_of(&self, place: usize, member: &str) -> (PeerId, H512) {
		let file = self.folder.path().join(format!("key-{place}"));
		fs::write(&file, hex::encode(node_key(place))).expect("the key can be written");
		let spec = self.spec();
		let mut command = node_command();
		command.args(["prove-peer", "--member", member]);
		command.arg("--chain").arg(&spec).arg("--node-key-file").arg(&file);
		let output = command.output().expect("the node runs");
		let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
		let read = "it is one";
		(
			serde_json::from_value(said["peer"].clone()).expect(read),
			serde_json::from_value(said["proof"].clone()).expect(read),
		)
	}

	/// A folder that ends with the network.
	pub fn folder(&self) -> &Path {
		self.folder.path()
	}

	/// What one who joins gives to a node of his own.
	pub fn options_of_a_newcomer(&self) -> Newcomer {
		let (p2p, rpc) = (free_port(), free_port());
		let peers: Vec<_> = self.peers.iter().map(|peer| format!("--bootnodes {peer}")).collect();
		Newcomer {
			url: format!("ws://127.0.0.1:{rpc}"),
			options: format!(
				"--listen-addr /ip4/127.0.0.1/tcp/{p2p} --rpc-port {rpc} --no-telemetry --no-mdns --no-prometheus {}",
				peers.join(" ")
			),
		}
	}

	/// Starts validators, each knowing those before it.
	pub fn start_validators(&mut self, validators: usize) -> Vec<Node> {
		NAMES[..validators].iter().map(|name| self.start(name, &[&format!("--{name}")], None)).collect()
	}

	/// Starts a node under a name of its own, with these options besides the usual ones.
	pub fn start(&mut self, name: &str, options: &[&str], place: Option<(Namespace, Ipv4Addr)>) -> Node {
		let ip = place.as_ref().map_or(Ipv4Addr::LOCALHOST, |(_, ip)| *ip);
		let (p2p, rpc) = (free_port(), free_port());
		let key = hex::encode(node_key(self.peers.len()));
		let folder = self.folder.path().join(name);
		fs::create_dir_all(&folder).expect("the folder can be made");
		let mut command: Vec<String> = [
			"--chain".into(),
			self.spec().display().to_string(),
			"--base-path".into(),
			folder.display().to_string(),
			"--name".into(),
			name.into(),
			"--node-key".into(),
			key.clone(),
			"--listen-addr".into(),
			format!("/ip4/{ip}/tcp/{p2p}"),
			"--rpc-port".into(),
			rpc.to_string(),
		]
		.into();
		command.extend(["--no-telemetry", "--no-mdns", "--no-prometheus"].map(String::from));
		if place.is_some() {
			command.extend(["--unsafe-rpc-external", "--rpc-cors", "all"].map(String::from));
		}
		command.extend(options.iter().map(|option| option.to_string()));
		for peer in &self.peers {
			command.extend(["--bootnodes".into(), peer.clone()]);
		}
		let peer = peer_id_of(&node_key(self.peers.len()));
		self.peers.push(format!("/ip4/{ip}/tcp/{p2p}/p2p/{peer}"));
		let mut node = Node {
			name: name.into(),
			command,
			namespace: place.map(|(namespace, _)| namespace),
			folder,
			address: SocketAddr::new(IpAddr::V4(ip), rpc),
			process: None,
		};
		node.restart();
		node
	}
}

impl Node {
	/// Starts the node, again if it was stopped, and waits until it answers.
	pub fn restart(&mut self) {
		let log = File::options().create(true).append(true).open(self.log_file()).expect("the log can be written");
		let mut command = match &self.namespace {
			Some(namespace) => namespace.command(&lingnan_e2e::program("lingnan-node")),
			None => node_command(),
		};
		command.args(&self.command).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
		self.process = Some(Process::start(&mut command));
		self.wait("it answers", || rpc::ask(self.address, "system_health", json!([])).ok().map(drop));
	}

	/// Ends the node without any chance to tidy up.
	pub fn kill(&mut self) {
		self.process = None;
	}

	/// Where programs connect.
	pub fn url(&self) -> String {
		format!("ws://{}", self.address)
	}

	/// The version of the runtime after the best block.
	pub fn runtime_version(&self) -> u64 {
		self.ask("state_getRuntimeVersion", json!([]))["specVersion"].as_u64().unwrap_or_default()
	}

	fn log_file(&self) -> PathBuf {
		self.folder.join("node.log")
	}

	pub fn log(&self) -> String {
		fs::read_to_string(self.log_file()).unwrap_or_default()
	}

	/// The answer to a call that must succeed.
	pub fn ask(&self, method: &str, params: Value) -> Value {
		rpc::ask(self.address, method, params).unwrap_or_else(|e| self.fail(&format!("{method}: {e}")))
	}

	/// Number of the last finalised block.
	pub fn finalised(&self) -> u64 {
		let hash = self.ask("chain_getFinalizedHead", json!([]));
		number(&self.ask("chain_getHeader", json!([hash])))
	}

	/// Number of the best block.
	pub fn best(&self) -> u64 {
		number(&self.ask("chain_getHeader", json!([])))
	}

	pub fn hash(&self, number: u64) -> Value {
		self.ask("chain_getBlockHash", json!([number]))
	}

	pub fn peers(&self) -> u64 {
		self.ask("system_health", json!([]))["peers"].as_u64().unwrap_or_default()
	}

	/// Aura's authorities in the state of the last finalised block, as hexadecimal keys.
	pub fn authors(&self) -> Vec<String> {
		let at = self.ask("chain_getFinalizedHead", json!([]));
		let answer = self.ask("state_call", json!(["AuraApi_authorities", "0x", at]));
		let text = answer.as_str().unwrap_or_default().trim_start_matches("0x").to_string();
		// A length of one byte, then keys of 32.
		text.as_bytes().get(2..).unwrap_or_default().chunks(64).map(|k| String::from_utf8_lossy(k).into()).collect()
	}

	/// Waits until there is something, and fails with the node's last words if it does not come.
	#[track_caller]
	pub fn wait<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
		wait(PATIENCE, look).unwrap_or_else(|| self.fail(&format!("it did not come true that {what}")))
	}

	/// Waits until finality has stood still over four blocks: votes on their way may still arrive. Gives the last final block.
	#[track_caller]
	pub fn wait_until_nothing_more_is_finalised(&self) -> u64 {
		self.wait("finality stands still", || {
			let (last, best) = (self.finalised(), self.best());
			self.wait("blocks go on", || (self.best() >= best + 4).then_some(()));
			(self.finalised() == last).then_some(last)
		})
	}

	#[track_caller]
	pub fn wait_for_finalised(&self, number: u64) {
		self.wait(&format!("block {number} is final"), || (self.finalised() >= number).then_some(()));
	}

	#[track_caller]
	fn fail(&self, what: &str) -> ! {
		let log = self.log();
		let lines: Vec<_> = log.lines().collect();
		let last = lines[lines.len().saturating_sub(40)..].join("\n");
		panic!("{}: {what}; its last words:\n{last}", self.name);
	}
}

/// Asserts that all of them have the same block `number`.
#[track_caller]
pub fn assert_agree(nodes: &[&Node], number: u64) {
	let hashes: Vec<_> = nodes.iter().map(|node| node.hash(number)).collect();
	assert!(hashes.iter().all(|hash| hash.is_string() && *hash == hashes[0]), "block {number} differs: {hashes:?}");
}

fn node_command() -> Command {
	Command::new(lingnan_e2e::program("lingnan-node"))
}

fn capital(name: &str) -> String {
	let (first, rest) = name.split_at(1);
	first.to_uppercase() + rest
}

/// The key of the node that is started at this place in the order.
fn node_key(place: usize) -> [u8; 32] {
	let mut key = [0; 32];
	key[24..].copy_from_slice(&(place as u64 + 1).to_be_bytes());
	key
}

/// As `lingnan-node key inspect-node-key` tells it.
pub fn peer_id_of(node_key: &[u8; 32]) -> PeerId {
	PeerId(ed25519::Pair::from_seed(node_key).public().0)
}

fn number(header: &Value) -> u64 {
	let text = header["number"].as_str().expect("a header has a number");
	u64::from_str_radix(text.trim_start_matches("0x"), 16).expect("a number in hexadecimal")
}
