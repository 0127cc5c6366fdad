use crate::{rate::bins, *};
use alloc::vec::Vec;
use frame_support::traits::Get;
use lingnan_support::{
	Attestations, Enterprises, Grade, LiveAttestation, Page, Paging, RegistrationNumber, ScorecardId, Stated, MOST_LONG,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// The rating by a champion that counts, or the newest, the newest by each challenger, and the history.
	pub fn ratings(enterprise: &RegistrationNumber) -> RatingsView {
		let view = |rating| Self::rating_view(enterprise, rating);
		let history: Vec<_> = Ratings::<T>::get(enterprise).into_iter().rev().map(view).collect();
		let challengers = ShadowRatings::<T>::get(enterprise).into_iter().map(view).collect();
		let counting = history.iter().find(|rating| rating.current).or(history.first());
		RatingsView { champion: counting.cloned(), challengers, history }
	}

	/// What the scorecard in force says of an enterprise now, and what would lift the grade.
	pub fn explain(enterprise: &RegistrationNumber) -> Result<Explanation, ExplainRefusal> {
		if T::Enterprises::profile(enterprise).is_none() {
			return Err(ExplainRefusal::NotFound);
		}
		let (scorecard, card) = Self::champion().map_err(|_| ExplainRefusal::NoChampion)?;
		let live = Self::live(enterprise, &card);
		if live.iter().flatten().any(LiveAttestation::is_sealed) {
			return Err(ExplainRefusal::Sealed);
		}
		let attestations = Self::open(&card, &live);
		let bins = bins(&attestations);
		let now = points::assess(&card, &bins);
		if now.coverage < card.minimum_coverage {
			let minimum = card.minimum_coverage;
			return Err(ExplainRefusal::CoverageTooLow { coverage: now.coverage, minimum });
		}
		let characteristics = card
			.characteristics
			.iter()
			.zip(&attestations)
			.map(|(spec, attestation)| {
				let bin = attestation.map(|attestation| attestation.bin);
				CharacteristicView {
					indicator: spec.indicator,
					value: attestation.map(|attestation| attestation.value),
					bin,
					points: spec.points_for(bin),
					reference: spec.reference,
					shortfall: spec.shortfall(bin),
				}
			})
			.collect();
		Ok(Explanation {
			scorecard,
			base: card.base,
			points: now.points,
			grade: now.grade,
			default_probability: now.default_probability,
			coverage: now.coverage,
			characteristics,
			reasons: now.reasons,
			lift: Self::lift(&card, &bins),
		})
	}

	/// What a grade proof of an enterprise is made from now; nothing without a scorecard in force.
	pub fn proof_basis(enterprise: &RegistrationNumber) -> Option<ProofBasis> {
		let (scorecard, card) = Self::champion().ok()?;
		let live = Self::live(enterprise, &card);
		let open = Self::open(&card, &live);
		let counted: Vec<_> = live.iter().map(|attestation| attestation.as_ref().map(|_| 0)).collect();
		let coverage = points::coverage(&card, &counted);
		let least_points = Grade::ALL.map(|grade| points::least_points(&card, grade));
		let characteristics = card
			.characteristics
			.into_iter()
			.zip(live.into_iter().zip(open))
			.map(|(spec, (attestation, open))| BasisCharacteristic {
				indicator: spec.indicator,
				points: spec.points.into_inner(),
				missing: spec.missing,
				revision: attestation.as_ref().map(|attestation| attestation.revision),
				expires: attestation.as_ref().map(|attestation| attestation.expires),
				bin: open.map(|open| open.bin),
				commitments: match attestation.map(|attestation| attestation.value) {
					Some(Stated::Sealed(commitments)) => commitments.into_iter().map(H256).collect(),
					_ => Vec::new(),
				},
			})
			.collect();
		Some(ProofBasis {
			genesis_hash: H256(Self::genesis_hash()),
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
		let (champion, challengers) = (Champion::<T>::get(), Challengers::<T>::get());
		let (month, rules) = (Self::this_month(), Self::rules());
		Page::of_numbers(NextScorecard::<T>::get(), page, MOST_LONG, |id: ScorecardId| {
			let card = Scorecards::<T>::get(id)?;
			let record = Records::<T>::get(id);
			let (outcomes, whole) = record.outcomes(&card.spec.default_probabilities, month, &rules);
			Some(ScorecardView {
				id,
				status: card.status,
				champion: champion == Some(id),
				challenger: challengers.contains(&id),
				spec: card.spec,
				outcomes,
				whole,
				institutions: record.institutions(month),
			})
		})
	}

	fn lift(card: &ScorecardSpec, bins: &[Option<u8>]) -> Option<Lift> {
		let (place, to_bin, then) = points::cheapest_lift(card, bins)?;
		let indicator = card.characteristics.get(place)?.indicator;
		let edges = T::Attestations::indicator(indicator)?.edges;
		let bin = usize::from(to_bin);
		Some(Lift {
			indicator,
			from_bin: bins.get(place).copied().flatten(),
			to_bin,
			at_least: bin.checked_sub(1).and_then(|below| edges.get(below).copied()),
			below: edges.get(bin).copied(),
			points: then.points,
			grade: then.grade,
		})
	}

	fn rating_view(enterprise: &RegistrationNumber, rating: Rating) -> RatingView {
		let in_force = Champion::<T>::get() == Some(rating.scorecard);
		let ended = Self::end_of(enterprise, &rating);
		RatingView {
			scorecard: rating.scorecard,
			form: rating.form,
			points: rating.points,
			grade: rating.grade,
			default_probability: rating.default_probability,
			coverage: rating.coverage,
			reasons: rating.reasons.into_inner(),
			made_at: rating.made_at,
			valid_until: rating.valid_until,
			current: in_force && ended.is_none(),
			ended,
			institution: rating.institution,
			used: rating.used.into_inner(),
		}
	}
}
