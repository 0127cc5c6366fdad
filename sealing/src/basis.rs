//! What a grade proof is about: the scorecard in force, and the attestations that count now.

use super::openings::Sealed;
use crate::{
	client::Client,
	error::{Error, Result},
};
use lingnan_sealed::Point;
use lingnan_types::{BasisPoints, Date};
use serde::Deserialize;
use serde_json::{json, Value};
use subxt::utils::H256;

/// How an indicator stands for an enterprise.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
	/// No attestation counts.
	Missing,
	Open {
		bin: u8,
		revision: u32,
	},
	Sealed(Sealed),
}

/// One characteristic of the scorecard.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
	pub indicator: u32,
	/// By bin.
	pub points: Vec<i16>,
	pub missing: i16,
	pub reference: i16,
	pub standing: Standing,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Basis {
	pub scorecard: u32,
	pub base: i32,
	/// Least points for each grade, AAA first.
	pub least_points: [u16; 9],
	pub coverage: BasisPoints,
	pub minimum_coverage: BasisPoints,
	/// How many proofs the chain accepted of this enterprise.
	pub nonce: u64,
	pub parts: Vec<Part>,
}

/// The answer of `credit_proofBasis`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
	scorecard: u32,
	base: i32,
	least_points: [u16; 9],
	minimum_coverage: BasisPoints,
	coverage: BasisPoints,
	nonce: u64,
	characteristics: Vec<Characteristic>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Characteristic {
	indicator: u32,
	points: Vec<i16>,
	missing: i16,
	revision: Option<u32>,
	bin: Option<u8>,
	commitments: Vec<H256>,
}

impl Basis {
	/// As it is at the best block.
	pub async fn read(client: &Client, number: &str) -> Result<Self> {
		let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
		let firm: Value = client.rpc("enterprise_get", json!([number, block])).await?;
		if firm.is_null() {
			return Err(Error::NotFound(format!("{number} is not on the register of this chain")));
		}
		let answer: Option<Answer> = client.rpc("credit_proofBasis", json!([number, block])).await?;
		let answer = answer.ok_or_else(|| Error::NotFound("no scorecard is in force: ask governance".into()))?;
		let cards: Vec<Value> = client.list("credit_scorecards", json!([]), Some(block)).await?;
		let statements: Vec<Value> = client.list("attestation_list", json!([number]), Some(block)).await?;
		Ok(answer.into_basis(&cards, &statements))
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

impl Answer {
	/// Joined with the references of the scorecard and the periods of the attestations.
	fn into_basis(self, cards: &[Value], statements: &[Value]) -> Basis {
		let card = cards.iter().find(|c| c["id"] == json!(self.scorecard));
		let reference = |indicator: u32| {
			let all = card.and_then(|c| c["characteristics"].as_array()).into_iter().flatten();
			let found = all.into_iter().find(|c| c["indicator"] == json!(indicator));
			found.and_then(|c| c["reference"].as_i64()).and_then(|r| i16::try_from(r).ok()).unwrap_or_default()
		};
		let period_end = |indicator: u32| {
			let found = statements.iter().find(|s| s["indicator"] == json!(indicator));
			found.and_then(|s| s["periodEnd"].as_u64()).and_then(|p| Date::try_from(p).ok()).unwrap_or_default()
		};
		let part = |c: Characteristic| {
			let standing = match (c.revision, c.bin) {
				(None, _) => Standing::Missing,
				(Some(revision), Some(bin)) => Standing::Open { bin, revision },
				(Some(revision), None) => {
					let commitments: Vec<Point> = c.commitments.iter().map(|point| point.0).collect();
					Standing::Sealed(Sealed { commitments, revision, period_end: period_end(c.indicator) })
				},
			};
			let reference = reference(c.indicator);
			Part { indicator: c.indicator, points: c.points, missing: c.missing, reference, standing }
		};
		Basis {
			scorecard: self.scorecard,
			base: self.base,
			least_points: self.least_points,
			coverage: self.coverage,
			minimum_coverage: self.minimum_coverage,
			nonce: self.nonce,
			parts: self.characteristics.into_iter().map(part).collect(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_answer_is_joined_with_references_and_periods() {
		let answer: Answer = serde_json::from_value(json!({
			"genesisHash": "0x00", "enterprise": "CN:91440300708461136T", "scorecard": 2, "base": 400,
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
		let card = json!({ "id": 2, "characteristics": [{ "indicator": 4, "reference": 7 }] });
		let basis = answer.into_basis(&[card], &[json!({ "indicator": 4, "periodEnd": 20_000 })]);
		let sealed = Sealed { commitments: vec![[0x11; 32], [0x22; 32]], revision: 2, period_end: 20_000 };
		assert_eq!((basis.nonce, basis.parts[0].reference), (5, 7));
		assert_eq!(basis.parts[0].standing, Standing::Sealed(sealed));
		assert_eq!(basis.parts[1].standing, Standing::Open { bin: 1, revision: 1 });
		assert_eq!(basis.parts[2].standing, Standing::Missing);
		assert!(basis.ensure_provable().unwrap_err().to_string().contains("66.66 % of the scorecard"));
		let open = Basis { parts: basis.parts[1..].to_vec(), ..basis };
		assert!(open.ensure_provable().unwrap_err().to_string().contains("lingnan rating rate"));
	}
}
