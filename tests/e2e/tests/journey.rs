//! The whole journey on a real node through subxt: three loans over three routes to full repayment, on proved grades, with no
//! figure anywhere.

use lingnan_client::{audience::Nobody, calls::enterprise_registry::Register, keys, Call, Client};
use lingnan_demo::{self as demo, Backstage, Figures};
use lingnan_e2e::{
	differences::{Commitments, Known},
	everything::{answers, beside_the_chain, files, on_the_chain, records, state, Subjects},
	planted::planted,
	search::{Hit, Place, Search},
	Chain,
};
use lingnan_sealing::{
	envelope::{Content, Envelope, Identity},
	openings::Openings,
};
use serde_json::{json, Value};
use std::{fs, path::Path};
use subxt::utils::H256;

#[tokio::test(flavor = "multi_thread")]
async fn three_loans_are_repaid_one_late_and_a_double_financing_is_refused() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let figures: Figures = planted("guangdong").into_iter().map(|planted| (planted.code, planted.value)).collect();
	let people = chain.folder().join("people");
	let backstage = Backstage { folder: &people, figures: &figures };
	let seen = demo::play(&client, &Nobody, backstage, None).await.unwrap();

	let loans: Vec<u64> = serde_json::from_value(seen["loans"].clone()).unwrap();
	assert_eq!(loans.len(), 3);
	let scenes = &seen["scenes"];
	let mut banks = Vec::new();
	for loan in &loans {
		let view: Value = client.rpc("financing_loan", json!([loan])).await.unwrap();
		assert_eq!(view["state"], "Closed", "{view}");
		assert_eq!(view["payoff"], 0);
		assert_eq!(view["repaid"]["principal"], view["terms"]["conditions"]["amount"]);
		let late = view["repaid"]["penalty"].as_u64().unwrap() > 0;
		assert_eq!(late, *loan == seen["late"].as_u64().unwrap(), "only the late one bears a penalty: {view}");
		// What was paid as interest is what the schedule said, to the fen; one that another settled ended before.
		let planned: u64 =
			view["schedule"].as_array().unwrap().iter().map(|part| part["interest"].as_u64().unwrap()).sum();
		if scenes["renewed"]["loan"] != json!(loan) {
			assert_eq!(view["repaid"]["interest"].as_u64().unwrap(), planned);
		}
		a_loan_keeps_the_rules_of_its_place(&view);
		banks.push(view["institution"].as_u64().unwrap());
	}
	banks.sort_unstable();
	banks.dedup();
	assert_eq!(banks.len(), 3, "three banks");

	assert_eq!(seen["refused"]["error"], "Collateral.AttestedOtherwise");
	let more = loans_of_scenes(scenes);
	let defaulted = u64::from(!scenes["guarantee"].is_null());
	each_bank_finds_its_loan_on_its_list(&chain, &client, &loans, &more).await;
	what_a_policy_decides_is_offered_in_the_block_of_its_application(&client, &scenes["decided"]).await;

	let cards: Vec<Value> = client.list("credit_scorecards", json!([]), None).await.unwrap();
	let whole = &cards[0]["whole"];
	let ended = 3 + more.len();
	assert_eq!(
		(&whole["loans"], &whole["defaulted"]),
		(&json!(3 + defaulted), &json!(defaulted)),
		"the scorecard is told of its loans"
	);
	assert_eq!((&whole["borrowers"], &cards[0]["institutions"]), (&json!(3 + defaulted), &json!(3 + defaulted)));
	the_figures_tell_of_it(&chain, ended as u64 - defaulted).await;
	no_figure_is_anywhere(&chain, &client, &seen).await;
}

/// Loans that the scenes beside the three left.
fn loans_of_scenes(scenes: &Value) -> Vec<u64> {
	let drawn = scenes["drawdowns"].as_array().cloned().unwrap_or_default();
	let all = drawn.into_iter().chain([scenes["renewed"]["by"].clone(), scenes["guarantee"]["loan"].clone()]);
	all.filter_map(|loan| loan.as_u64()).collect()
}

/// What a banker of Guangdong looks at first.
fn a_loan_keeps_the_rules_of_its_place(view: &Value) {
	let (terms, conditions) = (&view["terms"], &view["terms"]["conditions"]);
	let surcharge = conditions["late"]["surcharge"].as_u64().unwrap();
	assert!((3_000..=5_000).contains(&surcharge), "30 to 50 % over the contract's rate: {view}");
	assert_eq!(conditions["calendar"], "Guangdong");
	assert_ne!(conditions["adjustment"], "Unadjusted", "no day to pay on a holiday");
	let (rate, all_in) = (&conditions["pricing"]["Fixed"]["rate"], &terms["allIn"]);
	let (rate, simple) = (rate.as_u64().unwrap(), all_in["simple"].as_u64().unwrap());
	assert!(all_in["compound"].as_u64().unwrap() >= simple, "interest on interest is more: {all_in}");
	// Days of 360 cost more than their rate in a year of 365, and costs of the borrower more than none.
	assert!(simple + 100_000 >= rate, "all in {simple} of a rate of {rate}");
}

