//! What a loan costs in all, as a rate a year.
//!
//! **Formula.** The rate `i` of a period is the one for which what was received is worth what is paid:
//!
//! ```text
//! received − paid at once = Σ paid_k / (1 + i)^at_k
//! ```
//!
//! with `m` periods a year it is told as the simple rate `m i` and as the compound rate `(1 + i)^m − 1`. All cost
//! charged counts, over the principal that is outstanding, and the lender says which of both it tells (PBoC
//! Announcement 2021 No. 3). The compound rate by days, `m` = 365, is the annual percentage rate of the present value
//! that Hong Kong's Code of Banking Practice and the Consumer Credit Directive (2008/48/EC, annex I) have. Which
//! periods a form of disclosure wants is not settled everywhere: it is a parameter.
//!
//! **How.** Newton's method in fixed point with 110 binary digits, from `i` = 0. The present value is convex and falls
//! in `i`, so the steps rise to the root and never pass it; what is left when they end is far below the unit of the
//! answer.

use crate::numbers::{mul_div, power, times, ONE};
use alloc::vec::Vec;
use lingnan_types::{Amount, BasisPoints, Date};

/// What is paid, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paid {
	/// Whole periods (months or days) after the money was received; 0 at once.
	pub at: u32,
	/// Principal, interest and fees. Minor units (fen, cents, avos).
	pub amount: Amount,
}

/// A rate a year in trillionths of the whole: 5.32 % is 53,200,000,000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct YearlyRate(pub u64);

/// Trillionths in the whole.
const TRILLION: u128 = 1_000_000_000_000;
const TRILLIONTHS_IN_A_POINT: u64 = 100_000_000;

impl YearlyRate {
	/// In hundredths of a per cent, rounded half up, as it is told. The type's end if it is beyond.
	pub fn basis_points(self) -> BasisPoints {
		let up = u64::from(self.0 % TRILLIONTHS_IN_A_POINT >= TRILLIONTHS_IN_A_POINT / 2);
		BasisPoints::try_from((self.0 / TRILLIONTHS_IN_A_POINT).saturating_add(up)).unwrap_or(BasisPoints::MAX)
	}
}

/// What a loan costs in all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AllIn {
	/// The rate of a period times the periods of a year.
	pub simple: YearlyRate,
	/// With interest on interest.
	pub compound: YearlyRate,
}

/// Why there is no such rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoRate {
	/// What is paid at once takes all that was received.
	NothingReceived,
	/// Less is paid than was received.
	PaidLess,
	/// Payments must stand in the order of their periods.
	OutOfOrder,
	/// A rate of more than 2^18 times the whole in a year or a period, or numbers of that size on the way to it.
	TooHigh,
}

/// Steps after which the search is given up. Each, while far from the root, at least doubles the rate or multiplies
/// what payments are worth by e; 10^15 is less than e^35.
const MOST_STEPS: u32 = 256;

/// The step at which the search ends: 2^-60 in fixed point. The next would be its square.
const SMALL: u128 = ONE >> 60;

/// The rate of a loan of `received` minor units that is repaid by these payments, in the order of their periods, of
/// which a year has so many (12, 360, 365). Right to less than 10^-9 of the whole for compound rates up to 100 times
/// the whole.
pub fn all_in(received: Amount, paid: &[Paid], periods_a_year: u32) -> Result<AllIn, NoRate> {
	if !paid.is_sorted_by_key(|one| one.at) {
		return Err(NoRate::OutOfOrder);
	}
	let (at_once, later) = paid.split_at(paid.partition_point(|one| one.at == 0));
	let sum = |list: &[Paid]| list.iter().fold(0, |sum: u128, one| sum.saturating_add(one.amount.into()));
	let net = u128::from(received).checked_sub(sum(at_once)).filter(|net| *net > 0).ok_or(NoRate::NothingReceived)?;
	if sum(later) < net {
		return Err(NoRate::PaidLess);
	}
	let period = rate_of_period(net, later, sum(later)).ok_or(NoRate::TooHigh)?;
	let simple = trillionths(period.checked_mul(periods_a_year.into()).ok_or(NoRate::TooHigh)?);
	let grown = power(ONE.saturating_add(period), periods_a_year).ok_or(NoRate::TooHigh)?;
	let compound = trillionths(grown.saturating_sub(ONE));
	Ok(AllIn { simple: simple.ok_or(NoRate::TooHigh)?, compound: compound.ok_or(NoRate::TooHigh)? })
}

