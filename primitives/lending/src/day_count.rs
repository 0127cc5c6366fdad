//! Day counts: what part of a year lies between two days, and the interest of that part.
//!
//! The first day counts, the last does not. The parts are whole numbers, so that interest is an exact fraction until it
//! is rounded, once for each settlement.

use crate::{numbers::half_up, rate::Rate};
use lingnan_types::{Amount, Date};

pub use lingnan_types::DayCount;

/// Interest of one settlement period, exact until it is rounded: principal and rate may change on any day within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accrued {
	day_count: DayCount,
	drawn: Date,
	from: Date,
	parts: u64,
	/// Minor units x hundred-millionths x parts of a year.
	sum: u128,
}

impl Accrued {
	/// Nothing yet, from a day on.
	pub fn new(day_count: DayCount, from: Date) -> Self {
		Self::of(day_count, from, from)
	}

	/// Nothing yet, from a day on, of a loan whose months are counted from another.
	pub fn of(day_count: DayCount, drawn: Date, from: Date) -> Self {
		Self { day_count, drawn, from, parts: 0, sum: 0 }
	}

	/// Adds the days that were not counted yet, up to a day that is not counted, on a principal at a rate. A day before
	/// changes nothing. None if it goes beyond what can be reckoned: of amounts up to 10^15 and rates up to 1,000 % it
	/// never does within 1,000 years.
	pub fn until(&mut self, to: Date, principal: Amount, rate: Rate) -> Option<()> {
		// From the period's first day, so that the parts of a period make up the whole by every convention.
		let parts = parts(self.day_count, self.drawn, self.from, to);
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

/// Parts of a year between two days of a loan that was drawn on another. Months are counted from the drawing, so that the periods
/// of a loan that was drawn on the 31st are a twelfth each, and those of a year a year.
pub fn parts(day_count: DayCount, drawn: Date, from: Date, to: Date) -> u64 {
	day_count.parts(drawn, to).saturating_sub(day_count.parts(drawn, from))
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
	use lingnan_types::{add_months, civil, from_civil, MAX_AMOUNT};
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
