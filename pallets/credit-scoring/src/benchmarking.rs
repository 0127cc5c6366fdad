use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{IndicatorId, Purpose, RegistrationNumber, ScorecardId};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// Keys of two agencies.
	fn agencies() -> (AccountId, AccountId);
	/// So many open indicators of eight bins, higher being better.
	fn indicators(count: u32) -> Vec<IndicatorId>;
	/// An enterprise and its controller, with a statement that counts for each of the indicators.
	fn enterprise(indicators: &[IndicatorId]) -> (RegistrationNumber, AccountId);
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

	fn proposed<T: Config>(indicators: &[IndicatorId]) -> ScorecardId {
		let id = NextScorecard::<T>::get();
		let (author, _) = T::BenchmarkHelper::agencies();
		Pallet::<T>::do_propose_scorecard(author, card(indicators)).expect("it is proposed");
		id
	}

	fn validated<T: Config>(indicators: &[IndicatorId]) -> ScorecardId {
		let id = proposed::<T>(indicators);
		let (_, validator) = T::BenchmarkHelper::agencies();
		Pallet::<T>::do_validate_scorecard(validator, id).expect("it is validated");
		id
	}

	/// Three cards of `c` characteristics each, none shared, and an enterprise with every statement.
	fn in_force<T: Config>(c: u32) -> (RegistrationNumber, T::AccountId) {
		let indicators = T::BenchmarkHelper::indicators(3 * c);
		let mut cards = indicators.chunks(c as usize).map(validated::<T>).collect::<Vec<_>>().into_iter();
		let champion = cards.next().expect("there are three");
		Pallet::<T>::do_activate_champion(champion).expect("it is activated");
		cards.for_each(|id| Pallet::<T>::do_activate_challenger(id).expect("it is activated"));
		T::BenchmarkHelper::enterprise(&indicators)
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
		Pallet::<T>::do_suspend_scorecard(id).expect("it is suspended");
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
		let id = validated::<T>(&T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS));
		Pallet::<T>::do_activate_champion(id).expect("it is activated");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert_eq!(Champion::<T>::get(), None);
	}

	#[benchmark]
	fn retire_scorecard() {
		let id = validated::<T>(&T::BenchmarkHelper::indicators(MAX_CHARACTERISTICS));
		Pallet::<T>::do_activate_champion(id).expect("it is activated");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert_eq!(Champion::<T>::get(), None);
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

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