/// Out of fixed point, rounded half up.
fn trillionths(fixed: u128) -> Option<YearlyRate> {
	let twice = mul_div(fixed, TRILLION.saturating_mul(2), ONE)?;
	u64::try_from(twice.saturating_add(1) / 2).ok().map(YearlyRate)
}

/// In fixed point.
fn rate_of_period(net: u128, paid: &[Paid], total: u128) -> Option<u128> {
	// As many digits as the slope leaves room for: it is at most the sum of amounts x periods.
	let most = total.checked_mul(u128::from(paid.last()?.at).checked_add(1)?)?;
	let shift = most.leading_zeros().saturating_sub(1);
	let net = net << shift;
	let runs = runs(paid);
	let mut rate: u128 = 0;
	for _ in 0..MOST_STEPS {
		let discount = mul_div(ONE, ONE, ONE.checked_add(rate)?)?;
		let (value, slope) = present_value(&runs, discount, shift)?;
		let Some(over) = value.checked_sub(net).filter(|over| *over > 0) else { return Some(rate) };
		let step = mul_div(over, ONE, times(slope, discount)?)?;
		rate = rate.checked_add(step)?;
		if step < SMALL {
			return Some(rate);
		}
	}
	None
}

/// Equal payments at equal distances, the first as far from the payment before: most loans are a run and a last payment.
#[derive(Clone, Copy)]
struct Run {
	gap: u32,
	amount: Amount,
	count: u32,
}

/// So that the sums of a run's powers, each times its place, stay within the fixed point.
const LONGEST_RUN: u32 = 512;

fn runs(paid: &[Paid]) -> Vec<Run> {
	let mut runs: Vec<Run> = Vec::new();
	let mut before = 0;
	for one in paid {
		let gap = one.at.saturating_sub(before);
		before = one.at;
		let same = |run: &&mut Run| (run.gap, run.amount) == (gap, one.amount) && run.count < LONGEST_RUN;
		match runs.last_mut().filter(same) {
			Some(run) => run.count = run.count.saturating_add(1),
			None => runs.push(Run { gap, amount: one.amount, count: 1 }),
		}
	}
	runs
}

/// What payments are worth at the start, and the same with each weighted by its period; the payments shifted by so many
/// binary digits.
fn present_value(runs: &[Run], discount: u128, shift: u32) -> Option<(u128, u128)> {
	let (mut value, mut slope): (u128, u128) = (0, 0);
	let mut known: Vec<(u32, u128)> = Vec::with_capacity(MOST_KNOWN);
	for run in runs.iter().rev() {
		let factor = match known.iter().find(|(gap, _)| *gap == run.gap) {
			Some((_, factor)) => *factor,
			None => {
				let factor = power(discount, run.gap)?;
				known.truncate(MOST_KNOWN.saturating_sub(1));
				known.push((run.gap, factor));
				factor
			},
		};
		let Geometric { power, sum, weighted } = Geometric::of(factor, run.count)?;
		let amount = u128::from(run.amount) << shift;
		let length = u128::from(run.gap).checked_mul(run.count.into())?;
		let later = times(slope.checked_add(value.checked_mul(length)?)?, power)?;
		let these = times(amount, weighted)?.checked_mul(run.gap.into())?;
		slope = later.checked_add(these)?;
		value = times(value, power)?.checked_add(times(amount, sum)?)?;
	}
	Some((value, slope))
}

/// Powers of the discount that are remembered: months have four lengths.
const MOST_KNOWN: usize = 8;

/// Sums over the powers of a number, from the first to the `count`th.
#[derive(Clone, Copy)]
struct Geometric {
	/// The last power.
	power: u128,
	/// The sum of all.
	sum: u128,
	/// The sum of all, each times its place.
	weighted: u128,
}

impl Geometric {
	fn of(base: u128, count: u32) -> Option<Self> {
		let one = Self { power: base, sum: base, weighted: base };
		// From the second binary digit of the count on: twice as many, and one more where the digit is 1.
		let mut digits = u32::BITS.saturating_sub(count.leading_zeros()).saturating_sub(1);
		let (mut all, mut place) = (one, 1u32);
		while digits > 0 {
			digits = digits.saturating_sub(1);
			let again = all.weighted.checked_add(all.sum.checked_mul(place.into())?)?;
			all = Self {
				power: times(all.power, all.power)?,
				sum: all.sum.checked_add(times(all.sum, all.power)?)?,
				weighted: all.weighted.checked_add(times(again, all.power)?)?,
			};
			place = place.saturating_mul(2);
			if count >> digits & 1 == 1 {
				place = place.saturating_add(1);
				let power = times(all.power, base)?;
				let weighted = all.weighted.checked_add(power.checked_mul(place.into())?)?;
				all = Self { power, sum: all.sum.checked_add(power)?, weighted };
			}
		}
		Some(all)
	}
}

