//! A firm and documents of its, about which banks ask other places.

use lingnan_client::{keys, keys::Key, Call, Client, Stage};
use lingnan_types::date_of;
use serde_json::{json, Value};
use sp_core::H256;

/// A firm lets these banks ask about its documents, which are its by the word of customs.
pub async fn prepare(client: &Client, registrar: &str, banks: &[&str], documents: &[u8]) {
	let (firm, owner) = ("CN:91440300708461136T", keys::development("//creditor"));
	let act = |key: Key, calls: Vec<Call>| async move {
		client.submit_until(Stage::InBlock, &Call::all(calls), &key).await.expect("the calls succeed");
	};
	let registration = json!({
		"number": firm, "legalName": "Lychee Electronics", "industry": "C3911", "division": null, "founded": 16_000,
		"registeredCapital": 1, "capitalCurrency": "CNY", "lei": null, "acceptOuterCheckMismatch": false,
	});
	let control = json!({ "enterprise": firm, "to": keys::account(&owner).to_string() });
	let register = Call::new("EnterpriseRegistry", "register", json!({ "registration": registration }));
	let offer = Call::new("EnterpriseRegistry", "offer_control", control);
	act(keys::agency(registrar), vec![register, offer]).await;
	let accept = Call::new("EnterpriseRegistry", "accept_control", json!({ "enterprise": firm }));
	// Its registrar pays for that call alone, so not in a batch.
	client.submit_until(Stage::InBlock, &accept, &owner).await.expect("control is accepted");

	let now = client.now().await.expect("the chain has a time");
	let lenders: Vec<Value> = client.list("financing_institutions", json!([]), None).await.expect("the node answers");
	let consents = banks.iter().map(|bank| {
		let key = keys::account(&keys::institution(bank)).to_string();
		let lender = lenders.iter().find(|lender| lender["key"] == key.as_str()).expect("the bank is registered");
		let consent = json!({
			"institution": lender["id"], "purpose": "Assessment", "scope": "All", "from": now - 60,
			"until": now + 30 * 86_400, "uses": 9, "retentionDays": 30,
		});
		Call::new("Consents", "give", json!({ "enterprise": firm, "consent": consent }))
	});
	act(owner, consents.collect()).await;
	let attested = documents.iter().map(|document| {
		let document = json!({
			"kind": "TradeReceivable", "creditor": firm, "declaration": null, "currency": "CNY", "faceValue": 100_000,
			"due": date_of(now) + 90, "exactToken": H256::repeat_byte(*document),
			"coarseToken": H256::repeat_byte(0x80 + *document), "tokenVersion": 1,
		});
		Call::new("Collateral", "attest_document", json!({ "document": document }))
	});
	act(keys::agency("customs"), attested.collect()).await;
}
