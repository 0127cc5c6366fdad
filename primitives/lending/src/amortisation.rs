//! The schedule of a loan by whatever was agreed: its periods, what of the principal each repays, and what becomes of
//! it when the rate is taken anew or principal is prepaid.
//!
//! **Rounding.** Interest of a period is an exact fraction (see [`Accrued`]), rounded half up to the minor unit once,
//! when it is settled. Equal principal is rounded down. The last instalment takes whatever is left, so that the
//! principal parts and the prepayments make up the amount to the unit. Equal instalments are the smallest whole amount
//! by which nothing (or no more than the balloon) is left after the last.

use crate::{
	day_count::{denominator, parts, Accrued, DayCount},
	numbers::{half_up, least, mul_div},
	periods::{expected_last, DueDays, Fault, Period, Timing},
	rate::Rate,
	working_days::Calendar,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{product::RepaymentMethod, record, Amount, Date, MAX_AMOUNT};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use lingnan_types::conditions::{CostItem, Effect};

/// Fees of one loan.
pub const MAX_FEES: u32 = 32;

/// The highest rate of a schedule: 1,000 % a year.
pub const MAX_RATE: Rate = Rate(10 * Rate::WHOLE);

record! {
	/// A fee with a day on which it is due, like any line of the schedule.
	#[derive(Copy)]
	pub struct Fee {
		/// For what it is charged.
		pub item: CostItem,
		/// The day to pay as agreed. Days since 1970-01-01.
		pub due: Date,
		/// Minor units (fen, cents, avos).
		pub amount: Amount,
	}
}

record! {
	/// Everything that a schedule follows from.
	#[serde(rename_all = "camelCase")]
	pub struct Agreement {
		/// What is lent, 1 to 10^15. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// The rate from the day of drawing on, at most 1,000 % a year.
		pub rate: Rate,
		/// By which convention days become interest.
		pub day_count: DayCount,
		/// When it is drawn, settled and repaid.
		pub timing: Timing,
		/// How it is repaid. `Bullet` and `InterestOnly` repay the principal at maturity; interest is settled by
		/// `Bullet` at maturity too, whatever days the timing names, and by `InterestOnly` on those.
		pub method: RepaymentMethod,
		/// Settlements at the start in which interest alone is paid.
		pub principal_holiday: u16,
		/// Principal that is repaid at maturity, on top of the last instalment. Minor units (fen, cents, avos).
		pub balloon: Amount,
		/// Fees that are due besides.
		pub fees: BoundedVec<Fee, ConstU32<MAX_FEES>>,
	}
}

/// What changes a schedule while the loan runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
	/// From this day on the rate is another. Equal instalments are reckoned anew, over the instalments that are left.
	Rate(Rate),
	/// Principal paid ahead of its time on this day; the interest accrued on it stays due at the next settlement.
	Prepayment {
		/// At most what is outstanding. Minor units (fen, cents, avos).
		amount: Amount,
		/// What it changes.
		effect: Effect,
	},
}

/// An instalment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
	/// From 1.
	pub number: u16,
	/// From when to when interest runs, and when it is to be paid.
	pub period: Period,
	/// Minor units (fen, cents, avos).
	pub principal: Amount,
	/// Minor units (fen, cents, avos).
	pub interest: Amount,
	/// Principal outstanding after it. Minor units (fen, cents, avos).
	pub left: Amount,
}

/// A fee in the schedule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FeeLine {
	/// For what it is charged.
	pub item: CostItem,
	/// The day to pay, moved to a working day. Days since 1970-01-01.
	pub due: Date,
	/// The last day on which payment is in time. Days since 1970-01-01.
	pub in_time: Date,
	/// Minor units (fen, cents, avos).
	pub amount: Amount,
}

/// What is to be paid, and when: who pays this is never late.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
	/// Instalments, in the order of their days.
	pub lines: Vec<Line>,
	/// Fees, in the order of their days.
	pub fees: Vec<FeeLine>,
}

