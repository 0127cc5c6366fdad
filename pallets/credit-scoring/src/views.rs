use crate::*;
use alloc::vec::Vec;
use frame_support::traits::Get;
use lingnan_support::{Grade, LiveAttestation, Page, Paging, RegistrationNumber, ScorecardId, Stated, MOST_LONG};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// The rating by a champion that counts, or the newest, and the history.
	pub fn ratings(enterprise: &RegistrationNumber) -> RatingsView {
		let view = |rating| Self::rating_view(enterprise, rating);
		let history: Vec<_> = Ratings::<T>::get(enterprise).into_iter().rev().map(view).collect();
		let counting = history.iter().find(|rating| rating.current).or(history.first());
		RatingsView { champion: counting.cloned(), history }
	}

	/// What a grade proof of an enterprise is made from now; nothing without a scorecard in force.
	pub fn proof_basis(enterprise: &RegistrationNumber) -> Option<ProofBasis> {
		let (scorecard, card) = Self::champion().ok()?;
		let live = Self::live(enterprise, &card);
		let coverage = card.coverage(live.iter().flatten().count());
		let least_points = Grade::ALL.map(|grade| points::least_points(&card, grade));
		let of_card = card.characteristics.into_iter().zip(live);
		let characteristics = of_card.map(|(spec, attestation)| Self::basis_of(spec, attestation)).collect();
		Some(ProofBasis {
			genesis_hash: H256(lingnan_support::genesis_hash::<T>()),
			enterprise: enterprise.clone(),
			scorecard,
			base: card.base,
			least_points,
			minimum_coverage: card.minimum_coverage,
			coverage,
			nonce: ProofNonces::<T>::get(enterprise),
			thresholds_per_consent: T::ThresholdsPerConsent::get(),
			characteristics,
		})
	}

	/// The scorecards, by number.
	pub fn scorecards(page: Paging) -> Page<ScorecardView> {
		let champion = Champion::<T>::get();
		let (month, rules) = (Self::this_month(), Self::rules());
		Page::of_numbers(NextScorecard::<T>::get(), page, MOST_LONG, |id: ScorecardId| {
			let card = Scorecards::<T>::get(id)?;
			let record = Records::<T>::get(id);
			let (outcomes, whole) = record.outcomes(&card.spec.default_probabilities, month, &rules);
			Some(ScorecardView {
				id,
				status: card.status,
				champion: champion == Some(id),
				spec: card.spec,
				outcomes,
				whole,
				institutions: record.institutions(month),
			})
		})
	}

	fn basis_of(spec: CharacteristicSpec, attestation: Option<LiveAttestation>) -> BasisCharacteristic {
		let bin = attestation.as_ref().and_then(|attestation| Self::open_bin(spec.indicator, attestation));
		let (revision, expires) = attestation.as_ref().map(|one| (one.revision, one.expires)).unzip();
		let (commitments, shown) = match attestation.map(|attestation| attestation.value) {
			Some(Stated::Sealed { commitments, shown }) => (commitments.into_iter().map(H256).collect(), shown),
			_ => (Vec::new(), false),
		};
		let CharacteristicSpec { indicator, points, missing, .. } = spec;
		BasisCharacteristic {
			indicator,
			points: points.into_inner(),
			missing,
			revision,
			expires,
			bin,
			commitments,
			shown,
		}
	}

	fn rating_view(enterprise: &RegistrationNumber, rating: Rating) -> RatingView {
		let in_force = Champion::<T>::get() == Some(rating.scorecard);
		let ended = Self::end_of(enterprise, &rating);
		RatingView {
			scorecard: rating.scorecard,
			grade: rating.grade,
			default_probability: rating.default_probability,
			coverage: rating.coverage,
			made_at: rating.made_at,
			valid_until: rating.valid_until,
			current: in_force && ended.is_none(),
			ended,
			institution: rating.institution,
			used: rating.used.into_inner(),
		}
	}
}
