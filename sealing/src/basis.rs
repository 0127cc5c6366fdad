//! What a grade proof is about: the scorecard in force, and the attestations that count now.

use super::openings::Sealed;
use crate::{
	client::{
		questions::{attestation, credit, enterprise},
		Client,
	},
	error::{Error, Result},
};
use lingnan_sealed::Point;
use lingnan_types::{
	rating::{BasisCharacteristic, ProofBasis},
	scorecard::CharacteristicSpec,
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
	/// As it is at the best block.
	pub async fn read(client: &Client, number: &RegistrationNumber) -> Result<Self> {
		let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
		let at = client.at(block);
		if enterprise::get(at, number).await?.is_none() {
			return Err(Error::NotFound(format!("{number} is not on the register of this chain")));
		}
		let answer = credit::proof_basis(at, number).await?;
		let answer = answer.ok_or_else(|| Error::NotFound("no scorecard is in force: ask governance".into()))?;
		let cards = credit::scorecards(at).await?;
		let card = cards.into_iter().find(|card| card.id == answer.scorecard);
		let references = card.into_iter().flat_map(|card| card.spec.characteristics);
		let references = references.map(|part| (part.indicator, part.reference)).collect();
		let attestations = attestation::list(at, number).await?;
		let periods = attestations.into_iter().map(|one| (one.indicator, one.period_end)).collect();
		Self::joined(answer, &references, &periods)
	}

	/// The chain's answer with the references of the scorecard and the periods of the attestations, by indicator.
	fn joined(
		answer: ProofBasis,
		references: &BTreeMap<IndicatorId, i16>,
		periods: &BTreeMap<IndicatorId, Date>,
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
					let period_end = *periods.get(&c.indicator).ok_or_else(|| unread("period", c.indicator))?;
					Standing::Sealed(Sealed { commitments, revision, period_end })
				},
			};
			let reference = *references.get(&c.indicator).ok_or_else(|| unread("reference", c.indicator))?;
			let points = c.points.try_into().map_err(|_| unread("points", c.indicator))?;
			let spec = CharacteristicSpec { indicator: c.indicator, points, missing: c.missing, reference };
			Ok(Part { spec, standing })
		};
		Ok(Self {
			scorecard: answer.scorecard,
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
		let sealed = |part: &Part| matches!(part.standing, Standing::Sealed(_));
		if !self.parts.iter().any(sealed) {
			return Err(Error::NotFound(
				"none of the attestations that count is sealed: have the enterprise rated with `lingnan rating rate`"
					.into(),
			));
		}
		if self.coverage < self.minimum_coverage {
			let percent = |share: BasisPoints| crate::text::percent(share.into());
			return Err(Error::NotFound(format!(
				"attestations that count cover {} of the scorecard, and {} are needed: ask the agencies to attest",
				percent(self.coverage),
				percent(self.minimum_coverage)
			)));
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn an_answer_is_joined_with_references_and_periods() {
		let answer: ProofBasis = serde_json::from_value(json!({
			"genesisHash": format!("0x{}", "00".repeat(32)), "enterprise": "CN:91440300708461136T", "scorecard": 2, "base": 400,
			"leastPoints": [700, 680, 660, 640, 620, 600, 580, 560, 0], "minimumCoverage": 7_000, "coverage": 6_666,
			"nonce": 5, "thresholdsPerConsent": 3,
			"characteristics": [
				{ "indicator": 4, "points": [0, -3], "missing": -5, "revision": 2, "expires": 9, "bin": null,
					"commitments": [format!("0x{}", "11".repeat(32)), format!("0x{}", "22".repeat(32))] },
				{ "indicator": 5, "points": [1, 2], "missing": 0, "revision": 1, "expires": 9, "bin": 1, "commitments": [] },
				{ "indicator": 6, "points": [1, 2], "missing": 0, "revision": null, "expires": null, "bin": null,
					"commitments": [] },
			],
		}))
		.unwrap();
		let (references, periods) = (
			BTreeMap::from([(4, 7), (5, 0), (6, -1)].map(|(id, reference)| (IndicatorId(id), reference))),
			BTreeMap::from([(IndicatorId(4), 20_000)]),
		);
		for (references, periods, what) in
			[(BTreeMap::new(), periods.clone(), "no reference"), (references.clone(), BTreeMap::new(), "no period")]
		{
			let error = Basis::joined(answer.clone(), &references, &periods).unwrap_err();
			assert!(error.to_string().contains(what), "nothing is taken for zero: {error}");
		}
		let basis = Basis::joined(answer, &references, &periods).unwrap();
		let sealed = Sealed { commitments: vec![[0x11; 32], [0x22; 32]], revision: 2, period_end: 20_000 };
		assert_eq!((basis.nonce, basis.parts[0].spec.reference), (5, 7));
		assert_eq!(basis.parts[0].standing, Standing::Sealed(sealed));
		assert_eq!(basis.parts[1].standing, Standing::Open { bin: 1, revision: 1 });
		assert_eq!(basis.parts[2].standing, Standing::Missing);
		assert!(basis.ensure_provable().unwrap_err().to_string().contains("66.66 % of the scorecard"));
		let open = Basis { parts: basis.parts[1..].to_vec(), ..basis };
		assert!(open.ensure_provable().unwrap_err().to_string().contains("lingnan rating rate"));
	}
}
