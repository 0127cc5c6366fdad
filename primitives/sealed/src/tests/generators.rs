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

#[test]
fn the_bases_of_bits_are_a_stream_of_hashes() {
	let range = generators::range();
	assert_eq!((range.gens_capacity, range.party_capacity), (BITS, 1));
	let mut shake = Shake256::default();
	shake.update(b"GeneratorsChain");
	shake.update(b"G\0\0\0\0");
	let mut stream = shake.finalize_xof();
	let by_hand: Vec<RistrettoPoint> = (0..BITS)
		.map(|_| {
			let mut wide = [0; 64];
			stream.read(&mut wide);
			RistrettoPoint::from_uniform_bytes(&wide)
		})
		.collect();
	assert_eq!(range.share(0).G(BITS).copied().collect::<Vec<_>>(), by_hand);
}
