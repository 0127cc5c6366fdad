//! The instalment as it was found at first: by halving what it can be, a walk through all months for each bit. The one
//! of today answers the same.

use lingnan_lending::schedule::interest;

/// The smallest whole amount that repays in so many months.
pub fn equal_instalment(principal: u64, rate: u32, tenor: u16) -> u64 {
	let tenor = tenor.max(1);
	let (mut low, mut high) = (principal / u64::from(tenor), principal.saturating_add(interest(principal, rate, 1)));
	while low < high {
		let middle = low.saturating_add(high.saturating_sub(low) / 2);
		if repays(principal, rate, tenor, middle) {
			high = middle;
		} else {
			low = middle.saturating_add(1);
		}
	}
	low
}

/// Interest of a month in 128 bits, as it was.
fn month(amount: u64, rate: u32) -> u64 {
	let numerator = u128::from(amount).saturating_mul(rate.into());
	u64::try_from(numerator.saturating_add(60_000) / 120_000).unwrap_or(u64::MAX)
}

fn repays(principal: u64, rate: u32, tenor: u16, instalment: u64) -> bool {
	let mut left = principal;
	for _ in 0..tenor {
		let Some(part) = instalment.checked_sub(month(left, rate)) else { return false };
		left = left.saturating_sub(part);
		if left == 0 {
			return true;
		}
	}
	false
}
