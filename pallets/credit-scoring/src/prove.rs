//! Sealed ratings: a grade that the enterprise proves over commitments.

use crate::*;
use alloc::{string::ToString, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	BoundedVec,
};
use lingnan_sealed::{GradeClaim, Refusal, Total, UsedRevision, Verifier, PROOF_BYTES};
use lingnan_support::{
	Act, Attestations, BasisPoints, ConsentId, Consents, Enterprises, InstitutionId, LiveAttestation, Purpose,
	RegistrationNumber, ScorecardId, Stated, SECONDS_PER_DAY, WHOLE,
};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Answers how many commitments the total was made from. What is cheap to see is checked first, the proof last.
	pub(crate) fn do_prove_grade(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		proof: GradeProof,
	) -> Result<u32, DispatchError> {
		ensure!(T::Enterprises::profile(&enterprise).is_some(), Error::<T>::NotFound);
		ensure!(T::Enterprises::may(&who, &enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(proof.proof.len() == PROOF_BYTES, Error::<T>::MalformedProof);
		ensure!(proof.nonce == ProofNonces::<T>::get(&enterprise), Error::<T>::WrongNonce);
		let (scorecard, card) = Self::champion()?;
		Self::ensure_in_force(proof.scorecard, scorecard)?;

		let live = Self::live(&enterprise, &card);
		Self::ensure_named(&enterprise, &card, &live, &proof.used)?;
		let coverage = Self::coverage_of(&card, &live)?;
		let (used, total) = Self::sum_up(&card, &live)?;
		ensure!(total.commitments() > 0, Error::<T>::NothingSealed);
		let consent = proof.institution.map(|one| Self::use_threshold(&enterprise, one, &card)).transpose()?;

		let points = points::least_points(&card, proof.grade);
		let claim = GradeClaim {
			genesis_hash: Self::genesis_hash(),
			enterprise: enterprise.to_string(),
			scorecard: scorecard.0,
			grade: u8::try_from(proof.grade.index()).unwrap_or(u8::MAX),
			cut_off: points,
			used: used.iter().map(|u| UsedRevision { indicator: u.indicator.0, revision: u.revision }).collect(),
			institution: proof.institution.map(|id| id.0),
			nonce: proof.nonce,
		};
		T::Verifier::verify(&claim, &total, &proof.proof).map_err(|why| match why {
			Refusal::ProofLength | Refusal::MalformedProof => Error::<T>::MalformedProof,
			_ => Error::<T>::ProofFailed,
		})?;

		ProofNonces::<T>::insert(&enterprise, proof.nonce.saturating_add(1));
		let made_at = Self::now();
		let rating = Rating {
			scorecard,
			form: Form::Sealed,
			points,
			grade: proof.grade,
			default_probability: card.default_probabilities.get(proof.grade.index()).copied().unwrap_or(WHOLE),
			coverage,
			reasons: BoundedVec::new(),
			made_at,
			valid_until: made_at.saturating_add(u64::from(card.validity_days).saturating_mul(SECONDS_PER_DAY)),
			institution: proof.institution,
			used: BoundedVec::truncate_from(used),
		};
		Self::deposit_event(Event::GradeProved {
			enterprise: enterprise.clone(),
			scorecard,
			grade: proof.grade,
			coverage,
			valid_until: rating.valid_until,
			institution: proof.institution,
			consent,
			nonce: proof.nonce,
		});
		Self::keep(&enterprise, rating);
		Ok(u32::try_from(total.commitments()).unwrap_or(u32::MAX))
	}

	pub(crate) fn genesis_hash() -> [u8; 32] {
		let hash = frame_system::Pallet::<T>::block_hash(frame_system::pallet_prelude::BlockNumberFor::<T>::zero());
		let mut bytes = [0; 32];
		bytes.iter_mut().zip(hash.as_ref()).for_each(|(into, from)| *into = *from);
		bytes
	}

	fn ensure_in_force(named: ScorecardId, champion: ScorecardId) -> DispatchResult {
		ensure!(Scorecards::<T>::contains_key(named), Error::<T>::NotFound);
		ensure!(named == champion, Error::<T>::NotInForce);
		Ok(())
	}

	/// The proof must rest on exactly the attestations that count now.
	fn ensure_named(
		enterprise: &RegistrationNumber,
		card: &ScorecardSpec,
		live: &[Option<LiveAttestation>],
		named: &[ProvedAttestation],
	) -> DispatchResult {
		let counting = || card.characteristics.iter().zip(live);
		for attestation in named {
			let (_, counts) = counting()
				.find(|(spec, _)| spec.indicator == attestation.indicator)
				.ok_or(Error::<T>::NotACharacteristic)?;
			if counts.as_ref().is_some_and(|counts| counts.revision == attestation.revision) {
				continue;
			}
			let last = T::Attestations::last_revision(enterprise, attestation.indicator);
			ensure!(last.is_none_or(|last| last <= attestation.revision), Error::<T>::SupersededAttestation);
			return Err(Error::<T>::MissingAttestation.into());
		}
		let left_out = counting().any(|(spec, counts)| {
			counts.is_some() && !named.iter().any(|attestation| attestation.indicator == spec.indicator)
		});
		ensure!(!left_out, Error::<T>::AttestationLeftOut);
		// Each that counts is named and each that is named counts: more names than that are repetitions.
		ensure!(named.len() == live.iter().flatten().count(), Error::<T>::NotACharacteristic);
		Ok(())
	}

	fn coverage_of(card: &ScorecardSpec, live: &[Option<LiveAttestation>]) -> Result<BasisPoints, DispatchError> {
		let counted: Vec<_> = live.iter().map(|attestation| attestation.as_ref().map(|_| 0)).collect();
		let coverage = points::coverage(card, &counted);
		ensure!(coverage >= card.minimum_coverage, Error::<T>::CoverageTooLow);
		Ok(coverage)
	}

	/// What is used, and the total as far as the chain can compute it.
	fn sum_up(
		card: &ScorecardSpec,
		live: &[Option<LiveAttestation>],
	) -> Result<(Vec<UsedAttestation>, Total), DispatchError> {
		let (mut used, mut total) = (Vec::new(), Total::new(card.base));
		let open = Self::open(card, live);
		for (spec, (attestation, open)) in card.characteristics.iter().zip(live.iter().zip(open)) {
			let bin = open.map(|open| open.bin);
			match attestation.as_ref().map(|attestation| &attestation.value) {
				Some(Stated::Sealed(commitments)) => {
					total.add_sealed(&spec.points, commitments).map_err(|_| Error::<T>::InvalidBins)?
				},
				_ => total.add(spec.points_for(bin)),
			}
			if let Some(attestation) = attestation {
				used.push(UsedAttestation { indicator: spec.indicator, revision: attestation.revision, bin });
			}
		}
		Ok((used, total))
	}

	/// Burns a use of a consent, and counts the threshold that is proved under it: repeated ones bisect the total.
	fn use_threshold(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		card: &ScorecardSpec,
	) -> Result<ConsentId, DispatchError> {
		let consent = T::Consents::use_consent(enterprise, institution, Purpose::Assessment, &rate::indicators(card))?;
		ThresholdsProved::<T>::try_mutate(consent, |proved| {
			ensure!(*proved < T::ThresholdsPerConsent::get(), Error::<T>::TooManyThresholds);
			*proved = proved.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		Ok(consent)
	}
}
