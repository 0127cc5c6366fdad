//! A small scorecard, a firm with two sealed attestations, one open and one missing, and its proof.

use crate::*;

pub const BASE: i32 = 500;
/// Points of the two sealed indicators by bin; the second has negative ones.
pub const FIRST: [i16; 4] = [0, 10, 25, 40];
pub const SECOND: [i16; 3] = [-30, 0, 35];
pub const OPEN: i16 = 12;
pub const MISSING: i16 = -7;

pub struct Firm {
	pub openings: [Opening; 2],
	pub total: Total,
	pub secret: SecretTotal,
}

/// 500 + 25 + 35 + 12 - 7 = 565 points.
pub fn firm() -> Firm {
	firm_in(2, 2)
}

pub fn firm_in(first: u8, second: u8) -> Firm {
	let mut rng = rehearsal_rng(b"firm");
	let openings =
		[Opening::seal(first, FIRST.len(), &mut rng).unwrap(), Opening::seal(second, SECOND.len(), &mut rng).unwrap()];
	let (mut total, mut secret) = (Total::new(BASE), SecretTotal::new(BASE));
	for (points, opening) in [&FIRST[..], &SECOND[..]].into_iter().zip(&openings) {
		total.add_attestation(points, &attestation(opening)).unwrap();
		secret.add_opening(points, opening).unwrap();
	}
	for points in [OPEN, MISSING] {
		total.add(points);
		secret.add(points);
	}
	Firm { openings, total, secret }
}

/// As the chain has it.
pub fn attestation(opening: &Opening) -> Attestation {
	Attestation::read(0, 1, &opening.stored().unwrap()).unwrap()
}

pub fn claim() -> GradeClaim {
	GradeClaim {
		genesis_hash: [7; 32],
		enterprise: "CN:91440300708461136T".into(),
		scorecard: 3,
		grade: 2,
		cut_off: 550,
		used: vec![
			UsedRevision { indicator: 0, revision: 1 },
			UsedRevision { indicator: 1, revision: 4 },
			UsedRevision { indicator: 5, revision: 2 },
		],
		institution: Some(9),
		nonce: 6,
	}
}

pub fn proof(firm: &Firm, claim: &GradeClaim) -> Vec<u8> {
	prove(claim, &firm.total, &firm.secret, &mut rehearsal_rng(b"proof")).unwrap()
}

/// Numbers modulo the group's order, the same for the same seed.
pub fn numbers(seed: &[u8]) -> impl FnMut() -> curve25519_dalek::scalar::Scalar {
	let mut rng = rehearsal_rng(seed);
	move || {
		let mut wide = [0; 64];
		rand_core::RngCore::fill_bytes(&mut rng, &mut wide);
		curve25519_dalek::scalar::Scalar::from_bytes_mod_order_wide(&wide)
	}
}
