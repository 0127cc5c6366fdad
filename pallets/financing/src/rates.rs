//! Sums of several currencies under one limit. Pure.
//!
//! A rate is what 1,000,000 minor units of a currency count towards the limit, in minor units of the limit's currency
//! (fen of CNY). Each currency's sum is weighed once and rounded up, so that no split of a debt passes a limit.

use lingnan_support::{Amount, Currency};

/// Of each currency, in the order of [`Currency::ALL`].
pub type Rates = [u32; 4];

const WHOLE: u128 = 1_000_000;

/// Whoever governs a rate to zero does not lift the limit: a currency counts at least something.
fn rate(rates: &Rates, currency: Currency) -> u128 {
	let found = Currency::ALL.iter().zip(rates).find(|(other, _)| **other == currency);
	found.map_or(WHOLE, |(_, rate)| u128::from(*rate).max(1))
}

/// What an amount counts towards the limit, rounded up.
pub fn weigh(amount: Amount, currency: Currency, rates: &Rates) -> Amount {
	let product = u128::from(amount).saturating_mul(rate(rates, currency));
	Amount::try_from(product.div_ceil(WHOLE)).unwrap_or(Amount::MAX)
}

/// The most of a currency that counts no more than `limit`, rounded down.
pub fn most(limit: Amount, currency: Currency, rates: &Rates) -> Amount {
	let product = u128::from(limit).saturating_mul(WHOLE);
	Amount::try_from(product.checked_div(rate(rates, currency)).unwrap_or(0)).unwrap_or(Amount::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use Currency::*;

	const RATES: Rates = [1_000_000, 915_000, 888_000, 7_100_000];

	#[test]
	fn a_sum_is_weighed_once_and_rounded_up() {
		assert_eq!([Cny, Hkd, Mop, Usd].map(|currency| weigh(1_000, currency, &RATES)), [1_000, 915, 888, 7_100]);
		assert_eq!((weigh(1, Hkd, &RATES), weigh(0, Hkd, &RATES)), (1, 0));
		assert_eq!((most(915, Hkd, &RATES), most(914, Hkd, &RATES)), (1_000, 998));
		assert_eq!(weigh(1, Usd, &[0; 4]), 1, "a rate of zero lifts no limit");
	}

	proptest! {
		#[test]
		fn the_most_fits_and_one_more_does_not(limit in 0u64..10_000_000_000_000, rate in 1u32..20_000_000) {
			let rates = [rate; 4];
			let most = most(limit, Hkd, &rates);
			prop_assert!(weigh(most, Hkd, &rates) <= limit);
			prop_assert!(weigh(most + 1, Hkd, &rates) > limit);
		}
	}
}
