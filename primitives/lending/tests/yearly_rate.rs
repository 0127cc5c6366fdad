//! The yearly rate beside one reckoned with sixty decimal places, by halving.

use lingnan_lending::{
	schedule::Plan,
	yearly_rate::{all_in, NoRate, Paid},
};
use lingnan_types::{product::RepaymentMethod, MAX_AMOUNT};
use num_bigint::BigUint;
use proptest::prelude::*;

/// Binary digits: sixty decimal places.
const DIGITS: u32 = 200;

fn one() -> BigUint {
	BigUint::from(1u8) << DIGITS
}

fn power(base: &BigUint, exponent: u32) -> BigUint {
	let (mut result, mut square, mut rest) = (one(), base.clone(), exponent);
	while rest > 0 {
		if rest % 2 == 1 {
			result = (result * &square) >> DIGITS;
		}
		square = (&square * &square) >> DIGITS;
		rest /= 2;
	}
	result
}

/// Simple and compound, with sixty decimal places; none if the rate of a period is more than 100 times the whole.
fn precise(received: u64, paid: &[Paid], periods: u32) -> Option<(BigUint, BigUint)> {
	let worth = |rate: &BigUint| {
		let discount = (one() << DIGITS) / (one() + rate);
		let mut at = 0;
		let mut factor = one();
		paid.iter().fold(BigUint::ZERO, |sum, one| {
			factor = (&factor * power(&discount, one.at - at)) >> DIGITS;
			at = one.at;
			sum + &factor * one.amount
		})
	};
	let target = one() * received;
	let (mut low, mut high) = (BigUint::ZERO, one() * 100u8);
	if worth(&high) > target {
		return None;
	}
	// 100 / 2^180 is less than 10^-52.
	for _ in 0..180 {
		let middle = (&low + &high) / 2u8;
		if worth(&middle) > target {
			low = middle;
		} else {
			high = middle;
		}
	}
	let compound = power(&(one() + &low), periods) - one();
	Some((low * periods, compound))
}

/// How far apart, in trillionths.
fn apart(found: u64, exact: &BigUint) -> u64 {
	let exact = (exact * 1_000_000_000_000u64) >> DIGITS;
	u64::try_from(&exact).map_or(u64::MAX, |exact| exact.abs_diff(found))
}

fn close(received: u64, paid: &[Paid], periods: u32) -> Result<(), TestCaseError> {
	let exact = precise(received, paid, periods);
	let found = match all_in(received, paid, periods) {
		Ok(found) => found,
		Err(NoRate::TooHigh) => {
			// Given up only where the rate is beyond what the type says.
			let high = exact.is_none_or(|(_, compound)| compound > one() * 100_000u32);
			prop_assert!(high, "given up");
			return Ok(());
		},
		Err(why) => return Err(TestCaseError::fail(format!("{why:?}"))),
	};
	let Some((simple, compound)) = exact else { return Ok(()) };
	prop_assert!(apart(found.simple.0, &simple) <= 1, "{found:?}, exactly {simple}");
	// A hundredth of what is promised (10^-8), up to 100 times the whole.
	if compound < one() * 100u8 {
		prop_assert!(apart(found.compound.0, &compound) <= 100, "{found:?}, exactly {compound}");
	}
	Ok(())
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// Loans as they are made, with a fee at the start.
	#[test]
	fn of_loans(
		which in 0usize..4, amount in 10_000u64..=MAX_AMOUNT, rate in 0u32..=5_000, tenor in 1u16..=360, fee in 0u64..=2_000,
	) {
		let plan = Plan { method: RepaymentMethod::ALL[which], amount, rate, tenor };
		let fee = Paid { at: 0, amount: amount / 10_000 * fee };
		let schedule = plan.schedule(0);
		let last = u32::from(tenor);
		let paid: Vec<_> = schedule.iter().map(|line| {
			let at = if schedule.len() == 1 { last } else { line.number.into() };
			Paid { at, amount: line.principal + line.interest }
		}).collect();
		let all: Vec<_> = [fee].into_iter().chain(paid).collect();
		close(amount - fee.amount, &all[1..], 12)?;
		prop_assert_eq!(all_in(amount, &all, 12), all_in(amount - fee.amount, &all[1..], 12));
	}

	/// Whatever is paid on whatever days: sums from one fen to ten trillion.
	#[test]
	fn of_payments_by_days(
		amounts in prop::collection::vec((0u32..2_000, 0u64..=MAX_AMOUNT, 0u32..50), 1..40), share in 1u64..=1_000_000,
	) {
		let mut paid: Vec<_> =
			amounts.into_iter().map(|(at, amount, shift)| Paid { at: at + 1, amount: amount >> shift }).collect();
		paid.sort_by_key(|one| one.at);
		let sum: u64 = paid.iter().map(|one| one.amount).sum();
		let received = (u128::from(sum) * u128::from(share) / 1_000_000) as u64;
		prop_assume!(received > 0);
		close(received, &paid, 365)?;
	}

	#[test]
	fn no_numbers_panic(received: u64, paid in prop::collection::vec((any::<u32>(), any::<u64>()), 0..9), periods: u32) {
		let mut paid: Vec<_> = paid.into_iter().map(|(at, amount)| Paid { at, amount }).collect();
		let _ = all_in(received, &paid, periods);
		paid.sort_by_key(|one| one.at);
		let _ = all_in(received, &paid, periods);
		let _ = all_in(received >> 40, &paid, periods % 400);
	}
}

/// The lowest and the highest sum, over the longest term.
#[test]
fn at_the_ends() {
	for (received, each) in [(1, 1), (360, 1), (MAX_AMOUNT, MAX_AMOUNT / 100), (MAX_AMOUNT, MAX_AMOUNT / 360 + 1)] {
		let paid: Vec<_> = (1..=360).map(|at| Paid { at, amount: each }).collect();
		close(received, &paid, 12).unwrap();
		let days: Vec<_> = (1..=360).map(|at| Paid { at: at * 30, amount: each }).collect();
		close(received, &days, 365).unwrap();
	}
}
