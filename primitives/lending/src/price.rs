//! What a loan of a product is expected to cost, as matching ranks by it: fast enough for every product of a shelf.
//!
//! **What is assumed.** The days of the loan are not agreed yet, so it is taken as paid each month. A month's interest is
//! a twelfth of the yearly rate on what is outstanding, rounded half up to the minor unit; where each day is a 360th of a
//! year, 365/360 of that, which is what a year of 365 days bears. A cost counts at the whole month that is nearest to
//! its day (a month is 365/12 days). The sheet of an offer has the days as agreed, and its compound rate differs by what
//! months differ from each other.
//!
//! **Rates.** As in [`yearly_rate`](crate::yearly_rate), with twelve periods a year: the discount `v` of a month is the
//! root of `received = Σ paid_k v^k`; told are `12 (1/v − 1)` and `1/v^12 − 1`.
//!
//! **How.** Newton's method on `v` from the discount of the contract's rate, at which the instalments alone are worth
//! the amount: only costs and rounding are left to find. In fixed point with 60 binary digits; equal payments are sums
//! of powers, which take a step for each binary digit of their count.

use crate::numbers;
use lingnan_types::{
	conditions::YearlyRates,
	product::{Price, RepaymentMethod, MAX_TENOR},
	Amount, BasisPoints, DayCount, Rate, MAX_AMOUNT, WHOLE,
};

/// Binary digits after the point of discounts and what they are multiplied with.
const DIGITS: u32 = 60;
const ONE: u64 = 1 << DIGITS;

/// Binary digits after the point of a month's factor: up to 10^15 minor units its rounding changes no rounded interest
/// of twelfths, because their fractions are 120,000ths.
const FACTOR_DIGITS: u32 = 67;

/// Steps after which the search is given up: a long loan of which little is received takes some forty.
const MOST_STEPS: u32 = 128;

/// The share of itself by which the discount moves at the last step: the next would move it by some hundred times the
/// square.
const SMALL: u128 = 1 << (DIGITS - 26);

/// A cost that the borrower bears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extra {
	/// Days after the money.
	pub after: u16,
	/// Minor units (fen, cents, avos).
	pub amount: Amount,
}

/// A loan as it is priced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Priced {
	/// How it is repaid.
	pub method: RepaymentMethod,
	/// What is lent, to 10^15. Minor units (fen, cents, avos).
	pub amount: Amount,
	/// Term in months, 1 to 360.
	pub tenor: u16,
	/// Basis points a year, to 10,000.
	pub rate: BasisPoints,
	/// By which convention days become interest.
	pub day_count: DayCount,
}

/// `a × b` in fixed point, rounded down. `a` below 2^124.
#[inline]
fn times(a: u128, b: u64) -> u128 {
	let (high, low) = (a >> 64, a & u128::from(u64::MAX));
	((high * u128::from(b)) << (64 - DIGITS)) + ((low * u128::from(b)) >> DIGITS)
}

/// As [`times`], of discounts.
#[inline]
fn product(a: u64, b: u64) -> u64 {
	((u128::from(a) * u128::from(b)) >> DIGITS) as u64
}

/// Interest of a month as a share of what is outstanding.
#[derive(Clone, Copy)]
struct Month(u64);

impl Month {
	fn of(rate: BasisPoints, day_count: DayCount) -> Self {
		let (parts, whole) = share_of_year(day_count);
		let factor = ((u128::from(rate) * u128::from(parts)) << FACTOR_DIGITS).div_ceil(u128::from(whole));
		Self(u64::try_from(factor).unwrap_or(u64::MAX))
	}

	#[inline]
	fn interest(self, outstanding: Amount) -> Amount {
		let product = u128::from(outstanding) * u128::from(self.0);
		(product.saturating_add(1 << (FACTOR_DIGITS - 1)) >> FACTOR_DIGITS) as Amount
	}

