//! The instalment found in few steps is the one that was found by halving.

mod bisected;

use lingnan_lending::schedule::{equal_instalment, interest, Plan};
use lingnan_types::{product::RepaymentMethod, MAX_AMOUNT};
use proptest::prelude::*;

#[test]
fn at_the_ends_of_what_can_be_asked() {
	for amount in [0, 1, 2, 119, 99_999, MAX_AMOUNT - 1, MAX_AMOUNT, u64::MAX - 1, u64::MAX] {
		for rate in [0, 1, 345, 1_200, 9_999, 10_000, 120_000, u32::MAX] {
			for tenor in [0, 1, 2, 12, 359, 360, 361, u16::MAX] {
				let (now, before) =
					(equal_instalment(amount, rate, tenor), bisected::equal_instalment(amount, rate, tenor));
				assert_eq!(now, before, "{amount} at {rate} over {tenor}");
			}
		}
	}
}

/// All interest of a plan is the sum of its months.
fn same_interest(amount: u64, rate: u32, tenor: u16) {
	for method in RepaymentMethod::ALL {
		let plan = Plan { method, amount, rate, tenor };
		// Interest of a bullet loan is rounded once; its schedule has one line.
		let months = plan.schedule(0).iter().fold(0, |sum: u64, one| sum.saturating_add(one.interest));
		assert_eq!(plan.total_interest(), months, "{plan:?}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(500))]

	#[test]
	fn loans(amount in 1..=MAX_AMOUNT, rate in 0u32..=10_000, tenor in 1u16..=360) {
		prop_assert_eq!(equal_instalment(amount, rate, tenor), bisected::equal_instalment(amount, rate, tenor));
		same_interest(amount, rate, tenor);
	}

	#[test]
	fn small_loans(amount in 1u64..=100_000, rate in 0u32..=10_000, tenor in 1u16..=360) {
		prop_assert_eq!(equal_instalment(amount, rate, tenor), bisected::equal_instalment(amount, rate, tenor));
		same_interest(amount, rate, tenor);
	}

	#[test]
	fn whatever_numbers(amount: u64, rate: u32, tenor in 0u16..2_000, shift in 0u32..64) {
		let (amount, rate) = (amount >> shift, rate >> (shift / 2));
		prop_assert_eq!(equal_instalment(amount, rate, tenor), bisected::equal_instalment(amount, rate, tenor));
		same_interest(amount, rate, tenor);
	}

	#[test]
	fn interest_in_64_bits_is_that_in_128(amount: u64, rate: u32, months: u16, shift in 0u32..64) {
		let amount = amount >> shift;
		let over = u128::from(amount) * u128::from(rate) * u128::from(months) + 60_000;
		let expected = u64::try_from(over / 120_000).unwrap_or(u64::MAX);
		prop_assert_eq!(interest(amount, rate, months), expected);
	}
}
