use crate::{tests::stage::*, *};
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint, scalar::Scalar};
use proptest::prelude::*;

/// The order of the group, the least number that is not a reduced scalar.
const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

fn opening() -> Opening {
	Opening::seal(2, 4, &mut rehearsal_rng(b"opening")).unwrap()
}

#[test]
fn an_opening_opens_its_own_commitments_and_no_others() {
	let opening = opening();
	let commitments = opening.stored().unwrap();
	assert_eq!(opening.check(&commitments), Ok(()));
	for bin in [0, 1, 3] {
		assert_eq!(Opening { bin, ..opening.clone() }.check(&commitments), Err(Refusal::DoesNotOpen));
	}
	let mut others = opening.clone();
	others.blindings.swap(0, 1);
	assert_eq!(others.check(&commitments), Err(Refusal::DoesNotOpen));
	let mut moved = commitments.clone();
	moved.swap(0, 2);
	assert_eq!(opening.check(&moved), Err(Refusal::DoesNotOpen));
}

/// An agency that commits to 2, or to 1 in two bins, is found out by every disclosure.
#[test]
fn commitments_to_anything_but_a_single_one_are_not_opened() {
	let opening = opening();
	let mut commitments = opening.stored().unwrap();
	let more = |point: &Point| {
		let point = curve25519_dalek::ristretto::CompressedRistretto(*point).decompress().unwrap();
		(point + RISTRETTO_BASEPOINT_POINT).compress().to_bytes()
	};
	commitments[0] = more(&commitments[0]);
	assert_eq!(opening.check(&commitments), Err(Refusal::DoesNotOpen));
	let mut commitments = opening.stored().unwrap();
	commitments[2] = more(&commitments[2]);
	assert_eq!(opening.check(&commitments), Err(Refusal::DoesNotOpen));
}

#[test]
fn bins_blindings_and_commitments_must_agree_in_number() {
	let opening = opening();
	let commitments = opening.stored().unwrap();
	assert_eq!(opening.check(&commitments[..2]), Err(Refusal::WrongBins));
	assert_eq!(opening.check(&[]), Err(Refusal::WrongBins));
	assert_eq!(Opening { bin: 4, ..opening.clone() }.check(&commitments), Err(Refusal::WrongBins));
	let mut rng = rehearsal_rng(b"bins");
	for (bin, bins, fits) in [(0, 1, false), (0, 2, true), (7, 8, true), (8, 8, false), (0, 9, false), (0, 0, false)] {
		assert_eq!(Opening::seal(bin, bins, &mut rng).is_ok(), fits, "{bin} of {bins}");
	}
}

#[test]
fn a_blinding_that_is_not_reduced_is_refused() {
	let mut opening = opening();
	let commitments = opening.stored().unwrap();
	hex::decode_to_slice(ORDER, &mut opening.blindings[1]).unwrap();
	assert_eq!(opening.stored(), Err(Refusal::MalformedBlinding));
	assert_eq!(opening.check(&commitments), Err(Refusal::MalformedBlinding));
	assert_eq!(SecretTotal::new(0).add_opening(&[0; 4], &opening), Err(Refusal::MalformedBlinding));
}

/// Encodings of each kind that RFC 9496 (A.3) lists as bad, and whether that is seen without arithmetic.
const BAD: [(&str, bool); 16] = [
	// Not reduced; the second has the bit above the field too.
	("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true),
	("00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", true),
	("f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true),
	("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true),
	// Negative.
	("0100000000000000000000000000000000000000000000000000000000000000", true),
	("01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true),
	("ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20", true),
	("c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562", true),
	// The identity.
	("0000000000000000000000000000000000000000000000000000000000000000", true),
	// x^2 is not a square.
	("26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371", false),
	("4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f", false),
	("de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b", false),
	// x * y is negative.
	("3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e", false),
	("a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220", false),
	("d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e", false),
	// s is -1, by which y is 0.
	("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false),
];

#[test]
fn bad_encodings_are_no_commitments_though_some_are_seen_by_arithmetic_alone() {
	for (bad, seen) in BAD {
		let mut point = [0; 32];
		hex::decode_to_slice(bad, &mut point).unwrap();
		assert!(!is_commitment(&point), "{bad}");
		assert_eq!(may_be_commitment(&point), !seen, "{bad}");
		let mut commitments = opening().stored().unwrap();
		commitments[1] = point;
		assert_eq!(opening().check(&commitments), Err(Refusal::MalformedPoint));
	}
	let base = RISTRETTO_BASEPOINT_POINT.compress().to_bytes();
	assert!(is_commitment(&base) && may_be_commitment(&base));
}

#[test]
fn an_opening_survives_json_and_tells_nothing_in_a_log() {
	let opening = opening();
	let json = serde_json::to_string(&opening).unwrap();
	assert_eq!(serde_json::from_str::<Opening>(&json).unwrap(), opening);
	assert!(serde_json::from_str::<Opening>(r#"{"bin":0,"blindings":["00"]}"#).is_err());
	assert!(serde_json::from_str::<Opening>(r#"{"bin":0,"blindings":[],"value":1}"#).is_err());
	assert_eq!(format!("{opening:?} {:?}", firm().secret), "Opening of 4 bins SecretTotal");
}

proptest! {
	/// The commitment to the total, computed from points and commitments, is the commitment to the sum of the points
	/// under the sum of the blindings: the bit by bit multiplication is a multiscalar multiplication.
	#[test]
	fn the_sum_is_the_commitment_to_the_total(
		base in any::<i32>(),
		known in any::<i16>(),
		cut_off in any::<u16>(),
		sealed in prop::collection::vec((prop::collection::vec(any::<i16>(), 2..=8), any::<u8>()), 1..5),
	) {
		let mut rng = rehearsal_rng(b"sum");
		let (mut total, mut secret) = (Total::new(base), SecretTotal::new(base));
		total.add(known);
		secret.add(known);
		let mut by_definition = RistrettoPoint::default();
		for (points, bin) in &sealed {
			let opening = Opening::seal(bin % points.len() as u8, points.len(), &mut rng).unwrap();
			total.add_attestation(points, &attestation(&opening)).unwrap();
			// By definition the last bin's commitment is `B` less the others.
			let mut commitments: Vec<_> = opening.stored().unwrap();
			let mut last = RISTRETTO_BASEPOINT_POINT;
			for stored in &commitments {
				last -= curve25519_dalek::ristretto::CompressedRistretto(*stored).decompress().unwrap();
			}
			commitments.push(last.compress().to_bytes());
			secret.add_opening(points, &opening).unwrap();
			for (points, commitment) in points.iter().zip(&commitments) {
				let point = curve25519_dalek::ristretto::CompressedRistretto(*commitment).decompress().unwrap();
				by_definition += crate::total::signed((*points).into()) * point;
			}
		}
		prop_assert!(secret.opens(&total));
		let constant = i64::from(base) + i64::from(known) - i64::from(cut_off);
		by_definition += crate::total::signed(constant) * RISTRETTO_BASEPOINT_POINT;
		prop_assert_eq!(total.above(cut_off), by_definition);
	}

	#[test]
	fn signed_scalars_add_up(a in any::<i32>(), b in any::<i32>()) {
		use crate::total::signed;
		prop_assert_eq!(signed(a.into()) + signed(b.into()), signed(i64::from(a) + i64::from(b)));
		prop_assert_eq!(signed(a.into()) + signed(-i64::from(a)), Scalar::ZERO);
	}
}
