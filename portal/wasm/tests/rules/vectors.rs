//! The vectors that the page's own tests read.

use crate::stage::*;
use codec::Encode;
use lingnan_types::{product::Refusal, Grade};
use serde_json::{json, Value};
use std::{fs, path::Path};

/// Of each export a case or two.
fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
	let mut better = proving();
	better.grade = Some(Grade::Bb);
	let mut unopened = proving();
	unopened.firm.opened.clear();
	let conditions: lingnan_types::conditions::Conditions = read(conditions());
	let terms: lingnan_types::application::Terms = read(terms());
	let mut shelf = shelf();
	shelf.truncate(3);
	let mut cases = vec![
		("read_number", "a firm's", FIRM.encode()),
		("read_number", "a wrong check character", "CN:91440300708461136X".encode()),
		("seal_row", "taxes of 50", row(50, 3).encode()),
		("check_shown", "with the figure", shown().encode()),
		("prove_grade", "the best", proving().encode()),
		("prove_grade", "a better one", better.encode()),
		("prove_grade", "without openings", unopened.encode()),
		("prove_form", "of taxes", ([5u8; 32], CHAIN, firm()).encode()),
		("explain", "what stands", (scorecard(), firm()).encode()),
		("check_rows", "good and bad", crate::rows::rows().encode()),
		("match_products", "three products", matching(shelf).encode()),
		("quote", "fixed", (&conditions, None::<lingnan_types::Rate>, DRAWN, calendar()).encode()),
		("books", "late", kept(DRAWN + 75).encode()),
		("hash_terms", "an offer", terms.encode()),
	];
	cases.extend(crate::proofs::cases());
	cases
}

fn told() -> Value {
	let answered = cases().into_iter().map(|(name, case, arguments)| {
		let answer = lingnan_portal_wasm::call(name, &arguments).expect("it is exported");
		json!({ "name": name, "case": case, "arguments": hex::encode(arguments), "answer": hex::encode(answer) })
	});
	json!({
		"cases": answered.collect::<Vec<_>>(),
		"refusals": Refusal::ALL.map(|one| one.name()),
	})
}

#[test]
fn vectors_are_those_of_the_page() {
	let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors.json");
	let made = serde_json::to_string_pretty(&told()).unwrap() + "\n";
	if std::env::var_os("LINGNAN_WRITE").is_some() {
		fs::write(&place, &made).unwrap();
	}
	assert!(fs::read_to_string(place).is_ok_and(|kept| kept == made), "other vectors: LINGNAN_WRITE=1 writes them");
}
