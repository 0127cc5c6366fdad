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
	each_bank_finds_its_loan_on_its_list(&chain, &client, &loans).await;

	let cards: Vec<Value> = client.list("credit_scorecards", json!([]), None).await.unwrap();
	let whole = &cards[0]["whole"];
	assert_eq!((&whole["loans"], &whole["defaulted"]), (&json!(3), &json!(0)), "the scorecard is told of its loans");
	assert_eq!((&whole["borrowers"], &cards[0]["institutions"]), (&json!(3), &json!(3)));
	the_figures_tell_of_it(&chain).await;
}

/// Each of three banks has one loan on the list of those that were repaid, and none that runs; its application is closed, and the
/// command writes all of it as CSV.
async fn each_bank_finds_its_loan_on_its_list(chain: &Chain, client: &Client, loans: &[u64]) {
	let csv = |arguments: &[&str]| -> Vec<Vec<String>> {
		let told = chain.lingnan(&[&["list"], arguments, &["--csv"]].concat());
		assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
		let text = String::from_utf8(told.stdout).unwrap();
		assert!(text.ends_with("\r\n"), "{text}");
		// No field of these lists holds a comma.
		text.lines().map(|line| line.split(',').map(str::to_string).collect()).collect()
	};
	let place = |rows: &[Vec<String>], name: &str| rows[0].iter().position(|column| column == name).unwrap();
	for loan in loans {
		let view: Value = client.rpc("financing_loan", json!([loan])).await.unwrap();
		let bank = view["institution"].to_string();
		let (id, amount) = (loan.to_string(), view["terms"]["amount"].as_u64().unwrap());
		let major = format!("{}.{:02}", amount / 100, amount % 100);

		let repaid = csv(&["loans", "--institution", &bank, "--repaid"]);
		assert_eq!((repaid.len(), &repaid[1][0]), (2, &id), "{repaid:?}");
		assert_eq!(repaid[1][place(&repaid, "amount")], major);
		assert_eq!(json!(repaid[1][place(&repaid, "currency")]), view["currency"]);
		assert_eq!(repaid[1][place(&repaid, "payoff")], "0.00");
		assert_eq!(csv(&["loans", "--institution", &bank]).len(), 1, "none runs");
		assert_eq!(csv(&["arrears", "--institution", &bank]).len(), 1);
		let closed = csv(&["applications", "--institution", &bank, "--closed"]);
		assert!(closed[1..].iter().any(|row| row[0] == id && row[place(&closed, "now")] == "Funded"), "{closed:?}");

		// What was spent of the payments on principal is the loan, to the fen.
		let entries = csv(&["payments", &id]);
		let to_principal = place(&entries, "to_principal");
		let fen = |text: &str| text.replace('.', "").parse::<u64>().unwrap_or(0);
		assert_eq!(entries[1..].iter().map(|row| fen(&row[to_principal])).sum::<u64>(), amount);

		// The borrower is found by a part of its name, in whatever letters.
		let firm: Value = client.rpc("enterprise_get", json!([view["enterprise"]])).await.unwrap();
		let name: String = firm["legalName"].as_str().unwrap().to_uppercase().chars().skip(1).take(6).collect();
		let told = chain.lingnan(&["list", "firms", "--name", &name, "--json"]);
		let found: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
		assert!(found.iter().any(|one| one["number"] == view["enterprise"]), "{name}: {found:?}");
	}
	let outcomes = csv(&["outcomes", "0"]);
	let whole = outcomes.last().unwrap();
	assert_eq!((whole[0].as_str(), &whole[place(&outcomes, "loans")]), ("Whole", &"3".to_string()));
	for nobody in [["loans", "--institution", "9999"], ["disputes", "--agency", "9999"]] {
		let told = chain.lingnan(&[&["list"][..], &nobody[..]].concat());
		assert_eq!(told.status.code(), Some(6), "{nobody:?}: there is no such one");
	}
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