	fn discount(self) -> u64 {
		let grown = u128::from(ONE) + u128::from(self.0 >> (FACTOR_DIGITS - DIGITS));
		((1u128 << (2 * DIGITS)) / grown) as u64
	}
}

/// A basis point for a month, as a fraction of the whole.
fn share_of_year(day_count: DayCount) -> (u64, u64) {
	let twelfth = 12 * u64::from(WHOLE);
	match day_count {
		DayCount::Actual360 => (365, 360 * twelfth),
		DayCount::MonthlyTwelfths | DayCount::Actual365 | DayCount::ActualActual => (1, twelfth),
	}
}

/// Sums over the powers of a discount, from the first to the `count`th.
#[derive(Clone, Copy)]
struct Powers {
	count: u32,
	/// The last power.
	last: u64,
	sum: u128,
	/// Each times its place.
	weighted: u128,
}

impl Powers {
	fn of(discount: u64, count: u32) -> Self {
		if count == 0 {
			return Self { count, last: ONE, sum: 0, weighted: 0 };
		}
		let one = u128::from(discount);
		let mut all = Self { count: 1, last: discount, sum: one, weighted: one };
		let mut digits = u32::BITS.saturating_sub(count.leading_zeros()).saturating_sub(1);
		while digits > 0 {
			digits -= 1;
			// Twice as many: the second half is the first, further on.
			let again = all.weighted + all.sum * u128::from(all.count);
			all.sum += times(all.sum, all.last);
			all.weighted += times(again, all.last);
			all.last = product(all.last, all.last);
			all.count *= 2;
			if count >> digits & 1 == 1 {
				all.last = product(all.last, discount);
				all.count += 1;
				all.sum += u128::from(all.last);
				all.weighted += u128::from(all.last) * u128::from(all.count);
			}
		}
		all
	}
}

fn power(discount: u64, mut exponent: u32) -> u64 {
	let (mut result, mut square) = (ONE, discount);
	while exponent > 0 {
		if exponent % 2 == 1 {
			result = product(result, square);
		}
		square = product(square, square);
		exponent /= 2;
	}
	result
}

/// What is paid, as it can be summed.
#[derive(Clone, Copy)]
enum Payments {
	/// Equal ones, and one more of another amount at the end.
	Level { each: Amount, count: u32, more: Amount },
	/// All at the end.
	Once { amount: Amount, at: u32 },
	/// The same principal, and the interest on what is left.
	Falling { principal: Amount, last: Amount, month: Month, count: u32 },
}

/// What payments are worth at a discount, and the same with each weighted by its month.
#[derive(Clone, Copy)]
struct Worth {
	value: u128,
	weighted: u128,
}

impl Payments {
	fn worth(&self, discount: u64, known: Option<Powers>) -> Worth {
		match *self {
			Self::Once { amount, at } => once(amount, at, discount),
			Self::Level { each, count, more } => {
				let powers = known.filter(|known| known.count == count).unwrap_or_else(|| Powers::of(discount, count));
				let each = u128::from(each);
				let level = Worth { value: each * powers.sum, weighted: each * powers.weighted };
				if more == 0 {
					return level;
				}
				let next = u128::from(more) * u128::from(product(powers.last, discount));
				level.and(Worth { value: next, weighted: next * u128::from(count + 1) })
			},
			Self::Falling { principal, last, month, count } => {
				let mut worth = Worth { value: 0, weighted: 0 };
				let mut left = last;
				let mut part = last;
				for _ in 0..count {
					let paid = u128::from(part + month.interest(left)) << DIGITS;
					worth.value = times(paid + worth.value, discount);
					worth.weighted = worth.value + times(worth.weighted, discount);
					left = left.saturating_add(principal);
					part = principal;
				}
				worth
			},
		}
	}
}

fn once(amount: Amount, at: u32, discount: u64) -> Worth {
	let value = u128::from(amount) * u128::from(power(discount, at));
	Worth { value, weighted: value * u128::from(at) }
}

