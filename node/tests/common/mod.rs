//! A node as a child process, and what one asks of it.

#![allow(dead_code, reason = "each test binary uses its part")]

use lingnan_test_support::{free_port, wait, wait_for, Process};
use serde_json::{json, Value};
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	process::{Command, ExitStatus, Stdio},
	time::Duration,
};
use subxt::rpcs::{self, client::RpcParams, RpcClient};

pub const BINARY: &str = env!("CARGO_BIN_EXE_lingnan-node");

/// The registration number of an issued code, unknown to a fresh chain.
pub const UNKNOWN: &str = "CN:91440300708461136T";

/// Long enough for a busy machine, short enough to fail a build.
pub const PATIENCE: Duration = Duration::from_secs(180);

pub struct Node {
	process: Process,
	log: PathBuf,
	url: String,
	pub rpc: RpcClient,
}

/// What an RPC answered when it refused.
#[derive(Debug)]
pub struct Refusal {
	pub code: i32,
	pub message: String,
	pub data: String,
}

impl Node {
	/// Starts the development chain with its database in `base` and waits until it answers.
	pub async fn start(base: &Path) -> Self {
		Self::start_with(base, &[]).await
	}

	/// The same with more options.
	pub async fn start_with(base: &Path, options: &[&str]) -> Self {
		let port = free_port();
		let log = base.join(format!("node-{port}.log"));
		fs::create_dir_all(base).expect("the base path can be made");
		let file = File::create(&log).expect("the log can be written");
		let mut command = Command::new(BINARY);
		command
			.args([
				"--dev",
				"--chain",
				"dev-quick",
				"--no-prometheus",
				"--no-telemetry",
				"--no-mdns",
				"--port",
				"0",
				"--base-path",
			])
			.arg(base)
			.args(["--rpc-port", &port.to_string()])
			.args(options)
			.stdin(Stdio::null())
			.stdout(file.try_clone().expect("a second handle"))
			.stderr(file);
		let mut process = Process::start(&mut command);
		let url = format!("ws://127.0.0.1:{port}");
		let said = || fs::read_to_string(&log).unwrap_or_default();
		let rpc = wait_for(PATIENCE, async || {
			if let Some(status) = process.ended() {
				panic!("the node ended with {status}; its log:\n{}", said());
			}
			RpcClient::from_insecure_url(&url).await.ok()
		});
		let rpc = rpc.await.unwrap_or_else(|| panic!("the node does not answer; its log:\n{}", said()));
		Self { process, log, url, rpc }
	}

	/// Another client of the node, by a connection of its own.
	pub async fn another_client(&self) -> RpcClient {
		RpcClient::from_insecure_url(&self.url).await.expect("the node takes another connection")
	}

	/// All that the node has logged.
	pub fn log(&self) -> String {
		fs::read_to_string(&self.log).unwrap_or_default()
	}

	/// The answer to a call with these parameters, by position.
	pub async fn ask(&self, method: &str, params: Value) -> Result<Value, Refusal> {
		ask(&self.rpc, method, params).await
	}

	/// The answer to a call that must succeed.
	pub async fn get(&self, method: &str, params: Value) -> Value {
		self.ask(method, params).await.unwrap_or_else(|e| panic!("{method}: {e:?}"))
	}

	/// Asserts that a call is refused with this code, in words that contain `why`.
	#[track_caller]
	pub fn refuses<'a>(
		&'a self,
		method: &'a str,
		params: Value,
		code: i32,
		why: &'a str,
	) -> impl std::future::Future<Output = ()> + 'a {
		let place = std::panic::Location::caller();
		async move {
			match self.ask(method, params.clone()).await {
				Ok(answer) => panic!("{place}: {method} {params} was answered: {answer}"),
				Err(refusal) => {
					assert_eq!(refusal.code, code, "{place}: {method} {params}: {refusal:?}");
					let words = format!("{} {}", refusal.message, refusal.data);
					assert!(words.contains(why), "{place}: {method} {params}: {words} should say {why}");
				},
			}
		}
	}

	pub async fn block_hash(&self, number: u64) -> Value {
		self.get("chain_getBlockHash", json!([number])).await
	}

	/// The number of the last finalised block.
	pub async fn finalised(&self) -> u64 {
		let hash = self.get("chain_getFinalizedHead", json!([])).await;
		let header = self.get("chain_getHeader", json!([hash])).await;
		let number = header["number"].as_str().expect("a number in hexadecimal");
		u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("a number in hexadecimal")
	}

	/// Waits until block `number` is finalised.
	pub async fn wait_for_finalised(&self, number: u64) -> u64 {
		let reached = wait_for(PATIENCE, async || Some(self.finalised().await).filter(|last| *last >= number));
		reached.await.unwrap_or_else(|| panic!("block {number} is not finalised; the log:\n{}", self.log()))
	}

	/// Interrupts the node as Ctrl-C does and waits until it has ended.
	pub fn interrupt(self) -> ExitStatus {
		self.end("INT")
	}

	/// Ends the node as a service manager does.
	pub fn stop(self) -> ExitStatus {
		self.end("TERM")
	}

	/// Ends the node without any chance to tidy up.
	pub fn kill(self) -> ExitStatus {
		self.end("KILL")
	}

	fn end(mut self, signal: &str) -> ExitStatus {
		self.process.signal(signal);
		let ended = wait(PATIENCE, || self.process.ended());
		ended.unwrap_or_else(|| panic!("the node does not end; its log:\n{}", self.log()))
	}
}

/// The answer to a call by a connection of the caller's.
pub async fn ask(rpc: &RpcClient, method: &str, params: Value) -> Result<Value, Refusal> {
	rpc.request(method, list(params)).await.map_err(|e| match e {
		rpcs::Error::User(e) => {
			Refusal { code: e.code, message: e.message, data: e.data.map(|d| d.get().to_string()).unwrap_or_default() }
		},
		other => panic!("{method}: {other}"),
	})
}

pub fn list(params: Value) -> RpcParams {
	let mut list = RpcParams::new();
	for param in params.as_array().expect("parameters are a list") {
		list.push(param).expect("a parameter is JSON");
	}
	list
}
