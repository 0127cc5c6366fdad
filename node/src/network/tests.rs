//! Mistakes as people make them, against the real files of Guangdong.

use super::{
	source::{
		Source, AGENCIES, CALENDARS, INDICATORS, INSTITUTIONS, NAMES, NETWORK, PRODUCTS, REFERENCE_RATES, SCORECARD,
	},
	*,
};
use serde_json::{json, Value};

fn guangdong() -> Source {
	Source::embedded("guangdong").expect("Guangdong is part of this program")
}

/// The message after `mistake` was made in one file.
fn refused(file: &str, mistake: impl FnOnce(&mut Value)) -> String {
	let source = guangdong();
	let mut json: Value = serde_json::from_str(source.text(file)).expect("the file itself is JSON");
	mistake(&mut json);
	complaint(source.with(file, Some(json.to_string())))
}

fn complaint(source: Source) -> String {
	let problem = resolve::network(&source).expect_err("the mistake was not seen");
	let line = problem.to_string();
	assert!(!line.contains('\n'), "one line: {line}");
	line
}

/// Asserts that the message names the file and the field, and says why.
#[track_caller]
fn assert_says(message: &str, file: &str, field: &str, why: &str) {
	let start = if field.is_empty() {
		format!("chain-spec/guangdong/{file}: ")
	} else {
		format!("chain-spec/guangdong/{file}: {field}: ")
	};
	assert!(message.starts_with(&start), "{message}\nshould begin with {start}");
	assert!(message.contains(why), "{message}\nshould say {why}");
}

#[test]
fn every_network_of_this_program_holds() {
	for name in EMBEDDED {
		let network = Network::embedded(name).expect("it is embedded").unwrap_or_else(|e| panic!("{e}"));
		assert!(!network.products.is_empty() && !network.agencies.is_empty(), "{name}");
	}
}

#[test]
fn guangdong_has_what_the_design_promises() {
	let network = resolve::network(&guangdong()).unwrap_or_else(|e| panic!("{e}"));
	assert_eq!(network.agencies.len(), 26);
	assert_eq!(network.institutions.len(), 129);
	assert_eq!(network.products.len(), 319);
	assert!(network.indicators.len() >= 24);
	assert_eq!(network.kind, NetworkType::Development);
	assert_eq!(network.validators[0].account, sp_keyring::Sr25519Keyring::Alice.to_account_id());
	let summary = network.summary();
	assert!(summary.contains("products      319"), "{summary}");
}

/// What their files say, which are written by hand: no rate that a place's courts would not have, lateness raised by half at
/// most, and the costs in the yearly rate.
#[test]
fn no_product_of_these_networks_costs_more_than_its_place_knows() {
	use lingnan_support::{
		application::{RequestSpec, UseOfFunds},
		matching,
	};
	// A year, in hundred-millionths: of the dearest grade, the smallest loan and a year or the nearest term that there is.
	for (name, most) in [("guangdong", 16_000_000), ("hong-kong", 24_000_000), ("macao", 20_000_000)] {
		let network = Network::embedded(name).expect("it is embedded").unwrap_or_else(|e| panic!("{e}"));
		for (_, spec) in &network.products {
			let request = RequestSpec {
				amount: spec.min_amount,
				currency: spec.currency,
				tenor: 12.clamp(spec.min_tenor, spec.max_tenor),
				method: spec.methods[0],
				use_of_funds: UseOfFunds::WorkingCapital,
				security: Default::default(),
				renews: None,
				line: None,
			};
			let price = matching::price(spec, &request, spec.max_rate).expect("such a loan is lent");
			assert!(price.all_in.compound.0 <= most, "{name}, {:?}: {} %", spec.name, price.all_in.compound);
			assert!(spec.surcharge <= 5_000 && !spec.due_days.is_empty(), "{name}, {:?}", spec.name);
		}
	}
}

