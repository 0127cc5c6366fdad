//! What `vectors/vectors.py` computed, with nothing of this code.

use super::anchor;
use crate::*;
use codec::Encode;

const VECTORS: &str = include_str!("../../vectors/vectors.txt");

/// A registration number as `lingnan-support` encodes it.
#[derive(Encode)]
enum Number {
	Mainland([u8; 18]),
	HongKong([u8; 8]),
	Macao(Vec<u8>),
}

#[derive(Encode)]
enum Value {
	Open(i64),
	Sealed(Vec<[u8; 32]>),
}

fn hash(hex: &str) -> Hash {
	hex::decode(hex).unwrap().try_into().unwrap()
}

/// The fields of the lines that begin with a word.
fn lines(word: &str) -> impl Iterator<Item = Vec<&str>> + '_ {
	VECTORS.lines().map(|line| line.split(' ').collect::<Vec<_>>()).filter(move |fields| fields[0] == word)
}

fn hashes() -> Vec<Hash> {
	lines("leaf").map(|fields| hash(fields[3])).collect()
}

#[test]
fn leaves_have_their_bytes_and_hashes() {
	let firms = [
		(Number::Mainland(*b"91440300708461136T"), 1_250_000),
		(Number::Mainland(*b"91420000737944946L"), -1),
		(Number::HongKong(*b"12345678"), 0),
		(Number::HongKong(*b"A1234567"), i64::MAX),
		(Number::Macao(b"SO 12345".to_vec()), i64::MIN),
		(Number::Macao(b"1".to_vec()), 7),
		(Number::Macao(b"0-9A-Z -/.123456".to_vec()), 100),
	];
	assert_eq!(lines("leaf").count(), firms.len());
	for (n, ((enterprise, value), fields)) in firms.into_iter().zip(lines("leaf")).enumerate() {
		let salt = [n as u8; 32];
		let leaf = Leaf { enterprise, indicator: 3, period_end: 18_261, value: Value::Open(value), salt };
		assert_eq!(hex::encode(leaf.encode()), fields[2], "{n}");
		assert_eq!(leaf_hash(&leaf), hash(fields[3]), "{n}");
	}
}

#[test]
fn a_sealed_leaf_has_its_bytes_and_hash() {
	let fields = lines("sealed").next().unwrap();
	let (enterprise, value) =
		(Number::Mainland(*b"91440300708461136T"), Value::Sealed(vec![[1; 32], [2; 32], [3; 32]]));
	let leaf = Leaf { enterprise, indicator: 3, period_end: 18_261, value, salt: [7; 32] };
	assert_eq!(hex::encode(leaf.encode()), fields[1]);
	assert_eq!(leaf_hash(&leaf), hash(fields[2]));
}

#[test]
fn roots_are_those_of_every_count() {
	for fields in lines("root") {
		let count: usize = fields[1].parse().unwrap();
		assert_eq!(Tree::new(hashes()[..count].to_vec()).root(), hash(fields[2]), "{count}");
	}
}

#[test]
fn paths_are_those_of_every_place() {
	let tree = Tree::new(hashes());
	for fields in lines("path") {
		let place: u32 = fields[1].parse().unwrap();
		let path: Vec<Hash> = fields[2..].iter().map(|step| hash(step)).collect();
		assert_eq!(tree.path(place), Some(path.clone()), "{place}");
		assert_eq!(anchor(&tree, 7).verify(place, hashes()[place as usize], &path), Ok(()), "{place}");
	}
}