/// Payments on days as payments after so many days; those on the day of the money or before it are made at once.
pub fn by_days(received: Date, paid: impl IntoIterator<Item = (Date, Amount)>) -> Vec<Paid> {
	let mut list: Vec<Paid> =
		paid.into_iter().map(|(on, amount)| Paid { at: on.saturating_sub(received), amount }).collect();
	list.sort_by_key(|one| one.at);
	list
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_has_no_rate_says_why() {
		let paid = |at, amount| Paid { at, amount };
		assert_eq!(all_in(100, &[paid(0, 100), paid(1, 5)], 12), Err(NoRate::NothingReceived));
		assert_eq!(all_in(0, &[], 12), Err(NoRate::NothingReceived));
		assert_eq!(all_in(100, &[paid(1, 99)], 12), Err(NoRate::PaidLess));
		assert_eq!(all_in(100, &[paid(2, 50), paid(1, 60)], 12), Err(NoRate::OutOfOrder));
		assert_eq!(all_in(1, &[paid(1, 1_000_000)], 1), Err(NoRate::TooHigh));
		assert_eq!(all_in(1, &[paid(1, 1_000)], 365), Err(NoRate::TooHigh));
		assert_eq!(all_in(u64::MAX, &[paid(u32::MAX, u64::MAX)], u32::MAX), Ok(AllIn::none()));
	}

	impl AllIn {
		fn none() -> Self {
			Self { simple: YearlyRate(0), compound: YearlyRate(0) }
		}
	}

	#[test]
	fn sums_of_powers_are_those_of_each() {
		let base = ONE / 10 * 9;
		let mut each = Geometric { power: base, sum: base, weighted: base };
		for count in 1..=LONGEST_RUN {
			let found = Geometric::of(base, count).unwrap();
			for (one, other) in [(found.power, each.power), (found.sum, each.sum), (found.weighted, each.weighted)] {
				assert!(one.abs_diff(other) < 1 << 32, "{count}");
			}
			let power = times(each.power, base).unwrap();
			let weighted = each.weighted + power * u128::from(count + 1);
			each = Geometric { power, sum: each.sum + power, weighted };
		}
		// Where nothing is discounted, the sums are largest.
		let most = Geometric::of(ONE, LONGEST_RUN).unwrap();
		assert_eq!((most.sum, most.weighted), (512 * ONE, 512 * 513 / 2 * ONE));
	}

	/// One run, and the same in runs of one: a last payment apart from the others changes nothing but itself.
	#[test]
	fn long_runs_are_cut() {
		let paid: Vec<_> = (1..=1_200).map(|at| Paid { at, amount: 1_000 }).collect();
		assert_eq!(runs(&paid).iter().map(|run| run.count).collect::<Vec<_>>(), [512, 512, 176]);
		let rate = all_in(100_000, &paid, 12).unwrap();
		// A perpetuity would bear 1 %; a hundred years come near.
		assert!((119_990_000_000..120_000_000_000).contains(&rate.simple.0), "{rate:?}");
	}

	/// 1,000.00 back as 1,100.00 after a year of one period is 10 % by either name; after two months of twelve, 60 %
	/// and (1.1)^6 - 1.
	#[test]
	fn what_can_be_reckoned_by_hand() {
		let year = all_in(100_000, &[Paid { at: 1, amount: 110_000 }], 1).unwrap();
		assert_eq!((year.simple, year.compound), (YearlyRate(100_000_000_000), YearlyRate(100_000_000_000)));
		let months = all_in(100_000, &[Paid { at: 1, amount: 110_000 }], 6).unwrap();
		assert_eq!((months.simple, months.compound), (YearlyRate(600_000_000_000), YearlyRate(771_561_000_000)));
		assert_eq!(months.compound.basis_points(), 7_716, "77.1561 %");
	}

	#[test]
	fn without_cost_it_is_nothing() {
		let paid: Vec<_> = (1..=10).map(|at| Paid { at, amount: 10 }).collect();
		assert_eq!(all_in(100, &paid, 12), Ok(AllIn::none()));
	}

	#[test]
	fn days_are_counted_from_the_money() {
		let paid = by_days(100, [(130, 5), (90, 1), (100, 2)]);
		let expected = [(0, 1), (0, 2), (30, 5)].map(|(at, amount)| Paid { at, amount });
		assert_eq!(paid, expected);
	}
}
