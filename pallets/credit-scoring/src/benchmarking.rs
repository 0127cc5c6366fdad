use crate::{rehearsal::Rehearsal, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::UnixTime;
use frame_system::RawOrigin;
use lingnan_sealed::{rehearsal_rng, Batch, Opening, Verifier as _};
use lingnan_support::{
	date_of, Attestations as _, Grade, GrantedLoan, IndicatorId, InstitutionId, Institutions, Outcomes as _, Purpose,
	Ratings as _, RegistrationNumber, ScorecardId, StoppedBy,
};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// Keys of two agencies.
	fn agencies() -> (AccountId, AccountId);
	/// So many indicators of eight bins of which values stand open, higher being better.
	fn indicators(count: u32) -> Vec<IndicatorId>;
	/// An enterprise and its controller, with an attestation that counts for each of the indicators.
	fn enterprise(indicators: &[IndicatorId]) -> (RegistrationNumber, AccountId);
	/// A sealed indicator for each of these numbers of bins, higher being better.
	fn sealed_indicators(bins: &[u32]) -> Vec<IndicatorId>;
	/// States the stored commitments of an enterprise by a sealed indicator.
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
		Pallet::<T>::do_validate_scorecard(validator, id, validation::<T>()).expect("it is validated");
		id
	}

	fn validation<T: Config>() -> Validation {
		let today = lingnan_support::date_of(Pallet::<T>::now());
		Validation { report: sp_core::H256::repeat_byte(7), valid_until: today.saturating_add(365) }
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
			let cohort = Cohort { month: month.saturating_sub(age), proved: [tally; 9] };
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
			cohort.proved.iter_mut().zip([150u32, 375, 750, 1_500, 3_000, 6_000, 12_000, 24_000, 40_000]).for_each(
				|(tally, expected)| {
					tally.loans = 40_000;
					tally.defaulted = expected;
				},
			);
		}
		record
	}

	/// Points of a last bin. Commitments count by what they lack of it, and each set bit of that costs the verifier an
	/// addition: nine or eight, where a total of 64 such indicators has room for ten.
	const DEAR: i16 = 0x3F7;

	/// Bins of indicators that store so many commitments in all, in as few attestations as can be: seven each.
	fn few(stored: u32) -> Vec<u32> {
		let mut bins = alloc::vec![MAX_STORED + 1; (stored / MAX_STORED) as usize];
		if stored % MAX_STORED > 0 {
			bins.push(stored % MAX_STORED + 1);
		}
		bins
	}

	/// The same in as many attestations as can be, which have the most bins: 64 at most, with 256 bins in all.
	fn many(stored: u32) -> Vec<u32> {
		let count = stored.min(MAX_CHARACTERISTICS).min(256 - stored);
		(0..count).map(|n| stored / count + u32::from(n < stored % count) + 1).collect()
	}

	/// A card with all the characteristics that there can be, of which some are sealed, in force; the firm that it rates,
	/// its controller and what opens its attestations.
	fn sealed_firm<T: Config>(bins: &[u32]) -> (RegistrationNumber, T::AccountId, Vec<Opening>) {
		let sealed = T::BenchmarkHelper::sealed_indicators(bins);
		let open = T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS.saturating_sub(sealed.len() as u32));
		let (enterprise, controller) = T::BenchmarkHelper::enterprise(&open);
		let mut card = card(&open);
		let mut openings = Vec::new();
		for (indicator, bins) in sealed.iter().zip(bins) {
			let opening = Opening::seal(1, *bins as usize, &mut rehearsal_rng(&indicator.0.to_le_bytes()));
			let opening = opening.expect("the bins are two to eight");
			T::BenchmarkHelper::seal(&enterprise, *indicator, opening.stored().expect("it is well formed"));
			openings.push(opening);
			let points: Vec<i16> = (0..*bins as i16 - 1).chain([DEAR]).collect();
			let spec = CharacteristicSpec {
				indicator: *indicator,
				points: points.try_into().expect("there are at most eight bins"),
				missing: 0,
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
		_(RawOrigin::Signed(validator), id, validation::<T>().report, validation::<T>().valid_until);
		assert!(Scorecards::<T>::get(id).is_some_and(|card| card.status == Status::Validated));
	}

	#[benchmark]
	fn activate_champion() {
		let indicators = T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS);
		let (former, id) = (validated::<T>(&indicators), validated::<T>(&indicators));
		Pallet::<T>::do_activate_champion(former).expect("it is activated");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert_eq!(Champion::<T>::get(), Some(id));
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

	/// Over attestations that were all shown before.
	#[benchmark]
	fn prove_grade(b: Linear<1, { MAX_CHARACTERISTICS * MAX_STORED }>) {
		let (enterprise, controller, openings) = sealed_firm::<T>(&few(b));
		let basis = Pallet::<T>::proof_basis(&enterprise).expect("a card is in force");
		let sealed = basis.characteristics.iter().filter(|one| !one.commitments.is_empty());
		let shown =
			sealed.filter_map(|one| Some(ProvedAttestation { indicator: one.indicator, revision: one.revision? }));
		T::Attestations::mark_shown(&enterprise, &shown.collect::<Vec<_>>());
		let institution = T::BenchmarkHelper::consented(&enterprise, Purpose::Assessment);
		let institution = T::Institutions::institution_of(&institution);
		let basis = Pallet::<T>::proof_basis(&enterprise).expect("a card is in force");
		let proof = Rehearsal::new(&basis, &openings, Grade::Cc, institution).prove();
		assert!(proof.form.is_none());
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise.clone(), proof);
		assert_eq!(ProofNonces::<T>::get(enterprise), 1);
	}

	/// What a form's proof adds: it is verified, alone. Marking its attestations is not in it.
	#[benchmark]
	fn form(b: Linear<1, MAX_FORM_STORED>) {
		let (enterprise, _, openings) = sealed_firm::<T>(&many(b));
		let basis = Pallet::<T>::proof_basis(&enterprise).expect("a card is in force");
		let rehearsal = Rehearsal::new(&basis, &openings, Grade::Cc, None);
		let proof = rehearsal.form().expect("nothing was shown yet");
		let (claim, _) = rehearsal.unshown.expect("nothing was shown yet");
		#[block]
		{
			let batch = Batch::new().form(&claim, &proof).expect("it is in form");
			T::Verifier::verify(batch).expect("it holds");
		}
	}

	#[benchmark]
	fn reported() {
		let today = date_of(T::Clock::now().as_secs());
		let scorecard = watched::<T>(monitor::month_of(today));
		let (enterprise, _) = T::BenchmarkHelper::enterprise(&[]);
		let grade = Grade::B;
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
		let (enterprise, controller, openings) = sealed_firm::<T>(&[2; MAX_CHARACTERISTICS as usize]);
		let basis = Pallet::<T>::proof_basis(&enterprise).expect("a card is in force");
		let proof = Rehearsal::new(&basis, &openings, Grade::Cc, None).prove();
		Pallet::<T>::do_prove_grade(controller, enterprise.clone(), proof).expect("it is proved");
		#[block]
		{
			assert!(Pallet::<T>::current(&enterprise).is_some());
		}
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
