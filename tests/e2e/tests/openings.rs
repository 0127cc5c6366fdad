//! Openings that a firm lost, on a real node: the agency's service makes them again for the firm, and for nobody else.

use lingnan_client::{audience::Nobody, Client};
use lingnan_demo::{self as demo, Backstage, Figures};
use lingnan_e2e::Chain;
use lingnan_test_support::{free_port, wait, Process};
use serde_json::{json, Value};
use std::{fs, net::TcpStream, process::Stdio, time::Duration};

/// An agency that seals several figures of each firm, by its key and its files.
const AGENCY: &str = "tax";

#[tokio::test(flavor = "multi_thread")]
async fn openings_that_a_firm_lost_come_back_and_nobody_else_gets_them() {
	let chain = Chain::start();
	let client = Client::connect(&chain.url).await.unwrap();
	let folder = chain.folder().join("files");
	let path = |name: &str| folder.join(name).display().to_string();
	let run = |arguments: &[&str]| {
		let ran = chain.lingnan(&[arguments, &["--json"][..]].concat());
		let text = String::from_utf8_lossy(&ran.stdout).to_string();
		let last = text.lines().rev().find_map(|line| serde_json::from_str::<Value>(line).ok());
		let told = last.unwrap_or_else(|| panic!("no JSON: {text}{}", String::from_utf8_lossy(&ran.stderr)));
		(told, ran.status.code().unwrap())
	};
	let backstage = Backstage { folder: &folder, figures: &Figures::new() };
	let seen = demo::lend(&client, &Nobody, backstage).await.unwrap();
	let firm = seen.holder.enterprise.to_string();
	let controller = format!("//enterprise//{firm}");
	let [openings, firm_key] = [&seen.holder.openings, &seen.holder.identity].map(|path| path.display().to_string());

	// All of them are lost.
	fs::remove_dir_all(&seen.holder.openings).unwrap();
	fs::create_dir(&seen.holder.openings).unwrap();
	let explain = || run(&["rating", "explain", &firm, "--openings", &openings, "--identity", &firm_key]);
	let (refused, code) = explain();
	assert!(code == 4 && refused["error"]["message"].as_str().unwrap().contains(".openings"), "{refused}");

	let (port, audit) = (free_port(), path("audit"));
	let (listen, service) = (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{port}"));
	let (agency, secret) = (format!("//agency//{AGENCY}"), path(&format!("agencies/{AGENCY}.secret")));
	let arguments = ["openings", "serve", "--agency", AGENCY, "--secret", &secret, "--listen", &listen];
	let mut command = chain.command(&[&arguments[..], &["--audit", &audit, "--per-minute", "1000"]].concat());
	let _desk = Process::start(command.stdout(Stdio::null()));
	wait(Duration::from_secs(60), || TcpStream::connect(&listen).ok()).expect("the service answers");

	let ask = |key: &str| {
		let whose = ["openings", "ask", "--service", &service, "--enterprise", &firm, "--identity", &firm_key];
		run(&[&whose[..], &["--out", &openings, "--key", key]].concat())
	};
	let named = |(refused, code): (Value, i32), name: &str| {
		let message = refused["error"]["message"].as_str().unwrap_or_default();
		assert!(code == 6 && message.contains(&format!("({name})")), "{name}: {refused}");
	};
	named(ask(&controller), "NoCard");
	let (published, code) = run(&["card", "publish", &firm_key, "--enterprise", &firm, "--key", &controller]);
	assert_eq!(code, 0, "{published}");
	named(ask("//stranger"), "NotTheParty");
	named(ask(&agency), "NotTheParty");

	let (handed, code) = ask(&controller);
	let attestations: Vec<Value> = client.list("attestation_list", json!([firm]), None).await.unwrap();
	let theirs = |one: &&Value| one["agency"] == handed["agency"] && one["value"]["Sealed"].is_array();
	let sealed = attestations.iter().filter(theirs).count();
	assert!(code == 0 && sealed > 0, "{handed}");
	assert_eq!((&handed["openings"], &handed["open"]), (&json!(sealed), &json!(sealed)), "{handed}");
	assert_eq!(handed["missing"], json!([]), "{handed}");

	// They are read, and what other agencies sealed is missed by its name.
	let (refused, code) = explain();
	let message = refused["error"]["message"].as_str().unwrap();
	assert!(code == 4 && message.contains("you hold no opening of it"), "{refused}");
	let log = fs::read_to_string(&audit).unwrap();
	assert!(log.contains("Answered") && log.contains("NotTheParty") && !log.contains(firm.trim_start_matches("CN:")));
}
