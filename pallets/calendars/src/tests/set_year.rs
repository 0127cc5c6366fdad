use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use lingnan_support::{civil, from_civil, Calendars, Date, Jurisdiction, Text};
use sp_runtime::DispatchError::BadOrigin;

const PLACE: Jurisdiction = Jurisdiction::HongKong;

/// The year as it stands, with days off added and taken away.
fn changed(added: &[Date], taken: &[Date]) -> CalendarYear {
	let mut year = year(PLACE, 2026);
	let mut off: Vec<_> = year.off.iter().copied().filter(|date| !taken.contains(date)).chain(added.to_vec()).collect();
	off.sort_unstable();
	year.off = off.try_into().unwrap();
	year
}

fn empty(year: u32) -> CalendarYear {
	CalendarYear {
		year,
		off: BoundedVec::new(),
		worked: BoundedVec::new(),
		provisional: false,
		source: Text::try_from("the Gazette").unwrap(),
	}
}

fn set(year: CalendarYear) -> frame_support::dispatch::DispatchResult {
	Diary::set_year(root(), PLACE, year)
}

#[test]
fn governance_sets_a_year_that_has_not_begun() {
	test(day(11, 30), || {
		let next = CalendarYear { off: vec![from_civil(2027, 1, 1).unwrap()].try_into().unwrap(), ..empty(2027) };
		assert_noop!(Diary::set_year(RuntimeOrigin::signed(1), PLACE, next.clone()), BadOrigin);
		assert_ok!(set(next.clone()));
		System::assert_last_event(Event::YearSet { place: PLACE, year: next.clone() }.into());
		assert_eq!(year(PLACE, 2027), next);
		assert!(!Diary::calendar(PLACE).is_provisional(from_civil(2027, 1, 1).unwrap()));
		// The other places keep theirs.
		assert!(Diary::calendar(Jurisdiction::Macao).year(2027).is_none());
	});
}

#[test]
fn a_day_that_lies_ahead_is_corrected() {
	test(day(6, 1), || {
		assert_ok!(set(changed(&[day(9, 3)], &[day(12, 26)])));
		assert!(!Diary::of(PLACE).is_working(day(9, 3)).unwrap());
		// A Saturday is closed whether it is listed or not.
		assert!(!Diary::of(PLACE).is_working(day(12, 26)).unwrap());
	});
}

/// A bank that lost a case has the due day of last month called a holiday, and its customer was never in time, or always.
#[test]
fn a_day_that_has_passed_is_changed() {
	test(day(6, 1), || {
		for (added, taken) in [(vec![day(5, 29)], vec![]), (vec![day(6, 1)], vec![]), (vec![], vec![day(5, 25)])] {
			assert_noop!(set(changed(&added, &taken)), Error::<Test>::PassedDay);
		}
		// A day on a weekend that is listed or not changes nothing.
		assert_ok!(set(changed(&[day(5, 30)], &[day(4, 4)])));
	});
}

/// Nobody announced the year, so weekends alone were closed: what was computed by them stays.
#[test]
fn a_year_that_is_set_late_changes_the_days_that_have_passed() {
	build(vec![]).execute_with(|| {
		set_today(day(3, 2));
		let whole = file("guangdong").into_iter().find(|(place, _)| *place == PLACE).unwrap().1;
		assert_noop!(set(whole.clone()), Error::<Test>::PassedDay);
		let mut rest = whole;
		rest.off = rest.off.iter().copied().filter(|date| *date > day(3, 2)).collect::<Vec<_>>().try_into().unwrap();
		assert_ok!(set(rest));
		assert!(Diary::of(PLACE).is_working(day(2, 17)).unwrap(), "as it was when it came");
		assert!(!Diary::of(PLACE).is_working(day(4, 3)).unwrap());
		// Of a year before the chain knew any, all days have passed.
		assert_ok!(set(empty(2025)));
		let mut old = empty(2024);
		old.off = vec![from_civil(2024, 12, 25).unwrap()].try_into().unwrap();
		assert_noop!(set(old), Error::<Test>::PassedDay);
	});
}

/// What falls due on a holiday goes to the working day before it where that was agreed: a holiday of tomorrow puts it on yesterday.
#[test]
fn a_sudden_holiday_makes_an_instalment_overdue_at_once() {
	// Sunday 31 May; 1 June is a Monday.
	test(day(5, 31), || {
		assert_noop!(set(changed(&[day(6, 1)], &[])), Error::<Test>::TooSudden);
		assert_noop!(set(changed(&[day(6, 1), day(6, 2)], &[])), Error::<Test>::TooSudden);
		// Monday is left to pay on.
		assert_ok!(set(changed(&[day(6, 2)], &[])));
	});
	// On a working day what goes back to today can be paid today.
	test(day(6, 1), || {
		assert_ok!(set(changed(&[day(6, 2)], &[])));
	});
}

/// The turn of the year is no gap: the search for a working day goes on in the year that stands before.
#[test]
fn a_sudden_holiday_at_the_turn_of_the_year() {
	// Thursday 31 December 2026 was worked, Friday 1 January 2027 is off, the 2nd and 3rd are a weekend, Monday is the 4th.
	let monday = from_civil(2027, 1, 4).unwrap();
	assert_eq!(civil(monday), (2027, 1, 4));
	let with_monday = |place| {
		let mut next = year(place, 2027);
		next.off.try_insert(1, monday).unwrap();
		next
	};
	test(monday - 2, || {
		assert_noop!(set(with_monday(PLACE)), Error::<Test>::TooSudden);
	});
	test(day(12, 31), || {
		assert_ok!(set(with_monday(PLACE)));
	});
}

#[test]
fn a_list_that_contradicts_itself_is_refused_by_name() {
	test(day(6, 1), || {
		let refused = |change: fn(&mut CalendarYear), error: Error<Test>| {
			let mut year = empty(2027);
			change(&mut year);
			assert_noop!(set(year), error);
		};
		refused(|year| year.off = vec![day(12, 31)].try_into().unwrap(), Error::OtherYear);
		refused(|year| year.off = vec![20_920, 20_919].try_into().unwrap(), Error::NotAscending);
		refused(|year| year.off = vec![20_920, 20_920].try_into().unwrap(), Error::NotAscending);
		// 2 January 2027 is a Saturday, the 4th a Monday.
		refused(|year| year.worked = vec![20_822].try_into().unwrap(), Error::NotAWeekend);
		refused(
			|year| {
				year.worked = vec![20_820].try_into().unwrap();
				year.off = vec![20_820].try_into().unwrap();
			},
			Error::OffAndWorked,
		);
		refused(|year| year.year = 10_000, Error::NoSuchYear);
		refused(|year| year.source = Text::default(), Error::InvalidSource);
		refused(|year| year.source = Text::try_from("a\u{202e}b").unwrap(), Error::InvalidSource);
	});
}

#[test]
fn a_calendar_is_full_at_some_time() {
	bare().execute_with(|| {
		set_today(day(1, 5));
		for number in 0..MAX_YEARS {
			assert_ok!(set(empty(2026 + number)));
		}
		assert_noop!(set(empty(2026 + MAX_YEARS)), Error::<Test>::LimitExceeded);
		assert_ok!(set(empty(2026 + MAX_YEARS - 1)));
	});
}
