//! A node that is interrupted, or killed, comes back with the chain it had finalised.

mod common;

use common::Node;
use serde_json::Value;

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

#[tokio::test]
async fn what_was_finalised_survives_an_interruption_and_a_kill() {
	let base = tempfile::tempdir().expect("a directory");

	let node = Node::start(base.path()).await;
	assert!(node.log().contains("RocksDb"), "the database is RocksDB:\n{}", node.log());
	let finalised = node.wait_for_finalised(3).await;
	let before = chain(&node, finalised).await;
	let status = node.interrupt();
	assert!(status.success(), "an interruption is a normal end, not {status}");

	let node = Node::start(base.path()).await;
	assert!(node.finalised().await >= finalised, "finality went back");
	assert_eq!(chain(&node, finalised).await, before, "the chain changed over the interruption");
	let finalised = node.wait_for_finalised(finalised + 2).await;
	let before = chain(&node, finalised).await;
	node.kill();

	let node = Node::start(base.path()).await;
	assert!(node.finalised().await >= finalised, "finality went back");
	assert_eq!(chain(&node, finalised).await, before, "the chain changed over the kill");
	node.wait_for_finalised(finalised + 1).await;
}