/// Both events of one application stand in one block, and the other went to an officer with its reason.
async fn what_a_policy_decides_is_offered_in_the_block_of_its_application(client: &Client, decided: &Value) {
	if decided.is_null() {
		return;
	}
	let of = |event: &lingnan_client::Event, name: &str| {
		event.name == name && event.pallet == "Financing" && event.fields["application"] == decided["application"]
	};
	let mut blocks = Vec::new();
	for number in 0..=client.best_number().await.unwrap() {
		let events = client.events_at(number).await.unwrap().unwrap_or_default();
		for name in ["Applied", "Offered", "DecidedByPolicy"] {
			if events.iter().any(|event| of(event, name)) {
				blocks.push((name, number));
			}
		}
	}
	let [("Applied", filed), ("Offered", offered), ("DecidedByPolicy", by)] = blocks[..] else { panic!("{blocks:?}") };
	assert!(filed == offered && offered == by, "{blocks:?}");
	assert_eq!(decided["leftToOfficer"], "AmountTooHigh");
}

/// Figures were planted in all that agencies know of the first firm. What is sealed is nowhere: not in the state, now or when
/// the loan was granted, in no block and no event, in no answer, log, metric or file; nor does any difference of two commitments
/// tell one. What registers publish is found, so the search finds what is there.
async fn no_figure_is_anywhere(chain: &Chain, client: &Client, seen: &Value) {
	let granted = block_of(client, "Financing", "LoanStarted").await;
	let mut firms = vec![seen["holder"]["enterprise"].as_str().unwrap().to_string()];
	for loan in seen["loans"].as_array().unwrap() {
		let view: Value = client.rpc("financing_loan", json!([loan])).await.unwrap();
		let firm = view["enterprise"].as_str().unwrap().to_string();
		if !firms.contains(&firm) {
			firms.push(firm);
		}
	}
	assert_eq!(firms.len(), 3, "{firms:?}");
	let subjects = Subjects { firms, up_to: 40 };
	let mut places = on_the_chain(client).await;
	places.extend(state(client, granted).await);
	for at in [None, Some(granted)] {
		places.extend(answers(client, &subjects, at).await);
	}
	places.extend(beside_the_chain(chain));
	let written = files(&chain.folder().join("people"));
	assert!(written.len() > 3, "openings and a disclosure, encrypted");
	places.extend(written);

	let (mut sealed, mut open) = (Search::default(), Search::default());
	for planted in planted("guangdong") {
		let search = if planted.sealed { &mut sealed } else { &mut open };
		search.figure(&planted.name, planted.value);
	}
	assert_eq!(sealed.hits(&places), []);
	nothing_secret(&seen["holder"], &places);
	// Of what is looked for the agencies' own records have each, and the chain what registers publish.
	let (kept, found) = (sealed.hits(&records(&chain.folder().join("people"))), open.hits(&places));
	for planted in planted("guangdong") {
		match planted.sealed {
			true => assert!(kept.iter().any(|(subject, _)| subject.starts_with(&planted.name)), "{}", planted.name),
			false => found_in_the_open(&found, &planted.name),
		}
	}
	no_grade_tells_points(client, &subjects, granted).await;
	no_difference_tells(client, &subjects, granted).await;
}

/// Nor does anything stand anywhere that opens a commitment.
fn nothing_secret(holder: &Value, places: &[Place]) {
	let file = |field: &str| Path::new(holder[field].as_str().unwrap()).to_path_buf();
	let identity = Identity::read(&file("identity")).unwrap();
	let mut search = Search::default();
	let mut secrets = 0;
	for entry in fs::read_dir(file("openings")).unwrap() {
		let path = entry.unwrap().path();
		let openings: Openings = Envelope::read(&path).unwrap().open(Content::Openings, &identity, &path).unwrap();
		for opened in openings.attestations {
			for secret in opened.opening.blindings.iter().chain([&opened.salt.0]) {
				secrets += 1;
				// Half of it would do to be suspicious.
				let hex: String = secret[..16].iter().map(|byte| format!("{byte:02x}")).collect();
				let subject = format!("a blinding or salt of indicator {}", opened.indicator);
				search.bytes(&subject, &secret[..16]);
				search.bytes(&subject, hex.as_bytes());
			}
		}
	}
	assert!(secrets > 100, "{secrets} secrets were looked for");
	assert_eq!(search.hits(places), []);
}

/// The last block with that event.
async fn block_of(client: &Client, pallet: &str, name: &str) -> H256 {
	for number in (0..=client.best_number().await.unwrap()).rev() {
		let events = client.events_at(number).await.unwrap().unwrap_or_default();
		if events.iter().any(|event| event.pallet == pallet && event.name == name) {
			return client.rpc("chain_getBlockHash", json!([number])).await.unwrap();
		}
	}
	panic!("{pallet}.{name} never happened");
}