impl Worth {
	fn and(self, other: Self) -> Self {
		Self { value: self.value.saturating_add(other.value), weighted: self.weighted.saturating_add(other.weighted) }
	}
}

/// The month nearest to a day.
fn month_of(after: u16) -> u32 {
	(u32::from(after) * 24 + 365) / 730
}

impl Priced {
	/// What the loan costs with these costs. Rates are the type's end where costs take all that is received, or where
	/// they are beyond what can be reckoned.
	pub fn price(&self, extras: impl Iterator<Item = Extra> + Clone) -> Price {
		// So that no sum below leaves its type, whatever was asked.
		let of = Self {
			amount: self.amount.min(MAX_AMOUNT),
			tenor: self.tenor.clamp(1, MAX_TENOR),
			rate: self.rate.min(WHOLE),
			..*self
		};
		let month = Month::of(of.rate, of.day_count);
		let discount = month.discount();
		let (payments, interest, known) = of.payments(month, discount);
		let costs = extras.clone().fold(0, |sum: Amount, one| sum.saturating_add(one.amount));
		let tenor = u32::from(of.tenor);
		let at_once = extras.clone().filter(|one| month_of(one.after) == 0);
		let net = at_once.fold(Some(of.amount), |net, one| net?.checked_sub(one.amount)).filter(|net| *net > 0);
		let later = extras
			.filter(|one| month_of(one.after) > 0)
			.map(|one| (one.amount.min(MAX_AMOUNT), month_of(one.after).min(tenor)));
		let found = net.and_then(|net| root(net, &payments, later, discount, known)).and_then(rates);
		let all_in = found.unwrap_or(YearlyRates { simple: Rate(u64::MAX), compound: Rate(u64::MAX) });
		Price { all_in, interest, costs, expected_cost: interest.saturating_add(costs) }
	}

	/// What is paid, and all interest; and the sums at the contract's discount if they were needed.
	fn payments(&self, month: Month, discount: u64) -> (Payments, Amount, Option<Powers>) {
		let Self { method, amount, tenor, .. } = *self;
		let count = u32::from(tenor);
		match method {
			RepaymentMethod::Bullet => {
				let interest = self.interest_at_end();
				(Payments::Once { amount: amount.saturating_add(interest), at: count }, interest, None)
			},
			RepaymentMethod::InterestOnly => {
				let each = month.interest(amount);
				let interest = each.saturating_mul(count.into());
				let more = amount.saturating_add(each);
				(Payments::Level { each, count: count - 1, more }, interest, None)
			},
			RepaymentMethod::EqualPrincipal => {
				let principal = amount / Amount::from(count);
				let last = amount - principal * Amount::from(count - 1);
				let mut left = last;
				let mut interest: Amount = 0;
				for _ in 0..count {
					interest = interest.saturating_add(month.interest(left));
					left = left.saturating_add(principal);
				}
				(Payments::Falling { principal, last, month, count }, interest, None)
			},
			RepaymentMethod::EqualInstalments => {
				let powers = Powers::of(discount, count);
				let (each, interest) = level(amount, month, count, &powers);
				let all = amount.saturating_add(interest);
				let whole = all / each.max(1);
				let payments = Payments::Level { each, count: whole as u32, more: all - whole * each };
				(payments, interest, Some(powers))
			},
		}
	}

	fn interest_at_end(&self) -> Amount {
		let (parts, whole) = share_of_year(self.day_count);
		let numerator = u128::from(self.amount) * u128::from(self.rate) * u128::from(parts) * u128::from(self.tenor);
		numbers::half_up(numerator, whole.into()).unwrap_or(Amount::MAX)
	}
}

