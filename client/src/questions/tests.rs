//! Nodes that have our methods, and nodes that do not.

use super::*;
use codec::{Decode, Encode};
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use lingnan_types::{validator::ValidatorView, Page, Paging, RegistrationNumber};
use subxt::utils::AccountId32;

const FIRM: &str = "CN:91440300708461136T";

/// A node's answer to `state_call`, by the API and its arguments.
type Runtime = fn(&str, &[u8]) -> Vec<u8>;

/// A node without our methods.
async fn foreign(runtime: Runtime) -> (RpcClient, ServerHandle) {
	let mut module = RpcModule::new(runtime);
	module.register_method("chain_getBlockHash", |_, _, _| json!(H256::repeat_byte(7))).unwrap();
	module
		.register_method("state_call", |params, runtime, _| {
			let mut params = params.sequence();
			let (api, bytes): (String, String) = (params.next()?, params.next()?);
			let block: Option<H256> = params.optional_next()?;
			let bytes = hex::decode(bytes.trim_start_matches("0x")).unwrap();
			assert!(block.is_none_or(|block| block == H256::repeat_byte(7)), "the block that was asked for");
			Ok::<_, ErrorObjectOwned>(format!("0x{}", hex::encode(runtime(&api, &bytes))))
		})
		.unwrap();
	serve(module).await
}

async fn serve<T: Send + Sync + 'static>(module: RpcModule<T>) -> (RpcClient, ServerHandle) {
	let server = Server::builder().build("127.0.0.1:0").await.unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let server = server.start(module);
	(crate::connection(&url).await.map_err(|e| e.to_string()).unwrap(), server)
}

fn validator(number: u8) -> ValidatorView<AccountId32> {
	let (account, session) = (AccountId32([number; 32]), u32::from(number));
	ValidatorView {
		account,
		has_keys: true,
		seated: true,
		since_session: session,
		blocks: 9,
		last_session: 8,
		missed: 0,
		last_block: Some(77),
	}
}

/// A list of two pages.
fn two_pages(api: &str, bytes: &[u8]) -> Vec<u8> {
	assert_eq!(api, "ValidatorsApi_validators");
	let paging = Paging::decode(&mut &bytes[..]).unwrap();
	match paging.after {
		None => Page { items: vec![validator(1)], next: Some(1) }.encode(),
		Some(_) => Page { items: vec![validator(2)], next: None }.encode(),
	}
}

#[tokio::test]
async fn a_node_without_our_methods_is_asked_by_the_runtime_s_api_page_by_page() {
	let (rpc, _node) = foreign(two_pages).await;
	let all = crate::pages::walk(&rpc, "validator_list", json!([]), None).await.unwrap();
	let all: Vec<ValidatorView<AccountId32>> = serde_json::from_value(all).unwrap();
	assert_eq!(all, [validator(1), validator(2)]);
}

#[tokio::test]
async fn one_answer_is_asked_with_its_argument_and_its_block() {
	let (rpc, _node) = foreign(|api, bytes| {
		assert_eq!(api, "CreditScoringApi_proof_basis");
		assert_eq!(RegistrationNumber::decode(&mut &bytes[..]).unwrap().to_string(), FIRM);
		None::<u8>.encode()
	})
	.await;
	for params in [json!([FIRM]), json!([FIRM, H256::repeat_byte(7)]), json!([FIRM, null])] {
		let answer: Value = ask(&rpc, "credit_proofBasis", params).await.unwrap();
		assert_eq!(answer, Value::Null);
	}
}

#[tokio::test]
async fn another_version_of_an_answer_is_told_and_not_misread() {
	let (rpc, _node) = foreign(|_, _| vec![1, 2, 3]).await;
	let error = ask::<Value>(&rpc, "financing_funds", json!([])).await.unwrap_err().to_string();
	assert!(error.contains("another version"), "{error}");
}

#[tokio::test]
async fn a_node_with_the_method_is_asked_by_it_and_its_errors_are_its_own() {
	let mut module = RpcModule::new(());
	module.register_method("financing_funds", |_, _, _| json!([])).unwrap();
	let busy = || ErrorObjectOwned::owned(20_005, "busy", None::<()>);
	module.register_method("validator_list", move |_, _, _| Err::<Value, _>(busy())).unwrap();
	let (rpc, _node) = serve(module).await;
	assert_eq!(ask::<Value>(&rpc, "financing_funds", json!([])).await.unwrap(), json!([]));
	let refused = ask::<Value>(&rpc, "validator_list", json!([])).await;
	assert!(matches!(refused, Err(Error::Rpc { code: 20_005, .. })), "{refused:?}");
	// Neither the method nor the runtime's API: no node of this chain.
	let refused = ask::<Value>(&rpc, "enterprise_get", json!([FIRM])).await;
	assert!(matches!(refused, Err(Error::Rpc { code: METHOD_NOT_FOUND, .. })), "{refused:?}");
}

#[test]
fn every_method_of_the_node_s_manual_has_its_route() {
	let manual = include_str!("../../../node/README.md");
	let methods = manual.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
	let is_method = |name: &&str| name.contains('_') && !name.contains(['/', ' ']) && !name.starts_with("lingnan");
	let methods: Vec<&str> = methods.filter(is_method).collect();
	assert!(methods.len() > 20, "{methods:?}");
	let routes: Vec<&str> = routes().iter().map(|route| route.method).collect();
	for method in &methods {
		assert!(routes.contains(method), "{method} has no route in client/src/questions/routes.rs");
	}
	for route in &routes {
		assert!(methods.contains(route), "{route} is not in node/README.md");
	}
	let mut once = routes.clone();
	once.sort_unstable();
	once.dedup();
	assert_eq!(once.len(), routes.len());
}
