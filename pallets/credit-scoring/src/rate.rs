//! Ratings: who may ask, what is read, what is kept.

use crate::{points::Assessment, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	BoundedVec,
};
use lingnan_support::{
	Act, Attestations, BasisPoints, Consents, Enterprises, IndicatorId, InstitutionId, Institutions, LiveAttestation,
	Purpose, Ratings as _, RegistrationNumber, Revision, ScorecardId, Stated, SECONDS_PER_DAY,
};

/// An open attestation that counts.
#[derive(Clone, Copy)]
pub(crate) struct OpenAttestation {
	pub value: i64,
	pub revision: Revision,
	pub bin: u8,
}

/// A card's open attestations, one for each characteristic.
pub(crate) type OpenAttestations = Vec<Option<OpenAttestation>>;

pub(crate) fn bins(attestations: &OpenAttestations) -> Vec<Option<u8>> {
	attestations.iter().map(|attestation| attestation.map(|attestation| attestation.bin)).collect()
}

impl<T: Config> Pallet<T> {
	/// Answers how many characteristics the longest card had.
	pub(crate) fn do_rate(who: T::AccountId, enterprise: RegistrationNumber) -> Result<u32, DispatchError> {
		ensure!(T::Enterprises::profile(&enterprise).is_some(), Error::<T>::NotFound);
		ensure!(T::Enterprises::may(&who, &enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		let (id, champion) = Self::champion()?;
		Self::rate_by_all(enterprise, None, id, &champion)
	}

	pub(crate) fn do_rate_with_consent(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		purpose: Purpose,
	) -> Result<u32, DispatchError> {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(T::Enterprises::profile(&enterprise).is_some(), Error::<T>::NotFound);
		let (id, champion) = Self::champion()?;
		T::Consents::use_consent(&enterprise, institution, purpose, &indicators(&champion))?;
		Self::rate_by_all(enterprise, Some(institution), id, &champion)
	}

	pub(crate) fn do_request_explanation(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		purpose: Purpose,
	) -> DispatchResult {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(T::Enterprises::profile(&enterprise).is_some(), Error::<T>::NotFound);
		let rating = Self::current(&enterprise).ok_or(Error::<T>::NotRated)?;
		ensure!(!rating.at_least, Error::<T>::SealedRating);
		let consent = T::Consents::use_consent(&enterprise, institution, purpose, &rating.indicators)?;
		Self::deposit_event(Event::ExplanationRead {
			enterprise,
			institution,
			consent,
			scorecard: rating.scorecard,
			points: rating.points,
			grade: rating.grade,
		});
		Ok(())
	}

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

	/// The open ones among them, with their bins. A sealed attestation is missing here: only a proof can count it.
	pub(crate) fn open(card: &ScorecardSpec, live: &[Option<LiveAttestation>]) -> OpenAttestations {
		card.characteristics
			.iter()
			.zip(live)
			.map(|(spec, attestation)| {
				let LiveAttestation { value: Stated::Open(value), revision, .. } = *attestation.as_ref()? else {
					return None;
				};
				let bin = T::Attestations::indicator(spec.indicator)?.bin_of(value);
				Some(OpenAttestation { value, revision, bin })
			})
			.collect()
	}

	fn rate_by_all(
		enterprise: RegistrationNumber,
		institution: Option<InstitutionId>,
		champion: ScorecardId,
		card: &ScorecardSpec,
	) -> Result<u32, DispatchError> {
		let mut longest = card.characteristics.len();
		let rating = Self::rating(&enterprise, institution, champion, card).map_err(|low| match low {
			LowCoverage { sealed: true, .. } => Error::<T>::SealedAttestations,
			LowCoverage { sealed: false, .. } => Error::<T>::CoverageTooLow,
		})?;
		Self::deposit_event(Event::Rated {
			enterprise: enterprise.clone(),
			scorecard: champion,
			points: rating.points,
			grade: rating.grade,
			coverage: rating.coverage,
			valid_until: rating.valid_until,
			institution,
		});
		Self::keep(&enterprise, rating);

		for id in Challengers::<T>::get() {
			let Some(challenger) = Scorecards::<T>::get(id) else { continue };
			longest = longest.max(challenger.spec.characteristics.len());
			match Self::rating(&enterprise, institution, id, &challenger.spec) {
				Ok(rating) => {
					Self::deposit_event(Event::RatedInShadow {
						enterprise: enterprise.clone(),
						scorecard: id,
						points: rating.points,
						grade: rating.grade,
					});
					ShadowRatings::<T>::mutate(&enterprise, |ratings| {
						ratings.retain(|last| last.scorecard != id);
						push_out_oldest(ratings, rating);
					});
				},
				Err(LowCoverage { coverage, .. }) => Self::deposit_event(Event::ShadowCoverageTooLow {
					enterprise: enterprise.clone(),
					scorecard: id,
					coverage,
				}),
			}
		}
		Ok(u32::try_from(longest).unwrap_or(MAX_CHARACTERISTICS))
	}

	/// Makes a rating the newest of an enterprise.
	pub(crate) fn keep(enterprise: &RegistrationNumber, rating: Rating) {
		Ratings::<T>::mutate(enterprise, |ratings| push_out_oldest(ratings, rating));
	}

	/// The rating by one card now, or the coverage when it is too low.
	fn rating(
		enterprise: &RegistrationNumber,
		institution: Option<InstitutionId>,
		scorecard: ScorecardId,
		card: &ScorecardSpec,
	) -> Result<Rating, LowCoverage> {
		let live = Self::live(enterprise, card);
		let attestations = Self::open(card, &live);
		let Assessment { points, grade, default_probability, coverage, reasons } =
			points::assess(card, &bins(&attestations));
		if coverage < card.minimum_coverage {
			return Err(LowCoverage { coverage, sealed: live.iter().flatten().any(LiveAttestation::is_sealed) });
		}
		let used: Vec<UsedAttestation> = card
			.characteristics
			.iter()
			.zip(&attestations)
			.filter_map(|(spec, attestation)| {
				let OpenAttestation { revision, bin, .. } = (*attestation)?;
				Some(UsedAttestation { indicator: spec.indicator, revision, bin: Some(bin) })
			})
			.collect();
		let made_at = Self::now();
		Ok(Rating {
			scorecard,
			form: Form::Open,
			points,
			grade,
			default_probability,
			coverage,
			reasons: BoundedVec::truncate_from(reasons),
			made_at,
			valid_until: made_at.saturating_add(u64::from(card.validity_days).saturating_mul(SECONDS_PER_DAY)),
			institution,
			used: BoundedVec::truncate_from(used),
		})
	}
}

/// Why there is no open rating.
struct LowCoverage {
	coverage: BasisPoints,
	/// Sealed attestations count, though not here.
	sealed: bool,
}

pub(crate) fn indicators(card: &ScorecardSpec) -> Vec<IndicatorId> {
	card.characteristics.iter().map(|spec| spec.indicator).collect()
}

fn push_out_oldest<B: frame_support::traits::Get<u32>>(ratings: &mut BoundedVec<Rating, B>, newest: Rating) {
	if ratings.is_full() {
		ratings.remove(0);
	}
	// There is room now, for every bound is at least one.
	let _ = ratings.try_push(newest);
}
