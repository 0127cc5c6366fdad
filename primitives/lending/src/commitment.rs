//! What a credit line costs while it is not drawn. Pure: the line's own record and its drawdowns are all that it needs, so both
//! sides reckon the same fee, and no book of it is kept.

use crate::{
	day_count::Accrued,
	periods::{Fault, FirstPeriod, Timing},
	rate::Rate,
	working_days::{Adjustment, Calendar},
};
use alloc::vec::Vec;
use lingnan_types::{
	line::{CommitmentDue, CommitmentFee, LineStop},
	Amount, Date,
};

/// So much is drawn from a day on, until the next such day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Drawn {
	/// Days since 1970-01-01.
	pub on: Date,
	/// Principal outstanding on all drawdowns of the line together. Minor units.
	pub amount: Amount,
}

/// Every settlement of the fee of a line that stands from a day (counted) to another (not counted): for each day rate x (limit
/// less what is drawn on it) x its part of a year, rounded half up once a settlement. Days to pay that are no working days go
/// to the next one (Civil Code 203). `drawn` in whatever order; before the first of them nothing is drawn, and of two on one
/// day the later in the list holds.
pub fn commitment(
	limit: Amount,
	fee: &CommitmentFee,
	from: Date,
	to: Date,
	drawn: &[Drawn],
	calendar: &Calendar,
) -> Result<Vec<CommitmentDue>, Fault> {
	let timing = Timing {
		drawn: from,
		maturity: to,
		due_days: fee.due_days,
		first: FirstPeriod::Short,
		adjustment: Adjustment::Following,
		moves_interest: false,
		grace_days: 0,
	};
	let mut moves = drawn.to_vec();
	moves.sort_by_key(|change| change.on);
	let rate = Rate::basis_points(fee.rate);
	let settlement = |period: &crate::periods::Period| {
		let mut left = moves.iter().take_while(|change| change.on <= period.from).last().map_or(limit, left_of(limit));
		let mut accrued = Accrued::new(fee.day_count, period.from);
		for change in moves.iter().filter(|change| period.from < change.on && change.on < period.to) {
			accrued.until(change.on, left, rate).ok_or(Fault::TooHigh)?;
			left = left_of(limit)(change);
		}
		accrued.until(period.to, left, rate).ok_or(Fault::TooHigh)?;
		let amount = accrued.rounded().ok_or(Fault::TooHigh)?;
		Ok(CommitmentDue { from: period.from, to: period.to, due: period.due, amount })
	};
	timing.periods(calendar)?.iter().map(settlement).collect()
}

/// What is drawn of a line from day to day. `drawdowns`: of each, its outstanding principal from its first day on. While the line is
/// frozen nothing is kept ready for the firm: those days count as if all of the limit were drawn.
pub fn course(limit: Amount, drawdowns: &[Vec<Drawn>], stops: &[LineStop]) -> Vec<Drawn> {
	let mut days: Vec<Date> = drawdowns.iter().flatten().map(|change| change.on).collect();
	days.extend(stops.iter().flat_map(|stop| [Some(stop.from), stop.to]).flatten());
	days.sort_unstable();
	days.dedup();
	let is_frozen = |day: Date| stops.iter().any(|stop| stop.from <= day && stop.to.is_none_or(|to| day < to));
	let drawn = |day: Date| {
		let outstanding = drawdowns.iter().map(|changes| {
			let last = changes.iter().filter(|change| change.on <= day).max_by_key(|change| change.on);
			last.map_or(0, |change| change.amount)
		});
		outstanding.fold(0, |sum: Amount, amount| sum.saturating_add(amount))
	};
	days.into_iter().map(|on| Drawn { on, amount: if is_frozen(on) { limit } else { drawn(on) } }).collect()
}

