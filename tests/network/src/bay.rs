//! Guangdong, Hong Kong and Macao on one machine, and relayers between them that a test can kill and start again.

use crate::{Network, Node};
use lingnan_test_support::{free_port, Process};
use serde_json::{json, Value};
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	process::{Command, Stdio},
};

/// The places, the network of each, its validator, and the banks as which the relayers sign there.
const PLACES: [(&str, &str, &str, [&str; 2]); 3] = [
	("Guangdong", "guangdong", "alice", ["ccb", "icbc"]),
	("HongKong", "hong-kong", "bob", ["boc-hk", "icbc-asia"]),
	("Macao", "macao", "charlie", ["bnu", "icbc-macao"]),
];

pub struct Bay {
	networks: Vec<Network>,
	/// In the order of the places.
	pub nodes: Vec<Node>,
}

/// A relayer, running or not.
pub struct Relayer {
	config: PathBuf,
	log: PathBuf,
	process: Option<Process>,
}

impl Bay {
	/// Three chains of one validator each.
	pub fn start() -> Self {
		let mut networks: Vec<_> =
			PLACES.iter().map(|(_, place, name, _)| Network::quickened(place, &[name])).collect();
		let start = |(network, (_, _, name, _)): (&mut Network, &(_, _, &str, _))| {
			// Every block is searched at the end.
			let options = [&format!("--{name}"), "--rpc-methods", "unsafe", "--state-pruning", "archive"];
			network.start(name, &options, None)
		};
		let nodes = networks.iter_mut().zip(&PLACES).map(start).collect();
		Self { networks, nodes }
	}

	/// A relayer for all three corridors that does not run yet, the first or the second.
	pub fn relayer(&self, which: usize, batch: u32) -> Relayer {
		let chains: serde_json::Map<String, Value> = PLACES
			.iter()
			.zip(&self.nodes)
			.map(|((place, _, _, banks), node)| {
				let chain = json!({ "urls": [node.url()], "key": format!("//institution//{}", banks[which]) });
				(place.to_string(), chain)
			})
			.collect();
		let config = json!({
			"chains": chains,
			"corridors": ["GuangdongHongKong", "GuangdongMacao", "HongKongMacao"],
			"metrics": format!("127.0.0.1:{}", free_port()),
			"batch": batch,
			"pollMilliseconds": 150,
		});
		Relayer::with(self.networks[0].folder(), &format!("relayer-{which}"), &format!("-{batch}"), &config)
	}
}

impl Relayer {
	/// One with a configuration of the caller's that does not run yet. What it says is kept under its name, whatever the
	/// configuration.
	pub fn with(folder: &Path, name: &str, mark: &str, config: &Value) -> Self {
		let path = folder.join(format!("{name}{mark}.json"));
		fs::write(&path, config.to_string()).expect("the configuration can be written");
		Self { config: path, log: folder.join(format!("{name}.log")), process: None }
	}

	/// Where its configuration is.
	pub fn config(&self) -> &Path {
		&self.config
	}

	fn command(&self) -> Command {
		let mut command = Command::new(lingnan_e2e::program("lingnan-relayer"));
		command.arg("--config").arg(&self.config).stdin(Stdio::null());
		command
	}

	/// Opens all corridors by motions.
	#[track_caller]
	pub fn rehearse(&self) -> String {
		self.prints(&["rehearse"])
	}

	/// Sets the light clients of a place again by motions.
	#[track_caller]
	pub fn rehearse_again(&self, place: &str) -> String {
		self.prints(&["rehearse", "--again", place])
	}

	#[track_caller]
	fn prints(&self, arguments: &[&str]) -> String {
		let output = self.command().args(arguments).output().expect("the relayer runs");
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
		text(&output.stdout)
	}

	pub fn start(&mut self) {
		let log = File::options().create(true).append(true).open(&self.log).expect("the log can be written");
		self.process = Some(Process::start(self.command().stdout(Stdio::null()).stderr(log)));
	}

	/// Ends it without any chance to tidy up.
	pub fn kill(&mut self) {
		self.process = None;
	}

	pub fn log(&self) -> String {
		fs::read_to_string(&self.log).unwrap_or_default()
	}
}

impl Drop for Relayer {
	fn drop(&mut self) {
		self.kill();
		if std::thread::panicking() {
			eprintln!("the relayer's words:\n{}", self.log());
		}
	}
}