/// The least instalment that repays, and all interest.
fn level(amount: Amount, month: Month, count: u32, powers: &Powers) -> (Amount, Amount) {
	let guess = Amount::try_from((u128::from(amount) << DIGITS).div_ceil(powers.sum.max(1))).unwrap_or(Amount::MAX);
	// Both walks at once: each waits for its own last step, and the processor does them side by side.
	let below = guess.saturating_sub(1);
	let (mut left, mut left_below, mut interest) = (amount, amount, 0u64);
	for _ in 0..count {
		let (now, now_below) = (month.interest(left), month.interest(left_below));
		interest = interest.saturating_add(now);
		left = left.saturating_sub(guess.saturating_sub(now));
		left_below = left_below.saturating_sub(below.saturating_sub(now_below));
	}
	if left == 0 && left_below > 0 {
		return (guess, interest);
	}
	let walk = |each: Amount| {
		(0..count).fold((amount, 0u64), |(left, sum), _| {
			let now = month.interest(left);
			(left.saturating_sub(each.saturating_sub(now)), sum.saturating_add(now))
		})
	};
	let each = numbers::least(1, amount.saturating_add(month.interest(amount)), guess, |each| walk(each).0 == 0);
	(each, walk(each).1)
}

/// The discount of a month at which payments are worth what is received.
fn root(
	net: Amount,
	payments: &Payments,
	later: impl Iterator<Item = (Amount, u32)> + Clone,
	start: u64,
	mut known: Option<Powers>,
) -> Option<u64> {
	let net = u128::from(net) << DIGITS;
	let mut discount = start;
	for _ in 0..MOST_STEPS {
		let worth = later
			.clone()
			.fold(payments.worth(discount, known.take()), |worth, (amount, at)| worth.and(once(amount, at, discount)));
		if discount == ONE && worth.value <= net {
			return Some(ONE);
		}
		let share = quotient(worth.value.abs_diff(net), worth.weighted)?;
		let step = u64::try_from((share.min(ONE.into()) * u128::from(discount)) >> DIGITS).ok()?;
		discount = match worth.value > net {
			true => discount.saturating_sub(step),
			false => discount.saturating_add(step).min(ONE),
		};
		if share < SMALL {
			return Some(discount);
		}
	}
	None
}

/// `a / b` in fixed point, with as many digits as there are.
fn quotient(a: u128, b: u128) -> Option<u128> {
	let shift = 64u32.saturating_sub(b.leading_zeros());
	((a >> shift).min(u64::MAX.into()) << DIGITS).checked_div(b >> shift)
}