fn found_in_the_open(hits: &[Hit], name: &str) {
	for place in ["state", "body", "answer"] {
		let there = hits.iter().any(|(subject, at)| subject.starts_with(name) && at.starts_with(place));
		assert!(there, "the search misses {name}, which a register publishes, in {place}");
	}
}

/// A rating says a grade that is reached, and nothing by which a total could be told.
async fn no_grade_tells_points(client: &Client, subjects: &Subjects, at: H256) {
	for firm in &subjects.firms {
		let rating: Value = client.rpc("credit_rating", json!([firm, at])).await.unwrap();
		let champion = &rating["champion"];
		assert_eq!(champion["current"], true, "{rating}");
		for told in ["points", "reasons", "form"] {
			assert_eq!(champion.get(told), None, "{rating}");
		}
	}
}

async fn no_difference_tells(client: &Client, subjects: &Subjects, at: H256) {
	let figures: Vec<i64> = planted("guangdong").iter().map(|planted| planted.value).collect();
	let known = Known::of(&figures);
	let indicators: Vec<Value> = client.list("attestation_indicators", json!([]), None).await.unwrap();
	let mut compared = 0;
	for indicator in indicators.iter().filter(|one| one["class"] == "Figure") {
		let mut of = Vec::new();
		for firm in &subjects.firms {
			let attestations: Vec<Value> = client.list("attestation_list", json!([firm]), Some(at)).await.unwrap();
			for one in attestations.iter().filter(|one| one["indicator"] == indicator["id"]) {
				let stored: Vec<H256> = serde_json::from_value(one["value"]["Sealed"].clone()).unwrap();
				assert_eq!(stored.len(), indicator["edges"].as_array().unwrap().len(), "one less than bins: {one}");
				let stored = stored.into_iter().map(|point| point.0).collect();
				of.push(Commitments { name: format!("{firm}, revision {}", one["revision"]), stored });
			}
		}
		assert_eq!(known.telling(&of), Vec::<String>::new(), "{indicator}");
		compared += of.len();
	}
	assert!(compared > 3 * 20, "{compared} sealed attestations were compared");
}

/// Each of three banks has one loan on the list of those that were repaid, and none that runs; its application is closed, and the
/// command writes all of it as CSV.
async fn each_bank_finds_its_loan_on_its_list(chain: &Chain, client: &Client, loans: &[u64], more: &[u64]) {
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
		let (id, amount) = (loan.to_string(), view["terms"]["conditions"]["amount"].as_u64().unwrap());
		let major = format!("{}.{:02}", amount / 100, amount % 100);

		let repaid = csv(&["loans", "--institution", &bank, "--repaid"]);
		let row = repaid[1..].iter().find(|row| row[0] == id).unwrap_or_else(|| panic!("{id} in {repaid:?}"));
		assert_eq!(row[place(&repaid, "amount")], major);
		assert_eq!(json!(row[place(&repaid, "currency")]), view["currency"]);
		assert_eq!(row[place(&repaid, "payoff")], "0.00");
		for other in &repaid[1..] {
			assert!(loans.iter().chain(more).any(|one| one.to_string() == other[0]), "{other:?}");
		}
		assert_eq!(csv(&["loans", "--institution", &bank]).len(), 1, "none runs");
		assert_eq!(csv(&["arrears", "--institution", &bank]).len(), 1);
		let closed = csv(&["applications", "--institution", &bank, "--closed"]);
		assert!(closed[1..].iter().any(|row| row[0] == id && row[place(&closed, "now")] == "Funded"), "{closed:?}");

		// What was spent of the payments on principal is the loan, to the fen: a renewal is one without money.
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
	// A firm is one observation of its scorecard, however many loans it has.
	let mut firms = std::collections::BTreeSet::new();
	for loan in loans.iter().chain(more) {
		let view: Value = client.rpc("financing_loan", json!([loan])).await.unwrap();
		firms.insert(view["enterprise"].to_string());
	}
	let observed = firms.len().to_string();
	assert_eq!((whole[0].as_str(), &whole[place(&outcomes, "loans")]), ("Whole", &observed));
	for nobody in [["loans", "--institution", "9999"], ["disputes", "--agency", "9999"]] {
		let told = chain.lingnan(&[&["list"][..], &nobody[..]].concat());
		assert_eq!(told.status.code(), Some(6), "{nobody:?}: there is no such one");
	}
}

/// Every figure that the alert rules and the dashboard use is exported by a running node, and the trade's own are right.
async fn the_figures_tell_of_it(chain: &Chain, closed: u64) {
	// They count finalised blocks.
	let start = std::time::Instant::now();
	let value = |figures: &str, name: &str| {
		let line = figures.lines().find(|line| line.contains(name) && !line.starts_with('#'))?;
		line.rsplit(' ').next()?.parse::<u64>().ok()
	};
	while value(&chain.figures(), "event=\"loan_closed\"") != Some(closed) {
		assert!(start.elapsed().as_secs() < 60, "{closed} loans are closed, but:\n{}", chain.figures());
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
