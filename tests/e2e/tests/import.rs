//! `lingnan import` on a real node: bad rows are named by line, good ones go through, and a second run does nothing twice.

use lingnan_e2e::Chain;
use serde_json::{json, Value};
use std::fs;

const CSV: &str = "\
id,firm,tax
A-1,First Trading,100000
A-2,Second Trading,not a number
A-3,Third Trading,250000
A-4,,1
A-1,First Again,5
";

fn mapping() -> Value {
	serde_json::from_str(include_str!("mapping.json")).expect("the mapping is JSON")
}

#[test]
fn good_rows_go_through_and_nothing_is_done_twice() {
	let chain = Chain::start();
	let (csv, map) = (chain.folder().join("firms.csv"), chain.folder().join("mapping.json"));
	fs::write(&csv, CSV).unwrap();
	fs::write(&map, mapping().to_string()).unwrap();
	let run = || {
		let output = chain.lingnan(&[
			"import",
			csv.to_str().unwrap(),
			"--mapping",
			map.to_str().unwrap(),
			"--key",
			"//agency//market-regulation",
			"--attester",
			"//agency//tax",
			"--json",
		]);
		let text = String::from_utf8_lossy(&output.stdout).into_owned();
		// The report comes first, then the error that says that rows were left out.
		let mut values = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
		let report = values.find(|value| value["registered"].is_u64()).unwrap_or_else(|| {
			panic!("no report: {text} {}", String::from_utf8_lossy(&output.stderr));
		});
		assert_eq!(output.status.code(), Some(7), "an incomplete import has an exit code of its own");
		report
	};

	let first = run();
	assert_eq!(first["registered"], 2, "{first}");
	let lines: Vec<u64> = first["bad"].as_array().unwrap().iter().map(|bad| bad["line"].as_u64().unwrap()).collect();
	assert!(lines.contains(&3) && lines.contains(&5), "bad rows are named by line: {first}");

	let shown = chain.lingnan(&["show", "enterprise", "MO:A-3", "--json"]);
	let firm: Value = serde_json::from_slice(&shown.stdout).unwrap();
	assert_eq!(firm["legalName"], "Third Trading");

	let second = run();
	assert_eq!(second["registered"], 0, "nothing is registered twice: {second}");
	assert_eq!(second["attested"], 0, "nothing is attested twice: {second}");
	assert_eq!(json!(lines.len()), json!(second["bad"].as_array().unwrap().len()), "{second}");
}
