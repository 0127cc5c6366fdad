//! Proofs of a network of four validators, as `tests/take-proofs.mjs` took them, and the same with a byte changed.

use crate::stage::call;
use codec::{Decode, Encode};
use lingnan_portal_wasm::{
	proofs::{Finalised, HeaderView, Validators},
	refused::Refused,
};
use primitive_types::H256;
use serde::Deserialize;

/// As nodes write bytes.
#[derive(Clone, Deserialize)]
struct Taken {
	hash: String,
	header: String,
	justification: String,
	validators: String,
	set: String,
	keys: Vec<String>,
	proof: Vec<String>,
	values: Vec<Option<String>>,
}

#[derive(Clone)]
struct Proofs {
	hash: H256,
	header: Vec<u8>,
	justification: Vec<u8>,
	validators: Validators,
	keys: Vec<Vec<u8>>,
	proof: Vec<Vec<u8>>,
	values: Vec<Option<Vec<u8>>>,
}

fn bytes(text: &str) -> Vec<u8> {
	hex::decode(text.trim_start_matches("0x")).expect("hexadecimal digits")
}

fn taken() -> Proofs {
	let taken: Taken = serde_json::from_str(include_str!("../proofs.json")).expect("they were taken");
	Proofs {
		hash: H256::from_slice(&bytes(&taken.hash)),
		header: bytes(&taken.header),
		justification: bytes(&taken.justification),
		validators: Validators {
			keys: Decode::decode(&mut bytes(&taken.validators).as_slice()).expect("keys with weights"),
			set: Decode::decode(&mut bytes(&taken.set).as_slice()).expect("a number"),
		},
		keys: taken.keys.iter().map(|one| bytes(one)).collect(),
		proof: taken.proof.iter().map(|one| bytes(one)).collect(),
		values: taken.values.iter().map(|one| one.as_deref().map(bytes)).collect(),
	}
}

pub fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
	let Proofs { hash, header, justification, validators, keys, proof, .. } = taken();
	let state = header_of(&header).unwrap().state_root;
	let mut forged = proof.clone();
	forged[0][9] ^= 1;
	vec![
		("read_header", "a block", header.encode()),
		("verify_justification", "three of four or more", (justification, validators, hash).encode()),
		("verify_storage_proof", "two values and nothing", (state, proof, keys.clone()).encode()),
		("verify_storage_proof", "a byte changed", (state, forged, keys).encode()),
	]
}

fn header_of(bytes: &Vec<u8>) -> Result<HeaderView, Refused> {
	call("read_header", bytes)
}

fn finalised(proofs: &Proofs) -> Result<Finalised, Refused> {
	call("verify_justification", &(&proofs.justification, &proofs.validators, proofs.hash))
}

fn values(proofs: &Proofs) -> Result<Vec<Option<Vec<u8>>>, Refused> {
	let state = header_of(&proofs.header).unwrap().state_root;
	call("verify_storage_proof", &(state, &proofs.proof, &proofs.keys))
}

/// Of a change to what was taken.
fn changed(change: impl FnOnce(&mut Proofs)) -> Proofs {
	let mut proofs = taken();
	change(&mut proofs);
	proofs
}

#[test]
fn a_header_is_known_by_its_hash() {
	let proofs = taken();
	let header = header_of(&proofs.header).unwrap();
	assert_eq!(header.hash, proofs.hash);
	assert_eq!(header.number, finalised(&proofs).unwrap().number);
	let other = changed(|one| one.header[40] ^= 1);
	assert!(header_of(&other.header).is_ok_and(|other| other.hash != header.hash), "another block");
	assert_eq!(header_of(&proofs.header[..50].to_vec()), Err(Refused::Header));
}

#[test]
fn a_block_is_final_if_over_two_thirds_signed_it() {
	let proofs = taken();
	let Finalised { hash, signers, validators, .. } = finalised(&proofs).unwrap();
	assert_eq!((hash, validators), (proofs.hash, 4));
	assert!((3..=4).contains(&signers));

	let refused = |change: &dyn Fn(&mut Proofs)| finalised(&changed(change)).unwrap_err();
	assert_eq!(refused(&|one| one.validators.set += 1), Refused::Signature, "votes of one set say nothing in another");
	assert_eq!(refused(&|one| one.hash.0[0] ^= 1), Refused::OtherBlock);
	assert_eq!(refused(&|one| one.validators.keys.clear()), Refused::NoValidators);
	assert_eq!(refused(&|one| one.validators.keys.iter_mut().for_each(|key| key.0[0] ^= 1)), Refused::TooFew);
	assert_eq!(refused(&|one| one.validators.keys.push(([5; 32], 100))), Refused::TooFew, "of a hundred and four");
	assert_eq!(refused(&|one| one.justification.push(0)), Refused::Malformed);
}

/// Whatever byte of it is changed, or left out.
#[test]
fn a_justification_with_a_byte_changed_is_refused() {
	let proofs = taken();
	for place in 0..proofs.justification.len() {
		let forged = changed(|one| one.justification[place] ^= 0x10);
		assert!(finalised(&forged).is_err(), "byte {place}");
	}
	let cut = changed(|one| one.justification.truncate(proofs.justification.len() - 1));
	assert_eq!(finalised(&cut), Err(Refused::Malformed));
}

#[test]
fn a_state_is_read_and_what_is_not_there_is_known_not_to_be() {
	let proofs = taken();
	assert_eq!(values(&proofs), Ok(proofs.values.clone()));
	assert!(proofs.values[0].is_some() && proofs.values[2].is_none());
}

#[test]
fn a_state_proof_with_a_byte_changed_is_refused() {
	let proofs = taken();
	for (node, whole) in proofs.proof.iter().enumerate() {
		for place in 0..whole.len() {
			let forged = changed(|one| one.proof[node][place] ^= 0x10);
			assert_eq!(values(&forged), Err(Refused::StateProof), "node {node}, byte {place}");
		}
		let less = changed(|one| drop(one.proof.remove(node)));
		assert_eq!(values(&less), Err(Refused::StateProof), "without node {node}");
	}
	let root = H256([1; 32]);
	let asked = (root, &proofs.proof, &proofs.keys);
	assert_eq!(call::<Vec<Option<Vec<u8>>>>("verify_storage_proof", &asked), Err(Refused::StateProof));
}
