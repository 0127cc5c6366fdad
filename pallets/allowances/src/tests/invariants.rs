//! Whatever happens in whatever order: what a budget lost is what was spent and not given back, and it is never more than
//! was given.

use crate::{mock::*, *};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Sponsor(u64, u64, u128),
	End(u64, u64),
	/// The account takes so much for a transaction, and gives part of it back.
	Use(u64, u128, u128),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let account = || 10..13u64;
	let who = || prop_oneof![Just(BANK), Just(OTHER_BANK), account()];
	let step = prop_oneof![
		(who(), account(), 0..1_000u128).prop_map(|(who, account, budget)| Step::Sponsor(who, account, budget)),
		(who(), account()).prop_map(|(who, account)| Step::End(who, account)),
		(account(), 0..1_000u128, 0..1_000u128).prop_map(|(account, most, unused)| Step::Use(account, most, unused)),
	];
	proptest::collection::vec(step, 1..60)
}

proptest! {
	#[test]
	fn a_budget_is_never_exceeded(steps in steps()) {
		test(|| {
			let mut left = std::collections::BTreeMap::<u64, u128>::new();
			for step in steps {
				match step {
					Step::Sponsor(who, account, budget) => {
						if Allowances::sponsor(signed(who), account, budget).is_ok() {
							left.insert(account, budget);
						}
					},
					Step::End(who, account) => {
						if Allowances::end(signed(who), account).is_ok() {
							left.remove(&account);
						}
					},
					Step::Use(account, most, unused) => {
						let unused = unused.min(most);
						let Some(sponsor) = payer(&account, most) else {
							assert!(left.get(&account).is_none_or(|left| *left < most));
							continue;
						};
						Allowances::spend(&account, most);
						Allowances::give_back(&account, &sponsor, unused);
						*left.get_mut(&account).expect("it is sponsored") -= most - unused;
					},
				}
				Allowances::do_try_state().unwrap();
				for (account, found) in Sponsorships::<Test>::iter() {
					assert_eq!(left.get(&account), Some(&found.left));
				}
				assert_eq!(left.len(), Sponsorships::<Test>::iter().count());
			}
		});
	}
}
