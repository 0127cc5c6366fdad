//! Working days: which days a place's banks are open, as data for each year, and where a due day goes that falls on
//! none.
//!
//! Saturdays and Sundays are closed in all three places. What else is closed, and which weekends are worked, is
//! announced year by year (mainland: State Council; Hong Kong: the government's gazette; Macao: the banks' association,
//! whose list differs from the public holidays), so that each year is data and none is built in.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{
	bank_days::{CalendarView, CalendarYear},
	civil, record, Date,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use lingnan_types::conditions::Adjustment;

/// Days off in one year, weekends apart.
pub const MAX_HOLIDAYS: u32 = 64;
/// Weekend days of one year that are worked.
pub const MAX_WORKED: u32 = 32;

record! {
	/// What one place's banks do in one year.
	#[serde(rename_all = "camelCase")]
	pub struct BankYear {
		/// The year, such as 2026.
		pub year: u32,
		/// Days off. Those on weekends need not be named, and may be. Days since 1970-01-01.
		pub off: BoundedVec<Date, ConstU32<MAX_HOLIDAYS>>,
		/// Weekend days that are worked in exchange. Days since 1970-01-01.
		pub worked: BoundedVec<Date, ConstU32<MAX_WORKED>>,
	}
}

/// Why a calendar is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarFault {
	/// A year stands twice.
	YearTwice(u32),
	/// A day lies in another year than the one that it is listed under.
	OtherYear(Date),
	/// A day that is said to be a worked weekend lies within the week.
	NoWeekend(Date),
	/// A day is said to be off and worked.
	OffAndWorked(Date),
}

/// Nothing is known of a year: its calendar is yet to be announced, or to be entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownYear(pub u32);

/// The working days of one place in the years that are known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Calendar(Vec<BankYear>);

/// Saturday or Sunday. 1970-01-01 was a Thursday.
fn is_weekend(date: Date) -> bool {
	matches!(date % 7, 2 | 3)
}

impl Calendar {
	/// A calendar of these years, in any order.
	pub fn new(years: impl IntoIterator<Item = BankYear>) -> Result<Self, CalendarFault> {
		let mut years: Vec<BankYear> = years.into_iter().collect();
		years.sort_by_key(|one| one.year);
		let mut before = None;
		for one in &years {
			if before.replace(one.year) == Some(one.year) {
				return Err(CalendarFault::YearTwice(one.year));
			}
		}
		for one in &years {
			let outside = |date: &&Date| civil(**date).0 != one.year;
			if let Some(date) = one.off.iter().chain(&one.worked).find(outside) {
				return Err(CalendarFault::OtherYear(*date));
			}
			if let Some(date) = one.worked.iter().find(|date| !is_weekend(**date)) {
				return Err(CalendarFault::NoWeekend(*date));
			}
			if let Some(date) = one.worked.iter().find(|date| one.off.contains(date)) {
				return Err(CalendarFault::OffAndWorked(*date));
			}
		}
		Ok(Self(years))
	}

	/// The calendar that people read, as loans count it.
	pub fn of_view(view: &CalendarView) -> Result<Self, CalendarFault> {
		let year = |one: &CalendarYear| BankYear { year: one.year, off: one.off.clone(), worked: one.worked.clone() };
		Self::new(view.years.iter().map(year))
	}

	/// Whether banks are open on a day.
	pub fn is_working(&self, date: Date) -> Result<bool, UnknownYear> {
		let year = civil(date).0;
		let known = self.0.iter().find(|one| one.year == year).ok_or(UnknownYear(year))?;
		Ok(if is_weekend(date) { known.worked.contains(&date) } else { !known.off.contains(&date) })
	}

	/// The same, where weekends alone are closed in a year that is not known.
	fn is_expected_open(&self, date: Date) -> Result<bool, UnknownYear> {
		Ok(self.is_working(date).unwrap_or(!is_weekend(date)))
	}

	/// The day itself if it is a working day; otherwise where the convention puts it.
	pub fn adjust(&self, date: Date, adjustment: Adjustment) -> Result<Date, UnknownYear> {
		moved(date, adjustment, |date| self.is_working(date))
	}

	/// The same, where weekends alone are closed in a year that is not known: provisional until it is.
	pub fn expected(&self, date: Date, adjustment: Adjustment) -> Date {
		moved(date, adjustment, |date| self.is_expected_open(date)).unwrap_or(date)
	}

	/// The last day on which what is due on a day is paid in time: `grace` days later, and if that is no working day,
	/// the next one (Civil Code 203: if the last day is a legal holiday, the day after the holiday is the last).
	pub fn last_day_to_pay(&self, due: Date, grace: u8) -> Result<Date, UnknownYear> {
		self.adjust(due.saturating_add(grace.into()), Adjustment::Following)
	}

	/// Days past due on a day, for which arrears and penalty count: 0 up to the last day to pay; then the days since
	/// the due day, moved to the next working day. Days of grace that were not kept count.
	pub fn days_past_due(&self, due: Date, grace: u8, today: Date) -> Result<u32, UnknownYear> {
		if today <= self.last_day_to_pay(due, grace)? {
			return Ok(0);
		}
		Ok(today.saturating_sub(self.adjust(due, Adjustment::Following)?))
	}
}

