//! A node that is interrupted, or killed, comes back with the chain it had finalised.

mod common;

use common::{Node, BINARY};
use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// The hashes of blocks 0 to `last`.
async fn chain(node: &Node, last: u64) -> Vec<Value> {
	let mut hashes = Vec::new();
	for number in 0..=last {
		let hash = node.block_hash(number).await;
		assert!(hash.is_string(), "block {number} is missing");
		hashes.push(hash);
	}
	hashes
}

/// How many compiled runtimes are kept in a folder.
fn kept(compiled: &Path) -> usize {
	let folders = |path: &Path| fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
	let files = folders(&compiled.join("modules")).flat_map(|version| folders(&version).collect::<Vec<_>>());
	files.filter(|file| file.extension().is_none()).count()
}

#[tokio::test]
async fn what_was_finalised_survives_an_interruption_and_a_kill() {
	let base = tempfile::tempdir().expect("a directory");
	let compiled = base.path().join("compiled");
	let options = ["--compiled-runtimes", compiled.to_str().expect("a temporary path is text")];

	let node = Node::start_with(base.path(), &options).await;
	assert!(node.log().contains("RocksDb"), "the database is RocksDB:\n{}", node.log());
	let finalised = node.wait_for_finalised(3).await;
	let before = chain(&node, finalised).await;
	let status = node.interrupt();
	assert!(status.success(), "an interruption is a normal end, not {status}");

	let node = Node::start_with(base.path(), &options).await;
	assert!(node.finalised().await >= finalised, "finality went back");
	assert_eq!(chain(&node, finalised).await, before, "the chain changed over the interruption");
	let finalised = node.wait_for_finalised(finalised + 2).await;
	let before = chain(&node, finalised).await;
	node.kill();

	let node = Node::start_with(base.path(), &options).await;
	assert!(node.finalised().await >= finalised, "finality went back");
	assert_eq!(chain(&node, finalised).await, before, "the chain changed over the kill");
	node.wait_for_finalised(finalised + 1).await;
	refused_beside(base.path(), &options);
	let status = node.stop();
	assert!(status.success(), "a stop is a normal end, not {status}");
	assert_eq!(kept(&compiled), 1, "each start found what the first had compiled");
	measured(base.path(), &options);
}

/// While a node runs its database is its own: another program that writes there leaves none that can be opened.
fn refused_beside(base: &Path, options: &[&str]) {
	let mut command = Command::new(BINARY);
	command.args(["measure-blocks", "--chain", "dev-quick", "--to", "1", "--repeat", "1"]);
	let output = command.arg("--base-path").arg(base).args(options).output().expect("the node runs");
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	assert!(String::from_utf8_lossy(&output.stderr).contains("lock"), "{output:?}");
}

/// Blocks are run again with the answer they had, and what they took is told in a line for each.
fn measured(base: &Path, options: &[&str]) {
	let run = |from: &str| {
		let mut command = Command::new(BINARY);
		command.args(["measure-blocks", "--chain", "dev-quick", "--to", "2", "--repeat", "1", "--from", from]);
		command.arg("--base-path").arg(base).args(options).output().expect("the node runs")
	};
	let output = run("1");
	let said = String::from_utf8_lossy(&output.stdout).into_owned();
	assert!(output.status.success(), "{output:?}");
	let lines: Vec<_> = said.lines().collect();
	assert!(lines[0].starts_with("block,transactions,declared ms,"), "{said}");
	assert!(lines[1].starts_with("1,1,") && lines[2].starts_with("2,1,"), "a block of its time alone: {said}");
	assert_eq!(lines[3..], ["# no block is full"]);
	for (from, refused) in [("0", "say blocks from 1 to "), ("3", "the first before the last")] {
		let output = run(from);
		assert_eq!(output.status.code(), Some(1), "{output:?}");
		assert!(String::from_utf8_lossy(&output.stderr).contains(refused), "{output:?}");
	}
}
