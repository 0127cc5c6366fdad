//! An enterprise's total by a scorecard, the grade that it can prove, and the proof. Nothing of it is sent.

use crate::{
	basis::{Basis, NotProvable, Standing},
	form::{NoForm, Unshown},
	openings::{NotOpened, Opened},
	reasons::{explain, Explanation, Line},
};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use lingnan_sealed::{
	prove,
	rand_core::{CryptoRng, RngCore},
	Attestation, Batch, GradeClaim, Refusal, SecretTotal, Total, Unprovable, UsedRevision,
};
use lingnan_types::{
	indicator::IndicatorView,
	rating::{GradeProof, ProvedAttestation},
	scorecard::grade_of,
	Grade, IndicatorId, InstitutionId, RegistrationNumber,
};
use primitive_types::H256;

pub struct Reckoning {
	pub basis: Basis,
	pub lines: Vec<Line>,
	/// By line: whether it is a sealed attestation.
	pub is_sealed: Vec<bool>,
	total: Total,
	secret: SecretTotal,
	used: Vec<UsedRevision>,
	/// Those of the sealed ones of which the chain was not shown that they hold a single 1.
	unshown: Unshown,
}

/// What an enterprise holds of its own openings, by indicator.
pub trait Holder {
	/// Whose they are.
	fn enterprise(&self) -> &str;
	/// All that is held of an indicator, of whatever revision.
	fn held(&self, indicator: IndicatorId) -> &[Opened];
}

/// Why nothing is added up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotReckoned {
	/// The chain has no such indicator.
	NoIndicator(IndicatorId),
	/// Of these, which count, the opening is missing: all at once, each with why.
	Unopened(Vec<(IndicatorId, NotOpened)>),
	/// Commitments, points or an opening that are none.
	Malformed(IndicatorId, Refusal),
}

/// Why a grade is not proved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotProved {
	/// No grade can be proved so.
	Basis(NotProvable),
	/// This one is not reached.
	NotReached {
		/// Points that are short of it.
		lacking: u64,
	},
	/// The openings do not fit.
	Openings(Unprovable),
	/// What was proved does not verify.
	Unverified(Refusal),
	/// The form was not proved, or does not verify.
	Form(NoForm),
	/// The proof is longer than the chain takes.
	TooLong,
}

impl Reckoning {
	/// Adds up. Every sealed attestation that counts must have its opening.
	pub fn new(basis: Basis, indicators: &[IndicatorView], holder: &impl Holder) -> Result<Self, NotReckoned> {
		let indicator =
			|id: IndicatorId| indicators.iter().find(|one| one.id == id).ok_or(NotReckoned::NoIndicator(id));
		// Each is opened once: it takes as long as all else.
		let (mut found, mut missing) = (Vec::with_capacity(basis.parts.len()), Vec::new());
		for part in &basis.parts {
			let Standing::Sealed(sealed) = &part.standing else {
				found.push(None);
				continue;
			};
			let id = indicator(part.spec.indicator)?.id;
			match sealed.opened_by(holder.held(id), holder.enterprise()) {
				Ok(opened) => found.push(Some((sealed, opened))),
				Err(why) => missing.push((id, why)),
			}
		}
		if !missing.is_empty() {
			return Err(NotReckoned::Unopened(missing));
		}

		let (mut total, mut secret) = (Total::new(basis.base), SecretTotal::new(basis.base));
		let (mut lines, mut is_sealed, mut used) = (Vec::new(), Vec::new(), Vec::new());
		let mut unshown = Unshown::default();
		for (part, found) in basis.parts.iter().zip(found) {
			let spec = &part.spec;
			let id = spec.indicator;
			let malformed = |why| NotReckoned::Malformed(id, why);
			let mut line = Line { indicator: indicator(id)?.clone(), spec: spec.clone(), bin: None, value: None };
			if let Standing::Open { bin, revision } = &part.standing {
				line.bin = Some(*bin);
				used.push(UsedRevision { indicator: id.0, revision: *revision });
			}
			match found {
				None => {
					total.add(line.points());
					secret.add(line.points());
				},
				Some((sealed, opened)) => {
					let opening = &opened.opening;
					let attestation = Attestation::read(id.0, sealed.revision, &sealed.commitments);
					total.add_attestation(&spec.points, &attestation.map_err(malformed)?).map_err(malformed)?;
					secret.add_opening(&spec.points, opening).map_err(malformed)?;
					if !sealed.shown {
						unshown.add(id, sealed, opening).map_err(malformed)?;
					}
					line.bin = Some(opening.bin);
					line.value = Some(opened.value);
					used.push(UsedRevision { indicator: id.0, revision: sealed.revision });
				},
			}
			is_sealed.push(found.is_some());
			lines.push(line);
		}
		Ok(Self { basis, lines, is_sealed, total, secret, used, unshown })
	}