/// What is kept ready beside what is drawn.
fn left_of(limit: Amount) -> impl Fn(&Drawn) -> Amount {
	move |drawn| limit.saturating_sub(drawn.amount)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::day_count::interest;
	use alloc::vec;
	use lingnan_types::{conditions::DueDays, from_civil, DayCount, MAX_AMOUNT};
	use proptest::prelude::*;

	const A_MILLION: Amount = 100_000_000;

	fn day(year: u32, month: u32, day: u32) -> Date {
		from_civil(year, month, day).unwrap()
	}

	/// A quarter of a per cent a year, actual days of 360, settled on the 20th of each quarter's last month.
	fn fee() -> CommitmentFee {
		CommitmentFee {
			rate: 25,
			day_count: DayCount::Actual360,
			due_days: DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 },
		}
	}

	#[test]
	fn two_drawdowns_and_a_repayment_of_a_line_of_a_million() {
		let (from, to) = (day(2027, 1, 15), day(2027, 7, 15));
		let drawn = [
			Drawn { on: day(2027, 2, 1), amount: 40_000_000 },
			Drawn { on: day(2027, 4, 1), amount: 70_000_000 },
			Drawn { on: day(2027, 6, 1), amount: 30_000_000 },
		];
		let settled = commitment(A_MILLION, &fee(), from, to, &drawn, &Calendar::default()).unwrap();
		let shown: Vec<_> = settled.iter().map(|one| (one.from, one.to, one.amount)).collect();
		// 17 days on 1,000,000.00, then on 600,000.00 to 31 March, 300,000.00 to 31 May, 700,000.00: each x 0.25 % / 360.
		assert_eq!(
			shown,
			[
				// 17 x 1,000,000.00 + 48 x 600,000.00 = 45,800,000.00 days
				(from, day(2027, 3, 21), 31_806),
				// 11 x 600,000.00 + 61 x 300,000.00 + 20 x 700,000.00 = 38,900,000.00
				(day(2027, 3, 21), day(2027, 6, 21), 27_014),
				// 24 x 700,000.00 = 16,800,000.00
				(day(2027, 6, 21), to, 11_667),
			]
		);
		// The 21st is a Sunday, and closed though the year's list is not known.
		assert_eq!(settled[0].due, day(2027, 3, 22));
		assert_eq!(settled[2].due, to);
	}

	#[test]
	fn drawdowns_add_up_and_frozen_days_are_free() {
		let one = vec![Drawn { on: 100, amount: 40 }, Drawn { on: 130, amount: 10 }, Drawn { on: 130, amount: 0 }];
		let other = vec![Drawn { on: 120, amount: 25 }];
		let stops = [LineStop { from: 110, to: Some(125) }, LineStop { from: 200, to: None }];
		let course: Vec<_> = course(100, &[one, other], &stops).iter().map(|one| (one.on, one.amount)).collect();
		assert_eq!(course, [(100, 40), (110, 100), (120, 100), (125, 65), (130, 25), (200, 100)]);
	}

	#[test]
	fn what_is_drawn_in_full_costs_no_commitment_fee() {
		let (from, to) = (day(2027, 1, 15), day(2028, 1, 15));
		let all = [Drawn { on: from, amount: A_MILLION }];
		let settled = commitment(A_MILLION, &fee(), from, to, &all, &Calendar::default()).unwrap();
		assert!(settled.iter().all(|one| one.amount == 0));
	}

	#[test]
	fn of_two_changes_on_one_day_the_later_in_the_list_holds() {
		let (from, to) = (day(2027, 1, 15), day(2027, 3, 1));
		let twice = [Drawn { on: from, amount: A_MILLION }, Drawn { on: from, amount: 0 }];
		let none = commitment(A_MILLION, &fee(), from, to, &[], &Calendar::default()).unwrap();
		assert_eq!(commitment(A_MILLION, &fee(), from, to, &twice, &Calendar::default()).unwrap(), none);
	}

	fn any_fee() -> impl Strategy<Value = CommitmentFee> {
		let days = prop_oneof![
			(1u8..=12).prop_map(|every| DueDays::Anniversary { every }),
			Just(DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 }),
			Just(DueDays::Maturity),
		];
		(0u32..=500, 0usize..4, days).prop_map(|(rate, count, due_days)| CommitmentFee {
			rate,
			day_count: DayCount::ALL[count],
			due_days,
		})
	}

	proptest! {
		/// Undrawn to the end it is the interest on the limit, but for what each settlement rounds.
		#[test]
		fn an_undrawn_line_costs_its_rate_on_the_limit(
			fee in any_fee(), from in 19_000u32..22_000, days in 1u32..1_500, limit in 1..=MAX_AMOUNT,
		) {
			let settled = commitment(limit, &fee, from, from + days, &[], &Calendar::default()).unwrap();
			if fee.day_count != DayCount::MonthlyTwelfths {
				let whole = interest(limit, Rate::basis_points(fee.rate), from, from + days, fee.day_count).unwrap();
				let sum: Amount = settled.iter().map(|one| one.amount).sum();
				prop_assert!(sum.abs_diff(whole) <= settled.len() as u64, "{sum} {whole}");
			}
			for pair in settled.windows(2) {
				prop_assert_eq!(pair[0].to, pair[1].from);
			}
			prop_assert_eq!((settled[0].from, settled.last().unwrap().to), (from, from + days));
		}

		/// Who draws more pays no more for what he leaves.
		#[test]
		fn more_drawn_is_no_dearer(
			fee in any_fee(), from in 19_000u32..22_000, days in 2u32..1_500, limit in 1..=MAX_AMOUNT,
			moves in prop::collection::vec((0u32..1_500, 0..=MAX_AMOUNT), 0..6), more in 0..=MAX_AMOUNT,
		) {
			let drawn: Vec<_> = moves.iter().map(|(on, amount)| Drawn { on: from + on, amount: *amount }).collect();
			let deeper: Vec<_> = drawn.iter().map(|one| Drawn { amount: one.amount.saturating_add(more), ..*one }).collect();
			let sum = |drawn: &[Drawn]| -> Amount {
				let settled = commitment(limit, &fee, from, from + days, drawn, &Calendar::default()).unwrap();
				settled.iter().map(|one| one.amount).sum()
			};
			prop_assert!(sum(&deeper) <= sum(&drawn));
		}

		/// Later drawdowns leave what was settled before them as it is.
		#[test]
		fn what_is_settled_stays_settled(
			fee in any_fee(), from in 19_000u32..22_000, days in 2u32..1_500, on in 0u32..1_500, amount in 0..=MAX_AMOUNT,
		) {
			let settle = |drawn: &[Drawn]| {
				commitment(A_MILLION, &fee, from, from + days, drawn, &Calendar::default()).unwrap()
			};
			let (before, after) = (settle(&[]), settle(&[Drawn { on: from + on, amount }]));
			for (before, after) in before.iter().zip(&after).filter(|(before, _)| before.to <= from + on) {
				prop_assert_eq!(before, after);
			}
		}

		#[test]
		fn no_fee_panics(rate: u32, limit: u64, from: u32, to: u32, on: u32, amount: u64, every: u8) {
			let fee = CommitmentFee { rate, day_count: DayCount::ActualActual, due_days: DueDays::Anniversary { every } };
			let _ = commitment(limit, &fee, from, to, &vec![Drawn { on, amount }], &Calendar::default());
		}
	}
}
