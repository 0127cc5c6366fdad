//! Lists by the page, and turns for dear questions by whatever door they come.

mod common;

use common::{ask, Node, Refusal};
use futures::future::join_all;
use lingnan_test_support::hex;
use serde_json::{json, Value};
use std::{collections::BTreeSet, time::Duration};
use subxt::rpcs::RpcClient;

/// Our lists, with the parameters before the block.
fn lists() -> Vec<(&'static str, Vec<Value>)> {
	let firm = || vec![json!(common::UNKNOWN)];
	let owner = vec![json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")];
	vec![
		("attestation_agencies", vec![]),
		("attestation_by", vec![json!(0)]),
		("attestation_datasets", vec![json!(0)]),
		("attestation_disputes", vec![json!(0)]),
		("attestation_indicators", vec![]),
		("attestation_list", firm()),
		("collateral_assetsOf", firm()),
		("consent_deletionsOwed", vec![json!(0)]),
		("consent_list", firm()),
		("consent_overdueDeletions", vec![json!(0)]),
		("consent_receipts", vec![json!(0)]),
		("consent_to", vec![json!(0)]),
		("credit_scorecards", vec![]),
		("enterprise_list", vec![]),
		("enterprise_of", owner),
		("financing_applicationsOf", firm()),
		("financing_closedApplications", vec![json!(0)]),
		("financing_inbox", vec![json!(0)]),
		("financing_institutions", vec![]),
		("financing_loansBy", vec![json!(0)]),
		("financing_loansOf", firm()),
		("financing_missedDeadlines", vec![json!(0)]),
		("financing_overrides", vec![json!(0)]),
		("financing_ownHeadroom", firm()),
		("financing_products", vec![]),
		("financing_repaidLoansBy", vec![json!(0)]),
		("financing_statement", vec![json!(0)]),
		("line_by", vec![json!(0)]),
		("line_of", firm()),
		("policy_by", vec![json!(0)]),
		("guarantee_accounts", vec![json!(0)]),
		("guarantee_by", vec![json!(0)]),
		("guarantee_guarantors", vec![]),
		("validator_list", vec![]),
	]
}

/// The numbers of all entries, in pages of so many, and how many pages there were.
async fn walk(node: &Node, method: &str, limit: u32) -> (Vec<u64>, u32) {
	let block = node.get("chain_getBlockHash", json!([])).await;
	let (mut numbers, mut pages, mut after) = (Vec::new(), 0, Value::Null);
	loop {
		let page = node.get(method, json!([block, { "after": after, "limit": limit }])).await;
		let items = page["items"].as_array().expect("a page has entries");
		assert!(items.len() <= limit as usize, "{method}: {} entries", items.len());
		numbers.extend(items.iter().filter_map(|item| item["id"].as_u64()));
		pages += 1;
		after = page["next"].clone();
		if after.is_null() {
			return (numbers, pages);
		}
	}
}

/// So many of the same question at once, by one connection.
async fn at_once(rpc: &RpcClient, count: usize, method: &str, params: Value) -> Vec<Result<Value, Refusal>> {
	join_all((0..count).map(|_| ask(rpc, method, params.clone()))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_comes_by_the_page_and_nobody_keeps_others_from_asking() {
	let base = tempfile::tempdir().expect("a directory");
	let node = Node::start(base.path()).await;
	node.wait_for_finalised(1).await;

	// Whoever knows nothing of pages gets the first, which says whether there is more.
	for (method, params) in lists() {
		let block = [params.clone(), vec![Value::Null]].concat();
		for (form, good) in [("old", params.clone()), ("new", [block.clone(), vec![json!({ "limit": 1 })]].concat())] {
			match node.ask(method, json!(good)).await {
				Ok(Value::Null) => assert_eq!(method, "financing_statement"),
				Ok(page) => {
					let items = page["items"].as_array().unwrap_or_else(|| panic!("{method}, {form}: {page}"));
					assert!(page.get("next").is_some(), "{method}: {page}");
					assert!(form == "old" || items.len() <= 1, "{method}: {} entries", items.len());
				},
				Err(refusal) => panic!("{method}, {form}: {refusal:?}"),
			}
		}
		for bad in [json!({ "from": 7 }), json!({ "after": -1 }), json!({ "limit": "all" }), json!("next")] {
			let params = json!([block.clone(), vec![bad]].concat());
			node.refuses(method, params, -32602, "").await;
		}
	}
	// What belongs to an institution that is not there is no empty list.
	for method in [
		"financing_inbox",
		"financing_closedApplications",
		"financing_missedDeadlines",
		"financing_overrides",
		"financing_loansBy",
		"financing_repaidLoansBy",
		"consent_to",
		"consent_deletionsOwed",
		"consent_overdueDeletions",
	] {
		node.refuses(method, json!([999]), 20004, "there is no institution 999").await;
		node.refuses(method, json!([999, null, { "limit": 1 }]), 20004, "financing_institutions").await;
	}
	for method in ["attestation_by", "attestation_disputes"] {
		node.refuses(method, json!([999]), 20004, "there is no agency 999").await;
	}
	// What a method does not take is no silent nothing.
	for (method, params) in lists() {
		let more = [params, vec![Value::Null, Value::Null, json!(0)]].concat();
		node.refuses(method, json!(more), -32602, "takes at most").await;
	}
	node.refuses("financing_loan", json!([0, null, null]), -32602, "2 parameters (loan, at), and 3 were given").await;
	node.refuses("allowance_get", json!(["nobody"]), -32602, "write its SS58 address").await;
	for (method, count) in [("financing_products", 319), ("financing_institutions", 129), ("attestation_agencies", 26)]
	{
		let (numbers, pages) = walk(&node, method, 50).await;
		assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "{method}: one comes twice");
		assert_eq!((numbers.len(), pages), (count, (count as u32).div_ceil(50)), "{method}");
		let whole = node.get(method, json!([])).await;
		assert_eq!((whole["items"].as_array().map(Vec::len), &whole["next"]), (Some(count), &Value::Null), "{method}");
	}

	// One client asks all that it can, by a method of ours; another is answered meanwhile.
	let (greedy, other) = (node.another_client().await, node.another_client().await);
	let all = at_once(&greedy, 200, "financing_products", json!([]));
	let meanwhile = async {
		tokio::time::sleep(Duration::from_millis(50)).await;
		ask(&other, "financing_institutions", json!([null, { "limit": 1 }])).await
	};
	let (answers, one) = tokio::join!(all, meanwhile);
	one.expect("another client is answered");
	let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
	assert!(refused.len() > 20, "only {} of 200 were refused", refused.len());
	for refusal in refused {
		assert_eq!(refusal.code, 20005, "{refusal:?}");
		assert!(refusal.message.contains("of this connection"), "{refusal:?}");
	}
	assert!(answers.iter().filter(|answer| answer.is_ok()).count() >= 16, "its own share is answered");

	// The same by the SDK's doors, past our methods.
	let all = at_once(&greedy, 200, "state_call", json!(["FinancingApi_products", "0x0000"]));
	let meanwhile = async {
		tokio::time::sleep(Duration::from_millis(50)).await;
		let list = ask(&other, "financing_institutions", json!([null, { "limit": 1 }])).await;
		(list, ask(&other, "state_call", json!(["AccountNonceApi_account_nonce", hex(&[7; 32])])).await)
	};
	let (answers, (list, cheap)) = tokio::join!(all, meanwhile);
	list.expect("a list is answered");
	cheap.expect("what is cheap takes no turns");
	let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
	let refused: Vec<_> = refused.map(|refusal| format!("{refusal:?}")).collect();
	assert!(refused.len() > 20, "only {} of 200 were refused", refused.len());
	assert!(refused.iter().all(|text| text.contains("wait for their turn")), "{refused:?}");

	// All banks' clients follow their inboxes at once, as after a node's start.
	let clients = join_all((0..90).map(|_| node.another_client())).await;
	let followed = clients.iter().enumerate().map(|(institution, client)| {
		let params = subxt::rpcs::client::rpc_params![institution];
		client.subscribe::<Value>("financing_subscribeApplications", params, "financing_unsubscribeApplications")
	});
	for feed in join_all(followed).await {
		feed.expect("each follows its own");
	}

	// And when the flood is over everything is as it was.
	node.get("financing_products", json!([])).await;
	node.get("state_call", json!(["FinancingApi_products", "0x0000"])).await;
	let next = node.finalised().await + 1;
	node.wait_for_finalised(next).await;
	let log = node.log();
	assert!(!log.contains(" failed: "), "the flood is no alarm:\n{log}");
}
