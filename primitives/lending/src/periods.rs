//! The periods of a loan: from which day to which interest runs, and when it is to be paid.

use crate::working_days::{Adjustment, Calendar};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{add_months, civil, from_civil, months_between, product::MAX_TENOR, record, Date};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use lingnan_types::conditions::{DueDays, FirstPeriod};

record! {
	/// When a loan is drawn, settled and repaid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Timing {
		/// The day on which the money went, the first that bears interest. Days since 1970-01-01.
		pub drawn: Date,
		/// The day on which it is repaid, which bears none. Days since 1970-01-01.
		pub maturity: Date,
		/// On which days interest is settled.
		pub due_days: DueDays,
		/// What becomes of a first period that is shorter than the others.
		pub first: FirstPeriod,
		/// Where a day to pay goes that is no working day.
		pub adjustment: Adjustment,
		/// Whether interest runs to the day to pay as it was moved. Otherwise the days between bear none in that
		/// period, and the next one begins as if nothing had been moved.
		pub moves_interest: bool,
		/// Days after the day to pay until which payment is in time.
		pub grace_days: u8,
	}
}

/// One period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
	/// The first day that bears interest. Days since 1970-01-01.
	pub from: Date,
	/// The first day that does not any more. Days since 1970-01-01.
	pub to: Date,
	/// The day to pay as agreed. Days since 1970-01-01.
	pub agreed: Date,
	/// The day to pay, moved to a working day. Days since 1970-01-01.
	pub due: Date,
	/// The last day on which payment is in time: arrears and penalty begin after it. Days since 1970-01-01.
	pub in_time: Date,
	/// The calendar of that year is not known yet: the day to pay is the agreed one until it is.
	pub provisional: bool,
}

/// Why there are no periods, or no schedule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	/// Maturity must be later than the day of drawing, by 360 months at most.
	Term,
	/// Months between settlements, or a day of the month, that there are not.
	DueDays,
	/// The day of maturity was moved to the day of drawing or before it.
	DaysCross,
	/// The amount must be 1 to 10^15, and a balloon less than it.
	Amount,
	/// There must be a settlement left in which principal is repaid.
	PrincipalHoliday,
	/// A balloon and a principal holiday go with equal instalments and equal principal alone.
	Method,
	/// Changes must stand in the order of their days, while the loan runs.
	ChangeOutOfOrder,
	/// More is prepaid than is outstanding.
	PrepaidTooMuch,
	/// Beyond what can be reckoned.
	TooHigh,
	/// More is paid or forgiven than is owed.
	AboveDebt,
	/// There is no amendment of this number.
	NoAmendment,
}

/// The last day in time where the calendar of that year is not known: weekends alone are closed, unless no day is moved.
pub(crate) fn expected_last(calendar: &Calendar, adjustment: Adjustment, due: Date, grace: u8) -> Date {
	let last = due.saturating_add(grace.into());
	if adjustment == Adjustment::Unadjusted {
		return last;
	}
	calendar.expected(last, Adjustment::Following)
}

impl Timing {
	/// Every period, from the drawing to maturity. Periods follow each other without a day between or counted twice.
	pub fn periods(&self, calendar: &Calendar) -> Result<Vec<Period>, Fault> {
		let months = u32::from(MAX_TENOR);
		if self.maturity <= self.drawn || self.maturity > add_months(self.drawn, months) {
			return Err(Fault::Term);
		}
		let mut settled = self.settlements()?;
		settled.push((self.maturity, self.maturity));
		let mut periods: Vec<Period> = Vec::with_capacity(settled.len());
		for (agreed, end) in settled {
			let moved = calendar.adjust(agreed, self.adjustment);
			let due = moved.unwrap_or_else(|_| calendar.expected(agreed, self.adjustment));
			let last = expected_last(calendar, self.adjustment, due, self.grace_days);
			let in_time = calendar.last_day_to_pay(due, self.grace_days);
			let to = if self.moves_interest {
				end.saturating_add(due.saturating_sub(agreed)).saturating_sub(agreed.saturating_sub(due))
			} else {
				end
			};
			if to <= self.drawn {
				if agreed == self.maturity {
					return Err(Fault::DaysCross);
				}
				// Moved before the loan: settled with the next.
				continue;
			}
			// A holiday that is announced later can move two days to one. What was to be settled on the first is then settled
			// on the second: a loan whose books could not be reckoned could not be repaid.
			let mut from = periods.last().map_or(self.drawn, |before: &Period| before.to);
			while to <= from {
				from = periods.pop().map_or(self.drawn, |before| before.from);
			}
			let provisional = moved.is_err() || in_time.is_err();
			periods.push(Period { from, to, agreed, due, in_time: in_time.unwrap_or(last), provisional });
		}
		Ok(periods)
	}

