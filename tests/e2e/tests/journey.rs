//! The whole journey on a real node through subxt: three loans over three routes to full repayment.

use lingnan_client::{audience::Nobody, calls::enterprise_registry::Register, keys, Call, Client};
use lingnan_demo as demo;
use lingnan_e2e::Chain;
use serde_json::{json, Value};

#[tokio::test(flavor = "multi_thread")]
async fn three_loans_are_repaid_one_late_and_a_double_financing_is_refused() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let seen = demo::play(&client, &Nobody, None).await.unwrap();

	let loans: Vec<u64> = serde_json::from_value(seen["loans"].clone()).unwrap();
	assert_eq!(loans.len(), 3);
	let mut banks = Vec::new();
	for loan in &loans {
		let view: Value = client.rpc("financing_loan", json!([loan])).await.unwrap();
		assert_eq!(view["state"], "Closed", "{view}");
		assert_eq!(view["payoff"], 0);
		assert_eq!(view["repaid"]["principal"], view["terms"]["amount"]);
		let late = view["repaid"]["charges"].as_u64().unwrap() > 0;
		assert_eq!(late, *loan == seen["late"].as_u64().unwrap(), "only the late one bears a penalty: {view}");
		// What was paid as interest is what the schedule said, to the fen.
		let planned: u64 =
			view["schedule"].as_array().unwrap().iter().map(|part| part["interest"].as_u64().unwrap()).sum();
		assert_eq!(view["repaid"]["interest"].as_u64().unwrap(), planned);
		banks.push(view["institution"].as_u64().unwrap());
	}
	banks.sort_unstable();
	banks.dedup();
	assert_eq!(banks.len(), 3, "three banks");

	assert_eq!(seen["refused"]["error"], "Collateral.AttestedOtherwise");

	let cards: Vec<Value> = client.list("credit_scorecards", json!([]), None).await.unwrap();
	let whole = &cards[0]["whole"];
	assert_eq!((&whole["loans"], &whole["defaulted"]), (&json!(3), &json!(0)), "the scorecard is told of its loans");
	assert_eq!((&whole["borrowers"], &cards[0]["institutions"]), (&json!(3), &json!(3)));
	the_figures_tell_of_it(&chain).await;
}

/// Every figure that the alert rules and the dashboard use is exported by a running node, and the trade's own are right.
async fn the_figures_tell_of_it(chain: &Chain) {
	// They count finalised blocks.
	let start = std::time::Instant::now();
	let value = |figures: &str, name: &str| {
		let line = figures.lines().find(|line| line.contains(name) && !line.starts_with('#'))?;
		line.rsplit(' ').next()?.parse::<u64>().ok()
	};
	while value(&chain.figures(), "event=\"loan_closed\"") != Some(3) {
		assert!(start.elapsed().as_secs() < 60, "three loans are closed, but:\n{}", chain.figures());
		tokio::time::sleep(std::time::Duration::from_millis(500)).await;
	}
	let figures = chain.figures();
	for file in [
		include_str!("../../../scripts/operations/prometheus-rules.yml"),
		include_str!("../../../scripts/operations/grafana-dashboard.json"),
	] {
		let words = file.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
		let ours = |word: &&str| {
			["lingnan_", "substrate_"].iter().any(|start| word.len() > start.len() && word.starts_with(start))
		};
		let named: Vec<_> = words.filter(ours).collect();
		assert!(named.iter().any(|name| name.starts_with("substrate_")));
		for name in named {
			assert!(
				figures.contains(&format!("\n{name}{{")) || figures.contains(&format!("\n{name}_bucket{{")),
				"no {name}"
			);
		}
	}
	for event in ["rated", "attested", "applied", "repaid"] {
		assert!(value(&figures, &format!("event=\"{event}\"")) > Some(0), "{event}");
	}
	for (name, state) in [("lingnan_applications", "past_deadline"), ("lingnan_loans", "arrears")] {
		assert!(figures.lines().any(|line| line.starts_with(name) && line.contains(state)), "no {name} {state}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_call_is_named_and_changes_nothing() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let register = |number: &str| {
		let registration = json!({
			"number": number, "legalName": "Lychee Electronics", "industry": "C3911", "division": null, "founded": 16_000,
			"registeredCapital": 1, "capitalCurrency": "CNY", "lei": null, "acceptOuterCheckMismatch": false,
		});
		Call::from(Register { registration: serde_json::from_value(registration).unwrap() })
	};
	let (regulator, tax) = (keys::agency("market-regulation"), keys::agency("tax"));

	let error = client.submit(&register("CN:91440300708461136T"), &tax).await.unwrap_err();
	assert!(error.is_refusal("EnterpriseRegistry", "NotAuthorized"), "{error}");
	let firm: Value = client.rpc("enterprise_get", json!(["CN:91440300708461136T"])).await.unwrap();
	assert_eq!(firm, Value::Null);

	client.submit(&register("CN:91440300708461136T"), &regulator).await.unwrap();
	let error = client.submit(&register("CN:91440300708461136T"), &regulator).await.unwrap_err();
	assert!(error.is_refusal("EnterpriseRegistry", "AlreadyExists"), "{error}");
	let error = client.submit(&register("CN:91350211M0000XUF46"), &regulator).await.unwrap_err();
	assert!(error.is_refusal("EnterpriseRegistry", "OuterCheckFailed"), "{error}");
	assert!(error.to_string().contains("accept_outer_check_mismatch"), "the error says what to do: {error}");
}
