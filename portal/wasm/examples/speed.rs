//! How long the exports take on this machine as they are compiled for it, and the same arguments as files for the wasm:
//!
//! ```text
//! cargo run --release -p lingnan-portal-wasm --example speed -- FOLDER
//! node portal/wasm/tests/speed.mjs FOLDER
//! ```

#[path = "../tests/rules/stage.rs"]
#[allow(dead_code)]
mod stage;

use codec::Encode;
use lingnan_portal_wasm::credit::{Proving, Row};
use lingnan_types::rating::ProofBasis;
use primitive_types::H256;
use serde_json::json;
use stage::*;
use std::{fs, hint::black_box, path::PathBuf, time::Instant};

/// As many sealed characteristics as the first card of Guangdong has, of five bins.
const SEALED: u32 = 24;

fn proving_of_a_whole_card(shown: bool) -> Proving {
	let points = [0, 4, 8, 12, 16];
	let (mut parts, mut specs) = (Vec::new(), Vec::new());
	let mut asked = proving();
	(asked.firm.indicators, asked.firm.attestations, asked.firm.opened) = (vec![], vec![], vec![]);
	for id in 0..SEALED {
		let indicator = indicator(id, "An indicator", &[10, 20, 30, 40]);
		let row = Row { indicator: indicator.clone(), ..row(35, 3) };
		let (attested, opened): (lingnan_types::attestation::AttestationSpec, _) =
			call("seal_row", &row).expect("it is sealed");
		let commitments: Vec<H256> = attested.value.commitments().to_vec();
		parts.push(json!({
			"indicator": id, "points": points, "missing": 0, "revision": 3, "expires": 9, "bin": null, "shown": shown,
			"commitments": commitments,
		}));
		specs.push(json!({ "indicator": id, "points": points, "missing": 0, "reference": 16 }));
		asked.firm.indicators.push(indicator);
		asked.firm.attestations.push(stands(id, attested.value, None, attested.evidence));
		asked.firm.opened.push(opened);
	}
	let mut basis = serde_json::to_value(basis()).expect("JSON");
	basis["characteristics"] = json!(parts);
	asked.basis = read::<ProofBasis>(basis);
	asked.scorecard.spec.characteristics = read(json!(specs));
	asked
}

/// What this thread spent on the processor, where Linux says so: what else runs on the machine does not count. Milliseconds.
fn spent() -> Option<f64> {
	let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
	Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

/// The mean of as many rounds as half a second has: the processor's clock is read in steps of milliseconds. Milliseconds.
fn time(name: &str, arguments: &[u8]) -> f64 {
	let (start, before) = (Instant::now(), spent());
	let mut rounds = 0u32;
	while start.elapsed().as_millis() < 500 || rounds < 20 {
		black_box(lingnan_portal_wasm::call(name, arguments));
		rounds += 1;
	}
	let all = before.zip(spent()).map_or(start.elapsed().as_secs_f64() * 1e3, |(before, after)| after - before);
	all / f64::from(rounds)
}

fn main() {
	let folder = PathBuf::from(std::env::args().nth(1).expect("name a folder"));
	let mut nothing = matching(shelf());
	nothing.request.amount = 0;
	let cases = [
		("prove_grade", "a grade over 24 sealed indicators", proving_of_a_whole_card(true).encode()),
		("prove_grade", "the same and their form", proving_of_a_whole_card(false).encode()),
		("match_products", "319 products", matching(shelf()).encode()),
		("match_products", "319 products, read and not judged", nothing.encode()),
		("quote", "a schedule of twelve months", {
			let conditions: lingnan_types::conditions::Conditions = read(conditions());
			(conditions, None::<lingnan_types::Rate>, DRAWN, calendar()).encode()
		}),
	];
	let mut listed = Vec::new();
	for (place, (name, told, arguments)) in cases.into_iter().enumerate() {
		let spent = time(name, &arguments);
		println!("{spent:>9.3} ms  {told}");
		fs::write(folder.join(format!("{place}.bin")), arguments).expect("it can be written");
		listed.push(json!({ "name": name, "told": told, "native": spent }));
	}
	fs::write(folder.join("cases.json"), json!(listed).to_string()).expect("it can be written");
}
