//! In which order the pool hands transactions to a block, from the highest bits down: who pays, how much of its allowance the
//! payer has used, the place in the account's queue, and among strangers the tip.

use crate::Budget;
use sp_runtime::transaction_validity::TransactionPriority;

/// Paid by the signer's own allowance, by a sponsor's, in coins. What waits for an allowance comes after all of them.
pub const OWN: TransactionPriority = 3 << 61;
pub const SPONSORED: TransactionPriority = 2 << 61;
pub const COINS: TransactionPriority = 1 << 61;

/// The most that a fee and a tip add: less than one place in a queue.
pub const HIGHEST_TIP: TransactionPriority = (1 << 40) - 1;

/// Places of an account's queue that are told apart.
const PLACES: u32 = 1 << 16;

/// Sixteenths of an allowance.
const PARTS: Budget = 16;

/// The earlier in its account's queue, the higher: each account's first waiting transaction goes before anybody's second.
pub fn by_place(place: u32) -> TransactionPriority {
	TransactionPriority::from(PLACES.saturating_sub(place)).saturating_mul(HIGHEST_TIP.saturating_add(1))
}

/// The less of an allowance is used, the higher.
pub fn by_use(used: Budget, max: Budget) -> TransactionPriority {
	let part = used.saturating_mul(PARTS).checked_div(max).unwrap_or(PARTS).min(PARTS - 1);
	u64::try_from(PARTS - 1 - part).unwrap_or_default() << 57
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Payer, use, place, tip: none can make up for the one before.
	#[test]
	fn the_order_is_that_of_its_parts() {
		let fullest = by_use(1, 1);
		assert_eq!(fullest, 0);
		assert_eq!(by_use(5, 0), 0);
		assert!(by_place(0) > by_place(1) + HIGHEST_TIP);
		assert_eq!(by_place(u32::MAX), 0);
		assert!(by_use(0, 16) > by_use(1, 16) + by_place(0) + HIGHEST_TIP);
		for (higher, lower) in [(OWN, SPONSORED), (SPONSORED, COINS), (COINS, 0)] {
			assert!(higher > lower + by_use(0, 1) + by_place(0) + HIGHEST_TIP);
		}
		assert!(OWN.checked_add(by_use(0, 1) + by_place(0)).is_some());
	}
}
