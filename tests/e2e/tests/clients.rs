//! The example for subxt in docs/clients.md, run against a node of its own.

use lingnan_e2e::Chain;
use subxt::{
	dynamic::{self, value, Value},
	OnlineClient, SubstrateConfig,
};
use subxt_signer::sr25519::Keypair;

const DOC: &str = include_str!("../../../docs/clients.md");

/// The lines of the manual are those below: a change of one is a change of the other.
#[test]
fn the_manual_has_the_lines_that_are_run() {
	let example =
		DOC.split_once("```rust subxt\n").and_then(|(_, rest)| rest.split_once("```")).map(|(lines, _)| lines);
	let example = example.expect("docs/clients.md has an example for subxt");
	let own = include_str!("clients.rs");
	let body = own
		.split_once("\t// From here\n")
		.and_then(|(_, rest)| rest.split_once("\t// To here\n"))
		.map(|(lines, _)| lines);
	let run: Vec<_> =
		body.expect("the marks are there").lines().map(str::trim).filter(|line| !line.is_empty()).collect();
	let shown: Vec<_> = example.lines().map(str::trim).collect();
	let run: Vec<_> = run.iter().map(|line| line.replace("&node.url", "\"ws://127.0.0.1:9944\"")).collect();
	assert_eq!(run, shown);
}

#[tokio::test]
async fn subxt_asks_by_runtime_api_and_sends_a_call() -> Result<(), Box<dyn std::error::Error>> {
	let node = Chain::start();
	// From here
	let chain = OnlineClient::<SubstrateConfig>::from_url(&node.url).await?;
	let at = chain.at_current_block().await?;
	let page = Value::named_composite([("after", value!(None())), ("limit", value!(Some(3u32)))]);
	let question = dynamic::runtime_api_call::<_, Value>("FinancingApi", "institutions", (page,));
	println!("{}", at.runtime_apis().call(question).await?);
	let tax = Keypair::from_uri(&"//agency//tax".parse()?)?;
	let call = dynamic::transaction("System", "remark", (Value::from_bytes("hello"),));
	let sent = at.transactions().sign_and_submit_then_watch_default(&call, &tax).await?;
	sent.wait_for_finalized_success().await?;
	// To here
	Ok(())
}
