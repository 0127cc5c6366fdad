use crate::{rehearsal::Rehearsal, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::UnixTime;
use frame_system::RawOrigin;
use lingnan_sealed::{rehearsal_rng, Opening};
use lingnan_support::{
	date_of, Grade, GradeClaim, GrantedLoan, IndicatorId, InstitutionId, Institutions, Outcomes as _, Purpose,
	Ratings as _, RegistrationNumber, ScorecardId, StoppedBy,
};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// Keys of two agencies.
	fn agencies() -> (AccountId, AccountId);
	/// So many open indicators of eight bins, higher being better.
	fn indicators(count: u32) -> Vec<IndicatorId>;
	/// An enterprise and its controller, with an attestation that counts for each of the indicators.
	fn enterprise(indicators: &[IndicatorId]) -> (RegistrationNumber, AccountId);
	/// A sealed indicator for each of these numbers of bins, higher being better.
	fn sealed_indicators(bins: &[u32]) -> Vec<IndicatorId>;
	/// States commitments of an enterprise by a sealed indicator.
	fn seal(enterprise: &RegistrationNumber, indicator: IndicatorId, commitments: Vec<[u8; 32]>);
	/// The key of an institution that holds a consent for everything, for this purpose.
	fn consented(enterprise: &RegistrationNumber, purpose: Purpose) -> AccountId;
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn card(indicators: &[IndicatorId]) -> ScorecardSpec {
		let characteristics: Vec<_> = indicators
			.iter()
			.map(|indicator| CharacteristicSpec {
				indicator: *indicator,
				points: (0..8).collect::<Vec<i16>>().try_into().unwrap_or_default(),
				missing: 0,
				reference: 7,
			})
			.collect();
		ScorecardSpec {
			name: "A scorecard".try_into().unwrap_or_default(),
			base: 500,
			characteristics: characteristics.try_into().unwrap_or_default(),
			cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
			default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
			minimum_coverage: 0,
			validity_days: 90,
		}
	}

	fn proposed<T: Config>(card: ScorecardSpec) -> ScorecardId {
		let id = NextScorecard::<T>::get();
		let (author, _) = T::BenchmarkHelper::agencies();
		Pallet::<T>::do_propose_scorecard(author, card).expect("it is proposed");
		id
	}

	fn validated<T: Config>(indicators: &[IndicatorId]) -> ScorecardId {
		validate::<T>(proposed::<T>(card(indicators)))
	}

	fn validate<T: Config>(id: ScorecardId) -> ScorecardId {
		let (_, validator) = T::BenchmarkHelper::agencies();
		Pallet::<T>::do_validate_scorecard(validator, id).expect("it is validated");
		id
	}

	/// Three cards of `c` characteristics each, none shared, and an enterprise with every attestation.
	fn in_force<T: Config>(c: u32) -> (RegistrationNumber, T::AccountId) {
		let indicators = T::BenchmarkHelper::indicators(3 * c);
		let mut cards = indicators.chunks(c as usize).map(validated::<T>).collect::<Vec<_>>().into_iter();
		let champion = cards.next().expect("there are three");
		Pallet::<T>::do_activate_champion(champion).expect("it is activated");
		cards.for_each(|id| Pallet::<T>::do_activate_challenger(id).expect("it is activated"));
		T::BenchmarkHelper::enterprise(&indicators)
	}

	/// A card with a full record, that makes judging it costly, and with eight former champions of which the first can step
	/// in.
	fn watched<T: Config>(month: u32) -> ScorecardId {
		let indicators = T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS);
		let cards: Vec<_> = (0..=MAX_FORMER).map(|_| validated::<T>(&indicators)).collect();
		for id in &cards {
			Pallet::<T>::do_activate_champion(*id).expect("it is activated");
			Records::<T>::insert(id, record(month));
		}
		let champion = cards.last().copied().unwrap_or_default();
		let gone = cards.iter().skip(1).filter(|id| **id != champion);
		gone.for_each(|id| Pallet::<T>::do_retire_scorecard(*id).expect("it is retired"));
		champion
	}

	/// Forty-eight months, every grade, every bank, as many defaults as are noted: just not too many.
	fn record(month: u32) -> Record {
		let mut record = Record::default();
		let tally = Tally { loans: 1_000, borrowers: 1_000, defaulted: 0 };
		for age in (0..MAX_COHORTS).rev() {
			let cohort = Cohort { month: month.saturating_sub(age), exact: [tally; 9], at_least: [tally; 9] };
			record.cohorts.try_push(cohort).expect("there is room");
		}
		for institution in (0..MAX_LENDERS).map(InstitutionId) {
			record.lenders.try_push(Lender { institution, month }).expect("there is room");
		}
		for n in 0..MAX_DEFAULT_NOTES {
			let grade = Grade::ALL[(n % 9) as usize];
			let note = DefaultNote { month, grade, institution: InstitutionId(n / 9) };
			record.defaults.try_push(note).expect("there is room");
		}
		// Some more defaults than are expected, in each grade: the tails are added up, and nothing follows.
		if let Some(cohort) = record.cohorts.iter_mut().next() {
			cohort.exact.iter_mut().zip([150u32, 375, 750, 1_500, 3_000, 6_000, 12_000, 24_000, 40_000]).for_each(
				|(tally, expected)| {
					tally.loans = 40_000;
					tally.defaulted = expected;
				},
			);
		}
		record
	}

	/// Points with nearly every bit set: each costs the verifier an addition.
	const DEAR: i16 = 0x3FF8;

	/// Shares so many commitments out among indicators of at most eight bins, and of at least two.
	fn bins_for(commitments: u32) -> Vec<u32> {
		let mut bins = alloc::vec![MAX_BINS; (commitments / MAX_BINS) as usize];
		match (commitments % MAX_BINS, bins.last_mut()) {
			(0, _) => {},
			(1, Some(last)) => {
				*last -= 1;
				bins.push(2);
			},
			(left, _) => bins.push(left.max(2)),
		}
		bins
	}

	/// A card with all the characteristics that there can be, of which some are sealed, in force; the firm that it rates,
	/// its controller and what opens its attestations.
	fn sealed_firm<T: Config>(bins: &[u32]) -> (RegistrationNumber, T::AccountId, Vec<Opening>) {
		let sealed = T::BenchmarkHelper::sealed_indicators(bins);
		let open = T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS.saturating_sub(sealed.len() as u32));
		let (enterprise, controller) = T::BenchmarkHelper::enterprise(&open);
		let mut card = card(&open);
		card.base -= i32::from(DEAR) * sealed.len() as i32;
		let mut openings = Vec::new();
		for (indicator, bins) in sealed.iter().zip(bins) {
			let opening = Opening::seal(1, *bins as usize, &mut rehearsal_rng(&indicator.0.to_le_bytes()));
			let opening = opening.expect("the bins are two to eight");
			T::BenchmarkHelper::seal(&enterprise, *indicator, opening.commitments().expect("it is well formed"));
			openings.push(opening);
			let points: Vec<i16> = (0..*bins as i16).map(|bin| DEAR + bin).collect();
			let spec = CharacteristicSpec {
				indicator: *indicator,
				points: points.try_into().expect("there are at most eight bins"),
				missing: DEAR,
				reference: DEAR,
			};
			card.characteristics.try_push(spec).expect("within the bound");
		}
		let id = validate::<T>(proposed::<T>(card));
		Pallet::<T>::do_activate_champion(id).expect("it is activated");
		(enterprise, controller, openings)
	}

	#[benchmark]
	fn propose_scorecard(c: Linear<1, MAX_CHARACTERISTICS>) {
		let indicators = T::BenchmarkHelper::indicators(c);
		let (author, _) = T::BenchmarkHelper::agencies();
		let id = NextScorecard::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(author), card(&indicators));
		assert!(Scorecards::<T>::contains_key(id));
	}

	#[benchmark]
	fn validate_scorecard() {
		let id = validated::<T>(&T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS));
		Pallet::<T>::do_activate_champion(id).expect("it is activated");
		Pallet::<T>::do_suspend_scorecard(id, StoppedBy::All).expect("it is suspended");
		let (_, validator) = T::BenchmarkHelper::agencies();
		#[extrinsic_call]
		_(RawOrigin::Signed(validator), id);
		assert!(Scorecards::<T>::get(id).is_some_and(|card| card.status == Status::Validated));
	}

	#[benchmark]
	fn activate_champion() {
		let indicators = T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS);
		let (former, id) = (validated::<T>(&indicators), validated::<T>(&indicators));
		Pallet::<T>::do_activate_champion(former).expect("it is activated");
		Pallet::<T>::do_activate_challenger(id).expect("it is activated");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert_eq!(Champion::<T>::get(), Some(id));
	}

	#[benchmark]
	fn activate_challenger() {
		let id = validated::<T>(&T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS));
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Challengers::<T>::get().contains(&id));
	}

	#[benchmark]
	fn suspend_scorecard() {
		let id = watched::<T>(Pallet::<T>::this_month());
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Champion::<T>::get() != Some(id));
	}

	#[benchmark]
	fn retire_scorecard() {
		let id = watched::<T>(Pallet::<T>::this_month());
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Champion::<T>::get() != Some(id));
	}

	/// A champion whose place another has taken.
	#[benchmark]
	fn resume_scorecard() {
		let id = watched::<T>(Pallet::<T>::this_month());
		Pallet::<T>::do_suspend_scorecard(id, StoppedBy::Few).expect("it is stopped");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Scorecards::<T>::get(id).is_some_and(|card| card.status != Status::Stopped));
	}

	#[benchmark]
	fn rate(c: Linear<1, MAX_CHARACTERISTICS>) {
		let (enterprise, controller) = in_force::<T>(c);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise.clone());
		assert_eq!(ShadowRatings::<T>::get(enterprise).len(), 2);
	}

	#[benchmark]
	fn rate_with_consent(c: Linear<1, MAX_CHARACTERISTICS>) {
		let (enterprise, _) = in_force::<T>(c);
		let institution = T::BenchmarkHelper::consented(&enterprise, Purpose::Assessment);
		#[extrinsic_call]
		_(RawOrigin::Signed(institution), enterprise.clone(), Purpose::Assessment);
		assert_eq!(Ratings::<T>::get(enterprise).len(), 1);
	}

	#[benchmark]
	fn request_explanation() {
		let (enterprise, controller) = in_force::<T>(MAX_CHARACTERISTICS);
		Pallet::<T>::do_rate(controller, enterprise.clone()).expect("it is rated");
		let institution = T::BenchmarkHelper::consented(&enterprise, Purpose::Monitoring);
		#[extrinsic_call]
		_(RawOrigin::Signed(institution), enterprise, Purpose::Monitoring);
	}

	#[benchmark]
	fn prove_grade(b: Linear<2, { MAX_CHARACTERISTICS * MAX_BINS }>) {
		let (enterprise, controller, openings) = sealed_firm::<T>(&bins_for(b));
		let institution = T::BenchmarkHelper::consented(&enterprise, Purpose::Assessment);
		let institution = T::Institutions::institution_of(&institution);
		let basis = Pallet::<T>::proof_basis(&enterprise).expect("a card is in force");
		let proof = Rehearsal::new(&basis, &openings, Grade::Cc, institution).prove();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise.clone(), proof);
		assert_eq!(ProofNonces::<T>::get(enterprise), 1);
	}

	#[benchmark]
	fn reported() {
		let today = date_of(T::Clock::now().as_secs());
		let scorecard = watched::<T>(monitor::month_of(today));
		let (enterprise, _) = T::BenchmarkHelper::enterprise(&[]);
		let grade = GradeClaim::Exactly(Grade::B);
		let amount = lingnan_support::MAX_AMOUNT;
		let loan =
			GrantedLoan { enterprise: &enterprise, institution: InstitutionId(0), scorecard, grade, amount, on: today };
		#[block]
		{
			Pallet::<T>::granted(&loan);
		}
		assert!(Watched::<T>::contains_key(enterprise, scorecard));
	}

	#[benchmark]
	fn current_rating() {
		let (enterprise, controller) = in_force::<T>(MAX_CHARACTERISTICS);
		Pallet::<T>::do_rate(controller, enterprise.clone()).expect("it is rated");
		#[block]
		{
			assert!(Pallet::<T>::current(&enterprise).is_some());
		}
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
