//! The bases are hashes of what is written here, recomputed by hand and pinned byte for byte.

use crate::{generators, BITS};
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint};
use sha3::{
	digest::{ExtendableOutput, Update, XofReader},
	Digest, Sha3_512, Shake256,
};

fn hex_of(point: RistrettoPoint) -> String {
	hex::encode(point.compress().as_bytes())
}

#[test]
fn values_stand_on_the_base_point_and_blindings_on_its_hash() {
	let bases = generators::pedersen();
	assert_eq!(bases.B, RISTRETTO_BASEPOINT_POINT);
	assert_eq!(hex_of(bases.B), "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76");

	let digest: [u8; 64] = Sha3_512::digest(bases.B.compress().as_bytes()).into();
	assert_eq!(bases.B_blinding, RistrettoPoint::from_uniform_bytes(&digest));
	assert_eq!(hex_of(bases.B_blinding), "8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134");
}

/// The `i`th 64 bytes of SHAKE256 of the letter and the party, mapped to the group.
fn stream(letter: u8, party: u32) -> impl Iterator<Item = RistrettoPoint> {
	let mut shake = Shake256::default();
	shake.update(b"GeneratorsChain");
	shake.update(&[letter]);
	shake.update(&party.to_le_bytes());
	let mut stream = shake.finalize_xof();
	std::iter::repeat_with(move || {
		let mut wide = [0; 64];
		stream.read(&mut wide);
		RistrettoPoint::from_uniform_bytes(&wide)
	})
}

#[test]
fn the_bases_of_bits_are_a_stream_of_hashes() {
	let range = generators::range();
	assert_eq!((range.gens_capacity, range.party_capacity), (BITS, 1));
	let by_hand: Vec<RistrettoPoint> = stream(b'G', 0).take(BITS).collect();
	assert_eq!(range.share(0).G(BITS).copied().collect::<Vec<_>>(), by_hand);
}

#[test]
fn the_table_is_that_stream() {
	let by_hand =
		|letter| (0..4).flat_map(move |party| stream(letter, party).take(generators::OF_A_PARTY)).collect::<Vec<_>>();
	let (g, h) = (by_hand(b'G'), by_hand(b'H'));
	for place in 0..generators::COUNT {
		assert_eq!(generators::g(place), Ok(g[place]), "G {place}");
		assert_eq!(generators::h(place), Ok(h[place]), "H {place}");
	}
	assert!(generators::g(generators::COUNT).is_err() && generators::h(generators::COUNT).is_err());
	assert_eq!(generators::blinding(), Ok(generators::pedersen().B_blinding));
	assert_eq!(generators::value(), generators::pedersen().B);
}

/// `cargo test -p lingnan-sealed -- --ignored write_the_table`
#[test]
#[ignore = "writes the file that the test above compares with"]
fn write_the_table() {
	let points = [b'G', b'H']
		.into_iter()
		.flat_map(|letter| (0..4).flat_map(move |party| stream(letter, party).take(generators::OF_A_PARTY)));
	let bytes: Vec<u8> = points.flat_map(|point| point.compress().to_bytes()).collect();
	std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/generators.bin"), bytes).unwrap();
}