impl Schedule {
	/// All interest. Minor units (fen, cents, avos).
	pub fn total_interest(&self) -> Amount {
		self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.interest))
	}

	/// Every payment with its day, instalments and fees, in the order of their days: what [`crate::yearly_rate`] asks.
	pub fn payments(&self) -> Vec<(Date, Amount)> {
		let lines = self.lines.iter().map(|line| (line.period.due, line.principal.saturating_add(line.interest)));
		let mut all: Vec<_> = lines.chain(self.fees.iter().map(|fee| (fee.due, fee.amount))).collect();
		all.sort_by_key(|(on, _)| *on);
		all
	}
}

impl Agreement {
	/// The schedule as it stands after these changes, in the order of their days.
	pub fn schedule(&self, calendar: &Calendar, changes: &[(Date, Change)]) -> Result<Schedule, Fault> {
		let lines = self.lines(calendar, changes)?;
		let mut fees: Vec<_> = self.fees.iter().map(|fee| self.fee(fee, calendar)).collect();
		fees.sort_by_key(|fee| fee.due);
		Ok(Schedule { lines, fees })
	}

	pub(crate) fn fee(&self, fee: &Fee, calendar: &Calendar) -> FeeLine {
		let Timing { adjustment, grace_days, .. } = self.timing;
		let due = calendar.expected(fee.due, adjustment);
		let last = expected_last(calendar, adjustment, due, grace_days);
		let in_time = calendar.last_day_to_pay(due, grace_days).unwrap_or(last);
		FeeLine { item: fee.item, due, in_time, amount: fee.amount }
	}

	fn lines(&self, calendar: &Calendar, changes: &[(Date, Change)]) -> Result<Vec<Line>, Fault> {
		let holiday = usize::from(self.principal_holiday);
		let mut run = self.course(calendar)?;
		// No change may lie before this day.
		let mut reached = self.timing.drawn;
		let mut changes = changes.iter().peekable();
		let mut lines = Vec::with_capacity(run.periods.len());
		for (place, period) in run.periods.clone().iter().enumerate() {
			let mut accrued = Accrued::of(self.day_count, self.timing.drawn, period.from);
			while let Some((on, change)) = changes.next_if(|(on, _)| *on < period.to) {
				if *on < reached {
					return Err(Fault::ChangeOutOfOrder);
				}
				reached = *on;
				accrued.until(*on, run.left, run.rate).ok_or(Fault::TooHigh)?;
				run.change(place.max(holiday), *change)?;
			}
			accrued.until(period.to, run.left, run.rate).ok_or(Fault::TooHigh)?;
			let interest = accrued.rounded().ok_or(Fault::TooHigh)?;
			let principal = if place < holiday && place < run.last { 0 } else { run.principal(place, interest) };
			run.left = run.left.saturating_sub(principal);
			reached = period.to;
			let number = u16::try_from(place.saturating_add(1)).unwrap_or(u16::MAX);
			lines.push(Line { number, period: *period, principal, interest, left: run.left });
			if run.left == 0 {
				break;
			}
		}
		if changes.next().is_some() {
			return Err(Fault::ChangeOutOfOrder);
		}
		Ok(lines)
	}

	/// Where a schedule begins.
	fn course(&self, calendar: &Calendar) -> Result<Course, Fault> {
		let course = self.resume(calendar)?;
		self.check(course.periods.len())?;
		Ok(course)
	}

	/// The same of what was agreed already. What a schedule is refused for when it is offered must not keep a loan from being
	/// repaid: drawn on another day it may have fewer settlements than it has without principal, and a payment of a day
	/// before an amendment may leave no more than the balloon.
	pub(crate) fn resume(&self, calendar: &Calendar) -> Result<Course, Fault> {
		let timing = match self.method {
			RepaymentMethod::Bullet => Timing { due_days: DueDays::Maturity, ..self.timing },
			_ => self.timing,
		};
		let periods = timing.periods(calendar)?;
		Ok(Course::new(self, periods))
	}

