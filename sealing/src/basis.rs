//! What an enterprise adds up from: a scorecard, and the attestations that count now. A proof is about the scorecard in force; any
//! other that was proposed can be added up by, too.

use super::openings::Sealed;
use crate::{
	client::{
		questions::{attestation, credit, enterprise, Ask},
		Client,
	},
	error::{Error, Result},
};
use lingnan_sealed::Point;
use lingnan_types::{
	attestation::AttestationView,
	rating::{BasisCharacteristic, ProofBasis},
	scorecard::{self, CharacteristicSpec, ScorecardView, Status},
	BasisPoints, Date, IndicatorId, RegistrationNumber, Revision, ScorecardId,
};
use serde_json::Value;
use std::collections::BTreeMap;
use subxt::utils::H256;

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

impl Basis {
	/// By the scorecard in force, as it is at the best block.
	pub async fn read(client: &Client, number: &RegistrationNumber) -> Result<Self> {
		let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
		let at = client.at(block);
		ensure_registered(at, number).await?;
		let answer = credit::proof_basis(at, number).await?;
		let answer = answer.ok_or_else(|| Error::NotFound("no scorecard is in force: ask governance".into()))?;
		let cards = credit::scorecards(at).await?;
		let card = cards.into_iter().find(|card| card.id == answer.scorecard);
		let references = card.into_iter().flat_map(|card| card.spec.characteristics);
		let references = references.map(|part| (part.indicator, part.reference)).collect();
		let attestations = attestation::list(at, number).await?;
		let periods = attestations.into_iter().map(|one| (one.indicator, (one.period_end, one.evidence))).collect();
		Self::joined(answer, &references, &periods)
	}

	/// By any scorecard that was proposed, a draft too, as it is at the best block.
	pub async fn by(client: &Client, number: &RegistrationNumber, scorecard: ScorecardId) -> Result<Self> {
		let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
		let at = client.at(block);
		ensure_registered(at, number).await?;
		let cards = credit::scorecards(at).await?;
		let card = cards.iter().find(|card| card.id == scorecard).ok_or_else(|| {
			Error::NotFound(format!("there is no scorecard {scorecard}: `lingnan show scorecards` lists them"))
		})?;
		Ok(Self::of_card(card, &attestation::list(at, number).await?))
	}

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

	/// The chain's answer with the references of the scorecard, and periods and evidence of the attestations, by indicator.
	fn joined(
		answer: ProofBasis,
		references: &BTreeMap<IndicatorId, i16>,
		periods: &BTreeMap<IndicatorId, (Date, H256)>,
	) -> Result<Self> {
		let unread = |what: &str, of: IndicatorId| {
			Error::Connection(format!("the node gave no {what} of indicator {of} at the block of the basis: ask again"))
		};
		let part = |c: BasisCharacteristic| {
			let standing = match (c.revision, c.bin) {
				(None, _) => Standing::Missing,
				(Some(revision), Some(bin)) => Standing::Open { bin, revision },
				(Some(revision), None) => {
					let commitments: Vec<Point> = c.commitments.iter().map(|point| point.0).collect();
					let known = *periods.get(&c.indicator).ok_or_else(|| unread("period", c.indicator))?;
					let (period_end, evidence) = (known.0, Some(known.1));
					Standing::Sealed(Sealed { commitments, revision, period_end, shown: c.shown, evidence })
				},
			};
			let reference = *references.get(&c.indicator).ok_or_else(|| unread("reference", c.indicator))?;
			let points = c.points.try_into().map_err(|_| unread("points", c.indicator))?;
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
			parts: answer.characteristics.into_iter().map(part).collect::<Result<_>>()?,
		})
	}

	/// Refuses what the chain would refuse whatever the figures are.
	pub fn ensure_provable(&self) -> Result<()> {
		if let Some(status) = self.not_in_force {
			return Err(Error::NotFound(format!(
				"scorecard {} is not in force ({status}): a grade is proved by the one that is",
				self.scorecard
			)));
		}
		if self.coverage < self.minimum_coverage {
			return Err(Error::NotFound(self.too_little()));
		}
		Ok(())
	}

	/// What is said where too little is covered.
	pub fn too_little(&self) -> String {
		let percent = |share: BasisPoints| crate::text::percent(share.into());
		format!(
			"attestations that count cover {} of the scorecard, and {} are needed: ask the agencies to attest (`lingnan show \
			 attestations` shows which counts)",
			percent(self.coverage),
			percent(self.minimum_coverage)
		)
	}
}

/// Share of the characteristics that have an attestation, rounded down, as the chain reckons it.
fn coverage(parts: &[Part]) -> BasisPoints {
	let known = parts.iter().filter(|part| part.standing != Standing::Missing).count();
	scorecard::coverage(known, parts.len())
}

async fn ensure_registered(at: Ask<'_>, number: &RegistrationNumber) -> Result<()> {
	match enterprise::get(at, number).await? {
		Some(_) => Ok(()),
		None => Err(Error::NotFound(format!("{number} is not on the register of this chain"))),
	}
}

#[cfg(test)]
pub mod tests {
	use super::{
		super::{
			indicators::tests::{sealed_indicator, taxes},
			openings::tests::{sealed, stands},
		},
		*,
	};
	use lingnan_types::attestation;
	use serde_json::json;

