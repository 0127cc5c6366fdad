//! What the fuzz targets call (`tests/fuzz`), on fewer bytes and with every other test.

#[path = "../../../tests/fuzz/entries/form.rs"]
mod form;
#[path = "../../../tests/fuzz/entries/points.rs"]
mod points;
#[path = "../../../tests/fuzz/entries/proof.rs"]
mod proof;

use proptest::prelude::*;
use std::{fs, path::PathBuf};

/// Every file of a target's corpus.
fn corpus(target: &str) -> Vec<Vec<u8>> {
	let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus").join(target);
	let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
	assert!(!files.is_empty(), "{} is empty", folder.display());
	files
}

#[test]
fn the_corpus_of_proofs() {
	corpus("proof").iter().for_each(|bytes| proof::proof(bytes));
}

#[test]
fn the_corpus_of_points() {
	corpus("points").iter().for_each(|bytes| points::points(bytes));
}

#[test]
fn the_corpus_of_forms() {
	corpus("form").iter().for_each(|bytes| form::form(bytes));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn any_bytes_as_a_proof(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
		proof::proof(&bytes);
	}

	/// Mostly zeros: small changes of the honest proof.
	#[test]
	fn a_few_bytes_of_the_honest_proof_changed(changes in prop::collection::vec((0usize..544, any::<u8>()), 0..3)) {
		let mut bytes = vec![0; 544];
		for (place, change) in changes {
			bytes[place] = change;
		}
		proof::proof(&bytes);
	}

	#[test]
	fn any_bytes_as_points(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
		points::points(&bytes);
	}

	#[test]
	fn any_bytes_as_a_form(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
		form::form(&bytes);
	}

	/// Mostly zeros: small changes of the honest proof.
	#[test]
	fn a_few_bytes_of_the_honest_form_changed(changes in prop::collection::vec((0usize..352, any::<u8>()), 0..3)) {
		let mut bytes = vec![0; 352];
		for (place, change) in changes {
			bytes[place] = change;
		}
		form::form(&bytes);
	}
}
