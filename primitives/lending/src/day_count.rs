//! Day counts: what part of a year lies between two days, and the interest of that part.
//!
//! The first day counts, the last does not. The parts are whole numbers, so that interest is an exact fraction until it
//! is rounded, once for each settlement.

use crate::{numbers::half_up, rate::Rate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{add_months, civil, months_between, record, Amount, Date};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// By which convention days become interest. The parties agree on it (PBoC Yinfa 2003 No. 251, item 1).
	#[derive(Copy)]
	pub enum DayCount {
		/// A month is a twelfth of a year, however long it is; days beyond whole months are 360ths. Months are counted
		/// from the first day, to the same day of the month or its last (Civil Code 202).
		MonthlyTwelfths,
		/// Each day is a 360th of a year.
		Actual360,
		/// Each day is a 365th of a year (ISDA: Actual/365 Fixed).
		Actual365,
		/// A day of a leap year is a 366th, of another year a 365th (ISDA: Actual/Actual).
		ActualActual,
	}
}

/// Leap years from the year 1 to before 1970.
const LEAP_YEARS_BEFORE_1970: u64 = 477;

impl DayCount {
	/// Every convention.
	pub const ALL: [Self; 4] = [Self::MonthlyTwelfths, Self::Actual360, Self::Actual365, Self::ActualActual];

	/// In how many parts it divides a year: 360, 365, or 365 x 366.
	pub const fn parts_of_year(self) -> u32 {
		match self {
			Self::MonthlyTwelfths | Self::Actual360 => 360,
			Self::Actual365 => 365,
			Self::ActualActual => 365 * 366,
		}
	}

	/// How many of those parts lie between two days, the first counted and the last not; 0 if it is not later.
	pub fn parts(self, from: Date, to: Date) -> u64 {
		let days = u64::from(to.saturating_sub(from));
		match self {
			Self::MonthlyTwelfths => {
				let months = months_between(from, to);
				let odd = to.saturating_sub(add_months(from, months).max(from));
				if days == 0 {
					return 0;
				}
				u64::from(months).saturating_mul(30).saturating_add(odd.into())
			},
			Self::Actual360 | Self::Actual365 => days,
			Self::ActualActual => {
				let of_leap_years = days_of_leap_years(to).saturating_sub(days_of_leap_years(from)).min(days);
				let others = days.saturating_sub(of_leap_years);
				others.saturating_mul(366).saturating_add(of_leap_years.saturating_mul(365))
			},
		}
	}
}

/// Days since 1970 and before a day that lie in leap years.
fn days_of_leap_years(date: Date) -> u64 {
	let year = u64::from(civil(date).0);
	let before = year.saturating_sub(1);
	let leap_years = (before / 4 + before / 400).saturating_sub(before / 100 + LEAP_YEARS_BEFORE_1970);
	let this = if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) {
		let new_year = year.saturating_sub(1970).saturating_mul(365).saturating_add(leap_years);
		u64::from(date).saturating_sub(new_year)
	} else {
		0
	};
	leap_years.saturating_mul(366).saturating_add(this)
}

/// Interest of one settlement period, exact until it is rounded: principal and rate may change on any day within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accrued {
	day_count: DayCount,
	from: Date,
	parts: u64,
	/// Minor units x hundred-millionths x parts of a year.
	sum: u128,
}

impl Accrued {
	/// Nothing yet, from a day on.
	pub fn new(day_count: DayCount, from: Date) -> Self {
		Self { day_count, from, parts: 0, sum: 0 }
	}

	/// Adds the days that were not counted yet, up to a day that is not counted, on a principal at a rate. A day before
	/// changes nothing. None if it goes beyond what can be reckoned: of amounts up to 10^15 and rates up to 1,000 % it
	/// never does within 1,000 years.
	pub fn until(&mut self, to: Date, principal: Amount, rate: Rate) -> Option<()> {
		// From the period's first day, so that the parts of a period make up the whole by every convention.
		let parts = self.day_count.parts(self.from, to);
		let more = parts.saturating_sub(self.parts);
		let sum = u128::from(principal).checked_mul(rate.0.into())?.checked_mul(more.into())?;
		self.sum = self.sum.checked_add(sum)?;
		self.parts = self.parts.max(parts);
		Some(())
	}

	/// Rounded half up to the minor unit (fen, cents, avos).
	pub fn rounded(&self) -> Option<Amount> {
		half_up(self.sum, denominator(self.day_count))
	}
}

