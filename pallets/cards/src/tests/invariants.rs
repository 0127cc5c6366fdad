use super::*;
use lingnan_support::mocks::TODAY;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
	Publish(u8, u64),
	Withdraw(u32),
	Destroy(u32),
	Days(u64),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (any::<u8>(), 1..400u64).prop_map(|(n, days)| Step::Publish(n, days)),
		2 => (0..30u32).prop_map(Step::Withdraw),
		3 => (0..30u32).prop_map(Step::Destroy),
		1 => (0..200u64).prop_map(Step::Days),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever is done in whatever order: the register stays sound, and no version is given twice.
	#[test]
	fn the_register_is_sound_after_any_steps(steps in prop::collection::vec(step(), 1..120)) {
		build().execute_with(|| {
			let (mut today, mut last) = (0, 0);
			for step in steps {
				let done = match step {
					Step::Publish(n, days) => {
						let suite = if n % 2 == 0 { Suite::X25519 } else { Suite::XWing };
						Register::publish(signed(BANK_KEY), bank(), suite.byte(), key(suite, n), after_days(today + days))
					},
					Step::Withdraw(version) => Register::withdraw(signed(BANK_KEY), bank(), version),
					Step::Destroy(version) => {
						Register::state_destruction(signed(BANK_KEY), bank(), version, TODAY + today as u32)
					},
					Step::Days(days) => {
						today += days;
						set_now(after_days(today));
						Ok(())
					},
				};
				if let (Step::Publish(..), Ok(())) = (step, done) {
					let newest = states(&bank())[0];
					assert_eq!(newest, (last + 1, CardState::InForce));
					last += 1;
				}
				Register::do_try_state().unwrap();
			}
		});
	}
}
