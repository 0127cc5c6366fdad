//! Grade proofs as an enterprise's tool makes them, for benchmarks and tests: their randomness is no secret, and what
//! does not fit panics.

use crate::{GradeProof, ProofBasis, ProvedAttestation};
use alloc::{string::ToString, vec::Vec};
use lingnan_sealed::{prove, rehearsal_rng, GradeClaim, Opening, SecretTotal, Total, UsedRevision};
use lingnan_support::{Grade, IndicatorId, InstitutionId, ScorecardId};

/// A claim, and the sums that prove it.
pub struct Rehearsal {
	pub claim: GradeClaim,
	pub total: Total,
	pub secret: SecretTotal,
	grade: Grade,
}

impl Rehearsal {
	/// Takes the openings of the sealed attestations that count, in the order of the scorecard.
	pub fn new(basis: &ProofBasis, openings: &[Opening], grade: Grade, institution: Option<InstitutionId>) -> Self {
		let (mut total, mut secret) = (Total::new(basis.base), SecretTotal::new(basis.base));
		let (mut used, mut openings) = (Vec::new(), openings.iter());
		for one in &basis.characteristics {
			if one.commitments.is_empty() {
				let points = one.bin.map_or(one.missing, |bin| one.points[usize::from(bin)]);
				total.add(points);
				secret.add(points);
			} else {
				let commitments: Vec<_> = one.commitments.iter().map(|point| point.0).collect();
				let opening = openings.next().expect("there is one for each sealed attestation");
				total.add_sealed(&one.points, &commitments).expect("they fit the card");
				secret.add_opening(&one.points, opening).expect("it fits the card");
			}
			used.extend(one.revision.map(|revision| UsedRevision { indicator: one.indicator.0, revision }));
		}
		let claim = GradeClaim {
			genesis_hash: basis.genesis_hash.0,
			enterprise: basis.enterprise.to_string(),
			scorecard: basis.scorecard.0,
			grade: grade.index() as u8,
			cut_off: basis.least_points[grade.index()],
			used,
			institution: institution.map(|id| id.0),
			nonce: basis.nonce,
		};
		Self { claim, total, secret, grade }
	}

	pub fn prove(&self) -> GradeProof {
		let proof = prove(&self.claim, &self.total, &self.secret, &mut rehearsal_rng(b"proof"));
		self.sent(proof.expect("the grade is reached"))
	}

	/// These bytes as the proof that the enterprise sends.
	pub fn sent(&self, proof: Vec<u8>) -> GradeProof {
		let claim = &self.claim;
		let used =
			claim.used.iter().map(|u| ProvedAttestation { indicator: IndicatorId(u.indicator), revision: u.revision });
		GradeProof {
			scorecard: ScorecardId(claim.scorecard),
			grade: self.grade,
			institution: claim.institution.map(InstitutionId),
			nonce: claim.nonce,
			used: used.collect::<Vec<_>>().try_into().expect("one for each characteristic"),
			proof: proof.try_into().expect("within the bound"),
		}
	}
}