	pub fn points(&self) -> i64 {
		self.secret.points()
	}

	/// Sealed attestations among those that count.
	pub fn sealed(&self) -> usize {
		self.is_sealed.iter().filter(|sealed| **sealed).count()
	}

	/// Sealed attestations of which the chain was not shown yet that they hold a single 1. More than one proof takes must be
	/// shown before a grade is proved.
	pub fn unshown(&self) -> &Unshown {
		&self.unshown
	}

	/// The best grade that can be proved. C takes nothing.
	pub fn best(&self) -> Grade {
		grade_of(self.points(), &self.basis.least_points)
	}

	/// The proof of this grade, towards an institution or to everybody, with the form of what was not shown yet. All of it is
	/// checked as the chain checks it before it is answered, and a grade that is not reached is refused here.
	pub fn prove(
		&self,
		genesis: H256,
		enterprise: &RegistrationNumber,
		grade: Grade,
		institution: Option<InstitutionId>,
		rng: &mut (impl RngCore + CryptoRng),
	) -> Result<GradeProof, NotProved> {
		self.ensure_reached(grade)?;
		let claim = GradeClaim {
			genesis_hash: genesis.0,
			enterprise: enterprise.to_string(),
			scorecard: self.basis.scorecard.0,
			grade: u8::try_from(grade.index()).unwrap_or(u8::MAX),
			cut_off: self.least(grade),
			used: self.used.clone(),
			institution: institution.map(|id| id.0),
			nonce: self.basis.nonce,
		};
		let proof = prove(&claim, &self.total, &self.secret, rng).map_err(|why| match why {
			Unprovable::BelowCutOff { lacking } => NotProved::NotReached { lacking },
			other => NotProved::Openings(other),
		})?;
		let form = match self.unshown.is_empty() {
			true => None,
			false => Some(self.unshown.prove(genesis, enterprise, rng).map_err(NotProved::Form)?),
		};
		let begun = match &form {
			Some(form) => Batch::new().form(&form.claim, &form.bytes),
			None => Ok(Batch::new()),
		};
		begun
			.and_then(|batch| batch.grade(&claim, &self.total, &proof))
			.and_then(Batch::verify)
			.map_err(NotProved::Unverified)?;
		let used =
			self.used.iter().map(|u| ProvedAttestation { indicator: IndicatorId(u.indicator), revision: u.revision });
		let form = form.map(|form| form.bytes.try_into().map_err(|_| NotProved::TooLong));
		Ok(GradeProof {
			scorecard: self.basis.scorecard,
			grade,
			institution,
			nonce: claim.nonce,
			used: used.collect::<Vec<_>>().try_into().map_err(|_| NotProved::TooLong)?,
			proof: proof.try_into().map_err(|_| NotProved::TooLong)?,
			form: form.transpose()?,
		})
	}

	/// Refuses a grade that cannot be proved, whatever the figures are or because of them.
	pub fn ensure_reached(&self, grade: Grade) -> Result<(), NotProved> {
		self.basis.ensure_provable().map_err(NotProved::Basis)?;
		let lacking = i64::from(self.least(grade)).saturating_sub(self.points());
		match u64::try_from(lacking) {
			Ok(lacking) if lacking > 0 => Err(NotProved::NotReached { lacking }),
			_ => Ok(()),
		}
	}

	fn least(&self, grade: Grade) -> u16 {
		self.basis.least_points.get(grade.index()).copied().unwrap_or(u16::MAX)
	}

	/// Why the total is what it is.
	pub fn explain(&self) -> Explanation<'_> {
		explain(&self.lines, self.basis.base.into(), &self.basis.least_points)
	}
}

/// What is held of one enterprise, in no order.
pub struct Holding {
	enterprise: String,
	/// By indicator.
	opened: Vec<Opened>,
}

impl Holding {
	pub fn new(enterprise: &RegistrationNumber, mut opened: Vec<Opened>) -> Self {
		opened.sort_by_key(|one| one.indicator);
		Self { enterprise: enterprise.to_string(), opened }
	}
}

impl Holder for Holding {
	fn enterprise(&self) -> &str {
		&self.enterprise
	}

	fn held(&self, indicator: IndicatorId) -> &[Opened] {
		let from = self.opened.partition_point(|one| one.indicator < indicator);
		let to = self.opened.partition_point(|one| one.indicator <= indicator);
		self.opened.get(from..to).unwrap_or_default()
	}
}
