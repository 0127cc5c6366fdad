//! Grade proofs as an enterprise's tool makes them, for benchmarks and tests: their randomness is no secret, and what
//! does not fit panics.

use crate::{GradeProof, ProofBasis, ProvedAttestation};
use alloc::{string::ToString, vec::Vec};
use lingnan_sealed::{
	prove, prove_form, rehearsal_rng, Attestation, FormClaim, GradeClaim, Opening, SecretTotal, Total, UsedRevision,
};
use lingnan_support::{Grade, IndicatorId, InstitutionId, ScorecardId};

/// A claim, the sums that prove it, and what was not shown yet.
pub struct Rehearsal {
	pub claim: GradeClaim,
	pub total: Total,
	pub secret: SecretTotal,
	/// The sealed attestations of which it was not shown that they hold a single 1, and what opens them.
	pub unshown: Option<(FormClaim, Vec<Opening>)>,
	grade: Grade,
}

impl Rehearsal {
	/// Takes the openings of the sealed attestations that count, in the order of the scorecard.
	pub fn new(basis: &ProofBasis, openings: &[Opening], grade: Grade, institution: Option<InstitutionId>) -> Self {
		let (mut total, mut secret) = (Total::new(basis.base), SecretTotal::new(basis.base));
		let (mut used, mut openings) = (Vec::new(), openings.iter());
		let (mut unshown, mut opening_them) = (Vec::new(), Vec::new());
		for one in &basis.characteristics {
			if one.commitments.is_empty() {
				let points = one.bin.map_or(one.missing, |bin| one.points[usize::from(bin)]);
				total.add(points);
				secret.add(points);
			} else {
				let stored: Vec<_> = one.commitments.iter().map(|point| point.0).collect();
				let revision = one.revision.expect("what is sealed has a revision");
				let attestation = Attestation::read(one.indicator.0, revision, &stored).expect("they are points");
				let opening = openings.next().expect("there is one for each sealed attestation");
				total.add_attestation(&one.points, &attestation).expect("it fits the card");
				secret.add_opening(&one.points, opening).expect("it fits the card");
				if !one.shown {
					unshown.push(attestation);
					opening_them.push(opening.clone());
				}
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
		let unshown = (!unshown.is_empty()).then(|| {
			let form = FormClaim::new(claim.genesis_hash, claim.enterprise.clone(), unshown).expect("not too many");
			(form, opening_them)
		});
		Self { claim, total, secret, unshown, grade }
	}

	/// With the form's proof where something was not shown.
	pub fn prove(&self) -> GradeProof {
		self.sent(self.grade(), self.form())
	}

	/// The grade's proof alone.
	pub fn grade(&self) -> Vec<u8> {
		prove(&self.claim, &self.total, &self.secret, &mut rehearsal_rng(b"proof")).expect("the grade is reached")
	}

	/// The form's proof alone.
	pub fn form(&self) -> Option<Vec<u8>> {
		let (claim, openings) = self.unshown.as_ref()?;
		Some(prove_form(claim, openings, &mut rehearsal_rng(b"form")).expect("they open what is sealed"))
	}

	/// These bytes as the proof that the enterprise sends.
	pub fn sent(&self, proof: Vec<u8>, form: Option<Vec<u8>>) -> GradeProof {
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
			form: form.map(|form| form.try_into().expect("within the bound")),
		}
	}
}
