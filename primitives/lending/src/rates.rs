//! Rates of a contract: a reference with a spread, repriced on agreed days; and what lateness costs.

use crate::{day_count::Accrued, day_count::DayCount, rate::Rate};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{add_months, record, Amount, BasisPoints, Date};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use lingnan_types::conditions::OnUnpaidInterest;

record! {
	/// A rate that follows a reference (LPR, HIBOR, prime) with a fixed spread, taken anew on agreed days.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Floating {
		/// Over the reference, or below it. Basis points a year.
		pub spread: i32,
		/// The rate is never less than this.
		pub floor: Rate,
		/// The first day on which it is taken anew. Days since 1970-01-01.
		pub first: Date,
		/// Months from one such day to the next, 1 or more; 0: there is only the first.
		pub every: u8,
	}
}

/// What a reference stood at, from the day of its publication on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quote {
	/// Days since 1970-01-01.
	pub published: Date,
	/// The reference's own rate a year.
	pub rate: Rate,
}

/// Why a rate is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateFault {
	/// The reference was not published on or before this day.
	NotQuoted(Date),
	/// The surcharge is less than the least that the place's rules know, or more than the most.
	OutsideLimits,
	/// Beyond what can be reckoned.
	TooHigh,
}

impl Floating {
	/// The rate taken on a day: the reference as last published by then, plus the spread, or the floor. `quotes` in
	/// whatever order.
	pub fn rate_on(&self, day: Date, quotes: &[Quote]) -> Result<Rate, RateFault> {
		let known = quotes.iter().filter(|quote| quote.published <= day);
		let last = known.max_by_key(|quote| quote.published).ok_or(RateFault::NotQuoted(day))?;
		let rate = last.rate.with_spread(self.spread).ok_or(RateFault::TooHigh)?;
		Ok(rate.max(self.floor))
	}

	/// The days after `drawn` and before `until` on which the rate is taken anew.
	pub fn repricing_days(&self, drawn: Date, until: Date) -> Vec<Date> {
		let mut days = Vec::new();
		let (mut months, mut before): (u32, Option<Date>) = (0, None);
		loop {
			let day = add_months(self.first, months);
			// Where the calendar ends, months lead no further.
			if day >= until || before.is_some_and(|before| day <= before) {
				return days;
			}
			if day > drawn {
				days.push(day);
			}
			if self.every == 0 {
				return days;
			}
			before = Some(day);
			months = months.saturating_add(self.every.into());
		}
	}

	/// The rate on the day of drawing, and each repricing after it and before `until`.
	pub fn rates(&self, drawn: Date, until: Date, quotes: &[Quote]) -> Result<(Rate, Vec<(Date, Rate)>), RateFault> {
		let days = self.repricing_days(drawn, until).into_iter();
		let later = days.map(|day| Ok((day, self.rate_on(day, quotes)?))).collect::<Result<_, RateFault>>()?;
		Ok((self.rate_on(drawn, quotes)?, later))
	}
}

record! {
	/// What a place's rules allow as a surcharge: shares of the contract's rate, in basis points. The mainland's PBoC
	/// Yinfa 2003 No. 251, item 3, has 3,000 to 5,000 for what is overdue and 5,000 to 10,000 for misuse; whether that
	/// binds small-loan and factoring companies is not settled, so it is a parameter.
	#[derive(Copy)]
	pub struct SurchargeLimits {
		/// Basis points of the contract's rate.
		pub least: BasisPoints,
		/// Basis points of the contract's rate.
		pub most: BasisPoints,
	}
}

/// The penalty rate: the contract's, raised by a share of itself (basis points) that the limits allow.
pub fn penalty_rate(contract: Rate, surcharge: BasisPoints, limits: SurchargeLimits) -> Result<Rate, RateFault> {
	if !(limits.least..=limits.most).contains(&surcharge) {
		return Err(RateFault::OutsideLimits);
	}
	contract.raised_by(surcharge).ok_or(RateFault::TooHigh)
}

/// What bears a penalty for two reasons, overdue and misused, bears the heavier alone.
pub fn heavier(overdue: Option<Rate>, misuse: Option<Rate>) -> Option<Rate> {
	overdue.max(misuse)
}

record! {
	/// What lateness costs by a contract.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct LateTerms {
		/// The contract's rate.
		pub contract: Rate,
		/// On principal that is overdue.
		pub penalty: Rate,
		/// On interest that is due and unpaid.
		pub on_interest: OnUnpaidInterest,
		/// By which convention days are counted. Late days are days: with monthly twelfths, actual/360 is usual.
		pub day_count: DayCount,
		/// Days since 1970-01-01.
		pub maturity: Date,
	}
}

impl LateTerms {
	/// Penalty on overdue principal from the first day past due (counted) to another (not counted), rounded half up.
	/// Minor units (fen, cents, avos). None beyond what can be reckoned.
	pub fn on_principal(&self, overdue: Amount, from: Date, to: Date) -> Option<Amount> {
		let mut accrued = Accrued::new(self.day_count, from);
		accrued.until(to, overdue, self.penalty)?;
		accrued.rounded()
	}