#[test]
fn a_product_follows_a_reference_of_its_currency_by_its_code() {
	let network = resolve::network(&guangdong()).unwrap_or_else(|e| panic!("{e}"));
	let follows = |(_, spec): &&(InstitutionId, ProductSpec)| spec.reference == Some(ReferenceRateId(0));
	assert_eq!(network.products.iter().filter(follows).count(), 25);
	let message = refused(PRODUCTS, |json| json[0]["reference"] = json!("libor"));
	assert_says(&message, PRODUCTS, "[0].reference", "there is no \"libor\" in reference-rates.json");
	let message = refused(PRODUCTS, |json| {
		json[0]["reference"] = json!("lpr-1y");
		json[0]["currency"] = json!("USD");
	});
	assert_says(&message, PRODUCTS, "[0].reference", "loans in USD cannot follow a rate of another currency");
}

#[test]
fn everything_has_a_name_in_each_of_the_portals_languages() {
	let network = resolve::network(&guangdong()).unwrap_or_else(|e| panic!("{e}"));
	let summary = network.summary();
	assert!(summary.contains("names         264 in four languages"), "{summary}");
	for language in ["zh-Hans", "zh-Hant", "pt"] {
		let message = refused(NAMES, |json| {
			json["Quick loan"].as_object_mut().expect("it has names").remove(language);
		});
		assert_says(&message, NAMES, "Quick loan", &format!("missing field `{language}`"));
		let message = refused(NAMES, |json| json["Quick loan"][language] = json!("  "));
		assert_says(&message, NAMES, &format!("Quick loan.{language}"), "empty");
	}
	let message = refused(NAMES, |json| json["Quick loan"]["fr"] = json!("Crédit rapide"));
	assert_says(&message, NAMES, "Quick loan.fr", "unknown field `fr`");
}

