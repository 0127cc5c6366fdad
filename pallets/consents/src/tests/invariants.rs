use crate::{mock::*, *};
use lingnan_support::{ConsentId, Consents as _, Purpose, SECONDS_PER_DAY};
use proptest::prelude::*;
use sp_core::H256;

#[derive(Clone, Debug)]
enum Step {
	Give { uses: u32, length: u64, days: u32 },
	Pause(ConsentId),
	Resume(ConsentId),
	Revoke(ConsentId),
	Use(Purpose),
	Delete(ConsentId),
	Disclose(ConsentId, u8),
	Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		(0u32..4, 0u64..3_000, 0u32..4).prop_map(|(uses, length, days)| Step::Give { uses, length, days }),
		(0u64..6).prop_map(ConsentId).prop_map(Step::Pause),
		(0u64..6).prop_map(ConsentId).prop_map(Step::Resume),
		(0u64..6).prop_map(ConsentId).prop_map(Step::Revoke),
		prop_oneof![Just(Purpose::Assessment), Just(Purpose::Monitoring)].prop_map(Step::Use),
		(0u64..6).prop_map(ConsentId).prop_map(Step::Delete),
		(0u64..6, 0u8..3).prop_map(|(id, hash)| Step::Disclose(ConsentId(id), hash)),
		(0u64..2 * SECONDS_PER_DAY).prop_map(Step::Wait),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever happens in whatever order: the invariants hold, and no consent is used more often than it says.
	#[test]
	fn no_order_of_calls_breaks_them(steps in prop::collection::vec(step(), 1..60)) {
		externalities().execute_with(|| {
			let mut now = NOON;
			let mut uses = std::collections::BTreeMap::new();
			for step in steps {
				match step {
					Step::Give { uses, length, days } => {
						let terms = ConsentSpec { from: now, until: now + length, uses, retention_days: days, ..terms() };
						let _ = ConsentsPallet::give(signed(CONTROLLER), firm(), terms);
					},
					Step::Pause(id) => drop(ConsentsPallet::pause(signed(CONTROLLER), id)),
					Step::Resume(id) => drop(ConsentsPallet::resume(signed(CONTROLLER), id)),
					Step::Revoke(id) => drop(ConsentsPallet::revoke(signed(CONTROLLER), id)),
					Step::Use(purpose) => {
						if let Ok(id) = ConsentsPallet::use_consent(&firm(), BANK, purpose, &[]) {
							*uses.entry(id).or_insert(0) += 1;
						}
					},
					Step::Disclose(id, hash) => {
						let hash = H256::repeat_byte(hash);
						if ConsentsPallet::record_disclosure(signed(CONTROLLER), id, hash).is_ok() {
							*uses.entry(id).or_insert(0) += 1;
						}
					},
					Step::Delete(id) => drop(ConsentsPallet::state_deletion(signed(BANK_KEY), id, H256::zero())),
					Step::Wait(seconds) => {
						now += seconds;
						set_now(now);
					},
				}
				ConsentsPallet::do_try_state().unwrap();
			}
			for (id, count) in uses {
				let consent = Consents::<Test>::get(id).unwrap();
				assert_eq!(consent.used, count);
				assert!(count <= consent.terms.uses);
			}
		});
	}
}
