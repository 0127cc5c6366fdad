use crate::*;
use frame_benchmarking::v2::*;
use frame_support::{traits::UnixTime as _, BoundedVec};
use frame_system::RawOrigin;
use lingnan_support::{date_of, AgencyId, Currency, Rate, ReferenceRateId, Text};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// Two agencies, and the key of the first.
	fn agencies() -> (AgencyId, AgencyId, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn spec(n: u32, agency: AgencyId) -> ReferenceRateSpec {
		let name = Text(BoundedVec::truncate_from(alloc::format!("{n:064}").into_bytes()));
		let tenor = Text(BoundedVec::truncate_from([b'a'; 32].to_vec()));
		ReferenceRateSpec { name, currency: Currency::Cny, tenor, agency }
	}

	/// So many references, and the key that attests them.
	fn crowd<T: Config>(count: u32) -> (T::AccountId, AgencyId) {
		let (first, second, key) = T::BenchmarkHelper::agencies();
		for n in 0..count {
			Pallet::<T>::do_define(spec(n, first)).expect("it is defined");
		}
		(key, second)
	}

	/// The last that was defined, whatever the genesis had.
	fn newest<T: Config>() -> ReferenceRateId {
		ReferenceRateId(NextReference::<T>::get().0.saturating_sub(1))
	}

	#[benchmark]
	fn define() {
		let there = NextReference::<T>::get().0;
		crowd::<T>(MOST_REFERENCES - there - 1);
		let (agency, ..) = T::BenchmarkHelper::agencies();
		#[extrinsic_call]
		_(RawOrigin::Root, spec(MOST_REFERENCES, agency));
		assert_eq!(NextReference::<T>::get().0, MOST_REFERENCES);
	}

	#[benchmark]
	fn assign() {
		let (_, other) = crowd::<T>(1);
		let reference = newest::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, reference, other);
		assert_eq!(References::<T>::get(reference).map(|one| one.spec.agency), Some(other));
	}

	#[benchmark]
	fn retire() {
		crowd::<T>(1);
		let reference = newest::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, reference);
		assert!(References::<T>::get(reference).is_some_and(|one| one.retired));
	}

	/// The list is full, so that its oldest entry makes room.
	#[benchmark]
	fn publish() {
		let (key, _) = crowd::<T>(1);
		let reference = newest::<T>();
		let today = date_of(T::Clock::now().as_secs());
		let quotes = (1..=MOST_QUOTES)
			.rev()
			.map(|ago| ReferenceQuote { published: today.saturating_sub(ago), rate: Rate(3_000_000) });
		Quotes::<T>::insert(reference, BoundedVec::truncate_from(quotes.collect()));
		#[extrinsic_call]
		_(RawOrigin::Signed(key), reference, today, Rate(3_050_000));
		assert_eq!(Quotes::<T>::get(reference).last().map(|quote| quote.published), Some(today));
		assert_eq!(Quotes::<T>::get(reference).len() as u32, MOST_QUOTES);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