	/// Days to pay as agreed before maturity, each with the day on which its period ends.
	fn settlements(&self) -> Result<Vec<(Date, Date)>, Fault> {
		let mut settled = match self.due_days {
			DueDays::Maturity => return Ok(Vec::new()),
			DueDays::Anniversary { every } => {
				if !(1..=12).contains(&every) {
					return Err(Fault::DueDays);
				}
				let months = months_between(self.drawn, self.maturity);
				let days = (1..=months).filter(|month| month.is_multiple_of(every.into()));
				days.map(|month| add_months(self.drawn, month)).map(|day| (day, day)).collect()
			},
			DueDays::Fixed { every, day, included, paid_after } => {
				if ![1, 3, 6, 12].contains(&every) || !(1..=31).contains(&day) || paid_after > 15 {
					return Err(Fault::DueDays);
				}
				self.fixed(every, day, included, paid_after)
			},
		};
		// A period of no day at the end, or one that is paid after the loan, is settled at maturity.
		settled.retain(|(paid, end)| *paid < self.maturity && *end < self.maturity);
		Ok(settled)
	}

	fn fixed(&self, every: u8, day: u8, included: bool, paid_after: u8) -> Vec<(Date, Date)> {
		let (year, month, _) = civil(self.drawn);
		let months = months_between(self.drawn, self.maturity).saturating_add(2);
		let settlement = |ahead: u32| {
			let month = month.saturating_sub(1).saturating_add(ahead);
			let (year, month) = (year.saturating_add(month / 12), month % 12 + 1);
			let settles = month.is_multiple_of(every.into());
			let on =
				(28..=u32::from(day)).rev().chain([u32::from(day)]).find_map(|day| from_civil(year, month, day))?;
			settles.then(|| (on.saturating_add(paid_after.into()), on.saturating_add(included.into())))
		};
		let mut settled: Vec<(Date, Date)> = (0..=months)
			.filter_map(settlement)
			.filter(|(_, end)| *end > self.drawn.saturating_add(included.into()))
			.collect();
		let whole = |end: Date| add_months(self.drawn, every.into()) <= end;
		if self.first == FirstPeriod::Long && settled.first().is_some_and(|(_, end)| !whole(*end)) {
			settled.remove(0);
		}
		settled
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use proptest::prelude::*;

	fn day(year: u32, month: u32, day: u32) -> Date {
		from_civil(year, month, day).unwrap()
	}

	fn timing(drawn: Date, maturity: Date, due_days: DueDays) -> Timing {
		Timing {
			drawn,
			maturity,
			due_days,
			first: FirstPeriod::Short,
			adjustment: Adjustment::Unadjusted,
			moves_interest: false,
			grace_days: 0,
		}
	}

	fn ends(timing: &Timing) -> Vec<((u32, u32, u32), (u32, u32, u32))> {
		let periods = timing.periods(&Calendar::default()).unwrap();
		periods.iter().map(|one| (civil(one.to), civil(one.due))).collect()
	}

	const TWENTIETH: DueDays = DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 1 };

	#[test]
	fn settled_on_the_twentieth_and_paid_on_the_day_after() {
		let loan = timing(day(2027, 1, 15), day(2027, 3, 21), TWENTIETH);
		let expected = [
			((2027, 1, 21), (2027, 1, 21)),
			((2027, 2, 21), (2027, 2, 21)),
			// The 21st is the day of maturity: settled then.
			((2027, 3, 21), (2027, 3, 21)),
		];
		assert_eq!(ends(&loan), expected);
		let long = Timing { first: FirstPeriod::Long, ..loan };
		assert_eq!(ends(&long), expected[1..]);
	}

	#[test]
	fn drawn_on_the_day_of_settlement_the_first_is_a_period_later() {
		let loan = timing(day(2027, 1, 20), day(2027, 3, 1), TWENTIETH);
		assert_eq!(ends(&loan), [((2027, 2, 21), (2027, 2, 21)), ((2027, 3, 1), (2027, 3, 1))]);
	}