	/// Interest on unpaid interest between two days, as [`Self::on_principal`]; rounded once.
	pub fn on_interest(&self, unpaid: Amount, from: Date, to: Date) -> Option<Amount> {
		let mut accrued = Accrued::new(self.day_count, from);
		match self.on_interest {
			OnUnpaidInterest::Nothing => return Some(0),
			OnUnpaidInterest::ContractThenPenalty => accrued.until(self.maturity.min(to), unpaid, self.contract)?,
			OnUnpaidInterest::Penalty => {},
		}
		accrued.until(to, unpaid, self.penalty)?;
		accrued.rounded()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::from_civil;
	use proptest::prelude::*;

	fn day(year: u32, month: u32, day: u32) -> Date {
		from_civil(year, month, day).unwrap()
	}

	const OVERDUE: SurchargeLimits = SurchargeLimits { least: 3_000, most: 5_000 };

	#[test]
	fn a_surcharge_outside_the_limits_is_refused() {
		let contract = Rate::basis_points(345);
		assert_eq!(penalty_rate(contract, 5_001, OVERDUE), Err(RateFault::OutsideLimits));
		assert_eq!(penalty_rate(contract, 2_999, OVERDUE), Err(RateFault::OutsideLimits));
		assert_eq!(penalty_rate(contract, 5_000, OVERDUE), Ok(Rate(5_175_000)));
		let most = penalty_rate(Rate(u64::MAX), 5_000, OVERDUE);
		assert_eq!(most, Err(RateFault::TooHigh));
	}

	#[test]
	fn of_two_penalties_the_heavier_counts_alone() {
		assert_eq!(heavier(Some(Rate(5)), Some(Rate(7))), Some(Rate(7)));
		assert_eq!(heavier(Some(Rate(5)), None), Some(Rate(5)));
		assert_eq!(heavier(None, None), None);
	}

	#[test]
	fn a_rate_follows_the_last_quote_and_stops_at_its_floor() {
		let floating = Floating { spread: 45, floor: Rate::basis_points(300), first: day(2027, 1, 1), every: 12 };
		let quote = |published, points| Quote { published, rate: Rate::basis_points(points) };
		let quotes = [quote(day(2026, 12, 21), 290), quote(day(2026, 11, 20), 300), quote(day(2027, 12, 20), 240)];
		let on = |at| floating.rate_on(at, &quotes);
		assert_eq!(on(day(2026, 12, 20)), Ok(Rate::basis_points(345)));
		assert_eq!(on(day(2026, 12, 21)), Ok(Rate::basis_points(335)));
		assert_eq!(on(day(2028, 1, 1)), Ok(Rate::basis_points(300)), "2.85 % is below the floor");
		assert_eq!(on(day(2026, 11, 19)), Err(RateFault::NotQuoted(day(2026, 11, 19))));
		let (first, later) = floating.rates(day(2026, 12, 1), day(2028, 6, 1), &quotes).unwrap();
		assert_eq!(first, Rate::basis_points(345));
		let expected = [(day(2027, 1, 1), Rate::basis_points(335)), (day(2028, 1, 1), Rate::basis_points(300))];
		assert_eq!(later, expected);
	}

	/// A rate that is never taken anew is taken anew once at most, and the calendar's end ends the list.
	#[test]
	fn repricing_days_end() {
		let floating = Floating { spread: 0, floor: Rate(0), first: day(2027, 1, 1), every: 0 };
		assert_eq!(floating.repricing_days(0, u32::MAX), [day(2027, 1, 1)]);
		let days = Floating { every: 255, ..floating }.repricing_days(0, u32::MAX);
		assert!(days.len() < 400 && days.is_sorted());
	}

	proptest! {
		/// Days past maturity at the penalty rate, those before at the contract's: as if reckoned apart, to a unit of
		/// rounding.
		#[test]
		fn unpaid_interest_changes_its_rate_at_maturity(
			unpaid in 0u64..1_000_000_000_000, from in 0u32..40_000, before in 0u32..400, after in 0u32..400,
		) {
			let maturity = from + before;
			let terms = LateTerms {
				contract: Rate::basis_points(345),
				penalty: Rate(5_175_000),
				on_interest: OnUnpaidInterest::ContractThenPenalty,
				day_count: DayCount::Actual360,
				maturity,
			};
			let all = terms.on_interest(unpaid, from, maturity + after).unwrap();
			let exact = u128::from(unpaid) * (u128::from(before) * 3_450_000 + u128::from(after) * 5_175_000);
			prop_assert_eq!(u128::from(all), (exact * 2 + 36_000_000_000) / 72_000_000_000);
			let nothing = LateTerms { on_interest: OnUnpaidInterest::Nothing, ..terms };
			prop_assert_eq!(nothing.on_interest(unpaid, from, maturity + after), Some(0));
			let penalty = LateTerms { on_interest: OnUnpaidInterest::Penalty, ..terms };
			prop_assert_eq!(penalty.on_interest(unpaid, from, maturity), terms.on_principal(unpaid, from, maturity));
		}
	}
}
