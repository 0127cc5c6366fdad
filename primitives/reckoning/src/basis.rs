//! What an enterprise adds up from: a scorecard, and the attestations that count now. A proof is about the scorecard in force; any
//! other that was proposed can be added up by, too.

use crate::openings::Sealed;
use alloc::vec::Vec;
use lingnan_sealed::Point;
use lingnan_types::{
	attestation::AttestationView,
	rating::{BasisCharacteristic, ProofBasis},
	scorecard::{self, CharacteristicSpec, ScorecardView, Status},
	BasisPoints, IndicatorId, Revision, ScorecardId,
};

/// How an indicator stands for an enterprise.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
	/// No attestation counts.
	Missing,
	Open {
		bin: u8,
		revision: Revision,
	},
	Sealed(Sealed),
}

/// One characteristic of the scorecard.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
	pub spec: CharacteristicSpec,
	pub standing: Standing,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Basis {
	pub scorecard: ScorecardId,
	/// Where the scorecard stands, if it is not the one in force: then nothing can be proved by it.
	pub not_in_force: Option<Status>,
	pub base: i32,
	/// Least points for each grade, AAA first.
	pub least_points: [u16; 9],
	pub coverage: BasisPoints,
	pub minimum_coverage: BasisPoints,
	/// How many proofs the chain accepted of this enterprise.
	pub nonce: u64,
	pub parts: Vec<Part>,
}

/// What a basis cannot be put together without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
	/// The scorecard has no reference for this indicator.
	Reference(IndicatorId),
	/// No attestation says of which period this indicator's is.
	Period(IndicatorId),
	/// More points than a scorecard has bins.
	Points(IndicatorId),
}

/// Why no grade can be proved by a basis, whatever the figures are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotProvable {
	/// The scorecard is not the one in force.
	NotInForce(Status),
	/// Too few attestations count.
	TooLittle,
}

impl Basis {
	/// By a scorecard over an enterprise's attestations.
	pub fn of_card(card: &ScorecardView, attestations: &[AttestationView]) -> Self {
		let standing = |id: IndicatorId| {
			let Some(one) = attestations.iter().find(|one| one.indicator == id && one.counts) else {
				return Standing::Missing;
			};
			match (Sealed::of(one), one.bin) {
				(Some(sealed), _) => Standing::Sealed(sealed),
				(None, Some(bin)) => Standing::Open { bin, revision: one.revision },
				(None, None) => Standing::Missing,
			}
		};
		let parts: Vec<Part> = card
			.spec
			.characteristics
			.iter()
			.map(|spec| Part { spec: spec.clone(), standing: standing(spec.indicator) })
			.collect();
		let mut least_points = card.spec.cut_offs;
		// What lies below the last cut-off is C too.
		if let Some(last) = least_points.last_mut() {
			*last = 0;
		}
		Self {
			scorecard: card.id,
			not_in_force: (!card.champion).then_some(card.status),
			base: card.spec.base,
			least_points,
			coverage: coverage(&parts),
			minimum_coverage: card.spec.minimum_coverage,
			nonce: 0,
			parts,
		}
	}

	/// The chain's answer, with the references of its scorecard, and periods and evidence of the attestations.
	pub fn joined(
		answer: ProofBasis,
		card: Option<&ScorecardView>,
		attestations: &[AttestationView],
	) -> Result<Self, Lacking> {
		let specs: &[CharacteristicSpec] = card.map_or(&[], |card| &card.spec.characteristics);
		let part = |c: BasisCharacteristic| {
			let standing = match (c.revision, c.bin) {
				(None, _) => Standing::Missing,
				(Some(revision), Some(bin)) => Standing::Open { bin, revision },
				(Some(revision), None) => {
					let commitments: Vec<Point> = c.commitments.iter().map(|point| point.0).collect();
					// The newest, as the chain lists each once.
					let known = attestations.iter().rfind(|one| one.indicator == c.indicator);
					let known = known.ok_or(Lacking::Period(c.indicator))?;
					let (period_end, evidence) = (known.period_end, Some(known.evidence));
					Standing::Sealed(Sealed { commitments, revision, period_end, shown: c.shown, evidence })
				},
			};
			let spec = specs.iter().find(|spec| spec.indicator == c.indicator);
			let reference = spec.ok_or(Lacking::Reference(c.indicator))?.reference;
			let points = c.points.try_into().map_err(|_| Lacking::Points(c.indicator))?;
			let spec = CharacteristicSpec { indicator: c.indicator, points, missing: c.missing, reference };
			Ok(Part { spec, standing })
		};
		Ok(Self {
			scorecard: answer.scorecard,
			not_in_force: None,
			base: answer.base,
			least_points: answer.least_points,
			coverage: answer.coverage,
			minimum_coverage: answer.minimum_coverage,
			nonce: answer.nonce,
			parts: answer.characteristics.into_iter().map(part).collect::<Result<_, _>>()?,
		})
	}

	/// Refuses what the chain would refuse whatever the figures are.
	pub fn ensure_provable(&self) -> Result<(), NotProvable> {
		match self.not_in_force {
			Some(status) => Err(NotProvable::NotInForce(status)),
			None if self.coverage < self.minimum_coverage => Err(NotProvable::TooLittle),
			None => Ok(()),
		}
	}
}

/// Share of the characteristics that have an attestation, rounded down, as the chain reckons it.
fn coverage(parts: &[Part]) -> BasisPoints {
	let known = parts.iter().filter(|part| part.standing != Standing::Missing).count();
	scorecard::coverage(known, parts.len())
}