#[test]
fn a_name_without_a_translation_or_a_translation_of_nothing_is_refused_by_its_name() {
	for (file, field) in [(AGENCIES, "name"), (INSTITUTIONS, "name"), (PRODUCTS, "name"), (INDICATORS, "unit")] {
		let message = refused(file, |json| json[0][field] = json!("Quite new"));
		assert_says(&message, NAMES, "", "there is no \"Quite new\"; give it in zh-Hans, zh-Hant and pt");
	}
	let message = refused(NETWORK, |json| json["guarantors"][0]["name"] = json!("Quite new"));
	assert_says(&message, NAMES, "", "there is no \"Quite new\"");
	let message = refused(NAMES, |json| json["Left over"] = json["Quick loan"].clone());
	assert_says(&message, NAMES, "Left over", "nothing of this network has this name");
	let source = guangdong();
	let twice = source.text(NAMES).replacen('{', r#"{ "LPR": { "zh-Hans": "甲", "zh-Hant": "乙", "pt": "c" },"#, 1);
	assert_says(&complaint(source.with(NAMES, Some(twice))), NAMES, "", "\"LPR\" stands here twice");
	assert_says(&complaint(guangdong().with(NAMES, None)), NAMES, "", "there is no such file");
}

#[test]
fn a_directory_gives_what_the_embedded_files_give() {
	let directory = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../chain-spec/guangdong"));
	let network = Network::from_directory(directory).unwrap_or_else(|e| panic!("{e}"));
	let embedded = resolve::network(&guangdong()).unwrap_or_else(|e| panic!("{e}"));
	assert_eq!(network.products, embedded.products);
	assert_eq!(network.scorecard, embedded.scorecard);
}

#[test]
fn a_session_too_short_to_hand_over_is_refused() {
	let message = refused(NETWORK, |json| json["sessionBlocks"] = json!(4));
	assert_says(&message, NETWORK, "sessionBlocks", "5 blocks or more");
	let message = refused(NETWORK, |json| json["sessionBlocks"] = json!("ten"));
	assert_says(&message, NETWORK, "sessionBlocks", "expected u32");
}

#[test]
fn blocks_come_as_fast_as_the_network_says_unless_it_is_live() {
	let message = refused(NETWORK, |json| json["blockMilliseconds"] = json!(199));
	assert_says(&message, NETWORK, "blockMilliseconds", "200 to 60000 milliseconds");
	let message = refused(NETWORK, |json| {
		json["type"] = json!("live");
		json["wellKnownKeys"] = json!(false);
		json["rehearsal"] = json!(false);
		json.as_object_mut().expect("an object").remove("governance");
		json["blockMilliseconds"] = json!(500);
	});
	assert_says(&message, NETWORK, "blockMilliseconds", "a live network takes the runtime's time");
}

#[test]
fn a_calendar_with_a_mistake_is_refused() {
	let message = refused(CALENDARS, |json| json[0]["worked"][0] = json!("2026-01-05"));
	assert_says(&message, CALENDARS, "[0].worked", "2026-01-05 is no Saturday and no Sunday");
	let message = refused(CALENDARS, |json| json[0]["off"][1] = json!("2026-02-30"));
	assert_says(&message, CALENDARS, "[0].off[1]", "no day");
	let message = refused(CALENDARS, |json| json[0]["year"] = json!(2025));
	assert_says(&message, CALENDARS, "[0].off", "lies in another year");
	let message = refused(CALENDARS, |json| json[1] = json[0].clone());
	assert_says(&message, CALENDARS, "[1].year", "2026 of Guangdong stands here twice");
	let message = refused(CALENDARS, |json| json[0]["holidays"] = json!([]));
	assert!(message.contains("unknown field `holidays`"), "{message}");
}

#[test]
fn a_reference_rate_with_a_mistake_is_refused() {
	let message = refused(REFERENCE_RATES, |json| json[0]["agency"] = json!("bank-of-nowhere"));
	assert_says(&message, REFERENCE_RATES, "[0].agency", "there is no \"bank-of-nowhere\" in agencies.json");
	let message = refused(REFERENCE_RATES, |json| json[1]["tenor"] = json[0]["tenor"].clone());
	assert_says(&message, REFERENCE_RATES, "[1].name", "another stands here");
	let message = refused(REFERENCE_RATES, |json| json[0]["examples"][0]["rate"] = json!(300_000_000));
	assert_says(&message, REFERENCE_RATES, "[0].examples[0].rate", "300.00 % is more than 100 %");
	let message = refused(REFERENCE_RATES, |json| json[0]["examples"][0]["published"] = json!("20 January"));
	assert_says(&message, REFERENCE_RATES, "[0].examples[0].published", "write 2026-01-20");
	let message = refused(REFERENCE_RATES, |json| {
		let one = json[0]["examples"][0].clone();
		json[0]["examples"] = json!([one, one]);
	});
	assert_says(&message, REFERENCE_RATES, "[0].examples", "of a later day");
}

/// What a rehearsal starts with would be a rate that nobody published.
#[test]
fn a_live_network_starts_without_quotes() {
	let source = guangdong();
	let forms: Vec<files::ReferenceRateForm> = source.read(REFERENCE_RATES).unwrap_or_else(|e| panic!("{e}"));
	let page = source.page(REFERENCE_RATES);
	let problem = check::reference_rates(&page, NetworkType::Live, &forms).expect_err("the examples were not seen");
	assert_says(&problem.to_string(), REFERENCE_RATES, "[0].examples", "starts without quotes");
	for name in EMBEDDED {
		let network = Network::embedded(name).expect("it is embedded").unwrap_or_else(|e| panic!("{e}"));
		assert!(network.quotes.len() <= 1, "{name}: an example is an example");
	}
}

#[test]
fn a_product_of_an_unknown_institution_is_refused() {
	let message = refused(PRODUCTS, |json| json[3]["institution"] = json!("bank-of-nowhere"));
	assert_says(&message, PRODUCTS, "[3].institution", "there is no \"bank-of-nowhere\" in institutions.json");
}

#[test]
fn edges_out_of_order_are_refused() {
	let message = refused(INDICATORS, |json| json[0]["edges"] = json!([12, 36, 24]));
	assert_says(&message, INDICATORS, "[0].edges[2]", "24 does not come after 36");
	let message = refused(INDICATORS, |json| json[0]["edges"] = json!([12, 12]));
	assert_says(&message, INDICATORS, "[0].edges[1]", "edges ascend");
	let message = refused(INDICATORS, |json| json[0]["edges"] = json!([]));
	assert_says(&message, INDICATORS, "[0].edges", "at least one edge");
	let message = refused(INDICATORS, |json| json[0]["edges"] = json!((1..=32).collect::<Vec<_>>()));
	assert_says(&message, INDICATORS, "[0].edges", "");
	let message = refused(INDICATORS, |json| {
		json[0]["class"] = json!("Figure");
		json[0]["source"] = json!(null);
		json[0]["edges"] = json!([1, 2, 3, 4, 5, 6, 7, 8]);
	});
	assert_says(&message, INDICATORS, "[0].edges", "sealed in 8 bins at most");
}

#[test]
fn personal_data_is_refused_by_name() {
	let message = refused(INDICATORS, |json| json[0]["personal"] = json!(true));
	assert_says(&message, INDICATORS, "[0].personal", "PersonalData");
}

#[test]
fn open_values_need_a_law_and_sealed_ones_have_none() {
	let place = |class: &str| {
		let list: Value = serde_json::from_str(guangdong().text(INDICATORS)).expect("the file itself is JSON");
		list.as_array().expect("a list").iter().position(|one| one["class"] == class).expect("there is one")
	};
	let (register, figure) = (place("Register"), place("Figure"));
	let message = refused(INDICATORS, |json| {
		json[register].as_object_mut().expect("an object").remove("source");
	});
	assert_says(&message, INDICATORS, &format!("[{register}].source"), "which law or register");
	let message = refused(INDICATORS, |json| json[figure]["class"] = json!("Register"));
	assert_says(&message, INDICATORS, &format!("[{figure}].source"), "which law or register");
	let message = refused(INDICATORS, |json| json[figure]["source"] = json!("A law"));
	assert_says(&message, INDICATORS, &format!("[{figure}].source"), "is no Figure");
	let message = refused(INDICATORS, |json| json[figure]["class"] = json!("Open"));
	assert_says(&message, INDICATORS, &format!("[{figure}].class"), "unknown variant `Open`");
	// As files said it before.
	let message = refused(INDICATORS, |json| json[figure]["visibility"] = json!("Open"));
	assert!(message.contains("unknown field `visibility`"), "{message}");
}

#[test]
fn a_repeated_key_is_refused() {
	for file in [AGENCIES, INDICATORS, INSTITUTIONS, PRODUCTS, REFERENCE_RATES] {
		let message = refused(file, |json| json[1]["code"] = json[0]["code"].clone());
		assert_says(&message, file, "[1].code", "taken by [0] already");
	}
	let message = refused(NETWORK, |json| json["guarantors"][1]["code"] = json["guarantors"][0]["code"].clone());
	assert_says(&message, NETWORK, "guarantors[1].code", "taken already");
	let message = refused(NETWORK, |json| json["appraisers"][1]["code"] = json["appraisers"][0]["code"].clone());
	assert_says(&message, NETWORK, "appraisers[1].code", "taken already");
	// The same field twice in one object, which most readers of JSON let pass.
	let text = guangdong().text(AGENCIES).replacen("\"name\":", "\"name\": \"Twice\", \"name\":", 1);
	let message = complaint(guangdong().with(AGENCIES, Some(text)));
	assert!(message.contains("agencies.json") && message.contains("duplicate field `name`"), "{message}");
}

#[test]
fn an_unknown_field_is_refused() {
	for (file, pick) in
		[(AGENCIES, "/0"), (INDICATORS, "/0"), (INSTITUTIONS, "/0"), (PRODUCTS, "/0"), (SCORECARD, ""), (NETWORK, "")]
	{
		let message = refused(file, |json| {
			json.pointer_mut(pick).and_then(Value::as_object_mut).expect("an object").insert("colour".into(), json!(1));
		});
		assert!(message.contains(file) && message.contains("unknown field `colour`"), "{message}");
	}
}

#[test]
fn a_missing_field_a_wrong_type_and_an_unknown_word_are_refused() {
	let message = refused(PRODUCTS, |json| {
		json[7].as_object_mut().expect("an object").remove("currency");
	});
	assert_says(&message, PRODUCTS, "[7]", "missing field `currency`");
	let message = refused(PRODUCTS, |json| json[7]["minTenor"] = json!("three"));
	assert_says(&message, PRODUCTS, "[7].minTenor", "expected u16");
	let message = refused(PRODUCTS, |json| json[7]["minTenor"] = json!(70_000));
	assert_says(&message, PRODUCTS, "[7].minTenor", "expected u16");
	let message = refused(PRODUCTS, |json| json[7]["currency"] = json!("EUR"));
	assert_says(&message, PRODUCTS, "[7].currency", "unknown variant `EUR`");
	let message = refused(AGENCIES, |json| json[0]["rights"] = json!(["Registrar", "Registrar"]));
	assert_says(&message, AGENCIES, "[0].rights[1]", "twice");
	let message = refused(INSTITUTIONS, |json| json[0]["name"] = json!(""));
	assert_says(&message, INSTITUTIONS, "[0].name", "empty");
	let message = refused(INSTITUTIONS, |json| json[0]["name"] = json!("x".repeat(129)));
	assert_says(&message, INSTITUTIONS, "[0].name", "longer than 128 bytes");
	let message = refused(INSTITUTIONS, |json| json[0]["code"] = json!("Bank of China"));
	assert_says(&message, INSTITUTIONS, "[0].code", "lower-case letters");
}

#[test]
fn text_that_is_no_json_is_refused_with_its_line() {
	let text = guangdong().text(SCORECARD).replacen("\",", "\";", 1);
	let message = complaint(guangdong().with(SCORECARD, Some(text)));
	assert!(message.contains("scorecard.json") && message.contains("line 2 column"), "{message}");
	let text = format!("{} {{}}", guangdong().text(SCORECARD));
	let message = complaint(guangdong().with(SCORECARD, Some(text)));
	assert!(message.contains("trailing characters"), "{message}");
}

#[test]
fn a_missing_file_a_stray_file_and_no_directory_are_refused() {
	let message = complaint(guangdong().with(PRODUCTS, None));
	assert_says(&message, PRODUCTS, "", "there is no such file");
	let dir = tempfile::tempdir().expect("a directory");
	std::fs::write(dir.path().join("product.json"), "[]").expect("written");
	let problem = Network::from_directory(dir.path()).expect_err("refused").to_string();
	assert!(problem.contains("product.json: not a file of a network"), "{problem}");
	let problem = Network::from_directory(&dir.path().join("nowhere")).expect_err("refused").to_string();
	assert!(problem.contains("nowhere: No such file"), "{problem}");
}

#[test]
fn points_that_do_not_match_the_bins_are_refused() {
	let message = refused(SCORECARD, |json| {
		json["characteristics"][1]["points"].as_array_mut().expect("a list").pop();
	});
	assert_says(&message, SCORECARD, "characteristics[1].points", "3 entries for the 4 bins of \"penalties-24m\"");
}

#[test]
fn a_scorecard_that_contradicts_itself_is_refused() {
	let message = refused(SCORECARD, |json| json["characteristics"][0]["points"] = json!([0, 3, 6, 5, 12, 14]));
	assert_says(&message, SCORECARD, "characteristics[0].points[3]", "higher is better");
	let message = refused(SCORECARD, |json| json["characteristics"][1]["points"] = json!([10, 5, 6, 0]));
	assert_says(&message, SCORECARD, "characteristics[1].points[2]", "lower is better");
	let message = refused(SCORECARD, |json| json["characteristics"][0]["missing"] = json!(1));
	assert_says(&message, SCORECARD, "characteristics[0].missing", "better than the worst bin's 0");
	let message = refused(SCORECARD, |json| json["characteristics"][1]["indicator"] = json!("shoe-size"));
	assert_says(&message, SCORECARD, "characteristics[1].indicator", "no \"shoe-size\" in indicators.json");
	let message = refused(SCORECARD, |json| json["characteristics"][1] = json["characteristics"][0].clone());
	assert_says(&message, SCORECARD, "characteristics[1].indicator", "twice");
	let message = refused(SCORECARD, |json| json["cutOffs"][4] = json["cutOffs"][3].clone());
	assert_says(&message, SCORECARD, "cutOffs[4]", "cut-offs fall strictly");
	let message = refused(SCORECARD, |json| {
		json["cutOffs"].as_array_mut().expect("a list").pop();
	});
	assert_says(&message, SCORECARD, "cutOffs", "invalid length 8");
	let message = refused(SCORECARD, |json| json["defaultProbabilities"][8] = json!(1));
	assert_says(&message, SCORECARD, "defaultProbabilities[8]", "cannot default less");
	let message = refused(SCORECARD, |json| json["base"] = json!(-1));
	assert_says(&message, SCORECARD, "base", "totals can fall to -1");
	let message = refused(SCORECARD, |json| json["base"] = json!(65_500));
	assert_says(&message, SCORECARD, "base", "the most is 65535");
}

#[test]
fn a_product_that_the_chain_would_refuse_is_told_with_its_file_and_field() {
	let cases = [
		("minAmount", json!(0), "minAmount", "0 lies outside its range: 1 to 1000000000000000 minor units"),
		("maxAmount", json!(1), "maxAmount", "is below minAmount"),
		("maxAmount", json!(2_000_000_000_000_000u64), "maxAmount", "1 to 1000000000000000 minor units"),
		("minTenor", json!(0), "minTenor", "1 to 360 months"),
		("maxTenor", json!(1), "maxTenor", "is below minTenor"),
		("maxTenor", json!(361), "maxTenor", "361 lies outside its range: 1 to 360 months"),
		("maxRate", json!(1), "maxRate", "is below minRate"),
		("maxRate", json!(10_001), "maxRate", "0 to 10000 basis points"),
		("surcharge", json!(10_001), "surcharge", "0 to 10000 basis points"),
		("dueDays", json!([{ "Anniversary": { "every": 13 } }]), "dueDays[0]", "no such days"),
		("costs", json!([{ "item": "Notary", "borneBy": "Borrower" }]), "costs[0]", "a cost of nothing"),
		("uses", json!(["Trade", "Trade"]), "uses[1]", "twice"),
		("minimumCoverage", json!(10_001), "minimumCoverage", "0 to 10000 basis points"),
		("worstLoanToValue", json!(10_001), "worstLoanToValue", "0 to 10000 basis points"),
		("worstLoanToValue", json!(5_000), "worstLoanToValue", "no security is accepted"),
		("tradeRecords", json!(true), "tradeRecords", "no security is accepted"),
		("methods", json!([]), "methods", "needs a repayment method"),
		("methods", json!(["Bullet", "Bullet"]), "methods[1]", "twice"),
		("industries", json!(["C", "Z"]), "industries[1]", "GB/T 4754"),
		("divisions", json!([440_300, 44]), "divisions[1]", "GB/T 2260"),
		("unsecured", json!(false), "security", "nobody could have it"),
		("security", json!(["Invention"]), "worstLoanToValue", "lend nothing"),
		("decisionDays", json!(0), "decisionDays", "1 to 90 days"),
		("decisionDays", json!(91), "decisionDays", "91 lies outside its range: 1 to 90 days"),
	];
	for (key, value, field, why) in cases {
		let message = refused(PRODUCTS, |json| json[0][key] = value);
		assert_says(&message, PRODUCTS, &format!("[0].{field}"), why);
	}
}

#[test]
fn a_bad_or_missing_or_shared_account_is_refused() {
	let message =
		refused(AGENCIES, |json| json[4]["account"] = json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"));
	assert_says(&message, AGENCIES, "[4].account", "no account in SS58");
	let alice = json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	let shared = guangdong();
	let mut agencies: Value = serde_json::from_str(shared.text(AGENCIES)).expect("JSON");
	agencies[4]["account"] = alice.clone();
	agencies[5]["account"] = alice;
	let message = complaint(shared.with(AGENCIES, Some(agencies.to_string())));
	assert_says(&message, AGENCIES, "[5].account", "each needs its own");
	let message = refused(NETWORK, |json| json["wellKnownKeys"] = json!(false));
	assert_says(&message, AGENCIES, "[0].account", "only a network with wellKnownKeys");
}

#[test]
fn a_live_network_cannot_use_keys_that_all_know_nor_move_its_calendar() {
	let message = refused(NETWORK, |json| json["type"] = json!("live"));
	assert_says(&message, NETWORK, "wellKnownKeys", "a live network");
	let message = refused(NETWORK, |json| {
		json["type"] = json!("live");
		json["wellKnownKeys"] = json!(false);
	});
	assert_says(&message, NETWORK, "rehearsal", "a live network");
	let message = refused(NETWORK, |json| {
		json["rehearsal"] = json!(false);
		json["clockAdmin"] = json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	});
	assert_says(&message, NETWORK, "clockAdmin", "only a rehearsal");
}

#[test]
fn a_network_without_validators_or_with_the_same_twice_is_refused() {
	let message = refused(NETWORK, |json| json["validators"] = json!([]));
	assert_says(&message, NETWORK, "validators", "at least one");
	let message = refused(NETWORK, |json| {
		json["validators"] = json!([{ "name": "Alice" }, { "name": "Alice" }]);
		json["peers"]["inForce"] = json!(false);
	});
	assert_says(&message, NETWORK, "validators[1].account", "each needs its own");
	let message = refused(NETWORK, |json| json["endowed"][0] = json!({ "amount": 1 }));
	assert_says(&message, NETWORK, "endowed[0]", "either a name or an account");
	let message = refused(NETWORK, |json| json["compensation"][0]["share"] = json!(10_001));
	assert_says(&message, NETWORK, "compensation[0].share", "the whole is 10000");
	let message = refused(NETWORK, |json| json["compensation"][1]["currency"] = json!("CNY"));
	assert_says(&message, NETWORK, "compensation[1].currency", "twice");
}

#[test]
fn a_network_without_corridors_has_no_lane_and_lets_nothing_through() {
	let mut json: Value = serde_json::from_str(guangdong().text(NETWORK)).expect("the file itself is JSON");
	let read = |json: &Value| resolve::network(&guangdong().with(NETWORK, Some(json.to_string()))).expect("it holds");
	json["corridors"][0]["open"] = json!(["Vouchers"]);
	let network = read(&json);
	assert_eq!(network.corridors, [Corridor::GuangdongHongKong, Corridor::GuangdongMacao]);
	assert_eq!(network.open, [(Corridor::GuangdongHongKong, DataClass::Vouchers)]);
	json.as_object_mut().expect("it is an object").remove("corridors");
	let network = read(&json);
	assert!(network.corridors.is_empty() && network.open.is_empty() && network.recognised.is_empty());
}

#[test]
fn a_corridor_begins_here_and_its_tables_hold() {
	let message = refused(NETWORK, |json| json["corridors"][0]["corridor"] = json!("HongKongMacao"));
	assert_says(&message, NETWORK, "corridors[0].corridor", "does not begin in Guangdong");
	let message = refused(NETWORK, |json| json["corridors"][0]["corridor"] = json!("GuangdongMacao"));
	assert_says(&message, NETWORK, "corridors[0].corridor", "twice");
	let message = refused(NETWORK, |json| json["corridors"][0]["open"] = json!(["Vouchers", "Vouchers"]));
	assert_says(&message, NETWORK, "corridors[0].open[1]", "twice");
	let table = |shares: [u32; 9]| json!([{ "scorecard": 0, "defaultProbabilities": shares }]);
	let message =
		refused(NETWORK, |json| json["corridors"][0]["recognised"] = table([9, 8, 10, 10, 10, 10, 10, 10, 10]));
	assert_says(&message, NETWORK, "corridors[0].recognised[0].defaultProbabilities", "falls");
	let message = refused(NETWORK, |json| json["corridors"][0]["recognised"] = table([10_001; 9]));
	assert_says(&message, NETWORK, "corridors[0].recognised[0].defaultProbabilities", "the whole is 10000");
}

#[test]
fn a_register_of_peers_that_parts_or_forgets_is_refused() {
	let two = |json: &mut Value| json["validators"] = json!([{ "name": "Alice" }, { "name": "Bob" }]);
	assert_says(&refused(NETWORK, two), NETWORK, "peers.registered", "would not find each other");
	let open = |json: &mut Value| {
		two(json);
		json["peers"]["inForce"] = json!(false);
	};
	let source = guangdong();
	let mut json: Value = serde_json::from_str(source.text(NETWORK)).expect("it is JSON");
	open(&mut json);
	assert!(resolve::network(&source.with(NETWORK, Some(json.to_string()))).is_ok());

	let peer = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
	let message = refused(NETWORK, |json| json["peers"]["registered"] = json!([peer, peer]));
	assert_says(&message, NETWORK, "peers.registered[1]", "stands here twice");
	let message = refused(NETWORK, |json| json["peers"]["registered"] = json!(["Alice"]));
	assert_says(&message, NETWORK, "peers.registered[0]", "not the peer id");
	let message = refused(NETWORK, |json| {
		json["type"] = json!("live");
		json["wellKnownKeys"] = json!(false);
		json["rehearsal"] = json!(false);
		json.as_object_mut().expect("an object").retain(|key, _| !["governance", "peers"].contains(&key.as_str()));
	});
	assert_says(&message, NETWORK, "peers", "a live network says whether its nodes answer strangers");
}
