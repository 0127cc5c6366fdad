//! That sealed attestations hold a single 1 each: proved by the enterprise, once for each revision.

use crate::*;
use alloc::{string::ToString, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	BoundedVec,
};
use lingnan_sealed::{Batch, FormClaim, Point, Refusal, Verifier, MAX_FORM_BINS};
use lingnan_support::{Act, Enterprises, RegistrationNumber};

/// How many stored commitments a proof of this length is about.
pub(crate) fn commitments_in(proof: &[u8]) -> u32 {
	u32::try_from(lingnan_sealed::stored_in(proof.len())).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	/// What is cheap to see is checked first, the proof last. Its length says how many commitments are read for it.
	pub(crate) fn do_prove_form(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		attestations: &[ProvedAttestation],
		proof: &[u8],
	) -> DispatchResult {
		ensure!(T::Enterprises::exists(&enterprise), Error::<T>::NotFound);
		ensure!(T::Enterprises::may(&who, &enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(!attestations.is_empty(), Error::<T>::EmptyBatch);
		Self::ensure_once(attestations)?;
		let stored = attestations
			.iter()
			.map(|named| Ok((named, Self::unshown(&enterprise, named)?)))
			.collect::<Result<Vec<_>, DispatchError>>()?;
		let commitments = stored.iter().map(|(_, points)| points.len()).fold(0, usize::saturating_add);
		ensure!(commitments.saturating_add(stored.len()) <= MAX_FORM_BINS, Error::<T>::TooManyBins);
		ensure!(proof.len() == lingnan_sealed::form_bytes(commitments), Error::<T>::MalformedProof);

		let read = stored
			.iter()
			.map(|(named, points)| lingnan_sealed::Attestation::read(named.indicator.0, named.revision, points))
			.collect::<Result<Vec<_>, _>>()
			.map_err(|_| Error::<T>::MalformedCommitment)?;
		let claim = FormClaim::new(lingnan_support::genesis_hash::<T>(), enterprise.to_string(), read)
			.map_err(|_| Error::<T>::TooManyBins)?;
		Batch::new().form(&claim, proof).and_then(T::Verifier::verify).map_err(|why| match why {
			Refusal::ProofLength | Refusal::MalformedProof => Error::<T>::MalformedProof,
			_ => Error::<T>::ProofFailed,
		})?;
		Self::note_shown(&enterprise, attestations);
		Ok(())
	}

	/// Notes of each revision named, if it still is the last, that it was shown to hold a single 1.
	pub(crate) fn note_shown(enterprise: &RegistrationNumber, named: &[ProvedAttestation]) {
		let shown = named.iter().filter(|one| {
			Latest::<T>::mutate(enterprise, one.indicator, |last| match last {
				Some(last) if last.revision == one.revision && matches!(last.value, Value::Sealed(_)) => {
					last.shown = true;
					true
				},
				_ => false,
			})
		});
		let attestations = BoundedVec::truncate_from(shown.copied().collect());
		if !attestations.is_empty() {
			Self::deposit_event(Event::FormShown { enterprise: enterprise.clone(), attestations });
		}
	}

	fn ensure_once(attestations: &[ProvedAttestation]) -> DispatchResult {
		let mut named: Vec<_> = attestations.iter().map(|one| one.indicator).collect();
		named.sort_unstable();
		let once = named.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
		ensure!(once, Error::<T>::RepeatedAttestation);
		Ok(())
	}

	/// What an attestation stores that counts now, at this revision, and is not shown yet.
	fn unshown(enterprise: &RegistrationNumber, named: &ProvedAttestation) -> Result<Vec<Point>, DispatchError> {
		let last = Latest::<T>::get(enterprise, named.indicator).ok_or(Error::<T>::MissingAttestation)?;
		ensure!(last.revision <= named.revision, Error::<T>::SupersededAttestation);
		let counts = last.revision == named.revision && Self::counts_now(&last, named.indicator);
		ensure!(counts, Error::<T>::MissingAttestation);
		let Value::Sealed(stored) = last.value else { return Err(Error::<T>::OpenIndicator.into()) };
		ensure!(!last.shown, Error::<T>::AlreadyShown);
		Ok(stored.into_iter().map(|point| point.0).collect())
	}
}
