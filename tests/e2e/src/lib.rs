//! A development chain for a story, started and stopped by the story itself, and the `lingnan` command to tell it with.

pub mod differences;
pub mod door;
pub mod everything;
pub mod planted;
pub mod search;

use lingnan_test_support::{free_port, wait, Process};
use std::{
	env,
	io::{Read, Write},
	net::TcpStream,
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// Seconds for a node to start: long enough for a busy machine, short enough to fail a build. `LINGNAN_PATIENCE` says
/// otherwise.
const PATIENCE: u64 = 120;

fn patience() -> Duration {
	let seconds = env::var("LINGNAN_PATIENCE").ok().and_then(|text| text.parse().ok());
	Duration::from_secs(seconds.unwrap_or(PATIENCE))
}

/// A node of its own with a database of its own; both end with it.
pub struct Chain {
	node: Process,
	folder: TempDir,
	pub url: String,
	network: String,
	/// Whose well-known keys it validates with.
	validator: &'static str,
	port: u16,
	metrics: u16,
}

impl Chain {
	pub fn start() -> Self {
		Self::start_on("dev-quick")
	}

	/// One of the networks that the node knows by name. Tests take those with quick blocks.
	pub fn start_on(network: &str) -> Self {
		Self::start_as(network, "alice")
	}

	/// The network of one of the three places, alone on this machine.
	pub fn start_at(place: &str) -> Self {
		let validator = match place {
			"hong-kong" => "bob",
			"macao" => "charlie",
			_ => "alice",
		};
		Self::start_as(&format!("{place}-local-1-quick"), validator)
	}

	fn start_as(network: &str, validator: &'static str) -> Self {
		let folder = TempDir::new().expect("a temporary folder");
		let (port, metrics) = (free_port(), free_port());
		let node = spawn((network, validator), &folder, port, metrics);
		let url = format!("ws://127.0.0.1:{port}");
		let mut chain = Self { node, folder, url, network: network.into(), validator, port, metrics };
		// Not before the second block: at genesis no time has been set, and every date would lie in the future.
		chain.wait_for("Imported #2 ", 0);
		chain
	}

	/// Ends the node as a power cut would. Its database stays.
	pub fn kill_node(&mut self) {
		self.node.kill();
	}

	/// Starts the node again on its database, and waits for its next block.
	pub fn restart_node(&mut self) {
		let before = self.log().len();
		self.node = spawn((&self.network, self.validator), &self.folder, self.port, self.metrics);
		self.wait_for("Imported #", before);
	}

	/// Waits until the node answers and has written `words` after so many bytes of its log.
	fn wait_for(&mut self, words: &str, after: usize) {
		let Self { node, folder, port, .. } = self;
		let answers = || {
			assert!(node.ended().is_none(), "the node has ended:\n{}", log_in(folder));
			let says = log_in(folder).get(after..).is_some_and(|log| log.contains(words));
			(says && TcpStream::connect(("127.0.0.1", *port)).is_ok()).then_some(())
		};
		wait(patience(), answers).unwrap_or_else(|| panic!("the node does not answer:\n{}", log_in(folder)));
	}

	/// A folder that ends with the chain.
	pub fn folder(&self) -> &Path {
		self.folder.path()
	}

	pub fn log(&self) -> String {
		log_in(&self.folder)
	}

	/// What the node's Prometheus port answers.
	pub fn figures(&self) -> String {
		let mut stream = TcpStream::connect(("127.0.0.1", self.metrics)).expect("the port is open");
		stream.write_all(b"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").expect("it is asked");
		let mut answer = String::new();
		stream.read_to_string(&mut answer).expect("it answers in text");
		answer
	}

	/// Runs `lingnan` against this chain.
	pub fn lingnan(&self, arguments: &[&str]) -> Output {
		self.command(arguments).output().expect("the command runs")
	}

	/// `lingnan` against this chain, not yet running.
	pub fn command(&self, arguments: &[&str]) -> Command {
		let mut command = Command::new(program("lingnan"));
		command.args(arguments).args(["--url", &self.url]).stdin(Stdio::null());
		command
	}
}

fn log_in(folder: &TempDir) -> String {
	std::fs::read_to_string(folder.path().join("node.log")).unwrap_or_default()
}

fn spawn((network, validator): (&str, &str), folder: &TempDir, port: u16, metrics: u16) -> Process {
	let log = std::fs::File::options().create(true).append(true).open(folder.path().join("node.log"));
	let mut command = Command::new(program("lingnan-node"));
	command
		.args([
			"--dev",
			"--chain",
			network,
			&format!("--{validator}"),
			"--no-telemetry",
			"--no-mdns",
			"--port",
			"0",
			"--base-path",
		])
		.arg(folder.path())
		.args(["--rpc-port", &port.to_string(), "--prometheus-port", &metrics.to_string()])
		// Stories look back at all that happened.
		.args(["--state-pruning", "archive"])
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(log.expect("the log can be written"));
	Process::start(&mut command)
}

/// A program of this workspace, beside the test's own binary.
pub fn program(name: &str) -> PathBuf {
	let test = env::current_exe().expect("a test has a path");
	let folder = test.parent().and_then(Path::parent).expect("tests lie in deps/");
	let program = folder.join(name);
	assert!(program.is_file(), "{} is missing: `cargo build --workspace --all-targets` first", program.display());
	program
}
