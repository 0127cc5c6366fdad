use crate::*;
use frame_benchmarking::v2::*;
use frame_support::BoundedVec;
use frame_system::RawOrigin;
use lingnan_support::{from_civil, Date, Jurisdiction, Text};

/// A calendar that is full, and every list with it.
#[benchmarks]
mod benchmarks {
	use super::*;

	const PLACE: Jurisdiction = Jurisdiction::Guangdong;
	const FIRST: u32 = 2200;

	fn year(number: u32) -> CalendarYear {
		let first = from_civil(number, 1, 1).expect("there is such a year");
		let week = |date: &Date| !is_weekend(*date);
		let off = (first..).filter(week).take(MOST_DAYS_OFF as usize).collect();
		let worked = (first..).filter(|date| is_weekend(*date)).take(MOST_WORKED as usize).collect();
		CalendarYear {
			year: number,
			off: BoundedVec::truncate_from(off),
			worked: BoundedVec::truncate_from(worked),
			provisional: true,
			source: Text(BoundedVec::truncate_from([b'a'; 256].to_vec())),
		}
	}

	#[benchmark]
	fn set_year() {
		for number in FIRST..FIRST + MAX_YEARS {
			Pallet::<T>::enter(PLACE, year(number)).expect("there is a place");
		}
		let last = CalendarYear { provisional: false, ..year(FIRST + MAX_YEARS - 1) };
		#[extrinsic_call]
		_(RawOrigin::Root, PLACE, last.clone());
		assert_eq!(Years::<T>::get(PLACE).last(), Some(&last));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
