use super::*;
use lingnan_support::{Decision, Grade, Policies as _};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
	Publish(usize, u32),
	Withdraw,
	Apply(usize, u64),
	Days(u32),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => (0..9usize, 1..4u32).prop_map(|(grade, uses)| Step::Publish(grade, uses)),
		1 => Just(Step::Withdraw),
		8 => (0..9usize, 0..40_000_000u64).prop_map(|(grade, exposure)| Step::Apply(grade, exposure)),
		1 => (0..2u32).prop_map(Step::Days),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever is published, withdrawn and applied for in whatever order: who is offered something keeps the rules of the version
	/// in force, and no version makes more offers than it may.
	#[test]
	fn no_policy_decides_beyond_its_rules(steps in prop::collection::vec(step(), 1..100)) {
		build().execute_with(|| {
			for step in steps {
				match step {
					Step::Publish(grade, uses) => {
						let mut spec = spec();
						spec.rules.worst_grade = Grade::ALL[grade];
						spec.uses = PolicyUses { per_day: uses, in_all: 2 * uses };
						let _ = Rules::publish(signed(BANK_KEY), spec);
					},
					Step::Withdraw => {
						let _ = Rules::withdraw(signed(BANK_KEY), PRODUCT);
					},
					Step::Apply(grade, exposure) => {
						let in_force = Rules::policy_of(PRODUCT);
						match decided(Grade::ALL[grade], exposure) {
							Decision::Offer { policy, offer } => {
								let PolicyView { id, spec, made_today, .. } = in_force.unwrap();
								assert_eq!(policy, id);
								assert!(Grade::ALL[grade].meets(spec.rules.worst_grade));
								assert!(exposure <= spec.rules.max_exposure && made_today < spec.uses.per_day);
								assert!(offer.conditions.amount <= spec.rules.max_amount);
								Rules::used(policy);
							},
							Decision::Officer { policy, .. } => assert_eq!(policy, in_force.unwrap().id),
							Decision::None => assert_eq!(in_force, None),
						}
					},
					Step::Days(days) => pass(days),
				}
				Rules::do_try_state().unwrap();
			}
		});
	}
}
