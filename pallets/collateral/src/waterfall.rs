//! Who gets what of the proceeds. Pure.

use alloc::vec::Vec;
use lingnan_support::Amount;

/// Proceeds by whom they belong to, minor units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shares {
	/// Of realising the claim.
	pub costs: Amount,
	/// The enforcing lender's.
	pub claim: Amount,
	/// The junior lenders', by rank.
	pub juniors: Vec<Amount>,
	/// What is left is the owner's.
	pub owner: Amount,
	/// What is left where a junior claim cannot be reckoned here.
	pub deposited: Amount,
}

/// Costs, then the claim, then the junior claims by rank, then the owner (Civil Code of the People's Republic of China,
/// articles 389, 414, 438, 561). What counts is the claim and not the amount that was secured: above the claim is the
/// owner's, below it is still owed. A junior claim in another currency is `None`: from there on the rest is deposited for
/// those behind (article 570), for the chain knows no rate at which to pay it.
pub fn distribute(proceeds: Amount, costs: Amount, claim: Amount, juniors: &[Option<Amount>]) -> Shares {
	let mut left = proceeds;
	let mut take = |wanted: Amount| {
		let taken = wanted.min(left);
		left = left.saturating_sub(taken);
		taken
	};
	let (costs, claim) = (take(costs), take(claim));
	let reckoned = juniors.iter().take_while(|junior| junior.is_some()).count();
	let juniors: Vec<Amount> = juniors
		.iter()
		.enumerate()
		.map(|(rank, junior)| if rank < reckoned { take(junior.unwrap_or(0)) } else { 0 })
		.collect();
	let all = reckoned == juniors.len();
	Shares { costs, claim, juniors, owner: if all { left } else { 0 }, deposited: if all { 0 } else { left } }
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// The vector of the rules on lending: proceeds 1,200,000.00, costs 12,000.00, claim 103,526.92, junior 700,000.00.
	#[test]
	fn a_patent_sold_for_more_than_is_owed_pays_the_junior_and_then_the_owner() {
		let shares = distribute(120_000_000, 1_200_000, 10_352_692, &[Some(70_000_000)]);
		let expected = Shares {
			costs: 1_200_000,
			claim: 10_352_692,
			juniors: alloc::vec![70_000_000],
			owner: 38_447_308,
			deposited: 0,
		};
		assert_eq!(shares, expected);
	}

	#[test]
	fn what_is_too_little_goes_to_the_first() {
		let shares = distribute(1_000, 100, 2_000, &[Some(5), Some(5)]);
		assert_eq!((shares.costs, shares.claim, shares.juniors, shares.owner), (100, 900, alloc::vec![0, 0], 0));
		let shares = distribute(50, 100, 2_000, &[]);
		assert_eq!((shares.costs, shares.claim), (50, 0));
	}

	#[test]
	fn behind_a_claim_in_another_currency_the_rest_is_deposited() {
		let shares = distribute(1_000, 0, 100, &[Some(200), None, Some(300)]);
		assert_eq!((shares.juniors, shares.owner, shares.deposited), (alloc::vec![200, 0, 0], 0, 700));
	}

	proptest! {
		#[test]
		fn nothing_is_lost_and_nobody_is_paid_before_his_turn(
			proceeds: u64, costs: u64, claim: u64, juniors in prop::collection::vec(prop::option::of(any::<u64>()), 0..16),
		) {
			let shares = distribute(proceeds, costs, claim, &juniors);
			let all: u128 = [shares.costs, shares.claim, shares.owner, shares.deposited]
				.iter().chain(&shares.juniors).map(|share| u128::from(*share)).sum();
			prop_assert_eq!(all, u128::from(proceeds));
			let wanted = [costs, claim].into_iter().chain(juniors.iter().map(|junior| junior.unwrap_or(u64::MAX)));
			let paid = [shares.costs, shares.claim].into_iter().chain(shares.juniors.iter().copied());
			let mut short = false;
			for (paid, wanted) in paid.zip(wanted) {
				prop_assert!(paid <= wanted && (!short || paid == 0));
				short |= paid < wanted;
			}
			prop_assert!(!short || shares.owner == 0);
		}
	}
}
