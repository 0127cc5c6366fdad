//! Ratings: a grade that the enterprise proves over what its agencies attested.

use crate::{basis::Basis, *};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	weights::Weight,
	BoundedVec,
};
use lingnan_sealed::{Attestation, Batch, FormClaim, GradeClaim, Refusal, UsedRevision, Verifier, PROOF_BYTES};
use lingnan_support::{
	Act, Attestations, BasisPoints, ConsentId, Consents, Enterprises, IndicatorId, InstitutionId, LiveAttestation,
	Purpose, RegistrationNumber, ScorecardId, SECONDS_PER_DAY, WHOLE,
};

/// What a proof was verified over.
pub(crate) struct Verified {
	/// Commitments that the total was made from.
	pub commitments: u32,
	/// What was shown to hold a single 1, where a proof of it came along.
	pub shown: Option<Shown>,
}

/// What a form's proof is about.
pub(crate) struct Shown {
	pub attestations: u32,
	/// That they store.
	pub commitments: u32,
}

impl Verified {
	/// At most, by what was sent: a form of another length than its commitments ask for is refused unread.
	pub(crate) fn at_most(proof: &GradeProof) -> Self {
		let used = count(proof.used.len());
		let shown = proof.form.as_ref().map(|form| {
			let commitments = count(lingnan_sealed::stored_in(form.len())).min(MAX_FORM_STORED);
			Shown { attestations: used.min(commitments), commitments }
		});
		Self { commitments: used.saturating_mul(MAX_STORED), shown }
	}

	pub(crate) fn weight<T: Config>(&self) -> Weight {
		let grade = T::WeightInfo::prove_grade(self.commitments);
		self.shown.as_ref().map_or(grade, |shown| {
			let marks = T::DbWeight::get().reads_writes(1, 1).saturating_mul(shown.attestations.into());
			grade.saturating_add(T::WeightInfo::form(shown.commitments)).saturating_add(marks)
		})
	}
}

impl<T: Config> Pallet<T> {
	/// What is cheap to see is checked first, the proofs last, both in one batch.
	pub(crate) fn do_prove_grade(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		proof: GradeProof,
	) -> Result<Verified, DispatchError> {
		ensure!(T::Enterprises::exists(&enterprise), Error::<T>::NotFound);
		ensure!(T::Enterprises::may(&who, &enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(proof.proof.len() == PROOF_BYTES, Error::<T>::MalformedProof);
		ensure!(proof.nonce == ProofNonces::<T>::get(&enterprise), Error::<T>::WrongNonce);
		let (scorecard, card) = Self::champion()?;
		Self::ensure_in_force(proof.scorecard, scorecard)?;

		let live = Self::live(&enterprise, &card);
		Self::ensure_named(&enterprise, &card, &live, &proof.used)?;
		let coverage = Self::coverage_of(&card, &live)?;
		let Basis { used, total, unshown } = Self::add_up(&card, &live)?;
		ensure!(unshown.is_empty() || proof.form.is_some(), Error::<T>::FormMissing);
		ensure!(!unshown.is_empty() || proof.form.is_none(), Error::<T>::NothingToShow);
		let consent = proof.institution.map(|one| Self::use_threshold(&enterprise, one, &card)).transpose()?;

		let mut batch = Batch::new();
		let mut verified = Verified { commitments: count(total.commitments()), shown: None };
		let shown: Vec<_> = unshown.iter().map(named).collect();
		if let Some(form) = &proof.form {
			let commitments = count(unshown.iter().map(|one| one.stored().len()).sum());
			verified.shown = Some(Shown { attestations: count(shown.len()), commitments });
			let claim = FormClaim::new(lingnan_support::genesis_hash::<T>(), enterprise.to_string(), unshown);
			batch = batch.form(&claim.map_err(|_| Error::<T>::TooManyBins)?, form).map_err(Self::refused)?;
		}
		let claim = Self::claim(enterprise.to_string(), &card, &used, &proof);
		let batch = batch.grade(&claim, &total, &proof.proof).map_err(Self::refused)?;
		T::Verifier::verify(batch).map_err(Self::refused)?;

		if !shown.is_empty() {
			T::Attestations::mark_shown(&enterprise, &shown);
		}
		ProofNonces::<T>::insert(&enterprise, proof.nonce.saturating_add(1));
		let made_at = Self::now();
		let rating = Rating {
			scorecard,
			grade: proof.grade,
			default_probability: card.default_probabilities.get(proof.grade.index()).copied().unwrap_or(WHOLE),
			coverage,
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
		Ok(verified)
	}

	fn claim(enterprise: String, card: &ScorecardSpec, used: &[UsedAttestation], proof: &GradeProof) -> GradeClaim {
		GradeClaim {
			genesis_hash: lingnan_support::genesis_hash::<T>(),
			enterprise,
			scorecard: proof.scorecard.0,
			grade: u8::try_from(proof.grade.index()).unwrap_or(u8::MAX),
			cut_off: points::least_points(card, proof.grade),
			used: used.iter().map(|u| UsedRevision { indicator: u.indicator.0, revision: u.revision }).collect(),
			institution: proof.institution.map(|id| id.0),
			nonce: proof.nonce,
		}
	}

	fn refused(why: Refusal) -> Error<T> {
		match why {
			Refusal::ProofLength | Refusal::MalformedProof => Error::<T>::MalformedProof,
			_ => Error::<T>::ProofFailed,
		}
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
		let coverage = card.coverage(live.iter().flatten().count());
		ensure!(coverage >= card.minimum_coverage, Error::<T>::CoverageTooLow);
		Ok(coverage)
	}

	/// Burns a use of a consent, and counts the threshold that is proved under it: repeated ones bisect the total.
	fn use_threshold(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		card: &ScorecardSpec,
	) -> Result<ConsentId, DispatchError> {
		let indicators: Vec<IndicatorId> = card.characteristics.iter().map(|spec| spec.indicator).collect();
		let consent = T::Consents::use_consent(enterprise, institution, Purpose::Assessment, &indicators)?;
		ThresholdsProved::<T>::try_mutate(consent, |proved| {
			ensure!(*proved < T::ThresholdsPerConsent::get(), Error::<T>::TooManyThresholds);
			*proved = proved.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		Ok(consent)
	}

	/// Makes a rating the newest of an enterprise. The oldest makes room.
	fn keep(enterprise: &RegistrationNumber, newest: Rating) {
		Ratings::<T>::mutate(enterprise, |ratings| {
			if ratings.is_full() {
				ratings.remove(0);
			}
			// There is room now.
			let _ = ratings.try_push(newest);
		});
	}
}

/// An attestation as a call names it.
fn named(attestation: &Attestation) -> ProvedAttestation {
	ProvedAttestation { indicator: IndicatorId(attestation.indicator()), revision: attestation.revision() }
}

fn count(length: usize) -> u32 {
	u32::try_from(length).unwrap_or(u32::MAX)
}
