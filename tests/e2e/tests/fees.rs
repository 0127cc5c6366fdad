//! Who floods the chain waits behind his own transactions; a stranger does not get in; what is used up comes back, or is sponsored.

use lingnan_client::{
	calls::{
		enterprise_registry::{OfferControl, Register},
		system::Remark,
	},
	keys::{self, Key},
	Call, Client, Error, Stage,
};
use lingnan_e2e::Chain;
use serde_json::{json, Value};

fn remark(bytes: usize) -> Call {
	Remark { remark: format!("0x{}", "00".repeat(bytes)) }.into()
}

fn registration(number: &str) -> Call {
	let registration = json!({
		"number": number, "legalName": "Lychee Electronics", "industry": "C3911", "division": null, "founded": 16_000,
		"registeredCapital": 1, "capitalCurrency": "CNY", "lei": null, "acceptOuterCheckMismatch": false,
	});
	Register { registration: serde_json::from_value(registration).unwrap() }.into()
}

async fn in_how_many_blocks(client: &Client, call: &Call, signer: &Key) -> u32 {
	let before = client.best_number().await.unwrap();
	let receipt = client.submit_until(Stage::InBlock, call, signer).await.unwrap();
	let header: Value = client.rpc("chain_getHeader", json!([receipt.block])).await.unwrap();
	let number = header["number"].as_str().unwrap().trim_start_matches("0x");
	u32::from_str_radix(number, 16).unwrap() - before
}

/// How many transactions of an account the best block and those before it hold.
async fn included(client: &Client, signer: &Key) -> u64 {
	let account = client.storage_at("System", "Account", keys::account(signer).0.into()).await.unwrap();
	account.map_or(0, |account| account["nonce"].as_u64().unwrap())
}

/// One party's flood of 1,500 transactions of ten kilobytes each, four blocks' worth or more; what others send meanwhile is in
/// the next block or the one after it.
async fn others_pass_a_flood(client: &Client) {
	const FLOOD: u64 = 1_500;
	let tax = keys::agency("tax");
	let start = client.best_number().await.unwrap();
	let first = client.nonce(&keys::account(&tax)).await.unwrap();
	let mut posts = tokio::task::JoinSet::new();
	for worker in 0..8 {
		let (client, tax) = (client.clone(), tax.clone());
		posts.spawn(async move {
			let call = remark(10_000);
			for nonce in (first + worker..first + FLOOD).step_by(8) {
				let signed = client.signed(&call, &tax, nonce).await.unwrap();
				client.send_signed("the flood", &signed).await.expect("the pool takes what an agency may send");
			}
		});
	}
	// The flood stands before the others come.
	while client.nonce(&keys::account(&tax)).await.unwrap() < first + FLOOD / 2 {
		tokio::time::sleep(std::time::Duration::from_millis(50)).await;
	}
	let regulator = keys::agency("market-regulation");
	let register = registration("CN:91440300708461136T");
	let waited = in_how_many_blocks(client, &register, &regulator).await;
	assert!(waited <= 2, "the regulator waited for {waited} blocks");
	assert!(included(client, &tax).await < first + FLOOD, "the flood was over before the others came");
	let waited = in_how_many_blocks(client, &remark(1), &keys::agency("customs")).await;
	assert!(waited <= 2, "another agency waited for {waited} blocks");

	while let Some(post) = posts.join_next().await {
		post.unwrap();
	}
	let deadline = start + 240;
	loop {
		let best = client.best_number().await.unwrap();
		assert!(best < deadline, "the flood is not through after 240 blocks");
		if included(client, &tax).await == first + FLOOD {
			break;
		}
		tokio::time::sleep(std::time::Duration::from_millis(500)).await;
	}
	let used = client.allowance(&keys::account(&tax)).await.unwrap();
	assert_eq!(used.party.as_deref(), Some("agency"));
	assert!(used.used > 0 && used.used < used.max, "{used:?}");
}

async fn a_stranger_is_refused(client: &Client) {
	let error = client.submit(&remark(1), &keys::read("//Nobody").unwrap()).await.unwrap_err();
	assert!(matches!(error, Error::NotTaken { .. }), "{error:?}");
	assert!(
		error.to_string().contains("not a party of this chain") && error.to_string().contains("sponsor give"),
		"{error}"
	);
}

/// An enterprise may use a quarter of a second of work; what goes beyond waits for hours, or is sponsored.
async fn what_is_used_up_is_said_and_sponsored(chain: &Chain, client: &Client) {
	let owner = keys::read("//Owner").unwrap();
	let account = keys::account(&owner).to_string();
	let enterprise = "CN:91440300708461136T".parse().unwrap();
	let offer = OfferControl { enterprise, to: keys::account(&owner) }.into();
	client.submit(&offer, &keys::agency("market-regulation")).await.unwrap();
	// Control that is only offered brings no allowance. The registrar pays for the acceptance.
	let error = client.submit(&remark(1), &owner).await.unwrap_err();
	assert!(error.to_string().contains("not a party of this chain"), "{error}");
	let accepted = chain.lingnan(&["enterprise", "control", "accept", "CN:91440300708461136T", "--key", "//Owner"]);
	assert!(accepted.status.success(), "{}", String::from_utf8_lossy(&accepted.stderr));
	// Some 200 of its 250 milliseconds.
	client.submit(&remark(1_000_000), &owner).await.unwrap();
	let error = client.submit(&remark(1_000_000), &owner).await.unwrap_err();
	let Error::UsedUp { wait, .. } = &error else { panic!("{error:?}") };
	assert!(wait.is_some_and(|seconds| (3_600..24 * 3_600 * 2).contains(&seconds)), "{error:?}");
	assert!(
		error.to_string().contains("the allowance of this enterprise is used up")
			&& error.to_string().contains("hours"),
		"{error}"
	);
	// What is small still fits.
	client.submit(&remark(1), &owner).await.unwrap();

	let give = ["sponsor", "give", &account, "--budget", "500", "--key", "//agency//customs"];
	let given = chain.lingnan(&give);
	assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stderr));
	client.submit(&remark(400_000), &owner).await.unwrap();
	let shown = chain.lingnan(&["show", "allowance", &account, "--json"]);
	let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
	assert_eq!((&shown["party"], &shown["max"]), (&json!("enterprise"), &json!(250_000_000)));
	let left = shown["sponsored"].as_u64().unwrap();
	assert!((400_000_000..425_000_000).contains(&left), "{shown}");
	let shown = chain.lingnan(&["show", "allowance", &account]);
	assert!(String::from_utf8_lossy(&shown.stdout).contains("250.000 ms"), "{shown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_leaves_room_a_stranger_none_and_an_allowance_ends() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	a_stranger_is_refused(&client).await;
	others_pass_a_flood(&client).await;
	what_is_used_up_is_said_and_sponsored(&chain, &client).await;
}
