//! The subcommands, as one types them.

mod common;

use common::BINARY;
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
	process::{Command, Output},
};

fn run(args: &[&str]) -> Output {
	Command::new(BINARY).args(args).output().expect("the node runs")
}

fn out(output: &Output) -> String {
	String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a command printed that must fail: one line.
#[track_caller]
fn refusal(args: &[&str]) -> String {
	let output = run(args);
	assert_eq!(output.status.code(), Some(1), "{args:?} should fail: {output:?}");
	let text = String::from_utf8_lossy(&output.stderr).trim_end().to_string();
	assert!(!text.contains('\n'), "one line: {text}");
	text
}

fn guangdong() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-spec/guangdong")
}

/// A copy of Guangdong's files that a test can spoil.
fn copy() -> tempfile::TempDir {
	let dir = tempfile::tempdir().expect("a directory");
	for entry in fs::read_dir(guangdong()).expect("Guangdong's files") {
		let path = entry.expect("an entry").path();
		fs::copy(&path, dir.path().join(path.file_name().expect("a name"))).expect("copied");
	}
	dir
}

#[test]
fn check_network_says_what_a_network_holds_and_that_the_runtime_takes_it() {
	let output = run(&["check-network", &guangdong().display().to_string()]);
	assert!(output.status.success(), "{output:?}");
	let text = out(&output);
	for line in ["agencies      26", "institutions  129", "products      319", "storage entries"] {
		assert!(text.contains(line), "{text}\nshould say {line}");
	}
	for name in ["guangdong", "hong-kong", "macao"] {
		let output = run(&["check-network", name]);
		assert!(output.status.success(), "{name}: {output:?}");
	}
}

#[test]
fn a_spoilt_network_is_refused_in_one_line_with_path_field_and_reason() {
	let dir = copy();
	let file = dir.path().join("products.json");
	let mut json: Value = serde_json::from_str(&fs::read_to_string(&file).expect("read")).expect("JSON");
	json[5]["institution"] = "bank-of-nowhere".into();
	fs::write(&file, json.to_string()).expect("written");
	let path = dir.path().display().to_string();
	let expected =
		format!("Error: {}: [5].institution: there is no \"bank-of-nowhere\" in institutions.json", file.display());
	assert_eq!(refusal(&["check-network", &path]), expected);
	assert_eq!(refusal(&["build-spec", "--chain", &path]), expected);
	assert!(refusal(&["check-network", "atlantis"]).contains("atlantis: no such directory"));
}

/// Until then genesis panicked on these, and named neither file nor field.
#[test]
fn a_product_that_the_chain_refuses_is_refused_before_the_chain_starts() {
	for (field, value, why) in [
		("maxTenor", json!(361), "361 lies outside its range: 1 to 360 months"),
		("decisionDays", json!(91), "91 lies outside its range: 1 to 90 days"),
		("tradeRecords", json!(true), "no security is accepted, so no trade record could be among it"),
	] {
		let dir = copy();
		let file = dir.path().join("products.json");
		let mut products: Value = serde_json::from_str(&fs::read_to_string(&file).expect("read")).expect("JSON");
		products[0][field] = value;
		fs::write(&file, products.to_string()).expect("written");
		let path = dir.path().display().to_string();
		let expected = format!("Error: {}: [0].{field}: {why}", file.display());
		assert_eq!(refusal(&["check-network", &path]), expected);
		assert_eq!(refusal(&["build-spec", "--chain", &path]), expected);
	}
}

#[test]
fn build_spec_prints_a_specification_that_the_node_reads_again() {
	let dir = tempfile::tempdir().expect("a directory");
	for chain in ["guangdong", "hong-kong", "macao"] {
		let plain: Value = serde_json::from_str(&out(&run(&["build-spec", "--chain", chain]))).expect("JSON");
		assert!(plain["genesis"]["runtimeGenesis"]["patch"]["attestations"]["agencies"].is_array(), "{chain}");
		assert_eq!(plain["properties"]["ss58Format"], 42, "{chain}");
	}
	let file = dir.path().join("spec.json").display().to_string();
	let written = run(&["build-spec", "--chain", &guangdong().display().to_string(), "--raw", "--output", &file]);
	assert!(written.status.success(), "{written:?}");
	let raw: Value = serde_json::from_str(&fs::read_to_string(&file).expect("read")).expect("JSON");
	assert!(raw["genesis"]["raw"]["top"].as_object().is_some_and(|top| top.len() > 26 + 36 + 129 + 319));
	let again = run(&["build-spec", "--chain", &file, "--raw"]);
	assert_eq!(serde_json::from_str::<Value>(&out(&again)).expect("JSON"), raw);
}

#[test]
fn keys_are_derived_by_the_paths_that_the_networks_use() {
	let output = run(&["key", "inspect", "--output-type", "json", "//agency//market-regulation"]);
	let key: Value = serde_json::from_str(&out(&output)).expect("JSON");
	let spec: Value = serde_json::from_str(&out(&run(&["build-spec", "--chain", "guangdong"]))).expect("JSON");
	let agency = &spec["genesis"]["runtimeGenesis"]["patch"]["attestations"]["agencies"][0]["key"];
	assert_eq!(*agency, key["ss58Address"]);
}

/// What a member brings to the register of peers is good for that member, network and node key alone.
#[test]
fn prove_peer_signs_with_the_nodes_key_for_one_member_of_one_network() {
	let base = tempfile::tempdir().expect("a directory");
	let base_path = base.path().display().to_string();
	let generated = run(&["key", "generate-node-key", "--chain", "dev", "--base-path", &base_path]);
	let printed = String::from_utf8_lossy(&generated.stderr).into_owned();
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
	let prove = |member: &str, chain: &str, key: [&str; 2]| -> Value {
		let output = run(&["prove-peer", "--member", member, "--chain", chain, key[0], key[1]]);
		serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"))
	};
	let chain = fs::read_dir(base.path().join("chains")).expect("a folder").flatten().next().expect("a chain's folder");
	let file = chain.path().join("network/secret_ed25519");
	let of_the_node = prove(alice, "dev", ["--base-path", &base_path]);
	assert_eq!(printed.trim().rsplit('\n').next(), of_the_node["peer"].as_str());
	assert_eq!(of_the_node["proof"].as_str().map(str::len), Some(2 + 128));
	let by_file = |member, chain| prove(member, chain, ["--node-key-file", &file.display().to_string()]);
	assert_eq!(by_file(alice, "dev"), of_the_node);
	for other in [by_file(bob, "dev"), by_file(alice, "local-2")] {
		assert_eq!(other["peer"], of_the_node["peer"]);
		assert_ne!(other["proof"], of_the_node["proof"]);
	}
	let nowhere = base.path().join("nowhere").display().to_string();
	assert!(refusal(&["prove-peer", "--member", alice, "--base-path", &nowhere]).contains("there is no node key"));
	assert!(!base.path().join("nowhere").exists(), "no key is made");
}

#[test]
fn purge_chain_removes_the_database() {
	let base = tempfile::tempdir().expect("a directory");
	let path = base.path().display().to_string();
	let output = run(&["chain-info", "--dev", "--base-path", &path]);
	assert!(output.status.success(), "{output:?}");
	let chains = base.path().join("chains/lingnan-guangdong-dev/db");
	assert!(chains.is_dir());
	let output = run(&["purge-chain", "--dev", "--base-path", &path, "-y"]);
	assert!(output.status.success(), "{output:?}");
	assert!(!chains.join("full").exists());
}
