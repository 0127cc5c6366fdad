use crate::{mock::*, *};
use lingnan_support::IndicatorId;
use proptest::prelude::*;
use sp_core::H256;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever happens in whatever order: the invariants hold, revisions only grow and periods never go back.
	#[test]
	fn no_order_of_calls_breaks_them(
		steps in prop::collection::vec((0u8..11, 0u32..3, -2i64..4, 0u32..40, 0u64..10), 1..80),
	) {
		externalities().execute_with(|| {
			let mut now = OPENING;
			for (verb, indicator, value, days, wait) in steps {
				// In every bin, and few, for sealing takes a while.
				let value = value * 500;
				let indicator = IndicatorId(indicator);
				let before = Latest::<Test>::get(firm(), indicator);
				let who = if indicator == EXPORTS { CUSTOMS } else { TAX };
				let done = match verb {
					0 | 1 => Attestations::attest(signed(who), attestation(indicator, value, TODAY + 40 - days)),
					2 => Attestations::revoke(signed(who), firm(), indicator, RevocationReason::Mistaken),
					3 => Attestations::dispute(signed(CONTROLLER), firm(), indicator, H256::zero()),
					4 => Attestations::uphold(signed(who), firm(), indicator, H256::zero()),
					5 => Attestations::correct(signed(who), firm(), indicator, said(indicator, value), H256::zero()),
					// Four periods, so that the newest is anchored, superseded and revoked often.
					6 | 7 => {
						let period = TODAY + 40 - days / 10 * 10;
						let leaves = five(indicator, period);
						let tree = tree(&leaves);
						let (root, count) = (H256(tree.root()), tree.count());
						let _ = Attestations::anchor_dataset(signed(who), indicator, period, root, count);
						materialise(&tree, &leaves, 0)
					},
					8 => {
						let newest = NewestDataset::<Test>::get(indicator).unwrap_or_default();
						Attestations::revoke_dataset(signed(who), newest, RevocationReason::Mistaken)
					},
					9 => show(indicator),
					_ => {
						now += wait * DAY;
						set_now(now);
						Ok(())
					},
				};
				let after = Latest::<Test>::get(firm(), indicator);
				if let (Some(before), Some(after)) = (&before, &after) {
					prop_assert!(after.revision >= before.revision);
					prop_assert!(after.period_end >= before.period_end);
					prop_assert!(after.value == before.value || after.revision == before.revision + 1);
					// What was shown stays so for its revision, and for no other.
					let same = after.revision == before.revision;
					prop_assert_eq!(after.shown, same && (before.shown || (verb == 9 && done.is_ok())));
				}
				prop_assert!(before.is_none() || after.is_some());
				Attestations::do_try_state().unwrap();
			}
			Ok(())
		})?;
	}
}
