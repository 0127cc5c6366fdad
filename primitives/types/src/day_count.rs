//! Day counts: what part of a year lies between two days.
//!
//! The first day counts, the last does not. The parts are whole numbers, so that interest is an exact fraction until it
//! is rounded.

use crate::{add_months, civil, months_between, record, Date};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
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