/// Of a month's discount, in hundred-millionths a year.
fn rates(discount: u64) -> Option<YearlyRates> {
	let grown = (1u128 << (2 * DIGITS)).checked_div(discount.into())?;
	let told = |above: u128| {
		let units = above.checked_mul(Rate::WHOLE.into())?.checked_add(u128::from(ONE / 2))? >> DIGITS;
		u64::try_from(units).ok().map(Rate)
	};
	let month = grown.saturating_sub(ONE.into());
	let wide = numbers::ONE.ilog2() - DIGITS;
	let year = numbers::power(grown.checked_mul(1 << wide)?, 12)? >> wide;
	Some(YearlyRates { simple: told(month.checked_mul(12)?)?, compound: told(year.saturating_sub(ONE.into()))? })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		schedule::Plan,
		yearly_rate::{all_in, NoRate, Paid},
	};
	use proptest::prelude::*;
	use RepaymentMethod::*;

	const COUNTS: [DayCount; 4] = DayCount::ALL;

	/// Each month's payment as the schedule has it, by the plain rule; all interest; and all costs at their months.
	fn paid(of: &Priced, extras: &[Extra]) -> (Vec<Paid>, Amount) {
		let (parts, whole) = share_of_year(of.day_count);
		let interest = |left: Amount, months: u16| {
			let numerator = u128::from(left) * u128::from(of.rate) * u128::from(parts) * u128::from(months);
			numbers::half_up(numerator, whole.into()).unwrap()
		};
		let tenor = of.tenor;
		let parts: Vec<(Amount, Amount)> = match of.method {
			Bullet => vec![(of.amount, interest(of.amount, tenor))],
			EqualPrincipal | InterestOnly | EqualInstalments => {
				let run = |each: Amount| {
					let mut left = of.amount;
					(1..=tenor)
						.map(|number| {
							let interest = interest(left, 1);
							let part = match of.method {
								_ if number == tenor => left,
								EqualInstalments => each.saturating_sub(interest).min(left),
								EqualPrincipal => of.amount / Amount::from(tenor),
								_ => 0,
							};
							left -= part;
							(part, interest)
						})
						.collect::<Vec<_>>()
				};
				let fits = |each: Amount| run(each).last().is_some_and(|(part, interest)| part + interest <= each);
				let (mut low, mut high) = (of.amount / Amount::from(tenor), of.amount + interest(of.amount, 1));
				while of.method == EqualInstalments && low < high {
					let middle = low + (high - low) / 2;
					if fits(middle) {
						high = middle;
					} else {
						low = middle + 1;
					}
				}
				run(low)
			},
		};
		let first = if of.method == Bullet { u32::from(tenor) } else { 1 };
		let all = parts.iter().map(|(_, interest)| interest).sum();
		let schedule =
			(first..).zip(parts).map(|(at, (principal, interest))| Paid { at, amount: principal + interest });
		let costs = extras.iter().map(|one| Paid { at: month_of(one.after).min(tenor.into()), amount: one.amount });
		let mut list: Vec<_> = schedule.chain(costs).collect();
		list.sort_by_key(|one| one.at);
		(list, all)
	}

	/// Units of 10^-8 within which both must be: one, and as many more as the rate has times the whole.
	fn close(found: Rate, exact: u64) -> bool {
		let exact = exact / 10_000;
		found.0.abs_diff(exact) <= 1 + exact / Rate::WHOLE
	}

	fn agrees(of: &Priced, extras: &[Extra]) -> Result<(), TestCaseError> {
		let found = of.price(extras.iter().copied());
		let (paid, interest) = paid(of, extras);
		prop_assert_eq!(found.interest, interest);
		prop_assert_eq!(found.costs, extras.iter().map(|one| one.amount).sum::<Amount>());
		match all_in(of.amount, &paid, 12) {
			Ok(exact) => {
				let both = [(found.all_in.simple, exact.simple.0), (found.all_in.compound, exact.compound.0)];
				// Beyond 1,000 times the whole the fixed point of either has fewer digits.
				if exact.compound.0 < 1_000_000_000_000_000 {
					prop_assert!(both.iter().all(|(found, exact)| close(*found, *exact)), "{found:?} {exact:?}");
				}
			},
			Err(NoRate::NothingReceived) => prop_assert_eq!(found.all_in.compound, Rate(u64::MAX)),
			Err(NoRate::PaidLess) => prop_assert_eq!((found.all_in.simple, found.all_in.compound), (Rate(0), Rate(0))),
			Err(NoRate::TooHigh) => prop_assert!(found.all_in.compound.0 > 1_000 * Rate::WHOLE),
			Err(NoRate::OutOfOrder) => prop_assert!(false),
		}
		Ok(())
	}

	fn extras() -> impl Strategy<Value = Vec<(u16, u32)>> {
		prop::collection::vec((prop_oneof![Just(0u16), 0u16..1_000, any::<u16>()], 0u32..=600), 0..4)
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(1_000))]

		/// Within 10^-8 of the yearly rate of the schedule with all its costs, and the same interest to the minor unit.
		#[test]
		fn it_is_the_yearly_rate_of_the_schedule(
			which in 0usize..4, day_count in prop::sample::select(COUNTS.to_vec()), amount in 1_000u64..1_000_000_000_000,
			rate in 0u32..=3_600, tenor in 1u16..=120, extras in extras(),
		) {
			let of = Priced { method: RepaymentMethod::ALL[which], amount, tenor, rate, day_count };
			let extras: Vec<_> = extras
				.into_iter()
				.map(|(after, share)| Extra { after, amount: amount / 10_000 * u64::from(share) })
				.collect();
			agrees(&of, &extras)?;
		}

		/// Whatever the numbers.
		#[test]
		fn it_is_so_at_the_ends(
			which in 0usize..4, amount in prop_oneof![1u64..200, 1u64..1_000_000_000_000], rate in 0u32..=10_000,
			tenor in 1u16..=360, extras in prop::collection::vec((any::<u16>(), 0u64..1_000), 0..4),
		) {
			let of = Priced {
				method: RepaymentMethod::ALL[which], amount, tenor, rate, day_count: DayCount::MonthlyTwelfths,
			};
			let extras: Vec<_> = extras
				.into_iter()
				.map(|(after, share)| Extra { after, amount: (u128::from(amount) * u128::from(share) / 500) as u64 })
				.collect();
			agrees(&of, &extras)?;
		}

		/// Interest of twelfths is the schedule's, to the highest amount.
		#[test]
		fn interest_of_twelfths_is_that_of_the_plan(
			which in 0usize..4, amount in prop_oneof![1u64..1_000, 1..=MAX_AMOUNT], rate in 0u32..=10_000,
			tenor in 1u16..=360,
		) {
			let (method, day_count) = (RepaymentMethod::ALL[which], DayCount::MonthlyTwelfths);
			let found = Priced { method, amount, tenor, rate, day_count }.price(core::iter::empty());
			prop_assert_eq!(found.interest, Plan { method, amount, rate, tenor }.total_interest());
		}

		#[test]
		fn no_numbers_panic(
			which in 0usize..4, amount: u64, rate: u32, tenor: u16, extras in prop::collection::vec((any::<u16>(), any::<u64>()), 0..17),
		) {
			let of = Priced { method: RepaymentMethod::ALL[which], amount, tenor, rate, day_count: DayCount::Actual360 };
			let extras = extras.into_iter().map(|(after, amount)| Extra { after, amount });
			let _ = of.price(extras.collect::<Vec<_>>().into_iter());
		}
	}

	/// 1,000,000.00 in twelve equal instalments at 3.45 %, and 10,000.00 on the first day: 5.32 % simple, 5.46 %
	/// compound; without the fee 3.45 and 3.51 %.
	#[test]
	fn the_vector_of_the_plain_sheet() {
		let of = Priced {
			method: EqualInstalments,
			amount: 100_000_000,
			tenor: 12,
			rate: 345,
			day_count: DayCount::MonthlyTwelfths,
		};
		let told = |price: Price| (price.all_in.simple.rounded(), price.all_in.compound.rounded());
		let fee = of.price([Extra { after: 0, amount: 1_000_000 }].into_iter());
		assert_eq!(told(fee), (532, 546), "{fee:?}");
		assert_eq!(fee.costs, 1_000_000);
		assert_eq!(fee.interest, 11 * 8_489_883 + 8_489_871 - 100_000_000);
		let none = of.price(core::iter::empty());
		assert_eq!(told(none), (345, 351), "{none:?}");
	}

	#[test]
	fn a_cost_counts_at_the_nearest_month() {
		assert_eq!([0, 15, 16, 30, 45, 46, 91, 182, 365].map(month_of), [0, 0, 1, 1, 1, 2, 3, 6, 12]);
	}

	#[test]
	fn costs_that_take_the_whole_loan_have_no_rate() {
		let of = Priced { method: Bullet, amount: 1_000, tenor: 12, rate: 345, day_count: DayCount::Actual360 };
		let all = of.price([Extra { after: 0, amount: 1_000 }].into_iter());
		assert_eq!((all.all_in.simple, all.all_in.compound, all.costs), (Rate(u64::MAX), Rate(u64::MAX), 1_000));
	}
}
