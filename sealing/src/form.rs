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
use lingnan_reckoning::form::NoForm;
use lingnan_sealed::rand_core::OsRng;
use lingnan_types::RegistrationNumber;
use serde_json::Value;
use subxt::utils::H256;

pub use lingnan_reckoning::form::Unshown;

/// The call that shows it.
pub fn call(unshown: &Unshown, genesis: H256, enterprise: &RegistrationNumber) -> Result<ProveForm> {
	let proof = unshown.prove(genesis, enterprise, &mut OsRng).map_err(no_form)?.bytes;
	Ok(ProveForm { enterprise: enterprise.clone(), attestations: unshown.named(), proof })
}

/// Why a form is not proved.
pub(crate) fn no_form(why: NoForm) -> Error {
	match why {
		NoForm::Openings(why) => Error::input("the openings", why),
		NoForm::Unverified(why) => Error::Different(format!("the proof of the form does not verify: {why}")),
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
	use lingnan_types::IndicatorId;
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
		let call = Call::from(call(&unshown(3, 3), CHAIN, &firm).unwrap());
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
		let longest = call(&unshown(32, 8), CHAIN, &FIRM.parse().unwrap()).unwrap().proof;
		assert_eq!(longest.len(), 7_424);
		assert!(longest.len() <= lingnan_types::attestation::MAX_FORM_PROOF as usize);
	}

	#[test]
	fn an_opening_of_another_attestation_proves_nothing_and_nothing_is_sent() {
		let mut mixed = Unshown::default();
		let indicator = sealed_indicator(IndicatorId(0), "Taxes", &[1, 2]);
		let [one, other] = [(); 2].map(|()| sealed(&indicator, 0, 20_000));
		mixed.add(indicator.id, &Sealed::of(&stands(&one, 2)).unwrap(), &other.opening).unwrap();
		let refused = call(&mixed, CHAIN, &FIRM.parse().unwrap()).err().unwrap().to_string();
		assert!(refused.contains("do not open"), "{refused}");
	}
}
