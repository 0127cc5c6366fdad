use crate::mock::*;
use frame_support::BoundedVec;
use lingnan_support::{from_civil, Calendars, Date, Jurisdiction, Text};
use proptest::prelude::*;

const PLACE: Jurisdiction = Jurisdiction::Guangdong;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever governance sets, on whatever days, each day that has come is from then on what it was when it came.
	#[test]
	fn what_a_day_was_when_it_came_it_stays(
		steps in prop::collection::vec((0u32..40, prop::collection::btree_set(0u32..365, 0..20), prop::collection::btree_set(0u32..365, 0..20)), 1..12)
	) {
		bare().execute_with(|| {
			let first = from_civil(2026, 1, 1).unwrap();
			let mut today = first;
			let mut was: Vec<(Date, bool)> = Vec::new();
			let open = |date: Date| Diary::of(PLACE).is_working(date).unwrap_or(!crate::is_weekend(date));
			for (pass, off, worked) in steps {
				let off: Vec<Date> = off.iter().map(|day| first + day).collect();
				let worked = worked.iter().map(|day| first + day).filter(|date| crate::is_weekend(*date) && !off.contains(date));
				let year = crate::CalendarYear {
					year: 2026,
					worked: BoundedVec::truncate_from(worked.collect()),
					off: BoundedVec::truncate_from(off),
					provisional: false,
					source: Text::try_from("a test").unwrap(),
				};
				set_today(today);
				let _ = Diary::set_year(root(), PLACE, year);
				Diary::do_try_state().unwrap();
				for date in today..(today + pass).min(first + 365) {
					was.push((date, open(date)));
				}
				today = (today + pass).min(first + 364);
				for (date, was_open) in was.iter().filter(|(date, _)| *date <= today) {
					prop_assert_eq!(open(*date), *was_open, "{}", date);
				}
			}
			Ok(())
		})?;
	}
}
