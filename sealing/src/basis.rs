//! What an enterprise adds up from: a scorecard, and the attestations that count now. A proof is about the scorecard in force; any
//! other that was proposed can be added up by, too.

use crate::{
	client::{
		questions::{attestation, credit, enterprise, Ask},
		Client,
	},
	error::{Error, Result},
};
use lingnan_reckoning::basis::{Lacking, NotProvable};
use lingnan_types::{scorecard::ScorecardView, BasisPoints, RegistrationNumber, ScorecardId};
use serde_json::Value;
use subxt::utils::H256;

pub use lingnan_reckoning::basis::{Basis, Part, Standing};

/// By the scorecard in force, as it is at the best block.
pub async fn read(client: &Client, number: &RegistrationNumber) -> Result<Basis> {
	let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
	let asked = client.at(block);
	at(asked, &credit::scorecards(asked).await?, number).await
}

/// The same at a block of which the scorecards are known.
pub async fn at(at: Ask<'_>, cards: &[ScorecardView], number: &RegistrationNumber) -> Result<Basis> {
	ensure_registered(at, number).await?;
	let answer = credit::proof_basis(at, number).await?;
	let answer = answer.ok_or_else(|| Error::NotFound("no scorecard is in force: ask governance".into()))?;
	let card = cards.iter().find(|card| card.id == answer.scorecard);
	Basis::joined(answer, card, &attestation::list(at, number).await?).map_err(unread)
}

/// By any scorecard that was proposed, a draft too, as it is at the best block.
pub async fn by(client: &Client, number: &RegistrationNumber, scorecard: ScorecardId) -> Result<Basis> {
	let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
	let at = client.at(block);
	ensure_registered(at, number).await?;
	let cards = credit::scorecards(at).await?;
	let card = cards.iter().find(|card| card.id == scorecard).ok_or_else(|| {
		Error::NotFound(format!("there is no scorecard {scorecard}: `lingnan show scorecards` lists them"))
	})?;
	Ok(Basis::of_card(card, &attestation::list(at, number).await?))
}

fn unread(lacking: Lacking) -> Error {
	let (what, of) = match lacking {
		Lacking::Reference(of) => ("reference", of),
		Lacking::Period(of) => ("period", of),
		Lacking::Points(of) => ("points", of),
	};
	Error::Connection(format!("the node gave no {what} of indicator {of} at the block of the basis: ask again"))
}

/// Why no grade can be proved by a basis.
pub(crate) fn not_provable(basis: &Basis, why: NotProvable) -> Error {
	Error::NotFound(match why {
		NotProvable::NotInForce(status) => {
			format!("scorecard {} is not in force ({status}): a grade is proved by the one that is", basis.scorecard)
		},
		NotProvable::TooLittle => too_little(basis),
	})
}

/// What is said where too little is covered.
pub(crate) fn too_little(basis: &Basis) -> String {
	let percent = |share: BasisPoints| crate::text::percent(share.into());
	format!(
		"attestations that count cover {} of the scorecard, and {} are needed: ask the agencies to attest (`lingnan show \
		 attestations` shows which counts)",
		percent(basis.coverage),
		percent(basis.minimum_coverage)
	)
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
			openings::{
				tests::{sealed, stands},
				Sealed,
			},
		},
		*,
	};
	use lingnan_types::{
		attestation::{self, AttestationView},
		rating::ProofBasis,
		scorecard::Status,
		IndicatorId,
	};
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
		let mut card = draft();
		for (part, reference) in card.spec.characteristics.iter_mut().zip([7, 0, -1]) {
			part.reference = reference;
		}
		let opened = sealed(&taxes(), 50, 20_000);
		let periods = [AttestationView { evidence: H256([3; 32]), ..stands(&opened, 2) }];
		for (card, periods, what) in [(None, &periods[..], "no reference"), (Some(&card), &[][..], "no period")] {
			let error = unread(Basis::joined(answer.clone(), card, periods).unwrap_err());
			assert!(error.to_string().contains(what), "nothing is taken for zero: {error}");
		}
		let basis = Basis::joined(answer, Some(&card), &periods).unwrap();
		let (commitments, evidence) = (vec![[0x11; 32], [0x22; 32]], Some(H256([3; 32])));
		let sealed = Sealed { commitments, revision: 2, period_end: 20_000, shown: true, evidence };
		assert_eq!((basis.nonce, basis.parts[0].spec.reference), (5, 7));
		assert_eq!(basis.parts[0].standing, Standing::Sealed(sealed));
		assert_eq!(basis.parts[1].standing, Standing::Open { bin: 1, revision: 1 });
		assert_eq!(basis.parts[2].standing, Standing::Missing);
		let refused = not_provable(&basis, basis.ensure_provable().unwrap_err()).to_string();
		assert!(refused.contains("66.66 % of the scorecard"), "{refused}");
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
		let refused = not_provable(&basis, basis.ensure_provable().unwrap_err()).to_string();
		assert!(refused.contains("scorecard 9 is not in force (Draft)"), "{refused}");
	}
}
