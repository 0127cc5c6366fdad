//! What a grade is proved over: the scorecard in force, and what counts now of an enterprise.

use crate::*;
use alloc::vec::Vec;
use frame_support::pallet_prelude::DispatchError;
use lingnan_sealed::{Attestation, Refusal, Total};
use lingnan_support::{Attestations, IndicatorId, LiveAttestation, RegistrationNumber, ScorecardId, Stated};

/// What a proof must be about, as the chain has it.
pub(crate) struct Basis {
	/// Every attestation that counts, in the order of the card.
	pub used: Vec<UsedAttestation>,
	/// As far as the chain can compute it.
	pub total: Total,
	/// The sealed ones of which it was not shown that they hold a single 1, in the order of the card.
	pub unshown: Vec<Attestation>,
}

impl<T: Config> Pallet<T> {
	/// The scorecard in force.
	pub(crate) fn champion() -> Result<(ScorecardId, ScorecardSpec), Error<T>> {
		Champion::<T>::get()
			.and_then(|id| Scorecards::<T>::get(id).map(|card| (id, card.spec)))
			.ok_or(Error::<T>::NoChampion)
	}

	/// What counts now of an enterprise, in the order of the card, sealed or open.
	pub(crate) fn live(enterprise: &RegistrationNumber, card: &ScorecardSpec) -> Vec<Option<LiveAttestation>> {
		card.characteristics.iter().map(|spec| T::Attestations::live(enterprise, spec.indicator)).collect()
	}

	/// The bin of an open attestation. That of a sealed one is not seen.
	pub(crate) fn open_bin(indicator: IndicatorId, attestation: &LiveAttestation) -> Option<u8> {
		match attestation.value {
			Stated::Open(value) => Some(T::Attestations::indicator(indicator)?.bin_of(value)),
			Stated::Sealed { .. } => None,
		}
	}

	/// Adds up what counts: open attestations by the points of their bin, sealed ones by their commitments.
	pub(crate) fn add_up(card: &ScorecardSpec, live: &[Option<LiveAttestation>]) -> Result<Basis, DispatchError> {
		let mut basis = Basis { used: Vec::new(), total: Total::new(card.base), unshown: Vec::new() };
		for (spec, attestation) in card.characteristics.iter().zip(live) {
			let Some(attestation) = attestation else {
				basis.total.add(spec.missing);
				continue;
			};
			let (indicator, revision) = (spec.indicator, attestation.revision);
			let bin = Self::open_bin(indicator, attestation);
			basis.used.push(UsedAttestation { indicator, revision, bin });
			match &attestation.value {
				Stated::Open(_) => basis.total.add(spec.points_for(bin)),
				Stated::Sealed { commitments, shown } => {
					let sealed = Attestation::read(indicator.0, revision, commitments);
					let sealed = sealed.map_err(|why| match why {
						Refusal::MalformedPoint => Error::<T>::MalformedCommitment,
						_ => Error::<T>::InvalidBins,
					})?;
					let added = basis.total.add_attestation(&spec.points, &sealed);
					added.map_err(|_| Error::<T>::InvalidBins)?;
					if !shown {
						basis.unshown.push(sealed);
					}
				},
			}
		}
		Ok(basis)
	}
}
