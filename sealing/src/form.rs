//! That attestations hold a single 1 each. An enterprise shows it once for each revision: with the first grade that rests on it, or
//! alone.

use super::{
	indicators::Indicators,
	openings::{Held, Sealed},
};
use crate::{
	client::{
		calls::attestations::ProveForm,
		questions::{attestation, Ask},
		Client,
	},
	error::{Error, Result},
};
use lingnan_sealed::{
	prove_form, rand_core::OsRng, Attestation, FormClaim, Opening, Refusal, MAX_ATTESTATIONS, MAX_FORM_BINS,
};
use lingnan_types::{attestation::ProvedAttestation, IndicatorId, RegistrationNumber};
use serde_json::Value;
use subxt::utils::H256;

/// Attestations of which the chain was not shown that they hold a single 1, with what opens them.
#[derive(Clone, Default)]
pub struct Unshown(Vec<(Attestation, Opening)>);

/// A proof about them, which the chain's own code has verified here.
pub struct FormProof {
	pub claim: FormClaim,
	pub bytes: Vec<u8>,
}

impl Unshown {
	/// Adds one, and reads its commitments.
	pub fn add(&mut self, indicator: IndicatorId, sealed: &Sealed, opening: &Opening) -> Result<(), Refusal> {
		let attestation = Attestation::read(indicator.0, sealed.revision, &sealed.commitments)?;
		self.0.push((attestation, opening.clone()));
		Ok(())
	}

	pub fn len(&self) -> usize {
		self.0.len()
	}

	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Parts of which one proof can be, in their order: 64 attestations and 256 bins at most. One part, for what scorecards have
	/// as a rule.
	pub fn parts(self) -> Vec<Self> {
		let mut parts: Vec<Self> = Vec::new();
		let mut bins = 0;
		for (attestation, opening) in self.0 {
			bins += attestation.bins();
			match parts.last_mut().filter(|part| part.len() < MAX_ATTESTATIONS && bins <= MAX_FORM_BINS) {
				Some(part) => part.0.push((attestation, opening)),
				None => {
					bins = attestation.bins();
					parts.push(Self(vec![(attestation, opening)]));
				},
			}
		}
		parts
	}

	/// Proves that each of them holds a single 1. `genesis`: the hash of block 0.
	pub fn prove(&self, genesis: H256, enterprise: &RegistrationNumber) -> Result<FormProof> {
		let (attestations, openings): (Vec<_>, Vec<_>) = self.0.iter().cloned().unzip();
		let unproved = |why: &dyn std::fmt::Display| Error::input("the openings", why);
		let claim = FormClaim::new(genesis.0, enterprise.to_string(), attestations).map_err(|why| unproved(&why))?;
		let bytes = prove_form(&claim, &openings, &mut OsRng).map_err(|why| unproved(&why))?;
		lingnan_sealed::verify_form(&claim, &bytes)
			.map_err(|why| Error::Different(format!("the proof of the form does not verify: {why}")))?;
		Ok(FormProof { claim, bytes })
	}

	/// The call that shows it.
	pub fn call(&self, genesis: H256, enterprise: &RegistrationNumber) -> Result<ProveForm> {
		let proof = self.prove(genesis, enterprise)?.bytes;
		let named = |(one, _): &(Attestation, Opening)| ProvedAttestation {
			indicator: IndicatorId(one.indicator()),
			revision: one.revision(),
		};
		Ok(ProveForm { enterprise: enterprise.clone(), attestations: self.0.iter().map(named).collect(), proof })
	}
}

/// How the attestations of an enterprise stand.
pub struct Stand {
	pub unshown: Unshown,
	/// How many were shown before.
	pub shown: usize,
	/// Names of those that were not, and that the enterprise holds no opening of.
	pub unopened: Vec<String>,
}

impl Stand {
	/// All sealed attestations that count at the best block.
	pub async fn read(client: &Client, enterprise: &RegistrationNumber, held: &Held) -> Result<Self> {
		let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
		let at: Ask = client.at(block);
		let indicators = Indicators::read(at).await?;
		let mut stand = Self { unshown: Unshown::default(), shown: 0, unopened: Vec::new() };
		for attestation in attestation::list(at, enterprise).await?.iter().filter(|one| one.counts) {
			let Some(sealed) = Sealed::of(attestation) else { continue };
			let indicator = indicators.get(attestation.indicator)?;
			match held.opening(indicator, &sealed) {
				_ if sealed.shown => stand.shown += 1,
				Ok(opened) => {
					let malformed = |why| Error::input(indicator.name.as_str(), why);
					stand.unshown.add(indicator.id, &sealed, &opened.opening).map_err(malformed)?;
				},
				Err(_) => stand.unopened.push(indicator.name.as_str().into()),
			}
		}
		Ok(stand)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			indicators::tests::sealed_indicator,
			openings::tests::{sealed, stands, CHAIN, FIRM},
		},
		*,
	};
	use crate::client::Call;
	use serde_json::json;

	/// Of so many attestations with so many bins each.
	fn unshown(count: u32, bins: usize) -> Unshown {
		let mut unshown = Unshown::default();
		let edges: Vec<i64> = (1..bins as i64).collect();
		for id in 0..count {
			let indicator = sealed_indicator(IndicatorId(id), "Taxes", &edges);
			let opened = sealed(&indicator, i64::from(id) % bins as i64, 20_000);
			let on_chain = Sealed::of(&stands(&opened, 2)).unwrap();
			unshown.add(indicator.id, &on_chain, &opened.opening).unwrap();
		}
		unshown
	}

	#[test]
	fn a_proof_names_each_attestation_and_its_revision() {
		let firm = FIRM.parse().unwrap();
		let call = Call::from(unshown(3, 3).call(CHAIN, &firm).unwrap());
		assert_eq!(call.name(), "Attestations.prove_form");
		let named = json!([{ "indicator": 0, "revision": 2 }, { "indicator": 1, "revision": 2 }, { "indicator": 2, "revision": 2 }]);
		assert_eq!(call.args["attestations"], named);
		assert_eq!(call.args["proof"].as_array().unwrap().len(), (8 + 3 * 2) * 32);
	}

	#[test]
	fn what_is_more_than_one_proof_takes_is_proved_in_parts() {
		let sizes = |count, bins| unshown(count, bins).parts().iter().map(Unshown::len).collect::<Vec<_>>();
		assert_eq!(sizes(20, 5), [20]);
		assert_eq!(sizes(64, 4), [64], "64 attestations, 256 bins");
		assert_eq!(sizes(65, 2), [64, 1]);
		assert_eq!(sizes(64, 8), [32, 32]);
		assert_eq!(sizes(0, 8), [0; 0]);
		let longest = unshown(32, 8).prove(CHAIN, &FIRM.parse().unwrap()).unwrap().bytes;
		assert_eq!(longest.len(), 7_424);
		assert!(longest.len() <= lingnan_types::attestation::MAX_FORM_PROOF as usize);
	}

	#[test]
	fn an_opening_of_another_attestation_proves_nothing_and_nothing_is_sent() {
		let mut mixed = unshown(2, 3);
		let other = sealed(&sealed_indicator(IndicatorId(0), "Taxes", &[1, 2]), 0, 20_000);
		mixed.0[0].1 = other.opening;
		let refused = mixed.prove(CHAIN, &FIRM.parse().unwrap()).err().unwrap().to_string();
		assert!(refused.contains("do not open"), "{refused}");
	}
}
