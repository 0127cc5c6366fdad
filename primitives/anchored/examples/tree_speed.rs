//! How fast one core makes leaves and their tree, and how fast a proof is checked.
//!
//! `cargo run -p lingnan-anchored --example tree_speed [LEAVES]`

use lingnan_anchored::{blake2_256, leaf_hash, Anchor, Leaf, Tree};
use std::hint::black_box;

/// As many as there are enterprises.
const LEAVES: u32 = 11_000_000;

/// Like an attestation of an open value about a mainland enterprise: 68 bytes in all.
fn leaf(n: u32, salt: [u8; 32]) -> Leaf<(u8, [u8; 18]), (u8, i64)> {
	let mut number = *b"914403000000000000";
	number[8..].copy_from_slice(format!("{n:010}").as_bytes());
	Leaf { enterprise: (0, number), indicator: 3, period_end: 20_819, value: (0, i64::from(n) * 37), salt }
}

/// Seconds for which a core has run this program, whatever else the machine does meanwhile.
fn core() -> f64 {
	let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux counts them");
	let nanoseconds: u64 = text.split(' ').next().and_then(|n| n.parse().ok()).expect("the first field");
	nanoseconds as f64 / 1e9
}

fn main() {
	let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(LEAVES);
	let per_second = |start: f64, what: u32| f64::from(what) / (core() - start) / 1e6;

	let start = core();
	let hashes: Vec<_> = (0..count).map(|n| leaf_hash(&leaf(n, blake2_256(&n.to_le_bytes())))).collect();
	println!("{count} leaves made, salted and hashed: {:.2} million a second", per_second(start, count));

	let second = core();
	let tree = Tree::new(hashes);
	println!("{count} leaf hashes into a tree:        {:.2} million a second", per_second(second, count));
	println!("both, on one core:                       {:.2} million leaves a second", per_second(start, count));

	let place = count / 3;
	let (hash, path) =
		(leaf_hash(&leaf(place, blake2_256(&place.to_le_bytes()))), tree.path(place).expect("it is there"));
	let (anchor, checks) = (Anchor { root: tree.root(), count }, 10_000);
	let start = core();
	for _ in 0..checks {
		black_box(&anchor).verify(place, hash, black_box(&path)).expect("it holds");
	}
	println!("a proof of {} hashes is checked in {:.1} microseconds", path.len(), 1.0 / per_second(start, checks));
}
