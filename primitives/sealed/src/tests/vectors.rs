//! Test vectors, for whoever writes another prover or verifier. They change with the format and with nothing else.

use crate::{tests::stage::*, *};

#[test]
fn commitments() {
	// Blindings 1, 2 and -3, the value in bin 1.
	let scalar = |n: u8| {
		let mut scalar = [0; 32];
		scalar[0] = n;
		scalar
	};
	let less_three = (-curve25519_dalek::scalar::Scalar::from(3u8)).to_bytes();
	let opening = Opening { bin: 1, blindings: vec![scalar(1), scalar(2), less_three] };
	let commitments: Vec<_> = opening.stored().unwrap().iter().map(hex::encode).collect();
	assert_eq!(
		commitments,
		[
			"8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134",
			"eeb908251d7080be43460386ee77809941c8e46f4935971c2250ea81437d8b56",
		]
	);
}

/// Stored commitments of the firm of `stage`, of four and three bins.
const COMMITMENTS: [&str; 5] = [
	"96636db208fb73892c753247daeccd2a90d098ecd0e95b07f78130d832feb767",
	"626f2bc1eeab68ede3646fcf0f8f554649a0afe3d6e24b99c8d2bef9d2426d46",
	"40a5043cf21771a58848805f02199bd6af58cad55f7d54041ba307c244e35a65",
	"04dc5ad39726855592c0053aa8a6a79d029714690664dcfbc02989305606a17f",
	"ae3c7c0253f68ae42fb6121bec89ad7d3dcfa24b4cd29840347dee0899642e5f",
	"32687e1449cc945269f28978ef7e7989f631f9a5b10e8624585f60969e485364",
	"6e2a9eae2091d4292eb3639dfcc0cd459b428330e1965cdf6d204af9cafafe3c",
];

/// Its proof of the claim of `stage`: cut-off 550, the nonce 6, and so on.
const PROOF: [&str; 17] = [
	"a0b568f0b02ca57610a6afe36fa4e1235307e13492b08f4a619bc2f5c5168d1b",
	"30672e3b56eb7266aee7949e7303d66b538047f94aa779690287a62070cecb5d",
	"dc41025feaf52993e90d1f8bb9bd09b7d523e8dcd7dd707e292ade2504b1590d",
	"1ad2beed01c1b8f2977a6fe898b796430b5745284774b78067649f6ad236993d",
	"fbbe288040a8a9cd7505ea9a39fbda8e5e27286eb84961b70d7c9e8385a60d09",
	"2e43b09ade3c8e1a963fb8b3836f2263f8f2a373dc7a41925b492ee662bf4507",
	"177058c7b14fc33573f0af15b98b85bbab6f4505cc07049577df9c947b045d06",
	"2ea2182504e018c2d7ac543ee459dd3284fdb359c76838ff341485256351c412",
	"2cf0a880088eb470b34ee26fc908528b07235c5759828270a64b45849e52c41b",
	"1ecb33d422cce17e02d137f4d0cce9494cea82223bd4f370eca4a20809106c47",
	"14872f46b35335b9a5ad39333270616a14cb78ec3eeef41cda0c144a4ef2c130",
	"ca571ba55c58413cf412c0f305eb213f78527e29f22423315127ce37cd3cea64",
	"1065251d4d2ab47c369b5ce57905ebbf36f065b6e003f3e9c0eaa7c9bcdc6130",
	"1ebfddbf73de2b9f9b3436dc91efe263d2619a1da25bb8d37ec248a891b22e37",
	"b204e95e299c0e9446d74051147fb13fdf52202ebe5be4e69a968b4a7895cd2a",
	"750c8caa3fd563c9ab70271ffa1427be71fa7f65b9da0ff92f15d56f2bc1fc0e",
	"9c495b039c372bd78d1106239361cce28ea868c52b4f6602012f9f0f4325ad03",
];

fn point(digits: &str) -> Point {
	let mut point = [0; 32];
	hex::decode_to_slice(digits, &mut point).unwrap();
	point
}

/// From the bytes alone, as a verifier has them.
#[test]
fn a_proof() {
	let commitments = COMMITMENTS.map(point);
	let mut total = Total::new(BASE);
	for (points, stored) in [(&FIRST[..], &commitments[..3]), (&SECOND[..], &commitments[3..])] {
		total.add_attestation(points, &Attestation::read(0, 1, stored).unwrap()).unwrap();
	}
	total.add(OPEN);
	total.add(MISSING);
	let proof = PROOF.map(point).concat();
	assert_eq!(verify_grade(&claim(), &total, &proof), Ok(()));
}

/// The prover still draws and computes what it did when the vector was written.
#[test]
fn the_prover_makes_the_same_proof_from_the_same_draws() {
	let firm = firm();
	let commitments: Vec<_> = firm.openings.iter().flat_map(|opening| opening.stored().unwrap()).collect();
	assert_eq!(commitments, COMMITMENTS.map(point));
	assert_eq!(proof(&firm, &claim()), PROOF.map(point).concat());
}
