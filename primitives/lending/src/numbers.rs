//! Whole numbers beyond 64 bits, multiplied and divided without losing a digit, and fractions in fixed point.

use lingnan_types::Amount;
use primitive_types::U256;

/// Binary digits after the point: the unit is 2^-110, and there is room up to 2^18.
const DIGITS: u32 = 110;
const LOW: u128 = u64::MAX as u128;

/// One in fixed point.
pub(crate) const ONE: u128 = 1 << DIGITS;

/// `a × b / c`, rounded down; none if `c` is 0 or the quotient does not fit.
pub(crate) fn mul_div(a: u128, b: u128, c: u128) -> Option<u128> {
	let product = U256::from(a).checked_mul(U256::from(b))?;
	u128::try_from(product.checked_div(U256::from(c))?).ok()
}

/// A quotient rounded to the nearest whole number, a half up. None if the denominator is 0 or the quotient does not
/// fit.
pub fn half_up(numerator: u128, denominator: u128) -> Option<Amount> {
	let (whole, rest) = (numerator.checked_div(denominator)?, numerator.checked_rem(denominator)?);
	let up = rest >= denominator.saturating_sub(rest);
	Amount::try_from(whole.checked_add(up.into())?).ok()
}

/// The product of two numbers in fixed point, rounded down; none if it does not fit.
pub(crate) fn times(a: u128, b: u128) -> Option<u128> {
	// The halves have 64 bits each, so that no product of two and no sum below is beyond 128.
	let (a_high, a_low, b_high, b_low) = (a >> 64, a & LOW, b >> 64, b & LOW);
	let low = a_low * b_low;
	let middle = a_high * b_low + (low >> 64);
	let other = a_low * b_high + (middle & LOW);
	let high = a_high * b_high + (middle >> 64) + (other >> 64);
	let low = (other << 64) | (low & LOW);
	let room = u128::BITS - DIGITS;
	(high < ONE).then_some((high << room) | (low >> DIGITS))
}

/// A power of a number in fixed point, rounded down at each step; none if it, or the square of a step, does not fit.
pub(crate) fn power(base: u128, mut exponent: u32) -> Option<u128> {
	let (mut result, mut square) = (ONE, base);
	loop {
		if exponent % 2 == 1 {
			result = times(result, square)?;
		}
		exponent /= 2;
		if exponent == 0 {
			return Some(result);
		}
		square = times(square, square)?;
	}
}

/// The least number from `low` to `high` for which something holds that holds for all greater ones too, looked for
/// around a guess: two trials if the guess is right or one too low, and few for each bit by which it is off. `high` is
/// not tried.
pub(crate) fn least(low: Amount, high: Amount, guess: Amount, holds: impl Fn(Amount) -> bool) -> Amount {
	let (mut low, mut high) = (low, high);
	let mut at = guess.min(high).max(low);
	let mut step: Amount = 1;
	if at >= high || holds(at) {
		high = at.min(high);
		while low < high {
			let next = high.saturating_sub(step).max(low);
			if !holds(next) {
				low = next.saturating_add(1);
				break;
			}
			high = next;
			step = step.saturating_mul(2);
		}
	} else {
		low = at.saturating_add(1);
		while low < high {
			at = at.saturating_add(step);
			if at >= high {
				break;
			}
			if holds(at) {
				high = at;
				break;
			}
			low = at.saturating_add(1);
			step = step.saturating_mul(2);
		}
	}
	while low < high {
		let middle = low.saturating_add(high.saturating_sub(low) / 2);
		if holds(middle) {
			high = middle;
		} else {
			low = middle.saturating_add(1);
		}
	}
	low
}

#[cfg(test)]
mod tests {
	use super::*;
	use num_bigint::BigUint;
	use proptest::prelude::*;

	#[test]
	fn a_half_goes_up() {
		assert_eq!((half_up(5, 10), half_up(4, 10), half_up(15, 10)), (Some(1), Some(0), Some(2)));
		assert_eq!((half_up(1, 0), half_up(u128::MAX, 1), half_up(u128::MAX, u128::MAX)), (None, None, Some(1)));
	}

	proptest! {
		#[test]
		fn products_are_those_of_big_numbers(a: u128, b: u128, c: u128) {
			let product = BigUint::from(a) * BigUint::from(b);
			prop_assert_eq!(times(a, b), u128::try_from(&product >> DIGITS).ok());
			prop_assert_eq!(mul_div(a, b, c), (c > 0).then(|| u128::try_from(product / c).ok()).flatten());
		}

		#[test]
		fn a_power_is_within_as_many_units(base in 0..=ONE, exponent in 0u32..400) {
			let exact = BigUint::from(base).pow(exponent) >> (DIGITS * exponent.saturating_sub(1));
			let exact = if exponent == 0 { ONE } else { u128::try_from(exact).unwrap() };
			let found = power(base, exponent).unwrap();
			prop_assert!(found <= exact && exact - found <= u128::from(2 * exponent), "{found} {exact}");
		}

		#[test]
		fn the_least_is_found_whatever_the_guess(low: u32, more: u32, guess: u64, first: u64) {
			let (low, high) = (u64::from(low), u64::from(low) + u64::from(more));
			let first = low + first % (u64::from(more) + 2);
			prop_assert_eq!(least(low, high, guess, |at| at >= first), first.min(high));
			prop_assert_eq!(least(low, high, first, |at| at >= first), first.min(high));
		}
	}
}
