//! A development chain for a story, started and stopped by the story itself, and the `lingnan` command to tell it with.

pub mod search;

use std::{
	env,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Long enough for a busy machine, short enough to fail a build.
const PATIENCE: Duration = Duration::from_secs(120);

/// A node of its own with a database of its own; both end with it.
pub struct Chain {
	node: Child,
	folder: TempDir,
	pub url: String,
	metrics: u16,
}

impl Chain {
	pub fn start() -> Self {
		Self::start_on("dev-quick")
	}

	/// One of the networks that the node knows by name. Tests take those with quick blocks.
	pub fn start_on(network: &str) -> Self {
		let folder = TempDir::new().expect("a temporary folder");
		let (port, metrics) = (free_port(), free_port());
		let log = std::fs::File::create(folder.path().join("node.log")).expect("the log can be written");
		let node = Command::new(program("lingnan-node"))
			.args(["--dev", "--chain", network, "--no-telemetry", "--no-mdns", "--port", "0", "--base-path"])
			.arg(folder.path())
			.args(["--rpc-port", &port.to_string(), "--prometheus-port", &metrics.to_string()])
			// Stories look back at all that happened.
			.args(["--state-pruning", "archive"])
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.expect("the node starts");
		let mut chain = Self { node, folder, url: format!("ws://127.0.0.1:{port}"), metrics };
		let start = Instant::now();
		// Not before the second block: at genesis no time has been set, and every date would lie in the future.
		while TcpStream::connect(("127.0.0.1", port)).is_err() || !chain.log().contains("Imported #2 ") {
			let ended = chain.node.try_wait().ok().flatten();
			assert!(ended.is_none() && start.elapsed() < PATIENCE, "the node does not answer:\n{}", chain.log());
			std::thread::sleep(Duration::from_millis(200));
		}
		chain
	}

	/// A folder that ends with the chain.
	pub fn folder(&self) -> &Path {
		self.folder.path()
	}

	pub fn log(&self) -> String {
		std::fs::read_to_string(self.folder.path().join("node.log")).unwrap_or_default()
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
		Command::new(program("lingnan"))
			.args(arguments)
			.args(["--url", &self.url])
			.stdin(Stdio::null())
			.output()
			.expect("the command runs")
	}
}

impl Drop for Chain {
	fn drop(&mut self) {
		let _ = self.node.kill();
		let _ = self.node.wait();
	}
}

/// A program of this workspace, beside the test's own binary.
pub fn program(name: &str) -> PathBuf {
	let test = env::current_exe().expect("a test has a path");
	let folder = test.parent().and_then(Path::parent).expect("tests lie in deps/");
	let program = folder.join(name);
	assert!(program.is_file(), "{} is missing: `cargo build --workspace --all-targets` first", program.display());
	program
}

fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	listener.local_addr().expect("it has an address").port()
}