/// Where a convention puts a day, by which days are open.
fn moved(
	date: Date,
	adjustment: Adjustment,
	is_open: impl Fn(Date) -> Result<bool, UnknownYear>,
) -> Result<Date, UnknownYear> {
	// The list of a year ends, and a week has days within it, so these do too.
	let next = |mut date: Date| {
		while !is_open(date)? {
			date = date.checked_add(1).ok_or(UnknownYear(civil(date).0))?;
		}
		Ok(date)
	};
	let last = |mut date: Date| {
		while !is_open(date)? {
			date = date.checked_sub(1).ok_or(UnknownYear(1969))?;
		}
		Ok(date)
	};
	match adjustment {
		Adjustment::Unadjusted => Ok(date),
		Adjustment::Following => next(date),
		Adjustment::Preceding => last(date),
		Adjustment::ModifiedFollowing => {
			let after = next(date)?;
			if civil(after).1 == civil(date).1 {
				Ok(after)
			} else {
				last(date)
			}
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::from_civil;
	use proptest::prelude::*;

	fn year(off: &[Date], worked: &[Date]) -> BankYear {
		BankYear { year: 2026, off: off.to_vec().try_into().unwrap(), worked: worked.to_vec().try_into().unwrap() }
	}

	fn day(month: u32, day: u32) -> Date {
		from_civil(2026, month, day).unwrap()
	}

	#[test]
	fn a_list_that_contradicts_itself_is_refused() {
		let fault = |off: &[Date], worked: &[Date]| Calendar::new([year(off, worked)]).unwrap_err();
		assert_eq!(fault(&[20_000], &[]), CalendarFault::OtherYear(20_000));
		assert_eq!(fault(&[], &[day(1, 5)]), CalendarFault::NoWeekend(day(1, 5)));
		assert_eq!(fault(&[day(1, 4)], &[day(1, 4)]), CalendarFault::OffAndWorked(day(1, 4)));
		assert_eq!(Calendar::new([year(&[], &[]), year(&[], &[])]), Err(CalendarFault::YearTwice(2026)));
	}

	#[test]
	fn a_year_that_is_not_known_is_not_guessed() {
		let calendar = Calendar::new([year(&[day(12, 31)], &[])]).unwrap();
		assert_eq!(calendar.adjust(day(12, 31), Adjustment::Following), Err(UnknownYear(2027)));
		assert_eq!(calendar.adjust(day(12, 31), Adjustment::Preceding), Ok(day(12, 30)));
		assert_eq!(calendar.is_working(20_000), Err(UnknownYear(2024)));
		assert_eq!(calendar.adjust(20_000, Adjustment::Unadjusted), Ok(20_000));
	}

	#[test]
	fn days_of_grace_that_were_not_kept_count() {
		let calendar = Calendar::new([year(&[], &[])]).unwrap();
		// Friday 6 March with three days of grace: until Monday the 9th.
		let late = |today| calendar.days_past_due(day(3, 6), 3, today).unwrap();
		assert_eq!((late(day(3, 6)), late(day(3, 9)), late(day(3, 10))), (0, 0, 4));
		// Friday with one: Saturday is closed, so until Monday too.
		assert_eq!(calendar.last_day_to_pay(day(3, 6), 1), Ok(day(3, 9)));
	}

	/// Of a year that is not announced the weekends are known.
	#[test]
	fn weekends_are_closed_in_a_year_that_is_not_known() {
		let nothing = Calendar::default();
		let in_2027 = |month, day| from_civil(2027, month, day).unwrap();
		let saturday = in_2027(2, 20);
		assert_eq!(nothing.adjust(saturday, Adjustment::Following), Err(UnknownYear(2027)));
		assert_eq!(nothing.expected(saturday, Adjustment::Following), in_2027(2, 22));
		assert_eq!(nothing.expected(saturday, Adjustment::Preceding), in_2027(2, 19));
		assert_eq!(nothing.expected(saturday, Adjustment::Unadjusted), saturday);
		assert_eq!(nothing.expected(in_2027(1, 30), Adjustment::ModifiedFollowing), in_2027(1, 29));
	}

	proptest! {
		/// What is adjusted is a working day, the nearest in its direction, and of the same month if that was asked.
		#[test]
		fn an_adjusted_day_is_the_nearest_working_day(
			off in prop::collection::vec(0u32..365, 0..60), worked in prop::collection::vec(0u32..365, 0..30),
			at in 70u32..300,
		) {
			let date = |n: &u32| day(1, 1) + n;
			let worked: Vec<_> = worked.iter().filter(|n| !off.contains(n)).map(date).filter(|at| is_weekend(*at)).collect();
			let off: Vec<_> = off.iter().map(date).collect();
			let calendar = Calendar::new([year(&off, &worked)]).unwrap();
			let at = date(&at);
			let open = |day| calendar.is_working(day).unwrap();
			let next = calendar.adjust(at, Adjustment::Following);
			let last = calendar.adjust(at, Adjustment::Preceding);
			if let (Ok(next), Ok(last)) = (next, last) {
				prop_assert!(open(next) && (at..next).all(|day| !open(day)));
				prop_assert!(open(last) && (last + 1..=at).all(|day| !open(day)));
				let modified = calendar.adjust(at, Adjustment::ModifiedFollowing).unwrap();
				prop_assert_eq!(modified, if civil(next).1 == civil(at).1 { next } else { last });
				prop_assert_eq!(calendar.days_past_due(at, 0, next), Ok(0));
				prop_assert_eq!(calendar.days_past_due(at, 0, next + 1), Ok(1));
			}
		}
	}
}
