//! That attestations hold a single 1 each. An enterprise shows it once for each revision: with the first grade that rests on it, or
//! alone.

use crate::openings::Sealed;
use alloc::{string::ToString, vec::Vec};
use lingnan_sealed::{
	prove_form,
	rand_core::{CryptoRng, RngCore},
	Attestation, FormClaim, Opening, Refusal, Unprovable, MAX_ATTESTATIONS, MAX_FORM_BINS,
};
use lingnan_types::{attestation::ProvedAttestation, IndicatorId, RegistrationNumber};
use primitive_types::H256;

/// Attestations of which the chain was not shown that they hold a single 1, with what opens them.
#[derive(Clone, Default)]
pub struct Unshown(Vec<(Attestation, Opening)>);

/// A proof about them, which the chain's own code has verified here.
pub struct FormProof {
	pub claim: FormClaim,
	pub bytes: Vec<u8>,
}

/// Why a form is not proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoForm {
	/// The openings do not fit.
	Openings(Unprovable),
	/// What was proved does not verify.
	Unverified(Refusal),
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
		let mut bins: usize = 0;
		for (attestation, opening) in self.0 {
			bins = bins.saturating_add(attestation.bins());
			match parts.last_mut().filter(|part| part.len() < MAX_ATTESTATIONS && bins <= MAX_FORM_BINS) {
				Some(part) => part.0.push((attestation, opening)),
				None => {
					bins = attestation.bins();
					parts.push(Self(alloc::vec![(attestation, opening)]));
				},
			}
		}
		parts
	}

	/// Which attestations these are, as a call names them.
	pub fn named(&self) -> Vec<ProvedAttestation> {
		let named = |(one, _): &(Attestation, Opening)| ProvedAttestation {
			indicator: IndicatorId(one.indicator()),
			revision: one.revision(),
		};
		self.0.iter().map(named).collect()
	}

	/// Proves that each of them holds a single 1. `genesis`: the hash of block 0.
	pub fn prove(
		&self,
		genesis: H256,
		enterprise: &RegistrationNumber,
		rng: &mut (impl RngCore + CryptoRng),
	) -> Result<FormProof, NoForm> {
		let (attestations, openings): (Vec<_>, Vec<_>) = self.0.iter().cloned().unzip();
		let claim = FormClaim::new(genesis.0, enterprise.to_string(), attestations)
			.map_err(|why| NoForm::Openings(Unprovable::Malformed(why)))?;
		let bytes = prove_form(&claim, &openings, rng).map_err(NoForm::Openings)?;
		lingnan_sealed::verify_form(&claim, &bytes).map_err(NoForm::Unverified)?;
		Ok(FormProof { claim, bytes })
	}
}