	fn check(&self, periods: usize) -> Result<(), Fault> {
		if !(1..=MAX_AMOUNT).contains(&self.amount) || self.balloon >= self.amount {
			return Err(Fault::Amount);
		}
		if self.rate > MAX_RATE {
			return Err(Fault::TooHigh);
		}
		let amortises = matches!(self.method, RepaymentMethod::EqualInstalments | RepaymentMethod::EqualPrincipal);
		if !amortises && (self.balloon > 0 || self.principal_holiday > 0) {
			return Err(Fault::Method);
		}
		if usize::from(self.principal_holiday) >= periods {
			return Err(Fault::PrincipalHoliday);
		}
		Ok(())
	}
}

/// How far a schedule has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Course {
	method: RepaymentMethod,
	balloon: Amount,
	day_count: DayCount,
	/// The day from which months are counted.
	drawn: Date,
	pub(crate) periods: Vec<Period>,
	/// Principal that is not due yet.
	pub(crate) left: Amount,
	pub(crate) rate: Rate,
	/// What an instalment is: as a whole with equal instalments, its principal with equal principal. None: to be
	/// reckoned.
	instalment: Option<Amount>,
	/// Place of the last instalment.
	pub(crate) last: usize,
	/// Instalments end when they have repaid everything, which may be before the last.
	shorter: bool,
}

impl Course {
	fn new(agreement: &Agreement, periods: Vec<Period>) -> Self {
		let Agreement { amount, rate, method, balloon, day_count, timing: Timing { drawn, .. }, .. } = *agreement;
		let last = periods.len().saturating_sub(1);
		let (left, instalment, shorter) = (amount, None, false);
		Self { method, balloon, day_count, drawn, periods, left, rate, instalment, last, shorter }
	}

	/// `place`: of the next instalment that repays principal.
	pub(crate) fn change(&mut self, place: usize, change: Change) -> Result<(), Fault> {
		match change {
			Change::Rate(rate) => {
				if rate > MAX_RATE {
					return Err(Fault::TooHigh);
				}
				self.rate = rate;
				if self.method == RepaymentMethod::EqualInstalments {
					self.instalment = None;
				}
			},
			Change::Prepayment { amount, effect } => {
				let left = self.left.checked_sub(amount).ok_or(Fault::PrepaidTooMuch)?;
				match effect {
					Effect::Lower => self.instalment = None,
					Effect::Shorter => {
						// What was not reckoned yet stays as it would have been without the prepayment.
						self.instalment = self.instalment.or_else(|| self.unchanged(place));
						self.shorter = true;
					},
				}
				self.left = left;
			},
		}
		Ok(())
	}

	/// What an instalment repays, with the interest of its period.
	pub(crate) fn principal(&mut self, place: usize, interest: Amount) -> Amount {
		if core::mem::take(&mut self.shorter) {
			self.shorten(place, interest);
		}
		if place >= self.last {
			return self.left;
		}
		let above = self.left.saturating_sub(self.balloon);
		let part = match self.method {
			RepaymentMethod::EqualInstalments => {
				let level = self.instalment.unwrap_or_else(|| self.level(place, self.left, interest));
				self.instalment = Some(level);
				level.saturating_sub(interest)
			},
			RepaymentMethod::EqualPrincipal => {
				let part = self.instalment.unwrap_or_else(|| self.equal_part(place));
				self.instalment = Some(part);
				part
			},
			RepaymentMethod::Bullet | RepaymentMethod::InterestOnly => 0,
		};
		part.min(above)
	}

	/// Equal parts of what is left above the balloon, rounded down.
	fn equal_part(&self, place: usize) -> Amount {
		let instalments = self.last.saturating_sub(place).saturating_add(1);
		let above = self.left.saturating_sub(self.balloon);
		Amount::try_from(instalments).ok().and_then(|instalments| above.checked_div(instalments)).unwrap_or(above)
	}

