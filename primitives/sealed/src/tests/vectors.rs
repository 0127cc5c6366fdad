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
];

/// Its proof of the claim of `stage`: cut-off 550, the nonce 6, and so on.
const PROOF: [&str; 17] = [
	"a0b568f0b02ca57610a6afe36fa4e1235307e13492b08f4a619bc2f5c5168d1b",
	"30672e3b56eb7266aee7949e7303d66b538047f94aa779690287a62070cecb5d",
	"58a413725bd4dbe51879eac30fd5befee06cc4d84e90905767cfcc8f22ef5b7a",
	"fe36b989fc77174b376257eaa60329ab39c18b36a8b8d29eb53a4bf507cd1e17",
	"8ccdaf59c84336a36846e369019cbde1e24e6cb0ebdab5163eea8277559a2a07",
	"538acfc4b919d92d3374660c1a29440613fcb628f9662dcea221b36ed586400c",
	"b0061ef7b5a2c14174b7f06086dade9027b62dfb0c7af8f0e4480e916e4f2801",
	"4addcbe59bc96b690e03634f418625be0a76b701a9a3e2b44fd39eacdb62a215",
	"3ab093c088ccf3fde3545db6cba43e6e4c34ee93d1c406701fb75c0a48092b5e",
	"80945b173f5253c8a7932cd5cf34368d2d3652fc1dac837886bc1a217ceb240d",
	"1a146b28293df66568f75cd50c6c6eaa657e398f9a897eb4d3a8737083f75e6d",
	"2c403317b0d4538043ad53784b9b1ce5dae72f7ac23dd54da66661d402a37e4f",
	"285581479f6d5391154e38cd581d83ace61d828c38e1e51f07462a36cded4c21",
	"ce08008bae59eb8d2a9b6807e24eb4df87caba4adfa6ae1568d6c670a3547b02",
	"0c0a8fe7b7d70cd292dae679370f8fc030e13f44ac1e617e99d9558fc796a11b",
	"143500e4388ee3ae67d531a63264b7e6c525ee00815bdb9ccde1732eb01d1c02",
	"629818e397f3cc18273386d763c981d916f14d17c04786109d5c88761607960c",
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