	#[test]
	fn the_last_day_of_a_month_is_the_thirty_first() {
		let due_days = DueDays::Fixed { every: 3, day: 31, included: false, paid_after: 0 };
		let loan = timing(day(2027, 1, 15), day(2027, 9, 1), due_days);
		let to: Vec<_> = ends(&loan).into_iter().map(|(to, _)| to).collect();
		assert_eq!(to, [(2027, 3, 31), (2027, 6, 30), (2027, 9, 1)]);
		let loan = timing(day(2027, 1, 31), day(2027, 4, 30), DueDays::Anniversary { every: 1 });
		let to: Vec<_> = ends(&loan).into_iter().map(|(to, _)| to).collect();
		assert_eq!(to, [(2027, 2, 28), (2027, 3, 31), (2027, 4, 30)]);
	}

	/// The manual of calendars says so; 2027-02-21 is a Sunday.
	#[test]
	fn weekends_are_closed_in_a_year_that_nobody_entered() {
		let loan = timing(day(2027, 1, 15), day(2027, 3, 30), TWENTIETH);
		let loan = Timing { adjustment: Adjustment::Following, ..loan };
		let periods = loan.periods(&Calendar::default()).unwrap();
		assert_eq!((civil(periods[1].due), periods[1].provisional), ((2027, 2, 22), true));
	}

	#[test]
	fn what_cannot_be_is_refused() {
		let refused = |loan: Timing| loan.periods(&Calendar::default()).unwrap_err();
		let loan = timing(100, 200, DueDays::Maturity);
		assert_eq!(refused(Timing { maturity: 100, ..loan }), Fault::Term);
		assert_eq!(refused(Timing { maturity: 20_000, ..loan }), Fault::Term);
		let days = |every, day, paid_after| Timing {
			due_days: DueDays::Fixed { every, day, included: true, paid_after },
			..loan
		};
		for wrong in [days(2, 20, 0), days(1, 0, 0), days(1, 32, 0), days(1, 20, 16)] {
			assert_eq!(refused(wrong), Fault::DueDays);
		}
		for every in [0, 13] {
			assert_eq!(refused(Timing { due_days: DueDays::Anniversary { every }, ..loan }), Fault::DueDays);
		}
	}

	/// Days of any kind of loan.
	pub(crate) fn any_timing() -> impl Strategy<Value = Timing> {
		let anniversary = (1u8..=12).prop_map(|every| DueDays::Anniversary { every });
		let fixed = (prop::sample::select(vec![1u8, 3, 6, 12]), 1u8..=31, any::<bool>(), 0u8..=2)
			.prop_map(|(every, day, included, paid_after)| DueDays::Fixed { every, day, included, paid_after });
		let due_days = prop_oneof![anniversary, fixed, Just(DueDays::Maturity)];
		(19_000u32..22_000, 1u32..=3_000, due_days, any::<bool>(), 0u8..9).prop_map(
			|(drawn, days, due_days, long, grace_days)| Timing {
				first: if long { FirstPeriod::Long } else { FirstPeriod::Short },
				grace_days,
				..timing(drawn, drawn + days, due_days)
			},
		)
	}

	proptest! {
		/// No day is left out or counted twice, and nothing is due before its period began or after the loan.
		#[test]
		fn periods_cover_the_loan(loan in any_timing()) {
			let periods = loan.periods(&Calendar::default()).unwrap();
			prop_assert_eq!(periods[0].from, loan.drawn);
			prop_assert_eq!(periods.last().unwrap().to, loan.maturity);
			for pair in periods.windows(2) {
				prop_assert_eq!(pair[0].to, pair[1].from);
				prop_assert!(pair[0].due < pair[1].due);
			}
			for one in &periods {
				prop_assert!(one.from < one.to && one.from < one.due && one.due <= one.in_time);
			}
		}

		#[test]
		fn no_days_panic(drawn: u32, maturity: u32, every: u8, day: u8, included: bool, paid_after: u8, fixed: bool) {
			let due_days = match fixed {
				true => DueDays::Fixed { every, day, included, paid_after },
				false => DueDays::Anniversary { every },
			};
			let _ = timing(drawn, maturity, due_days).periods(&Calendar::default());
			let _ = timing(drawn, drawn.saturating_add(maturity % 11_000), due_days).periods(&Calendar::default());
		}
	}
}
