//! What a node answers to nonsense, and that its log keeps for real alarms.

mod common;

use common::Node;
use lingnan_test_support::hex;
use serde_json::{json, Value};
use subxt::{rpcs::RpcClient, OnlineClient, SubstrateConfig};

/// Words of an alarm, of the SDK's and of ours.
const ALARMS: [&str; 6] = ["ERROR", "WARN", "panicked", "instance failed", "failed runtime instance", "This is a bug"];

/// Calls that the nodes make to each other's blocks, and arguments that are none.
const CALLS: [(&str, &str); 14] = [
	("Core_execute_block", "0xdeadbeef"),
	("Core_initialize_block", "0x"),
	("BlockBuilder_check_inherents", "0x00"),
	("BlockBuilder_inherent_extrinsics", "0x00"),
	("BlockBuilder_finalize_block", "0x01"),
	("TaggedTransactionQueue_validate_transaction", "0x0004ff"),
	("TransactionPaymentApi_query_info", "0x10deadbeef04000000"),
	("TransactionPaymentCallApi_query_call_info", "0xffff"),
	("AccountNonceApi_account_nonce", "0x00"),
	("SessionKeys_generate_session_keys", "0x0000"),
	("FinancingApi_headroom", "0x03"),
	("CreditScoringApi_proof_basis", "0x"),
	("Metadata_metadata_at_version", "0x00"),
	("NoSuchApi_nothing", "0x"),
];

#[track_caller]
fn expect_no_alarm(node: &Node) {
	let log = node.log();
	let alarm = log.lines().find(|line| ALARMS.iter().any(|word| line.contains(word)));
	assert_eq!(alarm, None, "the log holds an alarm:\n{log}");
}

#[tokio::test]
async fn nonsense_is_answered_with_an_error_and_is_no_alarm() {
	let base = tempfile::tempdir().expect("a directory");
	let node = Node::start_with(base.path(), &["--detailed-log-output"]).await;
	node.wait_for_finalised(1).await;
	assert!(node.log().contains("future=Limit { count: 8192"), "the pool has too little room:\n{}", node.log());
	expect_no_alarm(&node);

	// By state_call: what is named above, then every question there is with arguments of several kinds.
	for (method, arguments) in CALLS {
		let refusal = node.ask("state_call", json!([method, arguments])).await;
		let refusal = refusal.expect_err(&format!("{method} {arguments} was answered"));
		assert!(refusal.message.len() + refusal.data.len() > 20, "{method}: {refusal:?}");
	}
	let said = node.ask("state_call", json!(["AccountNonceApi_account_nonce", "0x00"])).await.expect_err("refused");
	assert!(format!("{said:?}").contains("Bad input data provided to account_nonce"), "the caller reads why: {said:?}");
	assert!(!format!("{said:?}").contains(".rs"), "and nothing of the machine that built the runtime: {said:?}");
	let chain = OnlineClient::<SubstrateConfig>::from_rpc_client(node.rpc.clone()).await.expect("subxt connects");
	let at = chain.at_current_block().await.expect("there is a block");
	let metadata = at.metadata();
	let mut asked = 0;
	for api in metadata.runtime_api_traits() {
		for method in api.methods() {
			let name = format!("{}_{}", api.name(), method.name());
			for arguments in [vec![], vec![0], vec![0; 256], vec![1; 65], vec![255; 300]] {
				let _ = node.ask("state_call", json!([name, hex(&arguments)])).await;
				asked += 1;
			}
		}
	}
	assert!(asked > 200, "only {asked} questions");
	expect_no_alarm(&node);

	// A call within calls, deeper than any stack.
	let utility = metadata.pallet_by_name("Utility").expect("there is a pallet");
	let batch = utility.call_variant_by_name("batch").expect("there is a call").index;
	let layers = [utility.call_index(), batch, 4].repeat(200_000);
	let deep = hex(&[&layers[..], &[0; 8]].concat());
	assert!(node.ask("state_call", json!(["TransactionPaymentCallApi_query_call_info", deep])).await.is_err());
	expect_no_alarm(&node);

	// By other doors.
	let transaction = "0x10deadbeef";
	assert!(node.ask("payment_queryInfo", json!([transaction])).await.is_err());
	assert!(node.ask("payment_queryFeeDetails", json!([transaction])).await.is_err());
	assert!(node.ask("author_submitExtrinsic", json!([transaction])).await.is_err());
	assert!(node.ask("system_dryRun", json!([transaction])).await.is_err());
	let end = by_chain_head(&node.rpc, "TransactionPaymentApi_query_info", transaction).await;
	assert_eq!(end["event"], "operationError", "{end}");
	expect_no_alarm(&node);

	// And what clients do ask is answered as ever.
	node.get("state_call", json!(["Core_version", "0x"])).await;
	node.get("state_call", json!(["Metadata_metadata_at_version", "0x0f000000"])).await;
	node.get("state_call", json!(["AuraApi_authorities", "0x"])).await;
	node.get("state_call", json!(["GrandpaApi_grandpa_authorities", "0x"])).await;
	node.get("state_call", json!(["AccountNonceApi_account_nonce", hex(&[7; 32])])).await;
	let end = by_chain_head(&node.rpc, "AccountNonceApi_account_nonce", &hex(&[7; 32])).await;
	assert_eq!(end["event"], "operationCallDone", "{end}");
	let next = node.finalised().await + 1;
	node.wait_for_finalised(next).await;
	expect_no_alarm(&node);
}

/// How a call by chainHead ended.
async fn by_chain_head(rpc: &RpcClient, method: &str, arguments: &str) -> Value {
	let follow = common::list(json!([true]));
	let mut events =
		rpc.subscribe::<Value>("chainHead_v1_follow", follow, "chainHead_v1_unfollow").await.expect("it is followed");
	let id = events.subscription_id().expect("it has a name").to_string();
	let first = events.next().await.expect("there is an event").expect("it is read");
	let block = first["finalizedBlockHashes"][0].clone();
	let call = common::list(json!([id, block, method, arguments]));
	let started: Value = rpc.request("chainHead_v1_call", call).await.expect("the call begins");
	assert_eq!(started["result"], "started", "{started}");
	loop {
		let event = events.next().await.expect("there is an event").expect("it is read");
		if event["operationId"] == started["operationId"] {
			return event;
		}
	}
}