	/// Of taxes (0, 12, 20), staff (0, 5) and exports (0, 10), with base 600 and number 9.
	pub fn draft() -> ScorecardView {
		let outcome = json!({
			"scope": "Whole", "loans": 0, "borrowers": 0, "defaulted": 0, "expected": 0, "judged": false,
			"warned": false,
		});
		let card = json!({
			"id": 9, "status": "Draft", "champion": false, "name": "trial", "base": 600,
			"characteristics": [
				{ "indicator": 4, "points": [0, 12, 20], "missing": 0, "reference": 20 },
				{ "indicator": 5, "points": [0, 5], "missing": 0, "reference": 5 },
				{ "indicator": 6, "points": [0, 10], "missing": 0, "reference": 10 },
			],
			"cutOffs": [700, 680, 660, 620, 610, 590, 570, 550, 1], "defaultProbabilities": [0, 0, 0, 0, 0, 0, 0, 0, 0],
			"minimumCoverage": 7_000, "validityDays": 366, "outcomes": [], "whole": outcome, "institutions": 0,
		});
		serde_json::from_value(card).unwrap()
	}

	#[test]
	fn an_answer_is_joined_with_references_and_periods() {
		let answer: ProofBasis = serde_json::from_value(json!({
			"genesisHash": format!("0x{}", "00".repeat(32)), "enterprise": "CN:91440300708461136T", "scorecard": 2, "base": 400,
			"leastPoints": [700, 680, 660, 640, 620, 600, 580, 560, 0], "minimumCoverage": 7_000, "coverage": 6_666,
			"nonce": 5, "thresholdsPerConsent": 3,
			"characteristics": [
				{ "indicator": 4, "points": [0, -3], "missing": -5, "revision": 2, "expires": 9, "bin": null,
					"shown": true, "commitments": [format!("0x{}", "11".repeat(32)), format!("0x{}", "22".repeat(32))] },
				{ "indicator": 5, "points": [1, 2], "missing": 0, "revision": 1, "expires": 9, "bin": 1, "shown": false,
					"commitments": [] },
				{ "indicator": 6, "points": [1, 2], "missing": 0, "revision": null, "expires": null, "bin": null,
					"shown": false, "commitments": [] },
			],
		}))
		.unwrap();
		let (references, periods) = (
			BTreeMap::from([(4, 7), (5, 0), (6, -1)].map(|(id, reference)| (IndicatorId(id), reference))),
			BTreeMap::from([(IndicatorId(4), (20_000, H256([3; 32])))]),
		);
		for (references, periods, what) in
			[(BTreeMap::new(), periods.clone(), "no reference"), (references.clone(), BTreeMap::new(), "no period")]
		{
			let error = Basis::joined(answer.clone(), &references, &periods).unwrap_err();
			assert!(error.to_string().contains(what), "nothing is taken for zero: {error}");
		}
		let basis = Basis::joined(answer, &references, &periods).unwrap();
		let (commitments, evidence) = (vec![[0x11; 32], [0x22; 32]], Some(H256([3; 32])));
		let sealed = Sealed { commitments, revision: 2, period_end: 20_000, shown: true, evidence };
		assert_eq!((basis.nonce, basis.parts[0].spec.reference), (5, 7));
		assert_eq!(basis.parts[0].standing, Standing::Sealed(sealed));
		assert_eq!(basis.parts[1].standing, Standing::Open { bin: 1, revision: 1 });
		assert_eq!(basis.parts[2].standing, Standing::Missing);
		assert!(basis.ensure_provable().unwrap_err().to_string().contains("66.66 % of the scorecard"));
		let open = Basis { parts: basis.parts[1..].to_vec(), coverage: 7_000, ..basis };
		assert!(open.ensure_provable().is_ok(), "a grade over what stands open is proved in the same way");
	}

	#[test]
	fn any_scorecard_is_added_up_by_and_only_the_one_in_force_is_proved_by() {
		let indicators = [taxes(), sealed_indicator(IndicatorId(5), "Staff", &[3])];
		let opened = sealed(&indicators[0], 50, 20_000);
		let open = AttestationView {
			indicator: IndicatorId(5),
			value: attestation::Value::Open(7),
			bin: Some(1),
			..stands(&opened, 2)
		};
		let gone = AttestationView { indicator: IndicatorId(6), counts: false, ..open.clone() };
		let basis = Basis::of_card(&draft(), &[stands(&opened, 2), open, gone]);
		assert_eq!((basis.not_in_force, basis.coverage), (Some(Status::Draft), 6_666));
		assert_eq!(basis.least_points, [700, 680, 660, 620, 610, 590, 570, 550, 0], "C takes nothing");
		assert_eq!(basis.parts[0].standing, Standing::Sealed(Sealed::of(&stands(&opened, 2)).unwrap()));
		assert_eq!(basis.parts[1].standing, Standing::Open { bin: 1, revision: 2 });
		assert_eq!(basis.parts[2].standing, Standing::Missing);
		let refused = basis.ensure_provable().unwrap_err().to_string();
		assert!(refused.contains("scorecard 9 is not in force (Draft)"), "{refused}");
	}
}