/// Hundred-millionths x parts of a year in the whole.
pub(crate) fn denominator(day_count: DayCount) -> u128 {
	u128::from(Rate::WHOLE).saturating_mul(day_count.parts_of_year().into())
}

/// Interest on a principal between two days: principal x rate x parts / parts of a year, rounded half up to the minor
/// unit. None beyond what can be reckoned (see [`Accrued::until`]).
pub fn interest(principal: Amount, rate: Rate, from: Date, to: Date, day_count: DayCount) -> Option<Amount> {
	let mut accrued = Accrued::new(day_count, from);
	accrued.until(to, principal, rate)?;
	accrued.rounded()
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{from_civil, MAX_AMOUNT};
	use proptest::prelude::*;
	use DayCount::*;

	fn day(year: u32, month: u32, day: u32) -> Date {
		from_civil(year, month, day).unwrap()
	}

	#[test]
	fn a_year_is_a_year_where_the_convention_has_it_so() {
		let (common, leap) = ((day(2027, 1, 1), day(2028, 1, 1)), (day(2028, 1, 1), day(2029, 1, 1)));
		for (from, to) in [common, leap] {
			assert_eq!(MonthlyTwelfths.parts(from, to), 360);
			assert_eq!(ActualActual.parts(from, to), 365 * 366);
		}
		assert_eq!((Actual360.parts(common.0, common.1), Actual365.parts(leap.0, leap.1)), (365, 366));
	}

	/// The example of ISDA's paper of 1998: from 1 November 2003 to 1 May 2004, 61/365 + 121/366.
	#[test]
	fn actual_actual_splits_at_the_new_year() {
		assert_eq!(ActualActual.parts(day(2003, 11, 1), day(2004, 5, 1)), 61 * 366 + 121 * 365);
	}

	#[test]
	fn whole_months_and_odd_days() {
		assert_eq!(MonthlyTwelfths.parts(day(2027, 1, 31), day(2027, 2, 28)), 30);
		assert_eq!(MonthlyTwelfths.parts(day(2027, 2, 21), day(2027, 3, 21)), 30);
		assert_eq!(MonthlyTwelfths.parts(day(2027, 1, 15), day(2027, 2, 14)), 30);
		assert_eq!(MonthlyTwelfths.parts(day(2027, 1, 15), day(2027, 3, 1)), 30 + 14);
	}

	#[test]
	fn what_cannot_be_reckoned_is_none() {
		assert_eq!(interest(u64::MAX, Rate(u64::MAX), 0, 1, Actual360), None);
		assert_eq!(interest(u64::MAX, Rate(Rate::WHOLE * 1_000), 0, 365, Actual365), None);
	}

	proptest! {
		/// By days: each one as itself, whichever year it lies in.
		#[test]
		fn actual_actual_is_the_sum_of_its_days(from in 0u32..60_000, days in 0u32..1_000) {
			let each = (from..from + days).map(|date| {
				let year = civil(date).0;
				if from_civil(year, 2, 29).is_some() { 365 } else { 366 }
			});
			prop_assert_eq!(ActualActual.parts(from, from + days), each.sum::<u64>());
		}

		#[test]
		fn months_are_twelfths(from in 0u32..60_000, months in 0u32..400) {
			prop_assert_eq!(MonthlyTwelfths.parts(from, add_months(from, months)), u64::from(months) * 30);
		}

		/// A period in pieces gives what it gives whole, and no day takes interest away.
		#[test]
		fn pieces_make_up_the_whole(
			which in 0usize..4, from in 0u32..60_000, mut cuts in prop::collection::vec(0u32..4_000, 1..9),
			principal in 0..=MAX_AMOUNT, rate in 0u64..Rate::WHOLE,
		) {
			let day_count = DayCount::ALL[which];
			cuts.sort_unstable();
			let mut accrued = Accrued::new(day_count, from);
			let mut before = 0;
			for cut in &cuts {
				accrued.until(from + cut, principal, Rate(rate)).unwrap();
				prop_assert!(accrued.rounded().unwrap() >= before);
				before = accrued.rounded().unwrap();
			}
			let whole = interest(principal, Rate(rate), from, from + cuts.last().unwrap(), day_count);
			prop_assert_eq!(accrued.rounded(), whole);
		}

		#[test]
		fn no_number_panics(which in 0usize..4, principal: u64, rate: u64, from: u32, to: u32) {
			let _ = interest(principal, Rate(rate), from, to, DayCount::ALL[which]);
		}
	}
}