	/// The instalment from a place on if nothing changes.
	fn unchanged(&self, place: usize) -> Option<Amount> {
		match self.method {
			RepaymentMethod::EqualInstalments => {
				let period = self.periods.get(place)?;
				let mut accrued = Accrued::of(self.day_count, self.drawn, period.from);
				accrued.until(period.to, self.left, self.rate)?;
				let first = accrued.rounded()?;
				Some(self.level(place, self.left, first))
			},
			RepaymentMethod::EqualPrincipal => Some(self.equal_part(place)),
			RepaymentMethod::Bullet | RepaymentMethod::InterestOnly => None,
		}
	}

	/// Finds the last instalment when the others stay as they are. A balloon stays at maturity.
	fn shorten(&mut self, place: usize, interest: Amount) {
		let (method, balloon) = (self.method, self.balloon);
		let amortises = matches!(method, RepaymentMethod::EqualInstalments | RepaymentMethod::EqualPrincipal);
		let Some(instalment) = self.instalment.filter(|_| amortises && balloon == 0) else { return };
		let mut left = self.left;
		for (ahead, of_period) in self.interests(place, interest).enumerate() {
			let of_period = of_period(left);
			let whole = method == RepaymentMethod::EqualInstalments;
			let part = if whole { instalment.saturating_sub(of_period) } else { instalment };
			left = left.saturating_sub(part);
			if left == 0 {
				self.last = self.last.min(place.saturating_add(ahead));
				return;
			}
		}
	}

	/// Interest of each period from one on to the last, by what is outstanding in it; of the first it is known.
	fn interests(&self, place: usize, first: Amount) -> impl Iterator<Item = impl Fn(Amount) -> Amount> {
		let (rate, day_count) = (self.rate.0, self.day_count);
		let periods = self.periods.get(place..=self.last).unwrap_or_default();
		let parts: Vec<u64> = periods.iter().map(|one| parts(day_count, self.drawn, one.from, one.to)).collect();
		let under = denominator(day_count);
		parts.into_iter().enumerate().map(move |(ahead, parts)| {
			let over = u128::from(rate).saturating_mul(parts.into());
			move |left: Amount| match ahead {
				0 => first,
				_ => half_up(u128::from(left).saturating_mul(over), under).unwrap_or(Amount::MAX),
			}
		})
	}

	/// The smallest instalment that covers the interest of each period and repays all but the balloon by the last.
	fn level(&self, place: usize, left: Amount, first: Amount) -> Amount {
		let balloon = self.balloon;
		let interests: Vec<_> = self.interests(place, first).collect();
		let repays = |instalment: Amount| {
			let mut left = left;
			for of_period in &interests {
				let Some(part) = instalment.checked_sub(of_period(left)) else { return false };
				left = left.saturating_sub(part).max(balloon);
				if left == 0 {
					return true;
				}
			}
			left <= balloon
		};
		let guess = self.annuity(place, left, first).unwrap_or(first);
		least(first, left.saturating_add(first), guess, repays)
	}

	/// The same without rounding, taken up: what is owed on the first due day, divided by the sum of what one unit on
	/// each due day is worth then.
	fn annuity(&self, place: usize, left: Amount, first: Amount) -> Option<Amount> {
		// 76 binary digits, so that a discount times the parts of a year stays within 128.
		let mut worth: u128 = 1 << 76;
		let mut sum = worth;
		let under = denominator(self.day_count);
		for period in self.periods.get(place.saturating_add(1)..=self.last)? {
			let parts = parts(self.day_count, self.drawn, period.from, period.to);
			let grown = under.checked_add(u128::from(self.rate.0).checked_mul(parts.into())?)?;
			worth = worth.checked_mul(under)?.checked_div(grown)?;
			sum = sum.checked_add(worth)?;
		}
		let owed = u128::from(left).checked_add(first.into())?;
		let kept = mul_div(self.balloon.into(), worth, sum)?;
		let level = mul_div(owed, 1 << 76, sum)?.checked_sub(kept)?;
		Amount::try_from(level.checked_add(1)?).ok()
	}
}

#[cfg(test)]
mod tests;
